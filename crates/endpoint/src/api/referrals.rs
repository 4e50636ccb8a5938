//! `POST /api/referrals/{code}`: somebody came by a shared link. Nobody is asked who, and nothing of the request is kept but that
//! there was one more; where a browser says that its user wants no such thing, not even that.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

use super::Service;
use super::openapi::Problems;
use super::writing::now;
use crate::problem::Problem;

/// Global Privacy Control, as browsers say it.
const PRIVACY: &str = "sec-gpc";

#[utoipa::path(
    post, path = "/api/referrals/{code}",
    params(
        ("code" = String, Path, description = "Of the link's parameter `good-word-from`")
    ),
    responses((status = 204, description = "It is so, also where no link has the code"), Problems),
)]
pub(super) async fn came(
    State(service): State<Service>,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Result<StatusCode, Problem> {
    // Where nobody can write there is no such method.
    if service.identity.is_none() {
        return Err(Problem::of_status(StatusCode::METHOD_NOT_ALLOWED));
    }
    if request.get(PRIVACY).is_none_or(|value| value.as_bytes() != b"1") {
        service.database.count_referral(now(), &code).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
