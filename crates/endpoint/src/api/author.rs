//! Who writes, and under which key: the two headers of every request that changes something.

use std::sync::Arc;
use std::time::SystemTime;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use goodword_core::model::{Id, Person, Role};

use super::Service;
use super::guests::sign_in;
use super::writing::now;
use crate::identity::{self, Keys};
use crate::limits::Gate;
use crate::problem::Problem;

/// The header that makes a request be done once.
pub(super) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A person whom the site vouches for.
#[derive(Debug)]
pub(super) struct Author {
    pub(super) person: Person,
    pub(super) role: identity::Role,
}

impl FromRequestParts<Service> for Author {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Problem> {
        // Where nobody can write there is no such method.
        let refused = || Problem::of_status(StatusCode::METHOD_NOT_ALLOWED);
        let keys = service.identity.as_ref().ok_or_else(refused)?;
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some(token) = header.and_then(identity::bearer) else {
            return Err(sign_in());
        };
        let author = author(keys, token)?;
        let is_write = !matches!(parts.method, Method::GET | Method::HEAD);
        let is_counted = is_write && author.role < identity::Role::Moderator;
        let gate = parts.extensions.get::<Gate>().filter(|_| is_counted);
        if let Some(gate) = gate.cloned() {
            gate.person(author.person.id.as_str(), now()).await?;
        }
        Ok(author)
    }
}

/// Whom the token names, if the site signed it.
pub(super) fn author(keys: &Arc<Keys>, token: &str) -> Result<Author, Problem> {
    let known = keys.verify(token, SystemTime::now());
    let identity = known.map_err(|error| Problem::unauthorized(error.to_string(), error.is_expired()))?;
    let role = match identity.role {
        identity::Role::Visitor => Role::Member,
        identity::Role::Champion => Role::Champion,
        identity::Role::Employee | identity::Role::Moderator => Role::Employee,
    };
    let person = Person {
        name: identity.name.unwrap_or_else(|| identity.subject.clone()),
        id: Id::from(identity.subject),
        avatar: identity.avatar,
        url: None,
        role,
    };
    Ok(Author { person, role: identity.role })
}

/// A UUID that the client made for its draft: the same request with the same key is done once.
pub(super) struct IdempotencyKey(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let value = parts.headers.get(IDEMPOTENCY_KEY).and_then(|value| value.to_str().ok());
        let key = value.and_then(|value| uuid::Uuid::try_parse(value).ok());
        let key = key.ok_or_else(|| Problem::parameter("Idempotency-Key", "a UUID, one for each draft"))?;
        Ok(Self(key.to_string()))
    }
}
