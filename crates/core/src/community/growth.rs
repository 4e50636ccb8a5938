//! How a community takes rows: those of a snapshot once each, those of a service again and again.

use super::{Community, KEPT_SKIPPED, search};
use crate::{
    model::{Id, Kind, Reply, Status, Topic},
    quote::quoted,
    snapshot::{Row, Skipped},
};
use std::sync::Arc;

impl Community {
    /// Takes a row; one whose id is known replaces the known one where it is `newer`, and is skipped where not.
    pub(super) fn take(&mut self, row: Row, newer: bool) {
        match row {
            Row::Version => {}
            Row::Name(name) => self.name = name,
            Row::Topic(topic) => self.take_topic(topic, newer),
            Row::Replies(topic, replies) => self.take_replies(&topic, replies),
            Row::Standing(topic, standing) => match self.standings.iter_mut().find(|(of, _)| *of == topic) {
                Some((_, known)) => *known = standing,
                None => self.standings.push((topic, standing)),
            },
            Row::Person(person) => match self.person_ids.add(&person.id) {
                (_, true) => self.people.push(Arc::new(person)),
                (number, _) if newer => self.people[number as usize] = Arc::new(person),
                _ => self.skip_second("people", &person.id),
            },
            Row::Recommendation(word) => match self.recommendation_ids.add(&word.id) {
                (_, true) => self.recommendations.push(Arc::new(word)),
                (number, _) if newer => self.recommendations[number as usize] = Arc::new(word),
                _ => self.skip_second("recommendations", &word.id),
            },
            Row::Product(product) => match self.product_ids.add(&product.id) {
                (_, true) => self.products.push(Arc::new(product)),
                (number, _) if newer => self.products[number as usize] = Arc::new(product),
                _ => self.skip_second("products", &product.id),
            },
            Row::Link(relation, template) => {
                let (number, _) = self.link_relations.add(&relation);
                match self.links.get_mut(number as usize) {
                    Some(link) => *link = template,
                    None => self.links.push(template),
                }
            }
            Row::ImageHost(origin) => self.image_hosts.push(origin),
            Row::Skipped(skipped) => self.skip(skipped),
        }
    }

    fn take_topic(&mut self, mut topic: Topic, newer: bool) {
        match self.topic_ids.add(&topic.id) {
            (_, true) => {
                self.count(&topic, true);
                search::with_document(&topic, &mut |document| {
                    self.index.add(document);
                });
                self.topics.push(Arc::new(topic));
            }
            (number, _) if newer => {
                // A list gives a topic with one reply; those that were read with the whole topic are not lost by it.
                let known = &self.topics[number as usize].replies;
                if topic.replies.len() < known.len() && topic.reply_count as usize > topic.replies.len() {
                    topic.replies.clone_from(known);
                }
                self.replace(number, topic);
            }
            _ => self.skip_second("topics", &topic.id),
        }
    }

    fn take_replies(&mut self, topic: &str, replies: Vec<Reply>) {
        let Some(number) = self.topic_ids.get(topic) else { return };
        let mut topic = Topic::clone(&self.topics[number as usize]);
        for reply in replies {
            match topic.replies.iter_mut().find(|known| known.id == reply.id) {
                Some(known) => *known = reply,
                None => topic.replies.push(reply),
            }
        }
        topic.reply_count = topic.reply_count.max(u32::try_from(topic.replies.len()).unwrap_or(u32::MAX));
        self.replace(number, topic);
    }

    fn replace(&mut self, number: u32, topic: Topic) {
        let old = std::mem::replace(&mut self.topics[number as usize], Arc::new(topic));
        let new = self.topics[number as usize].clone();
        self.count(&old, false);
        self.count(&new, true);
        search::with_document(&old, &mut |old| {
            search::with_document(&new, &mut |new| self.index.replace(number, old, new));
        });
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

    fn skip(&mut self, skipped: Skipped) {
        self.skipped_count += 1;
        if self.skipped.len() < KEPT_SKIPPED {
            self.skipped.push(skipped);
        }
    }
}
