//! Reads whole documents, as tests want them.

#![expect(dead_code, reason = "each test file uses some of it")]

use goodword_core::snapshot::{Limits, Row, SnapshotError, SnapshotReader};
use std::path::{Path, PathBuf};

/// What came out of a document: its rows, then how it ended.
pub(crate) type Outcome = (Vec<Row>, Result<(), SnapshotError>);

/// Reads `chunks` with `limits`, asking for rows after each.
pub(crate) fn read_chunks<'a>(chunks: impl IntoIterator<Item = &'a [u8]>, limits: Limits) -> Outcome {
    let mut reader = SnapshotReader::new(limits);
    let mut rows = Vec::new();
    for chunk in chunks {
        reader.feed(chunk);
        loop {
            match reader.next_row() {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(reader.next_row(), Err(error.clone()), "an error stays");
                    assert_eq!(reader.finish(), Err(error.clone()), "an error stays");
                    return (rows, Err(error));
                }
            }
        }
    }
    (rows, reader.finish())
}

/// Reads `bytes` at once.
pub(crate) fn read(bytes: &[u8]) -> Outcome {
    read_chunks([bytes], Limits::default())
}

/// A row in a word or two, as the fixtures name it; the path, where it was skipped.
pub(crate) fn in_short(row: &Row) -> Result<String, String> {
    Ok(match row {
        Row::Version => "version".to_owned(),
        Row::Name(name) => format!("name {name}"),
        Row::AnsweredCount(answered) => format!("answered_count {answered}"),
        Row::RangeDigits(digits) => format!("range_digits {digits}"),
        Row::Topic(topic) => format!("topic {}", topic.id),
        Row::Person(person) => format!("person {}", person.id),
        Row::Recommendation(word) => format!("recommendation {}", word.id),
        Row::Product(product) => format!("product {}", product.id),
        Row::Link(relation, _) => format!("link {relation}"),
        Row::ImageHost(origin) => format!("image_host {origin}"),
        Row::Weight(of, name, number) => format!("weight {}.{name} {}", of.member(), number.as_str()),
        Row::Synonyms(words) => format!("synonyms {}", words.join(" ")),
        Row::Replies(topic, _) | Row::Standing(topic, _) => format!("of {topic}"),
        Row::Skipped(skipped) => return Err(skipped.path.clone()),
    })
}

/// A file of the contract that widget and endpoint share.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file of the shared test data beside the repository. Where there is none, says so and gives `None`; under
/// `CI=true` that is a failure.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.is_file() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{} is missing", path.display());
    println!("skipped, since {} is missing", path.display());
    None
}
