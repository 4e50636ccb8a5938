//! Waits for a promise.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// What became of a promise.
pub(crate) type Settled = Result<JsValue, JsValue>;

/// Hands `done` what becomes of `promise`.
pub(crate) fn settle(promise: Promise, done: Callback<Settled>) {
    spawn_local(async move { done.emit(JsFuture::from(promise).await) });
}
