//! From the database's rows to the model. A word that is not known, of a later version perhaps, reads as the default.

use goodword_core::model::{Body, Id, Person, Product, Recommendation, Reply, Timestamp, Topic, Verb};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::wire::Word;

/// A column that is text.
pub(super) fn text(row: &AnyRow, column: &str) -> sqlx::Result<String> {
    row.try_get(column)
}

/// A column that is an integer.
pub(super) fn integer(row: &AnyRow, column: &str) -> sqlx::Result<i64> {
    row.try_get(column)
}

pub(super) fn optional(row: &AnyRow, column: &str) -> sqlx::Result<Option<String>> {
    row.try_get(column)
}

pub(super) fn id(row: &AnyRow, column: &str) -> sqlx::Result<Id> {
    text(row, column).map(Id::from)
}

pub(super) fn time(row: &AnyRow, column: &str) -> sqlx::Result<Option<Timestamp>> {
    row.try_get::<Option<i64>, _>(column).map(|millis| millis.map(Timestamp::from_millis))
}

fn count(row: &AnyRow, column: &str) -> sqlx::Result<u32> {
    Ok(u32::try_from(integer(row, column)?.max(0)).unwrap_or(u32::MAX))
}

pub(super) fn flag(row: &AnyRow, column: &str) -> sqlx::Result<bool> {
    Ok(integer(row, column)? != 0)
}

pub(super) fn word<T: Word + Default>(row: &AnyRow, column: &str) -> sqlx::Result<T> {
    Ok(T::from_word(&text(row, column)?).unwrap_or_default())
}

pub(super) fn body(row: &AnyRow) -> sqlx::Result<Body> {
    Ok(Body { source: text(row, "body")?, format: word(row, "format")? })
}

/// The columns that [`topic`] reads.
pub(super) const TOPIC_COLUMNS: &str = "number, id, kind, status, title, body, format, author, said_at, \
    last_active_at, url, me_too_count, follower_count, reply_count";

/// A topic without tags, products and replies.
pub(super) fn topic(row: &AnyRow) -> sqlx::Result<Topic> {
    Ok(Topic {
        id: id(row, "id")?,
        kind: word(row, "kind")?,
        status: word(row, "status")?,
        title: text(row, "title")?,
        body: body(row)?,
        author: optional(row, "author")?.map(Id::from),
        created_at: time(row, "said_at")?,
        last_active_at: time(row, "last_active_at")?,
        url: optional(row, "url")?,
        tags: Vec::new(),
        products: Vec::new(),
        me_too_count: count(row, "me_too_count")?,
        follower_count: count(row, "follower_count")?,
        reply_count: count(row, "reply_count")?,
        replies: Vec::new(),
    })
}

/// The columns that [`reply`] reads, and the topic's number.
pub(super) const REPLY_COLUMNS: &str =
    "number, topic, id, author, body, format, said_at, best, official, star_count";

pub(super) fn reply(row: &AnyRow) -> sqlx::Result<Reply> {
    Ok(Reply {
        id: id(row, "id")?,
        author: optional(row, "author")?.map(Id::from),
        body: body(row)?,
        created_at: time(row, "said_at")?,
        best: flag(row, "best")?,
        official: flag(row, "official")?,
        star_count: count(row, "star_count")?,
    })
}

pub(super) fn person(row: &AnyRow) -> sqlx::Result<Person> {
    Ok(Person {
        id: id(row, "id")?,
        name: text(row, "name")?,
        avatar: optional(row, "avatar")?,
        url: optional(row, "url")?,
        role: word(row, "role")?,
    })
}

pub(super) fn product(row: &AnyRow) -> sqlx::Result<Product> {
    Ok(Product { id: id(row, "id")?, name: text(row, "name")?, url: optional(row, "url")? })
}

/// The columns that [`recommendation`] reads, and those it is sorted by.
pub(super) const RECOMMENDATION_COLUMNS: &str =
    "number, id, person, subject, verb, text, said_at, audience, will_answer, recent_key";

pub(super) fn recommendation(row: &AnyRow) -> sqlx::Result<Recommendation> {
    use goodword_core::model::Audience;
    Ok(Recommendation {
        id: id(row, "id")?,
        person: id(row, "person")?,
        subject: id(row, "subject")?,
        verb: Verb::from_word(&text(row, "verb")?).unwrap_or(Verb::Recommends),
        text: text(row, "text")?,
        created_at: time(row, "said_at")?,
        // What was perhaps not meant for everyone is not shown to everyone.
        audience: Audience::from_word(&text(row, "audience")?).unwrap_or(Audience::OnlyMe),
        will_answer: flag(row, "will_answer")?,
    })
}
