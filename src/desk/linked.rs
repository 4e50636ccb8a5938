//! The desk within this Wasm: for Yew applications, which have one Wasm anyway, and for tests.

use super::{Desk, Stand};
use js_sys::Function;
use yew::Callback;

/// It is there.
pub(crate) fn stand() -> Stand {
    Stand::Here(Desk(()))
}

/// It is always there.
pub(crate) fn bring(_source: Option<&Function>, _settled: Callback<()>) {}
