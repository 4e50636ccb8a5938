//! `PUT` and `DELETE /api/topics/{id}/solved`: whether a topic is solved says who asked it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use goodword_core::model::Status;
use serde::Deserialize;
use utoipa::ToSchema;

use super::author::Author;
use super::openapi::Problems;
use super::topics::no_topic;
use super::writing::{new_id, now, read};
use crate::database::{Database, Solved, Solving};
use crate::identity::Role;
use crate::problem::Problem;
use crate::wire::StatusWire;

#[derive(Default, Deserialize, ToSchema)]
#[schema(as = Solved)]
struct SolvedWire {
    reply: Option<String>,
}

#[utoipa::path(
    method(put, delete), path = "/api/topics/{id}/solved",
    params(
        ("id" = String, Path, description = "The topic's")
    ),
    request_body = Option<SolvedWire>,
    responses(
        (status = 200, body = StatusWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn solve(
    State(database): State<Database>,
    Path(topic): Path<String>,
    method: Method,
    author: Author,
    body: Bytes,
) -> Result<Response, Problem> {
    let is_solved = method == Method::PUT;
    let wire: SolvedWire = if is_solved && !body.is_empty() { read(&body)? } else { SolvedWire::default() };
    let act = new_id();
    let solving = Solving {
        topic: &topic,
        by: is_solved.then_some(wire.reply.as_deref()),
        is_staff: author.role >= Role::Employee,
        act: act.as_str(),
    };
    let status = if is_solved { Status::Complete } else { Status::Active };
    match database.solve(now(), &author.person, solving).await? {
        Solved::Done => Ok(Json(StatusWire { status: status.word() }).into_response()),
        Solved::NoTopic => Err(no_topic()),
        Solved::NoReply => Err(Problem::field("reply", "the id of one of the topic's replies")),
        Solved::NotTheirs => Err(Problem::forbidden("whether it is solved says who asked it")),
    }
}
