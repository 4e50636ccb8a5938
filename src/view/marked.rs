//! A text with its matched words marked.

use goodword_core::search::Span;
use yew::prelude::*;

/// `text` with each of `marks` (byte ranges, in order) in a `<mark>`; a range that does not fit is left unmarked.
pub(super) fn marked(text: &str, marks: &[Span]) -> Html {
    let mut pieces = Vec::with_capacity(marks.len() * 2 + 1);
    let mut at = 0;
    for mark in marks {
        if let (Some(before), Some(word)) = (text.get(at..mark.start), text.get(mark.clone())) {
            pieces.push(html! { {before.to_owned()} });
            pieces.push(html! { <mark>{word.to_owned()}</mark> });
            at = mark.end;
        }
    }
    pieces.push(html! { {text.get(at..).unwrap_or_default().to_owned()} });
    pieces.into_iter().collect()
}
