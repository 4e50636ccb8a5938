//! What a database can keep of what comes from outside. Not every kind keeps the same, so what one of them refuses is
//! refused before any of them sees it: a community can move from one to another.

use goodword_core::json::Value;
use goodword_core::model::{Id, Topic};
use goodword_core::snapshot::Row;

/// How long a text may be that rows are found by, in bytes: what `PostgreSQL` takes into an index, also in small letters,
/// which may be half as long again.
const MAX_KEY_BYTES: usize = 1500;

/// The character U+0000, which `PostgreSQL` has in no text.
const NUL: char = '\0';

/// Why the row cannot be kept; `None` where it can.
pub(crate) fn fault(row: &Row) -> Option<&'static str> {
    let (keys, texts) = match row {
        Row::Topic(topic) => of_topic(topic),
        Row::Person(person) => {
            let texts = [Some(&person.name), person.avatar.as_ref(), person.url.as_ref()];
            (vec![person.id.as_str()], texts.into_iter().flatten().map(String::as_str).collect())
        }
        Row::Recommendation(word) => {
            let keys = vec![word.id.as_str(), word.person.as_str(), word.subject.as_str()];
            (keys, vec![word.text.as_str()])
        }
        Row::Product(product) => {
            let texts = [Some(&product.name), product.url.as_ref()];
            (vec![product.id.as_str()], texts.into_iter().flatten().map(String::as_str).collect())
        }
        Row::Name(text) | Row::ImageHost(text) => (Vec::new(), vec![text.as_str()]),
        Row::Synonyms(words) => (Vec::new(), words.iter().map(String::as_str).collect()),
        Row::Weight(name, _) => (vec![name.as_str()], Vec::new()),
        Row::Version
        | Row::AnsweredCount(_)
        | Row::RangeDigits(_)
        | Row::Link(..)
        | Row::Skipped(_)
        | Row::Replies(..)
        | Row::Standing(..) => return None,
    };
    if keys.iter().chain(&texts).any(|text| text.contains(NUL)) {
        Some("the character U+0000 cannot be kept")
    } else if keys.iter().any(|key| key.len() > MAX_KEY_BYTES) {
        Some("an id, tag or product is too long to be kept")
    } else {
        None
    }
}

fn of_topic(topic: &Topic) -> (Vec<&str>, Vec<&str>) {
    let mut keys = vec![topic.id.as_str()];
    keys.extend(topic.author.iter().map(Id::as_str));
    keys.extend(topic.tags.iter().map(String::as_str));
    keys.extend(topic.products.iter().map(Id::as_str));
    let mut texts = vec![topic.title.as_str(), &topic.body.source];
    texts.extend(topic.url.as_deref());
    for reply in &topic.replies {
        keys.push(reply.id.as_str());
        keys.extend(reply.author.iter().map(Id::as_str));
        texts.push(&reply.body.source);
    }
    (keys, texts)
}

/// Why the value cannot be kept, or found by where it is a key; `None` where it can.
pub(crate) fn text_fault(value: &serde_json::Value, is_key: bool) -> Option<&'static str> {
    match value {
        serde_json::Value::String(text) if text.contains(NUL) => Some("the character U+0000 cannot be kept"),
        serde_json::Value::String(text) if is_key && text.len() > MAX_KEY_BYTES => {
            Some("an id, tag or product is too long to be kept")
        }
        serde_json::Value::Array(values) => values.iter().find_map(|value| text_fault(value, is_key)),
        _ => None,
    }
}

/// Whether any text in the document, however deep, holds U+0000.
pub(crate) fn holds_nul(document: &Value) -> bool {
    match document {
        Value::Text(text) => text.contains(NUL),
        Value::List(values) => values.iter().any(holds_nul),
        Value::Object(members) => members.iter().any(|(_, value)| holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
