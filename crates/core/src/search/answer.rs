//! A search from query to hits.

use super::{
    Document, Found, Hit, Index, SearchOptions, Shown,
    excerpt::best_passage,
    marks::{Marker, marks_within, occurrences},
    query::parse,
    score::score,
};
use crate::order;

impl Index {
    /// The documents that answer `query`, best first; of equals, the one added first.
    ///
    /// A document answers where it has any of the words, in any of the ways that the weights tell of. In a community of more than a thousand,
    /// words that a quarter of it has bring none in by themselves where rarer ones do.
    pub fn search(&self, query: &str, options: &SearchOptions<'_>) -> Found {
        let query = parse(query, options.last_word_is_prefix);
        if query.is_empty() {
            return Found::default();
        }
        let keep = |document| options.keep.is_none_or(|keep| keep(document));
        let scored = score(self, &query, &keep);
        let mut documents = scored.documents;
        if let Some(boost) = options.boost {
            for (score, document) in &mut documents {
                *score *= boost(*document);
            }
        }
        let total = documents.len();
        let marker = Marker::new(self, &query, &scored.sought, &scored.idfs);
        let hits = best(&documents, options.limit).into_iter().map(|(score, document)| {
            let mut shown = Shown::default();
            if let Some(texts) = options.texts {
                texts.read(document, &mut |text| shown = show(&marker, text, options.excerpt_chars));
            }
            Hit { document, score, title_marks: shown.title_marks, excerpt: shown.excerpt }
        });
        Found { total, hits: hits.collect() }
    }

    /// How a document that answers `query` is shown, for whoever has its texts later than the answer.
    pub fn show(
        &self,
        query: &str,
        last_word_is_prefix: bool,
        document: &Document<'_>,
        excerpt_chars: usize,
    ) -> Shown {
        let query = parse(query, last_word_is_prefix);
        let scored = score(self, &query, &|_| false);
        show(&Marker::new(self, &query, &scored.sought, &scored.idfs), document, excerpt_chars)
    }
}

/// The best `limit`, best first; of equals, the lower number.
fn best(documents: &[(f32, u32)], limit: usize) -> Vec<(f32, u32)> {
    let found = |number: u32| {
        let (score, document) = documents[number as usize];
        (score.max(f32::MIN_POSITIVE), document)
    };
    let numbers = order::numbers(documents.len(), &|_| true);
    let best = order::first(numbers, limit, &|a, b| {
        let ((a, first), (b, second)) = (found(a), found(b));
        b.total_cmp(&a).then(first.cmp(&second))
    });
    best.into_iter().map(found).collect()
}

/// Marks the title and cuts the excerpt.
fn show(marker: &Marker<'_>, document: &Document<'_>, excerpt_chars: usize) -> Shown {
    let title = document.title;
    Shown {
        title_marks: marks_within(&occurrences(title, marker), &(0..title.len())),
        excerpt: best_passage(document, marker, excerpt_chars),
    }
}
