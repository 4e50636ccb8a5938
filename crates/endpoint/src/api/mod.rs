//! The protocol over HTTP: reading for everyone, writing for those whom the site vouches for.
//!
//! Each module holds what one address answers. All answers go out through `answer`, all parameters come in through
//! `parameters`, and every error is a [`Problem`]. Between two requests
//! nothing is kept but the database, and in `memory` what went out since it last changed.

mod answer;
mod author;
mod cursor;
mod discovery;
mod events;
mod flag;
mod friends;
mod guests;
mod marks;
mod memory;
mod merged;
mod moderation;
mod openapi;
mod parameters;
mod private;
mod ranges;
mod recommend;
mod recommendations;
mod referrals;
mod rules;
mod search;
mod solve;
mod stand_in;
mod suggestions;
mod topics;
mod viewer;
mod writing;

pub use discovery::{LINKS, WRITING_LINKS};
pub(crate) use memory::remembering;
pub(crate) use openapi::send as send_openapi;
pub use openapi::{OPENAPI_PATH, document as openapi};
pub use rules::{Moderate, Rules};
pub use viewer::vary_by_reader;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get, post, put};

use crate::database::Database;
use crate::identity::Keys;
use crate::problem::{Problem, word_errors};

/// Where the protocol begins; links are relative to it.
pub const ENDPOINT_PATH: &str = "/api/";

/// What requests are answered from.
#[derive(Clone, Debug)]
pub struct Service {
    /// The community.
    pub database: Database,
    /// Whose word counts for who writes; `None` where nobody writes.
    pub identity: Option<Arc<Keys>>,
    /// What holds for those who write.
    pub rules: Rules,
}

impl FromRef<Service> for Database {
    fn from_ref(service: &Service) -> Self {
        service.database.clone()
    }
}

/// Everything below [`ENDPOINT_PATH`], and `/healthz`.
pub fn router(service: Service) -> Router {
    Router::new()
        .route("/api", get(async || Redirect::permanent(ENDPOINT_PATH)))
        .route("/api/", get(discovery::discovery))
        .route("/api/search", get(search::search))
        .route("/api/topics", get(topics::topics).post(writing::ask))
        .route("/api/topics/{id}", get(topics::topic))
        .route("/api/topics/{id}/replies", get(topics::replies).post(writing::reply))
        .route("/api/topics/{id}/me_too", put(marks::me_too).delete(marks::me_too))
        .route("/api/topics/{id}/me_too/shared", put(marks::share_me_too).delete(marks::share_me_too))
        .route("/api/topics/{id}/follow", put(marks::follow).delete(marks::follow))
        .route("/api/topics/{id}/replies/{reply}/star", put(marks::star).delete(marks::star))
        .route(
            "/api/topics/{id}/replies/{reply}/star/shared",
            put(marks::share_star).delete(marks::share_star),
        )
        .route("/api/topics/{id}/public", put(private::publish))
        .route("/api/topics/{id}/flag", post(flag::flag))
        .route("/api/topics/{id}/solved", put(solve::solve).delete(solve::solve))
        .route("/api/moderation", get(moderation::queue))
        .route("/api/moderation/acts", get(moderation::log).post(moderation::act))
        .route("/api/moderation/acts/{id}/undo", post(moderation::undo))
        .route("/api/events", get(events::events))
        .route("/api/recommendations", get(recommendations::recommendations))
        .route(
            "/api/recommendations/{subject}",
            get(recommend::own).put(recommend::recommend).delete(recommend::withdraw),
        )
        .route("/api/referrals/{code}", post(referrals::came))
        .route("/api/me", get(suggestions::me).put(suggestions::set_me))
        .route("/api/suggestions", get(suggestions::suggestions))
        .route("/api/suggestions/{id}/dismissed", put(suggestions::dismiss).delete(suggestions::dismiss))
        .route("/api/friends", get(friends::friends))
        .route("/api/friends/{id}", put(friends::befriend).delete(friends::befriend))
        .route("/api/{*rest}", any(async || Problem::not_found("the links of /api/ say what there is")))
        .route("/healthz", get(healthz))
        .route_layer(middleware::from_fn_with_state(service.database.clone(), merged::lead_on))
        .route_layer(middleware::from_fn(refuse_nul))
        .route_layer(middleware::map_response(word_errors))
        .layer(DefaultBodyLimit::max(writing::MAX_BODY_BYTES))
        .with_state(service)
}

/// Not every database can be asked for a text with the character U+0000 in it, and none holds an id with it.
async fn refuse_nul(request: Request, next: Next) -> Response {
    if request.uri().path().contains("%00") {
        return Problem::not_found("no id holds the character U+0000").into_response();
    }
    next.run(request).await
}

/// Whether requests can be served: the database answers.
async fn healthz(
    axum::extract::State(database): axum::extract::State<Database>,
) -> Result<&'static str, Problem> {
    database.ping().await?;
    Ok("ok\n")
}
