//! A community in memory: its rows by id, its index, and the lists that a panel opens with.

mod lists;
mod search;

pub use lists::List;

use crate::{
    model::{Id, Kind, Person, Product, Recommendation, Status, Topic},
    names::Names,
    quote::quoted,
    search::Index,
    snapshot::{Row, Skipped},
};
use std::sync::Arc;

/// How many skipped rows are kept word for word; the rest is only counted.
pub const KEPT_SKIPPED: usize = 20;

/// Everything a panel can show. It grows row by row and can be searched at any moment.
#[derive(Debug, Default)]
pub struct Community {
    name: String,
    topics: Vec<Arc<Topic>>,
    topic_ids: Names,
    people: Vec<Arc<Person>>,
    person_ids: Names,
    recommendations: Vec<Arc<Recommendation>>,
    recommendation_ids: Names,
    products: Vec<Arc<Product>>,
    product_ids: Names,
    links: Vec<String>,
    link_relations: Names,
    image_hosts: Vec<String>,
    skipped: Vec<Skipped>,
    skipped_count: usize,
    /// Questions with a best or official answer, or complete.
    answered_count: usize,
    /// Topics of each kind, in the order of [`Kind`].
    kind_counts: [u32; 5],
    index: Index,
}

impl Community {
    /// Takes a row; a topic is indexed at once. A second row of the same kind with the same id is skipped and counted;
    /// a second name or link replaces the first.
    pub fn add(&mut self, row: Row) {
        match row {
            Row::Version => {}
            Row::Name(name) => self.name = name,
            Row::Topic(topic) => self.add_topic(topic),
            Row::Person(person) => {
                if self.person_ids.add(&person.id).1 {
                    self.people.push(Arc::new(person));
                } else {
                    self.skip_second("people", &person.id);
                }
            }
            Row::Recommendation(word) => {
                if self.recommendation_ids.add(&word.id).1 {
                    self.recommendations.push(Arc::new(word));
                } else {
                    self.skip_second("recommendations", &word.id);
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
            Row::Skipped(skipped) => self.skip(skipped),
        }
    }

    fn add_topic(&mut self, topic: Topic) {
        if !self.topic_ids.add(&topic.id).1 {
            self.skip_second("topics", &topic.id);
            return;
        }
        let is_answered = topic.status == Status::Complete || topic.best_reply().is_some();
        self.answered_count += usize::from(is_answered && topic.kind == Kind::Question);
        self.kind_counts[topic.kind as usize] += 1;
        search::with_document(&topic, &mut |document| {
            self.index.add(document);
        });
        self.topics.push(Arc::new(topic));
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

    /// The community's name; empty while unknown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All topics in the source's order; a search hit's document number counts in it.
    pub fn topics(&self) -> &[Arc<Topic>] {
        &self.topics
    }

    /// The topic with this id.
    pub fn topic(&self, id: &str) -> Option<&Arc<Topic>> {
        self.topics.get(self.topic_ids.get(id)? as usize)
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Arc<Person>> {
        self.people.get(self.person_ids.get(id)? as usize)
    }

    /// The product with this id.
    pub fn product(&self, id: &str) -> Option<&Arc<Product>> {
        self.products.get(self.product_ids.get(id)? as usize)
    }

    /// All recommendations.
    pub fn recommendations(&self) -> &[Arc<Recommendation>] {
        &self.recommendations
    }

    /// Origins that images in bodies may come from.
    pub fn image_hosts(&self) -> &[String] {
        &self.image_hosts
    }

    /// The URL template of a link relation, where the endpoint offers it.
    pub fn link(&self, relation: &str) -> Option<&str> {
        self.links.get(self.link_relations.get(relation)? as usize).map(String::as_str)
    }

    /// What was skipped: the first [`KEPT_SKIPPED`] word for word.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// How much was skipped in all.
    pub fn skipped_count(&self) -> usize {
        self.skipped_count
    }

    /// How many questions have a best or official answer or are complete.
    pub fn answered_count(&self) -> usize {
        self.answered_count
    }

    /// Whether any topic is of this kind.
    pub fn has_kind(&self, kind: Kind) -> bool {
        self.kind_counts[kind as usize] > 0
    }
}
