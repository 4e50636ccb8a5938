//! Untrusted writing (text, Markdown or HTML) into nodes, so that nothing of it is ever markup.
//!
//! Every source speaks to one builder, which knows the closed list of tags and attributes; what is drawn is made
//! of elements and text, never of strings of markup. Nothing here knows topics, replies or the endpoint.
//!
//! All of it is 12.3 kB of the Wasm's brotli, measured by the build with and without it.

mod builder;
mod entities;
mod html;
mod links;
mod markdown;
mod scan;
mod text;
mod tree;
mod view;

use goodword_core::model::{Body, Format};
use yew::prelude::*;

pub use builder::{MAX_DEPTH, MAX_ELEMENTS};
#[cfg(not(target_arch = "wasm32"))]
pub use links::absolute_links;
#[cfg(target_arch = "wasm32")]
pub use links::browser_links;
pub use links::{Links, ResolvedUrl, Scheme};
pub use tree::{Attribute, Rich, Tag};
pub use view::view;

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

/// A body as nodes. References are resolved against `base`, an absolute URL whose origin may give images, as may
/// `image_origins`.
pub fn draw(body: &Body, base: &str, image_origins: &[String]) -> Html {
    #[cfg(target_arch = "wasm32")]
    let resolve = browser_links(base);
    #[cfg(not(target_arch = "wasm32"))]
    let resolve = absolute_links;
    #[cfg(not(target_arch = "wasm32"))]
    let _ = base;
    let nodes = view(&rich(body, &Links { resolve: &resolve, image_origins }));
    html! { <div class="rich-text" dir="auto">{nodes}</div> }
}
