//! Home below the search box: the standing lists, as tabs (ARIA Authoring Practices, "Tabs", automatic activation).

use super::{Visit, icon::Icon, is_modified, resolve, row::row, use_surroundings};
use crate::{effects::find, library::Library, store::Place, text::Sentence};
use goodword_core::{
    community::List,
    model::{Kind, Topic},
};
use std::sync::Arc;
use yew::prelude::*;

/// How many topics a list shows.
const LENGTH: usize = 8;
const LISTS: [(List, &str, Sentence); 3] = [
    (List::Popular, "popular", Sentence::ListPopular),
    (List::Recent, "recent", Sentence::ListRecent),
    (List::Unanswered, "unanswered", Sentence::ListUnanswered),
];

#[derive(Properties, PartialEq)]
pub struct Props {
    pub library: Library,
    pub list: List,
    /// Only these kinds; all, where empty.
    pub kinds: Vec<Kind>,
    /// Whether rows still arrive.
    pub growing: bool,
    pub on_visit: Callback<Visit>,
    pub on_choose: Callback<List>,
}

#[component]
pub fn Home(props: &Props) -> Html {
    let around = use_surroundings();
    let root = use_node_ref();
    let Props { library, list, kinds, .. } = props;
    let topics = use_memo((library.clone(), *list, kinds.clone()), |(library, list, kinds)| {
        library.read().list(*list, kinds, LENGTH)
    });
    if topics.is_empty() && library.read().topics().is_empty() {
        return if props.growing { Html::default() } else { empty(&around) };
    }
    let onkeydown = {
        let (root, on_choose, list) = (root.clone(), props.on_choose.clone(), *list);
        Callback::from(move |event: KeyboardEvent| {
            let rtl = root
                .cast::<web_sys::Element>()
                .and_then(|element| element.closest("[dir]").ok()?)
                .is_some_and(|element| element.get_attribute("dir").as_deref() == Some("rtl"));
            let Some(next) = neighbour(list, &event.key(), rtl) else { return };
            event.prevent_default();
            on_choose.emit(next.0);
            crate::effects::focus(find(&root, &tab_id(next.1)));
        })
    };
    let tabs = LISTS.into_iter().map(|(of, name, word)| {
        let selected = of == *list;
        html! {
            <button key={name} type="button" role="tab" class="segment" id={tab_id(name)} aria-controls="list"
                aria-selected={selected.to_string()} tabindex={if selected { "0" } else { "-1" }}
                onclick={props.on_choose.reform(move |_: MouseEvent| of)}>
                {around.text.say(word)}
            </button>
        }
    });
    let name = LISTS.into_iter().find(|(of, ..)| of == list).map_or("popular", |(_, name, _)| name);
    html! {
        <section class="stack" ref={root}>
            <div class="segments" role="tablist" aria-label={around.text.say(Sentence::ListLabel)} {onkeydown}>
                {for tabs}
            </div>
            <div id="list" role="tabpanel" aria-labelledby={tab_id(name)}>
                if topics.is_empty() {
                    <p class="note">{around.text.say(nothing(*list))}</p>
                } else {
                    <Rows topics={(*topics).clone()} library={library.clone()} {name} on_visit={props.on_visit.clone()} />
                }
            </div>
        </section>
    }
}

fn tab_id(name: &str) -> AttrValue {
    format!("tab-{name}").into()
}

fn nothing(list: List) -> Sentence {
    match list {
        List::Unanswered => Sentence::ListUnansweredNone,
        List::Popular | List::Recent => Sentence::NothingOfKind,
    }
}

/// The list that an arrow key, Home or End leads to.
fn neighbour(list: List, key: &str, rtl: bool) -> Option<(List, &'static str)> {
    let at = LISTS.iter().position(|(of, ..)| *of == list)?;
    let to = match (key, rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => (at + 1) % LISTS.len(),
        ("ArrowLeft", false) | ("ArrowRight", true) => (at + LISTS.len() - 1) % LISTS.len(),
        ("Home", _) => 0,
        ("End", _) => LISTS.len() - 1,
        _ => return None,
    };
    Some((LISTS[to].0, LISTS[to].1))
}

fn empty(around: &super::Surroundings) -> Html {
    html! {
        <div class="blank-slate" part="empty">
            <span class="sign">{Icon::Chat.large()}</span>
            <h3>{around.text.say(Sentence::ListEmptyTitle)}</h3>
            <p>{around.text.say(Sentence::ListEmptyText)}</p>
            <slot name="empty"></slot>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct RowsProps {
    pub topics: Vec<Arc<Topic>>,
    pub library: Library,
    /// Begins the DOM ids of the rows.
    pub name: AttrValue,
    pub on_visit: Callback<Visit>,
}

/// Topics one below the other; each is a link to its own page where it has one, and opens in the panel.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let around = use_surroundings();
    let rows = props.topics.iter().enumerate().map(|(n, topic)| {
        let id: AttrValue = format!("{}-{n}", props.name).into();
        let visit = Visit { place: Place::Topic(topic.id.clone()), from: id.clone(), rank: n + 1 };
        let on_visit = props.on_visit.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            if !is_modified(&event) {
                event.prevent_default();
                on_visit.emit(visit.clone());
            }
        });
        let inner = row(topic, None, &props.library, &around);
        let href = topic.url.as_deref().and_then(|url| resolve(url, &around.base));
        html! {
            <li key={&*topic.id}>
                if let Some(href) = href {
                    <a class="row" part="topic-link" {id} {href} {onclick}>{inner}</a>
                } else {
                    <button type="button" class="row" part="topic-link" {id} {onclick}>{inner}</button>
                }
            </li>
        }
    });
    html! { <ul class="rows" role="list">{for rows}</ul> }
}
