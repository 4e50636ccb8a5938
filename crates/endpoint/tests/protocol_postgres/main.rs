//! The protocol's tests once more, on `PostgreSQL`: the same files, of which `stage` alone sees where it stands.

#[path = "../protocol/main.rs"]
mod protocol;

// By this name the tests know it.
use protocol::stage;
