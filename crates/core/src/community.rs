//! A community in memory: its rows by id, its index, and the lists that a panel opens with.

mod growth;
mod lists;
mod notes;
mod prebuilt;
mod search;

pub use lists::List;
pub use prebuilt::{Finding, Findings, Whereabouts};
pub use search::{Lift, PlainTexts, TopicExplanation};

use crate::{
    friends::{Circle, Deed, FriendWeights, Part, Words, parts_up_to},
    json::Number,
    model::{Id, Kind, Mark, Person, Product, Standing, Timestamp, Topic},
    names::Names,
    search::Index,
    snapshot::Skipped,
};
use std::sync::Arc;

/// How many skipped rows are kept word for word; the rest is only counted.
pub const KEPT_SKIPPED: usize = 20;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Everything a panel can show. It grows row by row and can be searched at any moment, as far as it is indexed
/// ([`Community::index_next`]).
#[derive(Debug, Default)]
pub struct Community {
    name: String,
    topics: Vec<Arc<Topic>>,
    topic_ids: Names,
    people: Vec<Arc<Person>>,
    person_ids: Names,
    words: Words,
    products: Vec<Arc<Product>>,
    product_ids: Names,
    links: Vec<String>,
    link_relations: Names,
    image_hosts: Vec<String>,
    /// How the site wants topics ranked, as it says.
    ranking: Vec<(Id, Number)>,
    friend_ranking: Vec<(Id, Number)>,
    friend_weights: FriendWeights,
    synonyms: Vec<Vec<String>>,
    /// Whether something was said of it that the index does not know yet.
    is_untuned: bool,
    skipped: Vec<Skipped>,
    skipped_count: usize,
    /// Questions with a best or official answer, or complete.
    answered_count: usize,
    /// How many of them there are in all, where the source says so because it does not hold all.
    answered_in_all: usize,
    /// By how many digits recommendations are asked for in ranges; 0 where they are not.
    range_digits: u32,
    /// Topics of each kind, in the order of [`Kind`].
    kind_counts: [u32; 5],
    index: Index,
    prebuilt: Option<Box<prebuilt::Prebuilt>>,
    /// How many topics are in the index, and those of them that changed since: what of each is indexed, nothing where nothing is.
    indexed: usize,
    changed: Vec<(u32, Option<Arc<Topic>>)>,
    /// When something last happened in any topic.
    newest: Option<Timestamp>,
    /// By topic, where a service said anything of the visitor.
    standings: Vec<(Id, Standing)>,
    /// Numbers of topics that are not here any more.
    gone: Vec<u32>,
}

impl Community {
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
        let number = self.topic_ids.get(id).filter(|number| !self.gone.contains(number))?;
        self.topics.get(number as usize)
    }

    /// How the visitor stands to the topic with this id.
    pub fn standing(&self, id: &str) -> Option<&Standing> {
        self.standings.iter().find(|(of, _)| of.as_str() == id).map(|(_, standing)| standing)
    }

    /// The visitor's friends who had a part in `topic`, as [`parts`](crate::friends::parts) has them, and those who show what they
    /// said of it.
    pub fn parts(&self, topic: &Topic, circle: &Circle) -> Vec<Part> {
        let shown = self.standing(&topic.id).map_or(&[][..], |standing| &standing.friends);
        let part = |(friend, mark): &(Id, Mark)| {
            let deed = if *mark == Mark::MeToo { Deed::HasToo } else { Deed::FoundUseful };
            Part { friend: friend.clone(), deed }
        };
        let brought: Vec<_> = shown.iter().map(part).collect();
        parts_up_to(usize::MAX, topic, &brought, circle).shown
    }

    /// Whether the visitor may moderate a topic that is here.
    pub fn is_moderated_here(&self) -> bool {
        self.standings.iter().any(|(_, standing)| standing.may_moderate)
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Arc<Person>> {
        self.people.get(self.person_ids.get(id)? as usize)
    }

    /// The product with this id.
    pub fn product(&self, id: &str) -> Option<&Arc<Product>> {
        self.products.get(self.product_ids.get(id)? as usize)
    }

    /// All products.
    pub fn products(&self) -> &[Arc<Product>] {
        &self.products
    }

    /// All recommendations.
    pub fn recommendations(&self) -> &Words {
        &self.words
    }

    /// The same, to be ranked.
    pub fn recommendations_mut(&mut self) -> &mut Words {
        &mut self.words
    }

    /// Origins that images in bodies may come from.
    pub fn image_hosts(&self) -> &[String] {
        &self.image_hosts
    }

    /// How the site wants topics ranked: weights by name as they were written, and groups of words of one meaning.
    pub fn tuning(&self) -> (&[(Id, Number)], &[Vec<String>]) {
        (&self.ranking, &self.synonyms)
    }

    /// How the site wants friends' words ranked, once it is [tuned](Self::tune).
    pub fn friend_weights(&self) -> &FriendWeights {
        &self.friend_weights
    }

    /// Whether the site says how it wants friends' words ranked.
    pub fn has_friend_ranking(&self) -> bool {
        !self.friend_ranking.is_empty()
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

    /// By how many hexadecimal digits recommendations are asked for in ranges, 1 to 6; 0 where the service gives none.
    pub fn range_digits(&self) -> u32 {
        self.range_digits
    }

    /// How many questions have a best or official answer or are complete; at least as many as the source says.
    pub fn answered_count(&self) -> usize {
        self.answered_count.max(self.answered_in_all)
    }

    /// Whether any topic is of this kind.
    pub fn has_kind(&self, kind: Kind) -> bool {
        self.kind_counts[kind as usize] > 0
    }
}
