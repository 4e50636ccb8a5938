//! The old address of a topic that became part of another one leads to that one, with whatever follows in the path.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::ENDPOINT_PATH;
use crate::database::Database;

/// Where there is nothing at a topic's address, looks whether the topic went somewhere else.
pub(super) async fn lead_on(State(database): State<Database>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let response = next.run(request).await;
    let topic = uri.path().strip_prefix(ENDPOINT_PATH).and_then(|path| path.strip_prefix("topics/"));
    let Some(topic) = topic.filter(|_| response.status() == StatusCode::NOT_FOUND) else { return response };
    let (id, rest) = topic.split_once('/').map_or((topic, None), |(id, rest)| (id, Some(rest)));
    let Ok(id) = percent_decode_str(id).decode_utf8() else { return response };
    let other = match database.merged_into(&id).await {
        Ok(Some(other)) => other,
        Ok(None) => return response,
        Err(error) => return crate::problem::Problem::from(error).into_response(),
    };
    // Relative, because a proxy may have put the endpoint anywhere.
    let depth = rest.map_or(0, |rest| rest.matches('/').count() + 1);
    let mut place = "../".repeat(depth);
    if depth == 0 {
        // An id may hold a colon, which would be read as a scheme.
        place.push_str("./");
    }
    place.extend(utf8_percent_encode(&other, NON_ALPHANUMERIC));
    if let Some(rest) = rest {
        place.push('/');
        place.push_str(rest);
    }
    if let Some(query) = uri.query() {
        place.push('?');
        place.push_str(query);
    }
    let Ok(place) = HeaderValue::from_str(&place) else { return response };
    let body = axum::Json(serde_json::json!({ "merged_into": other }));
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)], body).into_response()
}
