//! How a community takes rows: those of a snapshot once each, those of a service again and again.

use super::{Community, KEPT_SKIPPED, lists::last_active};
use crate::{
    knobs::KnobError,
    model::{Audience, Id, Kind, Recommendation, Reply, Role, Status, Topic, Visibility},
    names::Names,
    quote::quoted,
    snapshot::{Ranked, Row, Skipped},
};
use std::sync::Arc;

impl Community {
    /// Takes a row. A second row of the same kind with the same id is skipped and counted;
    /// a second name or link replaces the first.
    pub fn add(&mut self, row: Row) {
        match row {
            // Only a service says these two, and its rows are put.
            Row::Version | Row::Replies(..) | Row::Standing(..) => {}
            Row::Name(name) => self.name = name,
            Row::AnsweredCount(answered) => self.answered_in_all = answered as usize,
            Row::RangeDigits(digits) => self.range_digits = digits,
            Row::Topic(topic) => self.add_topic(topic),
            Row::Person(person) => {
                if self.person_ids.add(&person.id).1 {
                    self.words.set_role(&person.id, person.role);
                    self.people.push(Arc::new(person));
                } else {
                    self.skip_second("people", &person.id);
                }
            }
            Row::Recommendation(word) => {
                if self.words.has(&word.id) {
                    self.skip_second("recommendations", &word.id);
                } else {
                    self.words.put(word);
                }
            }
            Row::Product(product) => {
                if self.product_ids.add(&product.id).1 {
                    self.products.push(Arc::new(product));
                } else {
                    self.skip_second("products", &product.id);
                }
            }
            Row::Link(relation, template) => {
                let (number, _) = self.link_relations.add(&relation);
                match self.links.get_mut(number as usize) {
                    Some(link) => *link = template,
                    None => self.links.push(template),
                }
            }
            Row::ImageHost(origin) => self.image_hosts.push(origin),
            Row::Weight(Ranked::Topics, name, number) => {
                self.ranking.push((name, number));
                self.is_untuned = true;
            }
            Row::Weight(Ranked::Friends, name, number) => {
                self.friend_ranking.push((name, number));
                self.is_untuned = true;
            }
            Row::Synonyms(words) => {
                self.synonyms.push(words);
                self.is_untuned = true;
            }
            Row::Skipped(skipped) => self.skip(skipped),
        }
    }

    /// Forgets a topic that its service has no more; it can come again.
    pub fn forget(&mut self, topic: &str) {
        let Some(number) = self.topic_ids.get(topic).filter(|number| !self.gone.contains(number)) else {
            return;
        };
        let old = self.topics[number as usize].clone();
        self.count(&old, false);
        self.gone.push(number);
        self.changes(number, Some(old));
    }

    /// Forgets how the visitor stood to any topic, and what only this visitor could see.
    pub fn forget_visitor(&mut self) {
        let standings = std::mem::take(&mut self.standings);
        let friends = standings.iter().flat_map(|(_, standing)| &standing.friends);
        let friends = friends.map(|(friend, _)| friend.clone()).collect();
        self.forget_said(friends, &|word| word.audience != Audience::Public);
        for (id, standing) in standings {
            if standing.visibility != Visibility::Published {
                self.forget(&id);
            } else if !standing.unpublished.is_empty()
                && let Some(number) = self.topic_ids.get(&id)
            {
                let mut topic = Topic::clone(&self.topics[number as usize]);
                topic
                    .replies
                    .retain(|reply| standing.unpublished.iter().all(|(hidden, _)| *hidden != reply.id));
                self.replace(number, topic);
            }
        }
    }

    /// Forgets the recommendations that `is_forgotten` names, and whoever is known by them alone.
    pub fn forget_words(&mut self, is_forgotten: &dyn Fn(&Recommendation) -> bool) {
        self.forget_said(Vec::new(), is_forgotten);
    }

    /// As [`Community::forget_words`]; those who are `silent` by now are forgotten with them, where nothing else is known of them.
    fn forget_said(&mut self, mut silent: Vec<Id>, is_forgotten: &dyn Fn(&Recommendation) -> bool) {
        silent.append(&mut self.words.forget(is_forgotten));
        for word in self.words.all() {
            silent.retain(|id| *id != word.person);
        }
        let wrote = |author: &Option<Id>, id: &Id| author.as_ref() == Some(id);
        silent.retain(|id| {
            !self.topics.iter().any(|topic| {
                wrote(&topic.author, id) || topic.replies.iter().any(|reply| wrote(&reply.author, id))
            })
        });
        if silent.is_empty() {
            return;
        }
        self.person_ids = Names::default();
        for person in std::mem::take(&mut self.people) {
            if silent.contains(&person.id) {
                self.words.set_role(&person.id, Role::Member);
            } else {
                self.person_ids.add(&person.id);
                self.people.push(person);
            }
        }
    }

    pub(super) fn add_topic(&mut self, topic: Topic) {
        if !self.topic_ids.add(&topic.id).1 {
            self.skip_second("topics", &topic.id);
            return;
        }
        self.count(&topic, true);
        self.newest = self.newest.max(last_active(&topic));
        self.topics.push(Arc::new(topic));
    }

    /// Takes a row of a service, which is newer than one with the same id. Replies that are here and not in it stay,
    /// where it holds only some.
    pub fn put(&mut self, row: Row) {
        match row {
            Row::Topic(topic) if self.topic_ids.get(&topic.id).is_some() => self.put_topic(topic),
            Row::Replies(topic, replies) => self.put_replies(&topic, replies),
            Row::Standing(topic, standing) => match self.standings.iter_mut().find(|(of, _)| *of == topic) {
                Some((_, known)) => *known = standing,
                None => self.standings.push((topic, standing)),
            },
            Row::Person(person) => match self.person_ids.get(&person.id) {
                Some(number) => {
                    self.words.set_role(&person.id, person.role);
                    self.people[number as usize] = Arc::new(person);
                }
                None => self.add(Row::Person(person)),
            },
            Row::Recommendation(word) => self.words.put(word),
            other => self.add(other),
        }
    }

    /// Takes a topic of a list that may know less of it than what is here already: what the list leaves out stays.
    pub fn put_part(&mut self, mut topic: Topic) {
        if let Some(known) = self.topic(&topic.id).cloned() {
            let fill = |part: &mut Option<_>, of: &Option<_>| {
                if part.is_none() {
                    part.clone_from(of);
                }
            };
            fill(&mut topic.created_at, &known.created_at);
            fill(&mut topic.last_active_at, &known.last_active_at);
            topic.author = topic.author.or_else(|| known.author.clone());
            topic.url = topic.url.or_else(|| known.url.clone());
            if topic.status == Status::None {
                topic.status = known.status;
            }
            if topic.kind == Kind::Question {
                topic.kind = known.kind;
            }
            if topic.tags.is_empty() {
                topic.tags.clone_from(&known.tags);
            }
            if topic.products.is_empty() {
                topic.products.clone_from(&known.products);
            }
            // It may hold some of the replies only, such as an article's own text beside its comments.
            let told = std::mem::replace(&mut topic.replies, known.replies.clone());
            renew(&mut topic.replies, told);
            // An excerpt stands for a body in lists.
            if !known.body.source.is_empty() {
                topic.body.clone_from(&known.body);
            }
            for (count, of) in [
                (&mut topic.me_too_count, known.me_too_count),
                (&mut topic.follower_count, known.follower_count),
                (&mut topic.reply_count, known.reply_count),
            ] {
                if *count == 0 {
                    *count = of;
                }
            }
        }
        self.put(Row::Topic(topic));
    }

    fn put_topic(&mut self, mut topic: Topic) {
        let Some(number) = self.topic_ids.get(&topic.id) else { return };
        // A list gives a topic with one reply; those that were read with the whole topic are not lost by it.
        let known = &self.topics[number as usize].replies;
        if topic.replies.len() < known.len() && topic.reply_count as usize > topic.replies.len() {
            topic.replies.clone_from(known);
        }
        self.replace(number, topic);
    }

    fn put_replies(&mut self, topic: &str, replies: Vec<Reply>) {
        let Some(number) = self.topic_ids.get(topic) else { return };
        let mut topic = Topic::clone(&self.topics[number as usize]);
        renew(&mut topic.replies, replies);
        topic.reply_count = topic.reply_count.max(u32::try_from(topic.replies.len()).unwrap_or(u32::MAX));
        self.replace(number, topic);
    }

    fn replace(&mut self, number: u32, topic: Topic) {
        let old = std::mem::replace(&mut self.topics[number as usize], Arc::new(topic));
        let new = self.topics[number as usize].clone();
        self.count(&new, true);
        if let Some(place) = self.gone.iter().position(|gone| *gone == number) {
            self.gone.swap_remove(place);
            self.changes(number, None);
            return;
        }
        self.count(&old, false);
        self.changes(number, Some(old));
    }

    /// Remembers what of a topic is in the index, which from now on is something else.
    fn changes(&mut self, number: u32, indexed: Option<Arc<Topic>>) {
        let is_indexed = (number as usize) < self.indexed;
        if is_indexed && self.changed.iter().all(|(other, _)| *other != number) {
            self.changed.push((number, indexed));
        }
    }

    /// Counts a topic in, or out again.
    fn count(&mut self, topic: &Topic, is_in: bool) {
        let is_answered = topic.status == Status::Complete || topic.best_reply().is_some();
        let answered = is_answered && topic.kind == Kind::Question;
        let kinds = &mut self.kind_counts[topic.kind as usize];
        if is_in {
            self.answered_count += usize::from(answered);
            *kinds += 1;
        } else {
            self.answered_count -= usize::from(answered);
            *kinds -= 1;
        }
    }

    fn skip_second(&mut self, section: &str, id: &Id) {
        let reason = format!("the id {} is given twice", quoted(id));
        self.skip(Skipped { path: format!("{section}[?id={id}]"), reason });
    }

    /// Counts a weight that was not set among what was skipped.
    pub(super) fn skip_weight(&mut self, of: Ranked, name: &str, set: Result<(), KnobError>) {
        if let Err(error) = set {
            let path = [of.member(), ".", name].concat();
            self.skip(Skipped { path, reason: error.to_string() });
        }
    }

    pub(super) fn skip(&mut self, skipped: Skipped) {
        self.skipped_count += 1;
        if self.skipped.len() < KEPT_SKIPPED {
            self.skipped.push(skipped);
        }
    }
}

/// Takes newer replies in, and keeps those that are not among them.
fn renew(replies: &mut Vec<Reply>, newer: Vec<Reply>) {
    for reply in newer {
        match replies.iter_mut().find(|known| known.id == reply.id) {
            Some(known) => *known = reply,
            None => replies.push(reply),
        }
    }
}
