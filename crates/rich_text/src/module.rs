//! What the Wasm of its own exports.

use goodword_core::model::{Body, Format};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// A body as an element, as [`crate::element`] makes it. `format` is that of [`Format`], as a number: the panel that
/// calls comes of the same build.
#[wasm_bindgen(js_name = richText)]
#[expect(unreachable_pub, reason = "an export is public to JavaScript")]
#[expect(clippy::needless_pass_by_value, reason = "JavaScript gives a list away")]
pub fn rich_text(format: u8, source: String, base: &str, image_origins: Vec<String>) -> Element {
    let format = match format {
        1 => Format::Markdown,
        2 => Format::Html,
        _ => Format::Text,
    };
    crate::element(&Body { source, format }, base, &image_origins)
}

/// The stylesheet of bodies, [`crate::CSS`].
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "an export is public to JavaScript")]
pub fn css() -> String {
    crate::CSS.to_owned()
}
