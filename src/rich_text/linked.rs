//! Rich text within this Wasm: for Yew applications, which have one Wasm anyway.

use goodword_core::model::Body;
use js_sys::Function;
use web_sys::Node;
use yew::Callback;

/// A body as an element. References are resolved against `base`, an absolute URL whose origin may give images, as may
/// `image_origins`.
#[expect(clippy::unnecessary_wraps, reason = "the other way may not have it yet")]
pub(crate) fn element(body: &Body, base: &str, image_origins: &[String]) -> Option<Node> {
    Some(goodword_rich_text::element(body, base, image_origins).into())
}

/// It is always there.
pub(crate) fn bring(_source: Option<&Function>, _settled: Callback<()>) {}
