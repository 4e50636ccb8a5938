//! `/api/moderation`, what waits for a moderator, and `/api/moderation/acts`, what moderators do and did.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use goodword_core::model::{Id, Person, Status};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Service;
use super::answer::{ids, people, private_json};
use super::author::{Author, IdempotencyKey};
use super::openapi::Problems;
use super::parameters::Parameters;
use super::stand_in::{self, unpublished};
use super::topics::authors;
use super::viewer::Viewer;
use super::writing::{new_id, now, once, one_of, read};
use crate::database::{Act, Acted, Case, Database, Deed, Matter, State as RowState};
use crate::identity::Role;
use crate::problem::Problem;
use crate::wire::{IdWire, ListWire, PersonWire, RecommendationWire, ReplyWire, TopicWire, Word, rfc3339};

const QUEUE: &str = "moderation";
const ACTS: &str = "moderation-acts";

/// Somebody who may decide what is published.
pub(super) struct Moderator(Author);

impl FromRequestParts<Service> for Moderator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Problem> {
        let author = Author::from_request_parts(parts, service).await?;
        if author.role >= Role::Moderator {
            return Ok(Self(author));
        }
        Err(Problem::forbidden("it takes a token whose role is moderator"))
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = Case)]
struct CaseWire {
    why: &'static str,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// Where a recommendation waits, what stands for it in acts: its author, its words, and a title made of both.
    topic: TopicWire,
    reply: Option<ReplyWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recommendation: Option<RecommendationWire>,
    flags: Vec<FlagWire>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FlagSeen)]
struct FlagWire {
    reason: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonWire>,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Act)]
struct ActWire {
    id: String,
    act: String,
    topic: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonWire>,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undoes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undone: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = Deed)]
struct DeedWire {
    act: String,
    topic: String,
    #[serde(default)]
    reply: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

impl DeedWire {
    fn deed(&self) -> Result<Deed, Problem> {
        let to = self.to.as_deref();
        Ok(match self.act.as_str() {
            "approve" => Deed::Approve,
            "hide" => Deed::Hide,
            "restore" => Deed::Restore,
            "best" => Deed::Best,
            "not_best" => Deed::NotBest,
            "official" => Deed::Official,
            "not_official" => Deed::NotOfficial,
            "status" => Deed::Status(to.and_then(Status::from_word).ok_or_else(|| one_of::<Status>("to"))?),
            "merge" => {
                Deed::Merge(to.ok_or_else(|| Problem::field("to", "the other topic's id"))?.to_owned())
            }
            "settle_flags" => Deed::SettleFlags,
            _ => {
                let accepted = "one of approve, hide, restore, best, not_best, official, not_official, status, merge, \
                    settle_flags";
                return Err(Problem::field("act", accepted));
            }
        })
    }
}

#[utoipa::path(
    get, path = "/api/moderation",
    params(
        ("cursor" = Option<String>, Query, description = "Of `next` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50)
    ),
    responses((status = 200, body = ListWire<CaseWire>), Problems),
    security(("site" = [])),
)]
pub(super) async fn queue(
    State(database): State<Database>,
    Moderator(author): Moderator,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let page = database.queue(parameters.page(QUEUE)?).await?;
    let posts = || page.rows.iter().filter_map(|case| case.matter.post());
    let words = || page.rows.iter().filter_map(|case| case.matter.word());
    let flaggers = page.rows.iter().flat_map(|case| &case.flags).map(|flag| flag.person.clone());
    let mut named = authors(posts().map(|(topic, _)| topic));
    named.extend(posts().filter_map(|(_, reply)| reply?.0.author.clone()));
    named.extend(words().map(|word| word.person.clone()).chain(flaggers));
    let mut topics: Vec<_> = posts().map(|(topic, _)| TopicWire::from(topic)).collect();
    named.extend(Viewer::from(author).dress(&database, &mut topics).await?);
    let known = database.people(&named).await?;
    let products = if words().next().is_some() { database.products().await? } else { Vec::new() };
    let mut topics = topics.into_iter();
    let mut data = Vec::with_capacity(page.rows.len());
    for case in &page.rows {
        let topic = match &case.matter {
            Matter::Word(word) => Some(stand_in::topic(word, RowState::Waiting, &products)),
            Matter::Post(..) => topics.next(),
        };
        data.extend(topic.map(|topic| case_wire(case, topic, &known)));
    }
    let (total, next) = (page.total, parameters.next(QUEUE, page.next));
    Ok(private_json(&ListWire { total, data, people: people(&known), next }))
}

fn case_wire(case: &Case, topic: TopicWire, known: &[Person]) -> CaseWire {
    let flags = case.flags.iter().map(|flag| FlagWire {
        reason: flag.reason.clone(),
        detail: flag.detail.clone(),
        person: person(known, Some(&flag.person)),
        at: rfc3339(flag.at),
    });
    let reply = case.matter.post().and_then(|(_, reply)| reply);
    let reply =
        reply.map(|(reply, state)| ReplyWire { state: unpublished(*state), ..ReplyWire::from(reply) });
    let recommendation = case.matter.word().map(|word| {
        let state = unpublished(RowState::Waiting);
        RecommendationWire { state, ..RecommendationWire::from(word) }
    });
    let why = if case.flags.is_empty() { "newcomer" } else { "flagged" };
    CaseWire { why, at: rfc3339(case.at), topic, reply, recommendation, flags: flags.collect() }
}

fn person(known: &[Person], id: Option<&Id>) -> Option<PersonWire> {
    known.iter().find(|person| Some(&person.id) == id).map(PersonWire::from)
}

#[utoipa::path(
    get, path = "/api/moderation/acts",
    params(
        ("cursor" = Option<String>, Query, description = "Of `next` of the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 50)
    ),
    responses((status = 200, body = ListWire<ActWire>), Problems),
    security(("site" = [])),
)]
pub(super) async fn log(
    State(database): State<Database>,
    _: Moderator,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let page = database.acts(parameters.page(ACTS)?).await?;
    let doers: Vec<Option<Id>> = page.rows.iter().map(|act| act.person.clone().map(Id::from)).collect();
    let known = database.people(&ids(doers.iter().map(Option::as_ref))).await?;
    let wire = |(act, doer): (Act, &Option<Id>)| ActWire {
        id: act.id,
        act: act.act,
        topic: act.topic,
        reply: act.detail.reply,
        to: act.detail.to,
        person: person(&known, doer.as_ref()),
        at: rfc3339(act.at),
        undoes: act.undoes,
        undone: act.undone,
    };
    let list = ListWire {
        total: page.total,
        data: page.rows.into_iter().zip(&doers).map(wire).collect(),
        people: people(&known),
        next: parameters.next(ACTS, page.next),
    };
    Ok(private_json(&list))
}

#[utoipa::path(
    post, path = "/api/moderation/acts",
    params(
        ("Idempotency-Key" = String, Header, format = "uuid", description = "One for each draft")
    ),
    request_body = DeedWire,
    responses(
        (status = 201, body = IdWire), (status = 200, description = "It was done before, under this key", body = IdWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn act(
    State(database): State<Database>,
    Moderator(author): Moderator,
    IdempotencyKey(key): IdempotencyKey,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: DeedWire = read(&body)?;
    let deed = wire.deed()?;
    let once = once(&author, key, "moderate", &body);
    let row = (wire.topic.as_str(), wire.reply.as_deref());
    answer(database.moderate(now(), &once, &author.person, new_id().as_str(), row, &deed).await?)
}

#[utoipa::path(
    post, path = "/api/moderation/acts/{id}/undo",
    params(
        ("id" = String, Path, description = "The act's")
    ),
    responses(
        (status = 201, body = IdWire), (status = 200, description = "It was undone before", body = IdWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn undo(
    State(database): State<Database>,
    Path(act): Path<String>,
    Moderator(author): Moderator,
) -> Result<Response, Problem> {
    answer(database.undo(now(), &author.person, &act, new_id().as_str()).await?)
}

fn answer(acted: Acted) -> Result<Response, Problem> {
    let (status, id) = match acted {
        Acted::Done(id) => (StatusCode::CREATED, id),
        Acted::Before(id) => (StatusCode::OK, id),
        Acted::KeyTaken => return Err(Problem::key_taken()),
        Acted::NotFound => {
            return Err(Problem::not_found("there is no such topic, reply, recommendation or act"));
        }
        Acted::Nothing(why) => return Err(Problem::conflict(why)),
        Acted::Clash => {
            return Err(Problem::conflict("what it changed was changed again since; undo that first"));
        }
    };
    Ok((status, Json(IdWire { id })).into_response())
}
