//! Searching, as far as the desk sees to it: bringing topics into the index, answering the query, and saying what was found.

use super::{App, Msg, Turn, screens};
use crate::{
    effects,
    ids::RESULTS_ID,
    outcome::{Outcome, Search},
    store::{self, Action},
    text::Sentence,
};
use gloo_timers::callback::Timeout;
use yew::{AttrValue, Context};

/// How long a query stays unchanged until it counts as settled, in ms.
const SETTLED_MS: u32 = 600;

impl App {
    /// Brings topics into the index for one slice; the next is on its way afterwards, if there is more. Whether there is more to see.
    pub(super) fn index(&mut self, ctx: &Context<Self>) -> bool {
        self.bring_index(ctx);
        let library = &self.state.library;
        if library.read().is_indexed() {
            self.indexing = None;
            let is_owed = self.state.is_searching() && self.state.results.is_none();
            if is_owed {
                self.search(ctx);
            }
            return is_owed;
        }
        if self.indexing.is_none() {
            self.is_index_shown = false;
            self.indexing_pace.hold();
        }
        let is_done = effects::index(library);
        let link = ctx.link().clone();
        self.indexing =
            (!is_done).then(|| Timeout::new(0, move || link.send_message(Msg::Turn(Turn::Index))));
        // Most communities are in before anybody sees that something is missing; rows that come and change would be seen.
        let is_due = is_done || self.indexing_pace.is_worth_showing();
        self.is_index_shown |= is_due;
        let is_shown = is_due && self.state.is_searching();
        if is_shown {
            self.search(ctx);
        }
        is_shown
    }

    /// Answers the query within the task of the keystroke.
    pub(super) fn search(&mut self, ctx: &Context<Self>) {
        let (state, scene) = (&self.state, &ctx.props().scene);
        let kinds = screens::wanted_kinds(state, scene);
        let is_answered = state.is_searching() && (self.is_index_shown || state.library.read().is_indexed());
        // With a prebuilt index everything is found from the beginning, and each text comes into its own row.
        let held = state.results.as_ref().filter(|results| {
            results.query == state.query
                && !results.is_steady
                && (state.active.is_some() || effects::is_pointed_at(&self.root, RESULTS_ID))
        });
        let asked = effects::Question {
            query: &state.query,
            kinds: &kinds,
            circle: self.circle(scene),
            shown: state.shown,
            sought: self.sought_for(&state.query),
            held,
        };
        let results = is_answered.then(|| effects::search(&state.library, &asked));
        // What was told of a query is told once, and not again with each text that comes.
        if self.texts.is_filling {
            self.state = store::apply(self.state.clone(), Action::Found(results));
            return;
        }
        self.announcement = AttrValue::default();
        self.settling = results.is_some().then(|| {
            let link = ctx.link().clone();
            Timeout::new(SETTLED_MS, move || link.send_message(Msg::Settled))
        });
        self.state = store::apply(self.state.clone(), Action::Found(results));
        self.await_texts(ctx);
    }

    /// One polite announcement and one event for a settled query, not one a keystroke.
    pub(super) fn settled(&mut self, ctx: &Context<Self>) {
        let (Some(text), Some(results)) = (&self.text, &self.state.results) else { return };
        self.announcement = if results.total == 0 {
            text.say(Sentence::NothingTitle)
        } else {
            text.results(results.total, results.from_friends, &results.query)
        }
        .into();
        let (query, count, ms) = (results.query.to_string(), results.total, results.ms);
        ctx.props().scene.port.tell.emit(Outcome::Search(Search { query, count, ms }));
    }
}
