//! Errors as the protocol writes them: RFC 9457, `application/problem+json`.
//!
//! `type` is what a client decides by and is stable; `title` says the same in English, `detail` says what was wrong in
//! this request and what would be right. No detail repeats what the database or the system said: that goes to the log.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::database::DatabaseError;

/// The media type.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What stands before the word in `type`.
const URN: &str = "urn:goodword:problem:";

/// Every word that `type` may end in.
pub const KINDS: [&str; 20] = [
    "bad-document",
    "bad-field",
    "bad-parameter",
    "bad-request",
    "busy",
    "conflict",
    "forbidden",
    "internal",
    "key-taken",
    "method-not-allowed",
    "not-found",
    "proof-of-work",
    "refused",
    "timeout",
    "token-expired",
    "too-large",
    "too-many",
    "too-quick",
    "unauthorized",
    "unsupported-media-type",
];

/// The schema of `type`.
fn kinds() -> Object {
    let kinds = KINDS.map(|kind| format!("{URN}{kind}"));
    let description = "What a client decides by: a word that is never given another meaning.";
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(kinds))
        .build()
}

/// Why a request was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:goodword:problem:` and a word that is never given another meaning.
    #[serde(rename = "type")]
    #[schema(schema_with = kinds)]
    pub kind: String,
    /// What kind of problem it is; the same for all of one kind.
    pub title: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// What was wrong this time, and what would be right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The parameter that was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<&'static str>,
    /// For a proof of work: SHA-256 of this, a colon and a nonce of at most 64 characters
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Box<str>>,
    /// has to begin with so many bits that are zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<u32>,
    /// After how many seconds it is worth asking again; it goes into a header.
    #[serde(skip)]
    pub retry_after_s: Option<u32>,
}

impl Problem {
    fn new(kind: &str, status: StatusCode, title: &'static str) -> Self {
        debug_assert!(KINDS.contains(&kind), "KINDS lacks {kind}");
        Self {
            kind: format!("{URN}{kind}"),
            title,
            status: status.as_u16(),
            detail: None,
            parameter: None,
            challenge: None,
            bits: None,
            retry_after_s: None,
        }
    }

    fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// 404: there is no such thing, or nothing that may be shown.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new("not-found", StatusCode::NOT_FOUND, "Not found").with_detail(detail)
    }

    /// 400: a parameter cannot be used; `accepted` completes "it takes …".
    pub fn parameter(name: &'static str, accepted: &str) -> Self {
        let problem = Self::new("bad-parameter", StatusCode::BAD_REQUEST, "A parameter cannot be used");
        Self { parameter: Some(name), ..problem.with_detail(format!("{name} takes {accepted}")) }
    }

    /// 401: nobody whom the site vouches for; `expired` where a fresh token will do.
    pub fn unauthorized(detail: impl Into<String>, expired: bool) -> Self {
        let kind = if expired { "token-expired" } else { "unauthorized" };
        Self::new(kind, StatusCode::UNAUTHORIZED, "Who writes is not known").with_detail(detail)
    }

    /// 403: who asks is known, and may not do it.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new("forbidden", StatusCode::FORBIDDEN, "It is not for you to do").with_detail(detail)
    }

    /// 409: things are not as they would have to be for it.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new("conflict", StatusCode::CONFLICT, "Things have changed").with_detail(detail)
    }

    /// 400: what was sent is not the JSON that was expected.
    pub fn document(detail: impl Into<String>) -> Self {
        Self::new("bad-document", StatusCode::BAD_REQUEST, "What was sent cannot be read").with_detail(detail)
    }

    /// 422: a field cannot be used; `accepted` completes "it takes …".
    pub fn field(name: &'static str, accepted: &str) -> Self {
        let problem = Self::new("bad-field", StatusCode::UNPROCESSABLE_ENTITY, "A field cannot be used");
        Self { parameter: Some(name), ..problem.with_detail(format!("{name} takes {accepted}")) }
    }

    /// 422: the key of idempotency belongs to another request.
    pub fn key_taken() -> Self {
        Self::new("key-taken", StatusCode::UNPROCESSABLE_ENTITY, "The key was used for another request")
            .with_detail(
                "send a new Idempotency-Key with each draft, and the same one only with the same draft",
            )
    }

    /// 500: it is the server's own fault.
    pub fn internal() -> Self {
        Self::new("internal", StatusCode::INTERNAL_SERVER_ERROR, "The server failed")
    }

    /// 503: too much is asked at once; later it may be done.
    pub fn busy() -> Self {
        let problem = Self::new("busy", StatusCode::SERVICE_UNAVAILABLE, "The server is busy");
        Self { retry_after_s: Some(1), ..problem }
    }

    /// 429: more than one network or person, or all together, may ask for; after `wait` it may be done.
    pub fn too_many(wait: Duration) -> Self {
        let seconds = u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX).max(1);
        let problem = Self::new("too-many", StatusCode::TOO_MANY_REQUESTS, "Too many requests");
        Self { retry_after_s: Some(seconds), ..problem.with_detail(format!("try again in {seconds} s")) }
    }

    /// 429: nobody fills a form so quickly.
    pub fn too_quick() -> Self {
        let problem =
            Self::new("too-quick", StatusCode::TOO_MANY_REQUESTS, "That was quicker than people are");
        Self { retry_after_s: Some(1), ..problem.with_detail("send it again in a moment") }
    }

    /// 428: a proof of work is needed, and this is what to solve.
    pub fn proof_of_work(detail: &str, challenge: String, bits: u32) -> Self {
        let title = "A proof of work is needed";
        let problem =
            Self::new("proof-of-work", StatusCode::PRECONDITION_REQUIRED, title).with_detail(detail);
        Self { challenge: Some(challenge.into()), bits: Some(bits), ..problem }
    }

    /// The problem that a bare status stands for, such as the one that a router answers with.
    pub fn of_status(status: StatusCode) -> Self {
        let kind = match status {
            StatusCode::BAD_REQUEST => "bad-request",
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported-media-type",
            StatusCode::REQUEST_TIMEOUT => "timeout",
            status if status.is_server_error() => "internal",
            _ => "refused",
        };
        Self::new(kind, status, status.canonical_reason().unwrap_or("Refused"))
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        tracing::error!(%error, "the database failed");
        if error.is_busy() { Self::busy() } else { Self::internal() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON))], body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let asks = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, asks);
        }
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Makes a problem of every error answer that is none yet: of what routers and extractors refuse by themselves. Its
/// other headers, such as `Allow`, stay.
pub async fn word_errors(response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_worded = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes() == PROBLEM_JSON.as_bytes());
    if !is_error || is_worded {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    let (worded, body) = Problem::of_status(status).into_response().into_parts();
    parts.headers.extend(worded.headers);
    Response::from_parts(parts, body)
}
