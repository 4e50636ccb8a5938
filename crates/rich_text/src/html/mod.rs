//! Untrusted HTML: an inert parse by the browser, then a walk that says what it meets to the builder.
//!
//! No string of ours ever becomes markup in a live document, so nothing can run, load or mutate between the
//! check and the page. Where there is no browser, or where its parser would take long, the words are shown.

#[cfg(any(test, target_arch = "wasm32"))]
mod defuse;
#[cfg(target_arch = "wasm32")]
mod inert;
mod modest;
#[cfg(target_arch = "wasm32")]
mod walk;

use goodword_core::model::Body;

use super::builder::Builder;
use super::text;

pub(super) fn write(builder: &mut Builder<'_>, body: &Body) {
    if !(modest::is_modest(&body.source) && write_parsed(builder, &body.source)) {
        text::write(builder, &body.plain_text());
    }
}

/// Whether there was a parser, and it took the source.
#[cfg(target_arch = "wasm32")]
fn write_parsed(builder: &mut Builder<'_>, source: &str) -> bool {
    inert::parse(&defuse::defuse(source)).is_some_and(|document| walk::walk(builder, &document))
}

#[cfg(not(target_arch = "wasm32"))]
fn write_parsed(_builder: &mut Builder<'_>, _source: &str) -> bool {
    false
}
