//! The protocol over HTTP: the reading half of it, for everyone.
//!
//! Each module holds what one address answers. All answers go out through `answer`, all parameters come in through
//! `parameters`, and every error is a [`Problem`]. Nothing is kept between two requests but the database.

mod answer;
mod cursor;
mod discovery;
mod parameters;
mod recommendations;
mod search;
mod topics;

pub use discovery::LINKS;

use axum::Router;
use axum::middleware;
use axum::response::Redirect;
use axum::routing::{any, get};

use crate::database::Database;
use crate::problem::{Problem, word_errors};

/// Where the protocol begins; links are relative to it.
pub const ENDPOINT_PATH: &str = "/api/";

/// Everything below [`ENDPOINT_PATH`], and `/healthz`.
pub fn router(database: Database) -> Router {
    Router::new()
        .route("/api", get(async || Redirect::permanent(ENDPOINT_PATH)))
        .route("/api/", get(discovery::discovery))
        .route("/api/search", get(search::search))
        .route("/api/topics", get(topics::topics))
        .route("/api/topics/{id}", get(topics::topic))
        .route("/api/topics/{id}/replies", get(topics::replies))
        .route("/api/recommendations", get(recommendations::recommendations))
        .route("/api/{*rest}", any(async || Problem::not_found("the links of /api/ say what there is")))
        .route("/healthz", get(healthz))
        .route_layer(middleware::map_response(word_errors))
        .with_state(database)
}

/// Whether requests can be served: the database answers.
async fn healthz(
    axum::extract::State(database): axum::extract::State<Database>,
) -> Result<&'static str, Problem> {
    database.ping().await?;
    Ok("ok\n")
}
