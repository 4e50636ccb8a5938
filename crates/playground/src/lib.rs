//! Goodword's search engine for a page that wants nothing else of Goodword: the benchmark, which holds it against other
//! engines, and the ranking playground.
//!
//! A document is `{id, title, body, answer?, tags?}`, and is known by its number in the order of adding. Nothing here ranks,
//! cuts words or reads JSON; all that is `goodword-core`'s. It knows no panel and fetches nothing.
//!
//! The playground has a whole community instead, as a panel has it, and is what the feature `ranking` without `engine` compiles.

#[cfg(any(not(feature = "ranking"), feature = "engine"))]
mod documents;
#[cfg(feature = "engine")]
mod engine;
#[cfg(not(any(feature = "engine", feature = "ranking")))]
#[path = "bare.rs"]
mod engine;
#[cfg(any(feature = "ranking", test))]
mod playground;
#[cfg(any(feature = "ranking", test))]
mod ranking;
#[cfg(any(not(feature = "ranking"), feature = "engine"))]
mod texts;

#[cfg(any(not(feature = "ranking"), feature = "engine"))]
pub use self::{
    documents::{Document, Documents, DocumentsError},
    engine::Engine,
    texts::Kept,
};
#[cfg(any(feature = "ranking", test))]
pub use self::{
    playground::Playground,
    ranking::{Ranking, knobs},
};

/// That of the panel's Wasm.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: goodword_memory::Allocator = goodword_memory::Allocator::new();
