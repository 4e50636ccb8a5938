//! `GET /api/recommendations`: what everyone may see of them, and what the reader may.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use goodword_core::model::{Id, Recommendation};

use super::answer::{ids, people};
use super::openapi::Problems;
use super::parameters::Parameters;
use super::stand_in::unpublished;
use super::viewer::Viewer;
use crate::database::{Database, RecommendationFilter, State as RowState};
use crate::problem::Problem;
use crate::wire::{ListWire, RecommendationWire};

/// What the cursors are for.
const LIST: &str = "recommendations";

#[utoipa::path(
    get, path = "/api/recommendations",
    params(
        ("subject" = Option<String>, Query, description = "A product's id"),
        ("cursor" = Option<String>, Query, description = "Of `next` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50)
    ),
    responses((status = 200, body = ListWire<RecommendationWire>), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn recommendations(
    State(database): State<Database>,
    viewer: Viewer,
    request: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let filter = RecommendationFilter { subject: parameters.text("subject")? };
    let page = database.recommendations(viewer.id().map(Id::as_str), &filter, parameters.page(LIST)?).await?;
    let known = database.people(&ids(page.rows.iter().map(|(word, _)| Some(&word.person)))).await?;
    let list = ListWire {
        total: page.total,
        data: page.rows.iter().map(wire).collect(),
        people: people(&known),
        next: parameters.next(LIST, page.next),
    };
    Ok(viewer.answer(&request, &list))
}

fn wire((word, state): &(Recommendation, RowState)) -> RecommendationWire {
    RecommendationWire { state: unpublished(*state), ..RecommendationWire::from(word) }
}
