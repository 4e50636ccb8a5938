//! What a query found.

use goodword_core::{model::Topic, search::Span};
use std::{rc::Rc, sync::Arc};
use yew::AttrValue;

/// The topic of a result, or where it is to come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// It is here.
    Here(Arc<Topic>),
    /// Its text is to be fetched.
    Coming {
        /// Its number in the prebuilt index.
        document: u32,
        /// The file of texts that holds it.
        shard: u32,
    },
}

impl Sight {
    /// The topic, where it is here.
    pub fn topic(&self) -> Option<&Arc<Topic>> {
        if let Self::Here(topic) = self { Some(topic) } else { None }
    }

    /// Whether both are of the same topic, as far as that can be seen.
    pub fn is_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Here(topic), Self::Here(other)) => topic.id == other.id,
            (Self::Coming { document, .. }, Self::Coming { document: other, .. }) => document == other,
            _ => false,
        }
    }
}

/// One line of the results.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    /// The topic found.
    pub topic: Sight,
    /// Matched words of its title.
    pub title_marks: Vec<Span>,
    /// The best passage and the matched words in it.
    pub excerpt: Option<(AttrValue, Vec<Span>)>,
}

/// What a query found.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The query it answers.
    pub query: AttrValue,
    /// How many topics match in all.
    pub total: usize,
    /// In how many of `rows` a friend has a part.
    pub from_friends: usize,
    /// The best of them.
    pub rows: Rc<[ResultRow]>,
    /// Whether texts come after the rows, which then keep one height.
    pub is_steady: bool,
    /// How long the search took, in whole milliseconds.
    pub ms: u32,
}
