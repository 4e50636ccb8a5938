//! Pictures that do not come.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Event, EventTarget, HtmlElement};

/// From now on a picture within `root` is hidden where it cannot be had, so that what lies under it is seen: a person's initials, and
/// no browser's sign for a broken picture. It is shown again when it comes after all, or another stands in its place.
pub(crate) fn hide_missing(root: &EventTarget) {
    let settle = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let Some(picture) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        if picture.local_name() == "img" {
            let visibility = if event.type_() == "error" { "hidden" } else { "" };
            let _ = picture.style().set_property("visibility", visibility);
        }
    });
    // Neither bubbles. The element has them as long as it is there, and a panel's root stays.
    for event in ["error", "load"] {
        let listener = settle.as_ref().unchecked_ref();
        let _ = root.add_event_listener_with_callback_and_bool(event, listener, true);
    }
    settle.forget();
}
