//! The documents that hold a term.
//!
//! Few of many documents stand as distances from one to the next, in variable bytes, each with its counts; where
//! a quarter of all or more hold the term, a byte stands for each document instead, so that a document is looked up at once.

use super::counts::Counts;

/// A shorter list is never worth a byte for each document.
const LEAST_DENSE: u32 = 64;

/// Whether a byte for each document is better.
pub(super) fn is_dense(holding: u32, documents: usize) -> bool {
    holding >= LEAST_DENSE && holding as usize * 4 > documents
}

/// The documents that hold a term, in order, as they are kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Postings<'a> {
    /// Distances; the counts stand behind each, or apart where `counts` is given.
    Sparse {
        /// In variable bytes, the lowest seven bits first; one less than the distance, but for the first.
        bytes: &'a [u8],
        /// A byte for each posting; empty where they stand in `bytes`.
        counts: &'a [u8],
    },
    /// The counts of each document from the first on, 0 where it does not hold the term. Behind the end none does.
    Dense(&'a [u8]),
}

impl<'a> Postings<'a> {
    /// The documents one after the other.
    #[inline(always)]
    pub(super) fn iter(self) -> Iter<'a> {
        let (bytes, counts) = match self {
            Self::Sparse { bytes, counts } => (bytes, counts),
            Self::Dense(all) => (all, &[][..]),
        };
        Iter { bytes, counts, at: 0, next: 0, number: 0, is_dense: matches!(self, Self::Dense(_)) }
    }
}

impl Postings<'_> {
    /// All of them, where that is not done for every search.
    #[inline(never)]
    pub(super) fn all(self) -> Vec<(u32, Counts)> {
        self.iter().collect()
    }
}

/// Goes through the documents that hold a term, in order.
#[derive(Clone, Debug)]
pub(super) struct Iter<'a> {
    bytes: &'a [u8],
    counts: &'a [u8],
    at: usize,
    /// The document that a distance of 0 leads to.
    next: u32,
    /// How many distances were read.
    number: usize,
    is_dense: bool,
}

impl Iterator for Iter<'_> {
    type Item = (u32, Counts);

    /// One loop for all kinds, because it is inlined wherever postings are gone through.
    #[inline(always)]
    fn next(&mut self) -> Option<(u32, Counts)> {
        if self.is_dense {
            loop {
                let counts = *self.bytes.get(self.at)?;
                self.at += 1;
                if counts != 0 {
                    return Some(((self.at - 1) as u32, Counts(counts)));
                }
            }
        }
        let distance = variable(self.bytes, &mut self.at)?;
        let counts = if self.counts.is_empty() {
            self.at += 1;
            *self.bytes.get(self.at - 1)?
        } else {
            self.number += 1;
            *self.counts.get(self.number - 1)?
        };
        let document = self.next.wrapping_add(distance);
        self.next = document.wrapping_add(1);
        Some((document, Counts(counts)))
    }
}

/// The number at `at` in variable bytes, and `at` behind it.
#[inline(always)]
pub(super) fn variable(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let mut byte = *bytes.get(*at)?;
    *at += 1;
    let mut number = u32::from(byte & 0x7f);
    let mut shift = 7;
    while byte >= 0x80 {
        byte = *bytes.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7f).wrapping_shl(shift);
        shift += 7;
    }
    Some(number)
}

/// Appends a number in variable bytes.
pub(super) fn put_variable(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// The documents that hold a term, while the index grows.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    count: u32,
    /// The last document, where they are sparse.
    last: u32,
    bytes: Vec<u8>,
    is_dense: bool,
    /// Where the term stands among those of the document that is being read.
    pub(super) place: u32,
}

impl List {
    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    pub(super) fn postings(&self) -> Postings<'_> {
        if self.is_dense {
            Postings::Dense(&self.bytes)
        } else {
            Postings::Sparse { bytes: &self.bytes, counts: &[] }
        }
    }

    /// Puts a document in that is not in; `documents` is how many the index holds.
    pub(super) fn put(&mut self, document: u32, counts: Counts, documents: usize) {
        if self.is_dense {
            self.put_dense(document, counts);
        } else if self.count > 0 && document <= self.last {
            let mut all = self.without(document);
            all.insert(all.partition_point(|(other, _)| *other < document), (document, counts));
            self.set(&all);
        } else {
            let next = if self.count == 0 { 0 } else { self.last + 1 };
            put_variable(document - next, &mut self.bytes);
            self.bytes.push(counts.0);
            self.last = document;
            self.count += 1;
            if is_dense(self.count, documents) {
                let all = self.without(u32::MAX);
                *self = Self { is_dense: true, ..Self::default() };
                for (document, counts) in all {
                    self.put_dense(document, counts);
                }
            }
        }
    }

    /// Takes a document out.
    pub(super) fn take(&mut self, document: u32) {
        if self.is_dense {
            if let Some(counts) = self.bytes.get_mut(document as usize)
                && std::mem::take(counts) != 0
            {
                self.count -= 1;
            }
        } else {
            let all = self.without(document);
            self.set(&all);
        }
    }

    fn put_dense(&mut self, document: u32, counts: Counts) {
        let at = document as usize;
        if self.bytes.len() <= at {
            self.bytes.resize(at + 1, 0);
        }
        self.count += u32::from(self.bytes[at] == 0);
        self.bytes[at] = counts.0;
    }

    fn without(&self, document: u32) -> Vec<(u32, Counts)> {
        let mut all = self.postings().all();
        all.retain(|(other, _)| *other != document);
        all
    }

    fn set(&mut self, all: &[(u32, Counts)]) {
        *self = Self::default();
        for (document, counts) in all {
            self.put(*document, *counts, usize::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, List};
    use std::collections::BTreeMap;

    fn all(list: &List) -> Vec<(u32, u8)> {
        list.postings().all().into_iter().map(|(document, counts)| (document, counts.0)).collect()
    }

    #[test]
    fn lists_hold_what_was_put_and_not_taken_sparse_or_dense() {
        for step in [1, 3, 200, 70_000] {
            let mut list = List::default();
            let mut expect = BTreeMap::new();
            for number in 0..100_u8 {
                let document = u32::from(number) * step + 5;
                list.put(document, Counts(1 + number), document as usize + 1);
                expect.insert(document, 1 + number);
            }
            assert_eq!(list.is_dense, step < 4, "{step}");
            for number in [0, 50, 99] {
                list.take(number * step + 5);
                expect.remove(&(number * step + 5));
            }
            list.put(2, Counts(7), 100);
            list.put(50 * step + 5, Counts(8), 100);
            expect.extend([(2, 7), (50 * step + 5, 8)]);
            assert_eq!(all(&list), expect.clone().into_iter().collect::<Vec<_>>(), "{step}");
            assert_eq!(list.count() as usize, expect.len());
        }
    }
}
