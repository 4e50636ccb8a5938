//! Light or dark: what the configuration says, or what the page's own switch says, as it says it.

use crate::{attribute_watch::AttributeWatch, config::Scheme};
use wasm_bindgen::JsCast;
use web_sys::Element;

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
pub(crate) fn watch_page_scheme(call: impl Fn() + 'static) -> AttributeWatch {
    AttributeWatch::new(&page_elements(), &ATTRIBUTES, Box::new(call))
}
