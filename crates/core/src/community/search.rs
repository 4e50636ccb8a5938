//! Searching a community's topics: what of a topic is indexed, and what lifts it beside its words.

use super::{
    Community, DAY_MS, Finding, Findings, Whereabouts,
    notes::{Facts, Notes, days},
    prebuilt::Prebuilt,
};
use crate::{
    friends::{Circle, FriendWeights, has_part},
    model::{Id, Kind, Timestamp, Topic},
    names::count,
    order,
    search::{Boost, Document, Explanation, Found, Hit, Marker, RankingWeights, SearchOptions, Shown},
    snapshot::Ranked,
};
use std::sync::Arc;

/// How long an excerpt is at most, in characters: about two lines of a narrow panel.
const EXCERPT_CHARS: usize = 160;

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
fn lift(weights: &RankingWeights, facts: Facts) -> Lift {
    let friend = if facts.is_friends { weights.friend } else { 0.0 };
    let best_answer = if facts.has_best { weights.best_answer } else { 0.0 };
    let me_toos = (weights.me_too * (1.0 + facts.me_toos as f32).ln()).min(weights.me_too_most);
    // Against the newest topic instead of now, so that a community that sleeps is not old all over.
    let recency = facts.days.map_or(0.0, |days| {
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

/// What speaks for a topic that is here; `is_shown` where a friend shows to have said something of it.
fn facts(topic: &Topic, is_shown: bool, circle: &Circle, newest: Option<Timestamp>) -> Facts {
    Facts {
        is_friends: is_shown || has_part(topic, circle),
        has_best: topic.best_reply().is_some(),
        me_toos: topic.me_too_count,
        days: days(topic, newest),
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
    /// Ranks as the site wants it, as [`Community::index_next`] does by itself. A weight that there is not, or that does not take its value, stays as it is and counts among what was
    /// skipped.
    pub fn tune(&mut self) {
        self.is_untuned = false;
        let mut weights = RankingWeights::default();
        for number in 0..self.ranking.len() {
            let (name, value) = &self.ranking[number];
            let set = weights.set(name, value.to_f32());
            self.skip_weight(Ranked::Topics, &name.clone(), set);
        }
        self.index.set_weights(weights);
        let mut weights = FriendWeights::default();
        for (name, value) in self.friend_ranking.clone() {
            let set = weights.set(&name, value.to_f32());
            self.skip_weight(Ranked::Friends, &name, set);
        }
        self.friend_weights = weights;
        self.index.set_synonyms(self.synonyms.iter().map(Vec::as_slice));
        if let Some(prebuilt) = &mut self.prebuilt {
            prebuilt.index.rank_as(&self.index);
        }
    }

    /// Brings one more topic into the index, or one that changed; `false` where all are in. Indexing is the slowest part of growing and is
    /// left to whoever wants to search. What a prebuilt index knows already is only found in it.
    pub fn index_next(&mut self) -> bool {
        if self.is_untuned {
            self.tune();
        }
        if let Some((number, old)) = self.changed.pop() {
            self.index_again(number, old.as_ref());
            return true;
        }
        let Some(topic) = self.topics.get(self.indexed) else { return false };
        let number = count(self.indexed);
        self.indexed += 1;
        if self.prebuilt.as_mut().is_none_or(|prebuilt| !prebuilt.knows(number, &topic.id)) {
            self.index_live(number);
        }
        true
    }

    /// Brings what became of a topic into the index, in the place of what it was.
    fn index_again(&mut self, number: u32, old: Option<&Arc<Topic>>) {
        let new = Some(&self.topics[number as usize]).filter(|_| !self.gone.contains(&number));
        let texts = |topic: &Arc<Topic>| (PlainTexts::of(topic), topic.clone());
        let (old, new) = (old.map(texts), new.map(texts));
        let (before, after) = (document(old.as_ref()), document(new.as_ref()));
        let mut place = Some(number);
        if let Some(prebuilt) = &mut self.prebuilt {
            if prebuilt.document(number).is_some() {
                // One that is gone is left out of what is found.
                let kind = |of: &Option<(PlainTexts, Arc<Topic>)>| of.as_ref().map(|(_, topic)| topic.kind);
                if new.is_some() && (before != after || kind(&old) != kind(&new)) {
                    prebuilt.outdate(number);
                    self.index_live(number);
                }
                return;
            }
            place = prebuilt.live.iter().position(|live| *live == number).map(count);
        }
        if let Some(place) = place {
            self.index.replace(place, &before, &after);
        }
    }

    /// Brings all topics into the index.
    pub fn index_all(&mut self) {
        while self.index_next() {}
    }

    /// Whether every topic is found as it is.
    pub fn is_indexed(&self) -> bool {
        self.changed.is_empty() && self.indexed == self.topics.len() && !self.is_untuned
    }

    /// Searches the topics that are here, of the given kinds (all, where empty); a friend's part in a topic lifts it. The query's
    /// last word may be the beginning of a longer one.
    pub fn search(&self, query: &str, kinds: &[Kind], circle: &Circle, limit: usize) -> Found {
        let found = self.find(query, kinds, circle, limit);
        let hits = found.hits.into_iter().filter_map(|hit| match hit.at {
            Whereabouts::Here(document) => {
                Some(Hit { document, score: hit.score, title_marks: hit.title_marks, excerpt: hit.excerpt })
            }
            Whereabouts::InShard { .. } => None,
        });
        Found { total: found.total, hits: hits.collect() }
    }

    /// Searches as [`Community::search`] does, and finds topics as well whose texts are in shards of the prebuilt index.
    ///
    /// What is in the prebuilt index and what is beside it are ranked each by the words of their own; the scores of the latter are
    /// brought to the same scale by how much the query's words tell in both.
    pub fn find(&self, query: &str, kinds: &[Kind], circle: &Circle, limit: usize) -> Findings {
        let Some(prebuilt) = self.prebuilt.as_deref() else {
            let (total, hits) = self.find_live(query, kinds, circle, limit, None);
            return self.findings(total, hits, &[&self.index.marker(query, true)]);
        };
        let (mut total, mut hits) = self.find_prebuilt(prebuilt, query, kinds, circle, limit);
        if !prebuilt.live.is_empty() {
            let (more, live) = self.find_live(query, kinds, circle, limit, Some(prebuilt));
            total += more;
            hits.extend(live);
            let score = |number: u32| hits[number as usize].score;
            let numbers = order::numbers(hits.len(), &|_| true);
            let best = order::first(numbers, limit, &|a, b| score(b).total_cmp(&score(a)).then(a.cmp(&b)));
            hits = best.into_iter().map(|number| hits[number as usize]).collect();
        }
        let markers = [&self.index.marker(query, true), &prebuilt.index.marker(query, true)];
        self.findings(total, hits, &markers)
    }

    /// Of the topics with these ids, which a service found, those that are here, of the given kinds, and that [`Community::find`] does not find; in
    /// their order. Their score is 0.
    pub fn find_besides(&self, query: &str, kinds: &[Kind], ids: &[Id]) -> Vec<Finding> {
        let mut hits = Vec::new();
        for id in ids {
            let Some(topic) = self.topic(id) else { continue };
            let Some(number) = self.topic_ids.get(id) else { continue };
            if !kinds.is_empty() && !kinds.contains(&topic.kind) {
                continue;
            }
            let (mut index, mut document) = (&self.index, Some(number));
            if let Some(prebuilt) = self.prebuilt.as_deref() {
                document = prebuilt.document(number);
                if document.is_some() {
                    index = &prebuilt.index;
                } else {
                    document = prebuilt.live.iter().position(|live| *live == number).map(count);
                }
            }
            let keep = |found: u32| Some(found) == document;
            if index.find(query, &options(0, Some(&keep), None)).0 == 0 {
                hits.push(Scored { at: Whereabouts::Here(number), score: 0.0, by: 0 });
            }
        }
        self.findings(0, hits, &[&self.index.marker(query, true)]).hits
    }

    /// Searches what is indexed here, beside a prebuilt index or without one.
    fn find_live(
        &self,
        query: &str,
        kinds: &[Kind],
        circle: &Circle,
        limit: usize,
        beside: Option<&Prebuilt>,
    ) -> (usize, Vec<Scored>) {
        let number = |document: u32| beside.map_or(document, |beside| beside.live[document as usize]);
        let topic = |document: u32| &self.topics[number(document) as usize];
        let keep = |document| {
            (kinds.is_empty() || kinds.contains(&topic(document).kind))
                && !self.gone.contains(&number(document))
        };
        let scale = beside.map_or(1.0, |beside| {
            beside.index.telling(query) / self.index.telling(query).max(f32::MIN_POSITIVE)
        });
        let weights = self.index.weights();
        let shown = self.shown_by_friends(circle);
        let lift = |document| {
            let is_shown = shown.contains(&number(document));
            lift(weights, facts(topic(document), is_shown, circle, self.newest)).factor()
        };
        let boost = Boost { of: &lift, most: most_lift(weights) };
        let is_all = kinds.is_empty() && self.gone.is_empty();
        let keep = if is_all { None } else { Some(&keep as &dyn Fn(u32) -> bool) };
        let (total, best) = self.index.find(query, &options(limit, keep, Some(boost)));
        let hits = best.into_iter().map(|(score, document)| Scored {
            at: Whereabouts::Here(number(document)),
            score: scale * score,
            by: 0,
        });
        (total, hits.collect())
    }

    fn find_prebuilt(
        &self,
        prebuilt: &Prebuilt,
        query: &str,
        kinds: &[Kind],
        circle: &Circle,
        limit: usize,
    ) -> (usize, Vec<Scored>) {
        let (index, notes, bytes) = (&prebuilt.index, &prebuilt.notes, prebuilt.index.notes());
        let keep = |document| {
            (kinds.is_empty() || Notes::is_of(bytes, document, kinds))
                && !prebuilt.is_stale(document)
                && (self.gone.is_empty()
                    || prebuilt.topic(document).is_none_or(|topic| !self.gone.contains(&topic)))
        };
        let parts = notes.friends_parts(bytes, circle);
        let shown = self.shown_by_friends(circle);
        let later = self.newest.zip(notes.newest());
        let later_days = later.map_or(0, |(now, then)| (now.millis() - then.millis()) / DAY_MS);
        let weights = index.weights();
        // By the notes also where the topic is here, so that its place does not change when its text comes.
        let lift = |document: u32| {
            let is_shown = || prebuilt.topic(document).is_some_and(|topic| shown.contains(&topic));
            let is_friends = parts.get(document as usize).copied().unwrap_or_default()
                || (!shown.is_empty() && is_shown());
            lift(weights, notes.facts(bytes, document, is_friends, later_days)).factor()
        };
        let boost = Boost { of: &lift, most: most_lift(weights) };
        let is_all = kinds.is_empty() && self.gone.is_empty() && prebuilt.is_whole();
        let keep = if is_all { None } else { Some(&keep as &dyn Fn(u32) -> bool) };
        let (total, best) = index.find(query, &options(limit, keep, Some(boost)));
        let hits = best.into_iter().map(|(score, document)| {
            let at = match prebuilt.topic(document) {
                Some(topic) => Whereabouts::Here(topic),
                None => Whereabouts::InShard { document, shard: notes.shard_of(bytes, document) },
            };
            Scored { at, score, by: 1 }
        });
        (total, hits.collect())
    }

    /// The numbers of topics of which a friend shows to have said something: few, because a service says so of what it answered.
    fn shown_by_friends(&self, circle: &Circle) -> Vec<u32> {
        let by_friend = self.standings.iter().filter(|(_, standing)| {
            standing.friends.iter().any(|(friend, _)| circle.friend(friend).is_some())
        });
        by_friend.filter_map(|(topic, _)| self.topic_ids.get(topic)).collect()
    }

    /// Hits as they are shown, as far as their texts are here.
    fn findings(&self, total: usize, hits: Vec<Scored>, markers: &[&Marker<'_>]) -> Findings {
        let hits = hits.into_iter().map(|Scored { at, score, by }| {
            let topic =
                if let Whereabouts::Here(number) = at { self.topics.get(number as usize) } else { None };
            let shown =
                topic.map(|topic| markers[by].show(&PlainTexts::of(topic).document(topic), EXCERPT_CHARS));
            let Shown { title_marks, excerpt } = shown.unwrap_or_default();
            Finding { at, score, title_marks, excerpt }
        });
        Findings { total, hits: hits.collect() }
    }

    /// Why the topic of this number has the score that [`Community::search`] gives it; `None` where the query does not find it.
    pub fn explain(&self, query: &str, circle: &Circle, document: u32) -> Option<TopicExplanation> {
        let topic = self.topics.get(document as usize).filter(|_| !self.gone.contains(&document))?;
        let words = self.index.explain(query, true, document)?;
        let is_shown = self.shown_by_friends(circle).contains(&document);
        let lift = lift(self.index.weights(), facts(topic, is_shown, circle, self.newest));
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

/// A hit, and which index found it: 0 for the live one, 1 for the prebuilt one.
#[derive(Clone, Copy)]
struct Scored {
    at: Whereabouts,
    score: f32,
    by: usize,
}

fn options<'a>(
    limit: usize,
    keep: Option<&'a dyn Fn(u32) -> bool>,
    boost: Option<Boost<'a>>,
) -> SearchOptions<'a> {
    SearchOptions { limit, last_word_is_prefix: true, keep, boost, texts: None, excerpt_chars: EXCERPT_CHARS }
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
