//! What a dialect makes of answers, for whoever writes one: the command `goodword check` and the page `www/mapping/` tell the same.
//!
//! No panel needs any of it. It fetches nothing, and knows neither the command nor the page.

mod followed;
mod table;
mod taken;

pub use followed::followed;
pub use table::{Line, table};
pub use taken::{Taken, shows_more, taken};

use crate::dialect::{Dialect, OPERATIONS};

/// How many rows a panel asks for.
const LIMIT: &str = "30";
/// What stands for a visitor's words in requests that are shown and not sent.
const WRITTEN: [(&str, &str); 13] = [
    ("title", "A title"),
    ("body", "Some words."),
    ("kind", "question"),
    ("name", "Maya"),
    ("email", "maya@brand.example"),
    ("reply", "1"),
    ("reason", "spam"),
    ("subject", "kettle"),
    ("verb", "loves"),
    ("text", "Some words."),
    ("audience", "public"),
    ("token", "TOKEN"),
    ("key", "KEY"),
];

/// What a request is made of while a dialect is looked at, by name: the topic's `id` and the `query` that are known by now, the time as
/// RFC 3339 writes it, and words that stand for a visitor's. What only reads is asked without a visitor.
pub fn values<'a>(id: &'a str, query: &'a str, now: &'a str, writes: bool) -> Vec<(&'a str, &'a str)> {
    let mut values = vec![("limit", LIMIT), ("now", now), ("lang", "en"), ("query", query), ("id", id)];
    values.extend(WRITTEN.iter().filter(|(name, _)| *name != "token" || writes));
    values
}

/// What to search for where nobody says: a word that stands in a title.
pub fn first_word(title: &str) -> Option<String> {
    title.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty()).map(str::to_owned)
}

/// The operations of a dialect: those that the panel knows as it comes by them, then their helpers.
pub fn in_order(dialect: &Dialect) -> Vec<&str> {
    let known = OPERATIONS.iter().map(|(name, _)| *name).filter(|name| dialect.operation(name).is_some());
    let helpers = dialect.names().filter(|name| OPERATIONS.iter().all(|(known, _)| known != name));
    known.chain(helpers).collect()
}

/// What a panel does without an operation of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// The dialect has the operation.
    Present,
    /// Replies come with their topic.
    WithTopic,
    /// Only what is on the page is searched.
    OnPage,
    /// It does not offer it.
    Absent,
}

impl Capability {
    /// The same in a phrase, for the developer.
    pub fn says(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::WithTopic => "present: they come with their topic",
            Self::OnPage => "absent: only what is on the page is searched",
            Self::Absent => "absent",
        }
    }
}

/// Whether a panel with this dialect can do one of [`OPERATIONS`].
pub fn capability(dialect: &Dialect, name: &str) -> Capability {
    let brings_replies = |name: &&str| {
        dialect.operation(name).is_some_and(|operation| dialect.gives(operation).1.contains(&"replies"))
    };
    match name {
        _ if dialect.operation(name).is_some() => Capability::Present,
        "replies" if ["topics", "topic"].iter().any(brings_replies) => Capability::WithTopic,
        "search" => Capability::OnPage,
        _ => Capability::Absent,
    }
}
