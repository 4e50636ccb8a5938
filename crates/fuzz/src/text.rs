//! Any text can be indexed, asked for and shown.

use crate::MOST_BYTES;
use goodword_core::search::{
    Document, Excerpt, Field, Found, Hit, Index, SearchOptions, Span, Texts, each_term,
};

struct One<'a>(Document<'a>);

impl Texts for One<'_> {
    fn read(&self, _: u32, read: &mut dyn FnMut(&Document<'_>)) {
        read(&self.0);
    }
}

/// Takes the parts between zero bytes as query, title, question, answer and tags; indexes them, searches, and holds what is shown to its promises.
pub fn text(bytes: &[u8]) {
    let bytes = bytes.get(..bytes.len().min(MOST_BYTES)).unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(5, '\0');
    let mut next = || parts.next().unwrap_or_default();
    let (query, title, question, answer) = (next(), next(), next(), next());
    let tags: Vec<String> = next().split('\0').map(str::to_owned).collect();
    let texts = One(Document { title, question, answer, tags: &tags });
    let mut index = Index::build([texts.0.clone(), Document { title: query, ..Document::default() }]);
    for is_prefix in [false, true] {
        let found = search(&index, query, is_prefix, &texts);
        for hit in &found.hits {
            let told = index.explain(query, is_prefix, hit.document).expect("what is found is told");
            assert_eq!(told.score.max(f32::MIN_POSITIVE).to_bits(), hit.score.to_bits());
            if hit.document == 0 {
                check_shown(hit, &texts.0);
            }
        }
        // The query is a title too, so it finds that if it has a word.
        let mut has_words = false;
        each_term(query, &mut |_| has_words = true);
        assert_eq!(has_words, found.hits.iter().any(|hit| hit.document == 1), "{query:?}");
        let packed = Index::open(index.pack(&[])).expect("it was just packed");
        assert_eq!(search(&packed, query, is_prefix, &texts), found);
    }
    index.set_synonyms([[query.to_owned(), title.to_owned()].as_slice()]);
    search(&index, query, true, &texts);
    index.replace(0, &texts.0, &Document::default());
    assert!(search(&index, query, true, &texts).hits.iter().all(|hit| hit.document == 1));
}

fn search(index: &Index, query: &str, last_word_is_prefix: bool, texts: &dyn Texts) -> Found {
    let options = SearchOptions {
        limit: 10,
        last_word_is_prefix,
        keep: None,
        boost: None,
        texts: Some(texts),
        excerpt_chars: 40,
    };
    index.search(query, &options)
}

/// Marks are parts of what is shown, in order and apart.
fn check_shown(hit: &Hit, document: &Document<'_>) {
    check_marks(document.title, &(0..document.title.len()), &hit.title_marks);
    if let Some(Excerpt { field, span, marks }) = &hit.excerpt {
        let text = if *field == Field::Question { document.question } else { document.answer };
        check_marks(text, span, marks);
    }
}

fn check_marks(text: &str, span: &Span, marks: &[Span]) {
    assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
    let mut at = span.start;
    for mark in marks {
        assert!(at <= mark.start && mark.start < mark.end && mark.end <= span.end, "{marks:?} in {span:?}");
        assert!(text.get(mark.clone()).is_some(), "{mark:?} of {text:?}");
        at = mark.end;
    }
}
