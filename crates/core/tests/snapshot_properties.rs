//! Laws of the snapshot reader.

mod reading;

use goodword_core::snapshot::Limits;
use proptest::{collection::vec, prelude::*};
use reading::{fixture, read, read_chunks};

/// JSON of any shape, of keys and words that the reader knows.
fn json() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "goodword",
        "name",
        "topics",
        "people",
        "recommendations",
        "products",
        "image_hosts",
        "links",
        "id",
        "title",
        "replies",
        "tags",
        "body",
        "kind",
        "audience",
        "verb",
        "person",
        "subject",
        "é\\n\\ud83d",
        "\\\"]}",
    ]);
    let leaf = prop_oneof![
        word.clone().prop_map(|word| format!("\"{word}\"")),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f32>().prop_map(|number| number.to_string()),
        prop::sample::select(vec!["null", "true", "1", "\"\"", "nonsense"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        let member = (word.clone(), inner.clone()).prop_map(|(key, value)| format!("\"{key}\" : {value}"));
        prop_oneof![
            vec(inner, 0..6).prop_map(|elements| format!("[{}]", elements.join(" ,"))),
            vec(member, 0..6).prop_map(|members| format!("{{{}}}", members.join(", "))),
        ]
    })
}

/// A document whose sections hold anything.
fn document() -> impl Strategy<Value = String> {
    let section = prop::sample::select(vec![
        "topics",
        "people",
        "recommendations",
        "products",
        "image_hosts",
        "links",
        "extra",
    ]);
    vec((section, json()), 0..5).prop_map(|members| {
        let members: Vec<String> = members.iter().map(|(key, value)| format!(",\"{key}\":{value}")).collect();
        format!("{{\"goodword\":1{}}}\n", members.concat())
    })
}

proptest! {
    #[test]
    fn any_split_into_chunks_gives_the_same(text in document(), sizes in vec(1..40_usize, 1..20), cut in 0..400_usize) {
        let bytes = &text.as_bytes()[..text.len().min(cut)];
        let mut chunks = Vec::new();
        let mut rest = bytes;
        for size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (chunk, tail) = rest.split_at(rest.len().min(*size));
            chunks.push(chunk);
            rest = tail;
        }
        let limits = Limits { max_bytes: 300, max_depth: 6 };
        prop_assert_eq!(read_chunks(chunks, limits), read_chunks([bytes], limits));
        prop_assert_eq!(read_chunks(bytes.chunks(1), Limits::default()), read(bytes));
    }

    #[test]
    fn a_sound_document_is_read_to_its_end(text in document()) {
        let (_, end) = read(text.as_bytes());
        prop_assert_eq!(end, Ok(()));
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn bytes_changed_at_random_are_read_or_refused(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = fixture("snapshot-full.json");
        for (place, byte) in changes {
            let length = bytes.len();
            bytes[place.index(length)] = byte;
        }
        prop_assert_eq!(read_chunks(bytes.chunks(7), Limits::default()), read(&bytes));
    }
}

#[test]
fn a_snapshot_cut_off_anywhere_is_refused_and_whole_only_with_its_last_brace() {
    let bytes = fixture("snapshot-full.json");
    let end = bytes.iter().rposition(|&byte| byte == b'}').unwrap() + 1;
    let (whole, _) = read(&bytes);
    for length in 0..=bytes.len() {
        let (rows, outcome) = read(&bytes[..length]);
        assert_eq!(outcome.is_ok(), length >= end, "cut off after {length} bytes");
        assert_eq!(rows[..], whole[..rows.len()], "cut off after {length} bytes");
        assert_eq!(rows.len() == whole.len(), rows.last() == whole.last());
    }
}
