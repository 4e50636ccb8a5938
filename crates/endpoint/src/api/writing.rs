//! `POST /api/topics` and `POST /api/topics/{id}/replies`.
//!
//! A request that comes again under its key is not done again, and is told what became of it. What newcomers and guests
//! write waits for a moderator, unless the site's rules say otherwise.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use goodword_core::draft::{Fault, title_fault};
use goodword_core::json;
use goodword_core::model::{Body, Format, Id, Kind, Reply, Status, Timestamp, Topic};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use uuid::Uuid;

use super::Service;
use super::author::{Author, IdempotencyKey};
use super::guests::{Asker, GUESTS, Guest, sign_in};
use super::openapi::Problems;
use super::rules::Moderate;
use super::topics::no_topic;
use crate::database::{By, Done, Mood, Once, To, Written};
use crate::identity::Role;
use crate::kept;
use crate::limits::{check_form, essence};
use crate::problem::Problem;
use crate::wire::{Word, words};

/// How large what is written may be, in bytes.
pub(super) const MAX_BODY_BYTES: usize = 16 * 1024;
/// How deep its JSON may be nested.
const MAX_DEPTH: usize = 32;
const MAX_LABELS: usize = 10;
const MAX_LABEL_CHARS: usize = 60;

#[derive(Deserialize, ToSchema)]
#[schema(as = Question)]
struct AskWire {
    #[schema(schema_with = words::<Kind>)]
    kind: String,
    #[schema(min_length = 1, max_length = 140)]
    title: String,
    #[serde(default)]
    body: String,
    #[schema(schema_with = writable)]
    #[serde(default)]
    format: String,
    #[schema(max_items = 10)]
    #[serde(default)]
    tags: Vec<String>,
    #[schema(max_items = 10)]
    #[serde(default)]
    products: Vec<String>,
    #[schema(schema_with = words::<Mood>)]
    #[serde(default)]
    mood: Option<String>,
    /// A friend's id, whose word the asker may see and says that one may ask.
    #[serde(default)]
    to: Option<String>,
    /// Whether nobody but that friend sees it; true where nothing is said.
    #[serde(default)]
    private: Option<bool>,
    #[serde(default)]
    guest: Option<Guest>,
    #[schema(max_length = 0)]
    #[serde(default)]
    #[expect(dead_code, reason = "`check_form` has read it; it stands here for the document")]
    website: Option<String>,
    #[schema(minimum = 0)]
    #[serde(default)]
    #[expect(dead_code, reason = "`check_form` has read it; it stands here for the document")]
    opened_ms: Option<f64>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = Answer)]
struct ReplyWire {
    #[schema(min_length = 1)]
    body: String,
    #[schema(schema_with = writable)]
    #[serde(default)]
    format: String,
    #[schema(max_length = 0)]
    #[serde(default)]
    #[expect(dead_code, reason = "`check_form` has read it; it stands here for the document")]
    website: Option<String>,
    #[schema(minimum = 0)]
    #[serde(default)]
    #[expect(dead_code, reason = "`check_form` has read it; it stands here for the document")]
    opened_ms: Option<f64>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Written)]
pub(super) struct WrittenWire {
    id: String,
    state: &'static str,
}

impl From<Written> for WrittenWire {
    fn from(Written { id, state }: Written) -> Self {
        Self { id, state: state.word() }
    }
}

#[utoipa::path(
    post, path = "/api/topics",
    params(
        ("Idempotency-Key" = String, Header, format = "uuid", description = "One for each draft")
    ),
    request_body = AskWire,
    responses(
        (status = 201, body = WrittenWire), (status = 200, description = "It was written before, under this key", body = WrittenWire),
        Problems
    ),
    security((), ("site" = [])),
)]
pub(super) async fn ask(
    State(service): State<Service>,
    Asker(author): Asker,
    IdempotencyKey(key): IdempotencyKey,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: AskWire = read(&body)?;
    let (author, email) = match (author, wire.guest) {
        (Some(author), _) => (author, None),
        (None, Some(guest)) => guest.admit().map(|(author, email)| (author, Some(email)))?,
        (None, None) => return Err(sign_in()),
    };
    let title = wire.title.trim();
    match title_fault(title) {
        Some(Fault::Empty) => return Err(Problem::field("title", "the question in a sentence")),
        Some(Fault::TooLong { most }) => {
            return Err(Problem::field("title", &format!("at most {most} characters")));
        }
        None => {}
    }
    let now = now();
    let kind = Kind::from_word(&wire.kind);
    let topic = Topic {
        id: new_id(),
        kind: kind.ok_or_else(|| one_of::<Kind>("kind"))?,
        status: Status::None,
        title: title.to_owned(),
        body: Body { source: wire.body, format: format(&wire.format)? },
        author: Some(author.person.id.clone()),
        created_at: Some(now),
        last_active_at: Some(now),
        url: None,
        tags: labels("tags", wire.tags)?,
        products: labels("products", wire.products)?.into_iter().map(Id::from).collect(),
        me_too_count: 0,
        follower_count: 0,
        reply_count: 0,
        replies: Vec::new(),
    };
    let mood =
        wire.mood.map(|mood| Mood::from_word(&mood).ok_or_else(|| one_of::<Mood>("mood"))).transpose()?;
    let to = match (wire.to, wire.private) {
        (Some(to), is_private) => Some(To { person: to.into(), is_private: is_private.unwrap_or(true) }),
        (None, Some(true)) => return Err(Problem::field("private", "true only beside `to`")),
        (None, _) => None,
    };
    let mut once = once(&author, key, "ask", &body);
    if email.is_some() {
        // A guest is another person each time, and a request that comes again is nevertheless the same one.
        GUESTS.clone_into(&mut once.person);
    }
    let by = By { now, once: &once, author: &author.person, at_once: at_once(&service, &author) };
    let done = service.database.ask(by, &topic, mood, email.as_deref(), to.as_ref()).await?;
    if done == Done::NoFriend {
        return Err(Problem::field("to", "a friend whose word says that one may ask"));
    }
    written(done, |id| format!("/api/topics/{id}"))
}

#[utoipa::path(
    post, path = "/api/topics/{id}/replies",
    params(
        ("id" = String, Path, description = "The topic's"),
        ("Idempotency-Key" = String, Header, format = "uuid", description = "One for each draft")
    ),
    request_body = ReplyWire,
    responses(
        (status = 201, body = WrittenWire), (status = 200, description = "It was written before, under this key", body = WrittenWire),
        Problems
    ),
    security(("site" = [])),
)]
pub(super) async fn reply(
    State(service): State<Service>,
    Path(topic): Path<String>,
    author: Author,
    IdempotencyKey(key): IdempotencyKey,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: ReplyWire = read(&body)?;
    if wire.body.trim().is_empty() {
        return Err(Problem::field("body", "what there is to say"));
    }
    let now = now();
    let reply = Reply {
        id: new_id(),
        author: Some(author.person.id.clone()),
        body: Body { source: wire.body, format: format(&wire.format)? },
        created_at: Some(now),
        best: false,
        official: author.role >= Role::Employee,
        star_count: 0,
    };
    let once = once(&author, key, &format!("reply to {topic}"), &body);
    let by = By { now, once: &once, author: &author.person, at_once: at_once(&service, &author) };
    let done = service.database.reply(by, &topic, &reply).await?;
    written(done, |_| format!("/api/topics/{topic}"))
}

/// 201 the first time, 200 when it comes again.
fn written(done: Done<Written>, place: impl Fn(&str) -> String) -> Result<Response, Problem> {
    let (status, written) = match done {
        Done::Now(written) => (StatusCode::CREATED, written),
        Done::Before(written) => (StatusCode::OK, written),
        Done::KeyTaken => return Err(Problem::key_taken()),
        Done::NoTopic => return Err(no_topic()),
        Done::NoFriend => return Err(Problem::forbidden("you are no friends any more")),
    };
    let location = [(header::LOCATION, place(&written.id))];
    Ok((status, location, Json(WrittenWire::from(written))).into_response())
}

/// Whether what somebody writes is published even where it is the first.
pub(super) fn at_once(service: &Service, author: &Author) -> bool {
    service.rules.moderate == Moderate::Nobody || author.role >= Role::Champion
}

pub(super) fn one_of<T: Word>(name: &'static str) -> Problem {
    Problem::field(name, &format!("one of {}", T::accepted()))
}

/// The strict reader first, because it refuses what is nested too deeply before anything is built from it.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let document = json::parse(body, MAX_DEPTH).map_err(|error| Problem::document(error.to_string()))?;
    if kept::holds_nul(&document) {
        return Err(Problem::document("no text may hold the character U+0000"));
    }
    check_form(body)?;
    serde_json::from_slice(body).map_err(|error| Problem::document(error.to_string()))
}

/// The schema of the formats that people may write.
fn writable() -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["text", "markdown"])).build()
}

fn format(word: &str) -> Result<Format, Problem> {
    match word {
        "" | "text" => Ok(Format::Text),
        "markdown" => Ok(Format::Markdown),
        _ => Err(Problem::field("format", "text or markdown")),
    }
}

fn labels(name: &'static str, labels: Vec<String>) -> Result<Vec<String>, Problem> {
    let is_label = |label: &String| !label.trim().is_empty() && label.chars().count() <= MAX_LABEL_CHARS;
    if labels.len() > MAX_LABELS || !labels.iter().all(is_label) {
        return Err(Problem::field(
            name,
            &format!("at most {MAX_LABELS}, of at most {MAX_LABEL_CHARS} characters"),
        ));
    }
    Ok(labels)
}

pub(super) fn once(author: &Author, key: String, act: &str, body: &[u8]) -> Once {
    let mut hash = Sha256::new();
    hash.update(act);
    hash.update([0]);
    hash.update(essence(body));
    let fingerprint = URL_SAFE_NO_PAD.encode(hash.finalize());
    Once { person: author.person.id.to_string(), key, fingerprint }
}

pub(super) fn new_id() -> Id {
    Id::from(Uuid::now_v7().to_string())
}

pub(super) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
