//! Friends' words on home: faces that overlap, one friend named, the rest counted, one sentence of theirs.

use super::{
    Visit,
    friends::{subject_name, use_voices},
    icon::Icon,
    person::{Size, Someone, face},
    use_surroundings,
};
use crate::{library::Library, store::Place, text::Sentence};
use yew::prelude::*;

/// How many faces overlap at most.
const FACES: usize = 4;
const STRIP_ID: &str = "strip";

#[derive(Properties, PartialEq)]
pub struct Props {
    pub library: Library,
    pub subject: Option<AttrValue>,
    pub on_visit: Callback<Visit>,
}

#[component]
pub fn Strip(props: &Props) -> Html {
    let around = use_surroundings();
    let subject = props.subject.as_deref();
    let said = use_voices(&props.library, subject, &around);
    if said.total == 0 {
        return Html::default();
    }
    let text = &around.text;
    let voices = if said.friends.is_empty() { &said.public } else { &said.friends };
    let people: Vec<Someone> = voices
        .iter()
        .take(FACES)
        .map(|voice| Someone::new(Some(&voice.recommendation.person), &props.library.read(), &around))
        .collect();
    let first = people.first().map(|someone| someone.name.clone()).unwrap_or_default();
    let name = first.split_whitespace().next().unwrap_or(&first);
    let line = match said.friends.len() {
        0 if said.friends_of_friends > 0 => text.count(Sentence::FriendsStripSecond, said.friends_of_friends, &[]),
        0 => text.count(Sentence::FriendsStripEveryone, said.total, &[]),
        1 => text.with(Sentence::FriendsStripOne, &[("name", name)]),
        n => text.count(Sentence::FriendsStripMany, n - 1, &[("name", name)]),
    };
    let quote = voices.iter().map(|voice| voice.recommendation.text.trim()).find(|words| !words.is_empty());
    let about = subject_name(&props.library, subject);
    let onclick = props.on_visit.reform(|_: MouseEvent| Visit { place: Place::Friends, from: STRIP_ID.into(), rank: 0 });
    html! {
        <button type="button" class="card strip" part="strip" id={STRIP_ID} {onclick}>
            <span class="strip-top">
                <span class="pile">{for people.iter().map(|someone| face(someone, Size::Small))}</span>
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
