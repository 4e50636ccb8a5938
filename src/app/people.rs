//! People whom the visitor may want to know, as the service suggests them, and whether the visitor may be suggested to others.

use super::{App, Asked, service::identity_for};
use crate::{store::Place, writing::Deed};
use goodword_core::{
    json::{self, Value},
    model::{Id, Topic},
    snapshot::Suggested,
};
use std::sync::Arc;
use yew::Context;

const MAX_DEPTH: usize = 4;

/// What the service said to the visitor, and to nobody else: it goes with the visitor.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Best first.
    pub(super) suggested: Vec<Suggested>,
    /// Those of them whom the visitor follows since.
    pub(super) followed: Vec<Id>,
    /// The topics that were put to the visitor, by id, newest first; unknown until it was asked.
    pub(super) asked: Option<Vec<Id>>,
    /// Whether the visitor may be suggested to others; unknown where the service has not said.
    pub(super) may_be_found: Option<bool>,
}

impl App {
    /// Asks for them where they are shown.
    pub(super) fn read_people(&mut self, ctx: &Context<Self>) {
        if *self.state.place() != Place::Friends {
            return;
        }
        let scene = &ctx.props().scene;
        let subject: Vec<_> =
            scene.config.subject.as_deref().map(|subject| ("subject", subject)).into_iter().collect();
        for (asked, relation) in [(Asked::Suggestions, "suggestions"), (Asked::Me, "me")] {
            let url = self.link_to(scene, relation, &subject);
            // Of somebody whom nobody vouches for there is nothing to say.
            let url = url.filter(|url| identity_for(scene, url).is_given());
            self.inquire(ctx, asked, url);
        }
    }

    /// Asks what friends asked the visitor, once, and not before the panel is looked at.
    pub(super) fn read_asked(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        if self.people.asked.is_none() && self.is_seen(scene) {
            let url = self.link_to(scene, "asked", &[]).filter(|url| identity_for(scene, url).is_given());
            if url.is_some() {
                self.people.asked = Some(Vec::new());
                self.inquire(ctx, Asked::OfVisitor, url);
            }
        }
    }

    /// The topics that were put to the visitor, as far as they are here.
    pub(super) fn put_to_visitor(&self) -> Vec<Arc<Topic>> {
        let community = self.state.library.read();
        self.people.asked.iter().flatten().filter_map(|id| community.topic(id).cloned()).collect()
    }

    /// Takes what the service said of the visitor.
    pub(super) fn take_me(&mut self, answer: &[u8]) -> bool {
        let me = json::parse(answer, MAX_DEPTH).unwrap_or_default();
        self.people.may_be_found = me.get("discoverable").and_then(Value::as_bool);
        true
    }

    /// Shows what is done with somebody before the service has said that it is kept.
    pub(super) fn show_person(&mut self, deed: &Deed) {
        let people = &mut self.people;
        match deed {
            Deed::Befriend(person, is_friend) => {
                people.followed.retain(|known| known != person);
                if *is_friend {
                    people.followed.push(person.clone());
                }
            }
            Deed::Dismiss(person) => people.suggested.retain(|one| one.person.id != *person),
            Deed::BeFound(may) => people.may_be_found = Some(*may),
            _ => {}
        }
    }
}
