//! Home below the search box: the standing lists, as tabs (ARIA Authoring Practices, "Tabs", automatic activation).

use super::{Around, Visit, Wish, icon::Icon, resolve, row::row};
use crate::{
    config::Direction,
    store::{Action, Place},
    text::Sentence,
};
use goodword_core::{
    community::List,
    model::{Kind, Topic},
};
use std::sync::Arc;
use yew::prelude::*;

/// How many topics a list shows.
const LENGTH: usize = 8;
const LISTS: [(List, Sentence); 3] = [
    (List::Popular, Sentence::ListPopular),
    (List::Recent, Sentence::ListRecent),
    (List::Unanswered, Sentence::ListUnanswered),
];
const LIST_ID: &str = "list";

/// DOM id of a list's tab.
pub(crate) const fn tab_id(list: List) -> &'static str {
    match list {
        List::Popular => "tab-popular",
        List::Recent => "tab-recent",
        List::Unanswered => "tab-unanswered",
    }
}

/// The chosen list, of the given kinds (all, where empty).
pub(crate) fn home(list: List, kinds: &[Kind], dir: Option<Direction>, around: Around<'_>) -> Html {
    let community = around.library.read();
    if community.topics().is_empty() {
        return empty(around);
    }
    let topics = community.list(list, kinds, LENGTH);
    let send = around.send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if let Some(next) = neighbour(list, &event.key(), dir == Some(Direction::Rtl)) {
            event.prevent_default();
            send.emit(Wish::List(next));
        }
    });
    let tabs = LISTS.into_iter().map(|(of, word)| {
        let (selected, tabindex) = if of == list { ("true", "0") } else { ("false", "-1") };
        html! {
            <button key={tab_id(of)} type="button" role="tab" class="segment" id={tab_id(of)} aria-controls={LIST_ID}
                aria-selected={selected} {tabindex} onclick={around.press(Wish::Act(Action::ChoseList(of)))}>
                {around.text.say(word)}
            </button>
        }
    });
    html! {
        <section class="stack">
            <div class="segments" role="tablist" aria-label={around.text.say(Sentence::ListLabel)} {onkeydown}>
                {tabs.collect::<Html>()}
            </div>
            <div id={LIST_ID} role="tabpanel" aria-labelledby={tab_id(list)}>
                if topics.is_empty() {
                    <p class="note">{around.text.say(if list == List::Unanswered { Sentence::ListUnansweredNone } else { Sentence::NothingOfKind })}</p>
                } else {
                    {rows(&topics, tab_id(list), around)}
                }
            </div>
        </section>
    }
}

/// The list that an arrow key, Home or End leads to.
fn neighbour(list: List, key: &str, rtl: bool) -> Option<List> {
    let at = LISTS.iter().position(|(of, ..)| *of == list)?;
    let to = match (key, rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => (at + 1) % LISTS.len(),
        ("ArrowLeft", false) | ("ArrowRight", true) => (at + LISTS.len() - 1) % LISTS.len(),
        ("Home", _) => 0,
        ("End", _) => LISTS.len() - 1,
        _ => return None,
    };
    Some(LISTS[to].0)
}

fn empty(around: Around<'_>) -> Html {
    html! {
        <div class="blank-slate" part="empty">
            <span class="sign">{Icon::Chat.large()}</span>
            <h2>{around.text.say(Sentence::ListEmptyTitle)}</h2>
            <p>{around.text.say(Sentence::ListEmptyText)}</p>
            <slot name="empty"></slot>
        </div>
    }
}

/// Topics one below the other; each is a link to its own page where it has one, and opens in the panel. `name` begins
/// the DOM ids of the rows.
pub(crate) fn rows(topics: &[Arc<Topic>], name: &str, around: Around<'_>) -> Html {
    let rows = topics.iter().enumerate().map(|(n, topic)| {
        let id: AttrValue = format!("{name}-{n}").into();
        let visit = Visit { place: Place::Topic(topic.id.clone()), from: id.clone(), rank: n + 1 };
        let onclick = around.press(Wish::Visit(visit));
        let href = topic.url.as_deref().and_then(|url| resolve(url, around.base));
        let inner = row(topic, None, around);
        html! {
            <li key={&*topic.id}>
                // A link without an address is no link, and could not be reached by keyboard.
                if let Some(href) = href {
                    <a class="row" part="topic-link" {id} {href} {onclick}>{inner}</a>
                } else {
                    <button type="button" class="row" part="topic-link" {id} {onclick}>{inner}</button>
                }
            </li>
        }
    });
    html! { <ul class="rows" role="list">{rows.collect::<Html>()}</ul> }
}
