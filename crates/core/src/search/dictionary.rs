//! Every term once, by number, found by its text and by its beginning.

use crate::{
    names::{Names, count},
    order,
};

/// How many new terms wait unsorted before they are merged in, next to an eighth of the sorted ones. Searches scan those
/// that wait, so neither adding nor searching ever pays for the whole.
const WAITING_TERMS: usize = 256;

/// Terms by number, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    terms: Names,
    /// The first terms' numbers, by text; later ones wait.
    sorted: Vec<u32>,
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
        self.terms.add(term).0
    }

    /// Sorts what waits, once it is much.
    pub(super) fn settle(&mut self) {
        let waiting = self.terms.len() - self.sorted.len();
        if waiting > WAITING_TERMS + self.sorted.len() / 8 {
            let mut new: Vec<u32> = (count(self.sorted.len())..count(self.terms.len())).collect();
            self.sort(&mut new);
            let old = std::mem::take(&mut self.sorted);
            self.sorted.reserve_exact(old.len() + new.len());
            let mut old = old.into_iter().peekable();
            for number in new {
                while let Some(before) = old.next_if(|other| self.term(*other) < self.term(number)) {
                    self.sorted.push(before);
                }
                self.sorted.push(number);
            }
            self.sorted.extend(old);
        }
    }

    /// The numbers of all terms that begin with `prefix`, by text.
    pub(super) fn starting_with(&self, prefix: &str) -> Vec<u32> {
        let from = self.sorted.partition_point(|number| self.term(*number) < prefix);
        let begins = |number: &u32| self.term(*number).starts_with(prefix);
        let mut found: Vec<u32> = self.sorted[from..].iter().copied().take_while(begins).collect();
        let settled = found.len();
        found.extend((count(self.sorted.len())..count(self.terms.len())).filter(begins));
        if found.len() > settled {
            self.sort(&mut found);
        }
        found
    }

    /// Sorts terms' numbers by text.
    pub(super) fn sort(&self, numbers: &mut Vec<u32>) {
        order::sort(numbers, &|a, b| self.term(a).cmp(self.term(b)));
    }
}

#[cfg(test)]
mod tests {
    use super::Dictionary;

    #[test]
    fn terms_are_found_by_text_and_beginning_sorted_or_waiting() {
        let mut dictionary = Dictionary::default();
        assert_eq!(dictionary.get("0"), None);
        assert!(dictionary.starting_with("").is_empty());
        let mut terms: Vec<String> =
            (0..5000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_string()).collect();
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
            let found: Vec<&str> = found.iter().map(|number| dictionary.term(*number)).collect();
            let expect: Vec<&str> =
                terms.iter().map(String::as_str).filter(|term| term.starts_with(prefix)).collect();
            assert_eq!(found, expect, "{prefix}");
        }
        assert!(dictionary.sorted.len() > 4000 && dictionary.sorted.len() < 5000, "both kinds were covered");
    }
}
