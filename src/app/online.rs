//! What a panel does when the browser goes offline, and when it is back.

use super::{App, Msg, Turn};
use crate::{
    clock,
    endpoint::is_online,
    store::{Load, Notice, NoticeKind},
};
use gloo_timers::callback::Timeout;
use yew::Context;

/// How long a panel waits at most once the browser is online again, in ms.
const RESUME_MS: u32 = 2_000;

impl App {
    /// The browser is online, or no more. Whoever was cut off together does not come back at once.
    pub(super) fn go_online(&mut self, ctx: &Context<Self>) {
        self.is_online = is_online();
        let link = ctx.link().clone();
        self.resuming = self
            .is_online
            .then(|| Timeout::new(clock::some_of(RESUME_MS), move || link.send_message(Msg::Resumed)));
    }

    /// What could not be had while the browser was offline is asked for.
    pub(super) fn resume(&mut self, ctx: &Context<Self>) {
        self.resuming = None;
        if self.state.load == Load::Failed(Notice { kind: NoticeKind::Offline, retry: true }) {
            self.begin(ctx);
        } else {
            self.turn(ctx, Turn::Watch);
        }
    }
}
