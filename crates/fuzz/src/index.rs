//! An index from anywhere is refused or searched.

use crate::MOST_BYTES;
use goodword_core::search::{Document, Index, SearchOptions, sign};

/// What such an index is asked: words that it may hold, in every way in which they are looked for.
const QUERIES: &[&str] = &["kettle", "descaling a kettel", "k", "note book 日本語 email", "the how", "zzzz"];

/// Opens the bytes as they are, and once more with the checksum that they should have; searches what opens.
pub fn index(bytes: &[u8]) {
    if bytes.len() > MOST_BYTES {
        return;
    }
    search(bytes.to_vec());
    let mut signed = bytes.to_vec();
    sign(&mut signed);
    search(signed);
}

fn search(bytes: Vec<u8>) {
    let Ok(index) = Index::open(bytes) else { return };
    let documents = u32::try_from(index.len()).unwrap_or(u32::MAX);
    for query in QUERIES {
        let options = SearchOptions {
            limit: 20,
            last_word_is_prefix: true,
            keep: None,
            boost: None,
            texts: None,
            excerpt_chars: 40,
        };
        let found = index.search(query, &options);
        assert!(found.hits.len() <= found.total && found.total <= documents as usize);
        for hit in &found.hits {
            assert!(hit.document < documents && hit.score > 0.0, "{hit:?}");
            let _ = index.explain(query, true, hit.document);
        }
        let document = Document { title: query, ..Document::default() };
        let _ = index.marker(query, true).show(&document, 40);
    }
    let _ = index.notes();
    // What was opened can be written, whatever it then is.
    let _ = Index::open(index.pack(&[]));
}

/// Indexes to begin with: without documents, small, and with terms that a quarter of the documents has.
pub(crate) fn packed() -> Vec<Vec<u8>> {
    let words = ["kettle", "descale", "notebook", "the", "日本語", "mail", "lid", "how"];
    let build = |documents: usize| {
        let titles = (0..documents).map(|n| format!("{} {} n{n}", words[n % 8], words[n / 3 % 8]));
        let titles: Vec<String> = titles.collect();
        let document = |title| Document { title, answer: "kettle lid and water", ..Document::default() };
        Index::build(titles.iter().map(|title| document(title.as_str()))).pack(b"notes")
    };
    [0, 1, 7, 150].map(build).into()
}
