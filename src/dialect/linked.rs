//! Dialects within this Wasm: for Yew applications, which have one Wasm anyway.

use super::Call;
use goodword_core::dialect::{Dialect, Translator as Linked, lines};
use js_sys::{Date, Function};
use std::{cell::RefCell, rc::Rc};
use web_sys::Headers;

/// One dialect.
#[derive(Clone, Debug)]
pub(crate) struct Translator(Rc<Linked>, Rc<RefCell<Option<String>>>);

impl PartialEq for Translator {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Translator {
    /// Reads a dialect for the backend at `endpoint`, with more variables as a URL's query has them.
    ///
    /// # Errors
    /// All that is wrong with the dialect.
    #[expect(clippy::unused_async, reason = "the other way fetches")]
    pub(crate) async fn open(
        _source: Option<&Function>,
        document: &[u8],
        endpoint: &str,
        vars: &str,
        _is_own: bool,
    ) -> Result<Self, String> {
        let opened = Dialect::parse(document).and_then(|dialect| Linked::new(dialect, endpoint, vars));
        opened.map(|opened| Self(Rc::new(opened), Rc::default())).map_err(|mistakes| lines(&mistakes))
    }

    /// The front document that it stands for.
    pub(crate) fn front(&self) -> String {
        self.0.front()
    }

    /// The backend's request for a native one; `None` where there is none.
    pub(crate) fn call(&self, ask: &str, body: &str, token: &str) -> Option<Call> {
        let now: String = Date::new_0().to_iso_string().into();
        let call = self.0.call(ask, body, token, &now)?;
        Some(Call {
            method: call.method,
            url: call.url,
            of: call.of,
            headers: call.headers.into_iter().flat_map(|(name, value)| [name, value]).collect(),
            places_token: call.places_token,
            body: call.body.map(|(payload, body)| (payload.media_type().to_owned(), body)),
        })
    }

    /// The native answer of the backend's.
    ///
    /// # Errors
    /// Why there is none, in a sentence for the developer.
    pub(crate) fn read(&self, ask: &str, bytes: &[u8], headers: Option<&Headers>) -> Result<String, String> {
        let header = |name: &str| {
            let value = headers.and_then(|headers| headers.get(name).ok().flatten());
            if value.is_none() {
                self.1.replace(Some(name.to_owned()));
            }
            value
        };
        self.0.read(ask, bytes, &header).map_err(|error| error.to_string())
    }

    /// A header that an answer was to have and that is not there, or that the backend does not show to this origin.
    pub(crate) fn hidden_header(&self) -> Option<String> {
        self.1.take()
    }

    /// The page's own data.
    #[expect(clippy::unused_self, reason = "the other way asks its module")]
    pub(crate) fn page_data(&self) -> String {
        goodword_translator::page_data()
    }
}
