//! Who asks without the site vouching for them, where the site lets guests ask. They give a name, which is shown, and an
//! email address, which is not.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use goodword_core::model::{Id, Person};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Service;
use super::author::Author;
use super::writing::new_id;
use crate::identity;
use crate::problem::Problem;

/// Under which name guests' keys of idempotency are kept. It is nobody's id: a token's holds no control character.
pub(super) const GUESTS: &str = "\u{1}guests";

/// A person whom the site vouches for, or perhaps a guest.
pub(super) struct Asker(pub(super) Option<Author>);

impl FromRequestParts<Service> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Problem> {
        if service.identity.is_none() {
            return Err(Problem::of_status(StatusCode::METHOD_NOT_ALLOWED));
        }
        if service.rules.guests && !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(Self(None));
        }
        Author::from_request_parts(parts, service).await.map(|author| Self(Some(author)))
    }
}

/// What a guest says of themselves.
#[derive(Deserialize, ToSchema)]
#[schema(as = Guest)]
pub(super) struct Guest {
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    #[schema(max_length = 254)]
    email: String,
}

impl Guest {
    /// The guest as an author, and the email address. It is a new person each time: nobody can show that an address is
    /// theirs, so nobody becomes who wrote under it before.
    pub(super) fn admit(self) -> Result<(Author, String), Problem> {
        let (name, email) = (self.name.trim(), self.email.trim());
        if !identity::is_name(name) {
            return Err(Problem::field("guest", "a name of 1 to 100 characters"));
        }
        if !identity::is_email(email) {
            return Err(Problem::field("guest", "an email address"));
        }
        let id = Id::from(format!("guest-{}", new_id()));
        let person = Person {
            id,
            name: name.to_owned(),
            avatar: None,
            url: None,
            role: goodword_core::model::Role::Member,
        };
        Ok((Author { person, role: identity::Role::Visitor }, email.to_owned()))
    }
}

/// 401: nobody is named.
pub(super) fn sign_in() -> Problem {
    Problem::unauthorized("sign in, and send Authorization: Bearer with the site's token", false)
}
