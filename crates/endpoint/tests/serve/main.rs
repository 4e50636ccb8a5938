//! The server seen from outside: through its router, and as a process.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report; helpers count as tests")]

mod common;
mod connections;
#[cfg(unix)]
mod crash;
mod erasure;
mod files;
mod prebuilt;
#[cfg(unix)]
mod process;
mod snapshot;
