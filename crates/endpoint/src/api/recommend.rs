//! `GET`, `PUT` and `DELETE /api/recommendations/{subject}`: one's own word for it, and for whom.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use goodword_core::model::{Audience, Id, Recommendation, Verb};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Service;
use super::answer::private_json;
use super::author::Author;
use super::openapi::Problems;
use super::stand_in::unpublished;
use super::writing::{WrittenWire, at_once, new_id, now, one_of, read};
use crate::database::{Database, Own};
use crate::problem::Problem;
use crate::wire::{RecommendationWire, Word, words};

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

/// A word that was kept, and the code of the link to share it by.
#[derive(Serialize, ToSchema)]
#[schema(as = Recommended)]
struct RecommendedWire {
    #[serde(flatten)]
    written: WrittenWire,
    referral: String,
}

/// One's own word, the code of its link, and how many came by it.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnWord)]
struct OwnWire {
    #[serde(flatten)]
    word: RecommendationWire,
    /// Absent where the word was not said here.
    #[serde(skip_serializing_if = "Option::is_none")]
    referral: Option<String>,
    referred: u64,
}

#[utoipa::path(
    get, path = "/api/recommendations/{subject}",
    params(
        ("subject" = String, Path, description = "A product's id")
    ),
    responses((status = 200, body = OwnWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn own(
    State(database): State<Database>,
    Path(subject): Path<String>,
    author: Author,
) -> Result<Response, Problem> {
    let own = database.own_word(author.person.id.as_str(), checked(&subject)?).await?;
    let nothing = || Problem::not_found("you said nothing for this subject");
    let Own { word, state, referral, referred } = own.ok_or_else(nothing)?;
    let word = RecommendationWire { state: unpublished(state), ..RecommendationWire::from(&word) };
    Ok(private_json(&OwnWire { word, referral, referred }))
}

#[utoipa::path(
    put, path = "/api/recommendations/{subject}",
    params(
        ("subject" = String, Path, description = "A product's id")
    ),
    request_body = RecommendWire,
    responses(
        (status = 200, body = RecommendedWire),
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
    let done = service.database.recommend(now, &author.person, &word, at_once).await?;
    let wire = RecommendedWire { written: done.written.into(), referral: done.referral };
    Ok(Json(wire).into_response())
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
