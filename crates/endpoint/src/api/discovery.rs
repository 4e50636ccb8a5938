//! `GET /api/`: what the community is called, and what can be asked of it.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::Service;
use super::answer::json;
use super::openapi::Problems;
use crate::problem::Problem;
use crate::wire::{DiscoveryWire, ProductWire, VERSION};

/// Relation and RFC 6570 template, relative to the endpoint, of everything that can be asked.
pub const LINKS: [(&str, &str); 6] = [
    ("search", "search{?q,kind,limit}"),
    ("topics", "topics{?sort,kind,status,tag,product,cursor,limit}"),
    ("topic", "topics/{id}"),
    ("replies", "topics/{id}/replies{?cursor,limit}"),
    ("recommendations", "recommendations{?subject,prefix,cursor,limit}"),
    ("events", "events{?after,topic}"),
];

/// What somebody whom the site vouches for can do as well.
pub const WRITING_LINKS: [(&str, &str); 23] = [
    ("ask", "topics"),
    ("asked", "topics?asked=me{&cursor,limit}"),
    ("asking", "topics?asked=by_me{&cursor,limit}"),
    ("publish", "topics/{id}/public"),
    ("reply", "topics/{id}/replies"),
    ("me_too", "topics/{id}/me_too"),
    ("me_too_shared", "topics/{id}/me_too/shared"),
    ("follow", "topics/{id}/follow"),
    ("star", "topics/{id}/replies/{reply}/star"),
    ("star_shared", "topics/{id}/replies/{reply}/star/shared"),
    ("flag", "topics/{id}/flag{?reply}"),
    ("solve", "topics/{id}/solved"),
    ("recommend", "recommendations/{subject}"),
    ("recommendation", "recommendations/{subject}"),
    ("referral", "referrals/{code}"),
    ("friends", "friends"),
    ("friend", "friends/{id}"),
    ("me", "me"),
    ("suggestions", "suggestions{?subject}"),
    ("dismiss", "suggestions/{id}/dismissed"),
    ("moderation", "moderation"),
    ("moderate", "moderation/acts"),
    ("undo", "moderation/acts/{id}/undo"),
];

/// Who may ask without the site vouching for anyone, where the site lets guests ask.
const GUESTS_LINK: (&str, &str) = ("ask_as_guest", "topics");

#[utoipa::path(
    get, path = "/api/",
    responses((status = 200, body = DiscoveryWire), Problems),
    security((), ("site" = [])),
)]
pub(super) async fn discovery(
    State(Service { database, identity, rules }): State<Service>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    let about = database.about().await?;
    let products = database.products().await?;
    let document = DiscoveryWire {
        goodword: VERSION,
        name: about.name,
        products: products.iter().map(ProductWire::from).collect(),
        image_hosts: about.image_hosts,
        ranking: about.ranking,
        synonyms: about.synonyms,
        range_digits: database.range_digits().await?,
        links: LINKS
            .into_iter()
            .chain(identity.iter().flat_map(|_| WRITING_LINKS))
            .chain((identity.is_some() && rules.guests).then_some(GUESTS_LINK))
            .collect(),
    };
    Ok(json(&request, &document))
}
