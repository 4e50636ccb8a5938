//! Requests to a service, from their sending to what became of them.

use super::{App, Asked, Msg, Turn, service::identity_for, turn::Pending};
use crate::{
    console,
    effects::{self, Settled},
    endpoint::{Exchange, Fault, Request, Step},
    identity::Identity,
    store::{Action, Load, Notice, NoticeKind},
};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::Context;

/// From which wait on a visitor is told of it, in ms.
const LONG_MS: u32 = 999;
/// What else may keep a browser from writing to another origin.
const HEADERS: &str =
    " Does it allow Idempotency-Key, Authorization and Content-Type by Access-Control-Allow-Headers?";

impl App {
    /// Asks to read something, where there is an address to ask.
    pub(super) fn inquire(&mut self, ctx: &Context<Self>, asked: Asked, url: Option<String>) {
        if let Some(url) = url {
            let as_somebody = ctx.props().scene.given.circle.viewer().is_some();
            self.request(ctx, asked, Request { url, as_somebody, ..Request::default() });
        }
    }

    /// Sends a request; its answer comes to `answered`.
    pub(super) fn request(&mut self, ctx: &Context<Self>, asked: Asked, request: Request) {
        let identity = identity_for(&ctx.props().scene, &request.url);
        self.request_as(ctx, asked, request, identity);
    }

    /// Sends a request as somebody.
    pub(super) fn request_as(
        &mut self,
        ctx: &Context<Self>,
        asked: Asked,
        request: Request,
        identity: Identity,
    ) {
        self.exchanges += 1;
        let (exchange, step) = Exchange::new(request, identity, self.state.library.translator().cloned());
        self.pending.push(Pending { number: self.exchanges, asked, exchange });
        self.go_on(ctx, self.exchanges, step);
    }

    /// What an exchange waited for settled.
    pub(super) fn settle(&mut self, ctx: &Context<Self>, number: u32, settled: Settled) -> bool {
        let pending = self.pending.iter_mut().find(|pending| pending.number == number);
        let Some(step) = pending.map(|pending| pending.exchange.step(settled)) else { return false };
        self.go_on(ctx, number, step)
    }

    fn go_on(&mut self, ctx: &Context<Self>, number: u32, step: Step) -> bool {
        match step {
            Step::Wait(promise) => {
                let done = ctx.link().callback(move |settled| Msg::Turn(Turn::Settled(number, settled)));
                effects::settle(promise, done);
                false
            }
            Step::Rest(ms) => {
                let link = ctx.link().clone();
                let settled = Turn::Settled(number, Ok(JsValue::UNDEFINED));
                Timeout::new(ms, move || link.send_message(Msg::Turn(settled))).forget();
                ms > LONG_MS && self.waits_for_service(ctx, number, ms)
            }
            Step::Done(answer) => {
                let place = self.pending.iter().position(|pending| pending.number == number);
                let Some(place) = place else { return false };
                let Pending { asked, exchange, .. } = self.pending.swap_remove(place);
                self.answered(ctx, asked, answer, &exchange)
            }
        }
    }

    /// A request waits, because the service wants to be left alone; whether the visitor is told.
    fn waits_for_service(&mut self, ctx: &Context<Self>, number: u32, ms: u32) -> bool {
        let Some(place) = self.pending.iter().position(|pending| pending.number == number) else {
            return false;
        };
        if self.state.load != Load::Loading || !matches!(self.pending[place].asked, Asked::First(_)) {
            return false;
        }
        let Pending { asked, exchange, .. } = self.pending.swap_remove(place);
        self.tell_fault(&Fault::Busy(ms / 1_000), &exchange);
        self.pending.push(Pending { number, asked, exchange });
        let notice = Notice { kind: NoticeKind::Busy, retry: false };
        self.act(ctx, Action::Failed(self.state.ticket, notice))
    }

    /// Tells the developer why a request failed, once for a row of the same.
    pub(super) fn tell_fault(&mut self, fault: &Fault, exchange: &Exchange) {
        if self.told.as_ref() == Some(fault) {
            return;
        }
        let more = if exchange.writes() && *fault == Fault::Unreachable { HEADERS } else { "" };
        console::warn(&["good-word: ", exchange.asks(), ": ", &fault.to_string(), more].concat());
        self.told = Some(fault.clone());
    }
}
