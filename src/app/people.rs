//! People whom the visitor may want to know, as the service suggests them, and whether the visitor may be suggested to others.

use super::{App, Asked, service::identity_for};
use crate::{
    store::Place,
    writing::{Asker, Deed},
};
use goodword_core::{
    json::{self, Value},
    model::{Id, Topic, Visibility},
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
    /// By [`Asker`], the topics between the visitor and a friend, by id, newest first; unknown until they were asked for.
    pub(super) asked: [Option<Vec<Id>>; 2],
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
        for (asked, relation) in [(Asked::Suggestions, "suggestions"), (Asked::Me, "me")] {
            let url = self.link_about(scene, relation);
            // Of somebody whom nobody vouches for there is nothing to say.
            let url = url.filter(|url| identity_for(scene, url).is_given());
            self.inquire(ctx, asked, url);
        }
    }

    /// Asks what friends asked the visitor, and the visitor them, once, and not before the panel is looked at.
    pub(super) fn read_asked(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        for asker in Asker::ALL {
            let asked = &self.people.asked[asker as usize];
            if asked.is_some() || !self.is_seen(scene) {
                continue;
            }
            let relation = if asker == Asker::Friend { "asked" } else { "asking" };
            let url = self.link_to(scene, relation, &[]).filter(|url| identity_for(scene, url).is_given());
            if url.is_some() {
                self.people.asked[asker as usize] = Some(Vec::new());
                self.inquire(ctx, Asked::Between(asker), url);
            }
        }
    }

    /// The topics between the visitor and a friend that one of them asked, as far as they are here.
    pub(super) fn between(&self, asker: Asker) -> Vec<Arc<Topic>> {
        let community = self.state.library.read();
        // What the visitor has put before everyone is in everyone's lists.
        let is_so = |topic: &Arc<Topic>| {
            asker == Asker::Friend
                || community.standing(&topic.id).is_some_and(|of| of.visibility == Visibility::Private)
        };
        let ids = self.people.asked[asker as usize].iter().flatten();
        ids.filter_map(|id| community.topic(id).cloned()).filter(is_so).collect()
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
