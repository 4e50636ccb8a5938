//! Searches. It takes a few milliseconds, so it is done at once and within the task of the keystroke: a result that
//! waits for a timer would be painted a frame later.

use super::slices::{Pace, now};
use crate::{
    console,
    library::Library,
    store::{ResultRow, Results, Sight},
};
use goodword_core::{
    community::{PlainTexts, Whereabouts},
    friends::{Circle, parts},
    model::Kind,
    search::{Document, Excerpt, Field, Span},
};
use std::rc::Rc;
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

/// What `query` finds among the given kinds (all, where empty), at most `shown` rows.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a search takes milliseconds")]
pub(crate) fn search(
    library: &Library,
    query: &AttrValue,
    kinds: &[Kind],
    circle: &Circle,
    shown: usize,
) -> Results {
    let began = now();
    let community = library.read();
    let is_steady = community.has_prebuilt();
    let found = community.find(query, kinds, circle, shown);
    let rows: Rc<[ResultRow]> = found
        .hits
        .into_iter()
        .filter_map(|hit| {
            let (excerpt, topic) = match hit.at {
                Whereabouts::Here(number) => {
                    let topic = community.topics().get(number as usize)?.clone();
                    let texts = hit.excerpt.as_ref().map(|passage| (PlainTexts::of(&topic), passage));
                    (
                        texts.and_then(|(texts, passage)| cut(&texts.document(&topic), passage)),
                        Sight::Here(topic),
                    )
                }
                Whereabouts::InShard { document, shard } => (None, Sight::Coming { document, shard }),
            };
            Some(ResultRow { topic, title_marks: hit.title_marks, excerpt })
        })
        .collect();
    let is_friends =
        |row: &&ResultRow| row.topic.topic().is_some_and(|topic| !parts(topic, circle).is_empty());
    let from_friends = rows.iter().filter(is_friends).count();
    let ms = (now() - began).max(0.0).round() as u32;
    Results { query: query.clone(), total: found.total, from_friends, rows, is_steady, ms }
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
