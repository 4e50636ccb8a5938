//! What is said of a subject: by friends, by friends' friends, by everyone.

use super::{Circle, Relation};
use crate::{
    model::{Audience, Id, Recommendation, Role, Timestamp, Verb},
    order,
};
use std::{cmp::Reverse, sync::Arc};

/// Why a recommendation stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A friend said it.
    Friend,
    /// A champion or owner of some standing said it in public.
    Standing,
    /// Somebody said it in public.
    Public,
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// Friends, one voice a person, best first.
    pub friends: Vec<Voice>,
    /// How many friends' friends speak for it: counted, without name or face.
    pub friends_of_friends: usize,
    /// Everyone else's public words, best first; those with words before those without.
    pub public: Vec<Voice>,
    /// How many people speak for it in all, friends and friends' friends included.
    pub total: usize,
    /// What the visitor said, to whatever audience, best first. Nobody else is told of it here.
    pub own: Vec<Arc<Recommendation>>,
}

/// What `circle` and everyone say of `subject`; of everything, where `subject` is `None`. Then a person has one
/// voice a subject, and counts as one person. `standing` says what a person is to the community.
///
/// A person's one voice of a subject is the strongest verb, then the newest, then the one with words, out of those
/// that the visitor may see. Friends stand in the order of verb, words given or not, date, newest first, and id;
/// everyone else in the order of words given or not, standing, verb, date and id.
pub fn voices(
    recommendations: &[Arc<Recommendation>],
    subject: Option<&str>,
    circle: &Circle,
    standing: &dyn Fn(&Id) -> Role,
) -> Voices {
    let word = |number: u32| &recommendations[number as usize];
    let speaker = |number: u32| &word(number).person;
    let voice = |number: u32| (speaker(number), &word(number).subject);
    let is_heard = |number| {
        let word = word(number);
        subject.is_none_or(|subject| *word.subject == *subject) && may_see(circle, word)
    };
    let mut heard = order::numbers(recommendations.len(), &is_heard);
    order::sort(&mut heard, &|a, b| (voice(a), choice(word(a))).cmp(&(voice(b), choice(word(b)))));

    let (mut own, mut friends, mut public) = (Vec::new(), Vec::new(), Vec::new());
    let mut found = Voices::default();
    let mut reasons = vec![Reason::Public; recommendations.len()];
    let (mut last_voice, mut last) = (None, None);
    for number in heard {
        // What one person says of one subject stands together, what is heard of it first.
        if last_voice.replace(voice(number)) == Some(voice(number)) {
            continue;
        }
        let person = speaker(number);
        if circle.is_viewer(person) {
            own.push(number);
            continue;
        }
        // And so does what one person says at all.
        let is_counted = last.replace(person) == Some(person);
        found.total += usize::from(!is_counted);
        let reason = match circle.relation(person) {
            Some(Relation::Friend) => {
                friends.push(number);
                Reason::Friend
            }
            Some(Relation::FriendOfFriend) => {
                found.friends_of_friends += usize::from(!is_counted);
                continue;
            }
            None => {
                public.push(number);
                match standing(person) {
                    Role::Champion | Role::Owner => Reason::Standing,
                    // Who speaks for the brand recommends it by trade.
                    Role::Employee | Role::Member => Reason::Public,
                }
            }
        };
        reasons[number as usize] = reason;
    }
    let reason = |number: u32| reasons[number as usize];
    let strength = |a, b| by_strength(word(a)).cmp(&by_strength(word(b)));
    order::sort(&mut own, &strength);
    order::sort(&mut friends, &strength);
    order::sort(&mut public, &|a, b| by_words(word(a), reason(a)).cmp(&by_words(word(b), reason(b))));
    let voice = |number: u32| Voice { recommendation: word(number).clone(), reason: reason(number) };
    found.own = own.into_iter().map(|number| word(number).clone()).collect();
    found.friends = friends.into_iter().map(voice).collect();
    found.public = public.into_iter().map(voice).collect();
    found
}

/// Whether the visitor may be shown `word`, or that it exists.
fn may_see(circle: &Circle, word: &Recommendation) -> bool {
    match word.audience {
        Audience::Public => true,
        Audience::Friends => circle.friend(&word.person).is_some() || circle.is_viewer(&word.person),
        Audience::OnlyMe => circle.is_viewer(&word.person),
    }
}

fn is_wordless(word: &Recommendation) -> bool {
    word.text.trim().is_empty()
}

/// Which word of one person for one subject is heard: the least. Recommendations' ids are unique, so no two are equal.
fn choice(word: &Recommendation) -> (Verb, Reverse<Option<Timestamp>>, bool, &Id) {
    (word.verb, Reverse(word.created_at), is_wordless(word), &word.id)
}

fn by_strength(word: &Recommendation) -> (Verb, bool, Reverse<Option<Timestamp>>, &Id) {
    (word.verb, is_wordless(word), Reverse(word.created_at), &word.id)
}

fn by_words(word: &Recommendation, reason: Reason) -> (bool, bool, Verb, Reverse<Option<Timestamp>>, &Id) {
    (is_wordless(word), reason != Reason::Standing, word.verb, Reverse(word.created_at), &word.id)
}
