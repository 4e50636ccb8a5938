//! What was found: the listbox of the search box, and what stands there when nothing was.

use super::{Visit, icon::Icon, row::row, search_box::RESULTS_ID, use_surroundings};
use crate::{
    effects::SEARCH_ID,
    library::Library,
    store::{Place, Results},
    text::Sentence,
};
use yew::prelude::*;

/// DOM id of an option.
pub fn option_id(n: usize) -> AttrValue {
    format!("option-{n}").into()
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub results: Results,
    pub active: Option<usize>,
    pub library: Library,
    /// Whether rows still arrive.
    pub growing: bool,
    pub on_visit: Callback<Visit>,
    pub on_more: Callback<()>,
}

#[component]
pub fn ResultsList(props: &Props) -> Html {
    let around = use_surroundings();
    let text = &around.text;
    let Props { results, library, .. } = props;
    use_effect_with(props.active, |active| {
        if let (Some(n), Some(document)) = (active, web_sys::window().and_then(|window| window.document())) {
            bring_into_view(&document, *n);
        }
    });
    let mut heading = text.count(Sentence::ResultsCount, results.total, &[("query", results.query.trim())]);
    if results.from_friends > 0 {
        heading = format!("{heading}, {}", text.count(Sentence::ResultsFriends, results.from_friends, &[]));
    }
    let options = results.rows.iter().enumerate().map(|(n, found)| {
        let visit = Visit { place: Place::Topic(found.topic.id.clone()), from: SEARCH_ID.into(), rank: n + 1 };
        let onclick = props.on_visit.reform(move |_: MouseEvent| visit.clone());
        let selected = props.active == Some(n);
        html! {
            <div key={&*found.topic.id} role="option" id={option_id(n)} part="result"
                aria-selected={selected.to_string()} {onclick}>
                <div class="row">{row(&found.topic, Some(found), library, &around)}</div>
            </div>
        }
    });
    let left = results.total - results.rows.len();
    let step = left.min(results.rows.len().max(1));
    html! {
        <section class="stack">
            <div class="heading">
                <p>{heading}</p>
                if props.growing { <p class="faint">{text.say(Sentence::ResultsGrowing)}</p> }
            </div>
            <div class="rows" role="listbox" id={RESULTS_ID}
                aria-label={text.with(Sentence::ResultsList, &[("query", results.query.trim())])}>
                {for options}
            </div>
            if left > 0 {
                <button type="button" class="link" onclick={props.on_more.reform(|_| ())}>
                    {text.count(Sentence::ResultsMore, step, &[])}
                </button>
            }
            <p class="key-help" aria-hidden="true">
                <span><kbd>{"↑"}</kbd><kbd>{"↓"}</kbd>{text.say(Sentence::KeysMove)}</span>
                <span><kbd>{"↵"}</kbd>{text.say(Sentence::KeysRead)}</span>
                <span><kbd>{"esc"}</kbd>{text.say(Sentence::KeysClear)}</span>
            </p>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct NothingProps {
    /// Whether a kind was chosen, which may be why.
    pub narrowed: bool,
    pub on_show_all: Callback<()>,
}

/// Nothing matched: said plainly, with a way on.
#[component]
pub fn Nothing(props: &NothingProps) -> Html {
    let around = use_surroundings();
    let text = &around.text;
    html! {
        <div class="blank-slate" part="empty">
            <span class="sign">{Icon::Search.large()}</span>
            <h3>{text.say(Sentence::NothingTitle)}</h3>
            if props.narrowed {
                <p>{text.say(Sentence::NothingOfKind)}</p>
                <button type="button" class="button" onclick={props.on_show_all.reform(|_| ())}>
                    {text.say(Sentence::NothingShowAll)}
                </button>
            } else {
                <p>{text.say(Sentence::NothingText)}</p>
            }
            <slot name="empty"></slot>
        </div>
    }
}

/// Scrolls just as far as needed for the active option to be seen.
fn bring_into_view(document: &web_sys::Document, n: usize) {
    use wasm_bindgen::JsCast;
    // The option is in some shadow root; the deepest focused element leads there.
    let mut active = document.active_element();
    while let Some(shadow) = active.as_ref().and_then(web_sys::Element::shadow_root) {
        if let Some(option) = shadow.get_element_by_id(&option_id(n)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
            return;
        }
        let inner = js_sys::Reflect::get(&shadow, &"activeElement".into()).ok();
        active = inner.and_then(|inner| inner.dyn_into().ok());
    }
}
