//! Bodies as nodes: by the rich text that is linked into this Wasm, or by a Wasm of its own, which the page fetches when it
//! is about to be needed. Nothing else knows that there are two ways.

#[cfg(not(feature = "rich-text"))]
mod fetched;
#[cfg(feature = "rich-text")]
mod linked;

#[cfg(not(feature = "rich-text"))]
use fetched as way;
#[cfg(feature = "rich-text")]
use linked as way;

pub(crate) use way::{bring, element};
