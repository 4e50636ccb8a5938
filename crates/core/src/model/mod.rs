//! The model: what a community is made of, always valid once built.
//!
//! It must not know JSON, the DOM or where a row came from. Optional facts are `Option`s, never empty strings.

mod id;
mod plain_text;
mod standing;
mod timestamp;

pub use id::Id;
pub use plain_text::unescape;
pub use standing::{Mark, Standing, Visibility};
pub use timestamp::Timestamp;

/// What a topic is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody asks.
    #[default]
    Question,
    /// Somebody proposes.
    Idea,
    /// Something does not work.
    Problem,
    /// Somebody thanks.
    Praise,
    /// The brand tells.
    Update,
}

impl Kind {
    /// All of them, in the order in which a visitor chooses.
    pub const ALL: [Self; 5] = [Self::Question, Self::Idea, Self::Problem, Self::Praise, Self::Update];

    /// Its word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Idea => "idea",
            Self::Problem => "problem",
            Self::Praise => "praise",
            Self::Update => "update",
        }
    }
}

/// How far a topic has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nothing was said of it.
    #[default]
    None,
    /// Waiting to be looked at.
    Pending,
    /// Being worked on.
    Active,
    /// Answered, solved or done.
    Complete,
    /// Looked at, and it will not be done.
    Rejected,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::None, Self::Pending, Self::Active, Self::Complete, Self::Rejected];

    /// Its word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Complete => "complete",
            Self::Rejected => "rejected",
        }
    }
}

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text; line breaks count.
    #[default]
    Text,
    /// The safe subset of Markdown.
    Markdown,
    /// Untrusted HTML, of which only an allow-list is shown.
    Html,
}

/// What somebody wrote, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The source, untrusted, in `format`.
    pub source: String,
    /// How `source` is to be read.
    pub format: Format,
}

/// A question, idea, problem, praise or update, with its replies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Unique among the community's topics.
    pub id: Id,
    /// What it is about.
    pub kind: Kind,
    /// How far it has come.
    pub status: Status,
    /// Never empty.
    pub title: String,
    /// The question itself; empty where the title says it all.
    pub body: Body,
    /// A person's id, which the community may or may not know.
    pub author: Option<Id>,
    /// When it was asked.
    pub created_at: Option<Timestamp>,
    /// When something last happened in it.
    pub last_active_at: Option<Timestamp>,
    /// Its own page, as the source wrote it: unresolved and unchecked.
    pub url: Option<String>,
    /// Free words.
    pub tags: Vec<String>,
    /// Ids of products it concerns.
    pub products: Vec<Id>,
    /// How many people have it too.
    pub me_too_count: u32,
    /// How many people follow it.
    pub follower_count: u32,
    /// How many replies the source counts; at least `replies.len()`.
    pub reply_count: u32,
    /// The replies at hand, in the source's order.
    pub replies: Vec<Reply>,
}

impl Topic {
    /// The best answer: the reply marked best, else the first official one, else none.
    pub fn best_reply(&self) -> Option<&Reply> {
        self.replies
            .iter()
            .find(|reply| reply.best)
            .or_else(|| self.replies.iter().find(|reply| reply.official))
    }

    /// Whether somebody still waits for an answer: a question or problem without a best or official reply that
    /// was not closed.
    pub fn is_unanswered(&self) -> bool {
        matches!(self.kind, Kind::Question | Kind::Problem)
            && !matches!(self.status, Status::Complete | Status::Rejected)
            && self.best_reply().is_none()
    }
}

/// An answer or a remark within a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Unique within its topic.
    pub id: Id,
    /// A person's id.
    pub author: Option<Id>,
    /// What was said.
    pub body: Body,
    /// When it was said.
    pub created_at: Option<Timestamp>,
    /// Chosen as the best answer.
    pub best: bool,
    /// Said for the brand.
    pub official: bool,
    /// How many people it helped.
    pub star_count: u32,
}

/// What a person is to the community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Nothing special.
    #[default]
    Member,
    /// Owns the product.
    Owner,
    /// Answers a lot, and well.
    Champion,
    /// Speaks for the brand.
    Employee,
}

/// Somebody who wrote something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Unique among the community's people.
    pub id: Id,
    /// Never empty.
    pub name: String,
    /// Address of a picture, unresolved and unchecked.
    pub avatar: Option<String>,
    /// Address of a page about the person, unresolved and unchecked.
    pub url: Option<String>,
    /// What the person is to the community.
    pub role: Role,
}

/// What a recommendation says of its subject, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// "Loves it".
    Loves,
    /// "Recommends it".
    Recommends,
    /// "Uses it".
    Uses,
    /// "Bought it".
    Bought,
}

/// Who may see a recommendation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everyone. Only said aloud: a source that names no audience has published it.
    #[default]
    Public,
    /// The person's friends.
    Friends,
    /// The person alone.
    OnlyMe,
}

/// One person's word for one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// Unique among the community's recommendations.
    pub id: Id,
    /// Whose word it is.
    pub person: Id,
    /// A product's id, or the brand's.
    pub subject: Id,
    /// How strongly.
    pub verb: Verb,
    /// In the person's own words; empty where only the verb was given.
    pub text: String,
    /// When it was given.
    pub created_at: Option<Timestamp>,
    /// Who may see it.
    pub audience: Audience,
    /// Whether the person said to be willing to answer questions.
    pub will_answer: bool,
}

/// A thing that topics and recommendations are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Unique among the community's products; what `subject` names.
    pub id: Id,
    /// Never empty.
    pub name: String,
    /// Its page, unresolved and unchecked.
    pub url: Option<String>,
}
