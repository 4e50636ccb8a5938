//! Every term once, by number, found by its text, by its beginning, by its stem, and by what it is nearly.

use super::{
    near::{Wanted, letters},
    pairs::{hash, stem_hash},
    stem::common_beginning,
};
use crate::{
    names::{Names, count},
    order,
};
use std::cell::{Cell, OnceCell};

/// How many new terms wait unsorted before they become a run. Searches scan those that wait.
const WAITING_TERMS: usize = 64;
/// The longest run that two are merged into. Longer merges would be felt while somebody types, and a search looks into
/// some runs as quickly as into one.
const LONGEST_RUN: usize = 1 << 14;

/// No rule takes a longer ending off, in bytes.
const LONGEST_ENDING: usize = 9;
/// Terms of this many letters and of more stand together.
const LONGEST: usize = 24;

/// Terms by number, in the order in which they were first seen, or in that of their texts where they were packed.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    terms: Names,
    /// The first terms' numbers, sorted by text within each run, the longest first; later ones wait.
    runs: Vec<Vec<u32>>,
    /// How many terms the runs hold.
    settled: usize,
    /// For whoever looks for what is nearly a word, once somebody did.
    by_length: OnceCell<ByLength>,
    /// By term: its [`stem_hash`]; 0 where nobody asked for it yet.
    stem_hashes: Vec<Cell<u32>>,
}

/// Terms by how many letters they have.
#[derive(Clone, Debug, Default)]
struct ByLength(Vec<SameLength>);

#[derive(Clone, Debug, Default)]
struct SameLength {
    numbers: Vec<u32>,
    /// Which letters each has.
    letters: Vec<u32>,
}

impl ByLength {
    fn put(&mut self, number: u32, term: &str) {
        let (length, letters) = letters(term);
        let length = length.min(LONGEST);
        if self.0.len() <= length {
            self.0.resize_with(length + 1, SameLength::default);
        }
        let same = &mut self.0[length];
        same.numbers.push(number);
        same.letters.push(letters);
    }
}

impl Dictionary {
    /// Of terms that are sorted by their texts, each once; `ends` is where each ends in `text`, on `char` boundaries.
    pub(super) fn sorted(text: String, ends: Vec<u32>) -> Self {
        let terms = Names::sorted(text, ends);
        let all = (0..count(terms.len())).collect();
        let stem_hashes = vec![Cell::new(0); terms.len()];
        Self { settled: terms.len(), terms, runs: vec![all], by_length: OnceCell::new(), stem_hashes }
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The term of a number that this dictionary gave out.
    pub(super) fn term(&self, number: u32) -> &str {
        self.terms.name(number)
    }

    /// The number of `term`, where it is known.
    pub(super) fn get(&self, term: &str) -> Option<u32> {
        if self.terms.is_hashed() {
            return self.terms.get(term);
        }
        let run = self.runs.first()?;
        let term = term.as_bytes();
        let at = run.partition_point(|number| self.terms.bytes(*number) < term);
        run.get(at).copied().filter(|number| self.terms.bytes(*number) == term)
    }

    /// The number of `term`, which is added where it is not known.
    pub(super) fn intern(&mut self, term: &str) -> u32 {
        let (number, is_new) = self.terms.add(term);
        if is_new {
            if let Some(by_length) = self.by_length.get_mut() {
                by_length.put(number, term);
            }
            self.stem_hashes.push(Cell::new(0));
        }
        number
    }

    /// What pairs of a term are hashed from, and forms of one stem have in common.
    pub(super) fn stem_hash(&self, number: u32) -> u32 {
        let known = &self.stem_hashes[number as usize];
        if known.get() == 0 {
            known.set(stem_hash(self.term(number)));
        }
        known.get()
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
            while let Some(before) = left.next_if(|other| self.terms.bytes(*other) < self.terms.bytes(number))
            {
                merged.push(before);
            }
            merged.push(number);
        }
        merged.extend(left);
        merged
    }

    /// The numbers of all terms that begin with `prefix`, in no order.
    pub(super) fn starting_with(&self, prefix: &str) -> Vec<u32> {
        let prefix = prefix.as_bytes();
        let begins = |number: &u32| self.terms.bytes(*number).starts_with(prefix);
        let mut found: Vec<u32> = (count(self.settled)..count(self.terms.len())).filter(begins).collect();
        for run in &self.runs {
            let from = &run[run.partition_point(|number| self.terms.bytes(*number) < prefix)..];
            found.extend_from_slice(&from[..from.partition_point(begins)]);
        }
        found
    }

    /// The numbers of all terms whose stem is `wanted`, in no order.
    pub(super) fn of_stem(&self, wanted: &str) -> Vec<u32> {
        let mut found = self.starting_with(common_beginning(wanted));
        let hash = hash(wanted);
        let longest = wanted.len() + LONGEST_ENDING;
        found.retain(|number| {
            self.terms.bytes(*number).len() <= longest && self.stem_hash(*number) & !1 == hash
        });
        found
    }

    /// The numbers of all terms that at most `edits` make of `word`, or of a beginning of which with `is_prefix`; in no order.
    pub(super) fn near(&self, word: &str, edits: usize, is_prefix: bool) -> Vec<u32> {
        let mut wanted = Wanted::new(word, edits, is_prefix);
        let mut found = Vec::new();
        let least = (wanted.length() - edits.min(wanted.length())).min(LONGEST);
        let most = if is_prefix { LONGEST } else { (wanted.length() + edits).min(LONGEST) };
        let by_length = self.by_length.get_or_init(|| {
            let mut by_length = ByLength::default();
            for number in 0..count(self.terms.len()) {
                by_length.put(number, self.term(number));
            }
            by_length
        });
        for same in by_length.0.iter().take(most + 1).skip(least) {
            for (number, letters) in same.numbers.iter().zip(&same.letters) {
                if wanted.may_be(*letters) && wanted.is(self.term(*number)) {
                    found.push(*number);
                }
            }
        }
        found
    }

    /// Sorts terms' numbers by text.
    pub(super) fn sort(&self, numbers: &mut Vec<u32>) {
        order::sort(numbers, &|a, b| self.terms.bytes(a).cmp(self.terms.bytes(b)));
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
