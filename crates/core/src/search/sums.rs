//! What each document has of a query so far.

/// Accumulators, dense by document: writing to them costs less than any map. Between searches all are at zero.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) documents: Vec<Sum>,
    /// Documents with any word, in the order in which they were reached.
    pub(super) reached: Vec<u32>,
    /// Of the word in hand: each document with it, once.
    pub(super) with_word: Vec<u32>,
    /// Of the tier in hand: each document with it, once for each of its terms.
    pub(super) with_tier: Vec<u32>,
}

/// A document's part in a query.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) score: f32,
    /// Inverse document frequencies of the words that it has.
    pub(super) idf: f32,
    /// How many of the words it has.
    pub(super) words: u32,
    /// Of the word in hand: the best way's score.
    pub(super) word: f32,
    /// Of the word in hand: the frequency of its terms so far, in parts of [`ONE`](super::score::ONE).
    pub(super) frequency: u32,
}

impl Sums {
    /// Makes room for all documents.
    pub(super) fn fit(&mut self, documents: usize) {
        self.documents.resize(documents, Sum::default());
    }

    /// Takes the score of the word in hand into each document's.
    pub(super) fn take_word(&mut self, idf: f32) {
        for document in self.with_word.drain(..) {
            let sum = &mut self.documents[document as usize];
            if sum.words == 0 {
                self.reached.push(document);
            }
            sum.score += sum.word;
            sum.idf += idf;
            sum.words += 1;
            sum.word = 0.0;
            sum.frequency = 0;
        }
    }

    /// Sets all back to zero.
    pub(super) fn clear(&mut self) {
        for document in self.reached.drain(..) {
            self.documents[document as usize] = Sum::default();
        }
    }
}
