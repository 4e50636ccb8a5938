//! Reading a native snapshot, row by row, while its bytes still arrive.
//!
//! The reader is fed chunks and hands out rows, so that the caller decides how long it works at a time. It is
//! lenient: unknown fields are ignored, numbers pass as ids, a bad row is skipped and reported with its path.

mod answer;
mod fields;
mod reader;
mod rows;
mod scan;
mod window;

pub use answer::{Answer, Case, MAX_ANSWER_ROWS, Of, Suggested};
pub use reader::{MAX_ROW_BYTES, SnapshotReader};

use crate::{
    json::Number,
    model::{Id, Person, Product, Recommendation, Reply, Standing, Topic},
    quote::quoted,
};

/// One piece of a snapshot, in the order it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// The `goodword` field was read and names a version that is understood.
    Version,
    /// The community's name.
    Name(String),
    /// How many questions are answered, where the document does not hold all of them.
    AnsweredCount(u32),
    /// How many digits a range of recommendations is asked for by, where the service gives ranges.
    RangeDigits(u32),
    /// An element of `topics`.
    Topic(Topic),
    /// Replies of the topic with this id, from a page of them.
    Replies(Id, Vec<Reply>),
    /// How the visitor stands to the topic with this id.
    Standing(Id, Standing),
    /// An element of `people`.
    Person(Person),
    /// An element of `recommendations`.
    Recommendation(Recommendation),
    /// An element of `products`.
    Product(Product),
    /// A member of `links`: relation and URL template.
    Link(Id, String),
    /// An element of `image_hosts`: an origin that images in bodies may come from.
    ImageHost(String),
    /// A member of `ranking` or `friend_ranking`: what it is for, the name of a ranking weight, and what it is set to.
    Weight(Ranked, Id, Number),
    /// An element of `synonyms`: words or phrases of one meaning.
    Synonyms(Vec<String>),
    /// Something that could not be used.
    Skipped(Skipped),
}

/// What a ranking weight is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranked {
    /// Topics that a query finds.
    Topics,
    /// What is said of a subject, and people to know.
    Friends,
}

impl Ranked {
    /// The member of the document that holds such weights.
    pub const fn member(self) -> &'static str {
        match self {
            Self::Topics => "ranking",
            Self::Friends => "friend_ranking",
        }
    }
}

/// A row or field that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands: `topics[3]`, or `topics[3].me_too_count` where only that field was given up.
    pub path: String,
    /// What was expected and what was found.
    pub reason: String,
}

/// Why a document as a whole is no snapshot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// The first byte that is no white space is not `{`.
    #[error("not a JSON object: it begins with {}", quoted(found))]
    NotJson {
        /// The first characters, at most 16.
        found: String,
    },
    /// It breaks JSON's grammar between rows.
    #[error("malformed JSON at byte {at}: {reason}")]
    Malformed {
        /// Offset in bytes from the start.
        at: usize,
        /// What was expected.
        reason: String,
    },
    /// It ended before the last brace.
    #[error("truncated: it ends after {at} bytes in the middle of {path}")]
    Truncated {
        /// Bytes read.
        at: usize,
        /// What was being read.
        path: String,
    },
    /// Brackets nest deeper than allowed.
    #[error("nested deeper than {limit} levels at byte {at}")]
    TooDeep {
        /// Levels allowed.
        limit: usize,
        /// Offset in bytes.
        at: usize,
    },
    /// More bytes than allowed.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// `goodword` names a version that this code does not read.
    #[error("snapshot version {found} is not understood; this reads version 1")]
    Version {
        /// The version as written, at most 32 characters.
        found: String,
    },
    /// The object has no `goodword` field.
    #[error("not a Goodword snapshot: the field \"goodword\": 1 is missing")]
    NotASnapshot,
}

/// How much a reader takes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes in all.
    pub max_bytes: usize,
    /// Levels of nesting.
    pub max_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 32 * 1024 * 1024, max_depth: 64 }
    }
}
