//! `GET /api/recommendations?prefix=`: words for everyone by a range of keys. Whoever looks for their friends' words so tells
//! nobody who these are: an answer names no person, holds others too, and is the same for all who ask.

use goodword_core::model::Verb;
use serde::Serialize;
use utoipa::ToSchema;

use crate::database::{Database, RangeKey};
use crate::problem::Problem;
use crate::wire::{Word, rfc3339, words};

#[derive(Serialize, ToSchema)]
#[schema(as = Range)]
pub(super) struct RangeWire {
    /// How many digits the prefix had.
    digits: u32,
    /// By their keys.
    data: Vec<RangedWire>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RangedWord)]
struct RangedWire {
    /// SHA-256 of the subject, U+0000 and the person's id, as 64 hexadecimal digits.
    #[schema(min_length = 64, max_length = 64)]
    key: String,
    #[schema(schema_with = words::<Verb>)]
    verb: &'static str,
    text: String,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
    will_answer: bool,
}

/// The answer, whoever asks.
pub(super) async fn range(database: &Database, prefix: &str) -> Result<RangeWire, Problem> {
    let digits = database.range_digits().await?;
    let is_prefix = prefix.len() == digits as usize && prefix.bytes().all(|byte| byte.is_ascii_hexdigit());
    let prefix = u32::from_str_radix(prefix, 16).ok().filter(|_| is_prefix);
    let accepted = || Problem::field("prefix", &format!("{digits} hexadecimal digits"));
    let found = database.range(digits, prefix.ok_or_else(accepted)?).await?;
    let data = found.into_iter().map(|(key, word)| RangedWire {
        key: hexadecimal(key),
        verb: word.verb.word(),
        text: word.text,
        created_at: word.created_at.and_then(rfc3339),
        will_answer: word.will_answer,
    });
    Ok(RangeWire { digits, data: data.collect() })
}

fn hexadecimal(key: RangeKey) -> String {
    key.iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
