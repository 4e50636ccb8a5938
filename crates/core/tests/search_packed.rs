//! An index as bytes: it finds what the index that was packed finds, and damaged bytes are refused.

use goodword_core::search::{Document, Found, Index, IndexError, SearchOptions};
use proptest::{collection::vec, prelude::*, sample::select};

const WORDS: &[&str] = &[
    "kettle",
    "kettles",
    "descale",
    "descaling",
    "the",
    "how",
    "lid",
    "café",
    "日本語",
    "чайник",
    "чайника",
    "dish",
    "washer",
    "dishwasher",
    "zzz",
    "a",
];

fn options() -> SearchOptions<'static> {
    SearchOptions {
        limit: usize::MAX,
        last_word_is_prefix: true,
        keep: None,
        boost: None,
        texts: None,
        excerpt_chars: 0,
    }
}

fn build(titles: &[String]) -> Index {
    let document = |title| Document { title, question: "", answer: "lid water", tags: &[] };
    Index::build(titles.iter().map(|title| document(title.as_str())))
}

fn open(bytes: Vec<u8>) -> Result<Index, IndexError> {
    Index::open(bytes)
}

fn hits(found: &Found) -> Vec<(u32, f32)> {
    found.hits.iter().map(|hit| (hit.document, hit.score)).collect()
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(WORDS), count).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_packed_index_finds_the_same_with_the_same_scores(titles in vec(words(0..6), 0..90), query in words(0..5)) {
        let growing = build(&titles);
        let packed = open(growing.pack(b"notes")).expect("it was just packed");
        let (first, second) = (growing.search(&query, &options()), packed.search(&query, &options()));
        prop_assert_eq!((first.total, hits(&first)), (second.total, hits(&second)));
        prop_assert_eq!((packed.len(), packed.notes()), (titles.len(), &b"notes"[..]));
        prop_assert_eq!(packed.pack(b"notes"), growing.pack(b"notes"));
    }

    #[test]
    fn a_changed_byte_is_noticed(titles in vec(words(1..6), 1..20), at: prop::sample::Index, flip in 1..=255_u8) {
        let mut bytes = build(&titles).pack(&[]);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(open(bytes).is_err());
    }

    #[test]
    fn an_index_that_lies_neither_panics_nor_takes_more_than_it_is_long(
        titles in vec(words(1..6), 1..80),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        query in words(1..4),
    ) {
        let mut bytes = build(&titles).pack(&[]);
        for (at, byte) in changes {
            let at = 12 + at.index(bytes.len() - 12);
            bytes[at] = byte;
        }
        goodword_core::search::sign(&mut bytes);
        if let Ok(index) = open(bytes) {
            index.search(&query, &options());
            index.search("kettel", &options());
        }
    }
}

#[test]
fn what_is_no_index_is_refused_with_what_to_do() {
    let whole = build(&["kettle".to_owned(), "lid".to_owned()]).pack(&[]);
    let mut later = whole.clone();
    later[3] = b'2';
    for (bytes, expect) in [
        (Vec::new(), IndexError::NotAnIndex),
        (b"<!doctype html>".to_vec(), IndexError::NotAnIndex),
        (vec![0x1f, 0x8b, 8, 0, 0], IndexError::NotAnIndex),
        (b"GWX1".to_vec(), IndexError::Damaged),
        (later, IndexError::OtherVersion),
    ] {
        assert_eq!(open(bytes.clone()).err(), Some(expect), "{bytes:?}");
    }
    for end in 4..whole.len() {
        assert_eq!(open(whole[..end].to_vec()).err(), Some(IndexError::Damaged), "{end}");
    }
    assert!(open(whole).is_ok());
}

#[test]
fn a_packed_index_does_not_grow() {
    let mut packed = open(build(&["kettle".to_owned()]).pack(&[])).expect("it was just packed");
    packed.replace(
        0,
        &Document { title: "kettle", ..Document::default() },
        &Document { title: "lid", ..Document::default() },
    );
    assert_eq!(packed.search("kettle", &options()).total, 1);
}

/// Found by fuzzing: the last document that a number can name has no next one.
#[test]
fn a_forged_index_that_names_the_last_document_there_can_be_is_searched_and_written_again() {
    let titles = ["ant bee cow dog elk".to_owned()];
    let document = |title| Document { title, ..Document::default() };
    let mut bytes = Index::build(titles.iter().map(|title| document(title.as_str()))).pack(&[]);
    // At the end stand, for five terms of one document: how many hold each, four lengths, pairs, distances, counts.
    let end = bytes.len();
    assert_eq!((&bytes[end - 23..end - 18], &bytes[end - 10..end - 5]), (&[1; 5][..], &[0; 5][..]));
    bytes[end - 22..end - 18].fill(0);
    bytes[end - 10..end - 5].copy_from_slice(&[0xff, 0xff, 0xff, 0xff, 0x0f]);
    goodword_core::search::sign(&mut bytes);
    let forged = open(bytes).expect("its numbers fit together");
    assert_eq!(forged.search("ant", &options()).total, 0);
    assert_eq!(forged.explain("ant", true, 0), None);
    let again = open(forged.pack(&[])).expect("it was just packed");
    assert_eq!(again.search("ant bee", &options()).total, 0);
}
