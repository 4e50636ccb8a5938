//! A community in memory: its rows by id, its index, and the lists that a panel opens with.

mod growth;
mod lists;
mod search;

pub use lists::List;

use crate::{
    model::{Id, Kind, Person, Product, Recommendation, Standing, Topic},
    names::Names,
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
    /// By topic, where a service said anything of the visitor.
    standings: Vec<(Id, Standing)>,
}

impl Community {
    /// Takes a row; a topic is indexed at once. A second row of the same kind with the same id is skipped and counted;
    /// a second name or link replaces the first.
    pub fn add(&mut self, row: Row) {
        self.take(row, false);
    }

    /// Takes a row of a service, which is newer than one with the same id. Replies that are here and not in it stay,
    /// where it holds only some.
    pub fn put(&mut self, row: Row) {
        self.take(row, true);
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

    /// How the visitor stands to the topic with this id.
    pub fn standing(&self, id: &str) -> Option<&Standing> {
        self.standings.iter().find(|(of, _)| of.as_str() == id).map(|(_, standing)| standing)
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
