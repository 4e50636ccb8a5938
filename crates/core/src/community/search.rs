//! Searching a community's topics: what of a topic is indexed, and what lifts it beside its words.

use super::{Community, lists::last_active};
use crate::{
    friends::{Circle, has_part},
    model::{Kind, Timestamp, Topic},
    search::{Boost, Document, Explanation, Found, RankingWeights, SearchOptions},
    snapshot::Skipped,
};
use std::sync::Arc;

/// How long an excerpt is at most, in characters: about two lines of a narrow panel.
const EXCERPT_CHARS: usize = 160;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Factors on a topic's score for what speaks for it beside its words; each at least 1.0. They order hits that are about as good,
/// and at the defaults never bring a poor one to the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// A friend has a part in it.
    pub friend: f32,
    /// It has a best answer.
    pub best_answer: f32,
    /// Others have it too.
    pub me_toos: f32,
    /// Something happened in it lately.
    pub recency: f32,
}

impl Lift {
    /// All of them together.
    pub fn factor(&self) -> f32 {
        self.friend * self.best_answer * self.me_toos * self.recency
    }
}

/// Why a topic has the score that a search gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicExplanation {
    /// What its words are worth.
    pub words: Explanation,
    /// What lifts it beside them.
    pub lift: Lift,
    /// The score of the hit: that of the words times all of the lift, bit for bit.
    pub score: f32,
}

#[expect(clippy::cast_precision_loss, reason = "only magnitudes count")]
fn lift(weights: &RankingWeights, topic: &Topic, circle: &Circle, newest: Option<Timestamp>) -> Lift {
    let friend = if has_part(topic, circle) { weights.friend } else { 0.0 };
    let best_answer = if topic.best_reply().is_some() { weights.best_answer } else { 0.0 };
    let me_toos = (weights.me_too * (1.0 + topic.me_too_count as f32).ln()).min(weights.me_too_most);
    // Against the newest topic instead of now, so that a community that sleeps is not old all over.
    let age = newest.zip(last_active(topic)).map(|(newest, at)| (newest.millis() - at.millis()) / DAY_MS);
    let recency = age.map_or(0.0, |days| {
        let half_lives = days.max(0) as f32 / weights.recency_half_life;
        weights.recency / (1.0 + half_lives)
    });
    Lift {
        friend: 1.0 + friend,
        best_answer: 1.0 + best_answer,
        me_toos: 1.0 + me_toos,
        recency: 1.0 + recency,
    }
}

/// The largest [`lift`] that there is.
fn most_lift(weights: &RankingWeights) -> f32 {
    (1.0 + weights.friend)
        * (1.0 + weights.best_answer)
        * (1.0 + weights.me_too_most)
        * (1.0 + weights.recency)
}

impl Community {
    /// Ranks as the site wants it. A weight that there is not, or that does not take its value, stays as it is and counts among what was
    /// skipped.
    fn tune(&mut self) {
        self.is_untuned = false;
        let mut weights = RankingWeights::default();
        let mut faults = Vec::new();
        for (name, number) in &self.ranking {
            if let Err(error) = weights.set(name, number.to_f32()) {
                faults.push(Skipped { path: format!("ranking.{name}"), reason: error.to_string() });
            }
        }
        for fault in faults {
            self.skip(fault);
        }
        self.index.set_weights(weights);
        self.index.set_synonyms(self.synonyms.iter().map(Vec::as_slice));
    }

    /// Brings one more topic into the index, or one that changed; `false` where all are in. Indexing is the slowest part of growing and is
    /// left to whoever wants to search.
    pub fn index_next(&mut self) -> bool {
        if self.is_untuned {
            self.tune();
        }
        if let Some((number, old)) = self.changed.pop() {
            let is_gone = self.gone.contains(&number);
            let new = Some(&self.topics[number as usize]).filter(|_| !is_gone);
            let texts = |topic: &Arc<Topic>| (PlainTexts::of(topic), topic.clone());
            let (old, new) = (old.as_ref().map(texts), new.map(texts));
            self.index.replace(number, &document(old.as_ref()), &document(new.as_ref()));
            return true;
        }
        let Some(topic) = self.topics.get(self.indexed) else { return false };
        self.indexed += 1;
        self.index.add(&PlainTexts::of(topic).document(topic));
        true
    }

    /// Brings all topics into the index.
    pub fn index_all(&mut self) {
        while self.index_next() {}
    }

    /// Whether every topic is found as it is.
    pub fn is_indexed(&self) -> bool {
        self.changed.is_empty() && self.indexed == self.topics.len() && !self.is_untuned
    }

    /// Searches the topics of the given kinds (all, where empty); a friend's part in a topic lifts it. The query's
    /// last word may be the beginning of a longer one.
    pub fn search(&self, query: &str, kinds: &[Kind], circle: &Circle, limit: usize) -> Found {
        let topic = |document: u32| &self.topics[document as usize];
        let keep = |document| {
            (kinds.is_empty() || kinds.contains(&topic(document).kind)) && !self.gone.contains(&document)
        };
        let weights = self.index.weights();
        let lift = |document| lift(weights, topic(document), circle, self.newest).factor();
        let is_all = kinds.is_empty() && self.gone.is_empty();
        let options = SearchOptions {
            limit,
            last_word_is_prefix: true,
            keep: if is_all { None } else { Some(&keep) },
            boost: Some(Boost { of: &lift, most: most_lift(weights) }),
            texts: None,
            excerpt_chars: EXCERPT_CHARS,
        };
        let mut found = self.index.search(query, &options);
        let marker = self.index.marker(query, true);
        for hit in &mut found.hits {
            let topic = topic(hit.document);
            let shown = marker.show(&PlainTexts::of(topic).document(topic), EXCERPT_CHARS);
            (hit.title_marks, hit.excerpt) = (shown.title_marks, shown.excerpt);
        }
        found
    }

    /// Why the topic of this number has the score that [`Community::search`] gives it; `None` where the query does not find it.
    pub fn explain(&self, query: &str, circle: &Circle, document: u32) -> Option<TopicExplanation> {
        let topic = self.topics.get(document as usize).filter(|_| !self.gone.contains(&document))?;
        let words = self.index.explain(query, true, document)?;
        let lift = lift(self.index.weights(), topic, circle, self.newest);
        // What is lowered to nothing is found all the same.
        let score = (words.score.max(f32::MIN_POSITIVE) * lift.factor()).max(f32::MIN_POSITIVE);
        Some(TopicExplanation { words, lift, score })
    }

    /// What its search ranks by.
    pub fn weights(&self) -> &RankingWeights {
        self.index.weights()
    }

    /// Ranks by `weights` from now on.
    pub fn set_weights(&mut self, weights: RankingWeights) {
        self.index.set_weights(weights);
    }

    /// Takes words of one meaning, as [`Index::set_synonyms`](crate::search::Index::set_synonyms) does.
    pub fn set_synonyms<'a>(&mut self, groups: impl IntoIterator<Item = &'a [String]>) {
        self.index.set_synonyms(groups);
    }
}

/// What of a topic is searched; nothing where there is none.
fn document(texts: Option<&(PlainTexts, Arc<Topic>)>) -> Document<'_> {
    texts.map_or_else(Document::default, |(texts, topic)| texts.document(topic))
}

/// What of a topic is searched, as plain text: as the index saw it and as excerpt spans count in it. The answer is the best one or,
/// where none was chosen, the first.
#[derive(Clone, Debug)]
pub struct PlainTexts {
    /// The topic's body.
    pub question: String,
    /// The body of the best reply.
    pub answer: String,
}

impl PlainTexts {
    /// Of a topic.
    pub fn of(topic: &Topic) -> Self {
        let answer = topic.best_reply().or(topic.replies.first()).map(|reply| reply.body.plain_text());
        Self {
            question: topic.body.plain_text().into(),
            answer: answer.map(String::from).unwrap_or_default(),
        }
    }

    /// With what else of the topic is searched.
    pub fn document<'a>(&'a self, topic: &'a Topic) -> Document<'a> {
        Document { title: &topic.title, question: &self.question, answer: &self.answer, tags: &topic.tags }
    }
}
