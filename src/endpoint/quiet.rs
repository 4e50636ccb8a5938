//! Endpoints that asked to be left alone, for all panels of the page.

use crate::clock;
use std::cell::RefCell;
use web_sys::Url;

thread_local! {
    /// Origins, and until when by [`clock::now`].
    static QUIET: RefCell<Vec<(String, f64)>> = const { RefCell::new(Vec::new()) };
}

fn origin(url: &str) -> String {
    Url::new(url).map(|url| url.origin()).unwrap_or_default()
}

/// From now on nothing is sent to the origin of `url` for so many s.
pub(super) fn leave(url: &str, seconds: u32) {
    let (origin, until) = (origin(url), clock::now() + f64::from(seconds) * 1000.0);
    QUIET.with(|quiet| {
        let mut quiet = quiet.borrow_mut();
        quiet.retain(|(of, _)| *of != origin);
        quiet.push((origin, until));
    });
}

/// For how many s the origin of `url` is still left alone; 0 where it is not.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a minute at most, and never below 0"
)]
pub(super) fn left_s(url: &str) -> u32 {
    QUIET.with(|quiet| {
        let quiet = quiet.borrow();
        // Nothing is asked for most of the time, and an address is not taken apart for it.
        if quiet.is_empty() {
            return 0;
        }
        let origin = origin(url);
        let until = quiet.iter().find(|(of, _)| *of == origin).map_or(0.0, |(_, until)| *until);
        ((until - clock::now()) / 1000.0).ceil().max(0.0) as u32
    })
}
