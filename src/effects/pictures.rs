//! Pictures that do not come.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Event, EventTarget, HtmlElement};

thread_local! {
    /// One for all panels and all their lives: what a root holds goes with it, but a closure of its own would stay.
    static SETTLE: Closure<dyn Fn(Event)> = Closure::new(settle);
}

/// From now on a picture within `root` is hidden where it cannot be had, so that what lies under it is seen: a person's initials, and
/// no browser's sign for a broken picture. It is shown again when it comes after all, or another stands in its place.
pub(crate) fn hide_missing(root: &EventTarget) {
    SETTLE.with(|settle| {
        // Neither bubbles.
        for event in ["error", "load"] {
            let listener = settle.as_ref().unchecked_ref();
            let _ = root.add_event_listener_with_callback_and_bool(event, listener, true);
        }
    });
}

#[expect(clippy::needless_pass_by_value, reason = "a closure is given its event")]
fn settle(event: Event) {
    let Some(picture) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    if picture.local_name() == "img" {
        let visibility = if event.type_() == "error" { "hidden" } else { "" };
        let _ = picture.style().set_property("visibility", visibility);
    }
}
