//! Answers that a client may keep and ask about again.

use std::hash::{DefaultHasher, Hasher};

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use goodword_core::model::{Id, Person};
use serde::Serialize;

use crate::problem::Problem;
use crate::wire::PersonWire;

/// The JSON of `value`, with a tag of its bytes; without a body where the client has them already. The tag is weak,
/// because the same bytes go out in several encodings.
pub(super) fn json(request: &HeaderMap, value: &impl Serialize) -> Response {
    let Ok(body) = serde_json::to_vec(value) else { return Problem::internal().into_response() };
    let mut hasher = DefaultHasher::new();
    hasher.write(&body);
    let etag = format!("W/\"{:016x}\"", hasher.finish());
    if is_known(request, &etag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    ([(header::CONTENT_TYPE, "application/json".to_owned()), (header::ETAG, etag)], body).into_response()
}

/// The same, and it may be kept for a while by whoever is on the way, because it is the same for all who ask.
pub(super) fn json_for_all(request: &HeaderMap, value: &impl Serialize) -> Response {
    let mut response = json(request, value);
    let kept = HeaderValue::from_static("public, max-age=300");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

/// Whether an answer's `Cache-Control` says that it is the same for all; `None` where it says nothing.
pub(super) fn is_for_all(headers: &HeaderMap) -> Option<bool> {
    headers.get(header::CACHE_CONTROL).map(|kept| kept.as_bytes().starts_with(b"public"))
}

/// The JSON of `value` for one reader alone, kept by nobody on the way.
pub(super) fn private_json(value: &impl Serialize) -> Response {
    ([(header::CACHE_CONTROL, "private, no-store")], Json(value)).into_response()
}

/// The comparison is the weak one, as RFC 9110 section 13.1.2 asks.
pub(super) fn is_known(request: &HeaderMap, etag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let values = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(bare).any(|tag| tag == "*" || tag == bare(etag))
}

/// People as they are written.
pub(super) fn people(people: &[Person]) -> Vec<PersonWire> {
    people.iter().map(PersonWire::from).collect()
}

/// The ids that are there.
pub(super) fn ids<'a>(ids: impl IntoIterator<Item = Option<&'a Id>>) -> Vec<Id> {
    ids.into_iter().flatten().cloned().collect()
}
