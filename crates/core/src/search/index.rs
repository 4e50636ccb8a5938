//! The inverted index: which documents hold a term, how often in which field, and how long their fields are.

use super::{
    Document, Field, RankingWeights,
    asked::Asked,
    counts::Counts,
    dictionary::Dictionary,
    length::Lengths,
    packed::Packed,
    pairs::Pairs,
    postings::{List, Postings},
    synonyms::Synonyms,
    tokenize::{MAX_TERM_BYTES, Words},
};
use crate::names::count;

/// An inverted index over documents. It holds terms and counts, none of the texts.
///
/// It grows document by document, or was packed before and is opened as it is ([`Index::open`]); both find the same.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) weights: RankingWeights,
    pub(super) synonyms: Synonyms,
    pub(super) dictionary: Dictionary,
    pub(super) lists: Lists,
    /// By document number.
    pub(super) lengths: Vec<Lengths>,
    /// By document number: which words of its title are neighbours.
    pub(super) pairs: Vec<u32>,
    /// Words in each field of all documents.
    pub(super) totals: [u64; 4],
    pub(super) asked: Asked,
}

/// The documents of each term.
#[derive(Debug)]
pub(super) enum Lists {
    Growing(Vec<List>),
    Packed(Packed),
}

impl Default for Lists {
    fn default() -> Self {
        Self::Growing(Vec::new())
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
    pub fn with_weights(mut self, weights: RankingWeights) -> Self {
        self.set_weights(weights);
        self
    }

    /// Ranks by `weights` from now on.
    pub fn set_weights(&mut self, weights: RankingWeights) {
        self.weights = weights;
        self.asked.forget();
    }

    /// What it ranks by.
    pub fn weights(&self) -> &RankingWeights {
        &self.weights
    }

    /// Takes words of one meaning, as the site has them, beside those that are known for English: each group is
    /// words or phrases, any of which finds the others.
    pub fn set_synonyms<'a>(&mut self, groups: impl IntoIterator<Item = &'a [String]>) {
        self.synonyms = Synonyms::new(groups);
        self.asked.forget();
    }

    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether it holds no document.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Adds a document and returns its number. Searches may go on between additions. A packed index does not grow: there the
    /// document is not found.
    pub fn add(&mut self, document: &Document<'_>) -> u32 {
        let number = count(self.lengths.len());
        self.lengths.push(Lengths::of([0; 4]));
        self.pairs.push(0);
        self.put(number, document);
        number
    }

    /// Puts `new` in the place of the document `number`, which was added as `old`: scores are then those of an index that
    /// was built with `new`. A number that was not given out changes nothing.
    pub fn replace(&mut self, number: u32, old: &Document<'_>, new: &Document<'_>) {
        if number as usize >= self.lengths.len() {
            return;
        }
        let old = self.read(old);
        for (total, words) in self.totals.iter_mut().zip(old.words) {
            *total = total.saturating_sub(u64::from(words));
        }
        if let Lists::Growing(lists) = &mut self.lists {
            for (term, _) in old.terms {
                lists[term as usize].take(number);
            }
        }
        self.put(number, new);
    }

    /// How many documents hold a term.
    #[inline(always)]
    pub(super) fn count(&self, term: u32) -> u32 {
        match &self.lists {
            Lists::Growing(lists) => lists[term as usize].count(),
            Lists::Packed(packed) => packed.count(term),
        }
    }

    /// The documents that hold a term.
    pub(super) fn postings(&self, term: u32) -> Postings<'_> {
        match &self.lists {
            Lists::Growing(lists) => lists[term as usize].postings(),
            Lists::Packed(packed) => packed.postings(term),
        }
    }

    /// Puts a document's texts in.
    fn put(&mut self, number: u32, document: &Document<'_>) {
        let read = self.read(document);
        let Lists::Growing(lists) = &mut self.lists else { return };
        for (total, words) in self.totals.iter_mut().zip(read.words) {
            *total += u64::from(words);
        }
        for (term, occurrences) in read.terms {
            lists[term as usize].put(number, Counts::of(occurrences.to_le_bytes()), self.lengths.len());
        }
        self.lengths[number as usize] = Lengths::of(read.words);
        self.pairs[number as usize] = read.pairs;
        self.dictionary.settle();
        self.asked.forget();
    }

    /// Counts a document's terms, all of which are known afterwards.
    fn read(&mut self, document: &Document<'_>) -> Read {
        let mut read = Read::default();
        let Lists::Growing(lists) = &mut self.lists else { return read };
        let mut pairs = Pairs::default();
        let mut term = String::with_capacity(MAX_TERM_BYTES);
        for (field, text) in texts(document) {
            let mut words = Words::new(text);
            while words.next(&mut term).is_some() {
                read.words[field as usize] += 1;
                let number = self.dictionary.intern(&term);
                if number as usize == lists.len() {
                    lists.push(List::default());
                }
                if field == Field::Title {
                    pairs.add(self.dictionary.stem_hash(number));
                }
                // Where in `read.terms` the term stands is kept with its list while the document is read.
                let place = &mut lists[number as usize].place;
                if read.terms.get(*place as usize).is_none_or(|(term, _)| *term != number) {
                    *place = count(read.terms.len());
                    read.terms.push((number, 0));
                }
                let (shift, occurrences) = (8 * field as u32, &mut read.terms[*place as usize].1);
                if (*occurrences >> shift) & 0xff < 0xff {
                    *occurrences += 1 << shift;
                }
            }
        }
        read.pairs = pairs.bits;
        read
    }
}

/// A document's terms.
#[derive(Default)]
struct Read {
    /// Each term once, and its occurrences by field, eight bits each, the first field lowest.
    terms: Vec<(u32, u32)>,
    /// Words in each field.
    words: [u32; 4],
    pairs: u32,
}

/// Each text of a document and the field that it belongs to.
///
/// No callback here and where texts are read: what a callback calls cannot come later than the page's first Wasm.
fn texts<'a>(document: &Document<'a>) -> impl Iterator<Item = (Field, &'a str)> {
    let fields = [
        (Field::Title, document.title),
        (Field::Question, document.question),
        (Field::Answer, document.answer),
    ];
    fields.into_iter().chain(document.tags.iter().map(|tag| (Field::Tags, tag.as_str())))
}
