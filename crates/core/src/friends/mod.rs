//! Whose word counts: the visitor's friends, what they say of a subject, and their part in topics.
//!
//! It knows the model only. Nobody is in an answer who is not in the input with the right audience, and friends of
//! friends are in none by id: they are counted.

mod circle;
mod parts;
mod voices;

pub use circle::{Circle, Friend, Relation};
pub(crate) use parts::has_part;
pub use parts::{Deed, Part, parts};
pub use voices::{Reason, Voice, Voices, voices};
