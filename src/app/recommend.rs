//! One's own word: what becomes of it, and how the page is told of.

use super::{App, Asked, Msg, Turn, moves::Focus, screens};
use crate::{
    effects, ids,
    outcome::{self, Outcome},
    scene::Scene,
    store::{Action, Place},
    view::Visit,
    writing::{News, Say, Sending, Way},
};
use goodword_core::{
    draft::{Draft, Saying, audience_word, verb_word},
    json::Value,
    model::{Id, Recommendation, Timestamp},
};
use yew::Context;

impl App {
    /// What the visitor said of the product of this id, as far as that is known.
    pub(super) fn own_word(&self, subject: &str) -> Option<Recommendation> {
        let community = self.state.library.read();
        let mut own = self.voices.own.iter().filter_map(|number| community.recommendations().get(*number));
        own.find(|word| *word.subject == *subject).cloned()
    }

    /// A draft of one's own word, as it was said last.
    pub(super) fn said_before(&self, subject: &str) -> Option<Draft> {
        let Recommendation { verb, audience, will_answer, text, .. } = self.own_word(subject)?;
        let saying = Saying { verb, audience, will_answer };
        Some(Draft { body: text, saying, ..Draft::default() })
    }

    /// Whether the host lets something about friends or recommendations be sent for this purpose; what it let once it is not asked again.
    pub(super) fn is_consented(&mut self, scene: &Scene, purpose: &'static str) -> bool {
        let is_known = self.consented.contains(&purpose);
        let is_let = is_known || scene.port.tell.emit(Outcome::ConsentRequest(outcome::Consent { purpose }));
        if is_let && !is_known {
            self.consented.push(purpose);
        }
        is_let
    }

    /// The endpoint has the visitor's word for a product.
    pub(super) fn recommended(&mut self, ctx: &Context<Self>, place: &Place, subject: &Id, answer: &Value) {
        let scene = &ctx.props().scene;
        let text = |name: &str| answer.get(name).and_then(Value::as_text).unwrap_or_default();
        let news = if text("state") == "waiting" { News::Waits } else { News::Shared };
        self.referral = Some((subject.clone(), text("referral").to_owned()));
        let is_here = self.state.place() == place;
        self.forget_draft(scene, place);
        if is_here {
            let saying = self.state.writing.draft.saying;
            let (verb, audience) = (verb_word(saying.verb), audience_word(saying.audience));
            let told = outcome::Recommended { subject: (**subject).to_owned(), verb, audience };
            scene.port.tell.emit(Outcome::Recommend(told));
            // What stands there now is read below, with the id that it has.
            self.forget_own(scene, subject);
            self.grown(ctx);
            self.focus = Some(Focus::At(ids::TITLE_ID));
            self.write_on(ctx, |writing| {
                writing.sending = Sending::Idle;
                writing.news = Some(news);
            });
        }
        self.read_voices(ctx);
    }

    /// The endpoint has no word of the visitor's for a product any more.
    pub(super) fn withdrew(&mut self, ctx: &Context<Self>, is_here: bool, subject: &Id) {
        self.forget_own(&ctx.props().scene, subject);
        self.referral = None;
        self.grown(ctx);
        if is_here {
            self.focus = Some(Focus::At(ids::TITLE_ID));
            let news = Some(News::TakenBack);
            self.open_draft(ctx);
            self.write_on(ctx, |writing| writing.news = news);
        }
    }

    fn forget_own(&self, scene: &Scene, subject: &str) {
        let circle = &scene.given.circle;
        self.state.library.grow(|community| {
            community.forget_words(&|word| *word.subject == *subject && circle.is_viewer(&word.person));
        });
    }

    /// What the visitor does with a word of one's own.
    pub(super) fn say(&mut self, ctx: &Context<Self>, say: Say) -> bool {
        match say {
            Say::Edit => {
                self.focus = Some(Focus::At(ids::FORM_BODY_ID));
                self.write_on(ctx, |writing| {
                    writing.news = None;
                    writing.leaving = None;
                })
            }
            Say::Leave(subject) => self.write_on(ctx, |writing| {
                writing.leaving = Some(subject);
                writing.hitch = None;
            }),
            Say::Ask(friend) => {
                let from = [ids::ASK_ID, "-", &friend].concat().into();
                self.visit(ctx, Visit { place: Place::Ask, from, rank: 0 });
                self.write_on(ctx, |writing| {
                    writing.friend = Some(friend.clone());
                    writing.draft.to = Some(friend);
                    writing.draft.is_private = true;
                })
            }
            Say::Share => self.tell_of_page(ctx, Way::Share),
            Say::Copy => self.tell_of_page(ctx, Way::Copy),
            Say::Told(Way::Copy, did) => self.write_on(ctx, |writing| writing.copied = Some(did)),
            Say::Told(Way::Share, did) => !did && self.write_on(ctx, |writing| writing.is_plain = true),
        }
    }

    fn tell_of_page(&mut self, ctx: &Context<Self>, way: Way) -> bool {
        let scene = &ctx.props().scene;
        let url = self.page_address();
        let method = if way == Way::Share { "share" } else { "copy" };
        let shared = outcome::Shared { method, url: url.clone() };
        if !scene.port.tell.emit(Outcome::Share(shared)) {
            return false;
        }
        let promise = if way == Way::Share { effects::share(&url) } else { effects::copy(&url) };
        let Some(promise) = promise else { return self.say(ctx, Say::Told(way, false)) };
        let link = ctx.link().clone();
        let done = move |settled: effects::Settled| {
            // Who closes the browser's own choice has chosen.
            let did = settled.map_or_else(|error| effects::is_abort(&error), |_| true);
            link.send_message(Msg::Turn(Turn::Say(Say::Told(way, did))));
        };
        effects::settle(promise, done.into());
        false
    }

    /// The page's address as the visitor may tell it.
    pub(super) fn page_address(&self) -> String {
        let code = self.referral.as_ref().map(|(_, code)| code.as_str()).filter(|code| !code.is_empty());
        effects::page_address(code)
    }

    /// Reads anew who says what.
    pub(super) fn read_voices(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        self.ranged.subject.clone_from(&scene.config.subject);
        let url = self.link_about(scene, "recommendations");
        self.inquire(ctx, Asked::Voices(self.state.ticket), url);
    }

    /// The absolute address of a link that may take the subject.
    pub(super) fn link_about(&self, scene: &Scene, relation: &str) -> Option<String> {
        match scene.config.subject.as_deref() {
            Some(subject) => self.link_to(scene, relation, &[("subject", subject)]),
            None => self.link_to(scene, relation, &[]),
        }
    }

    /// Reads what is said of another subject, where the host names one. What is still to come of the former is not taken.
    pub(super) fn follow_subject(&mut self, ctx: &Context<Self>) {
        if self.served != self.state.ticket || self.ranged.subject == ctx.props().scene.config.subject {
            return;
        }
        self.forget_ranges();
        self.ranged.is_all_known = None;
        self.people.suggested.clear();
        self.pending.retain(|pending| !matches!(pending.asked, Asked::Voices(_) | Asked::Suggestions));
        self.read_voices(ctx);
        self.read_people(ctx);
    }

    /// Another person is at the panel, or nobody: what the former was about to say to friends, and of whom the endpoint told, is gone.
    pub(super) fn forget_person(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        effects::forget_drafts(&[&super::drafts::draft_prefix(&screens::base(scene)), "recommend:"].concat());
        if let Some(name) = self.draft_name(scene, &Place::Ask)
            && effects::kept(&name).is_some_and(|draft| draft.to.is_some())
        {
            effects::keep(&name, &Draft::default());
        }
        if matches!(self.state.place(), Place::Recommend(_)) || self.state.writing.draft.to.is_some() {
            self.open_draft(ctx);
        }
    }

    /// Leads to the form of one's own word for another product, in the place of the choice.
    pub(super) fn choose_subject(&mut self, ctx: &Context<Self>, subject: &str) -> bool {
        self.act(ctx, Action::Became(Place::Recommend(subject.into())))
    }
}

/// The present moment.
#[expect(clippy::cast_possible_wrap, reason = "milliseconds since 1970")]
pub(super) fn now() -> Timestamp {
    Timestamp::from_millis(effects::moment_ms() as i64)
}
