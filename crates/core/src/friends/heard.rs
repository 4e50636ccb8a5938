//! What is said that the visitor may be shown, by who says it of what.
//!
//! A community may hold 100,000 words, and to reach each of them wherever it lies costs more than all arithmetic. So all that is asked of a word is
//! asked in one pass, in the order in which words lie; people and subjects become numbers in it, and what follows looks at numbers.

use super::{Listener, Nearness, Reason, strength};
use crate::{
    model::{Audience, Recommendation},
    names::{Names, hash},
    order::{self, Compare},
};
use std::sync::Arc;

/// Words that the visitor may see.
pub(super) struct Heard {
    /// Those of one person together, and of these those of one subject.
    words: Vec<u32>,
    /// By person: what they are to the visitor; `None` is the visitor.
    people: Vec<Option<Nearness>>,
    /// By word; nothing of those that the visitor may not see.
    notes: Vec<Note>,
}

/// What is noted of a word.
#[derive(Clone, Copy)]
struct Note {
    person: u32,
    /// A byte of its hash, which tells all but a few subjects of one person apart and is sorted by at once.
    subject: u32,
    strength: f32,
    reason: Reason,
}

/// Of a word that the visitor may not see.
const NOTHING: Note = Note {
    person: 0,
    subject: 0,
    strength: 0.0,
    reason: Reason {
        nearness: Nearness::Public,
        has_words: false,
        will_answer: false,
        mutual: 0,
        is_relevant: false,
    },
};

impl Heard {
    /// Of the words that are listened for, those that the listener may see.
    pub(super) fn new(words: &[Arc<Recommendation>], listener: &Listener<'_>) -> Self {
        let known = listener.circle.people();
        let mut names = Names::with_room(known.len() + words.len() / 2);
        let mut heard = Self { words: Vec::new(), people: Vec::new(), notes: vec![NOTHING; words.len()] };
        // They differ from one another and from the visitor, so each person's number is the place in the circle.
        for friend in known {
            names.add(&friend.id);
            heard.people.push(Some(friend.relation.into()));
        }
        if let Some(viewer) = listener.circle.viewer() {
            names.add(viewer);
            heard.people.push(None);
        }
        for (word, (number, note)) in words.iter().zip((0..).zip(&mut heard.notes)) {
            if listener.subject.is_some_and(|subject| *word.subject != *subject) {
                continue;
            }
            let (person, is_stranger) = names.add(&word.person);
            if is_stranger {
                heard.people.push(Some(Nearness::of_stranger((listener.standing)(&word.person))));
            }
            let nearness = heard.people[person as usize];
            if !may_see(nearness, word.audience) {
                continue;
            }
            note.person = person;
            note.subject = hash(&word.subject) & 255;
            heard.words.push(number);
            let Some(nearness) = nearness else { continue };
            let mutual = known.get(person as usize).map_or(0, |friend| friend.mutual);
            let relevance = listener.relevance.map_or(0.0, |relevance| relevance(word));
            note.reason = Reason::of(word, nearness, mutual, relevance);
            note.strength = strength(word, note.reason, relevance, listener.now, listener.weights);
        }
        // The later order keeps the earlier one among equals.
        order::sort_by_key(&mut heard.words, &|number| heard.notes[number as usize].subject);
        order::sort_by_key(&mut heard.words, &|number| heard.notes[number as usize].person);
        heard
    }

    /// Of each person's words for each subject the one that is least by `choice`; those of one person together.
    pub(super) fn chosen(&self, words: &[Arc<Recommendation>], choice: Compare<'_>) -> Vec<u32> {
        let of = |number: u32| (self.person(number), self.notes[number as usize].subject);
        let about = |number: u32| &words[number as usize].subject;
        let mut chosen = Vec::with_capacity(self.words.len());
        for same in self.words.chunk_by(|a, b| of(*a) == of(*b)) {
            let from = chosen.len();
            chosen.extend_from_slice(same);
            // Few people say something twice, and fewer of subjects that share a hash.
            if same.len() > 1 {
                let mut same = chosen.split_off(from);
                order::sort(&mut same, &|a, b| about(a).cmp(about(b)).then_with(|| choice(a, b)));
                same.dedup_by(|a, b| about(*a) == about(*b));
                chosen.append(&mut same);
            }
        }
        chosen
    }

    /// The number of who said a word.
    pub(super) fn person(&self, word: u32) -> u32 {
        self.notes[word as usize].person
    }

    /// What who said a word is to the visitor; `None` is the visitor.
    pub(super) fn nearness(&self, word: u32) -> Option<Nearness> {
        self.people[self.person(word) as usize]
    }

    /// How strong a word is.
    pub(super) fn strength(&self, word: u32) -> f32 {
        self.notes[word as usize].strength
    }

    /// What raised a word.
    pub(super) fn reason(&self, word: u32) -> Reason {
        self.notes[word as usize].reason
    }
}

/// Whether the visitor may be shown what a person of this nearness said to this audience, or that it exists.
fn may_see(nearness: Option<Nearness>, audience: Audience) -> bool {
    match audience {
        Audience::Public => true,
        Audience::Friends => matches!(nearness, None | Some(Nearness::Friend)),
        Audience::OnlyMe => nearness.is_none(),
    }
}
