//! The passage that shows why a document answers.

#![expect(clippy::cast_precision_loss, reason = "lengths of excerpts are far below 2^24")]

use super::{
    Document, Excerpt, Field, Span,
    marks::{Marker, Occurrence, marks_within, occurrences},
    script::{is_cluster_boundary, is_word_boundary},
};
use crate::part::{from, part, until};

/// How much a passage loses when its matches fill its whole length, against one where they stand together.
const SPREAD_PENALTY: f32 = 0.25;

/// The best passage of answer or question, at most `limit` characters long: the one whose words tell most and stand
/// closest, the earliest of equals, the answer's before the question's. Without any match, how the answer or else the question begins.
pub(super) fn best_passage(document: &Document<'_>, marker: &Marker<'_>, limit: usize) -> Option<Excerpt> {
    let mut best: Option<(f32, Excerpt)> = None;
    for (field, text) in [(Field::Answer, document.answer), (Field::Question, document.question)] {
        if text.trim_start().is_empty() {
            continue;
        }
        let start = skip_space(text, 0);
        let found = occurrences(text, marker);
        let window = densest(text, &found, &marker.idfs, limit);
        let worth = window.as_ref().map_or(0.0, |window| window.worth);
        if best.as_ref().is_none_or(|(other, _)| worth > *other) {
            let core = window.map_or(start..start, |window| window.span);
            let span = around(text, &core, limit);
            best = Some((worth, Excerpt { field, marks: marks_within(&found, &span), span }));
        }
    }
    best.map(|(_, excerpt)| excerpt)
}

/// Neighbouring occurrences that fit into an excerpt together.
struct Window {
    worth: f32,
    /// From the first one's beginning to the last one's end.
    span: Span,
}

/// The window whose words tell most and stand closest, in one pass.
fn densest(text: &str, found: &[Occurrence], idfs: &[f32], limit: usize) -> Option<Window> {
    let mut best: Option<Window> = None;
    let mut counts = vec![0_usize; idfs.len()];
    // Characters from the window's beginning to its end.
    let (mut first, mut width) = (0, 0);
    let mut end = 0;
    for (last, occurrence) in found.iter().enumerate() {
        if last == first {
            end = occurrence.whole.start;
        }
        width += chars(text, end..occurrence.whole.end);
        end = end.max(occurrence.whole.end);
        counts[occurrence.word] += 1;
        // What does not fit is dropped from the front, and so is what comes again later.
        while first < last && (width > limit || counts[found[first].word] > 1) {
            counts[found[first].word] -= 1;
            width -= chars(text, found[first].whole.start..found[first + 1].whole.start);
            first += 1;
        }
        let told: f32 = idfs.iter().zip(&counts).filter(|(_, count)| **count > 0).map(|(idf, _)| idf).sum();
        let spread = width.min(limit) as f32 / limit.max(1) as f32;
        let worth = told.max(f32::MIN_POSITIVE) * (1.0 - SPREAD_PENALTY * spread);
        if best.as_ref().is_none_or(|best| worth > best.worth) {
            best = Some(Window { worth, span: found[first].whole.start..end });
        }
    }
    best
}

/// The characters in a part of `text`; none where its end comes before its beginning.
fn chars(text: &str, part: Span) -> usize {
    text.get(part).map_or(0, |part| part.chars().count())
}

/// A passage of at most `limit` characters around `core`, cut between words.
fn around(text: &str, core: &Span, limit: usize) -> Span {
    let spare = limit.saturating_sub(chars(text, core.clone()));
    let after = from(text, core.end).chars().take(spare).count();
    // A third of the spare room goes before, or more where the text ends soon after.
    let start = beginning(text, core.start, (spare / 3).max(spare - after), spare / 2);
    let start = skip_space(text, start);
    let reach = from(text, start).char_indices().nth(limit).map_or(text.len(), |(at, _)| start + at);
    let end = ending(text, start, reach, core.end);
    start..start + part(text, start..end).trim_end().len()
}

/// The next place from `at` on that is no space; a space that carries marks is none.
fn skip_space(text: &str, at: usize) -> usize {
    let after = text.len() - from(text, at).trim_start().len();
    match part(text, at..after).char_indices().next_back() {
        Some((space, _)) if !is_cluster_boundary(text, after) => at + space,
        _ => after,
    }
}

/// Where a passage begins: up to `room` characters before `core`, at a word; at a sentence instead if one begins within
/// `sentence_room`; at the text's beginning if that is within reach.
fn beginning(text: &str, core: usize, room: usize, sentence_room: usize) -> usize {
    let mut at = core;
    let mut word = core;
    let mut sentence = None;
    let mut following: Option<char> = None;
    for (back, (index, letter)) in until(text, core).char_indices().rev().enumerate() {
        if back >= room.max(sentence_room) {
            break;
        }
        let ends = matches!(letter, '\n' | '。' | '！' | '？')
            || matches!(letter, '.' | '!' | '?' | '؟' | '।') && following.is_some_and(char::is_whitespace);
        if ends && sentence.is_none() && back <= sentence_room && is_cluster_boundary(text, at) {
            sentence = Some(at);
        }
        at = index;
        if back < room && is_word_boundary(text, at) {
            word = at;
        }
        following = Some(letter);
    }
    if at == 0 { 0 } else { sentence.unwrap_or(word) }
}

/// Where a passage from `start` ends: at `reach` or at the last word's end before, after `core` if it can be.
fn ending(text: &str, start: usize, reach: usize, core: usize) -> usize {
    let between = |start: usize| {
        let places = part(text, start..reach).char_indices().rev();
        places.map(move |(at, _)| start + at).chain(std::iter::once(start))
    };
    if reach == text.len() {
        return reach;
    }
    let is_end = |at: &usize| *at == core || is_word_boundary(text, *at);
    let whole = std::iter::once(reach).chain(between(core.clamp(start, reach))).find(is_end);
    // Only a word longer than a whole excerpt is cut inside.
    whole.filter(|at| *at > start).unwrap_or_else(|| {
        let clusters = std::iter::once(reach).chain(between(start));
        clusters.into_iter().find(|at| *at == start || is_cluster_boundary(text, *at)).unwrap_or(start)
    })
}
