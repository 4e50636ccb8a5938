//! What a moderator sees beside it: what waits for a look, and what can be decided. Every act can be taken back.

use super::{
    Around, Visit, Wish,
    el::{Attr, El, button, div, el, p, span},
    form::notice,
    icon::Icon,
    notice::way,
    person::Someone,
    row::{kind_badge, status_word},
};
use crate::{
    desk::Desk,
    ids::TITLE_ID,
    store::Place,
    text::Sentence,
    writing::{Deed, Judgement, Reason, Writing},
};
use goodword_core::{
    model::{Id, Reply, Standing, Status, Topic, Visibility},
    snapshot::Case,
};
use std::sync::Arc;

/// DOM id of the way to what waits.
const QUEUE_ID: &str = "queue";

/// The way to what waits, on home.
pub(crate) fn queue_link(waiting: usize, around: &Around<'_>) -> El {
    let (icon, words) = if waiting > 0 {
        (Icon::Clock, around.text.count(Sentence::QueueLink, waiting, &[]))
    } else {
        (Icon::Check, around.text.say(Sentence::QueueEmpty))
    };
    way((Place::Queue, QUEUE_ID), icon, &words, around)
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// All that waits, oldest first.
    #[inline(never)]
    pub(crate) fn queue_screen(self, cases: &[Case], writing: &Writing, around: &Around<'_>) -> El {
        let title = el("h2")
            .id(TITLE_ID)
            .class("unseen")
            .attr(Attr::TabIndex, "-1")
            .say(Sentence::QueueTitle, around);
        let list =
            cases.iter().enumerate().fold(el("ul").class("replies queue").role("list"), |list, (n, of)| {
                let key = of
                    .reply
                    .as_ref()
                    .map_or(of.topic.to_string(), |reply| format!("{}/{}", of.topic, reply.id));
                list.child(el("li").key(&key).maybe(case(n, of, around)))
            });
        let empty = cases.is_empty().then(|| p("note").say(Sentence::QueueEmpty, around));
        div("stack").child(title).maybe(undo(writing, around)).maybe(empty).child(list)
    }
}

fn case(n: usize, case: &Case, around: &Around<'_>) -> Option<El> {
    let topic = around.library.read().topic(&case.topic)?.clone();
    let id = format!("case-{n}");
    let visit = Visit { place: Place::Topic(topic.id.clone()), from: id.clone().into(), rank: 0 };
    let (heading, body) = match &case.reply {
        Some(reply) => (around.text.with(Sentence::QueueReplyTo, &[("title", &topic.title)]), &reply.body),
        None => (topic.title.clone(), &topic.body),
    };
    let why = if case.flagged {
        let words = |reason: &String| {
            let known = Reason::ALL.into_iter().find(|known| known.word() == reason);
            known.map_or_else(|| reason.clone(), |known| around.text.say(known.sentence()))
        };
        let mut reasons = String::new();
        for reason in &case.reasons {
            if !reasons.is_empty() {
                reasons.push_str(", ");
            }
            reasons.push_str(&words(reason));
        }
        around.text.with(Sentence::QueueFlagged, &[("reasons", &reasons)])
    } else {
        around.text.say(Sentence::QueueNewcomer)
    };
    let reply = case.reply.as_ref().map(|reply| &reply.id);
    let decide =
        div("row-of")
            .child(act(&topic.id, reply, "approve", Sentence::ModerateApprove, "button small", around))
            .child(act(&topic.id, reply, "hide", Sentence::ModerateHide, "button small", around))
            .maybe(case.flagged.then(|| {
                act(&topic.id, reply, "settle_flags", Sentence::ModerateKeep, "button small", around)
            }));
    let open = button("link", Wish::Visit(visit), around).id(&id).dir_auto().text(&heading);
    let author = case.reply.as_ref().map_or(&topic.author, |reply| &reply.author);
    let by = author.as_ref().map(|id| span("").dir_auto().text(&Someone::new(Some(id), around).name));
    let facts = p("meta")
        .maybe(by)
        .child(kind_badge(topic.kind, around))
        .child(span("status wait").child(Icon::Flag.draw()).text(&why));
    let words = p("row-excerpt").dir_auto().text(&body.plain_text());
    Some(div("stack tight").child(open).child(words).child(facts).child(decide))
}

fn act(
    topic: &Id,
    reply: Option<&Id>,
    act: &'static str,
    word: Sentence,
    class: &str,
    around: &Around<'_>,
) -> El {
    let judgement = Judgement { topic: topic.clone(), reply: reply.cloned(), act, to: None };
    button(class, Wish::deed(Deed::Judge(judgement)), around).say(word, around)
}

/// What was decided last, and the way to take it back.
fn undo(writing: &Writing, around: &Around<'_>) -> Option<El> {
    writing.judged.clone().map(|act| {
        let undo =
            button("button small", Wish::deed(Deed::Undo(act)), around).say(Sentence::ModerateUndo, around);
        notice("good", Icon::Check, el("p").say(Sentence::ModerateDone, around)).role("status").child(undo)
    })
}

/// What can be decided on a topic, where the visitor may.
pub(super) fn of_topic(
    topic: &Topic,
    standing: &Standing,
    writing: &Writing,
    similar: &[Arc<Topic>],
    around: &Around<'_>,
) -> Option<El> {
    if !standing.may_moderate {
        return None;
    }
    let seen = visible(&topic.id, None, standing.visibility, around);
    let statuses = Status::ALL.into_iter().fold(div("chips wraps"), |chips, status| {
        let to = Some(status.word().to_owned());
        let judgement = Judgement { topic: topic.id.clone(), reply: None, act: "status", to };
        let word = status_word(status, topic.kind).unwrap_or(Sentence::StatusNone);
        let chip = button("chip", Wish::deed(Deed::Judge(judgement)), around)
            .flag(Attr::Pressed, topic.status == status)
            .say(word, around);
        chips.child(chip)
    });
    let statuses = el("fieldset").child(el("legend").say(Sentence::ModerateStatus, around)).child(statuses);
    let title = el("h3").class("section").say(Sentence::ModerateTitle, around);
    let part = el("section").class("flagging").child(title).maybe(undo(writing, around));
    let same = (!similar.is_empty()).then(|| {
        let chips = similar.iter().fold(div("chips wraps"), |chips, other| {
            let to = Some(other.id.to_string());
            let judgement = Judgement { topic: topic.id.clone(), reply: None, act: "merge", to };
            let merge = button("chip long", Wish::deed(Deed::Judge(judgement)), around).key(&other.id);
            chips.child(merge.dir_auto().text(&other.title))
        });
        el("fieldset").child(el("legend").say(Sentence::ModerateMerge, around)).child(chips)
    });
    Some(part.child(statuses).maybe(same).child(div("row-of").child(seen)))
}

/// What can be decided on a reply, where the visitor may.
pub(super) fn of_reply(topic: &Topic, reply: &Reply, standing: &Standing, around: &Around<'_>) -> Option<El> {
    if !standing.may_moderate {
        return None;
    }
    let unpublished = standing.unpublished.iter().find(|(id, _)| *id == reply.id);
    let visibility = unpublished.map_or(Visibility::Published, |(_, visibility)| *visibility);
    let toggle = |on: bool, yes: &'static str, no: &'static str, word: Sentence| {
        act(&topic.id, Some(&reply.id), if on { no } else { yes }, word, "chip", around)
            .flag(Attr::Pressed, on)
    };
    let best = toggle(reply.best, "best", "not_best", Sentence::ModerateBest);
    let official = toggle(reply.official, "official", "not_official", Sentence::ModerateOfficial);
    Some(div("row-of").child(best).child(official).child(visible(
        &topic.id,
        Some(&reply.id),
        visibility,
        around,
    )))
}

/// The button that publishes, hides or brings back.
fn visible(topic: &Id, reply: Option<&Id>, visibility: Visibility, around: &Around<'_>) -> El {
    let (what, word) = match visibility {
        // A private one is no moderator's to see.
        Visibility::Published | Visibility::Private => ("hide", Sentence::ModerateHide),
        Visibility::Waiting => ("approve", Sentence::ModerateApprove),
        Visibility::Hidden => ("restore", Sentence::ModerateApprove),
    };
    act(topic, reply, what, word, "button small", around)
}
