//! What Goodword knows without a browser: the model of a community, how a snapshot is read, how it is searched and
//! whose word counts in it.
//!
//! Nothing here does I/O, reads a clock or draws a random number; time and bytes are arguments. `search` and
//! `friends` know the model and nothing of how it was written on the wire.

pub mod backoff;
pub mod community;
pub mod dialect;
pub mod draft;
pub mod friends;
pub mod json;
mod knobs;
pub mod letters;
pub mod mapping;
pub mod model;
mod names;
pub mod order;
mod part;
pub mod proof;
mod quote;
pub mod search;
pub mod snapshot;
pub mod template;

pub use community::Community;
