//! The search box: a combobox whose list stands below it in the screen (ARIA Authoring Practices, "Combobox").

use super::{Around, Key, Wish, icon::Icon, option_id};
use crate::{ids::SEARCH_ID, store::Action, text::Sentence};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// DOM id of the list of results.
pub(super) const RESULTS_ID: &str = "results";

/// What the search box shows.
pub(crate) struct SearchBox<'a> {
    pub(crate) query: &'a AttrValue,
    /// `None` for the catalogue's.
    pub(crate) placeholder: Option<String>,
    /// How many options the list has.
    pub(crate) options: usize,
    pub(crate) active: Option<usize>,
}

/// The search box.
pub(crate) fn search_box(shows: &SearchBox<'_>, around: Around<'_>) -> Html {
    let text = around.text;
    let oninput = around.send.reform(|event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Wish::Act(Action::Typed(input.map(|input| input.value()).unwrap_or_default().into()))
    });
    let send = around.send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // While an input method composes, its keys are its own.
        if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = match event.key().as_str() {
            "ArrowDown" => Key::Next,
            "ArrowUp" => Key::Previous,
            "Enter" => Key::Choose,
            "Escape" => Key::Escape,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        send.emit(Wish::Key(key));
    });
    let placeholder = shows.placeholder.clone().unwrap_or_else(|| text.say(Sentence::SearchPlaceholder));
    let expanded = shows.options > 0;
    html! {
        <div class="search" role="search" part="search">
            <div class="search-box">
                {Icon::Search.large()}
                <input id={SEARCH_ID} type="text" role="combobox" dir="auto"
                    aria-label={text.say(Sentence::SearchLabel)} aria-autocomplete="list"
                    aria-expanded={if expanded { "true" } else { "false" }} aria-controls={expanded.then_some(RESULTS_ID)}
                    aria-activedescendant={shows.active.map(option_id)}
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search"
                    {placeholder} value={shows.query.clone()} {oninput} {onkeydown} />
                if !shows.query.is_empty() {
                    <button type="button" class="icon-button" onclick={around.press(Wish::Key(Key::Escape))}
                        aria-label={text.say(Sentence::SearchClear)}>{Icon::Close.draw()}</button>
                }
            </div>
        </div>
    }
}
