//! What is sent for a request: as the panel asks, or as a backend of another language wants it.

use super::{Exchange, Fault, Step, exchange::PAGE, head, quiet};
use crate::{dialect::Call, dictionary::dictionary};
use goodword_core::backoff::MAX_WAIT_S;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, RequestInit, Url};

impl Exchange {
    /// The token, where it may go along.
    pub(super) fn token(&self) -> Option<String> {
        self.identity.known().filter(|_| !self.request.as_guest)
    }

    /// What is sent: as the panel asks, or as the backend wants it.
    pub(super) fn translated(&self) -> Result<Call, Fault> {
        let request = &self.request;
        let mut headers: Vec<String> = Vec::new();
        let mut add = |name: &str, value: &str| headers.extend([name.to_owned(), value.to_owned()]);
        let mut token = self.token();
        let Some(ask) = self.ask() else {
            if let Some(token) = token {
                add("Authorization", &["Bearer ", &token].concat());
            }
            if let Some(key) = &request.key {
                add("Idempotency-Key", key);
            }
            if let Some(proof) = &self.proof {
                add("Goodword-Proof", proof);
            }
            return Ok(Call {
                method: request.method.to_owned(),
                url: request.url.clone(),
                of: String::new(),
                headers,
                places_token: false,
                places_key: request.key.is_some(),
                body: request.body.clone().map(|body| ("application/json".to_owned(), body)),
            });
        };
        let call = |token: Option<&String>| {
            let body = request.body.as_deref().unwrap_or_default();
            let translator = self.translator.as_ref()?;
            translator.call(&ask, body, token.map(String::as_str).unwrap_or_default())
        };
        let missing = || Fault::Foreign(["the dialect has no request for ", &ask].concat());
        let mut made = call(None).ok_or_else(missing)?;
        if made.url == PAGE {
            return Ok(made);
        }
        let refused = |written: &str| Fault::Address(written.to_owned());
        let home = resolved(&made.of, &request.url).ok_or_else(|| refused(&made.of))?;
        // The token is the endpoint's, and goes nowhere else.
        token = token.filter(|_| {
            resolved("", &request.url).is_some_and(|endpoint| endpoint.origin() == home.origin())
        });
        if token.is_some() {
            made = call(token.as_ref()).ok_or_else(missing)?;
        }
        let url = resolved(&made.url, &home.href()).filter(|url| url.origin() == home.origin());
        made.url = url.ok_or_else(|| refused(&made.url))?.href();
        if let Some(token) = token.filter(|_| !made.places_token) {
            made.headers.extend(["Authorization".to_owned(), ["Bearer ", &token].concat()]);
        }
        Ok(made)
    }

    /// What the translator is asked. To take something back is an operation of its own.
    fn ask(&self) -> Option<String> {
        self.translator.as_ref()?;
        let url = self.row.as_ref().unwrap_or(&self.request.url);
        let (_, ask) = url.split_once('#')?;
        let (name, values) = ask.split_at(ask.bytes().position(|byte| byte == b'?').unwrap_or(ask.len()));
        let off = if self.request.method == "DELETE" { "_off" } else { "" };
        let key = self.request.key.as_deref().unwrap_or_default();
        let sign = match (key, values) {
            ("", _) => "",
            (_, "") => "?key=",
            _ => "&key=",
        };
        Some([name, off, values, sign, key].concat())
    }

    /// The answer in the native protocol, and what else it says.
    pub(super) fn understood(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        let (Some(translator), Some(ask)) = (&self.translator, self.ask()) else { return Ok(bytes.to_vec()) };
        let read = translator.read(&ask, bytes, self.headers.as_ref()).map_err(Fault::Foreign)?;
        if read.wait_s > 0 {
            quiet::leave(&self.url, read.wait_s.min(MAX_WAIT_S));
        }
        if !read.hidden_header.is_empty() {
            head::tell_hidden(&self.url, &read.hidden_header);
        }
        if self.row.is_none() {
            self.rows = read.more;
            self.rows.reverse();
        }
        Ok(read.json.into_bytes())
    }

    /// Goes on with the rows that are read in full, one after the other. One that cannot be had stays as the list has it.
    pub(super) fn with_rows(&mut self, mut step: Step) -> Step {
        while let Step::Done(result) = step {
            self.list = match (self.list.take(), result) {
                (None, Err(fault)) => return Step::Done(Err(fault)),
                (None, Ok(answer)) if self.rows.is_empty() => return Step::Done(Ok(answer)),
                (None, Ok(answer)) => Some(answer),
                (Some(list), Err(_)) => Some(list),
                (Some(list), Ok(row)) => self.translator.as_ref().map(|translator| {
                    let text = |bytes| String::from_utf8(bytes).unwrap_or_default();
                    translator.join(&text(list), &text(row)).into_bytes()
                }),
            };
            self.row = self.rows.pop();
            if self.row.is_none() {
                return Step::Done(Ok(self.list.take().unwrap_or_default()));
            }
            step = self.begin();
        }
        step
    }
}

/// An address that is read against another; only http and https.
fn resolved(written: &str, base: &str) -> Option<Url> {
    let url = Url::new_with_base(written, base).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then_some(url)
}

/// How it is sent. `is_current` where it asks what holds now: then the browser asks the server whether what it keeps still holds, which
/// costs a 304 and no body. A header of ours that asks the same would cost a request more, because other origins have to allow it.
pub(super) fn init(call: &Call, abort: &AbortController, is_current: bool) -> RequestInit {
    let mut headers: Vec<(&str, JsValue)> = Vec::new();
    let mut members = vec![("signal", abort.signal().into()), ("credentials", "omit".into())];
    // A browser that is sent to another origin leaves Authorization out, but neither what was written nor a token that stands elsewhere.
    if !call.method.is_empty() || call.places_token {
        members.push(("redirect", "manual".into()));
    } else if is_current {
        members.push(("cache", "no-cache".into()));
    }
    for pair in call.headers.chunks_exact(2) {
        headers.push((&pair[0], pair[1].as_str().into()));
    }
    if !call.method.is_empty() {
        members.push(("method", call.method.as_str().into()));
    }
    if let Some((media_type, body)) = &call.body {
        headers.push(("Content-Type", media_type.into()));
        members.push(("body", body.into()));
    }
    members.push(("headers", dictionary(&headers)));
    dictionary(&members)
}
