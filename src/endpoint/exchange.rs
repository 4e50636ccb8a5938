//! One request to a service and its answer, step by step.
//!
//! Each step ends with a promise, and whoever has the exchange brings back what became of it. A future would do the same by
//! itself; but futures stay in the part of the Wasm that everyone fetches first, and what is called plainly need not.

use super::{FIRST_BYTE_MS, Fault, WHOLE_MS, deadline::Deadline};
use crate::{dictionary::dictionary, identity::Identity};
use goodword_core::{
    json::{self, Value},
    proof::Work,
};
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{AbortController, ReadableStreamDefaultReader, ReadableWritablePair, RequestInit, Response};

#[wasm_bindgen]
extern "C" {
    /// Both ends of a stream that unfolds; `web_sys` counts it among what may yet change.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

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
    /// A request by whoever `identity` is. What only reads goes out with the token at hand.
    pub fn new(request: Request, identity: Identity) -> (Self, Step) {
        let mut exchange = Self {
            request,
            identity,
            stage: Stage::Token,
            is_fresh: false,
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
        let Ok(abort) = AbortController::new() else { return self.fail() };
        self.deadline = Some(Deadline::new(abort.clone(), FIRST_BYTE_MS));
        let Some(window) = web_sys::window() else { return self.fail() };
        self.stage = Stage::Head;
        Step::Wait(window.fetch_with_str_and_init(&self.request.url, &self.init(&abort)))
    }

    fn init(&self, abort: &AbortController) -> RequestInit {
        let mut headers: Vec<(&str, JsValue)> = Vec::new();
        let mut members = vec![("signal", abort.signal().into()), ("credentials", "omit".into())];
        if let Some(token) = self.identity.known().filter(|_| !self.request.as_guest) {
            headers.push(("Authorization", ("Bearer ".to_owned() + &token).into()));
        }
        if let Some(key) = &self.request.key {
            headers.push(("Idempotency-Key", key.into()));
        }
        if let Some(proof) = &self.proof {
            headers.push(("Goodword-Proof", proof.into()));
        }
        if !self.request.method.is_empty() {
            members.push(("method", self.request.method.into()));
        }
        if let Some(body) = &self.request.body {
            headers.push(("Content-Type", "application/json".into()));
            members.push(("body", body.into()));
        }
        members.push(("headers", dictionary(&headers)));
        dictionary(&members)
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
            return Step::Done(Ok(bytes));
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
