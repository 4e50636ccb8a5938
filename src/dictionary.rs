//! Option bags for browser calls.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

/// An empty dictionary without a prototype: a host that put fields into `Object.prototype` would have them read as
/// options of every call.
pub(crate) fn dictionary<T: JsCast>() -> T {
    let bare: Object = Object::create(JsValue::NULL.unchecked_ref::<Object>());
    bare.unchecked_into()
}
