//! What is said that the visitor may be shown, by who says it.
//!
//! A community may hold 100,000 words, so people become numbers once and words are gathered by those: comparing ids costs
//! more than all the rest.

use super::{Circle, Friend, Relation};
use crate::{
    model::{Audience, Recommendation},
    names::{Names, count},
    order::{self, Compare},
};
use std::sync::Arc;

/// Words that the visitor may see, with the numbers of who said them of what.
pub(super) struct Heard<'a> {
    circle: &'a Circle,
    /// The visitor's number.
    viewer: Option<u32>,
    /// Words, those of one person together.
    words: Vec<u32>,
    /// Where each person's words begin, and then where all end.
    starts: Vec<u32>,
    /// By word: what it is about.
    subjects: Vec<u32>,
}

impl<'a> Heard<'a> {
    /// Of the words for `subject`, or of all of them, those that the visitor may see.
    pub(super) fn new(words: &[Arc<Recommendation>], subject: Option<&str>, circle: &'a Circle) -> Self {
        let (mut names, mut about) = (Names::default(), Names::default());
        // They differ from one another and from the visitor, so each person's number is the place in the circle.
        for friend in circle.people() {
            names.add(&friend.id);
        }
        let viewer = circle.viewer().map(|id| names.add(id).0);
        let mut heard = Self { circle, viewer, words: Vec::new(), starts: Vec::new(), subjects: Vec::new() };
        heard.subjects = vec![0; words.len()];
        let (mut numbers, mut speakers) = (Vec::new(), Vec::new());
        for (number, word) in (0..).zip(words) {
            if subject.is_some_and(|subject| *word.subject != *subject) {
                continue;
            }
            let person = names.add(&word.person).0;
            if heard.may_see(person, word.audience) {
                numbers.push(number);
                speakers.push(person);
                if subject.is_none() {
                    heard.subjects[number as usize] = about.add(&word.subject).0;
                }
            }
        }
        heard.gather(&numbers, &speakers, names.len());
        heard
    }

    /// Puts words of one person together, by counting.
    fn gather(&mut self, numbers: &[u32], speakers: &[u32], people: usize) {
        self.starts = vec![0; people + 1];
        for person in speakers {
            self.starts[*person as usize + 1] += 1;
        }
        for person in 0..people {
            self.starts[person + 1] += self.starts[person];
        }
        let mut next = self.starts.clone();
        self.words = vec![0; numbers.len()];
        for (number, person) in numbers.iter().zip(speakers) {
            let place = &mut next[*person as usize];
            self.words[*place as usize] = *number;
            *place += 1;
        }
    }

    /// Gives each person who is heard, with one word for each subject: the least by `choice`.
    pub(super) fn each_person(&self, choice: Compare<'_>, give: &mut dyn FnMut(u32, &[u32])) {
        let about = |number: u32| self.subjects[number as usize];
        let mut chosen = Vec::new();
        for person in 0..count(self.starts.len().saturating_sub(1)) {
            let all = self.starts[person as usize] as usize..self.starts[person as usize + 1] as usize;
            match &self.words[all] {
                [] => {}
                [one] => give(person, &[*one]),
                many => {
                    chosen.clear();
                    chosen.extend_from_slice(many);
                    order::sort(&mut chosen, &|a, b| about(a).cmp(&about(b)).then_with(|| choice(a, b)));
                    chosen.dedup_by(|a, b| about(*a) == about(*b));
                    give(person, &chosen);
                }
            }
        }
    }

    /// Whether this is the visitor's number.
    pub(super) fn is_viewer(&self, person: u32) -> bool {
        self.viewer == Some(person)
    }

    /// The person of this number, where the visitor knows them.
    pub(super) fn known(&self, person: u32) -> Option<&'a Friend> {
        self.circle.people().get(person as usize)
    }

    /// Whether the visitor may be shown what a person said to this audience, or that it exists.
    fn may_see(&self, person: u32, audience: Audience) -> bool {
        let is_friend = || self.known(person).is_some_and(|known| known.relation == Relation::Friend);
        match audience {
            Audience::Public => true,
            Audience::Friends => is_friend() || self.is_viewer(person),
            Audience::OnlyMe => self.is_viewer(person),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Heard;
    use crate::{
        friends::Circle,
        model::{Audience, Recommendation, Verb},
    };
    use std::sync::Arc;

    #[test]
    fn each_person_is_given_once_with_a_word_a_subject() {
        let said = [("ann", "k"), ("bob", "k"), ("ann", "j"), ("ann", "k"), ("bob", "k"), ("cy", "j")];
        let words: Vec<_> = (0..)
            .zip(said)
            .map(|(number, (person, subject)): (u32, _)| {
                Arc::new(Recommendation {
                    id: number.to_string().into(),
                    person: person.into(),
                    subject: subject.into(),
                    verb: Verb::Uses,
                    text: String::new(),
                    created_at: None,
                    audience: Audience::Public,
                    will_answer: false,
                })
            })
            .collect();
        let circle = Circle::default();
        let given = |subject| {
            let mut given = Vec::new();
            let heard = Heard::new(&words, subject, &circle);
            // The later word of two is chosen.
            heard.each_person(&|a, b| b.cmp(&a), &mut |_, words| given.push(words.to_vec()));
            given
        };
        assert_eq!(given(None), [vec![3, 2], vec![4], vec![5]]);
        assert_eq!(given(Some("k")), [vec![3], vec![4]]);
    }
}
