//! `POST /api/topics/{id}/flag`: somebody has something against a topic or, with `?reply=`, against one of its replies.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::author::Author;
use super::openapi::Problems;
use super::parameters::Parameters;
use super::writing::{new_id, now, one_of, read};
use crate::database::{Database, Flagging, Reason};
use crate::identity::Role;
use crate::problem::Problem;
use crate::wire::{FlaggedWire, Word, words};

const MAX_DETAIL_CHARS: usize = 500;

#[derive(Deserialize, ToSchema)]
#[schema(as = Flag)]
struct FlagWire {
    #[schema(schema_with = words::<Reason>)]
    reason: String,
    #[schema(max_length = 500)]
    #[serde(default)]
    detail: String,
}

#[utoipa::path(
    post, path = "/api/topics/{id}/flag",
    params(
        ("id" = String, Path, description = "The topic's"),
        ("reply" = Option<String>, Query, description = "The reply's, where it is meant")
    ),
    request_body = FlagWire,
    responses(
        (status = 202, body = FlaggedWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn flag(
    State(database): State<Database>,
    Path(topic): Path<String>,
    parameters: Parameters,
    author: Author,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: FlagWire = read(&body)?;
    let reason = Reason::from_word(&wire.reason).ok_or_else(|| one_of::<Reason>("reason"))?;
    let detail = wire.detail.trim();
    if detail.chars().count() > MAX_DETAIL_CHARS {
        return Err(Problem::field("detail", &format!("at most {MAX_DETAIL_CHARS} characters")));
    }
    let reply = parameters.text("reply")?;
    let act = new_id();
    let flagging = Flagging {
        topic: &topic,
        reply: reply.as_deref(),
        reason,
        detail,
        is_enough: author.role >= Role::Champion,
        act: act.as_str(),
    };
    if !database.flag(now(), &author.person, flagging).await? {
        return Err(Problem::not_found("there is no topic, or no reply in it, with this id"));
    }
    Ok((StatusCode::ACCEPTED, Json(FlaggedWire { flagged: true })).into_response())
}
