//! One request to a service and its answer, step by step.
//!
//! Each step ends with a promise, and whoever has the exchange brings back what became of it. A future would do the same by
//! itself; but futures stay in the part of the Wasm that everyone fetches first, and what is called plainly need not.

use super::{FIRST_BYTE_MS, Fault, WHOLE_MS, call::init, deadline::Deadline, head, problem, quiet};
use crate::{clock::some_of, dialect::Translator, identity::Identity};
use goodword_core::{
    backoff::{self, MAX_TRIES, Next, Try},
    json,
    proof::Work,
};
use js_sys::{Math, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, ReadableWritablePair, Response};

#[wasm_bindgen]
extern "C" {
    /// Both ends of a stream that unfolds; `web_sys` counts it among what may yet change.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// What a dialect asks instead of an address for what the page itself says.
pub(super) const PAGE: &str = "page:";
/// How long an answer may take, in ms.
const ANSWER_MS: u32 = 15_000;
/// The largest answer, in bytes.
const MAX_ANSWER_BYTES: usize = 2 * 1024 * 1024;
/// The largest index, in bytes, as it is in memory.
const MAX_INDEX_BYTES: usize = 64 * 1024 * 1024;
/// What gzip begins with.
const GZIP: &[u8] = &[0x1f, 0x8b];
const MAX_PROBLEM_DEPTH: usize = 8;
/// What only reads and waits for an endpoint that is left alone, waits up to so much longer than asked, in ms: all who wait would else
/// come back at once.
const SPREAD_MS: u32 = 1_000;
/// How many nonces are tried within a task: some milliseconds on a phone.
const TRIES: u32 = 1024;

/// What a request is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expects {
    /// What holds now: the browser asks the server whether what it kept still does.
    #[default]
    Answer,
    /// A file that is named by what is in it, and may be kept for as long as the server lets the browser.
    File,
    /// Such a file with an index, which may be large and take its time, and may be gzip.
    Index,
}

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
    /// What is to come.
    pub expects: Expects,
}

/// What comes next.
#[derive(Debug)]
pub enum Step {
    /// Bring back what becomes of this.
    Wait(Promise),
    /// Let the page have its turn for so many ms, and come back with anything.
    Rest(u32),
    /// The whole answer, or why there is none: every [`Fault`] but [`Fault::Address`].
    Done(Result<Vec<u8>, Fault>),
}

/// A request under way. Dropping it aborts it.
pub struct Exchange {
    pub(super) request: Request,
    pub(super) identity: Identity,
    stage: Stage,
    /// Whether a second token was asked for.
    is_fresh: bool,
    /// Between it and its backend, where that speaks another language.
    pub(super) translator: Option<Translator>,
    /// The answer's, for whoever translates it.
    pub(super) headers: Option<Headers>,
    /// What a flooded endpoint asked for.
    pub(super) proof: Option<String>,
    /// Where it was sent.
    pub(super) url: String,
    /// How often it was sent again.
    tries: u8,
    /// Whether it was sent with the key under which it is done once.
    is_keyed: bool,
    /// Links to rows that are still to be read in full, the first last.
    pub(super) rows: Vec<String>,
    /// The one that is asked for now, in the request's stead.
    pub(super) row: Option<String>,
    /// The answer that those rows belong to.
    pub(super) list: Option<Vec<u8>>,
    /// For how many s the answer wants the endpoint to be left alone.
    retry_after_s: Option<u32>,
    status: u16,
    bytes: Vec<u8>,
    /// For the first byte, then for all of them.
    deadline: Option<Deadline>,
}

enum Stage {
    /// It is sent when the wait is over.
    Pause,
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
            url: String::new(),
            tries: 0,
            is_keyed: false,
            rows: Vec::new(),
            row: None,
            list: None,
            retry_after_s: None,
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
        let step = exchange.with_rows(step);
        (exchange, step)
    }

    /// What is asked, as the panel knows it.
    pub(crate) fn asks(&self) -> &str {
        &self.request.url
    }

    fn is_index(&self) -> bool {
        self.request.expects == Expects::Index
    }

    /// Whether it changes something there.
    pub(crate) fn writes(&self) -> bool {
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
        self.url.clone_from(&call.url);
        self.is_keyed = self.request.key.is_some() && call.places_key;
        let left = quiet::left_s(&self.url);
        if left > 0 {
            return self.leave(left);
        }
        let Ok(abort) = AbortController::new() else { return self.fail() };
        self.deadline = Some(Deadline::new(abort.clone(), FIRST_BYTE_MS));
        let Some(window) = web_sys::window() else { return self.fail() };
        self.stage = Stage::Head;
        let is_current = self.request.expects == Expects::Answer;
        Step::Wait(window.fetch_with_str_and_init(&call.url, &init(&call, &abort, is_current)))
    }

    /// The step after a try that gave nothing; `None` where there is no other.
    fn again(&mut self) -> Option<Step> {
        let ended = Try {
            status: self.status,
            retry_after_s: self.retry_after_s,
            tries: self.tries,
            may_repeat: self.is_keyed || !self.writes(),
        };
        match backoff::next(ended, Math::random()) {
            Next::Take => None,
            Next::Again(after_ms) => Some(self.pause(after_ms)),
            Next::Leave(wait_s) => {
                quiet::leave(&self.url, wait_s);
                Some(self.leave(wait_s))
            }
        }
    }

    /// Leaves the endpoint alone. What was written waits for its author, who sees for how long.
    fn leave(&mut self, wait_s: u32) -> Step {
        if self.writes() || self.tries == MAX_TRIES {
            return Step::Done(Err(Fault::Busy(wait_s)));
        }
        self.pause(wait_s * 1000 + some_of(SPREAD_MS))
    }

    fn pause(&mut self, ms: u32) -> Step {
        self.tries += 1;
        self.bytes.clear();
        self.stage = Stage::Pause;
        Step::Rest(ms)
    }

    fn fail(&self) -> Step {
        Step::Done(Err(self.deadline.as_ref().map_or(Fault::Unreachable, Deadline::fault)))
    }

    /// Sends a request of its own, with all tries that one has.
    pub(super) fn begin(&mut self) -> Step {
        self.tries = 0;
        self.send()
    }

    /// The next step, after what was waited for `settled`.
    pub fn step(&mut self, settled: Result<JsValue, JsValue>) -> Step {
        let step = self.go_on(settled);
        self.with_rows(step)
    }

    fn go_on(&mut self, settled: Result<JsValue, JsValue>) -> Step {
        match (&mut self.stage, settled) {
            (Stage::Work(work), _) => match work.go_on(TRIES) {
                None => Step::Rest(0),
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
            (Stage::Pause, _) => self.send(),
            (Stage::Body(_), Err(_)) => self.broken(),
            // Nobody can tell a connection that was refused from an origin that does not allow this one, so it is not tried again.
            (_, Err(_)) => self.fail(),
            (Stage::Head, Ok(response)) => {
                let response: Response = response.unchecked_into();
                let headers = response.headers();
                head::compare_clocks(&headers, self.request.expects != Expects::Answer);
                if let Some(fault) = head::moved(&response, &self.url) {
                    return Step::Done(Err(fault));
                }
                self.status = response.status();
                self.retry_after_s = head::retry_after_s(&headers);
                self.headers = self.translator.as_ref().map(|_| headers);
                if let Some(deadline) = self.deadline.take() {
                    self.deadline = Some(deadline.then(if self.is_index() { WHOLE_MS } else { ANSWER_MS }));
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
                let most = if self.is_index() { MAX_INDEX_BYTES } else { MAX_ANSWER_BYTES };
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
            Stage::Pause | Stage::Token | Stage::Work(_) | Stage::Head => self.fail(),
        }
    }

    /// The connection broke in the middle of an answer.
    fn broken(&mut self) -> Step {
        let fault = self.deadline.as_ref().map_or(Fault::Unreachable, Deadline::fault);
        self.status = 0;
        let again = if fault == Fault::Unreachable { self.again() } else { None };
        again.unwrap_or(Step::Done(Err(fault)))
    }

    fn end(&mut self) -> Step {
        if let Some(deadline) = self.deadline.take() {
            deadline.met();
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        if (200..300).contains(&self.status) {
            // A server that does not compress gives the file as it is.
            if self.is_index() && bytes.starts_with(GZIP) && matches!(self.stage, Stage::Body(_)) {
                return self.unfold(&mut bytes);
            }
            return Step::Done(if self.translator.is_some() { self.understood(&bytes) } else { Ok(bytes) });
        }
        // A token may have run out; the host's function is asked for another, once.
        let is_unknown = self.status == 401 || self.status == 403 && self.writes();
        if is_unknown && !self.is_fresh && self.identity.known().is_some() {
            self.is_fresh = true;
            if let Some(token) = self.identity.ask() {
                self.stage = Stage::Token;
                return Step::Wait(token);
            }
        }
        let problem = json::parse(&bytes, MAX_PROBLEM_DEPTH).unwrap_or_default();
        if self.status == 428
            && self.proof.is_none()
            && let Some(work) = problem::work(&problem)
        {
            self.stage = Stage::Work(work);
            return Step::Rest(0);
        }
        let kind = problem::kind(&problem).filter(|_| self.writes());
        // That is about the form, and not about how much there is to do.
        if kind.as_deref() != Some("too-quick")
            && let Some(step) = self.again()
        {
            return step;
        }
        let field = problem::field(&problem);
        if kind.is_none() && (field.is_empty() || !self.writes()) {
            return Step::Done(Err(Fault::Http(self.status)));
        }
        Step::Done(Err(Fault::Refused { kind: kind.unwrap_or_default(), field }))
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

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(deadline) = &self.deadline {
            deadline.abort();
        }
    }
}
