//! Goodword's search engine for a page that wants nothing else of Goodword: the benchmark, which holds it against other
//! engines, and the ranking playground.
//!
//! A document is `{id, title, body, answer?, tags?}`, and is known by its number in the order of adding. Nothing here ranks,
//! cuts words or reads JSON; all that is `goodword-core`'s. It knows no panel and fetches nothing.

mod documents;
#[cfg(feature = "engine")]
mod engine;
#[cfg(not(feature = "engine"))]
#[path = "bare.rs"]
mod engine;
mod texts;

pub use documents::{Document, Documents, DocumentsError};
pub use engine::Engine;
pub use texts::Kept;

/// That of the panel's Wasm.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
