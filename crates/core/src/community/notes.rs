//! What a prebuilt index notes of each topic beside its words: enough to choose and to rank topics whose texts are not here.
//!
//! Numbers are little-endian, columns one after the other. Every number that is read is checked against what there is.
//!
//! ```text
//! version (1 byte, 1)  documents  shards  people  participations (4 bytes each)  newest activity, ms (8 bytes)
//! traits        kind in the lowest three bits, then whether there is a best answer       a byte a document
//! me-toos       their low bytes, then their high bytes; 65,535 is that many or more
//! ages          low bytes, high bytes: days from the last activity to the newest; 65,535 is unknown
//! ids           a hash of each topic's id                                                four bytes a document
//! shards        the first document of each, ascending from 0                             four bytes a shard
//! people        a hash of each id, ascending                                             four bytes a person
//! ends          where each person's participations end, counted in numbers               four bytes a person
//! participations   documents that somebody asked or replied in, ascending                four bytes each
//! ```

use super::{DAY_MS, lists::last_active};
use crate::{
    friends::Circle,
    model::{Id, Kind, Timestamp, Topic},
    names::{count, hash},
    order,
    search::IndexError,
};
use std::{ops::Range, sync::Arc};

const VERSION: u8 = 1;
const HEAD: usize = 1 + 4 * 4 + 8;
/// The trait bit of a topic with a best answer.
const HAS_BEST: u8 = 1 << 3;
const KIND: u8 = HAS_BEST - 1;
/// An age that is not known.
const UNKNOWN: u16 = u16::MAX;
const KINDS: [Kind; 5] = [Kind::Question, Kind::Idea, Kind::Problem, Kind::Praise, Kind::Update];

/// What speaks for a topic beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) is_friends: bool,
    pub(super) has_best: bool,
    pub(super) me_toos: u32,
    /// From the last activity to the newest in the community.
    pub(super) days: Option<i64>,
}

/// Where the columns are.
#[derive(Debug)]
pub(super) struct Notes {
    documents: usize,
    newest: Option<Timestamp>,
    me_toos: usize,
    ages: usize,
    ids: Range<usize>,
    shards: Range<usize>,
    people: Range<usize>,
    ends: Range<usize>,
    participations: Range<usize>,
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at.saturating_add(4)).and_then(|four| four.try_into().ok());
    four.map_or(0, u32::from_le_bytes)
}

impl Notes {
    /// Finds its way in what was noted of `documents` topics.
    pub(super) fn read(bytes: &[u8], documents: usize) -> Result<Self, IndexError> {
        match bytes.first() {
            Some(&VERSION) => Self::columns(bytes, documents).ok_or(IndexError::Damaged),
            Some(_) => Err(IndexError::OtherVersion),
            // An index that was packed by itself.
            None => Err(IndexError::Damaged),
        }
    }

    fn columns(bytes: &[u8], documents: usize) -> Option<Self> {
        let millis = i64::from_le_bytes(bytes.get(17..HEAD)?.try_into().ok()?);
        let [noted, shards, people, participations] = [1, 5, 9, 13].map(|at| number(bytes, at) as usize);
        let mut at = HEAD;
        let mut column = |entries: usize, size: usize| {
            let from = at;
            at = at.checked_add(entries.checked_mul(size)?)?;
            Some(from..at)
        };
        column(documents, 1)?;
        let notes = Self {
            documents,
            newest: (millis != i64::MIN).then(|| Timestamp::from_millis(millis)),
            me_toos: column(documents, 2)?.start,
            ages: column(documents, 2)?.start,
            ids: column(documents, 4)?,
            shards: column(shards, 4)?,
            people: column(people, 4)?,
            ends: column(people, 4)?,
            participations: column(participations, 4)?,
        };
        if at != bytes.len() || noted != documents {
            return None;
        }
        let firsts: Vec<u32> =
            bytes.get(notes.shards.clone())?.chunks_exact(4).map(|four| number(four, 0)).collect();
        let ascend = firsts.iter().zip(firsts.iter().skip(1)).all(|(first, next)| first < next);
        let are_ranges = match (firsts.first(), firsts.last()) {
            (Some(first), Some(last)) => *first == 0 && (*last as usize) < documents,
            _ => documents == 0,
        };
        (ascend && are_ranges).then_some(notes)
    }

    /// When something last happened in any of the topics.
    pub(super) fn newest(&self) -> Option<Timestamp> {
        self.newest
    }

    pub(super) fn kind(&self, bytes: &[u8], document: u32) -> Option<Kind> {
        let traits = bytes.get(HEAD + document as usize)?;
        KINDS.get(usize::from(traits & KIND)).copied()
    }

    fn two(&self, bytes: &[u8], column: usize, document: u32) -> u16 {
        let at = column + document as usize;
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        u16::from_le_bytes([byte(at), byte(at + self.documents)])
    }

    /// What speaks for a topic; `later_days` is how much newer the newest activity is that is known by now.
    pub(super) fn facts(&self, bytes: &[u8], document: u32, is_friends: bool, later_days: i64) -> Facts {
        let days = self.two(bytes, self.ages, document);
        Facts {
            is_friends,
            has_best: bytes.get(HEAD + document as usize).is_some_and(|traits| traits & HAS_BEST != 0),
            me_toos: self.two(bytes, self.me_toos, document).into(),
            days: (days != UNKNOWN).then(|| i64::from(days) + later_days),
        }
    }

    /// Documents whose topic may have this id: all but one are there by chance, and mostly there is none.
    pub(super) fn of_id<'a>(&self, bytes: &'a [u8], id: &str) -> impl Iterator<Item = u32> + use<'a> {
        let wanted = hash(id).to_le_bytes();
        let ids = bytes.get(self.ids.clone()).unwrap_or_default();
        (0..).zip(ids.chunks_exact(4)).filter(move |(_, id)| **id == wanted).map(|(document, _)| document)
    }

    fn shard_count(&self) -> usize {
        self.shards.len() / 4
    }

    fn first_of(&self, bytes: &[u8], shard: usize) -> u32 {
        if shard < self.shard_count() {
            number(bytes, self.shards.start + 4 * shard)
        } else {
            count(self.documents)
        }
    }

    /// The documents whose texts a shard holds; none where there is no such shard.
    pub(super) fn documents_of(&self, bytes: &[u8], shard: u32) -> Range<u32> {
        let shard = shard as usize;
        self.first_of(bytes, shard)..self.first_of(bytes, shard.saturating_add(1))
    }

    /// The shard that holds a document's text.
    pub(super) fn shard_of(&self, bytes: &[u8], document: u32) -> u32 {
        let (mut least, mut end) = (0, self.shard_count());
        while end - least > 1 {
            let middle = usize::midpoint(least, end);
            if self.first_of(bytes, middle) <= document {
                least = middle;
            } else {
                end = middle;
            }
        }
        count(least)
    }

    /// For each document whether a friend of the visitor had a part in it; nothing where none is a friend.
    pub(super) fn friends_parts(&self, bytes: &[u8], circle: &Circle) -> Vec<bool> {
        let mut parts = Vec::new();
        let people = bytes.get(self.people.clone()).unwrap_or_default();
        for friend in circle.friends() {
            let wanted = hash(&friend.id);
            let (mut least, mut end) = (0, people.len() / 4);
            while least < end {
                let middle = usize::midpoint(least, end);
                if number(people, 4 * middle) < wanted {
                    least = middle + 1;
                } else {
                    end = middle;
                }
            }
            if least >= people.len() / 4 || number(people, 4 * least) != wanted {
                continue;
            }
            let end_of = |person: usize| number(bytes, self.ends.start + 4 * person) as usize;
            let from = if least == 0 { 0 } else { end_of(least - 1) };
            let all = bytes.get(self.participations.clone()).unwrap_or_default();
            let part = all.get(from.saturating_mul(4)..end_of(least).saturating_mul(4)).unwrap_or_default();
            parts.resize(self.documents, false);
            for document in part.chunks_exact(4) {
                if let Some(is_part) = parts.get_mut(number(document, 0) as usize) {
                    *is_part = true;
                }
            }
        }
        parts
    }
}

/// Notes what [`Notes`] reads of topics, whose texts are in shards that begin with the documents `shards`.
pub(super) fn write(topics: &[Arc<Topic>], newest: Option<Timestamp>, shards: &[u32]) -> Vec<u8> {
    let people = participations(topics);
    let mut bytes = vec![VERSION];
    let put = |bytes: &mut Vec<u8>, number: usize| bytes.extend(count(number).to_le_bytes());
    for number in [topics.len(), shards.len(), people.ids.len(), people.documents.len()] {
        put(&mut bytes, number);
    }
    bytes.extend(newest.map_or(i64::MIN, Timestamp::millis).to_le_bytes());
    bytes.extend(topics.iter().map(|topic| {
        let best = if topic.best_reply().is_some() { HAS_BEST } else { 0 };
        topic.kind as u8 | best
    }));
    let me_toos = |topic: &Arc<Topic>| u16::try_from(topic.me_too_count).unwrap_or(u16::MAX);
    let age = |topic: &Arc<Topic>| {
        let days = days(topic, newest)?.clamp(0, i64::from(UNKNOWN - 1));
        u16::try_from(days).ok()
    };
    for of in [&me_toos as &dyn Fn(&Arc<Topic>) -> u16, &|topic| age(topic).unwrap_or(UNKNOWN)] {
        for half in 0..2 {
            bytes.extend(topics.iter().map(|topic| of(topic).to_le_bytes()[half]));
        }
    }
    bytes.extend(topics.iter().flat_map(|topic| hash(&topic.id).to_le_bytes()));
    for column in [shards, &people.ids, &people.ends, &people.documents] {
        bytes.extend(column.iter().flat_map(|number| number.to_le_bytes()));
    }
    bytes
}

/// From a topic's last activity to the newest.
pub(super) fn days(topic: &Topic, newest: Option<Timestamp>) -> Option<i64> {
    newest.zip(last_active(topic)).map(|(newest, at)| (newest.millis() - at.millis()) / DAY_MS)
}

#[derive(Default)]
struct Participations {
    ids: Vec<u32>,
    ends: Vec<u32>,
    documents: Vec<u32>,
}

/// Who asked or replied in which topics, by the hash of their ids.
fn participations(topics: &[Arc<Topic>]) -> Participations {
    let mut all: Vec<(u32, u32)> = Vec::new();
    for (document, topic) in (0..).zip(topics) {
        let authors = topic.replies.iter().filter_map(|reply| reply.author.as_ref()).chain(&topic.author);
        all.extend(authors.map(|author: &Id| (hash(author), document)));
    }
    let mut order = order::numbers(all.len(), &|_| true);
    order::sort(&mut order, &|a, b| all[a as usize].cmp(&all[b as usize]));
    let mut found = Participations::default();
    let mut before = None;
    for (person, document) in order.into_iter().map(|number| all[number as usize]) {
        if before == Some((person, document)) {
            continue;
        }
        before = Some((person, document));
        if found.ids.last() != Some(&person) {
            found.ids.push(person);
            found.ends.push(0);
        }
        found.documents.push(document);
        if let Some(end) = found.ends.last_mut() {
            *end = count(found.documents.len());
        }
    }
    found
}
