//! What people say, kept so that it is ranked in one pass.
//!
//! A community may hold 100,000 words. To reach each of them wherever it lies, and to look up who says it, costs more than all arithmetic; and most of what a
//! ranking asks of a word hangs on the word and its neighbours alone, not on who listens. So that much is noted of each once, when it came: people and subjects
//! as numbers, and to whom it is its person's one voice of its subject. Notes lie in the order in which equals stand, so that a ranking reads them from end to end
//! and sorts by strength alone.

use super::{
    Circle, Nearness,
    note::{LISTENERS, Note},
};
use crate::{
    model::{Id, Recommendation, Role},
    names::Names,
    order,
};

/// Everything that people say of things, by number.
///
/// A word keeps its number for good, and no other gets it: whoever holds the number of one that is forgotten holds nothing.
///
/// Beside the word itself it takes 24 bytes a word, and for each person who says anything the id and some 30 bytes; they are made when something is ranked.
#[derive(Debug, Default)]
pub struct Words {
    said: Vec<Option<Recommendation>>,
    ids: Names,
    /// Whoever was of standing once, and whether they still are.
    champions: Names,
    is_champion: Vec<bool>,
    speakers: Names,
    subjects: Names,
    /// Of each word, newest first, then by id.
    notes: Vec<Note>,
    is_noted: bool,
}

/// What somebody who says something is to the visitor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker {
    /// `None` is the visitor.
    pub(super) nearness: Option<Nearness>,
    /// How many friends the two have in common.
    pub(super) mutual: u32,
    /// Whether the visitor heard them.
    pub(super) is_counted: bool,
}

impl Words {
    /// The word of a number.
    pub fn get(&self, number: u32) -> Option<&Recommendation> {
        self.said.get(number as usize)?.as_ref()
    }

    /// Whether a word with this id is here.
    pub fn has(&self, id: &str) -> bool {
        self.ids.get(id).is_some_and(|number| self.get(number).is_some())
    }

    /// All words, in the order in which they came.
    pub fn all(&self) -> impl Iterator<Item = &Recommendation> + Clone {
        self.said.iter().flatten()
    }

    /// Takes a word, in the place of one with the same id.
    pub fn put(&mut self, word: Recommendation) {
        let (number, is_new) = self.ids.add(&word.id);
        if is_new {
            self.said.push(Some(word));
        } else {
            self.said[number as usize] = Some(word);
        }
        self.is_noted = false;
    }

    /// Forgets the words that `is_forgotten` names; whose they were, once a word.
    pub fn forget(&mut self, is_forgotten: &dyn Fn(&Recommendation) -> bool) -> Vec<Id> {
        let mut silent = Vec::new();
        for place in &mut self.said {
            if let Some(word) = place.take_if(|word| is_forgotten(word)) {
                silent.push(word.person);
                self.is_noted = false;
            }
        }
        silent
    }

    /// Takes what a person is to the community; whoever was never heard of is a member.
    pub fn set_role(&mut self, person: &str, role: Role) {
        let is_champion = Nearness::of_stranger(role) == Nearness::Standing;
        if is_champion && self.champions.add(person).1 {
            self.is_champion.push(true);
        } else if let Some(number) = self.champions.get(person) {
            self.is_champion[number as usize] = is_champion;
        }
    }

    /// Notes what is not noted yet. Ranking does so too; whoever does it before has it faster then.
    pub fn note(&mut self) {
        if std::mem::replace(&mut self.is_noted, true) {
            return;
        }
        (self.speakers, self.subjects) = (Names::with_room(self.said.len() / 2), Names::default());
        let mut notes = Vec::with_capacity(self.said.len());
        for (number, word) in (0..).zip(&self.said) {
            if let Some(word) = word {
                let (speaker, subject) =
                    (self.speakers.add(&word.person).0, self.subjects.add(&word.subject).0);
                notes.push(Note::new(word, [number, speaker, subject]));
            }
        }
        let of = |number: u32| notes[number as usize];
        let mut numbers = order::numbers(notes.len(), &|_| true);
        // By bytes, the lowest first: to compare 100,000 dates takes eight times as long.
        for shift in [0, 32] {
            order::sort_by_key(&mut numbers, &|number| of(number).half_of_age(shift));
        }
        self.notes = Vec::with_capacity(notes.len());
        let by_id = |a: u32, b: u32| self.ids.bytes(of(a).word).cmp(self.ids.bytes(of(b).word));
        for same in numbers.chunk_by(|a, b| of(*a).said_at() == of(*b).said_at()) {
            let mut same = same.to_vec();
            order::sort(&mut same, &by_id);
            self.notes.extend(same.into_iter().map(of));
        }
        self.choose();
    }

    /// Leaves to each word those alone who hear no better one of the same person and subject.
    fn choose(&mut self) {
        let notes = &mut self.notes;
        let mut numbers = order::numbers(notes.len(), &|_| true);
        // The later order keeps the earlier one among equals.
        order::sort_by_key(&mut numbers, &|number| notes[number as usize].subject);
        order::sort_by_key(&mut numbers, &|number| notes[number as usize].speaker);
        let mut last = None;
        let mut best = [None; LISTENERS.len()];
        for number in numbers {
            let note = notes[number as usize];
            let of = Some((note.speaker, note.subject));
            if last != of {
                (last, best) = (of, [None; LISTENERS.len()]);
            }
            for (listeners, best) in LISTENERS.into_iter().zip(&mut best) {
                if note.heard_by & listeners == 0 {
                    continue;
                }
                // By date and id they stand already, so the first of equals stays.
                let worse = match *best {
                    Some(other) if note.choice() >= notes[other as usize].choice() => number,
                    other => {
                        *best = Some(number);
                        let Some(other) = other else { continue };
                        other
                    }
                };
                notes[worse as usize].heard_by &= !listeners;
            }
        }
    }

    pub(super) fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The number of a subject of which something is said.
    pub(super) fn subject(&self, id: &str) -> Option<u32> {
        self.subjects.get(id)
    }

    /// What all who say anything are to the visitor, by number.
    pub(super) fn speakers(&self, circle: &Circle) -> Vec<Speaker> {
        let stranger = Speaker { nearness: Some(Nearness::Public), mutual: 0, is_counted: false };
        let mut speakers = vec![stranger; self.speakers.len()];
        let mut is = |person: &str, nearness, mutual| {
            if let Some(number) = self.speakers.get(person) {
                speakers[number as usize] = Speaker { nearness, mutual, ..stranger };
            }
        };
        for (number, is_champion) in (0..).zip(&self.is_champion) {
            if *is_champion {
                is(self.champions.name(number), Some(Nearness::Standing), 0);
            }
        }
        for friend in circle.people() {
            is(&friend.id, Some(friend.relation.into()), friend.mutual);
        }
        if let Some(viewer) = circle.viewer() {
            is(viewer, None, 0);
        }
        speakers
    }
}
