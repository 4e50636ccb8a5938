//! Moves focus with the screens: to the heading of a new one, back to what was pressed on return.

use crate::store::{Place, State};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ShadowRoot};
use yew::prelude::*;

/// DOM id of the search box.
pub const SEARCH_ID: &str = "search";
/// DOM id of a screen's heading, which takes focus by script only.
pub const TITLE_ID: &str = "title";
/// DOM id of what scrolls.
pub const BODY_ID: &str = "body";

/// Follows `state`'s place with focus and scroll; the callback moves focus to where one begins. `root` is any
/// element of the panel.
#[hook]
pub fn use_focus(root: &NodeRef, state: &UseReducerHandle<State>) -> Callback<()> {
    let before = use_mut_ref(|| state.position());
    let place = (state.position(), state.place().clone());
    use_effect_with(place, {
        let (root, state) = (root.clone(), state.clone());
        move |(position, place)| {
            let before = before.replace(*position);
            if before == *position || !may_take_focus(&root) {
                return;
            }
            let (left_by, scroll) = state.left_by();
            let returned = left_by.filter(|_| before > *position).and_then(|id| find(&root, id));
            if let Some(body) = find(&root, BODY_ID) {
                body.set_scroll_top(if before > *position { scroll } else { 0 });
            }
            focus(returned.or_else(|| find(&root, start_of(place))));
        }
    });
    let (root, place) = (root.clone(), state.place().clone());
    Callback::from(move |()| focus(find(&root, start_of(&place))))
}

fn start_of(place: &Place) -> &'static str {
    match place {
        Place::Home => SEARCH_ID,
        Place::Topic(_) | Place::Friends => TITLE_ID,
    }
}

/// The element of the panel that has this DOM id.
pub fn find(root: &NodeRef, id: &str) -> Option<HtmlElement> {
    let shadow: ShadowRoot = root.get()?.get_root_node().dyn_into().ok()?;
    shadow.get_element_by_id(id)?.dyn_into().ok()
}

/// How far the panel is scrolled, in px.
pub fn scroll_of(root: &NodeRef) -> i32 {
    find(root, BODY_ID).map_or(0, |body| body.scroll_top())
}

/// Moves focus without scrolling: the caller has put the scroll where it belongs.
pub fn focus(element: Option<HtmlElement>) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element {
        let _ = element.focus_with_options(&options);
    }
}

/// Whether focus is in the panel, or was in a part of it that is gone: never taken from elsewhere on the page.
fn may_take_focus(root: &NodeRef) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    let Some(active) = document.active_element() else { return true };
    if document.body().is_some_and(|body| *body == active) {
        return true;
    }
    let host = root.get().and_then(|node| node.get_root_node().dyn_into::<ShadowRoot>().ok()).map(|shadow| shadow.host());
    // In nested shadow trees the document sees the outermost host only.
    host.is_some_and(|host| host == active || contains_through_shadows(&active, &host))
}

fn contains_through_shadows(outer: &Element, inner: &Element) -> bool {
    let mut root = inner.get_root_node();
    while let Ok(shadow) = root.clone().dyn_into::<ShadowRoot>() {
        if shadow.host() == *outer {
            return true;
        }
        root = shadow.host().get_root_node();
    }
    false
}
