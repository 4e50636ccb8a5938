//! The protocol as an `OpenAPI` document, put together from what stands at the functions and shapes that answer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{self, Content, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi, ToSchema};

use super::{
    discovery, events, flag, friends, marks, moderation, private, recommend, recommendations, referrals,
    search, solve, suggestions, topics, writing,
};
use crate::problem::{PROBLEM_JSON, Problem};

/// Where the document is.
pub const OPENAPI_PATH: &str = "/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Goodword",
        description = "Questions and answers of one community, and its friends' words.",
        license(name = "MIT OR Apache-2.0"),
        contact()
    ),
    paths(
        discovery::discovery,
        search::search,
        topics::topics,
        topics::topic,
        topics::replies,
        writing::ask,
        writing::reply,
        private::publish,
        marks::me_too,
        marks::follow,
        marks::star,
        marks::share_me_too,
        marks::share_star,
        flag::flag,
        solve::solve,
        recommendations::recommendations,
        recommend::own,
        recommend::recommend,
        recommend::withdraw,
        referrals::came,
        friends::friends,
        friends::befriend,
        suggestions::me,
        suggestions::set_me,
        suggestions::suggestions,
        suggestions::dismiss,
        events::events,
        moderation::queue,
        moderation::log,
        moderation::act,
        moderation::undo,
    ),
    components(schemas(Problem)),
    modifiers(&Rest)
)]
struct Document;

/// What is the same everywhere: how the site vouches for a visitor, and what the macros leave out.
struct Rest;

impl Modify for Rest {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let mut bearer = Http::new(HttpAuthScheme::Bearer);
        bearer.bearer_format = Some("JWT".to_owned());
        bearer.description = Some("A token that the site signed for its visitor.".to_owned());
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("site", SecurityScheme::Http(bearer));

        for (path, item) in &mut document.paths.paths {
            // One function may answer both, and each is an operation of its own.
            if let Some(id) = item.delete.as_mut().and_then(|delete| delete.operation_id.as_mut())
                && item.put.as_ref().and_then(|put| put.operation_id.as_ref()) == Some(id)
            {
                id.insert_str(0, "not_");
            }
            let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete];
            for operation in operations.into_iter().flatten() {
                complete(path, &mut operation.responses.responses);
            }
        }
    }
}

/// Says what is said nowhere else: what a status means here, and that a topic may have become part of another one.
fn complete(path: &str, responses: &mut BTreeMap<String, RefOr<openapi::Response>>) {
    for (status, response) in &mut *responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            let meaning = match status.as_str() {
                "201" => "It was done, and this is what came of it",
                "202" => "It is noted",
                "204" => "It is so",
                _ => "What was asked for, or what is so since",
            };
            meaning.clone_into(&mut response.description);
        }
    }
    if path.starts_with("/api/topics/{id}") {
        let merged = ResponseBuilder::new().description("The topic is part of another one, at Location");
        responses.insert("308".to_owned(), merged.build().into());
    }
}

/// What every request may be answered instead.
pub(super) struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<openapi::Response>> {
        let problem = |description: &str| {
            let content = Content::new(Some(Ref::from_schema_name(Problem::name())));
            ResponseBuilder::new().description(description).content(PROBLEM_JSON, content).build()
        };
        let refused = problem("It cannot be done; `type` says why");
        let failed = problem("The server cannot do it at the moment");
        BTreeMap::from([("4XX".to_owned(), refused.into()), ("5XX".to_owned(), failed.into())])
    }
}

/// The document.
///
/// # Errors
/// It cannot be written as JSON, which would be a mistake in this module.
pub fn document() -> Result<String, serde_json::Error> {
    Ok(Document::openapi().to_pretty_json()? + "\n")
}

/// Sends the document.
pub(crate) async fn send() -> Response {
    static DOCUMENT: LazyLock<Option<String>> = LazyLock::new(|| document().ok());
    let Some(document) = DOCUMENT.as_deref() else { return Problem::internal().into_response() };
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document).into_response()
}
