//! What each document has of a query so far.

use super::{
    best::Best,
    expand::{Alone, Expansion},
    given::{Given, WordScores},
};
use std::rc::Rc;

/// How many of a base's best are known by name.
const BEST: usize = 32;

/// Accumulators, dense by document: writing to them costs less than any map.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) base: Base,
    /// What each has of the base; those that it does not reach are at zero.
    pub(super) documents: Vec<Sum>,
    /// Of the word that is worked out; at zero in between.
    pub(super) parts: Vec<Part>,
    /// Room for the documents with a part.
    pub(super) with: Vec<u32>,
    /// Documents that only the word reaches that is being typed.
    pub(super) extra: Vec<u32>,
    /// Documents of the base that the answer in hand has already.
    pub(super) taken: Vec<u32>,
}

/// The words that were added up, which stay while the next one is typed.
#[derive(Debug, Default)]
pub(super) struct Base {
    pub(super) words: Vec<(Rc<Alone>, Expansion)>,
    /// Inverse document frequency of each.
    pub(super) idfs: Vec<f32>,
    /// Of all.
    pub(super) idf: f32,
    /// How many documents were reached with each.
    pub(super) counts: Vec<usize>,
    /// What those of the words give that reach no documents of their own.
    pub(super) common: Vec<Rc<WordScores>>,
    /// Documents with any of the words, in the order in which they were reached.
    pub(super) reached: Vec<u32>,
    /// Those with the highest scores.
    pub(super) best: Vec<(f32, u32)>,
    /// No other has a higher score than this.
    pub(super) rest: f32,
}

/// A document's part in a query.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) score: f32,
    /// Inverse document frequencies of the words that it has.
    pub(super) idf: f32,
    /// How many of the words it has.
    pub(super) words: u16,
    /// Whether the answer in hand has it already.
    pub(super) is_taken: bool,
    /// Whether only the word that is being typed reaches it.
    pub(super) is_extra: bool,
}

/// A document's part in a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    /// That of the best way so far.
    pub(super) score: f32,
    /// Of the terms so far, in parts of [`ONE`](super::given::ONE).
    pub(super) frequency: u32,
}

impl Sums {
    /// Leaves an empty base, with room for so many documents.
    pub(super) fn clear(&mut self, documents: usize) {
        for document in &self.base.reached {
            self.documents[*document as usize] = Sum::default();
        }
        self.base = Base { reached: std::mem::take(&mut self.base.reached), ..Base::default() };
        self.base.reached.clear();
        self.documents.resize(documents, Sum::default());
    }

    /// Finds out which of the base are its best.
    pub(super) fn choose(&mut self) {
        let mut best = Best::new(BEST);
        for document in &self.base.reached {
            best.offer(self.documents[*document as usize].score, *document, None);
        }
        self.base.rest = best.bound();
        self.base.best = best.take();
    }

    /// Adds what a word gives. Where it reaches none of its own, only documents that other words reached get any.
    pub(super) fn add(&mut self, word: &WordScores, reaches: bool) {
        let Self { documents, base: Base { reached, .. }, .. } = self;
        match &word.given {
            Given::Few(given) => {
                for (document, score) in given {
                    let sum = &mut documents[*document as usize];
                    if sum.words == 0 {
                        if !reaches {
                            continue;
                        }
                        reached.push(*document);
                    }
                    sum.take(*score, word.idf);
                }
            }
            Given::Many(given) if reaches => {
                for ((document, sum), score) in (0..).zip(documents).zip(given) {
                    if *score > 0.0 {
                        if sum.words == 0 {
                            reached.push(document);
                        }
                        sum.take(*score, word.idf);
                    }
                }
            }
            Given::Many(given) => {
                for document in &*reached {
                    let score = given[*document as usize];
                    if score > 0.0 {
                        documents[*document as usize].take(score, word.idf);
                    }
                }
            }
        }
    }
}

impl Part {
    /// Raises the score to `score` where it is less, and never leaves it at nothing; whether it was at nothing. By hand, because the
    /// maximum of floats is a call into a library.
    #[inline(always)]
    pub(super) fn raise(&mut self, score: f32) -> bool {
        let is_first = self.score == 0.0;
        if is_first {
            self.score = f32::MIN_POSITIVE;
        }
        if score > self.score {
            self.score = score;
        }
        is_first
    }
}

impl Sum {
    #[inline(always)]
    pub(super) fn take(&mut self, score: f32, idf: f32) {
        self.score += score;
        self.idf += idf;
        self.words += 1;
    }
}
