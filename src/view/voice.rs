//! One person's word: face, name, verb, words, date.

use super::{
    Around, Wish,
    deeds::offers,
    el::{El, button, div, el, p, span},
    icon::Icon,
    person::{Size, Someone, face, first_name, name_line},
    topic::when,
};
use crate::{ids::ASK_ID, text::Sentence, writing::Say};
use goodword_core::{
    friends::Nearness,
    model::{Audience, Recommendation, Verb},
};

/// The verb as somebody else's, and as one's own.
pub(super) fn verb(verb: Verb) -> (Sentence, Sentence) {
    match verb {
        Verb::Loves => (Sentence::VerbLoves, Sentence::SayLoves),
        Verb::Recommends => (Sentence::VerbRecommends, Sentence::SayRecommends),
        Verb::Uses => (Sentence::VerbUses, Sentence::SayUses),
        Verb::Bought => (Sentence::VerbBought, Sentence::SayBought),
    }
}

/// The word of one person, with whom the visitor has `mutual` friends in common. A friend who answers can be asked, where the endpoint takes questions to somebody.
pub(super) fn voice(word: &Recommendation, mutual: u32, around: &Around<'_>) -> El {
    let someone = Someone::new(Some(&word.person), around);
    let can_ask = someone.is_friend && word.will_answer && offers(around, "publish");
    let ask = can_ask.then(|| {
        let name = around.text.with(Sentence::AskFriend, &[("name", first_name(&someone.name))]);
        button("button small", Wish::Say(Say::Ask(word.person.clone())), around)
            .id(&[ASK_ID, "-", &word.person].concat())
            .child(Icon::Chat.draw())
            .child(span("").text(&name))
    });
    said(&someone, word, (mutual, ask), around)
}

/// What somebody said, why it stands where it stands, and what can be done about it; a friend's words are set larger. `mutual` is how many friends the
/// visitor has in common with this friend.
pub(super) fn said(
    someone: &Someone,
    word: &Recommendation,
    (mutual, deed): (u32, Option<El>),
    around: &Around<'_>,
) -> El {
    let size = if someone.is_friend { "words friend-words" } else { "words" };
    let quote =
        (!word.text.trim().is_empty()).then(|| el("blockquote").class(size).dir_auto().text(&word.text));
    let answers =
        word.will_answer.then(|| span("").child(Icon::Chat.draw()).say(Sentence::VoiceAnswers, around));
    let known = (mutual > 0).then(|| {
        let words = around.text.count(Sentence::PeopleMutual, mutual as usize, &[]);
        span("").child(Icon::Friends.draw()).text(&words)
    });
    // What a friend says stands first anyway; of others only what is for everyone is heard.
    let is_public = !someone.is_friend && word.audience == Audience::Public;
    let standing = (is_public && Nearness::of_stranger(someone.role) == Nearness::Standing)
        .then(|| span("").say(Sentence::VoiceStanding, around));
    let is_plain = answers.is_none() && known.is_none() && standing.is_none();
    let why = (!is_plain).then(|| p("meta").maybe(known).maybe(standing).maybe(answers));
    let (verb, _) = verb(word.verb);
    let lines = div("voice-lines")
        .child(name_line(someone, around))
        .child(p("meta").child(span("").say(verb, around)).maybe(when(word.created_at, around)))
        .maybe(quote)
        .maybe(why)
        .maybe(deed);
    div("voice").part("recommendation").child(face(someone, Size::Normal)).child(lines)
}
