//! The moments at which the browser goes online or offline, and whether anybody can see the page.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::EventTarget;

/// Calls back when the browser says that it is online, or no more, until dropped.
pub(crate) struct OnlineWatch(Closure<dyn Fn()>);

impl OnlineWatch {
    pub(crate) fn new(call: impl Fn() + 'static) -> Self {
        let watch = Self(Closure::<dyn Fn()>::new(call));
        watch.listen(EventTarget::add_event_listener_with_callback);
        watch
    }

    fn listen(&self, to: fn(&EventTarget, &str, &js_sys::Function) -> Result<(), wasm_bindgen::JsValue>) {
        if let Some(window) = web_sys::window() {
            for event in ["online", "offline"] {
                let _ = to(&window, event, self.0.as_ref().unchecked_ref());
            }
        }
    }
}

impl Drop for OnlineWatch {
    fn drop(&mut self) {
        self.listen(EventTarget::remove_event_listener_with_callback);
    }
}

/// Whether the page is in a tab or window that is seen.
pub(crate) fn page_is_seen() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden())
}
