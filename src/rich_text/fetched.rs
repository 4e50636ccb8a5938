//! Rich text as a Wasm of its own, the page's only one, whatever the number of panels.

use goodword_core::model::Body;
use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
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
/// cannot be had; whoever wrote `source` has then told the developer. `arrived` is called only where it was not there at
/// once.
pub(crate) fn bring(source: Option<&Function>, arrived: Callback<()>) {
    if RICH_TEXT.with_borrow(Option::is_some) {
        return;
    }
    let Some(Ok(answer)) = source.map(|source| source.call0(&JsValue::UNDEFINED)) else { return };
    if keep(&answer) {
        return;
    }
    spawn_local(async move {
        let answer = JsFuture::from(Promise::resolve(&answer)).await;
        if answer.is_ok_and(|answer| keep(&answer)) {
            arrived.emit(());
        }
    });
}

/// Whether it is the function that was asked for.
fn keep(answer: &JsValue) -> bool {
    let function = answer.dyn_ref::<Function>().cloned();
    let is_there = function.is_some();
    RICH_TEXT.set(function);
    is_there
}
