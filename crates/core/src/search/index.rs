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

    /// Indexes a document's texts and returns how many words each field has.
    fn put(&mut self, number: u32, document: &Document<'_>) -> [u32; 4] {
        let mut words = [0; 4];
        each_text(document, &mut |field, text| words[field as usize] += self.add_text(number, field, text));
        for (total, words) in self.totals.iter_mut().zip(words) {
            *total += u64::from(words);
        }
        self.dictionary.settle();
        words
    }

    /// Takes a document's texts out again.
    fn take(&mut self, number: u32, document: &Document<'_>) {
        each_text(document, &mut |field, text| {
            let mut words = Words::new(text);
            let mut term = String::with_capacity(MAX_TERM_BYTES);
            while words.next(&mut term).is_some() {
                let total = &mut self.totals[field as usize];
                *total = total.saturating_sub(1);
                let Some(known) = self.dictionary.get(&term) else { continue };
                let list = &mut self.postings[known as usize];
                if let Ok(at) = list.binary_search_by_key(&number, |posting| posting.document) {
                    list.remove(at);
                }
            }
        });
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
            // New documents come in order, so a place is looked for only where one is replaced.
            let at = match list.last() {
                Some(latest) if latest.document >= document => {
                    list.partition_point(|posting| posting.document < document)
                }
                _ => list.len(),
            };
            match list.get_mut(at) {
                Some(posting) if posting.document == document => posting.increment(field),
                _ => list.insert(at, Posting { document, counts: 1 << (8 * field as u32) }),
            }
        }
        length
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
