//! A dialect and an answer, both as JSON, and what the one reads of the other.

use goodword_core::{
    dialect::{Dialect, Place, ReadError},
    json::{Value, parse},
};

pub(crate) fn value(json: &str) -> Value {
    parse(json.as_bytes(), 64).unwrap_or_else(|error| panic!("{error} in {json}"))
}

pub(crate) fn dialect(json: &str) -> Dialect {
    Dialect::parse(json.as_bytes()).unwrap_or_else(|mistakes| {
        panic!("{json}: {}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// What the operation `topics` of a dialect reads.
pub(crate) fn read(json: &str, answer: &str) -> Result<Value, ReadError> {
    let dialect = dialect(json);
    let operation = dialect.operation("topics").unwrap();
    dialect.read(operation, &value(answer), &Place::default(), &|_| None).map(|read| read.answer())
}
