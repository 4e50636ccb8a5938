//! Tokens as a site signs them, and as those would who are not the site.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report; helpers count as tests")]

mod attacks;
mod bearer;
mod claims;
mod common;
mod configuration;
mod keys;
mod snippets;
mod times;
