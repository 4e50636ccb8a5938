//! Which documents answer, and how well: BM25F with coordination.
//!
//! Each word of a query is looked for in several ways, from the same term to terms that are nearly it. The terms of one way count
//! as one term together with those of stricter ways, so that a document is not rewarded for holding many variants, and a common
//! beginning is as uninformative as a common word. Of the ways, a document keeps the best.
//!
//! What a word gives each document hangs on the word alone, so it is worked out once and kept: as somebody types, only the last word is new.

#![expect(clippy::cast_precision_loss, reason = "scores need no more than f32 holds")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "weights are within their ranges"
)]

use super::{
    Index, RankingWeights, SearchOptions,
    best::Best,
    counts::Counts,
    expand::{Sought, Way, postings},
    length::decode,
    pairs::Pairs,
    postings::Postings,
    sums::{Part, Sum, Sums},
};
use crate::order;
use std::rc::Rc;

/// One mention as a whole number: sums of whole numbers hang on no order.
pub(super) const ONE: f32 = 4096.0;
/// Up to how many documents every word of a query reaches documents of its own. In larger communities, and once as many are reached, those
/// that are more common than [`COMMON`] only add to what rarer ones reached.
const FEW: usize = 1000;
/// The share of the documents, as one in so many, from which a word is common.
const COMMON: u64 = 8;
/// At most as many pairs of neighbours count.
const MOST_PAIRS: u32 = 3;

/// The best documents that answer, and what was looked for.
pub(super) struct Scored {
    /// How many documents answer in all.
    pub(super) total: usize,
    /// Score and document, best first.
    pub(super) best: Vec<(f32, u32)>,
    pub(super) sought: Vec<Sought>,
    /// Inverse document frequency of each word over all its ways; 0 where no document has it, or nearly all have.
    pub(super) idfs: Vec<f32>,
}

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

/// Finds the best documents that answer a query of these words, as the options say.
pub(super) fn score(index: &Index, sought: Vec<Sought>, options: &SearchOptions<'_>) -> Scored {
    let mut sums = index.asked.sums();
    sums.fit(index.len());
    let is_told = told(&sought);
    let idfs = gather(index, &sought, &is_told, &mut sums);

    let total = Total::new(&index.weights, &sought, &is_told, &idfs);
    let mut best = Best::new(options.limit);
    let mut count = 0;
    let Sums { documents, reached, .. } = &mut *sums;
    for document in reached.drain(..) {
        let sum = std::mem::take(&mut documents[document as usize]);
        if options.keep.is_none_or(|keep| keep(document)) {
            count += 1;
            let score = total.of(sum.score, sum.idf, sum.words, index.pairs[document as usize]);
            best.offer(score, document, options.boost);
        }
    }
    Scored { total: count, best: best.take(), sought, idfs }
}

/// Which of the words tell anything: a letter or two that most documents have a word of tell nothing beside another word.
pub(super) fn told(sought: &[Sought]) -> Vec<bool> {
    let is_told: Vec<bool> = sought.iter().map(|sought| !sought.alone.is_everywhere).collect();
    let has_found = |(sought, is_told): (&Sought, &bool)| *is_told && !sought.is_lost();
    if sought.iter().zip(&is_told).any(has_found) { is_told } else { vec![true; sought.len()] }
}

/// Adds up what the words give, rare ones first: what they reach is where common ones are looked for. Returns each word's
/// inverse document frequency.
fn gather(index: &Index, sought: &[Sought], is_told: &[bool], sums: &mut Sums) -> Vec<f32> {
    let mut idfs = vec![0.0; sought.len()];
    let costs: Vec<u64> = sought.iter().map(Sought::postings).collect();
    let mut order = order::numbers(sought.len(), &|at| is_told[at as usize]);
    order::sort(&mut order, &|a, b| costs[a as usize].cmp(&costs[b as usize]));
    for at in order {
        let at = at as usize;
        let is_common = costs[at] * COMMON > index.len() as u64 || sums.reached.len() >= FEW;
        let reaches = sums.reached.is_empty() || index.len() <= FEW || !is_common;
        let scores = word_scores(index, &sought[at], reaches, sums);
        sums.add(&scores, reaches);
        idfs[at] = scores.idf;
    }
    idfs
}

/// What a document's words add up to.
pub(super) struct Total<'a> {
    weights: &'a RankingWeights,
    words: usize,
    pairs: u32,
    idf: f32,
}

impl<'a> Total<'a> {
    pub(super) fn new(
        weights: &'a RankingWeights,
        sought: &[Sought],
        is_told: &[bool],
        idfs: &[f32],
    ) -> Self {
        let mut pairs = Pairs::default();
        for word in sought {
            pairs.add(word.alone.stem_hash);
        }
        let words = is_told.iter().filter(|is_told| **is_told).count();
        Self { weights, words, pairs: pairs.bits, idf: idfs.iter().sum() }
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

/// What a word gives each document: worked out now, or where nothing of its neighbours stands for it, as it was before. What is still being
/// typed and reaches no documents of its own is worked out only for those that are reached.
fn word_scores(index: &Index, sought: &Sought, reaches: bool, sums: &mut Sums) -> Rc<WordScores> {
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
    parts: &'a mut Vec<Part>,
    /// Documents with a part, each once.
    with: &'a mut Vec<u32>,
}

impl<'a> Work<'a> {
    fn new(index: &'a Index, factor: f32, within: bool, sums: &'a mut Sums) -> Self {
        sums.parts.resize(index.len(), Part::default());
        let Sums { documents, reached, parts, with } = sums;
        let norms = index.asked.norms(|| Norms::new(index));
        Self { index, norms, factor, within, documents, reached, parts, with }
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
        let most = worth * (self.index.weights.k1 + 1.0);
        match postings {
            Postings::Dense(all) if self.within => {
                for document in self.reached {
                    match all.get(*document as usize) {
                        Some(counts) if *counts != 0 => self.add(*document, Counts(*counts), most),
                        _ => {}
                    }
                }
            }
            postings if self.within => postings.each(|document, counts| {
                if self.documents.get(document as usize).is_some_and(|sum| sum.words > 0) {
                    self.add(document, counts, most);
                }
            }),
            postings => postings.each(|document, counts| self.add(document, counts, most)),
        }
    }

    /// Adds a term of a document.
    #[inline(always)]
    fn add(&mut self, document: u32, counts: Counts, most: f32) {
        // What a damaged index says of documents that are not there is passed over.
        let (Some(part), Some(lengths)) =
            (self.parts.get_mut(document as usize), self.index.lengths.get(document as usize))
        else {
            return;
        };
        part.frequency += self.norms.frequency(lengths.0, counts);
        if part.score == 0.0 {
            self.with.push(document);
        }
        let frequency = part.frequency as f32 / ONE;
        let score = most * frequency / (self.index.weights.k1 + frequency);
        part.score = part.score.max(score).max(f32::MIN_POSITIVE);
    }

    /// Adds the documents that hold both terms, and returns the inverse document frequency of both together.
    fn add_phrase(&mut self, way: Way, [first, second]: [u32; 2]) -> f32 {
        let Self { index, norms, parts, with, .. } = self;
        let frequency = |document: u32, counts: Counts| {
            index.lengths.get(document as usize).map_or(0, |lengths| norms.frequency(lengths.0, counts))
        };
        let (mut held, mut both) = (Vec::new(), Vec::new());
        index.postings(first).each(|document, counts| held.push((document, frequency(document, counts))));
        let mut held = held.into_iter().peekable();
        index.postings(second).each(|document, counts| {
            while held.next_if(|(other, _)| *other < document).is_some() {}
            if let Some((_, other)) = held.next_if(|(other, _)| *other == document) {
                both.push((document, other.min(frequency(document, counts))));
            }
        });
        let idf = self.factor * inverse_document_frequency(both.len(), index.len());
        for (document, frequency) in both {
            if let Some(part) = parts.get_mut(document as usize) {
                if part.score == 0.0 {
                    with.push(document);
                }
                let score =
                    worth(&index.weights, way) * idf * saturated(&index.weights, frequency as f32 / ONE);
                part.score = part.score.max(score.max(f32::MIN_POSITIVE));
            }
        }
        idf
    }

    /// What was worked out; all parts are at zero again.
    fn given(self) -> Given {
        let Self { index, parts, with, .. } = self;
        let mut take = |document: u32| std::mem::take(&mut parts[document as usize]).score;
        if with.len() * 4 > index.len() && index.len() > FEW {
            let mut all = vec![0.0; index.len()];
            for document in with.drain(..) {
                all[document as usize] = take(document);
            }
            Given::Many(all)
        } else {
            Given::Few(with.drain(..).map(|document| (document, take(document))).collect())
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
