//! What is said of a subject: by friends, by friends' friends, by everyone.

use super::{Circle, Relation};
use crate::model::{Audience, Id, Recommendation, Role, Timestamp, Verb};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};

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
    let mut chosen: HashMap<(&Id, &Id), &Arc<Recommendation>> = HashMap::new();
    for word in recommendations {
        if subject.is_some_and(|subject| *word.subject != *subject) || !may_see(circle, word) {
            continue;
        }
        let best = chosen.entry((&word.person, &word.subject)).or_insert(word);
        if choice(word) < choice(best) {
            *best = word;
        }
    }

    let mut found = Voices::default();
    let mut people = HashSet::new();
    let mut friends_of_friends = HashSet::new();
    for word in chosen.into_values() {
        if circle.is_viewer(&word.person) {
            found.own.push(word.clone());
            continue;
        }
        people.insert(&word.person);
        let voice = |reason| Voice { recommendation: word.clone(), reason };
        match circle.relation(&word.person) {
            Some(Relation::Friend) => found.friends.push(voice(Reason::Friend)),
            Some(Relation::FriendOfFriend) => {
                friends_of_friends.insert(&word.person);
            }
            None => found.public.push(voice(match standing(&word.person) {
                Role::Champion | Role::Owner => Reason::Standing,
                // Who speaks for the brand recommends it by trade.
                Role::Employee | Role::Member => Reason::Public,
            })),
        }
    }
    found.total = people.len();
    found.friends_of_friends = friends_of_friends.len();
    found.own.sort_by(|a, b| by_strength(a).cmp(&by_strength(b)));
    found.friends.sort_by(|a, b| by_strength(&a.recommendation).cmp(&by_strength(&b.recommendation)));
    found.public.sort_by(|a, b| by_words(a).cmp(&by_words(b)));
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

fn by_words(voice: &Voice) -> (bool, bool, Verb, Reverse<Option<Timestamp>>, &Id) {
    let word = &*voice.recommendation;
    (is_wordless(word), voice.reason != Reason::Standing, word.verb, Reverse(word.created_at), &word.id)
}
