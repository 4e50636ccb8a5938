//! Public answers as they went out, for as long as they are still so.
//!
//! What all visitors ask for, the same lists again and again, is so read and compressed once. Each request first asks the
//! database for its last change, whoever made it, so that no answer is older than its request: also behind several
//! instances, and right after one's own writing. Where something changed the answer is made anew, and asked for by the tag
//! of the one that is held: most changes are of other rows, and what says the same is neither sent on nor compressed again.
//! Answers to a token, and those whose `Cache-Control` does not say that they are for all, are not remembered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use super::answer::{is_for_all, is_known};
use crate::database::Database;
use crate::problem::Problem;

/// How many bytes of answers are held at most; beyond, all are forgotten at once.
const MAX_BYTES: usize = 24 * 1024 * 1024;

/// How large an answer may be to be held, and the address and headers that it is held by.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;
const MAX_KEY_BYTES: usize = 1024;

/// Puts the memory before everything that the router answers.
pub(crate) fn remembering(router: Router, database: Database) -> Router {
    let memory = Memory { database, held: Arc::default() };
    router.layer(middleware::from_fn_with_state(memory, remember))
}

#[derive(Clone)]
struct Memory {
    database: Database,
    held: Arc<Mutex<Held>>,
}

/// Answers by address and accepted encodings.
#[derive(Default)]
struct Held {
    bytes: usize,
    answers: HashMap<String, Answer>,
}

/// An answer, and the last change of the database of which it is known to be so.
#[derive(Clone)]
struct Answer {
    change: Option<String>,
    headers: HeaderMap,
    body: Bytes,
}

impl Held {
    /// What is no longer answered is not kept, either.
    fn forget(&mut self, key: &str) {
        if let Some(answer) = self.answers.remove(key) {
            self.bytes -= key.len() + answer.body.len();
        }
    }

    fn put(&mut self, key: String, answer: Answer) {
        let size = |key: &str, answer: &Answer| key.len() + answer.body.len();
        let added = size(&key, &answer);
        if self.bytes + added > MAX_BYTES {
            *self = Self::default();
        }
        let before = self.answers.get(&key).map_or(0, |before| size(&key, before));
        self.bytes = self.bytes - before + added;
        self.answers.insert(key, answer);
    }
}

async fn remember(State(memory): State<Memory>, mut request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else { return next.run(request).await };
    let asked = request.headers().clone();
    // Before the answer is made: what changes in between makes it worthless, never wrong.
    let change = match memory.database.last_change().await {
        Ok(change) => change,
        Err(error) => return Problem::from(error).into_response(),
    };
    let held = lock(&memory).answers.get(&key).cloned();
    let held = match held {
        Some(Answer { change: known, headers, body }) if known == change => {
            return respond(&asked, headers, body);
        }
        held => held,
    };

    let headers = request.headers_mut();
    headers.remove(header::IF_NONE_MATCH);
    if let Some(tag) = held.as_ref().and_then(|held| held.headers.get(header::ETAG)) {
        headers.insert(header::IF_NONE_MATCH, tag.clone());
    }
    let response = next.run(request).await;
    if response.status() == StatusCode::NOT_MODIFIED
        && let Some(held) = held
    {
        let (headers, body) = (held.headers.clone(), held.body.clone());
        lock(&memory).put(key, Answer { change, ..held });
        return respond(&asked, headers, body);
    }
    let (parts, body) = response.into_parts();
    let is_small = parts.headers.get(header::CONTENT_LENGTH).is_none_or(|length| {
        length
            .to_str()
            .ok()
            .and_then(|length| length.parse().ok())
            .is_some_and(|length: usize| length <= MAX_ANSWER_BYTES)
    });
    let is_public = parts.headers.contains_key(header::ETAG) && is_for_all(&parts.headers).unwrap_or(true);
    if parts.status != StatusCode::OK || !is_public || !is_small {
        lock(&memory).forget(&key);
        return Response::from_parts(parts, body);
    }
    // Answers are made in memory, so that reading one neither waits nor fails.
    let Ok(body) = to_bytes(body, usize::MAX).await else { return Problem::internal().into_response() };
    let mut headers = parts.headers;
    headers.remove(header::CONTENT_LENGTH);
    if body.len() <= MAX_ANSWER_BYTES {
        lock(&memory).put(key, Answer { change, headers: headers.clone(), body: body.clone() });
    }
    respond(&asked, headers, body)
}

fn lock(memory: &Memory) -> MutexGuard<'_, Held> {
    memory.held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What an answer is held by; `None` where it is another one for each who asks.
fn key(request: &Request) -> Option<String> {
    let headers = request.headers();
    let is_of_all = request.method() == Method::GET && !headers.contains_key(header::AUTHORIZATION);
    let mut key = request.uri().path_and_query()?.to_string();
    // By what stands in the header and not by what it means, because the compression decides that.
    for value in headers.get_all(header::ACCEPT_ENCODING) {
        key.push('\n');
        key.push_str(value.to_str().ok()?);
    }
    (is_of_all && key.len() <= MAX_KEY_BYTES).then_some(key)
}

fn respond(asked: &HeaderMap, headers: HeaderMap, body: Bytes) -> Response {
    let etag = headers.get(header::ETAG);
    if let Some(etag) = etag
        && etag.to_str().is_ok_and(|etag| is_known(asked, etag))
    {
        let mut response = (StatusCode::NOT_MODIFIED, [(header::ETAG, etag.clone())]).into_response();
        if let Some(kept) = headers.get(header::CACHE_CONTROL) {
            response.headers_mut().insert(header::CACHE_CONTROL, kept.clone());
        }
        return response;
    }
    let mut response = Response::new(Body::from(body));
    *response.headers_mut() = headers;
    response
}
