//! In what ways each word of a query may occur.

#![expect(clippy::cast_precision_loss, reason = "a share of the documents needs no more than f32 holds")]

use super::{
    Index,
    given::WordScores,
    near::forgiven,
    pairs::stem_hash,
    plan::FEW,
    query::QueryWord,
    stem::{other_by_article, stem},
    stop::is_stop,
};
use std::{cell::OnceCell, rc::Rc};

/// Postings that the longer terms of one word may cost: twice as many as there are documents, within these limits. Beyond, the most frequent
/// terms are kept: they reach most documents for the fewest postings. Only one or two letters have more.
const LEAST_AFFORDED: u64 = 1 << 11;
const MOST_AFFORDED: u64 = 1 << 15;
/// The postings, as a share of the documents, from which a beginning is taken to be in most of them, in a community of more than a few.
const EVERYWHERE: f32 = 0.75;
/// Letters from which a word is looked for in two halves.
const LEAST_COMPOUND: usize = 6;
/// Letters that each half has at least.
const LEAST_HALF: usize = 3;

/// Terms that count as a word alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tier {
    pub(super) way: Way,
    pub(super) terms: Vec<u32>,
}

/// How a term stands for a word, strictest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is the word.
    Same,
    /// It is another form of it.
    Stem,
    /// It begins with it.
    Prefix,
    /// It means the same.
    Synonym,
    /// It is the word and its neighbour, written as one, or both halves of it.
    Compound,
    /// It is one letter away.
    Typo,
    /// It is two letters away.
    TwoTypos,
}

/// What is looked for in place of one word of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Expansion {
    /// Strictest first; no term is in two.
    pub(super) tiers: Vec<Tier>,
    /// Two terms that together are the word, each with how loosely: a word written apart, or a phrase that means it.
    pub(super) phrases: Vec<(Way, [u32; 2])>,
    /// How many postings the terms of its tiers have.
    pub(super) postings: u64,
}

impl Expansion {
    fn has(&self, term: u32) -> bool {
        self.tiers.iter().any(|tier| tier.terms.contains(&term))
    }

    /// Adds the terms that are new and that documents hold.
    fn add(&mut self, index: &Index, way: Way, mut terms: Vec<u32>) {
        let is_first = self.tiers.is_empty();
        terms.retain(|term| index.count(*term) > 0 && (is_first || !self.has(*term)));
        if !terms.is_empty() {
            self.postings += postings(index, &terms);
            self.tiers.push(Tier { way, terms });
        }
    }
}

/// All that hangs on a word alone, whatever its neighbours are.
#[derive(Debug)]
pub(super) struct Alone {
    pub(super) ways: Expansion,
    /// Whether longer terms stand for it too.
    pub(super) is_prefix: bool,
    /// Whether it tells little.
    pub(super) is_stop: bool,
    /// By what it is known in a pair.
    pub(super) stem_hash: u32,
    /// Whether it is a beginning that most documents have a word of, so that it tells nothing beside another word.
    pub(super) is_everywhere: bool,
    /// What it gives each document, once that was asked for.
    pub(super) scores: OnceCell<Rc<WordScores>>,
}

/// How many postings `terms` have.
pub(super) fn postings(index: &Index, terms: &[u32]) -> u64 {
    terms.iter().map(|term| u64::from(index.count(*term))).sum()
}

/// A word of a query with all that is looked for in its place.
#[derive(Debug)]
pub(super) struct Sought {
    pub(super) alone: Rc<Alone>,
    /// What its neighbours add.
    pub(super) beside: Expansion,
    /// On its score: lower for words that tell little.
    pub(super) factor: f32,
}

impl Sought {
    /// Its tiers, strictest first; those of its neighbours last.
    pub(super) fn tiers(&self) -> impl Iterator<Item = &Tier> {
        self.alone.ways.tiers.iter().chain(&self.beside.tiers)
    }

    /// Its phrases.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &(Way, [u32; 2])> {
        self.alone.ways.phrases.iter().chain(&self.beside.phrases)
    }

    /// Whether a term stands for it, whole or as a part of a phrase.
    pub(super) fn has(&self, term: u32) -> bool {
        self.tiers().any(|tier| tier.terms.contains(&term))
            || self.phrases().any(|(_, terms)| terms.contains(&term))
    }

    /// Whether its neighbours add nothing.
    pub(super) fn is_alone(&self) -> bool {
        self.beside.tiers.is_empty() && self.beside.phrases.is_empty()
    }

    /// Whether nothing stands for it.
    pub(super) fn is_lost(&self) -> bool {
        self.tiers().next().is_none() && self.phrases().next().is_none()
    }

    /// How many postings its terms have.
    pub(super) fn postings(&self) -> u64 {
        self.alone.ways.postings + self.beside.postings
    }
}

/// The ways to look for each word of `query`.
pub(super) fn expand(index: &Index, query: &[QueryWord]) -> Vec<Sought> {
    let mut all: Vec<Sought> = query
        .iter()
        .map(|word| {
            let alone = index.asked.word(word, || alone(index, word));
            let factor = if alone.is_stop { index.weights.stop } else { 1.0 };
            Sought { alone, beside: Expansion::default(), factor }
        })
        .collect();
    let mut joined = String::new();
    for (at, pair) in query.windows(2).enumerate() {
        joined.clear();
        joined.push_str(&pair[0].term);
        joined.push_str(&pair[1].term);
        if let Some(joined) = index.dictionary.get(&joined) {
            for sought in &mut all[at..at + 2] {
                sought.beside.add(index, Way::Compound, vec![joined]);
            }
        }
    }
    beside(index, query, &mut all);
    all
}

/// What stands for a word whatever its neighbours are.
fn alone(index: &Index, word: &QueryWord) -> Alone {
    let (dictionary, mut ways) = (&index.dictionary, Expansion::default());
    let stemmed = stem(&word.term);
    let mut is_everywhere = false;
    ways.add(index, Way::Same, dictionary.get(&word.term).into_iter().collect());
    ways.add(index, Way::Stem, dictionary.of_stem(&stemmed));
    let by_article = other_by_article(&word.term);
    ways.add(index, Way::Stem, dictionary.get(&by_article).into_iter().collect());
    if word.is_prefix {
        let mut longer = dictionary.starting_with(&word.term);
        if !by_article.is_empty() {
            longer.append(&mut dictionary.starting_with(&by_article));
        }
        let all = postings(index, &longer);
        is_everywhere = index.len() > FEW && all as f32 >= EVERYWHERE * index.len() as f32;
        ways.add(index, Way::Prefix, affordable(index, longer, all));
    }
    let known = ways.postings;
    for phrase in index.synonyms.of(std::slice::from_ref(&stemmed)) {
        mean(index, &phrase, &mut ways);
    }
    // The beginning of a word that is there is taken for that, until it is written to its end.
    let is_beginning = ways.tiers.first().is_some_and(|tier| tier.way == Way::Prefix);
    if known as f32 <= index.weights.rare * index.len() as f32 && !is_beginning {
        guess(index, word, known, &mut ways);
    }
    Alone {
        ways,
        is_prefix: word.is_prefix,
        is_stop: is_stop(&word.term),
        stem_hash: stem_hash(&word.term),
        is_everywhere,
        scores: OnceCell::new(),
    }
}

/// Adds what a phrase, by its words' stems, is found by.
fn mean(index: &Index, phrase: &[String], ways: &mut Expansion) {
    if let [word] = phrase {
        ways.add(index, Way::Synonym, index.dictionary.of_stem(word));
    } else if let [first, .., last] = phrase {
        // Of a stem's forms the most frequent.
        let best = |stem: &str| {
            let terms = index.dictionary.of_stem(stem).into_iter();
            terms.max_by_key(|term| (index.count(*term), index.dictionary.term(*term)))
        };
        ways.phrases.extend(best(first).zip(best(last)).map(|(first, last)| (Way::Synonym, [first, last])));
    }
}

/// What a rare or unknown word may have been meant to be: terms near it that are more frequent; or its two halves.
fn guess(index: &Index, word: &QueryWord, known: u64, ways: &mut Expansion) {
    let dictionary = &index.dictionary;
    let letters = word.term.chars().count();
    for (edits, way) in (1..=forgiven(letters)).zip([Way::Typo, Way::TwoTypos]) {
        let mut near = dictionary.near(&word.term, edits, false);
        near.retain(|term| u64::from(index.count(*term)) > known);
        let forms: Vec<u32> =
            near.iter().flat_map(|term| dictionary.of_stem(&stem(dictionary.term(*term)))).collect();
        let tiers = ways.tiers.len();
        ways.add(index, way, near);
        // Of forms of several near terms each counts once.
        for form in forms {
            if !ways.has(form)
                && index.count(form) > 0
                && let Some(tier) = ways.tiers.get_mut(tiers)
            {
                ways.postings += u64::from(index.count(form));
                tier.terms.push(form);
            }
        }
        if ways.tiers.len() > tiers {
            break;
        }
    }
    if !ways.tiers.is_empty() {
        return;
    }
    if letters >= LEAST_COMPOUND {
        ways.phrases.extend(halves(index, &word.term).map(|halves| (Way::Compound, halves)));
    }
    // What is still being typed may be wrong already.
    if word.is_prefix && ways.phrases.is_empty() {
        let near = dictionary.near(&word.term, forgiven(letters).min(1), true);
        if forgiven(letters) > 0 {
            let all = postings(index, &near);
            ways.add(index, Way::Typo, affordable(index, near, all));
        }
    }
}

/// Adds to the words of each phrase of the query what else it means.
fn beside(index: &Index, query: &[QueryWord], all: &mut [Sought]) {
    let longest = index.synonyms.longest();
    if longest < 2 {
        return;
    }
    let stems: Vec<String> = query.iter().map(|word| stem(&word.term)).collect();
    for length in 2..=longest.min(stems.len()) {
        for (at, phrase) in stems.windows(length).enumerate() {
            for other in index.synonyms.of(phrase) {
                for sought in &mut all[at..at + length] {
                    mean(index, &other, &mut sought.beside);
                }
            }
        }
    }
}

/// The two known words that `term` is made of: of all ways to cut it the one whose rarer half is most frequent.
fn halves(index: &Index, term: &str) -> Option<[u32; 2]> {
    let known = |part: &str| {
        let term = if part.chars().count() < LEAST_HALF { None } else { index.dictionary.get(part) };
        term.filter(|term| index.count(*term) > 0)
    };
    let mut best: Option<(u32, [u32; 2])> = None;
    for (at, _) in term.char_indices() {
        let (first, second) = term.split_at(at);
        let Some(halves) = known(first).zip(known(second)).map(|(first, second)| [first, second]) else {
            continue;
        };
        let worth = index.count(halves[0]).min(index.count(halves[1]));
        if best.is_none_or(|(other, _)| worth > other) {
            best = Some((worth, halves));
        }
    }
    best.map(|(_, halves)| halves)
}

/// As many of `terms`, which have `all` postings, as may be afforded, the most frequent.
///
/// Frequencies of one power of two are kept or left together, so that it takes one pass and hangs on no order of terms.
fn affordable(index: &Index, mut terms: Vec<u32>, all: u64) -> Vec<u32> {
    let afforded = (2 * index.len() as u64).clamp(LEAST_AFFORDED, MOST_AFFORDED);
    if all <= afforded {
        return terms;
    }
    let size = |term: u32| index.count(term).checked_ilog2().unwrap_or(0);
    let mut by_size = [0_u64; 32];
    for term in &terms {
        by_size[size(*term) as usize] += u64::from(index.count(*term));
    }
    let mut least = 31;
    let mut sum = by_size[31];
    // The most frequent are kept in any case.
    while least > 0 && (sum == 0 || sum + by_size[least as usize - 1] <= afforded) {
        least -= 1;
        sum += by_size[least as usize];
    }
    terms.retain(|term| size(*term) >= least);
    terms
}
