//! What is said of a subject: by friends, by friends' friends, by everyone.

use super::{Circle, FriendWeights, Nearness, Reason, Words, note::Note};
use crate::{
    model::{Recommendation, Timestamp, Verb},
    order,
};

/// Who listens, for what, and when.
#[derive(Clone, Copy)]
pub struct Listener<'a> {
    /// What is listened for: a product's id, or the brand's; everything, where `None`. Then a person has one voice a subject, and counts as one person.
    pub subject: Option<&'a str>,
    /// The visitor and whom the visitor knows.
    pub circle: &'a Circle,
    /// The moment against which words are old.
    pub now: Timestamp,
    /// How relevant a word is to what the visitor looks for, 0 to 1; `None` where nothing is looked for. What terms are is not known here.
    pub relevance: Option<&'a dyn Fn(&Recommendation) -> f32>,
    /// What strength is made of.
    pub weights: &'a FriendWeights,
}

/// One person's word, placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The word's number in [`Words`]. A community may hold 100,000 of which a panel shows ten, so they are not handed out.
    pub word: u32,
    /// What it says.
    pub verb: Verb,
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
    /// The numbers of what the visitor said, to whatever audience, strongest verb first. Nobody else is told of it here.
    pub own: Vec<u32>,
}

/// What the listener's circle and everyone say.
///
/// A person's one voice of a subject is the strongest verb, then the newest, then the one with words, out of those that the visitor may see. Voices
/// stand by [`strength`](super::strength), then date, newest first, and id; so no order of the input matters.
pub fn voices(words: &mut Words, listener: &Listener<'_>) -> Voices {
    words.note();
    let words = &*words;
    let mut found = Voices::default();
    let (mut heard, mut strengths, mut own) = (Vec::new(), Vec::new(), Vec::<Note>::new());
    let subject = listener.subject.map(|subject| words.subject(subject));
    let mut speakers = words.speakers(listener.circle);
    for note in words.notes() {
        let speaker = &mut speakers[note.speaker as usize];
        if !note.is_heard(speaker.nearness) || subject.is_some_and(|subject| subject != Some(note.subject)) {
            continue;
        }
        let Some(nearness) = speaker.nearness else {
            own.push(*note);
            continue;
        };
        if !std::mem::replace(&mut speaker.is_counted, true) {
            found.total += 1;
            found.friends_of_friends += usize::from(nearness == Nearness::FriendOfFriend);
        }
        let word = listener.relevance.and_then(|relevance| Some(relevance(words.get(note.word)?)));
        let relevance = word.unwrap_or_default();
        let reason = note.reason(nearness, speaker.mutual, relevance);
        heard.push(Voice { word: note.word, verb: note.verb, reason });
        strengths.push(note.strength(reason, relevance, listener.now, listener.weights));
    }
    // Equals stand as they are to stand already. The bits of floats that are not negative go up with the floats; here the strongest is to come first.
    let mut numbers = order::numbers(heard.len(), &|_| true);
    order::sort_by_key(&mut numbers, &|number| !strengths[number as usize].to_bits());
    // Sums of floats hang on their order, so they are taken in that of the lists.
    let (mut friends, mut public, mut seconds) = (0.0, 0.0, 0.0);
    for number in numbers {
        let (voice, strength) = (heard[number as usize], strengths[number as usize]);
        match voice.reason.nearness {
            Nearness::Friend => {
                friends += strength;
                found.friends.push(voice);
            }
            Nearness::FriendOfFriend => seconds += strength,
            Nearness::Standing | Nearness::Public => {
                public += strength;
                found.public.push(voice);
            }
        }
    }
    found.strength = friends + public + seconds;
    let mut numbers = order::numbers(own.len(), &|_| true);
    order::sort(&mut numbers, &|a, b| own[a as usize].choice().cmp(&own[b as usize].choice()));
    found.own = numbers.into_iter().map(|number| own[number as usize].word).collect();
    found
}
