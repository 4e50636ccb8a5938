//! Option bags for browser calls.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A dictionary of these members, without a prototype: a host that put fields into `Object.prototype` would have them
/// read as options of every call. Not by web-sys's setters, each of which is a function more in the Wasm and the glue.
pub(crate) fn dictionary<T: JsCast>(members: &[(&str, JsValue)]) -> T {
    let bare: Object = Object::create(JsValue::NULL.unchecked_ref::<Object>());
    for (name, value) in members {
        let _ = Reflect::set(&bare, &JsValue::from_str(name), value);
    }
    bare.unchecked_into()
}
