//! What is said once a query has settled: one polite announcement and one event, not one a keystroke.

use crate::{
    outcome::{Outcome, Search},
    scene::Scene,
    store::{Load, State},
    text::{Catalogue, Sentence},
};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long a query stays unchanged until it counts as settled, in ms.
const SETTLED_MS: u32 = 600;

/// The announcement for the live region; empty while there is none.
#[hook]
pub fn use_settled(scene: &Scene, state: &UseReducerHandle<State>, text: &Rc<Catalogue>) -> AttrValue {
    let said = use_state_eq(AttrValue::default);
    let settled = state.results.as_ref().map(|results| {
        let growing = state.load == Load::Loading;
        (results.query.clone(), results.total, results.from_friends, results.ms, growing)
    });
    // The time taken is told, but a new time alone is no new result.
    let key = settled.as_ref().map(|(query, total, friends, _, growing)| (query.clone(), *total, *friends, *growing));
    use_effect_with((key, text.clone()), {
        let (said, tell) = (said.clone(), scene.port.tell.clone());
        move |(_, text)| {
            let text = text.clone();
            let timer = settled.filter(|(.., growing)| !growing).map(|(query, count, friends, ms, _)| {
                Timeout::new(SETTLED_MS, move || {
                    said.set(announcement(&text, &query, count, friends));
                    tell.emit(Outcome::Search(Search { query: query.to_string(), count, ms }));
                })
            });
            move || drop(timer)
        }
    });
    if state.results.is_some() { (*said).clone() } else { AttrValue::default() }
}

fn announcement(text: &Catalogue, query: &str, count: usize, friends: usize) -> AttrValue {
    if count == 0 {
        return text.say(Sentence::NothingTitle).into();
    }
    let mut said = text.count(Sentence::ResultsCount, count, &[("query", query)]);
    if friends > 0 {
        said.push_str(", ");
        said.push_str(&text.count(Sentence::ResultsFriends, friends, &[]));
    }
    said.into()
}
