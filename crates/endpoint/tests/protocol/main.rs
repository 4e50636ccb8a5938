//! The protocol on a real database. Each test makes its own, through `stage`; what is checked knows no kind of database.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report; helpers count as tests")]

mod answers;
mod asking;
mod audiences;
mod commands;
mod cursors;
mod dialect;
mod erasing;
mod friends;
mod getsatisfaction;
mod instances;
mod limits;
mod memory;
mod moderation;
mod moving;
mod naughty;
mod openapi;
mod origins;
mod privacy;
mod ranges;
mod reading;
mod recommending;
mod referring;
mod robots;
mod sharing;
pub(crate) mod stage;
mod suggesting;
mod trying;
mod visitors;
mod waiting;
mod writing;
