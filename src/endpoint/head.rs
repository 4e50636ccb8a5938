//! What an answer's head says beside its status.

use super::Fault;
use crate::{clock, console};
use goodword_core::backoff::seconds;
use js_sys::Date;
use std::cell::RefCell;
use web_sys::{Headers, Response, Url};

/// Why the answer is not taken, whatever it says: it comes from another origin than was asked, or would.
pub(super) fn moved(response: &Response, asked: &str) -> Option<Fault> {
    let origin = |url: &str| Url::new(url).map(|url| url.origin()).ok();
    let url = response.url();
    // A redirect that was not to be followed has no status.
    let is_elsewhere = response.status() == 0 || response.redirected() && origin(&url) != origin(asked);
    is_elsewhere.then(|| Fault::Moved(if url.is_empty() { asked.to_owned() } else { url }))
}

/// Compares clocks, where the service shows its own. `may_be_kept` where the browser may have had the answer.
pub(super) fn compare_clocks(headers: &Headers, may_be_kept: bool) {
    if let Some(date) = header(headers, "date") {
        clock::compare(Date::parse(&date), may_be_kept);
    }
}

/// How many s the endpoint wants to be left alone, where it says so and the browser shows it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
pub(super) fn retry_after_s(headers: &Headers) -> Option<u32> {
    let written = header(headers, "retry-after")?;
    seconds(&written).or_else(|| {
        let ms = Date::parse(&written) - clock::wall_ms();
        ms.is_finite().then_some((ms / 1000.0).ceil() as u32)
    })
}

thread_local! {
    /// Headers that the developer was told of.
    static TOLD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Tells the developer, once, of a header that a dialect looks for and that a backend of another origin does not show. To pages of
/// its own origin it shows every one, so there it is simply not there.
pub(super) fn tell_hidden(url: &str, name: &str) {
    let own = web_sys::window().map(|window| window.origin());
    let is_told = TOLD.with(|told| told.borrow().iter().any(|of| of == name));
    if is_told || Url::new(url).ok().map(|url| url.origin()) == own {
        return;
    }
    TOLD.with(|told| told.borrow_mut().push(name.to_owned()));
    let asks = "; does Access-Control-Expose-Headers name it?";
    console::warn(&["good-word: ", url, ": no header ", name, asks].concat());
}

fn header(headers: &Headers, name: &str) -> Option<String> {
    headers.get(name).ok().flatten()
}
