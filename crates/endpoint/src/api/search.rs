//! `GET /api/search`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::people;
use super::openapi::Problems;
use super::parameters::Parameters;
use super::topics::authors;
use super::viewer::Viewer;
use crate::database::Database;
use crate::problem::Problem;
use crate::wire::{ListWire, TopicWire};

/// A search has one page: whoever wants more hits searches for something else.
#[utoipa::path(
    get, path = "/api/search",
    params(
        ("q" = String, Query, description = "The last word may be the beginning of a longer one"),
        ("kind" = Option<String>, Query, description = "Kinds, with commas between"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50)
    ),
    responses((status = 200, body = ListWire<TopicWire>), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn search(
    State(database): State<Database>,
    viewer: Viewer,
    request: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let query = parameters.text("q")?.ok_or_else(|| Problem::parameter("q", "the words to search for"))?;
    let (total, topics) = database.search(&query, &parameters.words("kind")?, parameters.limit()?).await?;
    let mut data: Vec<_> = topics.iter().map(TopicWire::from).collect();
    let mut named = viewer.dress(&database, &mut data).await?;
    named.extend(authors(&topics));
    let known = database.people(&named).await?;
    Ok(viewer.answer(&request, &ListWire { total, data, people: people(&known), next: None }))
}
