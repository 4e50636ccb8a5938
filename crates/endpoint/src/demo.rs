//! Trying a community out without a site: a key that is made anew at each start, and tokens for a few made-up people,
//! for whoever sits at this machine. Where the community is made for it, they live there too.

mod life;

pub use life::move_in;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::SystemTime;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::identity::{Keys, KeysError, Role, SIGNED_FOR_S};
use crate::problem::Problem;

/// Where tokens are given out.
pub const TOKEN_PATH: &str = "/demo/token";

/// Who there is: id, name and role.
pub const PEOPLE: [(&str, &str, Role); 5] = [
    ("ana", "Ana", Role::Visitor),
    ("ben", "Ben", Role::Visitor),
    ("cleo", "Cleo", Role::Visitor),
    ("eve", "Eve", Role::Employee),
    ("mo", "Mo", Role::Moderator),
];

/// Whether only this machine reaches a server that listens there.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Keys that nobody else has.
///
/// # Errors
/// None but for a mistake in this function.
pub fn keys() -> Result<Keys, KeysError> {
    let mut chance = Sha256::new();
    for _ in 0..4 {
        // 74 bits each are the system's randomness.
        chance.update(Uuid::now_v7().as_bytes());
    }
    let secret = URL_SAFE_NO_PAD.encode(chance.finalize());
    Keys::parse(&format!(
        "issuer = \"goodword serve --demo\"\naudience = \"goodword\"\n\
        [[keys]]\nkid = \"demo\"\nalg = \"HS256\"\nkey = \"{secret}\"\n"
    ))
}

/// Gives out tokens at [`TOKEN_PATH`], to pages of this server and to programs.
pub fn router(keys: Arc<Keys>) -> Router {
    Router::new().route(TOKEN_PATH, get(token)).with_state(keys)
}

#[derive(Deserialize)]
struct As {
    #[serde(rename = "as")]
    id: Option<String>,
}

async fn token(
    State(keys): State<Arc<Keys>>,
    Query(As { id }): Query<As>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    // Any page that is open in the browser could ask; what it may not read it should not have made either.
    let site = request.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if !matches!(site, None | Some(b"same-origin" | b"none")) {
        return Err(Problem::forbidden("tokens of the demo are for its own pages"));
    }
    let no_store = [(header::CACHE_CONTROL, "private, no-store")];
    let Some(id) = id else {
        let people: Vec<_> = PEOPLE
            .iter()
            .map(|(id, name, role)| json!({ "id": id, "name": name, "role": role.name() }))
            .collect();
        return Ok((StatusCode::OK, no_store, Json(json!({ "people": people }))).into_response());
    };
    let (id, name, role) = (PEOPLE.iter().find(|(known, ..)| *known == id))
        .ok_or_else(|| Problem::not_found("there are ana, ben, cleo, eve and mo"))?;
    let token = keys.sign(id, name, *role, SystemTime::now()).ok_or_else(Problem::internal)?;
    let body =
        json!({ "token": token, "expires_in": SIGNED_FOR_S, "id": id, "name": name, "role": role.name() });
    Ok((StatusCode::OK, no_store, Json(body)).into_response())
}
