//! Which documents answer, and how well: BM25F with coordination.
//!
//! Each word of a query is looked for in several ways (the same term, longer terms; near ones can join them). The terms of one way count
//! as one term, so that a document is not rewarded for holding many variants, and a common beginning is as
//! uninformative as a common word. Of the ways, a document keeps the best.

#![expect(clippy::cast_precision_loss, reason = "scores need no more than f32 holds")]

use super::{Index, index::Posting, length::decode, query::QueryWord};
use crate::order;

/// Postings that the longer terms of one word may cost. Beyond, the most frequent terms are kept: they reach
/// most documents for the fewest postings. Only one or two letters over tens of thousands of documents have more.
const MAX_PREFIX_POSTINGS: usize = 1 << 18;

/// One way in which a query's word may occur.
struct Way {
    terms: Vec<u32>,
    /// In 0.0..=1.0, lower for looser ways.
    factor: f32,
}

/// What was looked for and found for one word of a query.
pub(super) struct Looked {
    /// All index terms that count as this word.
    pub(super) terms: Vec<u32>,
    /// Inverse document frequency of them together; 0 where no document has them.
    pub(super) idf: f32,
}

/// All documents that answer, unordered, and what was looked for.
pub(super) struct Scored {
    /// Score, document.
    pub(super) documents: Vec<(f32, u32)>,
    pub(super) looked: Vec<Looked>,
}

/// Scores all documents that hold any of `query`'s words and that `keep` does not drop.
pub(super) fn score(index: &Index, query: &[QueryWord], keep: &dyn Fn(u32) -> bool) -> Scored {
    let mut sums = Sums::new(index.len());
    let norms = Norms::new(index);
    let mut looked = Vec::with_capacity(query.len());
    for word in query {
        let ways = ways(index, word);
        let idf = sums.add_word(index, &norms, &ways);
        looked
            .push(Looked { terms: ways.into_iter().next_back().map_or_else(Vec::new, |way| way.terms), idf });
    }
    let all: f32 = looked.iter().map(|word| word.idf).sum();
    let weights = &index.weights;
    let documents = sums.reached.iter().filter(|document| keep(**document)).map(|&document| {
        let sum = &sums.documents[document as usize];
        let coordination = 1.0 - weights.coordination * (1.0 - sum.idf / all);
        let bonus =
            if query.len() > 1 && sum.words as usize == query.len() { weights.all_words * all } else { 0.0 };
        (sum.score * coordination + bonus, document)
    });
    Scored { documents: documents.collect(), looked }
}

/// The ways to look for a word, strictest first, each with all terms of those before.
fn ways(index: &Index, word: &QueryWord) -> Vec<Way> {
    let mut ways = Vec::new();
    if let Some(term) = index.dictionary.get(&word.term) {
        ways.push(Way { terms: vec![term], factor: 1.0 });
    }
    if word.is_prefix {
        let terms = index.dictionary.starting_with(&word.term);
        if terms.len() > ways.len() {
            ways.push(Way { terms: affordable(index, terms), factor: index.weights.prefix });
        }
    }
    ways
}

/// As many of `terms` as [`MAX_PREFIX_POSTINGS`] allow.
fn affordable(index: &Index, mut terms: Vec<u32>) -> Vec<u32> {
    let cost = |term: u32| index.postings[term as usize].len();
    let mut left = MAX_PREFIX_POSTINGS;
    if terms.iter().map(|term| cost(*term)).sum::<usize>() <= left {
        return terms;
    }
    // They come by text, and of equally frequent ones the first are kept, so that it does not hang on the order of adding.
    order::sort(&mut terms, &|a, b| cost(b).cmp(&cost(a)));
    let is_afforded = |term: &u32| {
        let rest = left.checked_sub(cost(*term));
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    terms.into_iter().take_while(is_afforded).collect()
}

/// What one mention is worth, by field and length code.
struct Norms([[f32; 256]; 4]);

impl Norms {
    fn new(index: &Index) -> Self {
        let mut norms = Self([[0.0; 256]; 4]);
        let documents = index.len().max(1) as f32;
        for ((table, (weight, b)), total) in norms.0.iter_mut().zip(index.weights.fields()).zip(index.totals)
        {
            let average = (total as f32 / documents).max(f32::MIN_POSITIVE);
            for (code, norm) in (0..=u8::MAX).zip(table) {
                *norm = weight / (1.0 - b + b * decode(code) as f32 / average).max(f32::MIN_POSITIVE);
            }
        }
        norms
    }

    /// A term's occurrences in a document, weighted and normalised by field.
    fn frequency(&self, index: &Index, posting: Posting) -> f32 {
        let lengths = index.lengths[posting.document as usize].0;
        let mut counts = posting.counts;
        let mut sum = 0.0;
        // Most terms occur in one field only.
        while counts != 0 {
            let field = counts.trailing_zeros() as usize / 8;
            let shift = 8 * field;
            sum += ((counts >> shift) & 0xff) as f32 * self.0[field][usize::from(lengths[field])];
            counts &= !(0xff << shift);
        }
        sum
    }
}

/// A document's part in a query.
#[derive(Clone, Default)]
struct Sum {
    score: f32,
    /// Inverse document frequencies of the words that it has.
    idf: f32,
    /// How many of the words it has.
    words: u32,
}

/// Accumulators, dense by document: writing to them costs less than any map.
struct Sums {
    documents: Vec<Sum>,
    /// Documents with any word, in the order in which they were reached.
    reached: Vec<u32>,
    /// Of the word in hand: the best way's score.
    word: Vec<f32>,
    /// Of the way in hand: the frequency.
    way: Vec<f32>,
}

impl Sums {
    fn new(documents: usize) -> Self {
        Self {
            documents: vec![Sum::default(); documents],
            reached: Vec::new(),
            word: vec![0.0; documents],
            way: vec![0.0; documents],
        }
    }

    /// Adds a word's scores and returns its inverse document frequency over all its ways.
    fn add_word(&mut self, index: &Index, norms: &Norms, ways: &[Way]) -> f32 {
        let mut with_word = Vec::new();
        let mut idf = 0.0;
        for way in ways {
            let mut with_way = Vec::new();
            for posting in way.terms.iter().flat_map(|term| &index.postings[*term as usize]) {
                let frequency = &mut self.way[posting.document as usize];
                if *frequency == 0.0 {
                    with_way.push(posting.document);
                }
                *frequency += norms.frequency(index, *posting);
            }
            idf = inverse_document_frequency(with_way.len(), index.len());
            for &document in &with_way {
                let frequency = std::mem::take(&mut self.way[document as usize]);
                let saturated = frequency * (index.weights.k1 + 1.0) / (index.weights.k1 + frequency);
                let best = &mut self.word[document as usize];
                if *best == 0.0 {
                    with_word.push(document);
                }
                *best = best.max((way.factor * idf * saturated).max(f32::MIN_POSITIVE));
            }
        }
        for document in with_word {
            let sum = &mut self.documents[document as usize];
            if sum.words == 0 {
                self.reached.push(document);
            }
            sum.score += std::mem::take(&mut self.word[document as usize]);
            sum.idf += idf;
            sum.words += 1;
        }
        idf
    }
}

/// How much a term that `with` of `all` documents hold tells. Always above 0, so that no word empties a query.
/// Robertson & Zaragoza (2009), section 3.1, with Lucene's 1 under the logarithm.
fn inverse_document_frequency(with: usize, all: usize) -> f32 {
    if with == 0 { 0.0 } else { (1.0 + (all as f32 - with as f32 + 0.5) / (with as f32 + 0.5)).ln() }
}
