//! Which documents answer, and how well: BM25F with coordination.
//!
//! Each word of a query is looked for in several ways, from the same term to terms that are nearly it. The terms of one way count
//! as one term together with those of stricter ways, so that a document is not rewarded for holding many variants, and a common
//! beginning is as uninformative as a common word. Of the ways, a document keeps the best.

#![expect(clippy::cast_precision_loss, reason = "scores need no more than f32 holds")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "weights are within their ranges"
)]

use super::{
    Index, RankingWeights,
    counts::Counts,
    expand::{Sought, Way, expand, postings},
    length::decode,
    pairs::{Pairs, pair_hash},
    postings::Postings,
    query::QueryWord,
    sums::Sums,
};
use crate::order;

/// One mention as a whole number: sums of whole numbers hang on no order.
pub(super) const ONE: f32 = 4096.0;
/// Up to how many documents every word of a query reaches documents of its own. In larger communities the common
/// ones only add to what rarer ones reached.
pub(super) const FEW: usize = 1000;
/// At most as many pairs of neighbours count.
const MOST_PAIRS: u32 = 3;

/// All documents that answer, unordered, and what was looked for.
pub(super) struct Scored {
    /// Score, document.
    pub(super) documents: Vec<(f32, u32)>,
    pub(super) sought: Vec<Sought>,
    /// Inverse document frequency of each word over all its ways; 0 where no document has it.
    pub(super) idfs: Vec<f32>,
}

/// Scores all documents that answer `query` and that `keep` does not drop.
pub(super) fn score(index: &Index, query: &[QueryWord], keep: &dyn Fn(u32) -> bool) -> Scored {
    let sought = expand(index, query);
    let mut sums = index.asked.sums();
    sums.fit(index.len());
    let norms = Norms::new(index);

    // Rare words first: what they reach is where common ones are looked for.
    let costs: Vec<u64> = sought.iter().map(|sought| sought.postings(index)).collect();
    let mut order = order::numbers(sought.len(), &|_| true);
    order::sort(&mut order, &|a, b| costs[a as usize].cmp(&costs[b as usize]));
    let mut idfs = vec![0.0; sought.len()];
    for at in order {
        let at = at as usize;
        let is_common = index.len() > FEW && costs[at] * 4 > index.len() as u64;
        let reaches = sums.reached.is_empty() || !is_common;
        idfs[at] = add_word(index, &norms, &sought[at], reaches, &mut sums);
    }

    let total = Total::new(&index.weights, query, &idfs);
    let documents = sums.reached.iter().filter(|document| keep(**document));
    let documents = documents.map(|document| {
        let sum = sums.documents[*document as usize];
        (total.of(sum.score, sum.idf, sum.words, index.pairs[*document as usize]), *document)
    });
    let documents = documents.collect();
    sums.clear();
    Scored { documents, sought, idfs }
}

/// What a document's words add up to.
pub(super) struct Total<'a> {
    weights: &'a RankingWeights,
    words: usize,
    pairs: u32,
    idf: f32,
}

impl<'a> Total<'a> {
    pub(super) fn new(weights: &'a RankingWeights, query: &[QueryWord], idfs: &[f32]) -> Self {
        let mut pairs = Pairs::default();
        for word in query {
            pairs.add(pair_hash(&word.term));
        }
        Self { weights, words: query.len(), pairs: pairs.bits, idf: idfs.iter().sum() }
    }

    /// The factor for the words that a document lacks.
    pub(super) fn coordination(&self, idf: f32) -> f32 {
        1.0 - self.weights.coordination * (1.0 - idf / self.idf.max(f32::MIN_POSITIVE))
    }

    /// What is added where a document has all words of several.
    pub(super) fn all_words(&self, words: u32) -> f32 {
        let has_all = self.words > 1 && words as usize == self.words;
        if has_all { self.weights.all_words * self.idf } else { 0.0 }
    }

    /// What is added for neighbours that are neighbours in the title.
    pub(super) fn neighbours(&self, pairs: u32) -> f32 {
        let pairs = (self.pairs & pairs).count_ones().min(MOST_PAIRS) as f32;
        self.weights.neighbours * pairs * self.idf / self.words.max(1) as f32
    }

    pub(super) fn of(&self, score: f32, idf: f32, words: u32, pairs: u32) -> f32 {
        score * self.coordination(idf) + self.all_words(words) + self.neighbours(pairs)
    }
}

/// What one mention is worth, by field and length code, in parts of [`ONE`].
pub(super) struct Norms([[u32; 256]; 4]);

impl Norms {
    pub(super) fn new(index: &Index) -> Self {
        let mut norms = Self([[0; 256]; 4]);
        let documents = index.len().max(1) as f32;
        for ((table, (weight, b)), total) in norms.0.iter_mut().zip(index.weights.fields()).zip(index.totals)
        {
            let average = (total as f32 / documents).max(f32::MIN_POSITIVE);
            for (code, norm) in (0..=u8::MAX).zip(table) {
                // A field that is much shorter than all others must not outweigh everything.
                let length = (1.0 - b + b * decode(code) as f32 / average).max(1.0 / 64.0);
                *norm = (weight / length * ONE).max(1.0) as u32;
            }
        }
        norms
    }

    /// A term's occurrences in a document, weighted and normalised by field, in parts of [`ONE`].
    #[inline]
    pub(super) fn frequency(&self, lengths: [u8; 4], counts: Counts) -> u32 {
        let [title, question, answer, tags] = counts.fields();
        let of = |field: usize, count: u8| match count {
            0 => 0,
            _ => u32::from(count) * self.0[field][usize::from(lengths[field])],
        };
        of(0, title) + of(1, question) + of(2, answer) + of(3, tags)
    }
}

/// Adds a word's scores and returns its inverse document frequency over all its ways. Where it reaches none, only documents
/// that other words reached are looked at.
fn add_word(index: &Index, norms: &Norms, sought: &Sought, reaches: bool, sums: &mut Sums) -> f32 {
    let (mut idf, mut holding) = (0.0, 0);
    let Sums { documents, reached, with_word, with_tier } = sums;
    for tier in sought.tiers() {
        with_tier.clear();
        holding += postings(index, &tier.terms) as usize;
        let mut add = |document: u32, counts: Counts| {
            // What a damaged index says of documents that are not there is passed over.
            if let Some(sum) = documents.get_mut(document as usize)
                && (reaches || sum.words > 0)
            {
                sum.frequency += norms.frequency(index.lengths[document as usize].0, counts);
                with_tier.push(document);
            }
        };
        for &term in &tier.terms {
            match index.postings(term) {
                Postings::Dense(all) if !reaches => {
                    for document in &*reached {
                        let counts = all.get(*document as usize).copied().unwrap_or(0);
                        if counts != 0 {
                            add(*document, Counts(counts));
                        }
                    }
                }
                postings => postings.each(&mut add),
            }
        }
        idf = sought.factor * inverse_document_frequency(holding.min(index.len()), index.len());
        let most = worth(&index.weights, tier.way) * idf;
        for document in &*with_tier {
            let sum = &mut documents[*document as usize];
            if sum.word == 0.0 {
                with_word.push(*document);
            }
            let score = most * saturated(&index.weights, sum.frequency as f32 / ONE);
            sum.word = sum.word.max(score.max(f32::MIN_POSITIVE));
        }
    }
    for (way, terms) in sought.phrases() {
        idf = add_phrase(index, norms, (*way, *terms), sought.factor, sums).max(idf);
    }
    sums.take_word(idf);
    idf
}

/// Adds the documents that hold both terms, and returns the inverse document frequency of both together.
fn add_phrase(
    index: &Index,
    norms: &Norms,
    (way, [first, second]): (Way, [u32; 2]),
    factor: f32,
    sums: &mut Sums,
) -> f32 {
    let frequency = |document: u32, counts: Counts| {
        index.lengths.get(document as usize).map_or(0, |lengths| norms.frequency(lengths.0, counts))
    };
    let (mut held, mut both) = (Vec::new(), Vec::new());
    index.postings(first).each(&mut |document, counts| held.push((document, frequency(document, counts))));
    let mut held = held.into_iter().peekable();
    index.postings(second).each(&mut |document, counts| {
        while held.next_if(|(other, _)| *other < document).is_some() {}
        if let Some((_, other)) = held.next_if(|(other, _)| *other == document) {
            both.push((document, other.min(frequency(document, counts))));
        }
    });
    let idf = factor * inverse_document_frequency(both.len(), index.len());
    for (document, frequency) in both {
        if let Some(sum) = sums.documents.get_mut(document as usize) {
            if sum.word == 0.0 {
                sums.with_word.push(document);
            }
            let score = worth(&index.weights, way) * idf * saturated(&index.weights, frequency as f32 / ONE);
            sum.word = sum.word.max(score.max(f32::MIN_POSITIVE));
        }
    }
    idf
}

/// The factor on what is found in a way.
pub(super) fn worth(weights: &RankingWeights, way: Way) -> f32 {
    match way {
        Way::Same => 1.0,
        Way::Stem => weights.stem,
        Way::Prefix => weights.prefix,
        Way::Synonym => weights.synonym,
        Way::Compound => weights.compound,
        Way::Typo => weights.typo,
        Way::TwoTypos => weights.two_typos,
    }
}

pub(super) fn saturated(weights: &RankingWeights, frequency: f32) -> f32 {
    frequency * (weights.k1 + 1.0) / (weights.k1 + frequency)
}

/// How much a term that `with` of `all` documents hold tells. Always above 0, so that no word empties a query.
/// Robertson & Zaragoza (2009), section 3.1, with Lucene's 1 under the logarithm.
pub(super) fn inverse_document_frequency(with: usize, all: usize) -> f32 {
    if with == 0 { 0.0 } else { (1.0 + (all as f32 - with as f32 + 0.5) / (with as f32 + 0.5)).ln() }
}
