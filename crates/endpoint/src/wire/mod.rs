//! The JSON of the protocol: what stands in a snapshot and in every answer, under the same names.
//!
//! It is written here and read by `goodword_core::snapshot`, which the widget uses too. Facts that are unknown are left
//! out, never null: of an audience, null would mean something else.

mod rows;
mod said;
mod time;
mod words;

pub use rows::{PersonWire, ProductWire, RecommendationWire, ReplyWire, SaidWire, TopicWire, ViewerWire};
pub use said::{FlaggedWire, FollowWire, FriendshipWire, IdWire, MeTooWire, StarWire, StatusWire};
pub use time::rfc3339;
pub use words::Word;
pub(crate) use words::words;

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// The version of the protocol, in the field `goodword`.
pub const VERSION: u32 = 1;

/// What the endpoint's own address answers: a snapshot without rows, and with the links that say what it can do.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Community)]
pub struct DiscoveryWire {
    /// The version of the protocol.
    pub goodword: u32,
    /// The community's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Names for the ids that `products` of topics and `subject` of recommendations hold.
    pub products: Vec<ProductWire>,
    /// Origins that images in bodies may come from.
    pub image_hosts: Vec<String>,
    /// Ranking weights that are not at their defaults, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, f64>)]
    pub ranking: BTreeMap<String, f64>,
    /// Groups of words or phrases of one meaning, any of which finds the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<Vec<String>>,
    /// How many hexadecimal digits a `prefix` of recommendations has, from 1 to 6.
    #[schema(minimum = 1, maximum = 6)]
    pub range_digits: u32,
    /// Relation → RFC 6570 template, relative to the endpoint. A capability exists exactly when its link does.
    #[schema(value_type = BTreeMap<String, String>)]
    pub links: BTreeMap<&'static str, &'static str>,
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = List)]
pub struct ListWire<T> {
    /// How many rows the whole list has now, of which this is one page.
    pub total: u64,
    /// The rows.
    pub data: Vec<T>,
    /// The people that the rows name, each once; those that the community does not know are absent.
    pub people: Vec<PersonWire>,
    /// The next page, relative to this answer's own address; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One topic with the first page of its replies.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TopicPage)]
pub struct TopicPageWire {
    /// The topic. Its replies are the first ones, in order, and the best answer even where it comes later.
    #[serde(flatten)]
    pub topic: TopicWire,
    /// The people that topic and replies name, each once.
    pub people: Vec<PersonWire>,
    /// The page of replies after these, relative to this answer's own address; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
