//! Work in slices: a long job asks its [`Pace`] now and then, and lets the page breathe when its slice is over.

use crate::clock::now;
use gloo_timers::future::TimeoutFuture;

/// How long one slice works, in ms. A frame is 16 ms, and what a slice found is drawn within the same task.
const SLICE_MS: f64 = 8.0;
/// How often growth is shown, in ms.
const SHOW_MS: f64 = 160.0;

/// The clock of one sliced job.
pub(crate) struct Pace {
    slice_began: f64,
    shown_at: f64,
}

impl Pace {
    pub(crate) fn new() -> Self {
        Self { slice_began: now(), shown_at: f64::NEG_INFINITY }
    }

    /// Whether the slice is over.
    pub(super) fn is_spent(&self) -> bool {
        now() - self.slice_began > SLICE_MS
    }

    /// A wait is over, as for bytes: what it took does not count as work.
    pub(super) fn resume(&mut self) {
        self.slice_began = now();
    }

    /// Whether it is time to show what has been done so far; true the first time.
    pub(crate) fn is_worth_showing(&mut self) -> bool {
        let due = now() - self.shown_at > SHOW_MS;
        if due {
            self.shown_at = now();
        }
        due
    }

    /// Begins anew to wait until it is time to show something.
    pub(crate) fn hold(&mut self) {
        self.shown_at = now();
    }

    /// Gives the page its turn and begins the next slice.
    pub(super) async fn breathe(&mut self) {
        TimeoutFuture::new(0).await;
        self.resume();
    }
}
