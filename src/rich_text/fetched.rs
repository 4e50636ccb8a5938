//! Rich text as a Wasm of its own, the page's only one, whatever the number of panels.

use crate::later::{self, What};
use goodword_core::model::Body;
use js_sys::{Array, Function};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Node;
use yew::Callback;

thread_local! {
    /// The module's `richText`, once it is there.
    static RICH_TEXT: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// A body as an element, or `None` until rich text is there. References are resolved against `base`, an absolute URL
/// whose origin may give images, as may `image_origins`. `None` also where the call fails: that Wasm is then broken, and
/// this one is not.
pub(crate) fn element(body: &Body, base: &str, image_origins: &[String]) -> Option<Node> {
    let rich_text = RICH_TEXT.with_borrow(Clone::clone)?;
    let origins: Array = image_origins.iter().map(|origin| JsValue::from_str(origin)).collect();
    let format = JsValue::from(body.format as u8);
    let given = Array::of4(&format, &JsValue::from_str(&body.source), &JsValue::from_str(base), &origins);
    rich_text.apply(&JsValue::UNDEFINED, &given).ok().map(JsCast::unchecked_into)
}

/// Asks for the module unless it is there. `source` gives its `richText`, or a promise of it, or of nothing where it
/// cannot be had; whoever wrote `source` has then told the developer. `settled` is called unless it was there at
/// once.
pub(crate) fn bring(source: Option<&Function>, settled: Callback<()>) {
    if RICH_TEXT.with_borrow(Option::is_none) {
        later::ask(source, What::RichText, keep, settled);
    }
}

/// Whether it is the function that was asked for, or nothing. What is neither is a promise.
fn keep(answer: &JsValue) -> bool {
    let function = answer.dyn_ref::<Function>().cloned();
    let is_last = function.is_some() || answer.is_undefined();
    RICH_TEXT.set(function);
    is_last
}
