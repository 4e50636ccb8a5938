//! One request to a service and its answer, step by step.
//!
//! Each step ends with a promise, and whoever has the exchange brings back what became of it. A future would do the same by
//! itself; but futures stay in the part of the Wasm that everyone fetches first, and what is called plainly need not.

use super::{FIRST_BYTE_MS, Fault, WHOLE_MS, deadline::Deadline};
use crate::{
    console,
    dialect::{Call, Translator},
    dictionary::dictionary,
    identity::Identity,
};
use goodword_core::{
    json::{self, Value},
    proof::Work,
};
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, ReadableWritablePair, RequestInit, Response, Url,
};

#[wasm_bindgen]
extern "C" {
    /// Both ends of a stream that unfolds; `web_sys` counts it among what may yet change.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// What a dialect asks instead of an address for what the page itself says.
const PAGE: &str = "page:";
/// How long an answer may take, in ms.
const ANSWER_MS: u32 = 15_000;
/// The largest answer, in bytes.
const MAX_ANSWER_BYTES: usize = 2 * 1024 * 1024;
/// The largest index, in bytes, as it is in memory.
const MAX_INDEX_BYTES: usize = 64 * 1024 * 1024;
/// What gzip begins with.
const GZIP: &[u8] = &[0x1f, 0x8b];
const MAX_PROBLEM_DEPTH: usize = 8;
/// How many nonces are tried within a task: some milliseconds on a phone.
const TRIES: u32 = 1024;

/// What is asked of a service.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Absolute.
    pub url: String,
    /// `GET`, where it is empty. Anything else writes, and needs a token unless `as_guest`.
    pub method: &'static str,
    /// The key under which it is done once, however often it is sent.
    pub key: Option<String>,
    /// JSON.
    pub body: Option<String>,
    /// Whether it may go without a token.
    pub as_guest: bool,
    /// Whether a token is asked for even to read, because the host said that somebody is signed in. It reads without one
    /// where there is none.
    pub as_somebody: bool,
    /// Whether it is for an index, which may be large and take its time, and may be gzip.
    pub is_index: bool,
}

/// What comes next.
#[derive(Debug)]
pub enum Step {
    /// Bring back what becomes of this.
    Wait(Promise),
    /// Let the page have its turn, and come back with anything.
    Rest,
    /// The whole answer, or why there is none: every [`Fault`] but [`Fault::Address`].
    Done(Result<Vec<u8>, Fault>),
}

/// A request under way. Dropping it aborts it.
pub struct Exchange {
    request: Request,
    identity: Identity,
    stage: Stage,
    /// Whether a second token was asked for.
    is_fresh: bool,
    /// Between it and its backend, where that speaks another language.
    translator: Option<Translator>,
    /// The answer's, for whoever translates it.
    headers: Option<Headers>,
    /// What a flooded endpoint asked for.
    proof: Option<String>,
    status: u16,
    bytes: Vec<u8>,
    /// For the first byte, then for all of them.
    deadline: Option<Deadline>,
}

enum Stage {
    Token,
    Work(Work),
    Head,
    Body(ReadableStreamDefaultReader),
    /// The browser unfolds a gzip.
    Unfolding(ReadableStreamDefaultReader),
}

impl Exchange {
    /// A request by whoever `identity` is. What only reads goes out with the token at hand. A translator asks what stands behind the `#` of
    /// the address.
    pub(crate) fn new(request: Request, identity: Identity, translator: Option<Translator>) -> (Self, Step) {
        let mut exchange = Self {
            request,
            identity,
            stage: Stage::Token,
            is_fresh: false,
            translator,
            headers: None,
            proof: None,
            status: 0,
            bytes: Vec::new(),
            deadline: None,
        };
        let request = &exchange.request;
        let wants =
            request.as_somebody && !exchange.identity.is_silent() || exchange.writes() && !request.as_guest;
        let step = match exchange.identity.known() {
            None if wants => exchange.ask_token(),
            _ => exchange.send(),
        };
        (exchange, step)
    }

    fn writes(&self) -> bool {
        !self.request.method.is_empty()
    }

    fn ask_token(&mut self) -> Step {
        self.stage = Stage::Token;
        match self.identity.ask() {
            Some(token) => Step::Wait(token),
            None => self.go_without(),
        }
    }

    fn go_without(&mut self) -> Step {
        if self.writes() { Step::Done(Err(Fault::Http(401))) } else { self.send() }
    }

    fn send(&mut self) -> Step {
        let call = match self.translated() {
            Ok(call) => call,
            Err(fault) => return Step::Done(Err(fault)),
        };
        if call.url == PAGE {
            let data = self.translator.as_ref().map(Translator::page_data).unwrap_or_default();
            return Step::Done(self.understood(data.as_bytes()));
        }
        let Ok(abort) = AbortController::new() else { return self.fail() };
        self.deadline = Some(Deadline::new(abort.clone(), FIRST_BYTE_MS));
        let Some(window) = web_sys::window() else { return self.fail() };
        self.stage = Stage::Head;
        Step::Wait(window.fetch_with_str_and_init(&call.url, &init(&call, &abort)))
    }

    /// The token, where it may go along.
    fn token(&self) -> Option<String> {
        self.identity.known().filter(|_| !self.request.as_guest)
    }

    /// What is sent: as the panel asks, or as the backend wants it.
    fn translated(&self) -> Result<Call, Fault> {
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
        let (_, ask) = self.request.url.split_once('#')?;
        let (name, values) = ask.split_at(ask.bytes().position(|byte| byte == b'?').unwrap_or(ask.len()));
        Some([name, if self.request.method == "DELETE" { "_off" } else { "" }, values].concat())
    }

    /// The answer in the native protocol.
    fn understood(&self, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        let (Some(translator), Some(ask)) = (&self.translator, self.ask()) else { return Ok(bytes.to_vec()) };
        translator.read(&ask, bytes, self.headers.as_ref()).map(String::into_bytes).map_err(|reason| {
            let fault = Fault::Foreign(reason);
            console::warn(&["good-word: ", &self.request.url, ": ", &fault.to_string()].concat());
            fault
        })
    }

    fn fail(&self) -> Step {
        Step::Done(Err(self.deadline.as_ref().map_or(Fault::Unreachable, Deadline::fault)))
    }

    /// The next step, after what was waited for `settled`.
    pub fn step(&mut self, settled: Result<JsValue, JsValue>) -> Step {
        match (&mut self.stage, settled) {
            (Stage::Work(work), _) => match work.go_on(TRIES) {
                None => Step::Rest,
                proof => {
                    self.proof = proof;
                    self.send()
                }
            },
            (Stage::Token, token) => {
                self.identity.keep(token.ok());
                if self.identity.known().is_none() { self.go_without() } else { self.send() }
            }
            (Stage::Unfolding(_), Err(_)) => Step::Done(Err(Fault::Gzip)),
            (_, Err(_)) => self.fail(),
            (Stage::Head, Ok(response)) => {
                let response: Response = response.unchecked_into();
                self.status = response.status();
                self.headers = self.translator.as_ref().map(|_| response.headers());
                if let Some(deadline) = self.deadline.take() {
                    self.deadline =
                        Some(deadline.then(if self.request.is_index { WHOLE_MS } else { ANSWER_MS }));
                }
                let Some(body) = response.body() else { return self.end() };
                self.stage = Stage::Body(body.get_reader().unchecked_into());
                self.read()
            }
            (Stage::Body(_) | Stage::Unfolding(_), Ok(read)) => {
                let field = |name: &str| Reflect::get(&read, &name.into()).unwrap_or(JsValue::UNDEFINED);
                if field("done").is_truthy() {
                    return self.end();
                }
                self.bytes.extend(field("value").unchecked_into::<Uint8Array>().to_vec());
                let most = if self.request.is_index { MAX_INDEX_BYTES } else { MAX_ANSWER_BYTES };
                if self.bytes.len() > most {
                    return Step::Done(Err(Fault::TooLarge));
                }
                self.read()
            }
        }
    }

    fn read(&self) -> Step {
        match &self.stage {
            Stage::Body(reader) | Stage::Unfolding(reader) => Step::Wait(reader.read()),
            Stage::Token | Stage::Work(_) | Stage::Head => self.fail(),
        }
    }

    fn end(&mut self) -> Step {
        if let Some(deadline) = self.deadline.take() {
            deadline.met();
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        if (200..300).contains(&self.status) {
            // A server that does not compress gives the file as it is.
            if self.request.is_index && bytes.starts_with(GZIP) && matches!(self.stage, Stage::Body(_)) {
                return self.unfold(&mut bytes);
            }
            return Step::Done(if self.translator.is_some() { self.understood(&bytes) } else { Ok(bytes) });
        }
        // A token may have run out; the host's function is asked for another, once.
        if self.status == 401 && !self.is_fresh && self.identity.known().is_some() {
            self.is_fresh = true;
            if let Some(token) = self.identity.ask() {
                self.stage = Stage::Token;
                return Step::Wait(token);
            }
        }
        let problem = json::parse(&bytes, MAX_PROBLEM_DEPTH).unwrap_or_default();
        if self.status == 428
            && self.proof.is_none()
            && let Some(work) = work(&problem)
        {
            self.stage = Stage::Work(work);
            return Step::Rest;
        }
        let refused = kind(&problem).filter(|_| self.writes());
        Step::Done(Err(refused.map_or(Fault::Http(self.status), Fault::Refused)))
    }
}

impl Exchange {
    /// Has the browser unfold a gzip. What comes is read as an answer's body is, and held to the same size.
    fn unfold(&mut self, bytes: &mut [u8]) -> Step {
        let unfolded = DecompressionStream::new("gzip").and_then(|stream| {
            let body = Response::new_with_opt_u8_array(Some(bytes))?.body();
            Ok(body.map(|body| body.pipe_through(&stream)))
        });
        let Ok(Some(stream)) = unfolded else { return Step::Done(Err(Fault::Gzip)) };
        self.stage = Stage::Unfolding(stream.get_reader().unchecked_into());
        self.read()
    }
}

/// An address that is read against another; only http and https.
fn resolved(written: &str, base: &str) -> Option<Url> {
    let url = Url::new_with_base(written, base).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then_some(url)
}

fn init(call: &Call, abort: &AbortController) -> RequestInit {
    let mut headers: Vec<(&str, JsValue)> = Vec::new();
    let mut members = vec![("signal", abort.signal().into()), ("credentials", "omit".into())];
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

fn work(problem: &Value) -> Option<Work> {
    Work::new(problem.get("challenge")?.as_text()?, problem.get("bits")?.as_number()?.to_u32_saturating())
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(deadline) = &self.deadline {
            deadline.abort();
        }
    }
}

/// The last word of a problem's type.
fn kind(problem: &Value) -> Option<String> {
    let kind = problem.get("type")?.as_text()?;
    let from = kind.bytes().rposition(|byte| byte == b':' || byte == b'/').map_or(0, |at| at + 1);
    kind.get(from..).map(str::to_owned)
}
