//! What the Wasm of its own exports.

#[cfg(feature = "floor")]
use crate::floor::{Translator as Engine, document};
use goodword_core::dialect;
#[cfg(not(feature = "floor"))]
use goodword_core::dialect::{Dialect, Translator as Engine};
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a dialect, and looks for mistakes where that is wanted.
#[cfg(not(feature = "floor"))]
fn document(bytes: &[u8]) -> Result<Dialect, Vec<dialect::Mistake>> {
    if cfg!(feature = "checks") { Dialect::parse(bytes) } else { Dialect::trusted(bytes) }
}

#[wasm_bindgen]
extern "C" {
    /// An answer's headers.
    pub type Headers;

    #[wasm_bindgen(method)]
    pub(crate) fn get(this: &Headers, name: &str) -> Option<String>;
}

/// Between a panel and a backend.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Translator(Engine);

#[wasm_bindgen]
impl Translator {
    /// Reads the bytes of a dialect for the backend at `endpoint`, an absolute address or "". `vars` are its variables as a URL's query
    /// has them. Without the feature `checks` the dialect has to be one without mistakes.
    ///
    /// # Errors
    /// All that is wrong with it, a line each.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], endpoint: &str, vars: &str) -> Result<Translator, String> {
        document(bytes)
            .and_then(|dialect| Engine::new(dialect, endpoint, vars))
            .map(Self)
            .map_err(|mistakes| dialect::lines(&mistakes))
    }

    /// The front document of the native protocol that it stands for.
    pub fn front(&self) -> String {
        self.0.front()
    }

    /// The backend's request for a native one as JSON, as [`dialect::Call::to_json`] writes it; undefined where there is none.
    pub fn call(&self, ask: &str, body: &str, token: &str, now: &str) -> Option<String> {
        self.0.call(ask, body, token, now).map(dialect::Call::to_json)
    }

    /// The native answer to a native request, of the backend's, as [`dialect::Translated::to_text`] writes it.
    ///
    /// # Errors
    /// It cannot be read, in a sentence for the developer.
    #[expect(clippy::needless_pass_by_value, reason = "JavaScript gives a handle away")]
    pub fn read(&self, ask: &str, bytes: &[u8], headers: Option<Headers>) -> Result<String, String> {
        let header = |name: &str| headers.as_ref().and_then(|headers| headers.get(name));
        self.0.read(ask, bytes, &header).map(dialect::Translated::to_text).map_err(|error| error.reason())
    }

    /// A native list with a row in full, see [`dialect::Translator::join`].
    #[expect(clippy::unused_self, reason = "JavaScript has no other object of this module")]
    pub fn join(&self, list: &str, full: &str) -> String {
        Engine::join(list, full)
    }

    /// The page's own data.
    #[wasm_bindgen(js_name = pageData)]
    #[expect(clippy::unused_self, reason = "JavaScript has no other object of this module")]
    pub fn page_data(&self) -> String {
        crate::page_data()
    }
}
