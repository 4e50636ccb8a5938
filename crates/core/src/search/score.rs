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
    expand::{Alone, Expansion, Sought, Way, postings},
    length::decode,
    pairs::Pairs,
    postings::Postings,
    sums::{Base, Part, Sum, Sums},
};
use crate::order;
use std::rc::Rc;

/// One mention as a whole number: sums of whole numbers hang on no order.
pub(super) const ONE: f32 = 4096.0;
/// Up to how many documents every word of a query reaches documents of its own. In larger communities those that are more common than
/// [`COMMON`] only add to what rarer ones reached, and so do all once there is [`ENOUGH`].
const FEW: usize = 256;
/// How many documents are enough to look for more of a query in.
const ENOUGH: usize = 1000;
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
    let plan = Plan::new(index, &sought);
    sums.stand_on(index, &sought, &plan.base);
    let mut idfs = vec![0.0; sought.len()];
    for (at, idf) in plan.base.iter().zip(&sums.base.idfs) {
        idfs[*at] = *idf;
    }
    let last = plan.last.map(|at| {
        let postings = sought[at].postings();
        let rarer = plan.base.partition_point(|other| sought[*other].postings() < postings);
        let reaches = reaches(index, postings, rarer.checked_sub(1).map_or(0, |at| sums.base.counts[at]));
        let scores = word_scores(index, &sought[at], reaches, &mut sums);
        idfs[at] = scores.idf;
        (scores, reaches)
    });

    let total = Total::new(&index.weights, &sought, &plan, &idfs);
    let mut answer = Answer { best: Best::new(options.limit), total: 0, sum: &total, index, options };
    if let Some((scores, reaches)) = &last {
        sums.take_last(scores, *reaches, &mut answer);
    }
    answer.take_base(&sums.base, &sums.documents);
    let Sums { documents, taken, .. } = &mut *sums;
    for document in taken.drain(..) {
        documents[document as usize].is_taken = false;
    }
    Scored { total: answer.total, best: answer.best.take(), sought, idfs }
}

/// An answer while it is gathered.
struct Answer<'a> {
    best: Best,
    total: usize,
    sum: &'a Total<'a>,
    index: &'a Index,
    options: &'a SearchOptions<'a>,
}

impl Answer<'_> {
    #[inline(always)]
    fn keeps(&self, document: u32) -> bool {
        self.options.keep.is_none_or(|keep| keep(document))
    }

    /// Takes a document in, where it is kept. Not inlined, for there are several callers and few calls.
    #[inline(never)]
    fn take(&mut self, document: u32, sum: &Sum, is_counted: bool) {
        if self.keeps(document) {
            self.total += usize::from(is_counted);
            let score =
                self.sum.of(sum.score, sum.idf, sum.words.into(), self.index.pairs[document as usize]);
            self.best.offer(score, document, self.options.boost);
        }
    }

    /// Takes a document of the base in that has one more word.
    fn take_with(&mut self, document: u32, sum: &mut Sum, score: f32, idf: f32) {
        let mut whole = *sum;
        whole.take(score, idf);
        // The base counts those that it has itself.
        self.take(document, &whole, false);
        sum.is_taken = true;
    }

    /// Takes the documents of the base that were not taken: first its own best; where none of the others can come among the best any
    /// more, they are only counted.
    fn take_base(&mut self, base: &Base, documents: &[Sum]) {
        let lift = self.options.boost.map_or(1.0, |boost| boost.most);
        for (_, document) in &base.best {
            let sum = &documents[*document as usize];
            if !sum.is_taken {
                self.take(*document, sum, false);
            }
        }
        if self.sum.most(base.rest, base.idf, base.words.len()) * lift >= self.best.bound() {
            let least = base.best.last().copied().unwrap_or((0.0, 0));
            for document in &base.reached {
                let sum = &documents[*document as usize];
                if !sum.is_taken && is_behind(least, (sum.score, *document)) {
                    self.take(*document, sum, false);
                }
            }
        }
        self.total += match self.options.keep {
            None => base.reached.len(),
            Some(keep) => base.reached.iter().filter(|document| keep(**document)).count(),
        };
    }
}

/// Whether a document comes after another by score, and by number where they are equal.
fn is_behind((score, document): (f32, u32), (other, number): (f32, u32)) -> bool {
    other < score || (other == score && number > document)
}

/// What is looked for in which order.
pub(super) struct Plan {
    /// Words by place, in the order in which they are looked for.
    pub(super) base: Vec<usize>,
    /// The word that is being typed, where it is looked for after all others.
    pub(super) last: Option<usize>,
    /// How many words tell anything.
    pub(super) words: usize,
}

impl Plan {
    /// Rare words come first: what they reach is where common ones are looked for. The word that is being typed comes last, for it
    /// is another one at each letter and the others stay as they are; but where all of the others are common, it comes first.
    fn new(index: &Index, sought: &[Sought]) -> Self {
        let is_told = told(sought);
        let costs: Vec<u64> = sought.iter().map(Sought::postings).collect();
        let is_found = |at: u32| is_told[at as usize] && !sought[at as usize].is_lost();
        let mut order = order::numbers(sought.len(), &is_found);
        order::sort(&mut order, &|a, b| costs[a as usize].cmp(&costs[b as usize]));
        let mut base: Vec<usize> = order.into_iter().map(|at| at as usize).collect();
        let words = is_told.iter().filter(|is_told| **is_told).count();
        let is_typed = |at: &usize| *at + 1 == sought.len() && sought[*at].alone.is_prefix;
        let mut last = None;
        if let Some(place) = base.iter().position(is_typed) {
            let typed = base.remove(place);
            if base.iter().any(|at| reaches(index, costs[*at], 0)) {
                last = Some(typed);
            } else {
                base.insert(0, typed);
            }
        }
        Self { base, last, words }
    }
}

/// Whether a word with so many postings reaches documents of its own, where others reached some already.
fn reaches(index: &Index, postings: u64, reached: usize) -> bool {
    index.len() <= FEW || (postings * COMMON <= index.len() as u64 && reached < ENOUGH)
}

/// Which of the words tell anything: a letter or two that most documents have a word of tell nothing beside another word.
pub(super) fn told(sought: &[Sought]) -> Vec<bool> {
    let is_told: Vec<bool> = sought.iter().map(|sought| !sought.alone.is_everywhere).collect();
    let has_found = |(sought, is_told): (&Sought, &bool)| *is_told && !sought.is_lost();
    if sought.iter().zip(&is_told).any(has_found) { is_told } else { vec![true; sought.len()] }
}

impl Sums {
    /// Makes the base that of these words, in this order, where it is not already.
    fn stand_on(&mut self, index: &Index, sought: &[Sought], words: &[usize]) {
        let is_same = |(kept, at): (&(Rc<Alone>, Expansion), &usize)| {
            Rc::ptr_eq(&kept.0, &sought[*at].alone) && kept.1 == sought[*at].beside
        };
        if self.documents.len() == index.len()
            && self.base.words.len() == words.len()
            && self.base.words.iter().zip(words).all(is_same)
        {
            return;
        }
        self.clear(index.len());
        for at in words {
            let sought = &sought[*at];
            let reaches =
                self.base.reached.is_empty() || reaches(index, sought.postings(), self.base.reached.len());
            let scores = word_scores(index, sought, reaches, self);
            self.add(&scores, reaches);
            self.base.counts.push(self.base.reached.len());
            self.base.idfs.push(scores.idf);
            self.base.idf += scores.idf;
            if !reaches {
                self.base.common.push(scores);
            }
            self.base.words.push((sought.alone.clone(), sought.beside.clone()));
        }
        self.choose();
    }

    /// Takes the documents that have the word that is being typed into the answer: those of the base, and those that only it reaches.
    fn take_last(&mut self, word: &WordScores, reaches: bool, answer: &mut Answer<'_>) {
        let Self { base, documents, extra, taken, .. } = self;
        match &word.given {
            Given::Few(given) => {
                for (document, score) in given {
                    let sum = &mut documents[*document as usize];
                    if sum.words == 0 {
                        if reaches {
                            sum.take(*score, word.idf);
                            sum.is_extra = true;
                            extra.push(*document);
                        }
                    } else {
                        answer.take_with(*document, sum, *score, word.idf);
                        taken.push(*document);
                    }
                }
            }
            // So many are common, and reach none.
            Given::Many(given) => {
                for document in &base.reached {
                    let score = given[*document as usize];
                    if score > 0.0 {
                        answer.take_with(*document, &mut documents[*document as usize], score, word.idf);
                        taken.push(*document);
                    }
                }
            }
        }
        for common in &base.common {
            common.add_to(extra, documents);
        }
        for document in extra.drain(..) {
            answer.take(document, &std::mem::take(&mut documents[document as usize]), true);
        }
    }
}

/// What a document's words add up to.
pub(super) struct Total<'a> {
    weights: &'a RankingWeights,
    words: usize,
    pairs: u32,
    idf: f32,
    /// What a part of `idf` is multiplied with to be a share of it.
    share: f32,
}

impl<'a> Total<'a> {
    pub(super) fn new(weights: &'a RankingWeights, sought: &[Sought], plan: &Plan, idfs: &[f32]) -> Self {
        let mut pairs = Pairs::default();
        for word in sought {
            pairs.add(word.alone.stem_hash);
        }
        let words = plan.words;
        let idf: f32 = idfs.iter().sum();
        Self { weights, words, pairs: pairs.bits, idf, share: 1.0 / idf.max(f32::MIN_POSITIVE) }
    }

    /// The most that comes of a score, in a document that has so many words of this inverse document frequency.
    fn most(&self, score: f32, idf: f32, words: usize) -> f32 {
        let pairs = self.pairs_are_worth(self.pairs.count_ones().min(MOST_PAIRS));
        score * self.coordination(idf) + self.all_words(words as u32) + pairs
    }

    /// The factor for the words that a document lacks.
    #[inline(always)]
    pub(super) fn coordination(&self, idf: f32) -> f32 {
        1.0 - self.weights.coordination * (1.0 - idf * self.share)
    }

    /// What is added where a document has all words of several.
    #[inline(always)]
    pub(super) fn all_words(&self, words: u32) -> f32 {
        let has_all = self.words > 1 && words as usize == self.words;
        if has_all { self.weights.all_words * self.idf } else { 0.0 }
    }

    /// What is added for neighbours that are neighbours in the title.
    #[inline(always)]
    pub(super) fn neighbours(&self, pairs: u32) -> f32 {
        let pairs = self.pairs & pairs;
        if pairs == 0 { 0.0 } else { self.pairs_are_worth(pairs.count_ones().min(MOST_PAIRS)) }
    }

    fn pairs_are_worth(&self, pairs: u32) -> f32 {
        self.weights.neighbours * pairs as f32 * self.idf / self.words.max(1) as f32
    }

    #[inline(always)]
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
    fn add_to(&self, some: &[u32], documents: &mut [Sum]) {
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
