//! `GET /api/recommendations`: what everyone may see of them, and what the reader may.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use goodword_core::model::Id;

use super::answer::{ids, people};
use super::parameters::Parameters;
use super::viewer::Viewer;
use crate::database::{Database, RecommendationFilter};
use crate::problem::Problem;
use crate::wire::{ListWire, RecommendationWire};

/// What the cursors are for.
const LIST: &str = "recommendations";

pub(super) async fn recommendations(
    State(database): State<Database>,
    viewer: Viewer,
    request: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let filter = RecommendationFilter { subject: parameters.text("subject")? };
    let page = database.recommendations(viewer.id().map(Id::as_str), &filter, parameters.page(LIST)?).await?;
    let known = database.people(&ids(page.rows.iter().map(|word| Some(&word.person)))).await?;
    let list = ListWire {
        total: page.total,
        data: page.rows.iter().map(RecommendationWire::from).collect(),
        people: people(&known),
        next: parameters.next(LIST, page.next),
    };
    Ok(viewer.answer(&request, &list))
}
