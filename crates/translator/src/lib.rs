//! Dialects as a Wasm of its own, which a page fetches only where its panel has a `dialect`. A panel knows the functions here and nothing
//! of what is behind them.
//!
//! It fetches nothing: it says what to ask, and reads what was answered.

#[cfg(feature = "floor")]
mod floor;
#[cfg(feature = "module")]
mod module;
mod page;
#[cfg(feature = "workbench")]
mod workbench;

pub use page::page_data;

/// Less code than the standard library's.
#[cfg(all(feature = "module", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: goodword_memory::Allocator = goodword_memory::Allocator::new();
