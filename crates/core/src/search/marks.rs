//! Where a query's words stand in a text.

use super::{
    Document, Index, Shown, Span,
    excerpt::best_passage,
    expand::Sought,
    fold::fold,
    query::{Match, QueryWord, matching},
    script::{is_apostrophe, is_mark},
    tokenize::Words,
};
use crate::part::{part, until};

/// Bytes of a text that are looked through. Longer texts are found by all their words, but marked up to here only.
const MAX_SCANNED_BYTES: usize = 1 << 16;

/// Tells what of a document's texts answers a query.
#[derive(Debug)]
pub struct Marker<'a> {
    index: &'a Index,
    query: Vec<QueryWord>,
    sought: Vec<Sought>,
    pub(super) idfs: Vec<f32>,
}

impl<'a> Marker<'a> {
    pub(super) fn new(index: &'a Index, query: Vec<QueryWord>, sought: Vec<Sought>, idfs: Vec<f32>) -> Self {
        Self { index, query, sought, idfs }
    }

    /// How a document is shown: its title's matched words and the best passage of at most `excerpt_chars` characters.
    pub fn show(&self, document: &Document<'_>, excerpt_chars: usize) -> Shown {
        let title = document.title;
        Shown {
            title_marks: marks_within(&occurrences(title, self), &(0..title.len())),
            excerpt: best_passage(document, self, excerpt_chars),
        }
    }

    /// The query's word that a term of the text answers: the same or the beginning of it, else one that it stands for.
    fn matching(&self, term: &str) -> Option<Match> {
        matching(&self.query, term).or_else(|| {
            let number = self.index.dictionary.get(term)?;
            let word = self.sought.iter().position(|sought| sought.has(number))?;
            Some(Match { word, typed: term.len() })
        })
    }
}

/// An occurrence of a query's word.
#[derive(Clone, Debug)]
pub(super) struct Occurrence {
    /// Which of the query's words.
    pub(super) word: usize,
    /// The part that was typed.
    pub(super) mark: Span,
    /// The whole word in the text.
    pub(super) whole: Span,
}

/// All occurrences of a query's words in `text`, in order.
pub(super) fn occurrences(text: &str, marker: &Marker<'_>) -> Vec<Occurrence> {
    let text = until(text, text.floor_char_boundary(MAX_SCANNED_BYTES));
    let mut words = Words::new(text);
    let mut term = String::new();
    let mut found = Vec::new();
    while let Some(word) = words.next(&mut term) {
        if let Some(matched) = marker.matching(&term) {
            let whole = word.start..word.end;
            let mark =
                if matched.typed < term.len() { typed_part(text, &whole, &matched) } else { whole.clone() };
            found.push(Occurrence { word: matched.word, mark, whole });
        }
    }
    found
}

/// The beginning of a word that folds to what was typed, with the marks on its last letter.
fn typed_part(text: &str, whole: &Span, matched: &Match) -> Span {
    let mut folded = String::new();
    let mut end = whole.end;
    for (at, letter) in part(text, whole.clone()).char_indices() {
        if folded.len() >= matched.typed && !is_mark(letter) {
            end = whole.start + at;
            break;
        }
        // A quotation mark within a word was dropped as well.
        if !is_apostrophe(letter) && letter != '"' {
            fold(letter, &mut folded);
        }
    }
    whole.start..end
}

/// The marks of `occurrences` inside `span`, in order; those that touch are one.
pub(super) fn marks_within(occurrences: &[Occurrence], span: &Span) -> Vec<Span> {
    let mut marks: Vec<Span> = Vec::new();
    for occurrence in occurrences {
        let mark = occurrence.mark.start.max(span.start)..occurrence.mark.end.min(span.end);
        if mark.start < mark.end {
            match marks.last_mut() {
                Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
                _ => marks.push(mark),
            }
        }
    }
    marks
}
