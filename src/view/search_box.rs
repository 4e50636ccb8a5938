//! The search box: a combobox whose list stands below it in the screen (ARIA Authoring Practices, "Combobox").

use super::{
    Around, Key, Wish,
    el::{Attr, El, On, button, div, el},
    icon::Icon,
    option_id,
};
use crate::{
    ids::{RESULTS_ID, SEARCH_ID},
    store::Action,
    text::Sentence,
};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};
use yew::AttrValue;

/// What the search box shows.
pub(crate) struct SearchBox<'a> {
    pub(crate) query: &'a AttrValue,
    /// `None` for the catalogue's.
    pub(crate) placeholder: Option<&'a str>,
    /// How many options the list has.
    pub(crate) options: usize,
    pub(crate) active: Option<usize>,
}

/// The search box.
pub(crate) fn search_box(shows: &SearchBox<'_>, around: &Around<'_>) -> El {
    let expanded = shows.options > 0;
    let input = el("input")
        .id(SEARCH_ID)
        .attr(Attr::Type, "text")
        .role("combobox")
        .dir_auto()
        .label(Sentence::SearchLabel, around)
        .attr(Attr::AriaAutocomplete, "list")
        .flag(Attr::Expanded, expanded)
        .attr_if(Attr::Controls, expanded.then_some(RESULTS_ID))
        .attr_if(Attr::ActiveDescendant, shows.active.map(option_id).as_deref())
        .attr(Attr::Autocomplete, "off")
        .attr(Attr::Autocapitalize, "off")
        .attr(Attr::Spellcheck, "false")
        .attr(Attr::EnterKeyHint, "search")
        .attr(Attr::Placeholder, shows.placeholder.unwrap_or(&around.text.say(Sentence::SearchPlaceholder)))
        .value(shows.query)
        .on(On::Click, around, |_| Some(Wish::Prepare))
        .on(On::Input, around, typed)
        .on(On::KeyDown, around, pressed);
    let clear = (!shows.query.is_empty()).then(|| {
        button("icon-button", Wish::Key(Key::Escape), around)
            .label(Sentence::SearchClear, around)
            .child(Icon::Close.draw())
    });
    let inner = div("search-box").child(Icon::Search.large()).child(input).maybe(clear);
    div("search").role("search").part("search").child(inner)
}

fn typed(event: &Event) -> Option<Wish> {
    let input: HtmlInputElement = event.target()?.unchecked_into();
    Some(Wish::Act(Action::Typed(input.value().into())))
}

fn pressed(event: &Event) -> Option<Wish> {
    let event: &KeyboardEvent = event.unchecked_ref();
    // While an input method composes, its keys are its own.
    if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let key = match event.key().as_str() {
        "ArrowDown" => Key::Next,
        "ArrowUp" => Key::Previous,
        "Enter" => Key::Choose,
        "Escape" => Key::Escape,
        _ => return None,
    };
    event.stop_propagation();
    Some(Wish::Key(key))
}
