//! The inverted index: which documents hold a term, how often in which field, and how long their fields are.

use super::{
    Document, Field, Weights,
    dictionary::Dictionary,
    length::Lengths,
    tokenize::{MAX_TERM_BYTES, Words},
};
use crate::names::count;

/// An inverted index over documents. It holds terms and counts, none of the texts.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) weights: Weights,
    pub(super) dictionary: Dictionary,
    /// By term number; each list by document number.
    pub(super) postings: Vec<Vec<Posting>>,
    /// By document number.
    pub(super) lengths: Vec<Lengths>,
    /// Words in each field of all documents.
    pub(super) totals: [u64; 4],
}

/// That a term occurs in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) document: u32,
    /// Occurrences by field, eight bits each, the first field lowest. 255 stands for more: it is far into saturation.
    pub(super) counts: u32,
}

impl Posting {
    fn increment(&mut self, field: Field) {
        let shift = 8 * field as u32;
        if (self.counts >> shift) & 0xff < 0xff {
            self.counts += 1 << shift;
        }
    }
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
        let tags: u32 = document.tags.iter().map(|tag| self.add_text(number, Field::Tags, tag)).sum();
        let words = [
            self.add_text(number, Field::Title, document.title),
            self.add_text(number, Field::Question, document.question),
            self.add_text(number, Field::Answer, document.answer),
            tags,
        ];
        for (total, words) in self.totals.iter_mut().zip(words) {
            *total += u64::from(words);
        }
        self.lengths.push(Lengths::of(words));
        self.dictionary.settle();
        number
    }

    /// Adds a field's text and returns how many words it has.
    fn add_text(&mut self, document: u32, field: Field, text: &str) -> u32 {
        let mut words = Words::new(text);
        let mut term = String::with_capacity(MAX_TERM_BYTES);
        let mut length = 0;
        while words.next(&mut term).is_some() {
            length += 1;
            let number = self.dictionary.intern(&term) as usize;
            if number == self.postings.len() {
                self.postings.push(Vec::new());
            }
            let list = &mut self.postings[number];
            // Documents come in order, so a term that this one had before is at the end of its list.
            match list.last_mut() {
                Some(posting) if posting.document == document => posting.increment(field),
                _ => list.push(Posting { document, counts: 1 << (8 * field as u32) }),
            }
        }
        length
    }
}
