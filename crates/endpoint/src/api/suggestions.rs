//! `GET` and `PUT /api/me`, `GET /api/suggestions`, and `PUT` and `DELETE /api/suggestions/{id}/dismissed`: people to know.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use goodword_core::model::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::private_json;
use super::author::Author;
use super::openapi::Problems;
use super::parameters::Parameters;
use super::writing::{now, read};
use crate::database::{Candidate, Database};
use crate::problem::Problem;
use crate::wire::{Word, words};

/// How many are told at most.
const MANY: usize = 20;

/// What one says of oneself.
#[derive(Deserialize, Serialize, ToSchema)]
#[schema(as = Me)]
struct MeWire {
    /// Whether one may be suggested to others as somebody to know.
    discoverable: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Suggestions)]
struct SuggestionsWire {
    /// How many there are; `data` holds the best.
    total: usize,
    #[schema(max_items = 20)]
    data: Vec<SuggestionWire>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Suggestion)]
struct SuggestionWire {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<String>,
    #[schema(schema_with = words::<Role>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    /// How many friends the two have in common.
    mutual: usize,
    /// To how many topics of the reader's interest the person gave the best answer or the official one.
    answered: u32,
    /// The tag that most of these have.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

impl From<Candidate> for SuggestionWire {
    fn from(Candidate { person, degrees, answered, about }: Candidate) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name,
            avatar: person.avatar,
            role: (person.role != Role::default()).then(|| person.role.word()),
            mutual: degrees.len(),
            answered,
            about,
        }
    }
}

#[utoipa::path(
    get, path = "/api/me",
    responses((status = 200, body = MeWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn me(State(database): State<Database>, author: Author) -> Result<Response, Problem> {
    let discoverable = database.is_discoverable(author.person.id.as_str()).await?;
    Ok(private_json(&MeWire { discoverable }))
}

#[utoipa::path(
    put, path = "/api/me",
    request_body = MeWire,
    responses((status = 200, body = MeWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn set_me(
    State(database): State<Database>,
    author: Author,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: MeWire = read(&body)?;
    database.set_discoverable(now(), &author.person, wire.discoverable).await?;
    Ok(Json(wire).into_response())
}

#[utoipa::path(
    get, path = "/api/suggestions",
    params(
        ("subject" = Option<String>, Query, description = "A product's id, for answers about it alone")
    ),
    responses((status = 200, body = SuggestionsWire), Problems),
    security(("site" = [])),
)]
pub(super) async fn suggestions(
    State(database): State<Database>,
    author: Author,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let subject = parameters.text("subject")?;
    let mut candidates = database.candidates(author.person.id.as_str(), subject.as_deref()).await?;
    let total = candidates.len();
    rank(&mut candidates);
    candidates.truncate(MANY);
    let data = candidates.into_iter().map(SuggestionWire::from).collect();
    Ok(private_json(&SuggestionsWire { total, data }))
}

#[utoipa::path(
    method(put, delete), path = "/api/suggestions/{id}/dismissed",
    params(
        ("id" = String, Path, description = "The other person's")
    ),
    responses((status = 204), Problems),
    security(("site" = [])),
)]
pub(super) async fn dismiss(
    State(database): State<Database>,
    Path(other): Path<String>,
    method: Method,
    author: Author,
) -> Result<StatusCode, Problem> {
    let is_known = database.dismiss(now(), &author.person, &other, method == Method::PUT).await?;
    let nobody = || Problem::not_found("there is nobody else with this id");
    is_known.then_some(StatusCode::NO_CONTENT).ok_or_else(nobody)
}

/// Best first: by the friends in common, of whom one with few friends says more than one with many; then by answers, and at
/// last by id, so that the order is one.
fn rank(candidates: &mut [Candidate]) {
    let strength = |candidate: &Candidate| adamic_adar(&candidate.degrees);
    candidates.sort_by(|one, other| {
        let by_friends = strength(other).total_cmp(&strength(one));
        let by_answers = || other.answered.cmp(&one.answered);
        by_friends.then_with(by_answers).then_with(|| one.person.id.as_str().cmp(other.person.id.as_str()))
    });
}

/// The sum of 1/ln(degree) over the friends in common, each of whom has two friends at least. Adamic and Adar, "Friends and
/// neighbors on the Web" (2003). The smallest come first into the sum, so that the order of friends does not show in it.
fn adamic_adar(degrees: &[u32]) -> f64 {
    let mut degrees = degrees.to_vec();
    degrees.sort_unstable_by(|one, other| other.cmp(one));
    degrees.iter().map(|degree| 1.0 / f64::from((*degree).max(2)).ln()).sum()
}

#[cfg(test)]
mod tests {
    use super::{Candidate, rank};
    use goodword_core::model::{Id, Person, Role};
    use proptest::prelude::*;

    fn candidate(id: &str, degrees: &[u32], answered: u32) -> Candidate {
        let person =
            Person { id: Id::from(id), name: String::new(), avatar: None, url: None, role: Role::default() };
        Candidate { person, degrees: degrees.to_vec(), answered, about: None }
    }

    fn ranked(mut candidates: Vec<Candidate>) -> Vec<String> {
        rank(&mut candidates);
        candidates.iter().map(|candidate| candidate.person.id.to_string()).collect()
    }

    #[test]
    fn a_friend_with_few_friends_says_more_than_some_with_many() {
        let all = vec![
            candidate("d", &[], 2),
            candidate("b", &[500, 500], 9),
            candidate("c", &[], 3),
            candidate("a", &[3], 0),
            candidate("e", &[], 2),
        ];
        assert_eq!(ranked(all), ["a", "b", "c", "d", "e"]);
    }

    proptest! {
        #[test]
        fn the_order_in_which_they_come_does_not_show(
            mut all in prop::collection::btree_map("[a-f]{1,2}", (prop::collection::vec(2_u32..9, 0..5), 0_u32..3), 0..12)
                .prop_map(|all| all.into_iter().collect::<Vec<_>>()).prop_shuffle()
        ) {
            let make = |all: &[(String, (Vec<u32>, u32))]| {
                all.iter().map(|(id, (degrees, answered))| candidate(id, degrees, *answered)).collect()
            };
            let before = ranked(make(&all));
            all.reverse();
            for (_, (degrees, _)) in &mut all {
                degrees.reverse();
            }
            prop_assert_eq!(ranked(make(&all)), before);
        }
    }
}
