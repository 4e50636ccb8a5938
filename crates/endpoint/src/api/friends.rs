//! `GET /api/friends`, and `PUT` and `DELETE /api/friends/{id}`: whom one calls a friend.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::private_json;
use super::author::Author;
use super::openapi::Problems;
use super::writing::now;
use crate::database::{Database, Near};
use crate::problem::Problem;
use crate::wire::FriendshipWire;

#[derive(Serialize, ToSchema)]
#[schema(as = Friends)]
struct FriendsWire {
    total: usize,
    data: Vec<NearWire>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Friend)]
struct NearWire {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<String>,
    relation: &'static str,
    mutual: u32,
}

impl From<Near> for NearWire {
    fn from(Near { person, mutual }: Near) -> Self {
        match person {
            Ok(friend) => Self {
                id: friend.id.to_string(),
                name: Some(friend.name),
                avatar: friend.avatar,
                relation: "friend",
                mutual,
            },
            // Counted, without name or face.
            Err(id) => {
                Self { id: id.to_string(), name: None, avatar: None, relation: "friend_of_friend", mutual }
            }
        }
    }
}

#[utoipa::path(
    get, path = "/api/friends",
    responses((status = 200, body = FriendsWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn friends(State(database): State<Database>, author: Author) -> Result<Response, Problem> {
    let circle = database.circle(author.person.id.as_str()).await?;
    let data: Vec<_> = circle.into_iter().map(NearWire::from).collect();
    Ok(private_json(&FriendsWire { total: data.len(), data }))
}

#[utoipa::path(
    method(put, delete), path = "/api/friends/{id}",
    params(
        ("id" = String, Path, description = "The other person's")
    ),
    responses(
        (status = 200, body = FriendshipWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn befriend(
    State(database): State<Database>,
    Path(friend): Path<String>,
    method: Method,
    author: Author,
) -> Result<Response, Problem> {
    let nobody = || Problem::not_found("there is nobody else with this id");
    let are = database.befriend(now(), &author.person, &friend, method == Method::PUT).await?;
    Ok(Json(FriendshipWire { friend: are.ok_or_else(nobody)? }).into_response())
}
