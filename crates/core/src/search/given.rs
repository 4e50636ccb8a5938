//! What a word gives each document that has it: BM25F.
//!
//! A word is looked for in several ways, from the same term to terms that are nearly it. The terms of one way count as one term together with those of
//! stricter ways, so that a document is not rewarded for holding many variants, and a common beginning is as uninformative as a common word. Of the ways, a
//! document keeps the best.
//!
//! It hangs on the word alone, so it is worked out once and kept: as somebody types, only the last word is new.

#![expect(clippy::cast_precision_loss, reason = "scores need no more than f32 holds")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "weights are within their ranges"
)]

use super::{
    Index, RankingWeights,
    counts::Counts,
    expand::{Sought, Way, postings},
    length::decode,
    plan::{COMMON, FEW},
    postings::Postings,
    sums::{Base, Part, Sum, Sums},
};
use std::rc::Rc;

/// One mention as a whole number: sums of whole numbers hang on no order.
pub(super) const ONE: f32 = 4096.0;

/// What a word gives each document that has it.
#[derive(Debug)]
pub(super) struct WordScores {
    /// Over all its ways; 0 where no document has it.
    pub(super) idf: f32,
    pub(super) given: Given,
}

/// Scores by document, each above 0.
#[derive(Debug)]
pub(super) enum Given {
    /// Document and score, each document once.
    Few(Vec<(u32, f32)>),
    /// A score for each document, 0 where it does not have the word.
    Many(Vec<f32>),
}

/// What one mention is worth, by field and length code, in parts of [`ONE`].
#[derive(Debug)]
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
    #[inline(always)]
    pub(super) fn frequency(&self, lengths: [u8; 4], counts: Counts) -> u32 {
        let [title, question, answer, tags] = counts.fields();
        let of = |field: usize, count: u8| match count {
            0 => 0,
            _ => u32::from(count) * self.0[field][usize::from(lengths[field])],
        };
        of(0, title) + of(1, question) + of(2, answer) + of(3, tags)
    }
}

impl WordScores {
    /// Adds what it gives `some` documents, which have other words.
    pub(super) fn add_to(&self, some: &[u32], documents: &mut [Sum]) {
        match &self.given {
            _ if some.is_empty() => {}
            Given::Few(given) => {
                for (document, score) in given {
                    let sum = &mut documents[*document as usize];
                    if sum.is_extra {
                        sum.take(*score, self.idf);
                    }
                }
            }
            Given::Many(given) => {
                for document in some {
                    let score = given[*document as usize];
                    if score > 0.0 {
                        documents[*document as usize].take(score, self.idf);
                    }
                }
            }
        }
    }
}

/// What a word gives each document: worked out now, or where nothing of its neighbours stands for it, as it was before. What is still being
/// typed and reaches no documents of its own is worked out only for those that are reached.
pub(super) fn word_scores(index: &Index, sought: &Sought, reaches: bool, sums: &mut Sums) -> Rc<WordScores> {
    let within = !reaches && sought.alone.is_prefix;
    let work_out = |sums: &mut Sums| Rc::new(Work::new(index, sought.factor, within, sums).all(sought));
    match sought.alone.scores.get() {
        Some(scores) if sought.is_alone() => scores.clone(),
        None if sought.is_alone() && !within => sought.alone.scores.get_or_init(|| work_out(sums)).clone(),
        _ => work_out(sums),
    }
}

/// A word's scores while they are worked out.
struct Work<'a> {
    index: &'a Index,
    norms: Rc<Norms>,
    factor: f32,
    /// Whether only documents that are reached get any.
    within: bool,
    documents: &'a [Sum],
    reached: &'a [u32],
    parts: &'a mut [Part],
    /// Documents with a part, each once, as many as `held`.
    with: &'a mut [u32],
    held: usize,
}

impl<'a> Work<'a> {
    fn new(index: &'a Index, factor: f32, within: bool, sums: &'a mut Sums) -> Self {
        sums.parts.resize(index.len(), Part::default());
        sums.with.resize(index.len(), 0);
        let Sums { documents, base: Base { reached, .. }, parts, with, .. } = sums;
        let norms = index.asked.norms(|| Norms::new(index));
        Self { index, norms, factor, within, documents, reached, parts, with, held: 0 }
    }

    fn all(mut self, sought: &Sought) -> WordScores {
        let index = self.index;
        let (mut idf, mut holding) = (0.0, 0);
        for tier in sought.tiers() {
            holding += postings(index, &tier.terms) as usize;
            idf = self.factor * inverse_document_frequency(holding.min(index.len()), index.len());
            let worth = worth(&index.weights, tier.way) * idf;
            for &term in &tier.terms {
                self.add_term(index.postings(term), worth);
            }
        }
        for (way, terms) in sought.phrases() {
            idf = self.add_phrase(*way, *terms).max(idf);
        }
        WordScores { idf, given: self.given() }
    }

    /// Adds a term of the tier in hand. A document's score grows with each of them, so that it is right after the last.
    fn add_term(&mut self, postings: Postings<'_>, worth: f32) {
        // Apart, because what is behind a reference would be read anew for each posting.
        let Self { index, norms, within, documents, reached, parts, with, held, .. } = self;
        let (within, lengths, k1) = (*within, &index.lengths[..], index.weights.k1);
        let most = worth * (k1 + 1.0);
        let (mut reached, mut all) = (reached.iter(), postings.iter());
        loop {
            // Of those that are reached each is looked up at once, where that can be.
            let next = match postings {
                Postings::Dense(counts) if within => reached.next().map(|document| {
                    (*document, Counts(counts.get(*document as usize).copied().unwrap_or(0)))
                }),
                _ => all.next(),
            };
            let Some((document, counts)) = next else { return };
            let at = document as usize;
            if within && (counts.0 == 0 || documents.get(at).is_none_or(|sum| sum.words == 0)) {
                continue;
            }
            // What a damaged index says of documents that are not there is passed over.
            if let (Some(part), Some(lengths)) = (parts.get_mut(at), lengths.get(at)) {
                part.frequency += norms.frequency(lengths.0, counts);
                let frequency = part.frequency as f32 / ONE;
                if part.raise(most * frequency / (k1 + frequency)) {
                    with[*held] = document;
                    *held += 1;
                }
            }
        }
    }

    /// Adds the documents that hold both terms, and returns the inverse document frequency of both together.
    fn add_phrase(&mut self, way: Way, [first, second]: [u32; 2]) -> f32 {
        let Self { index, norms, parts, with, held, .. } = self;
        let frequency = |document: u32, counts: Counts| {
            index.lengths.get(document as usize).map_or(0, |lengths| norms.frequency(lengths.0, counts))
        };
        let mut firsts = index.postings(first).all().into_iter().peekable();
        let mut both = Vec::new();
        for (document, counts) in index.postings(second).all() {
            while firsts.next_if(|(other, _)| *other < document).is_some() {}
            if let Some((_, other)) = firsts.next_if(|(other, _)| *other == document) {
                both.push((document, frequency(document, other).min(frequency(document, counts))));
            }
        }
        let idf = self.factor * inverse_document_frequency(both.len(), index.len());
        for (document, frequency) in both {
            if let Some(part) = parts.get_mut(document as usize) {
                let score =
                    worth(&index.weights, way) * idf * saturated(&index.weights, frequency as f32 / ONE);
                if part.raise(score) {
                    with[*held] = document;
                    *held += 1;
                }
            }
        }
        idf
    }

    /// What was worked out; all parts are at zero again.
    fn given(self) -> Given {
        let Self { index, within, parts, with, held, .. } = self;
        let with = &with[..held];
        let mut take = |document: u32| std::mem::take(&mut parts[document as usize]).score;
        if !within && with.len() as u64 * COMMON > index.len() as u64 && index.len() > FEW {
            let mut all = vec![0.0; index.len()];
            for document in with {
                all[*document as usize] = take(*document);
            }
            Given::Many(all)
        } else {
            Given::Few(with.iter().map(|document| (*document, take(*document))).collect())
        }
    }
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
