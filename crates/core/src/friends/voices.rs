//! What is said of a subject: by friends, by friends' friends, by everyone.

use super::{Circle, FriendWeights, Nearness, Reason, heard::Heard, strength::is_wordless};
use crate::{
    model::{Id, Recommendation, Role, Timestamp, Verb},
    order,
};
use std::{
    cmp::{Ordering, Reverse},
    sync::Arc,
};

/// Who listens, for what, and when.
#[derive(Clone, Copy)]
pub struct Listener<'a> {
    /// What is listened for: a product's id, or the brand's; everything, where `None`. Then a person has one voice a subject, and counts as one person.
    pub subject: Option<&'a str>,
    /// The visitor and whom the visitor knows.
    pub circle: &'a Circle,
    /// What a person is to the community. Asked once for each stranger of whom there is a word.
    pub standing: &'a dyn Fn(&Id) -> Role,
    /// The moment against which words are old.
    pub now: Timestamp,
    /// How relevant a word is to what the visitor looks for, 0 to 1; `None` where nothing is looked for. What terms are is not known here.
    pub relevance: Option<&'a dyn Fn(&Recommendation) -> f32>,
    /// What strength is made of.
    pub weights: &'a FriendWeights,
}

/// One person's word, placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The word itself.
    pub recommendation: Arc<Recommendation>,
    /// Why it is shown here.
    pub reason: Reason,
}

/// What is said of a subject, by nearness. The visitor's own word is not among it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voices {
    /// Friends, one voice a person and subject, strongest first.
    pub friends: Vec<Voice>,
    /// How many friends' friends speak for it: counted, without name or face.
    pub friends_of_friends: usize,
    /// Everyone else's public words, strongest first.
    pub public: Vec<Voice>,
    /// How many people speak for it in all, friends and friends' friends included.
    pub total: usize,
    /// All that is said together, friends' friends included: the sum of [`strength`](super::strength)s, by which subjects can be held against each other.
    pub strength: f32,
    /// What the visitor said, to whatever audience, strongest verb first. Nobody else is told of it here.
    pub own: Vec<Arc<Recommendation>>,
}

/// What the listener's circle and everyone say.
///
/// A person's one voice of a subject is the strongest verb, then the newest, then the one with words, out of those that the visitor may see. Voices
/// stand by [`strength`](super::strength), then date, newest first, and id; so no order of the input matters.
pub fn voices(recommendations: &[Arc<Recommendation>], listener: &Listener<'_>) -> Voices {
    let word = |number: u32| &*recommendations[number as usize];
    let heard = Heard::new(recommendations, listener);
    let mut found = Voices::default();
    let (mut own, mut friends, mut public, mut seconds) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let by_choice = |a: u32, b: u32| choice(word(a)).cmp(&choice(word(b)));
    let mut last = None;
    for number in heard.chosen(recommendations, &by_choice) {
        let Some(nearness) = heard.nearness(number) else {
            own.push(number);
            continue;
        };
        let is_further = last.replace(heard.person(number)) != Some(heard.person(number));
        found.total += usize::from(is_further);
        match nearness {
            Nearness::Friend => friends.push(number),
            Nearness::FriendOfFriend => {
                found.friends_of_friends += usize::from(is_further);
                seconds.push(number);
            }
            Nearness::Standing | Nearness::Public => public.push(number),
        }
    }
    let by_date = |a: u32, b: u32| by_date(word(a), word(b));
    for list in [&mut friends, &mut public, &mut seconds] {
        // The bits of floats that are not negative go up with the floats; here the strongest is to come first.
        order::sort_by_key(list, &|number| !heard.strength(number).to_bits());
        let mut settled = Vec::with_capacity(list.len());
        for equals in list.chunk_by(|a, b| heard.strength(*a).to_bits() == heard.strength(*b).to_bits()) {
            let from = settled.len();
            settled.extend_from_slice(equals);
            if equals.len() > 1 {
                let mut equals = settled.split_off(from);
                order::sort(&mut equals, &by_date);
                settled.append(&mut equals);
            }
        }
        *list = settled;
        // Sums of floats hang on their order, so they are taken in that of the list.
        found.strength += list.iter().map(|number| heard.strength(*number)).sum::<f32>();
    }
    order::sort(&mut own, &by_choice);
    let shared = |number: u32| recommendations[number as usize].clone();
    let voice = |number: u32| Voice { recommendation: shared(number), reason: heard.reason(number) };
    found.own = own.into_iter().map(shared).collect();
    found.friends = friends.into_iter().map(voice).collect();
    found.public = public.into_iter().map(voice).collect();
    found
}

/// Which word of one person for one subject is heard: the least. Recommendations' ids are unique, so no two are equal.
fn choice(word: &Recommendation) -> (Verb, Reverse<Option<Timestamp>>, bool, &Id) {
    (word.verb, Reverse(word.created_at), is_wordless(word), &word.id)
}

fn by_date(a: &Recommendation, b: &Recommendation) -> Ordering {
    b.created_at.cmp(&a.created_at).then_with(|| a.id.cmp(&b.id))
}
