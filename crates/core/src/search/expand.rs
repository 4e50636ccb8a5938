//! In what ways each word of a query may occur.

use super::{Index, near, query::QueryWord, stem::{is_stop, stem}};

/// Terms that count as a word alike.
pub(super) struct Tier {
    pub(super) terms: Vec<u32>,
    /// In 0.0..=1.0, lower for looser ways.
    pub(super) factor: f32,
}

/// What is looked for in place of one word of a query.
#[derive(Default)]
pub(super) struct Expansion {
    /// Strictest first; no term is in two.
    pub(super) tiers: Vec<Tier>,
    /// Two terms that together are the word, written apart.
    pub(super) halves: Option<(u32, u32)>,
    /// On all of it: lower for words that tell little.
    pub(super) factor: f32,
}

impl Expansion {
    fn has(&self, term: u32) -> bool {
        self.tiers.iter().any(|tier| tier.terms.contains(&term))
    }

    /// Adds the terms that are new.
    fn add(&mut self, mut terms: Vec<u32>, factor: f32) {
        terms.retain(|term| !self.has(*term));
        if !terms.is_empty() {
            self.tiers.push(Tier { terms, factor });
        }
    }

    pub(super) fn postings(&self, index: &Index) -> u64 {
        self.tiers.iter().flat_map(|tier| &tier.terms).map(|term| u64::from(index.count(*term))).sum()
    }
}

/// The ways to look for each word of `query`.
pub(super) fn expand(index: &Index, query: &[QueryWord]) -> Vec<Expansion> {
    let w = &index.weights;
    let dictionary = &index.dictionary;
    let mut all: Vec<Expansion> = Vec::new();
    for word in query {
        let mut ways = Expansion { factor: 1.0, ..Expansion::default() };
        ways.add(dictionary.get(&word.term).into_iter().filter(|t| index.count(*t) > 0).collect(), 1.0);
        let stemmed = stem(&word.term);
        ways.add(dictionary.siblings(&stemmed), w.stem);
        if word.is_prefix {
            ways.add(affordable(index, dictionary.starting_with(&word.term)), w.prefix);
        }
        let letters = word.term.chars().count();
        let edits = near::forgiven(letters);
        let known = ways.postings(index);
        if edits > 0 && known as f32 <= w.typo_below * index.len() as f32 {
            for edits in 1..=edits {
                let mut terms = dictionary.near(&word.term, edits, false);
                terms.retain(|term| index.count(*term) > 0 && (known == 0 || u64::from(index.count(*term)) > known * w.typo_times as u64));
                if w.typo_family > 0.0 {
                    let mut more = Vec::new();
                    for term in &terms {
                        more.extend(dictionary.siblings(&stem(dictionary.term(*term))));
                    }
                    terms.extend(more);
                    terms.sort_unstable();
                    terms.dedup();
                }
                let factor = if edits == 1 { w.typo } else { w.typo2 };
                ways.add(terms, factor);
                if w.typo_first > 0.0 && ways.tiers.iter().any(|t| t.factor == factor) { break; }
            }
        }
        if word.is_prefix && ways.tiers.is_empty() && letters >= 4 {
            for edits in 1..=edits.max(1) {
                let terms = dictionary.near(&word.term, edits, true);
                ways.add(affordable(index, terms), w.typo * w.prefix);
                if !ways.tiers.is_empty() { break; }
            }
        }
        if w.synonym > 0.0 {
            for group in super::synonyms::ENGLISH.lines() {
                let members: Vec<&str> = group.split(' ').collect();
                if members.iter().any(|m| *m == word.term || stem(m) == stemmed) {
                    for m in members {
                        ways.add(dictionary.siblings(&stem(m)), w.synonym);
                    }
                }
            }
        }
        if is_stop(&word.term) {
            ways.factor = w.stop;
        }
        if ways.postings(index) == 0 && w.halves > 0.0 {
            ways.halves = halves(index, &word.term);
        }
        all.push(ways);
    }
    for at in 1..query.len() {
        let joined = format!("{}{}", query[at - 1].term, query[at].term);
        if let Some(term) = dictionary.get(&joined) && index.count(term) > 0 && w.joined > 0.0 {
            all[at - 1].add(vec![term], w.joined);
            all[at].add(vec![term], w.joined);
        }
    }
    all
}

/// The two known words that `term` is made of, the rarer of which is the most frequent.
fn halves(index: &Index, term: &str) -> Option<(u32, u32)> {
    let mut best: Option<(u32, (u32, u32))> = None;
    for (at, _) in term.char_indices() {
        let (a, b) = term.split_at(at);
        if a.len() < 3 || b.len() < 3 {
            continue;
        }
        if let (Some(a), Some(b)) = (index.dictionary.get(a), index.dictionary.get(b)) {
            let worth = index.count(a).min(index.count(b));
            if worth > 0 && best.is_none_or(|(other, _)| worth > other) {
                best = Some((worth, (a, b)));
            }
        }
    }
    best.map(|(_, halves)| halves)
}

const MAX_PREFIX_POSTINGS: u64 = 1 << 16;

/// As many of `terms` as the bound allows, the most frequent.
fn affordable(index: &Index, mut terms: Vec<u32>) -> Vec<u32> {
    terms.retain(|term| index.count(*term) > 0);
    let total: u64 = terms.iter().map(|term| u64::from(index.count(*term))).sum();
    if total <= MAX_PREFIX_POSTINGS {
        return terms;
    }
    // By powers of two, so that it takes one pass and hangs on no order.
    let mut by_size = [0_u64; 33];
    for term in &terms {
        by_size[index.count(*term).ilog2() as usize] += u64::from(index.count(*term));
    }
    let mut sum = 0;
    let least = (0..32).rev().find(|size| {
        sum += by_size[*size];
        sum > MAX_PREFIX_POSTINGS
    });
    terms.retain(|term| index.count(*term).ilog2() as usize >= least.unwrap_or(0));
    terms
}
