//! `GET` and `PUT /api/me`, `GET /api/suggestions`, and `PUT` and `DELETE /api/suggestions/{id}/dismissed`: people to know.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use goodword_core::friends::{FriendWeights, Progress, Suggesting};
use goodword_core::model::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::private_json;
use super::author::Author;
use super::openapi::Problems;
use super::parameters::Parameters;
use super::writing::{now, read};
use crate::database::{Database, Surroundings};
use crate::problem::Problem;
use crate::wire::{Word, words};

/// How many are told at most.
const MANY: usize = 20;

/// What one says of oneself.
#[derive(Deserialize, Serialize, ToSchema)]
#[schema(as = Me)]
struct MeWire {
    /// Whether one may be suggested to others as somebody to know.
    discoverable: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Suggestions)]
struct SuggestionsWire {
    /// How many there are; `data` holds the best.
    total: usize,
    #[schema(max_items = 20)]
    data: Vec<SuggestionWire>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Suggestion)]
struct SuggestionWire {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<String>,
    #[schema(schema_with = words::<Role>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    /// How many friends the two have in common.
    mutual: u32,
    /// To how many topics of the reader's interest the person gave the best answer or the official one.
    answered: u32,
    /// The tag that most of these have.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

impl SuggestionsWire {
    /// The best of those around somebody, as the weights have it.
    fn of(around: Surroundings, weights: &FriendWeights) -> Self {
        let Surroundings { graph, degrees, consents, champions, tags, mut people } = around;
        let graph = Arc::new(graph);
        // The node that came first is the reader.
        let work = Suggesting::new(graph, Some(0), consents, &champions, weights, usize::MAX);
        let mut work = work.with_degrees(degrees);
        let suggested = loop {
            if let Progress::Ready(suggested) = work.step(u32::MAX) {
                break suggested;
            }
        };
        let total = suggested.len();
        let data = suggested.into_iter().take(MANY).filter_map(|suggestion| {
            let person = people.remove(&suggestion.node)?;
            Some(SuggestionWire {
                id: person.id.to_string(),
                name: person.name,
                avatar: person.avatar,
                role: (person.role != Role::default()).then(|| person.role.word()),
                mutual: suggestion.why.mutual,
                answered: suggestion.why.answered,
                about: suggestion.why.about.and_then(|tag| tags.get(tag as usize).cloned()),
            })
        });
        Self { total, data: data.collect() }
    }
}

#[utoipa::path(
    get, path = "/api/me",
    responses((status = 200, body = MeWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn me(State(database): State<Database>, author: Author) -> Result<Response, Problem> {
    let discoverable = database.is_discoverable(author.person.id.as_str()).await?;
    Ok(private_json(&MeWire { discoverable }))
}

#[utoipa::path(
    put, path = "/api/me",
    request_body = MeWire,
    responses((status = 200, body = MeWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn set_me(
    State(database): State<Database>,
    author: Author,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: MeWire = read(&body)?;
    database.set_discoverable(now(), &author.person, wire.discoverable).await?;
    Ok(Json(wire).into_response())
}

#[utoipa::path(
    get, path = "/api/suggestions",
    params(
        ("subject" = Option<String>, Query, description = "A product's id, for answers about it alone")
    ),
    responses((status = 200, body = SuggestionsWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn suggestions(
    State(database): State<Database>,
    author: Author,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let subject = parameters.text("subject")?;
    let around = database.surroundings(author.person.id.as_str(), subject.as_deref()).await?;
    let weights = database.about().await?.friend_weights();
    Ok(private_json(&SuggestionsWire::of(around, &weights)))
}

#[utoipa::path(
    method(put, delete), path = "/api/suggestions/{id}/dismissed",
    params(
        ("id" = String, Path, description = "The other person's")
    ),
    responses((status = 204), Problems),
    security(("site" = [])),
)]
pub(super) async fn dismiss(
    State(database): State<Database>,
    Path(other): Path<String>,
    method: Method,
    author: Author,
) -> Result<StatusCode, Problem> {
    let is_known = database.dismiss(now(), &author.person, &other, method == Method::PUT).await?;
    let nobody = || Problem::not_found("there is nobody else with this id");
    is_known.then_some(StatusCode::NO_CONTENT).ok_or_else(nobody)
}
