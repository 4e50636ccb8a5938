//! Friends' words on home: faces that overlap, one friend named, the rest counted, one sentence of theirs.

use super::{
    Around, Visit, Wish,
    el::{El, button, el, span},
    friends::subject_name,
    icon::Icon,
    person::{Size, Someone, face, first_name},
};
use crate::{store::Place, text::Sentence};
use goodword_core::friends::Voices;

/// How many faces overlap at most.
const FACES: usize = 4;
const STRIP_ID: &str = "strip";

/// The strip; nothing where nobody said anything.
pub(crate) fn strip(said: &Voices, subject: Option<&str>, around: &Around<'_>) -> Option<El> {
    let text = around.text;
    let voices = if said.friends.is_empty() { &said.public } else { &said.friends };
    if said.total == 0 {
        return None;
    }
    let community = around.library.read();
    let words = || voices.iter().filter_map(|voice| community.recommendations().get(voice.word));
    let mut pile = span("pile");
    for word in words().take(FACES) {
        let someone = Someone::new(Some(&word.person), around);
        pile = pile.child(face(&someone, Size::Small));
    }
    let first = words().next().map(|word| Someone::new(Some(&word.person), around).name);
    let name = first_name(first.as_deref().unwrap_or_default());
    let line = match said.friends.len() {
        0 if said.friends_of_friends > 0 => {
            text.count(Sentence::FriendsStripSecond, said.friends_of_friends, &[])
        }
        0 => text.count(Sentence::FriendsStripEveryone, said.total, &[]),
        1 => text.with(Sentence::FriendsStripOne, &[("name", name)]),
        n => text.count(Sentence::FriendsStripMany, n - 1, &[("name", name)]),
    };
    let about = subject_name(subject, around).map(|about| span("about").dir_auto().text(&about));
    let quote = words().map(|word| word.text.trim()).find(|words| !words.is_empty());
    let top = span("strip-top")
        .child(pile)
        .child(span("strip-line").child(el("b").text(&line)).maybe(about))
        .child(Icon::Forward.draw());
    let visit = Visit { place: Place::Friends, from: STRIP_ID.into(), rank: 0 };
    let strip = button("card strip", Wish::Visit(visit), around)
        .part("strip")
        .id(STRIP_ID)
        .child(top)
        .maybe(quote.map(|quote| span("quote").dir_auto().text(quote)));
    Some(strip)
}
