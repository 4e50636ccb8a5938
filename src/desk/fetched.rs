//! The desk as a part of this Wasm that the page fetches.

use super::{Desk, Stand};
use crate::later::{self, What};
use js_sys::Function;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use yew::Callback;

thread_local!(static STAND: Cell<Stand> = const { Cell::new(Stand::Coming) });

/// How it stands with the desk.
pub(crate) fn stand() -> Stand {
    STAND.get()
}

/// Asks for the desk unless it is there. `source` gives `true` once it is, or a promise of it, or of nothing where it cannot
/// be had; whoever wrote `source` has then told the developer. `settled` is called unless it was there at once.
pub(crate) fn bring(source: Option<&Function>, settled: Callback<()>) {
    if !matches!(STAND.get(), Stand::Here(_)) {
        later::ask(source, What::Desk, keep, settled);
    }
}

/// Whether it is there. What is neither yes nor nothing is a promise.
fn keep(answer: &JsValue) -> bool {
    let stand = match answer.as_bool() {
        Some(true) => {
            Desk(()).dress();
            Stand::Here(Desk(()))
        }
        _ if answer.is_undefined() => Stand::Failed,
        _ => Stand::Coming,
    };
    STAND.set(stand);
    stand != Stand::Coming
}
