//! `GET /api/events`: what changed since one asked last. What is forgotten is told as one change of everything, which readers
//! that know nothing of it take for a change of a topic that they do not show, and so read their lists again.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::openapi::Problems;
use super::parameters::Parameters;
use super::viewer::Viewer;
use crate::database::{Change, Database};
use crate::problem::Problem;
use crate::wire::rfc3339;

#[derive(Serialize, ToSchema)]
#[schema(as = Events)]
struct EventsWire {
    data: Vec<EventWire>,
    next: String,
}

/// The act that stands for all that is forgotten.
const EVERYTHING: &str = "everything";

#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
struct EventWire {
    act: String,
    /// Empty where the act is `everything`, and all topics were asked for.
    topic: String,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
}

impl From<Change> for EventWire {
    fn from(change: Change) -> Self {
        Self { act: change.act, topic: change.topic, at: rfc3339(change.at) }
    }
}

#[utoipa::path(
    get, path = "/api/events",
    params(
        ("after" = Option<String>, Query, description = "Of `next` of the answer before; without it, where to ask on"),
        ("topic" = Option<String>, Query, description = "A topic's id; without it, all of them")
    ),
    responses((status = 200, body = EventsWire), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn events(
    State(database): State<Database>,
    viewer: Viewer,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let refused = || Problem::parameter("after", "what `next` of the answer before held");
    let after = parameters.text("after")?;
    let after = after.map(|after| after.parse::<i64>().map_err(|_| refused())).transpose()?;
    let topic = parameters.text("topic")?;
    let changes = database.changes(&viewer.eye(), after, topic.as_deref()).await?;
    let mut next = form_urlencoded::Serializer::for_suffix("events?".to_owned(), 7);
    next.append_pair("after", &changes.last.to_string());
    if let Some(topic) = &topic {
        next.append_pair("topic", topic);
    }
    let mut data: Vec<_> = changes.changes.into_iter().map(EventWire::from).collect();
    if changes.is_lost {
        data.push(EventWire { act: EVERYTHING.to_owned(), topic: topic.unwrap_or_default(), at: None });
    }
    let events = EventsWire { data, next: next.finish() };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(events)).into_response())
}
