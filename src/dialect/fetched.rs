//! Dialects as a Wasm of its own, the page's only one, whatever the number of panels.

use super::Call;
use crate::later::What;
use goodword_core::json::{self, Value};
use js_sys::{Array, Date, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;

/// How deep the module nests what it says.
const MAX_DEPTH: usize = 4;

/// The module's object for one dialect.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Translator(JsValue);

impl Translator {
    /// Reads a dialect for the backend at `endpoint`, with more variables as a URL's query has them. One of the site's own is looked through
    /// for mistakes.
    ///
    /// # Errors
    /// The module could not be had, or all that is wrong with the dialect.
    pub(crate) async fn open(
        source: Option<&Function>,
        document: &[u8],
        endpoint: &str,
        vars: &str,
        is_own: bool,
    ) -> Result<Self, String> {
        let what = if is_own { What::OwnDialect } else { What::Dialect };
        let asked = source.and_then(|source| source.call1(&JsValue::UNDEFINED, &what.number()).ok());
        let made = JsFuture::from(Promise::resolve(&asked.unwrap_or_default())).await;
        let open: Function =
            made.ok().and_then(|made| made.dyn_into().ok()).ok_or("dialects could not be fetched")?;
        let opened =
            open.call3(&JsValue::UNDEFINED, &Uint8Array::from(document), &endpoint.into(), &vars.into());
        opened.map(Self).map_err(|error| error.as_string().unwrap_or_default())
    }

    fn call_method(&self, name: &str, given: &[JsValue]) -> Result<JsValue, String> {
        let method: Function = self.get(name).dyn_into().map_err(|_| String::new())?;
        let given: Array = given.iter().collect();
        method.apply(&self.0, &given).map_err(|error| error.as_string().unwrap_or_default())
    }

    fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap_or_default()
    }

    /// The front document that it stands for.
    pub(crate) fn front(&self) -> String {
        self.call_method("front", &[]).ok().and_then(|front| front.as_string()).unwrap_or_default()
    }

    /// The backend's request for a native one; `None` where there is none.
    pub(crate) fn call(&self, ask: &str, body: &str, token: &str) -> Option<Call> {
        let now = Date::new_0().to_iso_string();
        let made = self.call_method("call", &[ask.into(), body.into(), token.into(), now.into()]).ok()?;
        let made = json::parse(made.as_string()?.as_bytes(), MAX_DEPTH).ok()?;
        let text = |name: &str| made.get(name).and_then(Value::as_text).map(str::to_owned);
        Some(Call {
            method: text("method")?,
            url: text("url")?,
            of: text("of")?,
            places_token: made.get("placed").and_then(Value::as_bool).unwrap_or_default(),
            body: text("type").zip(text("body")),
            headers: texts(&made),
        })
    }

    /// The native answer of the backend's.
    ///
    /// # Errors
    /// Why there is none, in a sentence for the developer.
    pub(crate) fn read(&self, ask: &str, bytes: &[u8], headers: Option<&Headers>) -> Result<String, String> {
        let headers = headers.map_or(JsValue::UNDEFINED, JsValue::from);
        let read = self.call_method("read", &[ask.into(), Uint8Array::from(bytes).into(), headers])?;
        Ok(read.as_string().unwrap_or_default())
    }

    /// A header that an answer was to have and that is not there, or that the backend does not show to this origin.
    pub(crate) fn hidden_header(&self) -> Option<String> {
        self.call_method("hiddenHeader", &[]).ok()?.as_string()
    }

    /// The page's own data.
    pub(crate) fn page_data(&self) -> String {
        self.call_method("pageData", &[]).ok().and_then(|data| data.as_string()).unwrap_or_default()
    }
}

/// The headers of a request.
fn texts(made: &Value) -> Vec<String> {
    let Some(Value::List(headers)) = made.get("headers") else { return Vec::new() };
    headers.iter().filter_map(Value::as_text).map(str::to_owned).collect()
}
