//! `GET /api/search`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::people;
use super::parameters::Parameters;
use super::topics::authors;
use super::viewer::Viewer;
use crate::database::Database;
use crate::problem::Problem;
use crate::wire::{ListWire, TopicWire};

/// A search has one page: whoever wants more hits searches for something else.
pub(super) async fn search(
    State(database): State<Database>,
    viewer: Viewer,
    request: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let query = parameters.text("q")?.ok_or_else(|| Problem::parameter("q", "the words to search for"))?;
    let (total, topics) = database.search(&query, &parameters.words("kind")?, parameters.limit()?).await?;
    let known = database.people(&authors(&topics)).await?;
    let mut data: Vec<_> = topics.iter().map(TopicWire::from).collect();
    viewer.dress(&database, &mut data).await?;
    Ok(viewer.answer(&request, &ListWire { total, data, people: people(&known), next: None }))
}
