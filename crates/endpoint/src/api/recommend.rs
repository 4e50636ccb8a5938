//! `PUT` and `DELETE /api/recommendations/{subject}`: one's own word for it, and for whom.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use goodword_core::model::{Audience, Id, Recommendation, Verb};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Service;
use super::author::Author;
use super::openapi::Problems;
use super::writing::{WrittenWire, at_once, new_id, now, one_of, read};
use crate::database::Database;
use crate::problem::Problem;
use crate::wire::{Word, words};

const MAX_TEXT_CHARS: usize = 500;
const MAX_SUBJECT_CHARS: usize = 128;

#[derive(Deserialize, ToSchema)]
#[schema(as = Word)]
struct RecommendWire {
    #[schema(schema_with = words::<Verb>)]
    verb: String,
    #[schema(max_length = 500)]
    #[serde(default)]
    text: String,
    /// Required, so that nothing is ever public by having said nothing.
    audience: String,
    #[serde(default)]
    will_answer: bool,
}

#[utoipa::path(
    put, path = "/api/recommendations/{subject}",
    params(
        ("subject" = String, Path, description = "A product's id")
    ),
    request_body = RecommendWire,
    responses(
        (status = 200, body = WrittenWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn recommend(
    State(service): State<Service>,
    Path(subject): Path<String>,
    author: Author,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: RecommendWire = read(&body)?;
    let text = wire.text.trim();
    if text.chars().count() > MAX_TEXT_CHARS {
        return Err(Problem::field("text", &format!("at most {MAX_TEXT_CHARS} characters")));
    }
    let now = now();
    let word = Recommendation {
        id: new_id(),
        person: author.person.id.clone(),
        subject: Id::from(checked(&subject)?.to_owned()),
        verb: Verb::from_word(&wire.verb).ok_or_else(|| one_of::<Verb>("verb"))?,
        text: text.to_owned(),
        created_at: Some(now),
        audience: match wire.audience.as_str() {
            "me" => Audience::OnlyMe,
            other => {
                let accepted = || Problem::field("audience", "one of me, friends, public");
                Audience::from_word(other).ok_or_else(accepted)?
            }
        },
        will_answer: wire.will_answer,
    };
    let at_once = at_once(&service, &author);
    let written = service.database.recommend(now, &author.person, &word, at_once).await?;
    Ok(Json(WrittenWire::from(written)).into_response())
}

#[utoipa::path(
    delete, path = "/api/recommendations/{subject}",
    params(
        ("subject" = String, Path, description = "A product's id")
    ),
    responses(
        (status = 204),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn withdraw(
    State(database): State<Database>,
    Path(subject): Path<String>,
    author: Author,
) -> Result<Response, Problem> {
    database.withdraw(now(), author.person.id.as_str(), checked(&subject)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn checked(subject: &str) -> Result<&str, Problem> {
    let is_subject = subject.chars().count() <= MAX_SUBJECT_CHARS && !subject.contains(char::is_control);
    is_subject.then_some(subject).ok_or_else(|| Problem::not_found("there is no such subject"))
}
