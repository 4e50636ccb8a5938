//! A moment by which something must be done, or the request is aborted.

use super::Fault;
use gloo_timers::callback::Timeout;
use std::{cell::Cell, rc::Rc};
use web_sys::AbortController;

/// Aborts its request when the time is up; dropping it stops the clock.
pub(super) struct Deadline {
    abort: AbortController,
    passed: Rc<Cell<bool>>,
    clock: Cell<Option<Timeout>>,
}

impl Deadline {
    pub(super) fn new(abort: AbortController, millis: u32) -> Self {
        let passed = Rc::new(Cell::new(false));
        let clock = Timeout::new(millis, {
            let (abort, passed) = (abort.clone(), passed.clone());
            move || {
                passed.set(true);
                abort.abort();
            }
        });
        Self { abort, passed, clock: Cell::new(Some(clock)) }
    }

    /// It was done in time.
    pub(super) fn met(&self) {
        self.clock.take();
    }

    /// It was done in time, and the next thing has this long.
    pub(super) fn then(self, millis: u32) -> Self {
        Self::new(self.abort, millis)
    }

    pub(super) fn abort(&self) {
        self.abort.abort();
    }

    /// Why the request failed, as far as a browser tells.
    pub(super) fn fault(&self) -> Fault {
        match (self.passed.get(), is_online()) {
            (true, _) => Fault::TimedOut,
            (_, false) => Fault::Offline,
            _ => Fault::Unreachable,
        }
    }
}

/// Whether the browser is online, as far as it knows.
pub(crate) fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
