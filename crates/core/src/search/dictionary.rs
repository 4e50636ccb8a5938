//! Every term once, by number, found by its text and by its beginning.
//!
//! A hash table of own making over one string: the standard map would keep each term in an allocation of its own and
//! could not list terms by their beginning.

/// How many new terms wait unsorted before they are merged in, next to an eighth of the sorted ones. Searches scan those
/// that wait, so neither adding nor searching ever pays for the whole.
const WAITING_TERMS: usize = 256;

/// Terms by number, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    text: String,
    /// Where each term ends in `text`.
    ends: Vec<u32>,
    /// Open addressing with linear probing, at most half full: hash and number + 1; 0 is free.
    slots: Vec<(u32, u32)>,
    /// The first terms' numbers, by text; later ones wait.
    sorted: Vec<u32>,
}

impl Dictionary {
    /// The term of a number that this dictionary gave out.
    pub(super) fn term(&self, number: u32) -> &str {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    /// The number of `term`, where it is known.
    pub(super) fn get(&self, term: &str) -> Option<u32> {
        if self.slots.is_empty() { None } else { self.slot(hash(term), term).ok() }
    }

    /// The number of `term`, which is added where it is not known.
    pub(super) fn intern(&mut self, term: &str) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash(term);
        match self.slot(hash, term) {
            Ok(number) => number,
            Err(free) => {
                self.text.push_str(term);
                let number = count(self.ends.len());
                self.ends.push(count(self.text.len()));
                self.slots[free] = (hash, number + 1);
                number
            }
        }
    }

    /// Sorts what waits, once it is much.
    pub(super) fn settle(&mut self) {
        let waiting = self.ends.len() - self.sorted.len();
        if waiting > WAITING_TERMS + self.sorted.len() / 8 {
            let mut new: Vec<u32> = (count(self.sorted.len())..count(self.ends.len())).collect();
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
        found.extend((count(self.sorted.len())..count(self.ends.len())).filter(begins));
        if found.len() > settled {
            self.sort(&mut found);
        }
        found
    }

    /// Sorts terms' numbers by text.
    pub(super) fn sort(&self, numbers: &mut [u32]) {
        numbers.sort_unstable_by(|a, b| self.term(*a).cmp(self.term(*b)));
    }

    /// The number of `term`, or the free slot where it belongs.
    fn slot(&self, hash: u32, term: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                (_, 0) => return Err(at),
                (other, number) if other == hash && self.term(number - 1) == term => return Ok(number - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        for entry in std::mem::replace(&mut self.slots, vec![(0, 0); size]) {
            if entry.1 != 0 {
                let mut at = entry.0 as usize & (size - 1);
                while self.slots[at].1 != 0 {
                    at = (at + 1) & (size - 1);
                }
                self.slots[at] = entry;
            }
        }
    }
}

/// Everything here is numbered by `u32`: an address space of 4 GiB, which Wasm's is, holds no more.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// FNV-1a with a final mix, for the low bits choose the slot.
fn hash(term: &str) -> u32 {
    let hash =
        term.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
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
