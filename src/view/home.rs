//! Home below the search box: the standing lists, as tabs (ARIA Authoring Practices, "Tabs", automatic activation).

use super::{
    Around, Visit, Wish,
    el::{Attr, El, button, div, el, p},
    icon::Icon,
    notice::blank_slate,
    resolve,
    row::row,
};
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
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::{AttrValue, virtual_dom::ListenerKind};

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
pub(crate) fn home(list: List, kinds: &[Kind], dir: Option<Direction>, around: &Around<'_>) -> El {
    let community = around.library.read();
    if community.topics().is_empty() {
        return empty(around);
    }
    let rtl = dir == Some(Direction::Rtl);
    let mut tabs = div("segments").role("tablist").label(Sentence::ListLabel, around).on(
        ListenerKind::onkeydown,
        around,
        move |event| neighbour(list, event.unchecked_ref(), rtl).map(Wish::List),
    );
    for (of, word) in LISTS {
        let tab = button("segment", Wish::Act(Action::ChoseList(of)), around)
            .key(tab_id(of))
            .role("tab")
            .id(tab_id(of))
            .attr(Attr::Controls, LIST_ID)
            .flag(Attr::Selected, of == list)
            .attr(Attr::TabIndex, if of == list { "0" } else { "-1" })
            .say(word, around);
        tabs = tabs.child(tab);
    }
    let topics = community.list(list, kinds, LENGTH);
    let inner = match list {
        _ if !topics.is_empty() => rows(&topics, tab_id(list), around),
        List::Unanswered => p("note").say(Sentence::ListUnansweredNone, around),
        List::Popular | List::Recent => p("note").say(Sentence::NothingOfKind, around),
    };
    let panel = div("").id(LIST_ID).role("tabpanel").attr(Attr::LabelledBy, tab_id(list)).child(inner);
    el("section").class("stack").child(tabs).child(panel)
}

/// The list that an arrow key, Home or End leads to.
fn neighbour(list: List, event: &KeyboardEvent, rtl: bool) -> Option<List> {
    if event.alt_key() {
        return None;
    }
    let at = LISTS.iter().position(|(of, ..)| *of == list)?;
    let to = match (event.key().as_str(), rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => (at + 1) % LISTS.len(),
        ("ArrowLeft", false) | ("ArrowRight", true) => (at + LISTS.len() - 1) % LISTS.len(),
        ("Home", _) => 0,
        ("End", _) => LISTS.len() - 1,
        _ => return None,
    };
    Some(LISTS[to].0)
}

fn empty(around: &Around<'_>) -> El {
    blank_slate("empty", Icon::Chat, el("h2").say(Sentence::ListEmptyTitle, around))
        .child(p("").say(Sentence::ListEmptyText, around))
        .child(el("slot").attr(Attr::Name, "empty"))
}

/// Topics one below the other; each is a link to its own page where it has one, and opens in the panel. `name` begins
/// the DOM ids of the rows.
pub(crate) fn rows(topics: &[Arc<Topic>], name: &str, around: &Around<'_>) -> El {
    let mut list = el("ul").class("rows").role("list");
    for (n, topic) in topics.iter().enumerate() {
        let id: AttrValue = format!("{name}-{n}").into();
        let visit = Visit { place: Place::Topic(topic.id.clone()), from: id.clone(), rank: n + 1 };
        let pressable = match topic.url.as_deref().and_then(|url| resolve(url, around.base)) {
            Some(href) => el("a").class("row").attr(Attr::Href, &href).press(Wish::Visit(visit), around),
            // A link without an address is no link, and could not be reached by keyboard.
            None => button("row", Wish::Visit(visit), around),
        };
        let pressable = row(pressable.part("topic-link").id(&id), topic, None, around);
        list = list.child(el("li").key(&topic.id).child(pressable));
    }
    list
}
