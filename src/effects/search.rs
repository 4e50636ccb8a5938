//! Searches. It takes a few milliseconds, so it is done at once and within the task of the keystroke: a result that
//! waits for a timer would be painted a frame later.

use super::slices::Pace;
use crate::{
    clock::now,
    console,
    library::Library,
    store::{ResultRow, Results, Sight},
};
use goodword_core::{
    Community,
    community::{Finding, PlainTexts, Whereabouts},
    friends::Circle,
    model::{Id, Kind},
    search::{Document, Excerpt, Field, Span},
};
use yew::AttrValue;

/// Brings topics into the index until the slice is over; whether all are in.
pub(crate) fn index(library: &Library) -> bool {
    let pace = Pace::new();
    let known = library.read().skipped().len();
    library.grow(|community| while !pace.is_spent() && community.index_next() {});
    // Weights are read here, long after the rest was reported.
    for fault in library.read().skipped().iter().skip(known) {
        console::warn(&format!("good-word: {}: {}", fault.path, fault.reason));
    }
    // The slice may be over with the last topic.
    library.read().is_indexed()
}

/// What is asked of the search.
pub(crate) struct Question<'a> {
    /// What stands in the search box.
    pub(crate) query: &'a AttrValue,
    /// Only topics of these kinds; all, where empty.
    pub(crate) kinds: &'a [Kind],
    pub(crate) circle: &'a Circle,
    /// How many rows there are at most.
    pub(crate) shown: usize,
    /// What the service finds for the query, best first, as far as it answered.
    pub(crate) sought: &'a [Id],
    /// Results of the same query that somebody is at: their rows stay where they are.
    pub(crate) held: Option<&'a Results>,
}

/// What a query finds: by the ranking of the page, whoever brought a topic here; then what only the service finds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a search takes milliseconds")]
pub(crate) fn search(library: &Library, asked: &Question<'_>) -> Results {
    let Question { query, kinds, circle, shown, sought, held } = asked;
    let began = now();
    let community = library.read();
    let is_steady = community.has_prebuilt();
    let mut found = community.find(query, kinds, circle, *shown);
    if !sought.is_empty() {
        let besides = community.find_besides(query, kinds, sought);
        found.total += besides.len();
        found.hits.extend(besides);
        found.hits.truncate(*shown);
    }
    let mut rows = Vec::new();
    for hit in found.hits {
        rows.extend(row(&community, hit));
    }
    if let Some(held) = held {
        rows = settled(rows, held, *shown);
    }
    let is_friends =
        |row: &&ResultRow| row.topic.topic().is_some_and(|topic| !community.parts(topic, circle).is_empty());
    let from_friends = rows.iter().filter(is_friends).count();
    let ms = (now() - began).max(0.0).round() as u32;
    Results {
        query: AttrValue::clone(query),
        total: found.total,
        from_friends,
        rows: rows.into(),
        is_steady,
        ms,
    }
}

fn row(community: &Community, hit: Finding) -> Option<ResultRow> {
    let (excerpt, topic) = match hit.at {
        Whereabouts::Here(number) => {
            let topic = community.topics().get(number as usize)?.clone();
            let texts = hit.excerpt.as_ref().map(|passage| (PlainTexts::of(&topic), passage));
            (texts.and_then(|(texts, passage)| cut(&texts.document(&topic), passage)), Sight::Here(topic))
        }
        Whereabouts::InShard { document, shard } => (None, Sight::Coming { document, shard }),
    };
    Some(ResultRow { topic, title_marks: hit.title_marks, excerpt })
}

/// The rows that are held in the order in which they stand, as they are by now, and what is new behind them.
fn settled(mut rows: Vec<ResultRow>, held: &Results, shown: usize) -> Vec<ResultRow> {
    let mut settled: Vec<ResultRow> = Vec::with_capacity(shown);
    for old in &*held.rows {
        let now = rows.iter().position(|row| row.topic.is_of(&old.topic));
        settled.push(now.map_or_else(|| old.clone(), |at| rows.remove(at)));
    }
    settled.extend(rows);
    settled.truncate(shown.max(held.rows.len()));
    settled
}

/// The passage as a text of its own, with an ellipsis where it was cut, and its marks counted in it.
fn cut(texts: &Document<'_>, passage: &Excerpt) -> Option<(AttrValue, Vec<Span>)> {
    let whole = match passage.field {
        Field::Question => texts.question,
        Field::Answer => texts.answer,
        Field::Title | Field::Tags => return None,
    };
    let piece = whole.get(passage.span.clone())?;
    let before = if passage.span.start > 0 { "…" } else { "" };
    let after = if passage.span.end < whole.trim_end().len() { "…" } else { "" };
    let shift = |at: usize| at - passage.span.start + before.len();
    let marks = passage.marks.iter().map(|mark| shift(mark.start)..shift(mark.end)).collect();
    Some((format!("{before}{piece}{after}").into(), marks))
}
