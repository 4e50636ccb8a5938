//! Public answers as they went out, for as long as nothing in the database changes.
//!
//! What all visitors ask for, the same lists again and again, is so read and compressed once. Each request first asks the
//! database for its last change, whoever made it, so that no answer is older than its request: also behind several
//! instances, and right after one's own writing. Answers to a token, and those that forbid it, are not remembered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use super::answer::is_known;
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

/// Answers by address and accepted encodings, all of one state of the database.
#[derive(Default)]
struct Held {
    change: Option<String>,
    bytes: usize,
    answers: HashMap<String, (HeaderMap, Bytes)>,
}

impl Held {
    /// Forgets what is of another state of the database.
    fn keep_only(&mut self, change: Option<&String>) {
        if self.change.as_ref() != change {
            *self = Self { change: change.cloned(), ..Self::default() };
        }
    }
}

async fn remember(State(memory): State<Memory>, request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else { return next.run(request).await };
    let asked = request.headers().clone();
    // Before the answer is made: what changes in between makes it worthless, never wrong.
    let change = match memory.database.last_change().await {
        Ok(change) => change,
        Err(error) => return Problem::from(error).into_response(),
    };
    let held = {
        let mut held = memory.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.keep_only(change.as_ref());
        held.answers.get(&key).cloned()
    };
    if let Some((headers, body)) = held {
        return respond(&asked, headers, body);
    }

    let (parts, body) = next.run(request).await.into_parts();
    let is_small = parts.headers.get(header::CONTENT_LENGTH).is_none_or(|length| {
        length
            .to_str()
            .ok()
            .and_then(|length| length.parse().ok())
            .is_some_and(|length: usize| length <= MAX_ANSWER_BYTES)
    });
    let is_public =
        parts.headers.contains_key(header::ETAG) && !parts.headers.contains_key(header::CACHE_CONTROL);
    if parts.status != StatusCode::OK || !is_public || !is_small {
        return Response::from_parts(parts, body);
    }
    // Answers are made in memory, so that reading one neither waits nor fails.
    let Ok(body) = to_bytes(body, usize::MAX).await else { return Problem::internal().into_response() };
    let mut headers = parts.headers;
    headers.remove(header::CONTENT_LENGTH);
    if body.len() <= MAX_ANSWER_BYTES {
        let mut held = memory.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.keep_only(change.as_ref());
        if held.bytes + body.len() > MAX_BYTES {
            *held = Held { change, ..Held::default() };
        }
        held.bytes += key.len() + body.len();
        held.answers.insert(key, (headers.clone(), body.clone()));
    }
    respond(&asked, headers, body)
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
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag.clone())]).into_response();
    }
    let mut response = Response::new(Body::from(body));
    *response.headers_mut() = headers;
    response
}
