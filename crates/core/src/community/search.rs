//! Searching a community's topics: what of a topic is indexed, and what lifts it beside its words.

use super::{Community, lists::last_active};
use crate::{
    friends::{Circle, has_part},
    model::{Kind, Timestamp, Topic},
    search::{Document, Found, RankingWeights, SearchOptions, Texts},
};

/// How long an excerpt is at most, in characters: about two lines of a narrow panel.
const EXCERPT_CHARS: usize = 160;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// The factor on a topic's score for what speaks for it beside its words; at least 1.0. It orders hits that are about as good,
/// and at the defaults never brings a poor one to the top.
#[expect(clippy::cast_precision_loss, reason = "only magnitudes count")]
fn lift(weights: &RankingWeights, topic: &Topic, circle: &Circle, newest: Option<Timestamp>) -> f32 {
    let friend = if has_part(topic, circle) { weights.friend } else { 0.0 };
    let best_answer = if topic.best_reply().is_some() { weights.best_answer } else { 0.0 };
    let me_toos = (weights.me_too * (1.0 + topic.me_too_count as f32).ln()).min(weights.me_too_most);
    // Against the newest topic instead of now, so that a community that sleeps is not old all over.
    let age = newest.zip(last_active(topic)).map(|(newest, at)| (newest.millis() - at.millis()) / DAY_MS);
    let recency = age.map_or(0.0, |days| {
        let half_lives = days.max(0) as f32 / weights.recency_half_life;
        weights.recency / (1.0 + half_lives)
    });
    (1.0 + friend) * (1.0 + best_answer) * (1.0 + me_toos) * (1.0 + recency)
}

impl Community {
    /// Brings one more topic into the index, or one that changed; `false` where all are in. Indexing is the slowest part of growing and is
    /// left to whoever wants to search.
    pub fn index_next(&mut self) -> bool {
        if let Some((number, old)) = self.changed.pop() {
            let is_gone = self.gone.contains(&number);
            let (index, new) = (&mut self.index, &self.topics[number as usize]);
            let mut replace = |old: &Document<'_>| {
                if is_gone {
                    index.replace(number, old, &Document::default());
                } else {
                    with_document(new, &mut |new| index.replace(number, old, new));
                }
            };
            match old {
                Some(old) => with_document(&old, &mut replace),
                None => replace(&Document::default()),
            }
            return true;
        }
        let Some(topic) = self.topics.get(self.indexed) else { return false };
        self.indexed += 1;
        with_document(topic, &mut |document| {
            self.index.add(document);
        });
        true
    }

    /// Brings all topics into the index.
    pub fn index_all(&mut self) {
        while self.index_next() {}
    }

    /// Whether every topic is found as it is.
    pub fn is_indexed(&self) -> bool {
        self.changed.is_empty() && self.indexed == self.topics.len()
    }

    /// Searches the topics of the given kinds (all, where empty); a friend's part in a topic lifts it. The query's
    /// last word may be the beginning of a longer one.
    pub fn search(&self, query: &str, kinds: &[Kind], circle: &Circle, limit: usize) -> Found {
        let topic = |document: u32| &self.topics[document as usize];
        let keep = |document| {
            (kinds.is_empty() || kinds.contains(&topic(document).kind)) && !self.gone.contains(&document)
        };
        let weights = self.index.weights();
        let boost = |document| lift(weights, topic(document), circle, self.newest);
        let options = SearchOptions {
            limit,
            last_word_is_prefix: true,
            keep: Some(&keep),
            boost: Some(&boost),
            texts: Some(self),
            excerpt_chars: EXCERPT_CHARS,
        };
        self.index.search(query, &options)
    }

    /// Calls `read` with a topic's fields as plain text, as the index saw them and as excerpt spans count in them.
    pub fn plain_texts(&self, document: u32, read: &mut dyn FnMut(&Document<'_>)) {
        if let Some(topic) = self.topics.get(document as usize) {
            with_document(topic, read);
        }
    }
}

impl Texts for Community {
    fn read(&self, document: u32, read: &mut dyn FnMut(&Document<'_>)) {
        self.plain_texts(document, read);
    }
}

/// Calls `read` with what of a topic is searched. The answer is the best one or, where none was chosen, the first.
pub(super) fn with_document(topic: &Topic, read: &mut dyn FnMut(&Document<'_>)) {
    let question = topic.body.plain_text();
    let answer = topic.best_reply().or(topic.replies.first()).map(|reply| reply.body.plain_text());
    read(&Document {
        title: &topic.title,
        question: &question,
        answer: answer.as_deref().unwrap_or_default(),
        tags: &topic.tags,
    });
}
