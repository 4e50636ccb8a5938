//! The only place that fetches. It gives bytes as they arrive and says in what way it failed.
//!
//! It must not know what the bytes mean or what a visitor is told.

mod call;
mod deadline;
mod exchange;
mod head;
mod problem;
mod quiet;

use crate::dictionary::dictionary;
use deadline::Deadline;
pub(crate) use deadline::is_online;
pub use exchange::{Exchange, Expects, Request, Step};
use gloo_timers::future::TimeoutFuture;
use goodword_core::backoff::{self, Next, Try};
use js_sys::{Math, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestInit, Response, Url};

/// How long the first byte may take, in ms.
const FIRST_BYTE_MS: u32 = 8_000;
/// How long a whole snapshot may take, in ms. Rows are shown as they come, so a slow network is let finish.
const WHOLE_MS: u32 = 60_000;

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
    /// It said why it did not do what was asked (RFC 9457).
    #[error("it refused: {kind} {field}")]
    Refused {
        /// The last word of the problem's type, such as `key-taken`.
        kind: String,
        /// The field that it does not take, where it names one.
        field: String,
    },
    /// It wants to be left alone for so many s.
    #[error("it wants to be left alone for {0} s")]
    Busy(u32),
    /// The answer is another origin's. No token or word of a visitor's goes there.
    #[error("{0} leads to another origin, which is not followed")]
    Moved(String),
    /// It is gzip that ends too early or is damaged, or the browser cannot unfold any.
    #[error("it is no whole gzip file, or this browser knows none")]
    Gzip,
    /// It is not what was asked for; the reader says why.
    #[error("its answer cannot be read: {0}")]
    Foreign(String),
    /// The answer is larger than one of its kind should be.
    #[error("the answer is too large")]
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

/// Asks for `url` and waits for the answer's head. What the server itself gets wrong is asked again, see [`backoff`].
///
/// The browser's own memory of answers is used as the server allows, so that what has an `ETag` costs a 304 and no body.
///
/// # Errors
/// Every [`Fault`] but [`Fault::Address`].
pub async fn get(url: &str, abort: &AbortController) -> Result<Answer, Fault> {
    let window = web_sys::window().ok_or(Fault::Unreachable)?;
    let mut tries = 0;
    loop {
        let left = quiet::left_s(url);
        if left > 0 {
            return Err(Fault::Busy(left));
        }
        let deadline = Deadline::new(abort.clone(), WHOLE_MS);
        let first_byte = Deadline::new(abort.clone(), FIRST_BYTE_MS);
        let init: RequestInit =
            dictionary(&[("signal", abort.signal().into()), ("credentials", "omit".into())]);
        let asked = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await;
        let response: Response = asked.map_err(|_| first_byte.fault())?.unchecked_into();
        first_byte.met();
        let headers = response.headers();
        head::compare_clocks(&headers, true);
        if let Some(fault) = head::moved(&response, url) {
            return Err(fault);
        }
        let status = response.status();
        if response.ok() {
            let body = response.body().ok_or(Fault::Unreachable)?;
            return Ok(Answer { reader: body.get_reader().unchecked_into(), deadline, done: false });
        }
        let retry_after_s = head::retry_after_s(&headers);
        let ended = Try { status, retry_after_s, tries, may_repeat: true };
        match backoff::next(ended, Math::random()) {
            Next::Take => return Err(Fault::Http(status)),
            Next::Again(after_ms) => TimeoutFuture::new(after_ms).await,
            Next::Leave(wait_s) => quiet::leave(url, wait_s),
        }
        tries += 1;
    }
}

/// The whole answer at `url`, of at most so many bytes.
///
/// # Errors
/// Those of [`get`] and [`Answer::next`], and [`Fault::TooLarge`].
pub async fn whole(url: &str, max_bytes: usize, abort: &AbortController) -> Result<Vec<u8>, Fault> {
    let mut answer = get(url, abort).await?;
    let mut bytes = Vec::new();
    while let Some(more) = answer.next().await? {
        bytes.extend(more);
        if bytes.len() > max_bytes {
            return Err(Fault::TooLarge);
        }
    }
    Ok(bytes)
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
}

impl Drop for Answer {
    fn drop(&mut self) {
        if !self.done {
            self.deadline.abort();
        }
    }
}
