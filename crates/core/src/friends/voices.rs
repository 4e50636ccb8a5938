//! What is said of a subject: by friends, by friends' friends, by everyone.

use super::{Circle, FriendWeights, Nearness, Reason, heard::Heard, strength};
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
    /// What a person is to the community. Asked once for each stranger who speaks.
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
    /// All that is said together, friends' friends included: the sum of [`strength`]s, by which subjects can be held against each other.
    pub strength: f32,
    /// What the visitor said, to whatever audience, strongest verb first. Nobody else is told of it here.
    pub own: Vec<Arc<Recommendation>>,
}

/// What the listener's circle and everyone say.
///
/// A person's one voice of a subject is the strongest verb, then the newest, then the one with words, out of those that the visitor may see. Voices
/// stand by [`strength`], then date, newest first, and id; so no order of the input matters.
pub fn voices(recommendations: &[Arc<Recommendation>], listener: &Listener<'_>) -> Voices {
    let word = |number: u32| &*recommendations[number as usize];
    let heard = Heard::new(recommendations, listener.subject, listener.circle);
    let mut found = Voices::default();
    let (mut own, mut friends, mut public, mut seconds) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut reasons = vec![None; recommendations.len()];
    let mut strengths = vec![0.0; recommendations.len()];
    heard.each_person(&|a, b| choice(word(a)).cmp(&choice(word(b))), &mut |person, words| {
        if heard.is_viewer(person) {
            own.extend_from_slice(words);
            return;
        }
        found.total += 1;
        let friend = heard.known(person);
        let (nearness, list) = match friend.map(|friend| Nearness::from(friend.relation)) {
            Some(Nearness::FriendOfFriend) => {
                found.friends_of_friends += 1;
                (Nearness::FriendOfFriend, &mut seconds)
            }
            Some(nearness) => (nearness, &mut friends),
            None => (stranger((listener.standing)(&word(words[0]).person)), &mut public),
        };
        list.extend_from_slice(words);
        let mutual = friend.map_or(0, |friend| friend.mutual);
        for number in words {
            let relevance = listener.relevance.map_or(0.0, |relevance| relevance(word(*number)));
            let reason = Reason::of(word(*number), nearness, mutual, relevance);
            strengths[*number as usize] =
                strength(word(*number), reason, relevance, listener.now, listener.weights);
            reasons[*number as usize] = Some(reason);
        }
    });
    // Sums of floats hang on their order, so they are taken in the order of ranks.
    let strong = |number: u32| strengths[number as usize];
    let by_strength =
        |a: u32, b: u32| strong(b).total_cmp(&strong(a)).then_with(|| by_date(word(a), word(b)));
    for list in [&mut friends, &mut public, &mut seconds] {
        order::sort(list, &by_strength);
        found.strength += list.iter().map(|number| strong(*number)).sum::<f32>();
    }
    order::sort(&mut own, &|a, b| choice(word(a)).cmp(&choice(word(b))));
    let shared = |number: u32| recommendations[number as usize].clone();
    let voice =
        |number: u32| Some(Voice { recommendation: shared(number), reason: reasons[number as usize]? });
    found.own = own.into_iter().map(shared).collect();
    found.friends = friends.into_iter().filter_map(voice).collect();
    found.public = public.into_iter().filter_map(voice).collect();
    found
}

fn stranger(role: Role) -> Nearness {
    match role {
        Role::Champion | Role::Owner => Nearness::Standing,
        // Who speaks for the brand recommends it by trade.
        Role::Employee | Role::Member => Nearness::Public,
    }
}

/// Which word of one person for one subject is heard: the least. Recommendations' ids are unique, so no two are equal.
fn choice(word: &Recommendation) -> (Verb, Reverse<Option<Timestamp>>, bool, &Id) {
    (word.verb, Reverse(word.created_at), word.text.trim_ascii().is_empty(), &word.id)
}

fn by_date(a: &Recommendation, b: &Recommendation) -> Ordering {
    b.created_at.cmp(&a.created_at).then_with(|| a.id.cmp(&b.id))
}
