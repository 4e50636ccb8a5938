//! A search from query to hits.

use super::{
    Found, Hit, Index, Marker, SearchOptions, Shown,
    expand::expand,
    given::inverse_document_frequency,
    query::{QueryWord, parse},
    score::{Scored, score},
};

impl Index {
    /// The documents that answer `query`, best first; of equals, the one added first.
    ///
    /// A document answers where it has any of the words, in any of the ways that the weights tell of. In a community of more than some
    /// hundreds, words that an eighth of it has bring none in by themselves where rarer ones do, nor do any once a thousand are found.
    pub fn search(&self, query: &str, options: &SearchOptions<'_>) -> Found {
        let query = parse(query, options.last_word_is_prefix);
        let scored = self.scored(&query, options);
        let marker = Marker::new(self, query, scored.sought, scored.idfs);
        let hits = scored.best.into_iter().map(|(score, document)| {
            let mut shown = Shown::default();
            if let Some(texts) = options.texts {
                texts.read(document, &mut |text| shown = marker.show(text, options.excerpt_chars));
            }
            Hit { document, score, title_marks: shown.title_marks, excerpt: shown.excerpt }
        });
        Found { total: scored.total, hits: hits.collect() }
    }

    /// As [`Index::search`], without texts: how many documents answer, and score and number of the best. A function of its own, because what may
    /// read texts by a callback cannot come later than the page's first Wasm.
    pub(crate) fn find(&self, query: &str, options: &SearchOptions<'_>) -> (usize, Vec<(f32, u32)>) {
        let scored = self.scored(&parse(query, options.last_word_is_prefix), options);
        (scored.total, scored.best)
    }

    fn scored(&self, query: &[QueryWord], options: &SearchOptions<'_>) -> Scored {
        let scored = score(self, expand(self, query), options);
        self.asked.tidy(self.len());
        scored
    }

    /// What shows the documents that answer `query`, for whoever has their texts later than the answer.
    pub fn marker(&self, query: &str, last_word_is_prefix: bool) -> Marker<'_> {
        let query = parse(query, last_word_is_prefix);
        let sought = expand(self, &query);
        let idf = |postings: u64| {
            let with = usize::try_from(postings).unwrap_or(usize::MAX).clamp(1, self.len().max(1));
            inverse_document_frequency(with, self.len())
        };
        let idfs = sought.iter().map(|sought| sought.factor * idf(sought.postings())).collect();
        Marker::new(self, query, sought, idfs)
    }
}
