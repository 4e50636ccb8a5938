//! The inverted index: which documents hold a term, how often in which field, and how long their fields are.

use super::{
    Document, Field, Weights,
    dictionary::Dictionary,
    length::Lengths,
    postings::{Counts, List, Postings},
    tokenize::{MAX_TERM_BYTES, Words},
};
use crate::names::count;

/// An inverted index over documents. It holds terms and counts, none of the texts.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) weights: Weights,
    pub(super) dictionary: Dictionary,
    /// By term number.
    lists: Vec<List>,
    /// By document number.
    pub(super) lengths: Vec<Lengths>,
    /// Words in each field of all documents.
    pub(super) totals: [u64; 4],
    /// Of the document in hand, by term number: occurrences by field, eight bits each, the first field lowest.
    occurrences: Vec<u32>,
    /// The terms of the document in hand.
    touched: Vec<u32>,
    pub(super) pairs: Vec<Vec<u32>>,
}

impl Index {
    /// Indexes all documents at once.
    pub fn build<'a>(documents: impl IntoIterator<Item = Document<'a>>) -> Self {
        let mut index = Self::default();
        for document in documents {
            index.add(&document);
        }
        index
    }

    /// The same index, ranking by `weights`.
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether it holds no document.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Adds a document and returns its number. Searches may go on between additions.
    pub fn add(&mut self, document: &Document<'_>) -> u32 {
        let number = count(self.lengths.len());
        self.pairs.push(super::pairs::pairs(document.title));
        let words = self.put(number, document);
        self.lengths.push(Lengths::of(words));
        number
    }

    /// Puts `new` in the place of the document `number`, which was added as `old`: scores are then those of an index that
    /// was built with `new`. A number that was not given out changes nothing.
    pub fn replace(&mut self, number: u32, old: &Document<'_>, new: &Document<'_>) {
        if number as usize >= self.lengths.len() {
            return;
        }
        self.take(number, old);
        let words = self.put(number, new);
        self.lengths[number as usize] = Lengths::of(words);
    }

    /// How many documents hold a term.
    pub(super) fn count(&self, term: u32) -> u32 {
        self.lists[term as usize].count()
    }

    /// The documents that hold a term.
    pub(super) fn postings(&self, term: u32) -> Postings<'_> {
        self.lists[term as usize].postings()
    }

    /// Indexes a document's texts and returns how many words each field has.
    fn put(&mut self, number: u32, document: &Document<'_>) -> [u32; 4] {
        let words = self.read(document);
        for (total, words) in self.totals.iter_mut().zip(words) {
            *total += u64::from(words);
        }
        let documents = self.lengths.len();
        for term in std::mem::take(&mut self.touched) {
            let counts = Counts::of(std::mem::take(&mut self.occurrences[term as usize]));
            self.lists[term as usize].put(number, counts, documents);
        }
        self.dictionary.settle();
        words
    }

    /// Takes a document's texts out again.
    fn take(&mut self, number: u32, document: &Document<'_>) {
        let words = self.read(document);
        for (total, words) in self.totals.iter_mut().zip(words) {
            *total = total.saturating_sub(u64::from(words));
        }
        for term in std::mem::take(&mut self.touched) {
            self.occurrences[term as usize] = 0;
            self.lists[term as usize].take(number);
        }
    }

    /// Counts a document's terms and returns how many words each field has.
    fn read(&mut self, document: &Document<'_>) -> [u32; 4] {
        let mut lengths = [0; 4];
        let mut term = String::with_capacity(MAX_TERM_BYTES);
        each_text(document, &mut |field, text| {
            let shift = 8 * field as u32;
            let mut words = Words::new(text);
            while words.next(&mut term).is_some() {
                lengths[field as usize] += 1;
                let number = self.dictionary.intern(&term);
                if number as usize == self.lists.len() {
                    self.lists.push(List::default());
                    self.occurrences.push(0);
                }
                let counts = &mut self.occurrences[number as usize];
                if *counts == 0 {
                    self.touched.push(number);
                }
                if (*counts >> shift) & 0xff < 0xff {
                    *counts += 1 << shift;
                }
            }
        });
        lengths
    }
}

/// Calls `read` with each text of a document and the field that it belongs to.
fn each_text(document: &Document<'_>, read: &mut dyn FnMut(Field, &str)) {
    read(Field::Title, document.title);
    read(Field::Question, document.question);
    read(Field::Answer, document.answer);
    for tag in document.tags {
        read(Field::Tags, tag);
    }
}
