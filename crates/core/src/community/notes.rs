//! What a prebuilt index notes of each topic beside its words: enough to choose and to rank topics whose texts are not here.
//!
//! Numbers are little-endian, columns one after the other. Every number that is read is checked against what there is.
//!
//! ```text
//! version (1 byte, 1)  seed of the hashes of ids (1 byte)  documents  shards  people  participations (4 bytes each)  newest activity, ms (8 bytes)
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
const HEAD: usize = 2 + 4 * 4 + 8;
/// The trait bit of a topic with a best answer.
const HAS_BEST: u8 = 1 << 3;
const KIND: u8 = HAS_BEST - 1;
/// An age that is not known.
const UNKNOWN: u16 = u16::MAX;

/// What speaks for a topic beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) is_friends: bool,
    pub(super) has_best: bool,
    pub(super) me_toos: u32,
    /// From the last activity to the newest in the community.
    pub(super) days: Option<i64>,
}

/// Where the columns begin, in bytes, and how long they are.
#[derive(Debug)]
pub(super) struct Notes {
    documents: usize,
    shards: usize,
    people: usize,
    newest: Option<Timestamp>,
    seed: u8,
    ids: usize,
    first_of_shards: usize,
    hashes: usize,
    ends: usize,
    participations: usize,
}

/// The number that stands at `at`; 0 where there is none.
fn number(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..) {
        Some([a, b, c, d, ..]) => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    }
}

/// How many of the `length` ascending numbers from `column` on are at most `most`.
fn up_to(bytes: &[u8], column: usize, length: usize, most: u32) -> usize {
    let (mut least, mut end) = (0, length);
    while least < end {
        let middle = usize::midpoint(least, end);
        if number(bytes, column + 4 * middle) <= most {
            least = middle + 1;
        } else {
            end = middle;
        }
    }
    least
}

/// What stands for an id; `seed` is chosen so that no two topics' are the same.
fn id_hash(id: &str, seed: u8) -> u32 {
    let mut seeded = String::with_capacity(id.len() + 1);
    seeded.push_str(id);
    seeded.push(char::from(seed));
    hash(&seeded)
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
        let length = |at| number(bytes, at) as usize;
        let (shards, people) = (length(6), length(10));
        // A forged length is longer than all there is, and stays so added to others.
        let ids = HEAD.saturating_add(documents.saturating_mul(5));
        let first_of_shards = ids.saturating_add(documents.saturating_mul(4));
        let hashes = first_of_shards.saturating_add(shards.saturating_mul(4));
        let ends = hashes.saturating_add(people.saturating_mul(4));
        let participations = ends.saturating_add(people.saturating_mul(4));
        let end = participations.saturating_add(length(14).saturating_mul(4));
        if end != bytes.len() || length(2) != documents {
            return None;
        }
        let millis = i64::from(number(bytes, 18)) | i64::from(number(bytes, 22)) << 32;
        let newest = (millis != i64::MIN).then(|| Timestamp::from_millis(millis));
        Some(Self {
            documents,
            shards,
            people,
            newest,
            seed: bytes[1],
            ids,
            first_of_shards,
            hashes,
            ends,
            participations,
        })
    }

    /// When something last happened in any of the topics.
    pub(super) fn newest(&self) -> Option<Timestamp> {
        self.newest
    }

    /// Whether a topic is of one of these kinds.
    pub(super) fn is_of(bytes: &[u8], document: u32, kinds: &[Kind]) -> bool {
        let traits = bytes.get(HEAD + document as usize);
        traits.is_some_and(|traits| kinds.iter().any(|kind| *kind as u8 == traits & KIND))
    }

    fn two(&self, bytes: &[u8], column: usize, document: u32) -> u32 {
        let byte = |half: usize| {
            let at = HEAD + (column + half) * self.documents + document as usize;
            u32::from(bytes.get(at).copied().unwrap_or_default())
        };
        byte(0) | byte(1) << 8
    }

    /// What speaks for a topic; `later_days` is how much newer the newest activity is that is known by now.
    pub(super) fn facts(&self, bytes: &[u8], document: u32, is_friends: bool, later_days: i64) -> Facts {
        let days = self.two(bytes, 3, document);
        Facts {
            is_friends,
            has_best: bytes.get(HEAD + document as usize).is_some_and(|traits| traits & HAS_BEST != 0),
            me_toos: self.two(bytes, 1, document),
            days: (days != u32::from(UNKNOWN)).then(|| i64::from(days) + later_days),
        }
    }

    /// Whether a document's topic may have this id; by chance one in four billion seems to.
    pub(super) fn may_have(&self, bytes: &[u8], document: u32, id: &str) -> bool {
        number(bytes, self.ids + 4 * document as usize) == id_hash(id, self.seed)
    }

    /// The document whose topic has this id, unless it only seems so.
    pub(super) fn of_id(&self, bytes: &[u8], id: &str) -> Option<u32> {
        let wanted = id_hash(id, self.seed).to_le_bytes();
        let ids = bytes.get(self.ids..self.first_of_shards).unwrap_or_default();
        ids.chunks_exact(4).position(|id| *id == wanted).map(count)
    }

    /// The documents whose texts a shard holds; none where there is no such shard.
    pub(super) fn documents_of(&self, bytes: &[u8], shard: u32) -> Range<u32> {
        let first = |shard: usize| {
            if shard < self.shards {
                number(bytes, self.first_of_shards + 4 * shard).min(count(self.documents))
            } else {
                count(self.documents)
            }
        };
        first(shard as usize)..first((shard as usize).saturating_add(1))
    }

    /// The shard that holds a document's text.
    pub(super) fn shard_of(&self, bytes: &[u8], document: u32) -> u32 {
        count(up_to(bytes, self.first_of_shards, self.shards, document).saturating_sub(1))
    }

    /// For each document whether a friend of the visitor had a part in it; nothing where none is a friend.
    pub(super) fn friends_parts(&self, bytes: &[u8], circle: &Circle) -> Vec<bool> {
        let mut parts = Vec::new();
        let end = |person: usize| number(bytes, self.ends + 4 * person) as usize;
        for friend in circle.friends() {
            let wanted = hash(&friend.id);
            let Some(person) = up_to(bytes, self.hashes, self.people, wanted).checked_sub(1) else {
                continue;
            };
            if number(bytes, self.hashes + 4 * person) != wanted {
                continue;
            }
            parts.resize(self.documents, false);
            let from = if person == 0 { 0 } else { end(person - 1) };
            // A forged end is beyond all there is.
            for at in from..end(person).min(bytes.len() / 4) {
                let document = number(bytes, self.participations + 4 * at);
                if let Some(is_part) = parts.get_mut(document as usize) {
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
    let seed = seed(topics);
    let mut bytes = vec![VERSION, seed];
    for number in [topics.len(), shards.len(), people.ids.len(), people.documents.len()] {
        bytes.extend(count(number).to_le_bytes());
    }
    bytes.extend(newest.map_or(i64::MIN, Timestamp::millis).to_le_bytes());
    bytes.extend(topics.iter().map(|topic| {
        let best = if topic.best_reply().is_some() { HAS_BEST } else { 0 };
        topic.kind as u8 | best
    }));
    let me_toos = |topic: &Arc<Topic>| u16::try_from(topic.me_too_count).unwrap_or(u16::MAX);
    let age = |topic: &Arc<Topic>| {
        let days = days(topic, newest).map(|days| days.clamp(0, i64::from(UNKNOWN - 1)));
        days.and_then(|days| u16::try_from(days).ok()).unwrap_or(UNKNOWN)
    };
    for of in [&me_toos as &dyn Fn(&Arc<Topic>) -> u16, &age] {
        for half in 0..2 {
            bytes.extend(topics.iter().map(|topic| of(topic).to_le_bytes()[half]));
        }
    }
    bytes.extend(topics.iter().flat_map(|topic| id_hash(&topic.id, seed).to_le_bytes()));
    for column in [shards, &people.ids, &people.ends, &people.documents] {
        bytes.extend(column.iter().flat_map(|number| number.to_le_bytes()));
    }
    bytes
}

/// With which the hashes of all topics' ids differ; the last where none of them does, as with millions of topics.
fn seed(topics: &[Arc<Topic>]) -> u8 {
    let differ = |seed: &u8| {
        let mut hashes: Vec<u32> = topics.iter().map(|topic| id_hash(&topic.id, *seed)).collect();
        hashes.sort_unstable();
        hashes.array_windows().all(|[one, next]| one != next)
    };
    (0..32).find(differ).unwrap_or(32)
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
