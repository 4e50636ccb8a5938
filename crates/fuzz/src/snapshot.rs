//! A snapshot is read the same however its bytes are cut, and whatever was read can be searched.

use goodword_core::{
    Community,
    friends::Circle,
    snapshot::{Row, SnapshotError, SnapshotReader},
};

/// Reads the bytes at once and in pieces whose length the first byte tells, and searches what came.
pub fn snapshot(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let whole = read(bytes, bytes.len().max(1));
    assert_eq!(read(bytes, usize::from(*first).max(1)), whole);
    let mut community = Community::default();
    for row in whole.0 {
        community.add(row);
    }
    community.index_all();
    let found = community.search("kettle descale a", &[], &Circle::default(), 5);
    assert!(found.hits.iter().all(|hit| (hit.document as usize) < community.topics().len()));
}

fn read(bytes: &[u8], piece: usize) -> (Vec<Row>, Option<SnapshotError>) {
    let (mut reader, mut rows) = (SnapshotReader::default(), Vec::new());
    for piece in bytes.chunks(piece) {
        reader.feed(piece);
        loop {
            match reader.next_row() {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => break,
                Err(error) => return (rows, Some(error)),
            }
        }
    }
    (rows, reader.finish().err())
}
