//! What the panel follows around it: the language and the look that are wanted, where the community is, and who is signed in.

use super::{App, Msg};
use crate::{
    config::{Scheme, Theme},
    effects::{self, Load, Source},
    scene::{Given, Scene},
    store::Action,
};
use yew::Context;

impl App {
    /// Brings the sentences of the language that is wanted now.
    pub(super) fn speak(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        self.language = scene.config.lang.clone().unwrap_or_else(|| "en".to_owned());
        let language = self.language.clone();
        let send = ctx.link().callback(move |messages| Msg::Spoke(language.clone(), messages));
        effects::speak(&self.language, &scene.base, send);
    }

    pub(super) fn follow_theme(&mut self, ctx: &Context<Self>) {
        self.page_watch = None;
        let scheme = match ctx.props().scene.config.theme {
            Theme::Auto => Scheme::Auto,
            Theme::Light => Scheme::Light,
            Theme::Dark => Scheme::Dark,
            Theme::Host => {
                let link = ctx.link().clone();
                self.page_watch =
                    Some(effects::watch_page_scheme(move || link.send_message(Msg::PageScheme)));
                effects::page_scheme()
            }
        };
        self.set_scheme(ctx, scheme);
    }

    pub(super) fn set_scheme(&mut self, ctx: &Context<Self>, scheme: Scheme) {
        self.scheme = scheme;
        let mark = &ctx.props().scene.port.mark;
        mark.emit(("light", scheme == Scheme::Light));
        mark.emit(("dark", scheme == Scheme::Dark));
    }

    /// Loads the community, anew.
    pub(super) fn begin(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        let ticket = self.state.ticket + 1;
        self.act(ctx, Action::Began(ticket));
        self.load =
            Some(Load::begin(ticket, source(scene), ctx.link().callback(Msg::Act), scene.port.clone()));
    }
}

/// Whether somebody else is signed in. Whoever has a viewer's id stays the same when only the token is a newer one.
pub(super) fn is_another(now: &Given, old: &Given) -> bool {
    let viewer = now.circle.viewer();
    viewer != old.circle.viewer()
        || now.identity.is_given() != old.identity.is_given()
        || viewer.is_none() && now.identity != old.identity
}

/// Whether the person who was there is so no more. Whose token alone is missing stays, and finds the words again that a sign-in is
/// wanted for.
pub(super) fn is_left(now: &Given, old: &Given) -> bool {
    match old.circle.viewer() {
        None => now.circle.viewer().is_none() && !now.identity.is_given(),
        viewer => viewer != now.circle.viewer(),
    }
}

pub(super) fn source(scene: &Scene) -> Source {
    Source {
        endpoint: scene.config.endpoint.clone(),
        data: scene.given.data.clone(),
        transform: scene.given.transform.clone(),
        dialect: scene.config.dialect.clone(),
        base: scene.base.clone(),
        later: scene.later.clone(),
    }
}
