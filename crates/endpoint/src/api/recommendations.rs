//! `GET /api/recommendations`: what everyone may see of them, and what the reader may; or a range of them.

use axum::extract::{FromRequestParts, Request, State};
use axum::response::Response;
use goodword_core::model::{Id, Recommendation};
use serde::Serialize;
use utoipa::ToSchema;

use super::Service;
use super::answer::{ids, json_for_all, people};
use super::openapi::Problems;
use super::parameters::Parameters;
use super::ranges::{RangeWire, range};
use super::stand_in::unpublished;
use super::viewer::Viewer;
use crate::database::{RecommendationFilter, State as RowState};
use crate::problem::Problem;
use crate::wire::{ListWire, RecommendationWire};

/// What the cursors are for.
const LIST: &str = "recommendations";

/// What is answered without a prefix, or to one.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = Recommendations)]
enum WordsWire {
    List(ListWire<RecommendationWire>),
    Range(RangeWire),
}

#[utoipa::path(
    get, path = "/api/recommendations",
    params(
        ("subject" = Option<String>, Query, description = "A product's id"),
        (
            "prefix" = Option<String>, Query,
            description = "What keys begin with: as many hexadecimal digits as `range_digits` says. Nothing else is looked at then, also no token"
        ),
        ("cursor" = Option<String>, Query, description = "Of `next` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50)
    ),
    responses((status = 200, body = WordsWire), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn recommendations(
    State(service): State<Service>,
    parameters: Parameters,
    request: Request,
) -> Result<Response, Problem> {
    let database = &service.database;
    let (mut parts, _) = request.into_parts();
    if let Some(prefix) = parameters.text("prefix")? {
        return Ok(json_for_all(&parts.headers, &WordsWire::Range(range(database, &prefix).await?)));
    }
    let viewer = Viewer::from_request_parts(&mut parts, &service).await?;
    let filter = RecommendationFilter { subject: parameters.text("subject")? };
    let page = database.recommendations(viewer.id().map(Id::as_str), &filter, parameters.page(LIST)?).await?;
    let known = database.people(&ids(page.rows.iter().map(|(word, _)| Some(&word.person)))).await?;
    let list = WordsWire::List(ListWire {
        total: page.total,
        data: page.rows.iter().map(wire).collect(),
        people: people(&known),
        next: parameters.next(LIST, page.next),
    });
    Ok(viewer.answer(&parts.headers, &list))
}

fn wire((word, state): &(Recommendation, RowState)) -> RecommendationWire {
    RecommendationWire { state: unpublished(*state), ..RecommendationWire::from(word) }
}
