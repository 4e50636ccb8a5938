//! What each document has of a query so far.

use super::score::{Given, WordScores};

/// Accumulators, dense by document: writing to them costs less than any map. Between searches all are at zero.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) documents: Vec<Sum>,
    /// Documents with any word, in the order in which they were reached.
    pub(super) reached: Vec<u32>,
    /// Of the word that is worked out.
    pub(super) parts: Vec<Part>,
    /// Documents with a part, each once.
    pub(super) with: Vec<u32>,
}

/// A document's part in a query.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) score: f32,
    /// Inverse document frequencies of the words that it has.
    pub(super) idf: f32,
    /// How many of the words it has.
    pub(super) words: u32,
}

/// A document's part in a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    /// That of the best way so far.
    pub(super) score: f32,
    /// Of the terms so far, in parts of [`ONE`](super::score::ONE).
    pub(super) frequency: u32,
}

impl Sums {
    /// Makes room for all documents.
    pub(super) fn fit(&mut self, documents: usize) {
        self.documents.resize(documents, Sum::default());
    }

    /// Adds what a word gives. Where it reaches none of its own, only documents that other words reached get any.
    pub(super) fn add(&mut self, word: &WordScores, reaches: bool) {
        let Self { documents, reached, .. } = self;
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

impl Sum {
    #[inline(always)]
    fn take(&mut self, score: f32, idf: f32) {
        self.score += score;
        self.idf += idf;
        self.words += 1;
    }
}
