//! What was found: the listbox of the search box, and what stands there when nothing was.

use super::{Around, Visit, Wish, icon::Icon, row::row, search_box::RESULTS_ID};
use crate::{
    ids::SEARCH_ID,
    store::{Action, Place, Results},
    text::Sentence,
};
use yew::prelude::*;

/// DOM id of an option.
pub(crate) fn option_id(n: usize) -> AttrValue {
    format!("option-{n}").into()
}

/// The results, of which `active` is the one that the arrow keys stand on; `growing` while rows still arrive.
pub(crate) fn results_list(
    results: &Results,
    active: Option<usize>,
    growing: bool,
    around: Around<'_>,
) -> Html {
    let text = around.text;
    let query = results.query.trim();
    let options = results.rows.iter().enumerate().map(|(n, found)| {
        let visit = Visit { place: Place::Topic(found.topic.id.clone()), from: SEARCH_ID.into(), rank: n + 1 };
        html! {
            <div key={&*found.topic.id} role="option" id={option_id(n)} part="result"
                aria-selected={if active == Some(n) { "true" } else { "false" }} onclick={around.press(Wish::Visit(visit))}>
                <div class="row">{row(&found.topic, Some(found), around)}</div>
            </div>
        }
    });
    let left = results.total - results.rows.len();
    html! {
        <section class="stack">
            <div class="heading">
                <p>{text.results(results.total, results.from_friends, query)}</p>
                if growing { <p class="faint">{text.say(Sentence::ResultsGrowing)}</p> }
            </div>
            <div class="rows" role="listbox" id={RESULTS_ID}
                aria-label={text.with(Sentence::ResultsList, &[("query", query)])}>
                {options.collect::<Html>()}
            </div>
            if left > 0 {
                <button type="button" class="link" onclick={around.press(Wish::Act(Action::ShowMore))}>
                    {text.count(Sentence::ResultsMore, left.min(results.rows.len().max(1)), &[])}
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

/// Nothing matched: said plainly, with a way on. `narrowed` where a kind was chosen, which may be why.
pub(crate) fn nothing(narrowed: bool, around: Around<'_>) -> Html {
    let text = around.text;
    html! {
        <div class="blank-slate" part="empty">
            <span class="sign">{Icon::Search.large()}</span>
            <h2>{text.say(Sentence::NothingTitle)}</h2>
            if narrowed {
                <p>{text.say(Sentence::NothingOfKind)}</p>
                <button type="button" class="button" onclick={around.press(Wish::Act(Action::ChoseKind(None)))}>
                    {text.say(Sentence::NothingShowAll)}
                </button>
            } else {
                <p>{text.say(Sentence::NothingText)}</p>
            }
            <slot name="empty"></slot>
        </div>
    }
}
