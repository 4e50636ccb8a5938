//! A search from query to hits.

use super::{
    Found, Hit, Index, SearchOptions,
    excerpt::{best_passage, title_marks},
    query::{QueryWord, parse},
    score::{Looked, score},
};
use crate::order;

impl Index {
    /// The documents that match any word of `query`, best first; of equals, the one added first. Those that match
    /// every word come clearly first ([`Weights::all_words`](super::Weights::all_words)).
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
        let best = best(&documents, options.limit);
        let terms = self.matched_terms(&best, &scored.looked);
        let hits = best.into_iter().zip(terms).map(|((score, document), terms)| {
            let mut hit = Hit { document, score, terms, title_marks: Vec::new(), excerpt: None };
            show(&mut hit, &query, &scored.looked, options);
            hit
        });
        Found { total, hits: hits.collect() }
    }

    /// The terms that each of `hits` holds of those that were looked for.
    fn matched_terms(&self, hits: &[(f32, u32)], looked: &[Looked]) -> Vec<Vec<String>> {
        let mut terms = vec![Vec::new(); hits.len()];
        // Which of the hits a document is, from 1: postings are many and hits are few, so each posting must be cheap.
        let mut rank = vec![0_u32; self.len()];
        for (at, (_, document)) in (1..).zip(hits) {
            rank[*document as usize] = at;
        }
        for &term in looked.iter().flat_map(|word| &word.terms) {
            self.postings(term).each(&mut |document, _| {
                if let Some(at) = rank[document as usize].checked_sub(1) {
                    terms[at as usize].push(term);
                }
            });
        }
        let text = |mut numbers: Vec<u32>| {
            self.dictionary.sort(&mut numbers);
            numbers.dedup();
            numbers.iter().map(|term| self.dictionary.term(*term).to_owned()).collect()
        };
        terms.into_iter().map(text).collect()
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

/// Marks the title and cuts the excerpt, where there are texts to cut from.
fn show(hit: &mut Hit, query: &[QueryWord], looked: &[Looked], options: &SearchOptions<'_>) {
    if let Some(texts) = options.texts {
        texts.read(hit.document, &mut |document| {
            hit.title_marks = title_marks(document.title, query);
            hit.excerpt = best_passage(document, query, looked, options.excerpt_chars);
        });
    }
}
