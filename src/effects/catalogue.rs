//! Brings the sentences of the panel's language.

use crate::{
    console, endpoint,
    text::{Messages, SHIPPED},
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;
use yew::Callback;

/// Sends the messages of a BCP 47 tag's locale file: at once `None` for English and for a language that does not ship,
/// else when the file below `base` was read.
pub(crate) fn speak(tag: &str, base: &str, send: Callback<Option<Rc<Messages>>>) {
    match file(tag).filter(|_| !base.is_empty()) {
        None => send.emit(None),
        Some(file) => {
            let url = format!("{base}locales/{file}.json");
            spawn_local(async move { send.emit(fetch(&url).await) });
        }
    }
}

/// The file of a tag, where one ships: `de-CH` reads `de`.
fn file(tag: &str) -> Option<&'static str> {
    let primary = tag.split('-').next().unwrap_or_default();
    SHIPPED.into_iter().find(|language| language.eq_ignore_ascii_case(primary))
}

async fn fetch(url: &str) -> Option<Rc<Messages>> {
    match read(url).await {
        Ok(messages) => Some(Rc::new(messages)),
        Err(reason) => {
            console::warn(&format!("good-word: cannot read {url}, English stands in: {reason}"));
            None
        }
    }
}

/// The largest locale file, in bytes.
const MAX_BYTES: usize = 256 * 1024;

async fn read(url: &str) -> Result<Messages, String> {
    let abort = AbortController::new().map_err(|_| String::new())?;
    let bytes = endpoint::whole(url, MAX_BYTES, &abort).await.map_err(|fault| fault.to_string())?;
    Messages::parse(&bytes)
}
