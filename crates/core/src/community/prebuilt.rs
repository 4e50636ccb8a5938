//! An index that was made before, beside topics whose texts may not be here.
//!
//! Its documents are numbered as the topics were from which it was made. A document's topic is here once its shard came, or because
//! the front document holds it too; topics that it does not know, or that changed, are in the live index beside it.

use super::{
    Community,
    notes::{Notes, write},
};
use crate::{
    model::{Id, Topic},
    names::count,
    search::{Excerpt, Index, IndexError, Span},
    snapshot::Row,
};
use std::sync::Arc;

/// Where the topic of a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Here: its number among [`Community::topics`].
    Here(u32),
    /// In a shard that did not come yet.
    InShard {
        /// The document's number in the prebuilt index.
        document: u32,
        /// The shard's number, for `links.texts`.
        shard: u32,
    },
}

/// A topic that answers a query, here or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where its topic is.
    pub at: Whereabouts,
    /// Comparable within one answer only; above 0.
    pub score: f32,
    /// The matched words of the title; none where the text is not here.
    pub title_marks: Vec<Span>,
    /// The best passage; `None` where the text is not here, too.
    pub excerpt: Option<Excerpt>,
}

/// What a search found, here and in shards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// How many topics match in all.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<Finding>,
}

/// A prebuilt index that is open.
#[derive(Debug)]
pub(super) struct Prebuilt {
    pub(super) index: Index,
    pub(super) notes: Notes,
    /// By document: its topic's number plus 1; 0 where it is not here.
    topics: Vec<u32>,
    /// By topic: its document's number plus 1; 0 where it has none.
    documents: Vec<u32>,
    /// Documents whose topic is something else by now.
    stale: Vec<u32>,
    /// By document of the live index: its topic's number.
    pub(super) live: Vec<u32>,
}

impl Prebuilt {
    fn open(bytes: Vec<u8>) -> Result<Self, IndexError> {
        let index = Index::open(bytes)?;
        let notes = Notes::read(index.notes(), index.len())?;
        let topics = vec![0; index.len()];
        Ok(Self { index, notes, topics, documents: Vec::new(), stale: Vec::new(), live: Vec::new() })
    }

    /// The topic of a document, where it is here.
    pub(super) fn topic(&self, document: u32) -> Option<u32> {
        self.topics.get(document as usize)?.checked_sub(1)
    }

    /// The document of a topic, where it has one.
    pub(super) fn document(&self, topic: u32) -> Option<u32> {
        self.documents.get(topic as usize)?.checked_sub(1)
    }

    pub(super) fn is_stale(&self, document: u32) -> bool {
        self.stale.contains(&document)
    }

    /// Whether every document's topic is as the index has it.
    pub(super) fn is_whole(&self) -> bool {
        self.stale.is_empty()
    }

    fn bind(&mut self, document: u32, topic: u32) {
        let at = topic as usize;
        if self.documents.len() <= at {
            self.documents.resize(at + 1, 0);
        }
        self.documents[at] = document + 1;
        self.topics[document as usize] = topic + 1;
    }

    /// Finds the document of a topic by its id; whether it has one.
    pub(super) fn knows(&mut self, number: u32, id: &Id) -> bool {
        if self.document(number).is_some() {
            return true;
        }
        let document = self.notes.of_id(self.index.notes(), id);
        let document =
            document.filter(|document| self.topic(*document).is_none() && !self.is_stale(*document));
        if let Some(document) = document {
            self.bind(document, number);
        }
        document.is_some()
    }

    /// A topic is something else than its document says, from now on.
    pub(super) fn outdate(&mut self, topic: u32) {
        if let Some(document) = self.document(topic) {
            self.stale.push(document);
            self.documents[topic as usize] = 0;
            self.topics[document as usize] = 0;
        }
    }
}

impl Community {
    /// All topics' index as bytes, with what is noted of them; `shards` are the first topics, by number, of the pieces that their
    /// texts are kept in. Brings all topics into the index first.
    pub fn pack_index(&mut self, shards: &[u32]) -> Vec<u8> {
        self.index_all();
        self.index.pack(&write(&self.topics, self.newest, shards))
    }

    /// Opens what [`Community::pack_index`] wrote: all its topics are found from now on, wherever their texts are.
    ///
    /// # Errors
    /// The bytes are something else, of another version, or not whole; then everything stays as it was.
    pub fn open_index(&mut self, bytes: Vec<u8>) -> Result<(), IndexError> {
        let mut prebuilt = Prebuilt::open(bytes)?;
        let old = std::mem::take(&mut self.index);
        prebuilt.index.rank_as(&old);
        self.index.rank_as(&old);
        self.indexed = 0;
        self.changed.clear();
        self.newest = self.newest.max(prebuilt.notes.newest());
        self.prebuilt = Some(Box::new(prebuilt));
        Ok(())
    }

    /// Whether a prebuilt index is open.
    pub fn has_prebuilt(&self) -> bool {
        self.prebuilt.is_some()
    }

    /// The topic of a document of the prebuilt index, where it is here.
    pub fn prebuilt_topic(&self, document: u32) -> Option<&Arc<Topic>> {
        self.topics.get(self.prebuilt.as_ref()?.topic(document)? as usize)
    }

    /// Takes the texts of a shard: its topics, in the order of the index, and their people. Whether they are that shard's; where not,
    /// nothing is taken.
    pub fn take_texts(&mut self, shard: u32, rows: Vec<Row>) -> bool {
        let Some(prebuilt) = &self.prebuilt else { return false };
        let bytes = prebuilt.index.notes();
        let documents = prebuilt.notes.documents_of(bytes, shard);
        let mut next = documents.start;
        for row in &rows {
            if let Row::Topic(topic) = row {
                if next >= documents.end || !prebuilt.notes.may_have(bytes, next, &topic.id) {
                    return false;
                }
                next += 1;
            }
        }
        if next != documents.end {
            return false;
        }
        next = documents.start;
        for row in rows {
            match row {
                Row::Topic(topic) => {
                    self.take_text(next, topic);
                    next += 1;
                }
                Row::Person(person) if self.person_ids.get(&person.id).is_none() => {
                    self.add(Row::Person(person));
                }
                _ => {}
            }
        }
        true
    }

    fn take_text(&mut self, document: u32, topic: Topic) {
        let known = self.topic_ids.get(&topic.id);
        let number = known.unwrap_or(count(self.topics.len()));
        if known.is_none() {
            self.add_topic(topic);
        }
        let Some(prebuilt) = &mut self.prebuilt else { return };
        if prebuilt.is_stale(document) || prebuilt.document(number) == Some(document) {
            return;
        }
        // Another topic was taken for it, because the hashes of their ids are the same.
        if let Some(other) = prebuilt.topic(document) {
            prebuilt.documents[other as usize] = 0;
            self.index_live(other);
        }
        let Some(prebuilt) = &mut self.prebuilt else { return };
        if prebuilt.live.contains(&number) {
            prebuilt.stale.push(document);
        } else {
            prebuilt.bind(document, number);
        }
    }

    /// Brings a topic into the live index.
    pub(super) fn index_live(&mut self, number: u32) {
        let Some(topic) = self.topics.get(number as usize) else { return };
        if let Some(prebuilt) = &mut self.prebuilt {
            prebuilt.live.push(number);
        }
        self.index.add(&super::PlainTexts::of(topic).document(topic));
    }
}
