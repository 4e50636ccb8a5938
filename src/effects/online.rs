//! The moment at which the browser is back online, and whether anybody can see the page.

use wasm_bindgen::{JsCast, prelude::Closure};

/// Calls back when the browser says that it is online, until dropped.
pub(crate) struct OnlineWatch(Closure<dyn Fn()>);

impl OnlineWatch {
    pub(crate) fn new(call: impl Fn() + 'static) -> Self {
        let closure = Closure::<dyn Fn()>::new(call);
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("online", closure.as_ref().unchecked_ref());
        }
        Self(closure)
    }
}

impl Drop for OnlineWatch {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("online", self.0.as_ref().unchecked_ref());
        }
    }
}

/// Whether the page is in a tab or window that is seen.
pub(crate) fn page_is_seen() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden())
}
