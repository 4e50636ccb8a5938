//! Friends' words on home: faces that overlap, one friend named, the rest counted, one sentence of theirs.

use super::{
    Around, Visit, Wish,
    friends::subject_name,
    icon::Icon,
    person::{Size, Someone, face},
};
use crate::{store::Place, text::Sentence};
use goodword_core::friends::Voices;
use yew::prelude::*;

/// How many faces overlap at most.
const FACES: usize = 4;
const STRIP_ID: &str = "strip";

/// The strip; nothing where nobody said anything.
pub(crate) fn strip(said: &Voices, subject: Option<&str>, around: Around<'_>) -> Html {
    if said.total == 0 {
        return Html::default();
    }
    let text = around.text;
    let voices = if said.friends.is_empty() { &said.public } else { &said.friends };
    let people: Vec<Someone> = voices
        .iter()
        .take(FACES)
        .map(|voice| Someone::new(Some(&voice.recommendation.person), around))
        .collect();
    let first = people.first().map(|someone| someone.name.clone()).unwrap_or_default();
    let name = first.split_whitespace().next().unwrap_or(&first);
    let line = match said.friends.len() {
        0 if said.friends_of_friends > 0 => {
            text.count(Sentence::FriendsStripSecond, said.friends_of_friends, &[])
        }
        0 => text.count(Sentence::FriendsStripEveryone, said.total, &[]),
        1 => text.with(Sentence::FriendsStripOne, &[("name", name)]),
        n => text.count(Sentence::FriendsStripMany, n - 1, &[("name", name)]),
    };
    let quote = voices.iter().map(|voice| voice.recommendation.text.trim()).find(|words| !words.is_empty());
    let about = subject_name(subject, around);
    let visit = Visit { place: Place::Friends, from: STRIP_ID.into(), rank: 0 };
    html! {
        <button type="button" class="card strip" part="strip" id={STRIP_ID} onclick={around.press(Wish::Visit(visit))}>
            <span class="strip-top">
                <span class="pile">{people.iter().map(|someone| face(someone, Size::Small)).collect::<Html>()}</span>
                <span class="strip-line">
                    <b>{line}</b>
                    if let Some(about) = about { <span class="about" dir="auto">{about}</span> }
                </span>
                {Icon::Forward.draw()}
            </span>
            if let Some(quote) = quote { <span class="quote" dir="auto">{quote.to_owned()}</span> }
        </button>
    }
}
