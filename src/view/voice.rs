//! One person's word: face, name, verb, words, date.

use super::{
    Around,
    icon::Icon,
    person::{Size, Someone, badges, face},
    topic::when,
};
use crate::text::Sentence;
use goodword_core::{friends::Voice, model::Verb};
use yew::prelude::*;

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
pub(super) fn voice(voice: &Voice, around: Around<'_>) -> Html {
    let word = &voice.recommendation;
    let someone = Someone::new(Some(&word.person), around);
    let size = if someone.is_friend { "words friend-words" } else { "words" };
    html! {
        <div class="voice" part="recommendation">
            {face(&someone, Size::Normal)}
            <div class="voice-lines">
                <p class="name-line"><bdi class="name">{someone.name.clone()}</bdi>{badges(&someone, around)}</p>
                <p class="meta"><span>{around.text.say(verb(word.verb))}</span>{when(word.created_at, around)}</p>
                if !word.text.trim().is_empty() {
                    <blockquote class={size} dir="auto">{word.text.clone()}</blockquote>
                }
                if word.will_answer {
                    <p class="meta"><span>{Icon::Chat.draw()}{around.text.say(Sentence::VoiceAnswers)}</span></p>
                }
            </div>
        </div>
    }
}
