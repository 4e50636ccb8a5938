//! An index as bytes: written once, opened without building anything but its dictionary, read in place.
//!
//! Like goes beside like, for HTTP's compression: first how the sorted terms differ from one another, then how many documents
//! hold each, then columns by document, then all postings' distances, then all their counts. Every number that is read
//! is checked against what there is, so that bytes from anywhere give an [`IndexError`] or a search, never a panic.
//!
//! ```text
//! "GWX1"  checksum of all that follows (8 bytes)
//! documents  terms  words in title, question, answer, tags            variable bytes
//! for each section its length (variable bytes), then the sections:
//!   shared    for each term: bytes that it shares with the one before     variable bytes
//!   rest      for each term: bytes that it does not                       variable bytes
//!   spelling  those bytes
//!   holding   for each term: documents that hold it                       variable bytes
//!   lengths   titles of all documents, questions, answers, tags           one byte each
//!   pairs     neighbours in titles                                        four bytes a document
//!   notes     what the caller put there
//!   distances of sparse terms, one less than from document to document    variable bytes
//!   counts    of sparse terms one for each posting, of dense ones one for each document
//! ```

use super::{
    Index,
    dictionary::Dictionary,
    index::Lists,
    length::Lengths,
    postings::{Postings, is_dense, put_variable, variable},
    tokenize::MAX_TERM_BYTES,
};
use crate::names::count;

const MAGIC: &[u8; 4] = b"GWX1";
const HEAD: usize = MAGIC.len() + 8;

/// Why bytes are no index that can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// It begins otherwise.
    #[error(
        "this is no index made by `goodword index`; is it still compressed, or a page that says “not found”?"
    )]
    NotAnIndex,
    /// A later or earlier version wrote it.
    #[error("the index was made by another version of `goodword index`; make it again with this one")]
    OtherVersion,
    /// It ends too early, or something in it changed.
    #[error("the index is damaged or was cut off; fetch or make it again")]
    Damaged,
}

/// Where each term's postings are in the bytes.
#[derive(Debug)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    documents: usize,
    terms: Vec<Place>,
    notes: std::ops::Range<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    holding: u32,
    /// Where its distances begin and end; nothing where it is dense.
    distances: (u32, u32),
    counts: u32,
}

impl Packed {
    pub(super) fn count(&self, term: u32) -> u32 {
        self.terms[term as usize].holding
    }

    pub(super) fn postings(&self, term: u32) -> Postings<'_> {
        let place = self.terms[term as usize];
        let part = |from: u32, to: u32| self.bytes.get(from as usize..to as usize).unwrap_or_default();
        if is_dense(place.holding, self.documents) {
            Postings::Dense(part(place.counts, place.counts + count(self.documents)))
        } else {
            Postings::Sparse {
                bytes: part(place.distances.0, place.distances.1),
                counts: part(place.counts, place.counts + place.holding),
            }
        }
    }
}

impl Index {
    /// The index as bytes, with `notes` of the caller's beside it ([`Index::notes`]).
    pub fn pack(&self, notes: &[u8]) -> Vec<u8> {
        let documents = self.len();
        let mut terms = crate::order::numbers(self.dictionary.len(), &|term| self.count(term) > 0);
        self.dictionary.sort(&mut terms);

        let mut sections: [Vec<u8>; 9] = Default::default();
        let [shared, rest, spelling, holding, lengths, pairs, kept, distances, counts] = &mut sections;
        let mut before = "";
        for &term in &terms {
            let text = self.dictionary.term(term);
            let same = text.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
            put_variable(count(same), shared);
            put_variable(count(text.len() - same), rest);
            spelling.extend_from_slice(&text.as_bytes()[same..]);
            before = text;

            put_variable(self.count(term), holding);
            let from = counts.len();
            if is_dense(self.count(term), documents) {
                counts.resize(from + documents, 0);
                for (document, code) in self.postings(term).all() {
                    counts[from + document as usize] = code.0;
                }
            } else {
                let mut next = 0;
                for (document, code) in self.postings(term).all() {
                    // As they are read: what a forged index was opened with may go round.
                    put_variable(document.wrapping_sub(next), distances);
                    counts.push(code.0);
                    next = document.wrapping_add(1);
                }
            }
        }
        for field in 0..4 {
            lengths.extend(self.lengths.iter().map(|length| length.0[field]));
        }
        pairs.extend(self.pairs.iter().flat_map(|pairs| pairs.to_le_bytes()));
        kept.extend_from_slice(notes);

        let mut body = Vec::new();
        put_variable(count(documents), &mut body);
        put_variable(count(terms.len()), &mut body);
        for total in self.totals {
            put_variable(u32::try_from(total).unwrap_or(u32::MAX), &mut body);
        }
        for section in &sections {
            put_variable(count(section.len()), &mut body);
        }
        body.extend(sections.iter().flatten());
        let mut bytes = MAGIC.to_vec();
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// Opens what [`Index::pack`] wrote.
    ///
    /// # Errors
    /// Where the bytes are something else, of another version, or not whole.
    pub fn open(bytes: Vec<u8>) -> Result<Self, IndexError> {
        match bytes.get(..4) {
            Some(magic) if magic == MAGIC => {}
            Some(magic) if magic.starts_with(b"GWX") => return Err(IndexError::OtherVersion),
            _ => return Err(IndexError::NotAnIndex),
        }
        let body = bytes.get(HEAD..).ok_or(IndexError::Damaged)?;
        if bytes.get(4..HEAD) != Some(&checksum(body).to_le_bytes()[..]) {
            return Err(IndexError::Damaged);
        }
        read(bytes).ok_or(IndexError::Damaged)
    }

    /// What was packed beside the index; nothing in one that grows.
    pub fn notes(&self) -> &[u8] {
        match &self.lists {
            Lists::Packed(packed) => packed.bytes.get(packed.notes.clone()).unwrap_or_default(),
            Lists::Growing(_) => &[],
        }
    }
}

/// Writes the checksum anew after bytes of an index were changed, for tests of what a forged one does.
#[doc(hidden)]
pub fn sign(bytes: &mut [u8]) {
    if let Some((head, body)) = bytes.split_at_mut_checked(HEAD) {
        head[4..].copy_from_slice(&checksum(body).to_le_bytes());
    }
}

fn read(bytes: Vec<u8>) -> Option<Index> {
    let mut at = HEAD;
    let documents = variable(&bytes, &mut at)? as usize;
    let term_count = variable(&bytes, &mut at)? as usize;
    let mut totals = [0; 4];
    for total in &mut totals {
        *total = u64::from(variable(&bytes, &mut at)?);
    }
    let mut lengths = [0; 9];
    for length in &mut lengths {
        *length = variable(&bytes, &mut at)? as usize;
    }
    let mut sections: [std::ops::Range<usize>; 9] = Default::default();
    for (section, length) in sections.iter_mut().zip(lengths) {
        let end = at.checked_add(length)?;
        bytes.get(at..end)?;
        *section = at..end;
        at = end;
    }
    let [shared, rest, spelling, holding, lengths, pairs, notes, distances, counts] = sections;
    if term_count > shared.len()
        || Some(lengths.len()) != documents.checked_mul(4)
        || pairs.len() != lengths.len()
    {
        return None;
    }

    let dictionary = spell(&bytes[shared], &bytes[rest], &bytes[spelling], term_count)?;
    let terms = places(&bytes, &holding, &distances, &counts, term_count, documents)?;
    let columns = &bytes[lengths];
    let length = |document| Lengths([0, 1, 2, 3].map(|field| columns[field * documents + document]));
    let lengths = (0..documents).map(length).collect();
    let pairs =
        bytes[pairs].chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    let pairs = pairs.collect();
    let lists = Lists::Packed(Packed { bytes, documents, terms, notes });
    Some(Index { dictionary, lists, lengths, pairs, totals, ..Index::default() })
}

/// The dictionary out of what each term shares with the one before and what it does not.
fn spell(shared: &[u8], rest: &[u8], spelling: &[u8], terms: usize) -> Option<Dictionary> {
    // Byte by byte: a call to copy a few costs more than they do.
    let mut text = vec![0; length(shared, terms)?.checked_add(length(rest, terms)?)?];
    let mut ends = Vec::with_capacity(terms);
    let (mut shared_at, mut rest_at, mut at, mut start, mut end) = (0, 0, 0_usize, 0_usize, 0_usize);
    for _ in 0..terms {
        let same = variable(shared, &mut shared_at)? as usize;
        let new = variable(rest, &mut rest_at)? as usize;
        // A term shares no more than the one before has, and none is longer than terms are cut.
        if same > end - start || same.saturating_add(new) > MAX_TERM_BYTES + 8 {
            return None;
        }
        let begin = end;
        for byte in start..start + same {
            text[end] = text[byte];
            end += 1;
        }
        for byte in spelling.get(at..at.checked_add(new)?)? {
            text[end] = *byte;
            end += 1;
        }
        at += new;
        start = begin;
        ends.push(u32::try_from(end).ok()?);
    }
    let text = String::from_utf8(text).ok()?;
    let is_whole = ends.iter().all(|end| text.is_char_boundary(*end as usize));
    is_whole.then(|| Dictionary::sorted(text, ends))
}

/// The sum of the first numbers in variable bytes, none of which may be longer than terms are.
fn length(numbers: &[u8], count: usize) -> Option<usize> {
    let (mut at, mut sum) = (0, 0);
    for _ in 0..count {
        let number = variable(numbers, &mut at)? as usize;
        sum += (number <= MAX_TERM_BYTES + 8).then_some(number)?;
    }
    Some(sum)
}

/// Where each term's postings are.
fn places(
    bytes: &[u8],
    holding: &std::ops::Range<usize>,
    distances: &std::ops::Range<usize>,
    counts: &std::ops::Range<usize>,
    terms: usize,
    documents: usize,
) -> Option<Vec<Place>> {
    let mut places = Vec::with_capacity(terms);
    let holding = &bytes[holding.clone()];
    let (mut holding_at, mut distance_at, mut count_at) = (0, distances.start, counts.start);
    for _ in 0..terms {
        let held = variable(holding, &mut holding_at)?;
        let from = distance_at;
        let mut place = Place { holding: held, distances: (0, 0), counts: u32::try_from(count_at).ok()? };
        if is_dense(held, documents) {
            count_at = count_at.checked_add(documents)?;
        } else {
            distance_at = behind(held, &bytes[..distances.end], distance_at)?;
            count_at = count_at.checked_add(held as usize)?;
        }
        place.distances = (u32::try_from(from).ok()?, u32::try_from(distance_at).ok()?);
        if count_at > counts.end {
            return None;
        }
        places.push(place);
    }
    Some(places)
}

/// Where so many numbers in variable bytes end that begin at `at`.
fn behind(numbers: u32, bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut left = numbers;
    // A number ends with its first byte below 128. Eight bytes end no more than eight numbers, and none where it does not end.
    while left >= 8
        && let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk)
    {
        left -= (!u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080).count_ones();
        at += 8;
    }
    while left > 0 {
        left -= u32::from(*bytes.get(at)? < 0x80);
        at += 1;
    }
    Some(at)
}

/// What two indexes that differ in a byte differ in: a sum of eight bytes at a time, each multiplied by an odd number and turned, as hash
/// functions for tables mix. Against accidents, not against forgery.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    let mut mix = |word: u64| sum = (sum.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let mut eight = [0; 8];
        eight.copy_from_slice(word);
        mix(u64::from_le_bytes(eight));
    }
    let mut last = [0; 8];
    last[..words.remainder().len()].copy_from_slice(words.remainder());
    mix(u64::from_le_bytes(last));
    sum
}
