//! The only place that fetches. It gives bytes as they arrive and says in what way it failed.
//!
//! It must not know what the bytes mean or what a visitor is told.

mod deadline;

use crate::dictionary::dictionary;
use deadline::Deadline;
use goodword_core::json;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStream, ReadableStreamDefaultReader, RequestInit, Response, Url};

/// How long the first byte may take, in ms.
const FIRST_BYTE_MS: u32 = 8_000;
/// How long a whole snapshot may take, in ms. Rows are shown as they come, so a slow network is let finish.
const WHOLE_MS: u32 = 60_000;
/// How long an answer of a service may take, in ms.
const ANSWER_MS: u32 = 15_000;
/// The largest answer of a service, in bytes.
const MAX_ANSWER_BYTES: usize = 2 * 1024 * 1024;
const MAX_PROBLEM_DEPTH: usize = 8;

/// Why nothing, or not all, arrived.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The address is no http(s) URL.
    #[error("\"{0}\" is not an http or https address")]
    Address(String),
    /// The browser is offline.
    #[error("the browser is offline")]
    Offline,
    /// No connection, or CORS refused it; the browser does not tell which.
    #[error("no answer; is the server up, and does it allow this site by Access-Control-Allow-Origin?")]
    Unreachable,
    /// It took too long.
    #[error("no answer in time")]
    TimedOut,
    /// The server answered with an error.
    #[error("it answered HTTP {0}")]
    Http(u16),
    /// It said why it did not do what was asked (RFC 9457): the last word of the problem's type, such as `key-taken`.
    #[error("it refused: {0}")]
    Refused(String),
    /// The answer is larger than one of its kind should be.
    #[error("the answer is larger than {MAX_ANSWER_BYTES} bytes")]
    TooLarge,
}

/// Absolute form of an address within the page; only http and https.
///
/// # Errors
/// [`Fault::Address`] for anything else.
pub fn address(written: &str) -> Result<String, Fault> {
    let refused = || Fault::Address(written.to_owned());
    let base = web_sys::window().and_then(|window| window.document()?.base_uri().ok()?).unwrap_or_default();
    let url = Url::new_with_base(written, &base).map_err(|_| refused())?;
    matches!(url.protocol().as_str(), "http:" | "https:").then(|| url.href()).ok_or_else(refused)
}

/// An answer whose bytes still arrive. Dropping it aborts the request.
pub struct Answer {
    reader: ReadableStreamDefaultReader,
    deadline: Deadline,
    done: bool,
}

/// What is asked of a server.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Absolute.
    pub url: String,
    /// `GET`, where it is empty.
    pub method: &'static str,
    /// Who asks, where the server is to know. Never sent to another origin than the endpoint's.
    pub token: Option<String>,
    /// The key under which it is done once, however often it is sent.
    pub key: Option<String>,
    /// JSON.
    pub body: Option<String>,
}

/// Asks for `url` and waits for the answer's head.
///
/// # Errors
/// Every [`Fault`] but [`Fault::Address`].
pub async fn get(url: &str) -> Result<Answer, Fault> {
    send(&Request { url: url.to_owned(), ..Request::default() }, WHOLE_MS).await
}

/// Sends a request of a service and gives the whole answer.
///
/// # Errors
/// Every [`Fault`] but [`Fault::Address`].
pub async fn ask(request: &Request) -> Result<Vec<u8>, Fault> {
    send(request, ANSWER_MS).await?.whole().await
}

async fn send(request: &Request, whole_ms: u32) -> Result<Answer, Fault> {
    let abort = AbortController::new().map_err(|_| Fault::Unreachable)?;
    let deadline = Deadline::new(abort.clone(), whole_ms);
    let first_byte = Deadline::new(abort.clone(), FIRST_BYTE_MS);
    let window = web_sys::window().ok_or(Fault::Unreachable)?;
    let init = init(request, &abort);
    let asked = JsFuture::from(window.fetch_with_str_and_init(&request.url, &init)).await;
    let response: Response = asked.map_err(|_| first_byte.fault())?.unchecked_into();
    let body = response.body().ok_or(Fault::Unreachable);
    first_byte.met();
    let answer =
        |body: ReadableStream| Answer { reader: body.get_reader().unchecked_into(), deadline, done: false };
    if response.ok() {
        return body.map(answer);
    }
    let problem = match body.map(answer) {
        Ok(answer) if !request.method.is_empty() => answer.whole().await.ok().and_then(|body| problem(&body)),
        _ => None,
    };
    Err(problem.map_or(Fault::Http(response.status()), Fault::Refused))
}

fn init(request: &Request, abort: &AbortController) -> RequestInit {
    let mut headers: Vec<(&str, JsValue)> = Vec::new();
    if let Some(token) = &request.token {
        headers.push(("Authorization", format!("Bearer {token}").into()));
    }
    if let Some(key) = &request.key {
        headers.push(("Idempotency-Key", key.into()));
    }
    let mut members = vec![("signal", abort.signal().into()), ("credentials", "omit".into())];
    if !request.method.is_empty() {
        members.push(("method", request.method.into()));
    }
    if let Some(body) = &request.body {
        headers.push(("Content-Type", "application/json".into()));
        members.push(("body", body.into()));
    }
    if !headers.is_empty() {
        members.push(("headers", dictionary(&headers)));
    }
    dictionary(&members)
}

/// The last word of a problem's type.
fn problem(body: &[u8]) -> Option<String> {
    let problem = json::parse(body, MAX_PROBLEM_DEPTH).ok()?;
    let kind = problem.get("type")?.as_text()?;
    kind.rsplit([':', '/']).next().map(str::to_owned)
}

impl Answer {
    /// The next bytes, or `None` after the last.
    ///
    /// # Errors
    /// [`Fault::TimedOut`], [`Fault::Offline`] or [`Fault::Unreachable`] where the connection broke.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let read = JsFuture::from(self.reader.read()).await.map_err(|_| self.deadline.fault())?;
        let field = |name: &str| Reflect::get(&read, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            self.done = true;
            self.deadline.met();
            return Ok(None);
        }
        Ok(Some(field("value").unchecked_into::<Uint8Array>().to_vec()))
    }

    async fn whole(mut self) -> Result<Vec<u8>, Fault> {
        let mut whole = Vec::new();
        while let Some(bytes) = self.next().await? {
            whole.extend(bytes);
            if whole.len() > MAX_ANSWER_BYTES {
                return Err(Fault::TooLarge);
            }
        }
        Ok(whole)
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if !self.done {
            self.deadline.abort();
        }
    }
}
