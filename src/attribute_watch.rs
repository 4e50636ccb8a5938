//! Follows attributes of elements that are the page's.

use crate::dictionary::dictionary;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Element, MutationObserver, MutationObserverInit};

/// Calls back when one of the attributes changes, until dropped.
pub(crate) struct AttributeWatch {
    observer: Option<MutationObserver>,
    _call: Closure<dyn Fn()>,
}

impl AttributeWatch {
    /// Watches the attributes of these names on all of `elements`.
    pub(crate) fn new(elements: &[Option<Element>], names: &[&str], call: Box<dyn Fn()>) -> Self {
        let call = Closure::<dyn Fn()>::wrap(call);
        let observer = MutationObserver::new(call.as_ref().unchecked_ref()).ok();
        let names: Array = names.iter().map(|name| JsValue::from_str(name)).collect();
        let options: MutationObserverInit =
            dictionary(&[("attributes", true.into()), ("attributeFilter", names.into())]);
        for element in elements.iter().flatten() {
            if let Some(observer) = &observer {
                let _ = observer.observe_with_options(element, &options);
            }
        }
        Self { observer, _call: call }
    }
}

impl Drop for AttributeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
