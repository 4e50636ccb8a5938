//! What a visitor writes, from the first letter on: kept, brought back, and compared with what was asked before.

use super::{App, moves::Focus};
use crate::{
    effects, ids,
    scene::Scene,
    store::{Action, Place},
    view::Visit,
    writing::{Field, Sending, Shared, Writing},
};
use goodword_core::{
    draft::{Draft, Mood, audience_of, verb_of},
    model::{Id, Kind},
};
use std::rc::Rc;
use yew::Context;

/// How many topics like the one being written are shown.
const SIMILAR: usize = 3;

/// What the names of all drafts for an endpoint begin with.
pub(super) fn draft_prefix(base: &str) -> String {
    ["good-word:draft:", base, ":"].concat()
}

impl App {
    /// The name under which the draft of a place is kept; none where nothing is written.
    pub(super) fn draft_name(&self, scene: &Scene, place: &Place) -> Option<String> {
        let of_product;
        let (of, link) = match place {
            Place::Ask => ("ask", "ask"),
            Place::Topic(id) => (id.as_str(), "reply"),
            Place::Recommend(id) => {
                of_product = ["recommend:", id].concat();
                (of_product.as_str(), "recommend")
            }
            Place::Home | Place::Friends | Place::Queue => return None,
        };
        self.state.library.read().link(link)?;
        Some([&draft_prefix(&super::screens::base(scene)), of].concat())
    }

    /// Leads to the form of a new topic.
    pub(super) fn ask(&mut self, ctx: &Context<Self>) -> bool {
        self.visit(ctx, Visit { place: Place::Ask, from: ids::ASK_ID.into(), rank: 0 })
    }

    /// Brings what was written at the place shown and not sent.
    pub(super) fn open_draft(&mut self, ctx: &Context<Self>) {
        let Some(name) = self.draft_name(&ctx.props().scene, self.state.place()) else {
            let writing = Writing { is_plain: !effects::can_share(), ..Writing::default() };
            self.act(ctx, Action::Wrote(Shared::new(writing)));
            return;
        };
        let query = if *self.state.place() == Place::Ask { self.state.query.trim() } else { "" };
        // A title alone is what was once searched for; what is searched for now takes its place.
        let is_current =
            |draft: &Draft| query.is_empty() || draft.title.trim() == query || !draft.body.trim().is_empty();
        let kept = effects::kept(&name).filter(is_current);
        let is_plain = !effects::can_share();
        let mut writing = Writing { is_open: kept.is_some(), is_plain, ..Writing::default() };
        writing.draft = kept.unwrap_or_else(|| {
            if let Place::Recommend(subject) = self.state.place() {
                return self.said_before(subject).unwrap_or_default();
            }
            let kind = self.state.kind.unwrap_or_default();
            Draft { key: effects::new_key(), title: query.to_owned(), kind, ..Draft::default() }
        });
        if writing.is_open || *self.state.place() == Place::Ask {
            writing.draft.begin(effects::moment_ms());
        }
        // A service that does not know of it would take it for everyone's.
        if self.state.library.read().link("publish").is_none() {
            writing.draft.to = None;
        }
        // One's own word is kept by the endpoint until it is changed here.
        if writing.is_open || *self.state.place() == Place::Ask {
            effects::keep(&name, &writing.draft);
        }
        self.act(ctx, Action::Wrote(Shared::new(writing)));
    }

    /// Changes what is written or stands open, and keeps it.
    pub(super) fn write_on(&mut self, ctx: &Context<Self>, change: impl FnOnce(&mut Writing)) -> bool {
        let mut writing = Writing::clone(&self.state.writing.0);
        change(&mut writing);
        if writing.draft != self.state.writing.draft
            && let Some(name) = self.draft_name(&ctx.props().scene, self.state.place())
        {
            if writing.draft.key.is_empty() {
                writing.draft.key = effects::new_key();
            }
            effects::keep(&name, &writing.draft);
        }
        self.act(ctx, Action::Wrote(Shared::new(writing)))
    }

    /// A field of the form changed.
    pub(super) fn field(&mut self, ctx: &Context<Self>, field: Field, value: String) -> bool {
        if field == Field::Product && matches!(self.state.place(), Place::Recommend(_)) {
            return self.choose_subject(ctx, &value);
        }
        let changed = self.write_on(ctx, |writing| {
            writing.news = None;
            match field {
                Field::To => address(writing, &value),
                _ => set(&mut writing.draft, field, value),
            }
            if writing.refused == Some(field) {
                writing.refused = None;
            }
            // What was on its way may have arrived as it was; what is written now is another draft.
            if writing.sending != Sending::Idle {
                writing.sending = Sending::Idle;
                writing.draft.key.clear();
            }
        });
        if field == Field::Title {
            self.find_similar(ctx);
        }
        changed
    }

    /// Opens or closes the reply's form.
    pub(super) fn open_reply(&mut self, ctx: &Context<Self>, is_open: bool) -> bool {
        self.focus = Some(Focus::At(if is_open { ids::FORM_BODY_ID } else { ids::REPLY_ID }));
        self.write_on(ctx, |writing| {
            writing.is_open = is_open;
            writing.draft.begin(effects::moment_ms());
        })
    }

    /// Finds what was asked before and is like what is being written.
    pub(super) fn find_similar(&mut self, ctx: &Context<Self>) {
        let library = &self.state.library;
        let (title, own) = match self.state.place() {
            Place::Ask => (self.state.writing.draft.title.clone(), None),
            // For a moderator, who may find that it was asked before.
            Place::Topic(id) => {
                let community = library.read();
                let may_moderate = community.standing(id).is_some_and(|standing| standing.may_moderate);
                let topic = community.topic(id).filter(|_| may_moderate);
                (topic.map_or_else(String::new, |topic| topic.title.clone()), Some(id))
            }
            Place::Home | Place::Friends | Place::Queue | Place::Recommend(_) => (String::new(), None),
        };
        self.similar = if title.trim().is_empty() {
            Rc::default()
        } else {
            let circle = self.circle(&ctx.props().scene);
            let question = effects::Question {
                query: &title.into(),
                kinds: &[],
                circle,
                shown: SIMILAR + 1,
                sought: &[],
                held: None,
            };
            let found = effects::search(library, &question);
            let here = found.rows.iter().filter_map(|row| row.topic.topic());
            let others = here.filter(|topic| Some(&topic.id) != own);
            others.take(SIMILAR).cloned().collect()
        };
    }

    /// Forgets what was written at a place, because the endpoint has it.
    pub(super) fn forget_draft(&self, scene: &Scene, place: &Place) {
        if let Some(name) = self.draft_name(scene, place) {
            effects::keep(&name, &Draft::default());
        }
    }
}

/// Asks nobody in particular, the friend `first`, or that friend `only`.
fn address(writing: &mut Writing, whom: &str) {
    let friend = writing.friend.take().or_else(|| writing.draft.to.take());
    writing.draft.to = friend.clone().filter(|_| !whom.is_empty());
    writing.draft.is_private = whom == "only";
    writing.friend = friend;
}

fn set(draft: &mut Draft, field: Field, value: String) {
    match field {
        Field::Kind => {
            draft.kind = Kind::ALL.into_iter().find(|kind| kind.word() == value).unwrap_or_default();
        }
        Field::Title => draft.title = value,
        Field::Body => draft.body = value,
        Field::Product => {
            let product = Id::from(value);
            match draft.products.iter().position(|known| *known == product) {
                Some(place) => drop(draft.products.remove(place)),
                None => draft.products.push(product),
            }
        }
        Field::Tags => draft.tags = value,
        Field::Mood => {
            let mood = Mood::ALL.into_iter().find(|mood| mood.word() == value);
            // Pressed again, a feeling is taken back.
            draft.mood = if draft.mood == mood { None } else { mood };
        }
        Field::Name => draft.name = value,
        Field::Email => draft.email = value,
        Field::Verb => draft.saying.verb = verb_of(&value).unwrap_or(draft.saying.verb),
        Field::Audience => draft.saying.audience = audience_of(&value).unwrap_or(draft.saying.audience),
        Field::WillAnswer => draft.saying.will_answer = !draft.saying.will_answer,
        Field::To => {}
    }
}
