//! A document that may have mistakes, as far as it can be followed.

use crate::{
    dialect::{Dialect, Mistake},
    json::{Value, parse},
};

/// How deep a document may be nested.
const MAX_DEPTH: usize = 64;

/// Reads a document while it is written: the dialect, where it can be followed, and all that is wrong with it. What is wrong finds
/// nothing, and the rest is seen.
pub fn followed(bytes: &[u8]) -> (Option<Dialect>, Vec<Mistake>) {
    match Dialect::parse(bytes) {
        Ok(dialect) => (Some(dialect), Vec::new()),
        Err(mistakes) => {
            let document = parse(bytes, MAX_DEPTH).ok().filter(|document| !is_endless(document));
            (document.and_then(|_| Dialect::trusted(bytes).ok()), mistakes)
        }
    }
}

/// Whether replies would have replies: rows within rows without an end, each a step deeper on the stack.
fn is_endless(document: &Value) -> bool {
    let Some(Value::Object(maps)) = document.get("map") else { return false };
    let replies = |map: &Value| Some(map.get("replies")?.get("as")?.as_text()?.to_owned());
    let of_replies: Vec<String> = maps.iter().filter_map(|(_, map)| replies(map)).collect();
    maps.iter().any(|(name, map)| of_replies.contains(name) && map.get("replies").is_some())
}
