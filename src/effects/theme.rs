//! Light or dark: what the configuration says, or what the page's own switch says, as it says it.

use crate::{config::Scheme, dictionary::dictionary};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Element, MutationObserver, MutationObserverInit};

/// Where pages keep their switch.
const ATTRIBUTES: [&str; 5] = ["data-theme", "data-color-scheme", "data-bs-theme", "data-mode", "class"];

fn page_elements() -> [Option<Element>; 2] {
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.as_ref().and_then(web_sys::Document::document_element);
    [root, document.and_then(|document| document.body()).map(JsCast::unchecked_into)]
}

/// What the page's own switch says; `Auto` where it says nothing.
pub(crate) fn page_scheme() -> Scheme {
    for element in page_elements().into_iter().flatten() {
        for attribute in ATTRIBUTES {
            let value = element.get_attribute(attribute).unwrap_or_default().to_ascii_lowercase();
            for word in value.split(|c: char| !c.is_ascii_alphanumeric()) {
                match word {
                    "dark" | "night" => return Scheme::Dark,
                    "light" | "day" => return Scheme::Light,
                    _ => {}
                }
            }
        }
    }
    Scheme::Auto
}

/// Watches the switch, until dropped.
pub(crate) struct PageWatch {
    observer: Option<MutationObserver>,
    _call: Closure<dyn Fn()>,
}

impl PageWatch {
    pub(crate) fn new(call: impl Fn() + 'static) -> Self {
        let call = Closure::<dyn Fn()>::new(call);
        let observer = MutationObserver::new(call.as_ref().unchecked_ref()).ok();
        let options: MutationObserverInit = dictionary();
        let names: Array = ATTRIBUTES.iter().map(|name| JsValue::from_str(name)).collect();
        options.set_attributes(true);
        options.set_attribute_filter(&names);
        if let Some(observer) = &observer {
            for element in page_elements().into_iter().flatten() {
                let _ = observer.observe_with_options(&element, &options);
            }
        }
        Self { observer, _call: call }
    }
}

impl Drop for PageWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
