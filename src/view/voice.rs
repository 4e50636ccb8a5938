//! One person's word: face, name, verb, words, date.

use super::{
    Around,
    el::{El, div, el, p, span},
    icon::Icon,
    person::{Size, Someone, face, name_line},
    topic::when,
};
use crate::text::Sentence;
use goodword_core::{friends::Voice, model::Verb};

/// The verb, about its subject.
fn verb(verb: Verb) -> Sentence {
    match verb {
        Verb::Loves => Sentence::VerbLoves,
        Verb::Recommends => Sentence::VerbRecommends,
        Verb::Uses => Sentence::VerbUses,
        Verb::Bought => Sentence::VerbBought,
    }
}

/// The word of one person; a friend's words are set larger.
pub(super) fn voice(voice: &Voice, around: &Around<'_>) -> El {
    let word = &voice.recommendation;
    let someone = Someone::new(Some(&word.person), around);
    let size = if someone.is_friend { "words friend-words" } else { "words" };
    let quote =
        (!word.text.trim().is_empty()).then(|| el("blockquote").class(size).dir_auto().text(&word.text));
    let answers = word
        .will_answer
        .then(|| p("meta").child(span("").child(Icon::Chat.draw()).say(Sentence::VoiceAnswers, around)));
    let lines = div("voice-lines")
        .child(name_line(&someone, around))
        .child(p("meta").child(span("").say(verb(word.verb), around)).maybe(when(word.created_at, around)))
        .maybe(quote)
        .maybe(answers);
    div("voice").part("recommendation").child(face(&someone, Size::Normal)).child(lines)
}
