//! What a visitor does: sent once, and shown at once.

use super::{App, Asked, Msg, Turn, moves::Focus, service::identity_for};
use crate::{
    clock::now,
    effects,
    endpoint::{Fault, Request},
    ids,
    outcome::{Outcome, Written},
    store::{Action, Place},
    writing::{Against, Asker, Deed, Field, Hitch, Judgement, Sending, Shared},
};
use gloo_timers::callback::Interval;
use goodword_core::{
    draft::{Draft, Filled, MAX_WORD_CHARS, is_address, title_fault},
    json::{self, Value},
    model::{Body, Format, Id, Standing, Status, Topic, Visibility},
    snapshot::Row,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
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

    /// The request for a deed; `None` where the endpoint does not offer it.
    fn request_for(&self, ctx: &Context<Self>, deed: &Deed) -> Option<Request> {
        let topic = if let Place::Topic(id) = self.state.place() { id.as_str() } else { "" };
        let draft = &self.state.writing.draft;
        let set = |on: bool| if on { "PUT" } else { "DELETE" };
        let (mut of_reply, mut of_other, mut of_product) = ("", "", "");
        let (relation, method, body) = match deed {
            Deed::Ask => ("ask", "POST", Some(draft.question(self.state.writing.as_guest, &self.filled()))),
            Deed::Reply => ("reply", "POST", Some(draft.reply(&self.filled()))),
            Deed::MeToo(on) => ("me_too", set(*on), None),
            Deed::Follow(on) => ("follow", set(*on), None),
            Deed::Star(reply, on) => {
                of_reply = reply;
                ("star", set(*on), None)
            }
            Deed::Show(None, on) => ("me_too_shared", set(*on), None),
            Deed::Show(Some(reply), on) => {
                of_reply = reply;
                ("star_shared", set(*on), None)
            }
            Deed::Flag(against, reason) => {
                if let Against::Reply(reply) = against {
                    of_reply = reply;
                }
                let mut object = json::Writer::object();
                object.text("reason", reason.word());
                ("flag", "POST", Some(object.finish()))
            }
            Deed::Solve(reply, on) => {
                let mut object = json::Writer::object();
                if let Some(reply) = reply {
                    object.text("reply", reply);
                }
                ("solve", set(*on), on.then(|| object.finish()))
            }
            Deed::Judge(judgement) => ("moderate", "POST", Some(judged(judgement))),
            Deed::Undo(act) => {
                of_other = act;
                ("undo", "POST", None)
            }
            Deed::Publish => ("publish", "PUT", None),
            Deed::Befriend(person, on) => {
                of_other = person;
                ("friend", set(*on), None)
            }
            Deed::Dismiss(person) => {
                of_other = person;
                ("dismiss", "PUT", None)
            }
            Deed::BeFound(may) => {
                let mut object = json::Writer::object();
                object.raw("discoverable", if *may { "true" } else { "false" });
                ("me", "PUT", Some(object.finish()))
            }
            Deed::Recommend(subject) => {
                of_product = subject;
                ("recommend", "PUT", Some(draft.recommendation()))
            }
            Deed::Withdraw(subject) => {
                of_product = subject;
                ("recommend", "DELETE", None)
            }
        };
        let id = if of_other.is_empty() { topic } else { of_other };
        let values = [("id", id), ("subject", of_product), ("reply", of_reply)];
        let values = if of_reply.is_empty() { &values[..2] } else { &values[..] };
        let url = self.link_to(&ctx.props().scene, relation, values)?;
        let key = match deed {
            Deed::Ask | Deed::Reply => Some(draft.key.clone()),
            Deed::Judge(_) | Deed::Undo(_) => Some(effects::new_key()),
            _ => None,
        };
        Some(Request { url, method, key, body, ..Request::default() })
    }

    /// How the form at hand was filled. What stands in the field that people do not see is read where it stands: a script
    /// that fills it may tell nobody.
    fn filled(&self) -> Filled {
        let website = effects::find(&self.root, ids::FORM_WEBSITE_ID).map(|field| {
            let field: HtmlInputElement = field.unchecked_into();
            field.value()
        });
        let opened_ms = self.state.writing.draft.opened_ms(effects::moment_ms());
        Filled { website: website.unwrap_or_default(), opened_ms }
    }

    /// Shows a deed as done before the endpoint has said so; what it says is read afterwards.
    fn show_done(&mut self, ctx: &Context<Self>, deed: &Deed) {
        self.show_person(deed);
        self.write_on(ctx, |writing| writing.hitch = None);
        let Place::Topic(id) = self.state.place().clone() else { return };
        self.state.library.grow(|community| {
            let Some(topic) = community.topic(&id) else { return };
            let (mut topic, mut standing) =
                (Topic::clone(topic), community.standing(&id).cloned().unwrap_or_default());
            done(deed, &mut topic, &mut standing);
            community.put(Row::Topic(topic));
            community.put(Row::Standing(id, standing));
        });
        self.grown(ctx);
        self.write_on(ctx, |writing| {
            writing.hitch = None;
            writing.flagging = None;
            writing.has_flagged = matches!(deed, Deed::Flag(..));
        });
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

    /// What was asked is there: it is shown at once, from what was written.
    fn asked(&mut self, ctx: &Context<Self>, id: &Id, state: &str) {
        let draft = self.state.writing.draft.clone();
        let author = ctx.props().scene.given.circle.viewer().cloned();
        let visibility = match state {
            "waiting" => Visibility::Waiting,
            "private" => Visibility::Private,
            _ => Visibility::Published,
        };
        self.state.library.grow(|community| {
            community.put(Row::Topic(topic(id, draft, author)));
            community.put(Row::Standing(id.clone(), Standing { visibility, ..Standing::default() }));
        });
        if let (Visibility::Private, Some(asking)) =
            (visibility, &mut self.people.asked[Asker::Visitor as usize])
        {
            asking.insert(0, id.clone());
        }
        self.grown(ctx);
        self.act(ctx, Action::Became(Place::Topic(id.clone())));
    }
}

fn topic(id: &Id, draft: Draft, author: Option<Id>) -> Topic {
    Topic {
        id: id.clone(),
        kind: draft.kind,
        status: Status::None,
        title: draft.title.trim().to_owned(),
        tags: draft.tag_list().into_iter().map(str::to_owned).collect(),
        body: Body { source: draft.body, format: Format::Text },
        author,
        created_at: None,
        last_active_at: None,
        url: None,
        products: draft.products,
        me_too_count: 0,
        follower_count: 0,
        reply_count: 0,
        replies: Vec::new(),
    }
}

fn judged(judgement: &Judgement) -> String {
    let mut object = json::Writer::object();
    object.text("act", judgement.act).text("topic", &judgement.topic);
    if let Some(reply) = &judgement.reply {
        object.text("reply", reply);
    }
    if let Some(to) = &judgement.to {
        object.text("to", to);
    }
    object.finish()
}

/// What a deed changes in what is shown.
fn done(deed: &Deed, topic: &mut Topic, standing: &mut Standing) {
    let step = |count: u32, on: bool| if on { count.saturating_add(1) } else { count.saturating_sub(1) };
    match deed {
        Deed::MeToo(on) if standing.me_too != *on => {
            standing.me_too = *on;
            standing.me_too_shared = false;
            topic.me_too_count = step(topic.me_too_count, *on);
        }
        Deed::Follow(on) if standing.follows != *on => {
            standing.follows = *on;
            topic.follower_count = step(topic.follower_count, *on);
        }
        Deed::Show(None, on) => standing.me_too_shared = *on,
        Deed::Show(Some(id), on) => mark(&mut standing.stars_shared, id, *on),
        Deed::Star(id, on) => {
            mark(&mut standing.stars, id, *on);
            mark(&mut standing.stars_shared, id, false);
            if let Some(reply) = topic.replies.iter_mut().find(|reply| reply.id == *id) {
                reply.star_count = step(reply.star_count, *on);
            }
        }
        Deed::Solve(id, on) => {
            topic.status = if *on { Status::Complete } else { Status::Active };
            for reply in &mut topic.replies {
                reply.best = *on && Some(&reply.id) == id.as_ref();
            }
        }
        _ => {}
    }
}

/// Takes `id` among the marked, or out of them.
fn mark(marked: &mut Vec<Id>, id: &Id, on: bool) {
    marked.retain(|known| known != id);
    if on {
        marked.push(id.clone());
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
