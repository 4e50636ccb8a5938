//! Moves focus and scroll within the panel, and only there.

use crate::{
    dictionary::dictionary,
    ids::{BODY_ID, FORM_TITLE_ID, SEARCH_ID, TITLE_ID},
    store::Place,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, Node, ScrollIntoViewOptions, ShadowRoot};
use yew::NodeRef;

/// DOM id of the element where a place begins.
pub(crate) fn start_of(place: &Place) -> &'static str {
    match place {
        Place::Home => SEARCH_ID,
        Place::Topic(_) | Place::Friends | Place::Queue | Place::Recommend(_) => TITLE_ID,
        Place::Ask => FORM_TITLE_ID,
    }
}

fn shadow_of(root: &NodeRef) -> Option<ShadowRoot> {
    root.get().and_then(|node: Node| node.get_root_node().dyn_into().ok())
}

/// The element of the panel that has this DOM id. `root` is any element of the panel.
pub(crate) fn find(root: &NodeRef, id: &str) -> Option<HtmlElement> {
    Some(shadow_of(root)?.get_element_by_id(id)?.unchecked_into())
}

/// Whether the pointer rests on the element of this DOM id.
pub(crate) fn is_pointed_at(root: &NodeRef, id: &str) -> bool {
    find(root, id).is_some_and(|element| element.matches(":hover").unwrap_or(false))
}

/// How far the panel is scrolled, in px.
pub(crate) fn scroll_of(root: &NodeRef) -> i32 {
    find(root, BODY_ID).map_or(0, |body| body.scroll_top())
}

/// Moves focus without scrolling: the caller has put the scroll where it belongs.
pub(crate) fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        let options: FocusOptions = dictionary(&[("preventScroll", true.into())]);
        let _ = element.focus_with_options(&options);
    }
}

/// Scrolls just as far as needed for the element to be seen.
pub(crate) fn bring_into_view(root: &NodeRef, id: &str) {
    if let Some(element) = find(root, id) {
        let options: ScrollIntoViewOptions = dictionary(&[("block", "nearest".into())]);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether focus is in the panel, or was in a part of it that is gone: it is never taken from elsewhere on the page.
pub(crate) fn may_take_focus(root: &NodeRef) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    let Some(active) = document.active_element() else { return true };
    document.body().is_some_and(|body| *body == active)
        || shadow_of(root).is_some_and(|shadow| stands_in(shadow.host(), &active))
}

/// Whether `outer` is `element` or a host of a shadow tree around it: the document sees the outermost host only.
fn stands_in(mut element: Element, outer: &Element) -> bool {
    loop {
        if element == *outer {
            return true;
        }
        match element.get_root_node().dyn_into::<ShadowRoot>() {
            Ok(shadow) => element = shadow.host(),
            Err(_) => return false,
        }
    }
}
