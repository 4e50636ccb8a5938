//! Goodword's panel: search what was answered, read the best answer, hear what friends say.
//!
//! On a website it is the custom element `<good-word>`, which the loader `goodword.js` defines and [`element`] brings
//! to life. In a Yew application it is the component [`GoodWord`].

pub mod acquaintance;
mod app;
mod attribute_watch;
mod clock;
mod component;
pub mod config;
mod console;
mod desk;
mod dialect;
mod dictionary;
pub mod effects;
pub mod element;
pub mod endpoint;
pub mod identity;
mod ids;
#[cfg(any(feature = "split", not(feature = "rich-text"), not(feature = "dialects")))]
mod later;
pub mod library;
pub mod outcome;
mod rich_text;
pub mod scene;
pub mod store;
pub mod text;
pub mod view;
pub mod writing;

pub use component::{GoodWord, GoodWordProps};

/// Less code than the standard library's. Only on a website's own page: whoever links this crate has an allocator.
#[cfg(all(feature = "split", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: goodword_memory::Allocator = goodword_memory::Allocator::new();
