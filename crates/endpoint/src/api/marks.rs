//! `PUT` and `DELETE` of `/api/topics/{id}/me_too`, `…/follow` and `…/replies/{reply}/star`, and of `…/me_too/shared` and
//! `…/star/shared`: whether one's friends may see it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::author::Author;
use super::openapi::Problems;
use super::topics::no_topic;
use super::writing::now;
use crate::database::{Database, Mark};
use crate::problem::Problem;
use crate::wire::{FollowWire, MeTooWire, StarWire};

#[utoipa::path(
    method(put, delete), path = "/api/topics/{id}/me_too",
    params(
        ("id" = String, Path, description = "The topic's")
    ),
    responses(
        (status = 200, body = MeTooWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn me_too(
    State(database): State<Database>,
    Path(topic): Path<String>,
    method: Method,
    author: Author,
) -> Result<Response, Problem> {
    let is_set = method == Method::PUT;
    let count = set(&database, &author, &topic, Mark::MeToo, is_set).await?;
    Ok(Json(MeTooWire { me_too: is_set, me_too_count: count }).into_response())
}

#[utoipa::path(
    method(put, delete), path = "/api/topics/{id}/follow",
    params(
        ("id" = String, Path, description = "The topic's")
    ),
    responses(
        (status = 200, body = FollowWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn follow(
    State(database): State<Database>,
    Path(topic): Path<String>,
    method: Method,
    author: Author,
) -> Result<Response, Problem> {
    let is_set = method == Method::PUT;
    let count = set(&database, &author, &topic, Mark::Follow, is_set).await?;
    Ok(Json(FollowWire { follow: is_set, follower_count: count }).into_response())
}

#[utoipa::path(
    method(put, delete), path = "/api/topics/{id}/replies/{reply}/star",
    params(
        ("id" = String, Path, description = "The topic's"),
        ("reply" = String, Path, description = "The reply's")
    ),
    responses(
        (status = 200, body = StarWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn star(
    State(database): State<Database>,
    Path((topic, reply)): Path<(String, String)>,
    method: Method,
    author: Author,
) -> Result<Response, Problem> {
    let is_set = method == Method::PUT;
    let count = set(&database, &author, &topic, Mark::Star { reply: &reply }, is_set).await?;
    Ok(Json(StarWire { star: is_set, star_count: count }).into_response())
}

#[utoipa::path(
    method(put, delete), path = "/api/topics/{id}/me_too/shared",
    params(
        ("id" = String, Path, description = "The topic's")
    ),
    responses((status = 204), Problems),
    security(("site" = [])),
)]
pub(super) async fn share_me_too(
    State(database): State<Database>,
    Path(topic): Path<String>,
    method: Method,
    author: Author,
) -> Result<StatusCode, Problem> {
    share(&database, &author, &topic, None, method == Method::PUT).await
}

#[utoipa::path(
    method(put, delete), path = "/api/topics/{id}/replies/{reply}/star/shared",
    params(
        ("id" = String, Path, description = "The topic's"),
        ("reply" = String, Path, description = "The reply's")
    ),
    responses((status = 204), Problems),
    security(("site" = [])),
)]
pub(super) async fn share_star(
    State(database): State<Database>,
    Path((topic, reply)): Path<(String, String)>,
    method: Method,
    author: Author,
) -> Result<StatusCode, Problem> {
    share(&database, &author, &topic, Some(&reply), method == Method::PUT).await
}

async fn share(
    database: &Database,
    author: &Author,
    topic: &str,
    reply: Option<&str>,
    is_shared: bool,
) -> Result<StatusCode, Problem> {
    let is_said = database.share(now(), &author.person, topic, reply, is_shared).await?;
    let is_said = is_said.ok_or_else(|| nothing(reply.is_some()))?;
    let unsaid = || Problem::conflict("there is nothing to show: say it first");
    is_said.then_some(StatusCode::NO_CONTENT).ok_or_else(unsaid)
}

async fn set(
    database: &Database,
    author: &Author,
    topic: &str,
    mark: Mark<'_>,
    is_set: bool,
) -> Result<u32, Problem> {
    let count = database.mark(now(), &author.person, topic, mark, is_set).await?;
    count.ok_or_else(|| nothing(matches!(mark, Mark::Star { .. })))
}

fn nothing(is_reply: bool) -> Problem {
    if is_reply {
        Problem::not_found("there is no reply with this id in a topic with this id")
    } else {
        no_topic()
    }
}
