//! What maps can give: the fields of the native protocol's rows, and their shapes.

use super::words::{self, Word};

/// A kind of row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A question, idea, problem or praise.
    #[default]
    Topic,
    /// An answer to one.
    Reply,
    /// A friend, or somebody who may become one.
    Person,
    /// Somebody's word for something.
    Recommendation,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// Text that says its format too.
    Body,
    /// A whole number that is not negative.
    Count,
    /// Yes or no.
    Flag,
    /// A moment.
    Time,
    /// A list of texts.
    Texts,
    /// Rows of the kind of a reply.
    Replies,
}

pub(super) const TOPIC: [Word; 20] = [
    ("id", "What the backend knows it by. Required."),
    ("title", "Required."),
    ("body", "The question in full; \"as\": \"html\" or \"markdown\" where it is that."),
    ("excerpt", "Some words of it, where no body came."),
    ("kind", "question, idea, problem, praise or update."),
    ("status", "none, pending, active, complete or rejected."),
    ("author", "Whoever asked: an id, or a name."),
    ("author_name", ""),
    ("author_avatar", "An address; {size} in it becomes 96."),
    ("author_url", ""),
    ("author_role", "member, owner, champion or employee."),
    ("created_at", "A date and time, in UTC where it does not say; \"as\": \"epoch\" where it is a number."),
    ("last_active_at", "The same."),
    ("url", "Where it stands on the backend's own pages."),
    ("tags", "A list."),
    ("products", "A list."),
    ("me_too_count", ""),
    ("follower_count", ""),
    ("reply_count", ""),
    ("replies", "Those that came with it; \"as\" names their map."),
];

pub(super) const REPLY: [Word; 11] = [
    ("id", "What the backend knows it by."),
    ("body", "Required; \"as\": \"html\" or \"markdown\" where it is that."),
    ("author", "Whoever wrote it: an id, or a name."),
    ("author_name", ""),
    ("author_avatar", "An address; {size} in it becomes 96."),
    ("author_url", ""),
    ("author_role", "member, owner, champion or employee."),
    ("created_at", "A date and time, in UTC where it does not say; \"as\": \"epoch\" where it is a number."),
    ("best", "True where it is the accepted answer."),
    ("official", "True where it speaks for the brand."),
    ("star_count", "How many found it useful."),
];

pub(super) const PERSON: [Word; 6] = [
    ("id", "Required."),
    ("name", "Required."),
    ("avatar", "An address; {size} in it becomes 96."),
    ("url", ""),
    ("role", "member, owner, champion or employee."),
    ("relation", "friend or friend_of_friend."),
];

pub(super) const RECOMMENDATION: [Word; 11] = [
    ("id", ""),
    ("person", "Whoever recommends: an id, or a name. Required."),
    ("person_name", ""),
    ("person_avatar", "An address; {size} in it becomes 96."),
    ("person_url", ""),
    ("subject", "What is recommended. Required."),
    ("verb", "loves, recommends, uses or bought. Required."),
    ("text", "In their own words."),
    ("created_at", "A date and time, in UTC where it does not say; \"as\": \"epoch\" where it is a number."),
    ("audience", "public, friends or only_me."),
    ("will_answer", "True where they would answer questions."),
];

impl Kind {
    /// The kind of rows that an operation of this name gives; `None` for a helper, whose map says it.
    pub(super) fn of(operation: &str) -> Option<Self> {
        Some(match operation.strip_suffix("_off").unwrap_or(operation) {
            "topics" | "search" | "topic" | "ask" | "me_too" | "follow" => Self::Topic,
            "replies" | "reply" | "star" | "flag" => Self::Reply,
            "friends" | "suggestions" => Self::Person,
            "recommendations" | "recommend" => Self::Recommendation,
            _ => return None,
        })
    }

    /// What a map of it can give.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Topic => &words::TOPIC_FIELDS,
            Self::Reply => &words::REPLY_FIELDS,
            Self::Person => &words::PERSON_FIELDS,
            Self::Recommendation => &words::RECOMMENDATION_FIELDS,
        }
    }

    /// What the members of a row that tell of its author begin with.
    pub fn author(self) -> Option<&'static str> {
        match self {
            Self::Topic | Self::Reply => Some("author"),
            Self::Recommendation => Some("person"),
            Self::Person => None,
        }
    }
}

/// What the field of this name holds, in whatever kind of row.
pub fn shape(field: &str) -> Shape {
    match field {
        "body" => Shape::Body,
        "me_too_count" | "follower_count" | "reply_count" | "star_count" => Shape::Count,
        "best" | "official" | "will_answer" => Shape::Flag,
        "created_at" | "last_active_at" => Shape::Time,
        "tags" | "products" => Shape::Texts,
        "replies" => Shape::Replies,
        _ => Shape::Text,
    }
}
