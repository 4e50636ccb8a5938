//! `POST /api/topics`, `POST /api/topics/{id}/replies`, `PUT` and `DELETE /api/topics/{id}/me_too`.
//!
//! A request that comes again under its key is answered as it was the first time. What is written is published at once.

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
use uuid::Uuid;

use super::author::{Author, IdempotencyKey};
use super::topics::no_topic;
use crate::database::{Database, Done, Once};
use crate::identity::Role;
use crate::kept;
use crate::problem::Problem;
use crate::wire::Word;

/// How large what is written may be, in bytes.
pub(super) const MAX_BODY_BYTES: usize = 16 * 1024;
/// How deep its JSON may be nested.
const MAX_DEPTH: usize = 32;
const MAX_LABELS: usize = 10;
const MAX_LABEL_CHARS: usize = 60;

#[derive(Deserialize)]
struct AskWire {
    kind: String,
    title: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    format: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    products: Vec<String>,
}

#[derive(Deserialize)]
struct ReplyWire {
    body: String,
    #[serde(default)]
    format: String,
}

#[derive(Serialize)]
struct WrittenWire {
    id: String,
    state: &'static str,
}

#[derive(Serialize)]
struct MeTooWire {
    me_too: bool,
    me_too_count: u32,
}

pub(super) async fn ask(
    State(database): State<Database>,
    author: Author,
    IdempotencyKey(key): IdempotencyKey,
    body: Bytes,
) -> Result<Response, Problem> {
    let wire: AskWire = read(&body)?;
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
        kind: kind.ok_or_else(|| Problem::field("kind", &format!("one of {}", Kind::accepted())))?,
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
    let once = once(&author, key, "ask", &body);
    let done = database.ask(now, &once, &author.person, &topic).await?;
    written(done, |id| format!("/api/topics/{id}"))
}

pub(super) async fn reply(
    State(database): State<Database>,
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
    let done = database.reply(now, &once, &author.person, &topic, &reply).await?;
    written(done, |_| format!("/api/topics/{topic}"))
}

pub(super) async fn me_too(
    State(database): State<Database>,
    Path(topic): Path<String>,
    author: Author,
) -> Result<Response, Problem> {
    set_me_too(&database, &topic, &author, true).await
}

pub(super) async fn not_me_too(
    State(database): State<Database>,
    Path(topic): Path<String>,
    author: Author,
) -> Result<Response, Problem> {
    set_me_too(&database, &topic, &author, false).await
}

async fn set_me_too(
    database: &Database,
    topic: &str,
    author: &Author,
    me_too: bool,
) -> Result<Response, Problem> {
    let count = database.me_too(now(), &author.person, topic, me_too).await?;
    let me_too_count = count.ok_or_else(no_topic)?;
    Ok(Json(MeTooWire { me_too, me_too_count }).into_response())
}

/// 201 the first time, 200 when it comes again.
fn written(done: Done<String>, place: impl Fn(&str) -> String) -> Result<Response, Problem> {
    let (status, id) = match done {
        Done::Now(id) => (StatusCode::CREATED, id),
        Done::Before(id) => (StatusCode::OK, id),
        Done::KeyTaken => return Err(Problem::key_taken()),
        Done::NoTopic => return Err(no_topic()),
    };
    let location = [(header::LOCATION, place(&id))];
    Ok((status, location, Json(WrittenWire { id, state: "published" })).into_response())
}

/// The strict reader first, because it refuses what is nested too deeply before anything is built from it.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let document = json::parse(body, MAX_DEPTH).map_err(|error| Problem::document(error.to_string()))?;
    if kept::holds_nul(&document) {
        return Err(Problem::document("no text may hold the character U+0000"));
    }
    serde_json::from_slice(body).map_err(|error| Problem::document(error.to_string()))
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

fn once(author: &Author, key: String, act: &str, body: &[u8]) -> Once {
    let mut hash = Sha256::new();
    hash.update(act);
    hash.update([0]);
    hash.update(body);
    let fingerprint = URL_SAFE_NO_PAD.encode(hash.finalize());
    Once { person: author.person.id.to_string(), key, fingerprint }
}

fn new_id() -> Id {
    Id::from(Uuid::now_v7().to_string())
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
