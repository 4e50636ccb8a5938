//! Every term once, by number, found by its text and by its beginning.

use super::near;
use crate::{
    names::{Names, count},
    order,
};

/// How many new terms wait unsorted before they become a run. Searches scan those that wait.
const WAITING_TERMS: usize = 256;
/// The longest run that two are merged into. Longer merges would be felt while somebody types, and a search looks into
/// some runs as quickly as into one.
const LONGEST_RUN: usize = 1 << 14;

/// Terms by number, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    terms: Names,
    /// The first terms' numbers, sorted by text within each run, the longest first; later ones wait.
    runs: Vec<Vec<u32>>,
    /// How many terms the runs hold.
    settled: usize,
    /// By term: which letters it has.
    letters: Vec<u32>,
}

impl Dictionary {
    /// The term of a number that this dictionary gave out.
    pub(super) fn term(&self, number: u32) -> &str {
        self.terms.name(number)
    }

    /// The number of `term`, where it is known.
    pub(super) fn get(&self, term: &str) -> Option<u32> {
        self.terms.get(term)
    }

    /// The number of `term`, which is added where it is not known.
    pub(super) fn intern(&mut self, term: &str) -> u32 {
        let (number, is_new) = self.terms.add(term);
        if is_new {
            self.letters.push(near::letters(term));
        }
        number
    }

    /// Sorts what waits, once it is much; runs of a length are merged into one.
    pub(super) fn settle(&mut self) {
        if self.terms.len() - self.settled < WAITING_TERMS {
            return;
        }
        let mut run: Vec<u32> = (count(self.settled)..count(self.terms.len())).collect();
        self.settled = self.terms.len();
        self.sort(&mut run);
        while let Some(last) =
            self.runs.pop_if(|last| last.len() < 2 * run.len() && last.len() + run.len() <= LONGEST_RUN)
        {
            run = self.merge(last, run);
        }
        self.runs.push(run);
    }

    fn merge(&self, left: Vec<u32>, right: Vec<u32>) -> Vec<u32> {
        let mut merged = Vec::with_capacity(left.len() + right.len());
        let mut left = left.into_iter().peekable();
        for number in right {
            while let Some(before) = left.next_if(|other| self.term(*other) < self.term(number)) {
                merged.push(before);
            }
            merged.push(number);
        }
        merged.extend(left);
        merged
    }

    /// The numbers of all terms that begin with `prefix`, in no order.
    pub(super) fn starting_with(&self, prefix: &str) -> Vec<u32> {
        let begins = |number: &u32| self.term(*number).starts_with(prefix);
        let mut found: Vec<u32> = (count(self.settled)..count(self.terms.len())).filter(begins).collect();
        for run in &self.runs {
            let from = run.partition_point(|number| self.term(*number) < prefix);
            found.extend(run[from..].iter().take_while(|number| begins(number)));
        }
        found
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The terms that at most `edits` make of `word`.
    pub(super) fn near(&self, word: &str, edits: usize, is_prefix: bool) -> Vec<u32> {
        let letters = near::letters(word);
        let wanted: Vec<char> = word.chars().collect();
        let mut term = Vec::new();
        let slack = u32::try_from(edits).unwrap_or(0);
        let is_near = |number: &u32| {
            let has = self.letters[*number as usize];
            if (letters & !has).count_ones() > slack || (!is_prefix && (has & !letters).count_ones() > slack) {
                return false;
            }
            let text = self.term(*number);
            if text.len() + 4 * edits < word.len() || (!is_prefix && text.len() > word.len() + 4 * edits) {
                return false;
            }
            term.clear();
            term.extend(text.chars());
            near::within(&wanted, &term, edits, is_prefix)
        };
        (0..count(self.len())).filter(is_near).collect()
    }

    /// The terms of the stem `stem`.
    pub(super) fn siblings(&self, stem: &str) -> Vec<u32> {
        let most = stem.len().saturating_sub(1).max(2).min(stem.len());
        let beginning = crate::part::until(stem, most);
        let mut found = self.starting_with(if beginning.is_empty() { stem } else { beginning });
        found.retain(|number| super::stem::stem(self.term(*number)) == stem);
        found
    }

    /// Sorts terms' numbers by text.
    pub(super) fn sort(&self, numbers: &mut Vec<u32>) {
        order::sort(numbers, &|a, b| self.term(a).cmp(self.term(b)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, LONGEST_RUN};

    #[test]
    fn terms_are_found_by_text_and_beginning_sorted_or_waiting() {
        let mut dictionary = Dictionary::default();
        assert_eq!(dictionary.get("0"), None);
        assert!(dictionary.starting_with("").is_empty());
        let mut terms: Vec<String> =
            (0..50_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_string()).collect();
        for (number, term) in terms.iter().enumerate() {
            assert_eq!(dictionary.intern(term) as usize, number);
            assert_eq!(dictionary.intern(term) as usize, number);
            dictionary.settle();
        }
        for (number, term) in terms.iter().enumerate() {
            assert_eq!(dictionary.get(term).map(|found| found as usize), Some(number));
        }
        assert_eq!(dictionary.get("x"), None);
        terms.sort();
        for prefix in ["", "1", "42", "999", "x"] {
            let found = dictionary.starting_with(prefix);
            let mut found: Vec<&str> = found.iter().map(|number| dictionary.term(*number)).collect();
            found.sort_unstable();
            let expect: Vec<&str> =
                terms.iter().map(String::as_str).filter(|term| term.starts_with(prefix)).collect();
            assert_eq!(found, expect, "{prefix}");
        }
        let lengths: Vec<usize> = dictionary.runs.iter().map(Vec::len).collect();
        assert!(lengths.len() > 3 && lengths.iter().all(|length| *length <= LONGEST_RUN), "{lengths:?}");
        assert!(dictionary.settled < dictionary.terms.len(), "some wait");
        for run in &dictionary.runs {
            assert!(run.is_sorted_by_key(|number| dictionary.term(*number)));
        }
    }
}
