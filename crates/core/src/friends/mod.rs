#![doc = include_str!("README.md")]

mod circle;
mod graph;
mod logarithm;
mod note;
mod parts;
mod ranges;
mod strength;
mod suggest;
mod voices;
mod weights;
mod words;

pub use circle::{Circle, Friend, Relation};
pub use graph::Graph;
pub(crate) use parts::has_part;
pub use parts::{Deed, Part, Parts, parts, parts_up_to};
pub use ranges::{Ranges, Sought, key, prefix};
pub use strength::{Nearness, Reason, strength};
pub use suggest::{Champion, Consent, Progress, Suggesting, Suggestion, Why};
pub use voices::{Listener, Voice, Voices, voices};
pub use weights::FriendWeights;
pub use words::Words;
