//! Somebody came by a link that another visitor shared: that is counted, once a page, and nothing of who it was is sent along.

use super::{App, Asked};
use crate::{effects, endpoint::Request, identity::Identity};
use std::cell::Cell;
use yew::Context;

thread_local!(static IS_COUNTED: Cell<bool> = const { Cell::new(false) });

impl App {
    /// Counts the arrival, where there was one. Not before the visitor opened the panel or, where it stands in the page, went somewhere in it: who only
    /// loads a page did not ask for anything. The host is asked first, and its answer is for as long as the page.
    pub(super) fn count_arrival(&mut self, ctx: &Context<Self>) {
        let (scene, state) = (&ctx.props().scene, &self.state);
        let is_typed = state.is_searching() && *state.query != *scene.config.query;
        let is_used = state.open || state.position() > 0 || is_typed;
        if IS_COUNTED.get() || !is_used {
            return;
        }
        if let Some(code) = effects::arrival()
            && let Some(url) = self.link_to(scene, "referral", &[("code", &code)])
        {
            IS_COUNTED.set(true);
            if self.is_consented(scene, "referral") {
                // As nobody, whoever is signed in.
                let request = Request { url, method: "POST", as_guest: true, ..Request::default() };
                self.request_as(ctx, Asked::Arrival, request, Identity::default());
            }
        }
    }
}
