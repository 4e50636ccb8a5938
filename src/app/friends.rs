//! Whom the visitor knows, where the endpoint says so and the host does not.

use super::{App, Asked, service::identity_for};
use crate::{
    acquaintance::friend,
    config::Mode,
    endpoint::{Fault, Request},
    scene::Scene,
};
use goodword_core::{
    friends::Circle,
    json::{self, Value},
};
use std::rc::Rc;
use yew::Context;

const MAX_DEPTH: usize = 8;

impl App {
    /// The visitor's circle: the host's, or else the endpoint's.
    pub(super) fn circle<'a>(&'a self, scene: &'a Scene) -> &'a Rc<Circle> {
        match &self.friends {
            Some(friends) if scene.given.circle.is_empty() => friends,
            _ => &scene.given.circle,
        }
    }

    /// Whether the panel is there to be looked at.
    pub(super) fn is_seen(&self, scene: &Scene) -> bool {
        self.state.open || scene.config.mode == Mode::Inline
    }

    /// Asks once who the visitor's friends are. Not before the panel is opened, because until then nobody asked for it.
    pub(super) fn read_friends(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        let is_asked = self.friends.is_some()
            || self.pending.iter().any(|pending| matches!(pending.asked, Asked::Friends));
        if is_asked || !self.is_seen(scene) || !scene.given.circle.is_empty() {
            return;
        }
        if let Some(url) = self.link_to(scene, "friends", &[])
            && identity_for(scene, &url).is_given()
        {
            self.request(ctx, Asked::Friends, Request { url, as_somebody: true, ..Request::default() });
        }
    }

    /// Takes the answer; whoever cannot be read is left out. Without one there are no friends, and it is not asked again.
    pub(super) fn take_friends(&mut self, ctx: &Context<Self>, answer: Result<Vec<u8>, Fault>) -> bool {
        let answer = answer.ok().and_then(|bytes| json::parse(&bytes, MAX_DEPTH).ok()).unwrap_or_default();
        let people = if let Some(Value::List(people)) = answer.get("data") { &people[..] } else { &[] };
        let viewer = ctx.props().scene.given.circle.viewer().cloned();
        self.friends = Some(Rc::new(Circle::new(viewer, people.iter().filter_map(friend).collect())));
        self.read_ranges(ctx);
        self.listen(ctx);
        self.search(ctx);
        true
    }
}
