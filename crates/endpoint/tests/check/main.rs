//! `goodword check`: as somebody who writes a dialect uses it.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report; helpers count as tests")]

mod common;
mod endpoint;
mod page;
mod samples;
mod schema;
