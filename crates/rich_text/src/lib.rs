//! Untrusted writing (text, Markdown or HTML) into nodes, so that nothing of it is ever markup.
//!
//! Every source speaks to one builder, which knows the closed list of tags and attributes; what is drawn is made
//! of elements and text, never of strings of markup. Nothing here knows topics, replies, the endpoint or Yew.
//!
//! A crate of its own, because a panel needs it only when a topic is read: with the feature `module` it becomes a Wasm
//! of its own, which is fetched then.

mod builder;
mod dom;
mod entities;
mod html;
mod links;
mod markdown;
#[cfg(feature = "module")]
mod module;
mod scan;
mod text;
mod tree;

use goodword_core::model::{Body, Format};

/// Less code than the standard library's.
#[cfg(all(feature = "module", target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: goodword_memory::Allocator = goodword_memory::Allocator::new();

pub use builder::{MAX_DEPTH, MAX_ELEMENTS};
pub use dom::element;
#[cfg(not(target_arch = "wasm32"))]
pub use links::absolute_links;
#[cfg(target_arch = "wasm32")]
pub use links::browser_links;
pub use links::{Links, ResolvedUrl, Scheme};
pub use tree::{Attribute, Rich, Tag};

/// The stylesheet of what [`element`] makes. Colours and shapes are the panel's tokens, `--good-word-*`.
pub const CSS: &str = include_str!("rich_text.css");

/// The longest source whose markup is read; a longer one is shown as plain text.
pub const MAX_SOURCE_BYTES: usize = 64 * 1024;

/// The nodes that `body` may be shown as: only listed tags and attributes, only absolute URLs of listed schemes, at
/// most [`MAX_DEPTH`] deep. Never fails: what cannot be read as markup is shown as text.
pub fn rich(body: &Body, links: &Links<'_>) -> Vec<Rich> {
    let mut builder = builder::Builder::new(links);
    match body.format {
        Format::Markdown if body.source.len() <= MAX_SOURCE_BYTES => {
            markdown::write(&mut builder, &body.source);
        }
        Format::Html => html::write(&mut builder, body),
        Format::Text | Format::Markdown => text::write(&mut builder, &body.source),
    }
    builder.finish()
}
