//! Searching a community's topics: what of a topic is indexed, and what lifts it beside its words.

use super::Community;
use crate::{
    friends::{Circle, has_part},
    model::{Kind, Topic},
    search::{Document, Found, SearchOptions, Texts},
};

/// How long an excerpt is at most, in characters: about two lines of a narrow panel.
const EXCERPT_CHARS: usize = 160;

/// What lifts a topic in a search beside its words. Each is small against what the words decide: it orders hits that
/// are about as good, and never brings a poor one to the top.
struct Lift {
    /// Added to the factor 1.0 where a friend asked or answered, in 0.0..=1.0.
    friend: f32,
    /// Added where there is a best answer, in 0.0..=1.0.
    best_answer: f32,
    /// Added for each ln(1 + me-toos), in 0.0..=0.1.
    me_too: f32,
    /// What `me_too` adds at most, in 0.0..=1.0.
    me_too_most: f32,
}

/// 147 me-toos add as much as they can.
const LIFT: Lift = Lift { friend: 0.15, best_answer: 0.05, me_too: 0.02, me_too_most: 0.1 };

impl Lift {
    /// The factor on a topic's score; at least 1.0.
    fn of(&self, topic: &Topic, circle: &Circle) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "only the magnitude counts")]
        let me_toos = topic.me_too_count as f32;
        let friend = if has_part(topic, circle) { self.friend } else { 0.0 };
        let best_answer = if topic.best_reply().is_some() { self.best_answer } else { 0.0 };
        (1.0 + friend)
            * (1.0 + best_answer)
            * (1.0 + (self.me_too * (1.0 + me_toos).ln()).min(self.me_too_most))
    }
}

impl Community {
    /// Searches the topics of the given kinds (all, where empty); a friend's part in a topic lifts it. The query's
    /// last word may be the beginning of a longer one.
    pub fn search(&self, query: &str, kinds: &[Kind], circle: &Circle, limit: usize) -> Found {
        let topic = |document: u32| &self.topics[document as usize];
        let keep = |document| kinds.contains(&topic(document).kind);
        let boost = |document| LIFT.of(topic(document), circle);
        let options = SearchOptions {
            limit,
            last_word_is_prefix: true,
            keep: if kinds.is_empty() { None } else { Some(&keep) },
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
