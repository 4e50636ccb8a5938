//! Asks the page for what it fetches later.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// What there is to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "rich-text", expect(dead_code, reason = "what is linked is not asked for"))]
pub(crate) enum What {
    /// The function that draws bodies.
    RichText,
    /// `true`, once the later part of this Wasm is there.
    Desk,
    /// The function that opens a dialect that Goodword ships.
    Dialect,
    /// The one that opens any, and says what is wrong with it.
    OwnDialect,
}

impl What {
    /// As the page knows it.
    pub(crate) fn number(self) -> JsValue {
        JsValue::from(self as u8)
    }
}

/// Asks `source` for something, or for a promise of it. `keep` gets every answer, which is undefined where there is none, and
/// says whether it is a last one. `settled` is called unless the first was.
pub(crate) fn ask(source: Option<&Function>, what: What, keep: fn(&JsValue) -> bool, settled: Callback<()>) {
    let answer = source.and_then(|source| source.call1(&JsValue::UNDEFINED, &what.number()).ok());
    let answer = answer.unwrap_or_default();
    if keep(&answer) {
        return;
    }
    spawn_local(async move {
        let answer = JsFuture::from(Promise::resolve(&answer)).await;
        keep(&answer.unwrap_or_default());
        settled.emit(());
    });
}
