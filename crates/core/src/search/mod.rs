//! Full-text search over a community's documents, in memory.
//!
//! It knows text and numbers only: no model, no wire. A document is numbered in the order it was added.
//!
//! A text is cut into words (`tokenize`), each folded to a term (`fold`); the index keeps each term once (`dictionary`)
//! with the documents that hold it (`postings`), while it grows (`index`) or as bytes that were packed before (`packed`). A query goes the
//! same way (`query`), every word is looked for in more ways than one (`expand`: `stem`, `near`, `synonyms`) and scored (`score`), and
//! the best hits are shown with their words marked (`marks`, `excerpt`). Why a document has its score is told by `explain`.

#![expect(
    clippy::inline_always,
    reason = "the Wasm is compiled for size, where nothing is inlined that is called twice; these are what each posting goes through"
)]

mod answer;
mod asked;
mod beside;
mod best;
mod counts;
mod dictionary;
mod excerpt;
mod expand;
mod explain;
mod fold;
mod given;
mod index;
mod length;
mod marks;
mod near;
mod packed;
mod pairs;
mod plan;
mod postings;
mod query;
mod score;
mod script;
mod stem;
mod stop;
mod sums;
mod synonyms;
mod tokenize;
mod total;
mod weights;

pub use crate::knobs::{Knob, KnobError};
pub use best::Boost;
pub use expand::Way;
pub use explain::{Explanation, Given, Stand, Word};
pub use index::Index;
pub use marks::Marker;
pub use packed::{IndexError, sign};
pub use query::QueryWord;
pub use weights::RankingWeights;

/// Gives each term of a text, in order, for whoever keeps an index elsewhere.
pub fn each_term(text: &str, give: &mut dyn FnMut(&str)) {
    let (mut words, mut term) = (tokenize::Words::new(text), String::new());
    while words.next(&mut term).is_some() {
        give(&term);
    }
}

/// What a search looks for by a query that is being typed: its words, each once, the last one as a prefix.
pub fn query_words(query: &str) -> Vec<QueryWord> {
    query::parse(query, true)
}

/// The least letters that forms of a word must share for [`forms`] to name them: shorter beginnings are those of everything.
const LEAST_SHARED: usize = 4;

/// What all forms of a word begin with, by its folded term, for whoever finds candidates elsewhere; `None` where that would be the
/// beginning of other words as well.
pub fn forms(term: &str) -> Option<String> {
    let stem = stem::stem(term);
    let shared = stem::common_beginning(&stem);
    (shared.len() >= LEAST_SHARED && term.starts_with(shared)).then(|| shared.to_owned())
}

/// A document's four fields, borrowed while it is indexed or excerpted. Plain text: markup was taken out before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document<'a> {
    /// The topic's title.
    pub title: &'a str,
    /// The question's body.
    pub question: &'a str,
    /// The best answer's body.
    pub answer: &'a str,
    /// Tags, joined or apart.
    pub tags: &'a [String],
}

/// Which field an excerpt was cut from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `Document::title`.
    Title,
    /// `Document::question`.
    Question,
    /// `Document::answer`.
    Answer,
    /// `Document::tags`.
    Tags,
}

/// Half-open byte range within a text, on `char` boundaries.
pub type Span = std::ops::Range<usize>;

/// A passage of a field, with the matched words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Where it was cut from.
    pub field: Field,
    /// The passage, within that field's text.
    pub span: Span,
    /// The matched words, within that field's text and inside `span`, in order, not overlapping.
    pub marks: Vec<Span>,
}

/// One document that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document's number, in the order of adding.
    pub document: u32,
    /// BM25F score, comparable within one answer only; above 0.
    pub score: f32,
    /// The matched words of the title.
    pub title_marks: Vec<Span>,
    /// The best passage of question or answer; `None` where both are empty or no texts were given.
    pub excerpt: Option<Excerpt>,
}

/// How a document is shown that answers a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The matched words of the title.
    pub title_marks: Vec<Span>,
    /// The best passage of question or answer; `None` where both are empty.
    pub excerpt: Option<Excerpt>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How many documents match in all.
    pub total: usize,
    /// The best of them, best first.
    pub hits: Vec<Hit>,
}

/// Where the texts of documents are kept; the index holds none itself. Owned by the caller.
pub trait Texts {
    /// Calls `read` with the document's fields, or not at all where the number is unknown.
    fn read(&self, document: u32, read: &mut dyn FnMut(&Document<'_>));
}

/// How to search.
pub struct SearchOptions<'a> {
    /// How many hits are returned at most.
    pub limit: usize,
    /// Whether the query's last word may be the beginning of a longer one (true while it is being typed).
    pub last_word_is_prefix: bool,
    /// Documents to leave out: `false` drops the document before it is counted.
    pub keep: Option<&'a dyn Fn(u32) -> bool>,
    /// What lifts documents beside their words.
    pub boost: Option<Boost<'a>>,
    /// For title marks and excerpts; without it hits carry none.
    pub texts: Option<&'a dyn Texts>,
    /// How long an excerpt is at most, in characters.
    pub excerpt_chars: usize,
}
