//! The search box: a combobox whose list stands below it in the screen (ARIA Authoring Practices, "Combobox").

use super::{icon::Icon, results::option_id, use_surroundings};
use crate::{effects::SEARCH_ID, text::Sentence};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// DOM id of the list of results.
pub const RESULTS_ID: &str = "results";

/// What the keyboard asks of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The next option, from the last to none.
    Next,
    /// The option before, from none to the last.
    Previous,
    /// The option that the arrows stand on, or the first.
    Choose,
    /// Away with the query, or with the panel where nothing is typed.
    Escape,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub query: AttrValue,
    pub placeholder: Option<AttrValue>,
    /// How many options the list has.
    pub options: usize,
    pub active: Option<usize>,
    pub on_input: Callback<AttrValue>,
    pub on_key: Callback<Key>,
}

#[component]
pub fn SearchBox(props: &Props) -> Html {
    let around = use_surroundings();
    let input = use_node_ref();
    let oninput = props.on_input.reform(|event: InputEvent| {
        let value = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        value.map(|input| input.value()).unwrap_or_default().into()
    });
    let onkeydown = {
        let on_key = props.on_key.clone();
        Callback::from(move |event: KeyboardEvent| {
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
            on_key.emit(key);
        })
    };
    let clear = {
        let (on_input, input) = (props.on_input.clone(), input.clone());
        Callback::from(move |_: MouseEvent| {
            on_input.emit(AttrValue::default());
            if let Some(input) = input.cast::<HtmlInputElement>() {
                let _ = input.focus();
            }
        })
    };
    let placeholder = props.placeholder.clone().unwrap_or_else(|| around.text.say(Sentence::SearchPlaceholder).into());
    let expanded = props.options > 0;
    html! {
        <div class="search" role="search" part="search">
            <div class="search-box">
                {Icon::Search.large()}
                <input ref={input} id={SEARCH_ID} type="text" role="combobox" dir="auto"
                    aria-label={around.text.say(Sentence::SearchLabel)} aria-autocomplete="list"
                    aria-expanded={expanded.to_string()} aria-controls={expanded.then_some(RESULTS_ID)}
                    aria-activedescendant={props.active.map(option_id)}
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search"
                    {placeholder} value={props.query.clone()} {oninput} {onkeydown} />
                if !props.query.is_empty() {
                    <button type="button" class="icon-button" onclick={clear} aria-label={around.text.say(Sentence::SearchClear)}>
                        {Icon::Close.draw()}
                    </button>
                }
            </div>
        </div>
    }
}
