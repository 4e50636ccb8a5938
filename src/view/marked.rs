//! A text with its matched words marked.

use super::el::{El, el};
use goodword_core::search::Span;

/// Adds `text` to `into`, with each of `marks` (byte ranges, in order) in a `<mark>`; a range that does not fit is left
/// unmarked.
pub(super) fn marked(mut into: El, text: &str, marks: &[Span]) -> El {
    let mut at = 0;
    for mark in marks {
        if let (Some(before), Some(word)) = (text.get(at..mark.start), text.get(mark.clone())) {
            into = into.text(before).child(el("mark").text(word));
            at = mark.end;
        }
    }
    into.text(text.get(at..).unwrap_or_default())
}
