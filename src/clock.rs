//! A clock that nobody can set, and the service's where the visitor's own goes wrong.

use std::cell::Cell;

thread_local! {
    /// How far the service's clock is ahead of the visitor's, in ms.
    static AHEAD_MS: Cell<f64> = const { Cell::new(0.0) };
}

/// What clocks may differ by without anybody saying that one is wrong, in ms. A header counts whole seconds and was on its way.
const TOLERANCE_MS: f64 = 300_000.0;

/// Milliseconds since the page began, at the resolution that the browser grants.
pub(crate) fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Milliseconds since 1970, by the service's clock as far as it is known.
pub(crate) fn wall_ms() -> f64 {
    js_sys::Date::now() + AHEAD_MS.get()
}

/// A service says that it is this moment. What was perhaps kept by the browser is older than that and proves only that
/// the visitor's clock is behind.
pub(crate) fn compare(service_ms: f64, may_be_kept: bool) {
    let ahead = service_ms - js_sys::Date::now();
    if ahead.is_finite() && !(may_be_kept && ahead < 0.0) {
        AHEAD_MS.set(if ahead.abs() < TOLERANCE_MS { 0.0 } else { ahead });
    }
}

/// A part of so many ms, by chance: for those who would else all come at once.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and a number that fits"
)]
pub(crate) fn some_of(most_ms: u32) -> u32 {
    (js_sys::Math::random() * f64::from(most_ms)) as u32
}
