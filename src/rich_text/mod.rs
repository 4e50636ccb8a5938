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

use goodword_core::model::Body;
use yew::prelude::*;

pub(crate) use way::bring;

/// A body as nodes, and as its words alone until rich text is there. References are resolved against `base`, an
/// absolute URL whose origin may give images, as may `image_origins`.
pub(crate) fn draw(body: &Body, base: &str, image_origins: &[String]) -> Html {
    match way::element(body, base, image_origins) {
        Some(node) => Html::VRef(node),
        None => html! { <div class="rich-text" dir="auto"><p>{body.plain_text().into_owned()}</p></div> },
    }
}
