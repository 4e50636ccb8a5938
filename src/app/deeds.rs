//! What a visitor does: sent once, and shown at once.

use super::{App, Asked, Msg, Turn, moves::Focus, service::identity_for};
use crate::{
    clock::now,
    effects,
    endpoint::Fault,
    ids,
    outcome::{Outcome, Written},
    store::{Action, Place},
    writing::{Deed, Field, Hitch, Sending, Shared},
};
use gloo_timers::callback::Interval;
use goodword_core::{
    draft::{MAX_WORD_CHARS, is_address, title_fault},
    json::{self, Value},
};
use std::rc::Rc;
use yew::Context;

const MAX_DEPTH: usize = 8;

impl App {
    /// Does something that the endpoint keeps.
    pub(super) fn deed(&mut self, ctx: &Context<Self>, deed: Rc<Deed>) -> bool {
        if self.state.writing.sending == Sending::Going {
            return false;
        }
        let is_form = deed.is_form();
        if is_form && self.state.writing.wait_s > 0 {
            return false;
        }
        if is_form && !self.may_send(ctx, &deed) {
            return true;
        }
        let Some(mut request) = self.request_for(ctx, &deed) else { return false };
        let identity = identity_for(&ctx.props().scene, &request.url);
        let as_guest = is_form && !identity.is_given() && self.state.writing.as_guest;
        if !identity.is_given() && !as_guest {
            ctx.props().scene.port.tell.emit(Outcome::SignIn);
            return self.stumble(ctx, is_form, Hitch::SignIn);
        }
        let purpose = match *deed {
            Deed::Recommend(_) => Some("recommend"),
            Deed::Show(_, true) => Some("show"),
            _ => None,
        };
        if purpose.is_some_and(|purpose| !self.is_consented(&ctx.props().scene, purpose)) {
            return self.stumble(ctx, is_form, Hitch::Consent);
        }
        if is_form || matches!(*deed, Deed::Withdraw(_)) {
            self.write_on(ctx, |writing| writing.sending = Sending::Going);
        } else {
            self.show_done(ctx, &deed);
        }
        let place = self.state.place().clone();
        request.as_guest = as_guest;
        self.request(ctx, Asked::Deed(place, deed), request);
        true
    }

    /// Whether the form at hand can go: nothing blocks it, and it is known who writes, or a guest said a name.
    fn may_send(&mut self, ctx: &Context<Self>, deed: &Deed) -> bool {
        let scene = &ctx.props().scene;
        let draft = &self.state.writing.draft;
        let faulty = match deed {
            Deed::Ask => title_fault(&draft.title).is_some(),
            Deed::Recommend(_) => draft.body.trim().chars().count() > MAX_WORD_CHARS,
            _ => draft.body.trim().is_empty(),
        };
        if faulty {
            self.focus =
                Some(Focus::At(if *deed == Deed::Ask { ids::FORM_TITLE_ID } else { ids::FORM_BODY_ID }));
            self.write_on(ctx, |writing| writing.is_checked = true);
            return false;
        }
        let takes_guests = *deed == Deed::Ask && self.state.library.read().link("ask_as_guest").is_some();
        let is_named = !draft.name.trim().is_empty() && is_address(&draft.email);
        if !scene.given.identity.is_given() && takes_guests && !(self.state.writing.as_guest && is_named) {
            self.focus = Some(Focus::At(ids::FORM_NAME_ID));
            self.write_on(ctx, |writing| {
                writing.is_checked = writing.as_guest;
                writing.as_guest = true;
                writing.sending = Sending::Failed(Hitch::Guest);
            });
            return false;
        }
        true
    }

    fn stumble(&mut self, ctx: &Context<Self>, is_form: bool, hitch: Hitch) -> bool {
        self.write_on(ctx, |writing| {
            if is_form {
                writing.sending = Sending::Failed(hitch);
            } else {
                writing.hitch = Some(hitch);
                writing.sending = Sending::Idle;
                writing.leaving = None;
                writing.has_flagged = false;
            }
        })
    }

    /// What became of a deed that was done at `place`.
    pub(super) fn done(
        &mut self,
        ctx: &Context<Self>,
        place: &Place,
        deed: &Deed,
        answer: Result<Vec<u8>, Fault>,
    ) -> bool {
        let is_here = self.state.place() == place;
        let is_form = deed.is_form();
        let answer = match answer {
            Ok(answer) => json::parse(&answer, MAX_DEPTH).unwrap_or_default(),
            Err(fault) => {
                if !is_here {
                    return false;
                }
                if let Fault::Refused { kind, field } = &fault {
                    if kind == "key-taken" {
                        self.write_on(ctx, |writing| writing.draft.key = effects::new_key());
                    }
                    if is_form {
                        self.point_at(ctx, field);
                    }
                }
                if let Fault::Busy(wait_s) = fault {
                    self.count_down(ctx, wait_s);
                }
                // What is read may not come either.
                if let Some(turned) = deed.turned() {
                    self.show_done(ctx, &turned);
                }
                self.read_topic(ctx);
                self.read_people(ctx);
                let hitch = hitch(&fault);
                if hitch == Hitch::SignIn {
                    ctx.props().scene.port.tell.emit(Outcome::SignIn);
                }
                return self.stumble(ctx, is_form, hitch);
            }
        };
        let tell = &ctx.props().scene.port.tell;
        let text = |name: &str| answer.get(name).and_then(Value::as_text).unwrap_or_default().to_owned();
        let topic = if let Place::Topic(id) = place { id.to_string() } else { String::new() };
        match deed {
            Deed::Ask => {
                tell.emit(Outcome::Ask(Written { topic: text("id"), id: text("id") }));
                self.forget_draft(&ctx.props().scene, place);
                if is_here {
                    self.asked(ctx, &text("id").as_str().into(), &text("state"));
                }
                return true;
            }
            Deed::Reply => {
                tell.emit(Outcome::Reply(Written { topic, id: text("id") }));
                // Also where the visitor has gone elsewhere meanwhile.
                self.forget_draft(&ctx.props().scene, place);
                if is_here {
                    self.focus = Some(Focus::At(ids::REPLY_ID));
                    self.act(ctx, Action::Wrote(Shared::default()));
                }
            }
            Deed::MeToo(on) => {
                tell.emit(Outcome::MeToo(crate::outcome::MeToo { topic, me_too: *on }));
            }
            Deed::Recommend(subject) => {
                self.recommended(ctx, place, subject, &answer);
                return true;
            }
            Deed::Withdraw(subject) => {
                self.withdrew(ctx, is_here, subject);
                return true;
            }
            Deed::Judge(_) | Deed::Undo(_) => {
                let act = text("id");
                if is_here {
                    self.write_on(ctx, |writing| {
                        writing.judged = matches!(deed, Deed::Judge(_)).then_some(act);
                    });
                }
                self.read_queue(ctx);
            }
            _ => {}
        }
        if is_here {
            self.read_topic(ctx);
        }
        is_here
    }

    /// Leads to the field that the endpoint does not take.
    fn point_at(&mut self, ctx: &Context<Self>, field: &str) {
        let (refused, id) = match field {
            "title" => (Field::Title, ids::FORM_TITLE_ID),
            "body" | "text" => (Field::Body, ids::FORM_BODY_ID),
            "to" => (Field::To, ids::FORM_TO_ID),
            _ => return,
        };
        self.focus = Some(Focus::At(id));
        self.write_on(ctx, |writing| writing.refused = Some(refused));
    }

    /// Shows for how long nothing is sent.
    fn count_down(&mut self, ctx: &Context<Self>, wait_s: u32) {
        self.quiet_until = now() + f64::from(wait_s) * 1_000.0;
        let link = ctx.link().clone();
        self.countdown = Some(Interval::new(1_000, move || link.send_message(Msg::Turn(Turn::Tick))));
        self.write_on(ctx, |writing| writing.wait_s = wait_s);
    }

    /// A second less of that.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a minute at most, and never below 0"
    )]
    pub(super) fn tick(&mut self, ctx: &Context<Self>) -> bool {
        let left = ((self.quiet_until - now()) / 1_000.0).ceil().max(0.0) as u32;
        if left == 0 {
            self.countdown = None;
        }
        self.write_on(ctx, |writing| writing.wait_s = left)
    }
}

fn hitch(fault: &Fault) -> Hitch {
    match fault {
        Fault::Offline => Hitch::Offline,
        Fault::Busy(_) => Hitch::Busy,
        Fault::Refused { kind, .. } => match kind.as_str() {
            "unauthorized" | "token-expired" => Hitch::SignIn,
            "too-many" | "proof-of-work" => Hitch::TooMany,
            "too-quick" => Hitch::TooQuick,
            "internal" | "busy" | "timeout" => Hitch::Unreachable,
            _ => Hitch::Refused,
        },
        Fault::Http(401) => Hitch::SignIn,
        Fault::Http(429) => Hitch::TooMany,
        Fault::Http(400..500) => Hitch::Refused,
        _ => Hitch::Unreachable,
    }
}
