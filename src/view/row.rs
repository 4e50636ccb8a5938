//! A topic in a list, and the line of facts under a title.

use super::{
    Around,
    el::{El, span},
    icon::Icon,
    marked::marked,
    person::{Size, Someone, face, first_name},
};
use crate::{store::ResultRow, text::Sentence};
use goodword_core::{
    friends::{Deed, Part},
    model::{Kind, Status, Topic},
};

/// The kind's icon and word.
pub(super) fn kind(kind: Kind) -> (Icon, Sentence) {
    match kind {
        Kind::Question => (Icon::Question, Sentence::KindQuestion),
        Kind::Idea => (Icon::Idea, Sentence::KindIdea),
        Kind::Problem => (Icon::Problem, Sentence::KindProblem),
        Kind::Praise => (Icon::Praise, Sentence::KindPraise),
        Kind::Update => (Icon::Update, Sentence::KindUpdate),
    }
}

/// The class that colours the kind's icon.
pub(super) fn kind_class(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "question",
        Kind::Idea => "idea",
        Kind::Problem => "problem",
        Kind::Praise => "praise",
        Kind::Update => "update",
    }
}

/// The kind as a badge.
pub(super) fn kind_badge(of: Kind, around: &Around<'_>) -> El {
    let (icon, word) = kind(of);
    span("").classes(&["badge", kind_class(of)]).child(icon.draw()).say(word, around)
}

/// The word of a status by itself, where it has one for this kind.
pub(super) fn status_word(status: Status, kind: Kind) -> Option<Sentence> {
    use Sentence as S;
    Some(match (status, kind) {
        (Status::None, _) | (Status::Complete, Kind::Praise | Kind::Update) => return None,
        (Status::Pending, _) => S::StatusPending,
        (Status::Active, Kind::Idea) => S::StatusActiveIdea,
        (Status::Active, _) => S::StatusActive,
        (Status::Complete, Kind::Question) => S::StatusAnswered,
        (Status::Complete, Kind::Problem) => S::StatusSolved,
        (Status::Complete, Kind::Idea) => S::StatusDone,
        (Status::Rejected, Kind::Idea) => S::StatusRejectedIdea,
        (Status::Rejected, _) => S::StatusRejected,
    })
}

/// How far the topic has come, where there is something to say.
pub(super) fn status(topic: &Topic, around: &Around<'_>) -> Option<El> {
    use Sentence as S;
    let answered = topic.best_reply();
    let is_idea = topic.kind == Kind::Idea;
    let (class, icon, word) = match topic.status {
        Status::Rejected => ("", Icon::Close, status_word(topic.status, topic.kind)?),
        _ if answered.is_some_and(|reply| reply.official) && !is_idea => {
            ("good", Icon::Official, S::StatusOfficial)
        }
        Status::Complete => ("good", Icon::Check, status_word(topic.status, topic.kind)?),
        Status::Active if is_idea => ("good", Icon::Clock, S::StatusActiveIdea),
        _ if answered.is_some() && !is_idea => ("good", Icon::Check, S::StatusAnswered),
        status => ("wait", Icon::Clock, status_word(status, topic.kind)?),
    };
    Some(span("").classes(&["status", class]).child(icon.draw()).say(word, around))
}

/// How many have it too, worded by kind; nothing for nobody.
pub(super) fn me_too(topic: &Topic, around: &Around<'_>) -> Option<El> {
    let sentence = match topic.kind {
        Kind::Question | Kind::Problem => Sentence::MeTooQuestion,
        Kind::Idea => Sentence::MeTooIdea,
        Kind::Praise | Kind::Update => Sentence::MeTooPraise,
    };
    (topic.me_too_count > 0)
        .then(|| span("").text(&around.text.count(sentence, topic.me_too_count as usize, &[])))
}

/// The friend who had the weightiest part in the topic.
fn friend_part(topic: &Topic, around: &Around<'_>) -> Option<El> {
    let parts = around.library.read().parts(topic, around.circle);
    parts.first().map(|first| part(first, topic, around))
}

/// A friend, and what that friend did in the topic.
pub(super) fn part(of: &Part, topic: &Topic, around: &Around<'_>) -> El {
    let someone = Someone::new(Some(&of.friend), around);
    let sentence = match (of.deed, topic.kind) {
        (Deed::GaveBestAnswer, _) => Sentence::PartBest,
        (Deed::Asked, _) => Sentence::PartAsked,
        (Deed::Replied, _) => Sentence::PartReplied,
        // Only a service says the following, and so the desk is there that brings their words.
        (Deed::HasToo, Kind::Question | Kind::Problem) => Sentence::PartToo,
        (Deed::HasToo, Kind::Idea) => Sentence::PartTooIdea,
        (Deed::HasToo, Kind::Praise | Kind::Update) => Sentence::PartTooPraise,
        (Deed::FoundUseful, _) => Sentence::PartUseful,
    };
    let said = around.text.with(sentence, &[("name", first_name(&someone.name))]);
    span("by-friend").child(face(&someone, Size::Tiny)).text(&said)
}

/// Adds title, excerpt and facts of a topic to what makes them pressable.
pub(super) fn row(into: El, topic: &Topic, found: Option<&ResultRow>, around: &Around<'_>) -> El {
    let status = status(topic, around);
    let asked = topic.created_at.filter(|_| status.is_none()).map(|at| span("").text(&around.text.when(at)));
    let marks = found.map_or(&[][..], |found| &found.title_marks);
    let excerpt = found
        .and_then(|found| found.excerpt.as_ref())
        .map(|(excerpt, marks)| marked(span("row-excerpt").dir_auto(), excerpt, marks));
    let meta = span("meta")
        .child(friend_part(topic, around).unwrap_or_else(|| kind_badge(topic.kind, around)))
        .maybe(status)
        .maybe(me_too(topic, around))
        .maybe(asked);
    into.child(marked(span("row-title").dir_auto(), &topic.title, marks)).maybe(excerpt).child(meta)
}
