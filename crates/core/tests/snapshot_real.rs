//! Real communities, from the shared test data beside the repository.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

mod reading;

use goodword_core::{
    Community,
    community::List,
    friends::Circle,
    model::Kind,
    snapshot::{Limits, Row, SnapshotReader},
};
use reading::shared;
use std::{fs::File, io::Read, path::Path};

fn bytes_of(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut file = File::open(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    } else {
        file.read_to_end(&mut bytes).unwrap();
    }
    bytes
}

#[track_caller]
fn check(name: &str, title: &str, topics: usize) {
    let Some(path) = shared(name) else { return };
    let bytes = bytes_of(&path);
    let mut reader = SnapshotReader::new(Limits::default());
    let mut found = 0;
    for chunk in bytes.chunks(64 * 1024) {
        reader.feed(chunk);
        while let Some(row) = reader.next_row().unwrap() {
            match row {
                Row::Topic(topic) => {
                    assert!(topic.replies.iter().all(|reply| !reply.body.source.is_empty()));
                    found += 1;
                }
                Row::Name(name) => assert_eq!(name, title),
                Row::Version => {}
                other => panic!("{other:?}"),
            }
        }
    }
    reader.finish().unwrap();
    assert_eq!(found, topics);
}

#[test]
fn small_and_large_communities_are_read_without_loss() {
    check("snapshots/webapps-125.json", "Web Applications FAQ", 125);
    check("snapshots/health-2000.json", "Health questions", 2000);
    check("snapshots/health-16373.json.gz", "Health questions", 16373);
}

#[test]
fn a_real_community_has_lists_and_answers() {
    let Some(path) = shared("snapshots/webapps-125.json") else { return };
    let mut reader = SnapshotReader::default();
    reader.feed(&bytes_of(&path));
    let mut community = Community::default();
    while let Some(row) = reader.next_row().unwrap() {
        community.add(row);
    }
    reader.finish().unwrap();
    assert_eq!((community.topics().len(), community.skipped_count()), (125, 0));
    assert_eq!(community.answered_count(), 125);
    assert_eq!(community.list(List::Popular, &[], 10).len(), 10);
    assert_eq!(community.list(List::Recent, &[Kind::Idea], 10), []);
    assert_eq!(community.list(List::Unanswered, &[], 10), []);

    community.index_all();
    let found = community.search("strikethrough", &[], &Circle::default(), 5);
    let first = found.hits.first().map(|hit| community.topics()[hit.document as usize].title.as_str());
    assert_eq!(first, Some("Strikethrough with GitHub Markdown"));
}
