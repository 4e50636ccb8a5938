//! A search from query to hits.

use super::{
    Found, Hit, Index, Marker, SearchOptions, Shown,
    expand::expand,
    query::parse,
    score::{inverse_document_frequency, score},
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
        let marker = Marker::new(self, query, scored.sought, scored.idfs);
        let hits = best(&documents, options.limit).into_iter().map(|(score, document)| {
            let mut shown = Shown::default();
            if let Some(texts) = options.texts {
                texts.read(document, &mut |text| shown = marker.show(text, options.excerpt_chars));
            }
            Hit { document, score, title_marks: shown.title_marks, excerpt: shown.excerpt }
        });
        Found { total, hits: hits.collect() }
    }

    /// What shows the documents that answer `query`, for whoever has their texts later than the answer.
    pub fn marker(&self, query: &str, last_word_is_prefix: bool) -> Marker<'_> {
        let query = parse(query, last_word_is_prefix);
        let sought = expand(self, &query);
        let idf = |postings: u64| {
            let with = usize::try_from(postings).unwrap_or(usize::MAX).clamp(1, self.len().max(1));
            inverse_document_frequency(with, self.len())
        };
        let idfs = sought.iter().map(|sought| sought.factor * idf(sought.postings(self))).collect();
        Marker::new(self, query, sought, idfs)
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
