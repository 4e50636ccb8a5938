//! What a visitor can do with a topic and its replies. A control is drawn only where the endpoint offers what it does.

use super::{
    Around, Wish,
    ask::send,
    el::{Attr, El, On, button, div, el, p, span},
    form::{area, field, hitch, line, lure, notice, refused},
    icon::Icon,
    moderate,
};
use crate::{
    desk::Desk,
    ids::{FORM_BODY_ID, REPLY_ID},
    text::Sentence,
    writing::{Against, Deed, Field, Hitch, Reason, Writing},
};
use goodword_core::model::{Id, Kind, Reply, Standing, Status, Topic, Visibility};

/// Whether the endpoint has this link.
pub(super) fn offers(around: &Around<'_>, relation: &str) -> bool {
    around.library.read().link(relation).is_some()
}

/// Who can see the topic, and what did not get through.
pub(super) fn notices(standing: &Standing, writing: &Writing, around: &Around<'_>) -> Option<El> {
    if !offers(around, "topic") {
        return None;
    }
    let lines = |title: Sentence, text: Option<Sentence>| {
        let words = p("").child(el("b").say(title, around));
        match text {
            Some(text) => words.child(el("br")).say(text, around),
            None => words,
        }
    };
    let seen_by = match standing.visibility {
        Visibility::Published => None,
        Visibility::Private => {
            let publish = (standing.may_publish && offers(around, "publish")).then(|| {
                button("button small", Wish::deed(Deed::Publish), around).say(Sentence::PublishPress, around)
            });
            let words = lines(Sentence::PrivateTitle, None);
            Some(notice("lines", Icon::Chat, div("stack tight").child(words).maybe(publish)))
        }
        Visibility::Waiting => {
            Some(notice("lines", Icon::Clock, lines(Sentence::WaitingTitle, Some(Sentence::WaitingText))))
        }
        Visibility::Hidden => Some(notice("lines", Icon::Close, lines(Sentence::HiddenTitle, None))),
    };
    let hitch = writing.hitch.map(|hitch| undone(hitch, around));
    let thanks = writing
        .has_flagged
        .then(|| notice("lines good", Icon::Check, el("p").say(Sentence::FlagThanks, around)));
    let is_empty = seen_by.is_none() && hitch.is_none() && thanks.is_none();
    // It stays where it is, so that what comes into it is read out.
    let place = div(if is_empty { "unseen" } else { "stack" }).role("status");
    Some(place.maybe(seen_by).maybe(hitch).maybe(thanks))
}

/// Why something that no form sends did not go.
pub(super) fn undone(hitch: Hitch, around: &Around<'_>) -> El {
    let words = match hitch {
        Hitch::SignIn => Sentence::DeedSignIn,
        Hitch::Consent => Sentence::HitchConsent,
        _ => Sentence::DeedUndone,
    };
    notice("lines", Icon::Problem, el("p").say(words, around))
}

/// Whether me too can be said of the topic, and is counted there; one's own one has anyway.
pub(super) fn has_button(topic: &Topic, around: &Around<'_>) -> bool {
    offers(around, "me_too") && !is_own(topic.author.as_ref(), around)
}

fn is_own(author: Option<&Id>, around: &Around<'_>) -> bool {
    author.is_some_and(|author| around.circle.is_viewer(author))
}

/// Me too, and follow.
pub(super) fn of_topic(topic: &Topic, standing: &Standing, around: &Around<'_>) -> Option<El> {
    if standing.visibility == Visibility::Private {
        return None;
    }
    let word = match topic.kind {
        Kind::Question => Sentence::MeTooPressQuestion,
        Kind::Problem => Sentence::MeTooPressProblem,
        Kind::Idea => Sentence::MeTooPressIdea,
        Kind::Praise | Kind::Update => Sentence::MeTooPressPraise,
    };
    let me_too = has_button(topic, around).then(|| {
        let count = (topic.me_too_count > 0).then(|| around.text.number(topic.me_too_count as usize));
        let count = count.map(|count| span("count").text(&format!(" · {count}")));
        let words = span("").say(word, around).maybe(count);
        button("button me-too", Wish::deed(Deed::MeToo(!standing.me_too)), around)
            .part("me-too")
            .flag(Attr::Pressed, standing.me_too)
            .child(span("when-off").child(Icon::Plus.draw()))
            .child(span("when-on").child(Icon::Check.draw()))
            .child(words)
    });
    let follow = offers(around, "follow").then(|| {
        button("icon-button", Wish::deed(Deed::Follow(!standing.follows)), around)
            .flag(Attr::Pressed, standing.follows)
            .label(Sentence::FollowPress, around)
            .child(Icon::Bell.large())
    });
    let show = show(None, standing, around);
    (me_too.is_some() || follow.is_some()).then(|| div("row-of").maybe(me_too).maybe(follow).maybe(show))
}

/// Whether friends may see what the visitor said of the topic, or of a reply, with one press; drawn once that is said, and where there is a friend
/// to see it.
fn show(of: Option<&Id>, standing: &Standing, around: &Around<'_>) -> Option<El> {
    let (is_said, is_shown, relation) = match of {
        None => (standing.me_too, standing.me_too_shared, "me_too_shared"),
        Some(id) => (standing.stars.contains(id), standing.stars_shared.contains(id), "star_shared"),
    };
    (is_said && offers(around, relation) && around.circle.friends().next().is_some()).then(|| {
        button("toggle small", Wish::deed(Deed::Show(of.cloned(), !is_shown)), around)
            .flag(Attr::Pressed, is_shown)
            .child(span("track"))
            .say(Sentence::MarkShow, around)
    })
}

/// What can be done with a reply.
pub(super) fn of_reply(
    topic: &Topic,
    reply: &Reply,
    standing: &Standing,
    writing: &Writing,
    around: &Around<'_>,
) -> Option<El> {
    // Between two there is nothing to count and nobody to tell.
    if standing.visibility == Visibility::Private {
        return None;
    }
    let starred = standing.stars.contains(&reply.id);
    let star = offers(around, "star").then(|| {
        let count =
            (reply.star_count > 0).then(|| format!("· {}", around.text.number(reply.star_count as usize)));
        button("quiet", Wish::deed(Deed::Star(reply.id.clone(), !starred)), around)
            .flag(Attr::Pressed, starred)
            .child(Icon::Praise.draw())
            .say(Sentence::StarPress, around)
            .maybe(count.map(|count| span("").text(&count)))
    });
    let may_solve = standing.may_solve && offers(around, "solve");
    let solve = (may_solve && !reply.best).then(|| {
        button("button small", Wish::deed(Deed::Solve(Some(reply.id.clone()), true)), around)
            .child(Icon::Check.draw())
            .say(Sentence::SolvePress, around)
    });
    let undo = (may_solve && reply.best && topic.status == Status::Complete).then(|| {
        button("quiet", Wish::deed(Deed::Solve(None, false)), around).say(Sentence::SolveUndo, around)
    });
    let flag = flag(Some(&reply.id), reply.author.as_ref(), writing, around);
    let waits = standing
        .unpublished
        .iter()
        .any(|(id, _)| *id == reply.id)
        .then(|| span("waits").child(Icon::Clock.draw()).say(Sentence::WaitingReply, around));
    let moderate = moderate::of_reply(topic, reply, standing, around);
    if star.is_none()
        && flag.is_none()
        && solve.is_none()
        && undo.is_none()
        && waits.is_none()
        && moderate.is_none()
    {
        return None;
    }
    let show = show(Some(&reply.id), standing, around);
    let row = div("row-of").maybe(waits).maybe(star).maybe(show).maybe(solve).maybe(undo).maybe(flag);
    Some(div("stack tight").child(row).maybe(reasons(Some(&reply.id), writing, around)).maybe(moderate))
}

/// The button that opens the choice of a reason.
pub(super) fn flag(
    of: Option<&Id>,
    author: Option<&Id>,
    writing: &Writing,
    around: &Around<'_>,
) -> Option<El> {
    let is_open = is_flagging(of, writing);
    (offers(around, "flag") && !is_own(author, around)).then(|| {
        let wish = Wish::Flag((!is_open).then(|| Against::of(of)));
        button("quiet last", wish, around)
            .flag(Attr::Expanded, is_open)
            .child(Icon::Flag.draw())
            .say(Sentence::FlagPress, around)
    })
}

impl Reason {
    /// What a visitor chooses it by.
    pub(super) fn sentence(self) -> Sentence {
        match self {
            Self::Spam => Sentence::FlagSpam,
            Self::Rude => Sentence::FlagRude,
            Self::Private => Sentence::FlagPrivate,
            Self::Wrong => Sentence::FlagWrong,
        }
    }
}

fn is_flagging(of: Option<&Id>, writing: &Writing) -> bool {
    writing.flagging.as_ref().is_some_and(|flagging| *flagging == Against::of(of))
}

/// The choice of a reason, where it is open.
pub(super) fn reasons(of: Option<&Id>, writing: &Writing, around: &Around<'_>) -> Option<El> {
    is_flagging(of, writing).then(|| {
        let chips = Reason::ALL.into_iter().fold(div("chips wraps"), |chips, reason| {
            let wish = Wish::deed(Deed::Flag(Against::of(of), reason));
            chips.child(button("chip", wish, around).say(reason.sentence(), around))
        });
        div("flagging").role("group").child(p("section").say(Sentence::FlagWhy, around)).child(chips)
    })
}

/// The reply's form, where it is open.
pub(super) fn reply_form(writing: &Writing, around: &Around<'_>) -> Option<El> {
    (writing.is_open && offers(around, "reply")).then(|| {
        let text = around.text;
        let empty = writing.is_checked && writing.draft.body.trim().is_empty();
        let control = area(FORM_BODY_ID, Field::Body, &writing.draft.body, None, around)
            .flag(Attr::Invalid, empty || writing.refused == Some(Field::Body))
            .attr(Attr::DescribedBy, "reply-fault");
        let fault = empty.then(|| line("reply-fault", true, &text.say(Sentence::FaultBody)));
        el("form")
            .class("stack")
            .part("form")
            .on(On::Submit, around, |_| Some(Wish::deed(Deed::Reply)))
            .maybe(hitch(writing.sending, around))
            .child(
                field(FORM_BODY_ID, &text.say(Sentence::ReplyLabel), None, control)
                    .maybe(fault)
                    .maybe(refused(Field::Body, writing, around)),
            )
            .child(lure())
    })
}

#[expect(clippy::unused_self, reason = "it proves that the desk is there")]
impl Desk {
    /// The foot of a topic: the way to its reply, or the button that sends it.
    #[inline(never)]
    pub(crate) fn topic_foot(self, id: &str, writing: &Writing, around: &Around<'_>) -> Option<El> {
        let standing = around.library.read().standing(id).cloned().unwrap_or_default();
        let is_private = standing.visibility == Visibility::Private;
        let is_taken = is_private || standing.visibility == Visibility::Published;
        (offers(around, "reply") && is_taken).then(|| {
            if writing.is_open {
                let seen_by = if is_private { Sentence::PrivateTitle } else { Sentence::AskPublic };
                let note = around.text.say(seen_by);
                return send(Deed::Reply, (&note, Sentence::ReplyPost), writing, around);
            }
            let open =
                button("button", Wish::Reply(true), around).id(REPLY_ID).say(Sentence::ReplyOpen, around);
            div("foot").child(p("").say(Sentence::ReplyFoot, around)).child(open)
        })
    }
}

/// The foot of home: the way to ask, worded by what was found.
pub(crate) fn home_foot(found: Option<usize>, query: &str, around: &Around<'_>) -> Option<El> {
    offers(around, "ask").then(|| {
        let text = around.text;
        let (note, class, word) = match found {
            None => (Sentence::AskFoot, "button", text.say(Sentence::AskOpen)),
            Some(0) => {
                (Sentence::AskFirstText, "button primary", text.with(Sentence::AskFirst, &[("query", query)]))
            }
            Some(_) => (Sentence::AskNone, "button", text.say(Sentence::AskNoneOpen)),
        };
        let ask = button(class, Wish::Ask, around).id(crate::ids::ASK_ID).part("ask").text(&word);
        div("foot").child(p("").say(note, around)).child(ask)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_chosen_against_the_topic_or_one_reply() {
        let writing = |flagging| Writing { flagging, ..Writing::default() };
        let id = Id::from("r1");
        assert!(!is_flagging(None, &writing(None)) && !is_flagging(Some(&id), &writing(None)));
        assert!(
            is_flagging(None, &writing(Some(Against::Topic)))
                && !is_flagging(Some(&id), &writing(Some(Against::Topic)))
        );
        assert!(is_flagging(Some(&id), &writing(Some(Against::Reply(id.clone())))));
    }
}
