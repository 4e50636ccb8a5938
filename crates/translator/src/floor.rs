//! A translator that translates nothing: it reads and writes JSON, and calls what else any Wasm that does calls. What it weighs is what
//! dialects would cost if reading them cost nothing.

use goodword_core::{
    dialect::{Call, Mistake, TranslateError, Translated},
    json::{Value, parse},
};

const MAX_DEPTH: usize = 64;

/// A document and nothing else.
#[derive(Debug)]
pub(crate) struct Translator(Value);

/// As [`goodword_core::dialect::Dialect::trusted`].
pub(crate) fn document(bytes: &[u8]) -> Result<Value, Vec<Mistake>> {
    parse(bytes, MAX_DEPTH)
        .map_err(|error| vec![Mistake { path: String::new(), reason: error.expected.to_owned() }])
}

impl Translator {
    /// As [`goodword_core::dialect::Translator::new`].
    #[expect(clippy::unnecessary_wraps, reason = "it stands for one that can fail")]
    pub(crate) fn new(document: Value, _endpoint: &str, _vars: &str) -> Result<Self, Vec<Mistake>> {
        Ok(Self(document))
    }

    pub(crate) fn front(&self) -> String {
        self.0.to_json()
    }

    pub(crate) fn call(&self, ask: &str, body: &str, token: &str, now: &str) -> Option<Call> {
        let body = parse(body.as_bytes(), MAX_DEPTH).ok()?;
        let text = |name: &str| Some(body.get(name).or_else(|| self.0.get(name))?.as_text()?.to_owned());
        Some(Call { method: text(ask)?, url: text(token)?, of: text(now)?, ..Call::default() })
    }

    #[expect(clippy::unused_self, reason = "it stands for one that uses it")]
    pub(crate) fn read(
        &self,
        ask: &str,
        bytes: &[u8],
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Translated, TranslateError> {
        header(ask).ok_or_else(|| TranslateError::Unknown(ask.to_owned()))?;
        Ok(Translated { json: parse(bytes, MAX_DEPTH)?.to_json(), ..Translated::default() })
    }

    pub(crate) fn join(list: &str, full: &str) -> String {
        [list, full].concat()
    }
}
