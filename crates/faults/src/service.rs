//! The service that a fault strikes: a small community in the native protocol, well-behaved.

use crate::{
    request::Request,
    state::{Run, Written},
};
use serde_json::{Value, json};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::SystemTime,
};

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// JSON that every page may read.
    pub(crate) fn new(status: u16, body: Vec<u8>) -> Self {
        let headers = vec![
            ("Content-Type", "application/json".to_owned()),
            ("Date", httpdate::fmt_http_date(SystemTime::now())),
            ("Access-Control-Allow-Origin", "*".to_owned()),
            ("Access-Control-Expose-Headers", "Date, ETag, Retry-After".to_owned()),
        ];
        Self { status, headers, body }
    }

    /// With a header, in the place of one of that name.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(of, _)| *of != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Without a header.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(of, _)| *of != name);
        self
    }
}

/// A JSON answer.
#[expect(clippy::needless_pass_by_value, reason = "it is made for this")]
pub(crate) fn json(status: u16, body: Value) -> Answer {
    Answer::new(status, body.to_string().into_bytes())
}

/// A problem of this type.
pub(crate) fn problem(status: u16, kind: &str) -> Answer {
    json(status, json!({ "type": format!("urn:goodword:problem:{kind}"), "status": status }))
}

/// What may be sent along by pages of other origins.
pub(crate) fn preflight(headers: &str) -> Answer {
    Answer::new(204, Vec::new())
        .with("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
        .with("Access-Control-Allow-Headers", headers)
        .with("Access-Control-Max-Age", "600")
}

/// Where in the service a request goes.
pub(crate) fn place(request: &Request) -> &'static str {
    let parts: Vec<&str> = request.rest.split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        (_, [""]) => "front",
        ("GET", ["topics"]) => "list",
        ("POST", ["topics"]) => "ask",
        ("GET", ["search"]) => "search",
        ("GET", ["events"]) => "events",
        ("GET", ["topics", _]) => "topic",
        (_, ["topics", _, "replies"]) => "reply",
        _ => "nowhere",
    }
}

/// What the service answers.
pub(crate) fn answer(request: &Request, run: &mut Run) -> Answer {
    let parts: Vec<&str> = request.rest.split('/').collect();
    match place(request) {
        "front" => kept(request, front(request.at == "events")),
        "events" => json(200, json!({ "data": [] })),
        "search" => {
            let mut found = topics(run);
            let asked = request.query.split('&').find_map(|pair| pair.strip_prefix("q=")).unwrap_or_default();
            found.push(json!({ "id": format!("q-{asked}"), "title": format!("Found for {asked}") }));
            json(200, json!({ "data": found }))
        }
        "list" => kept(request, json!({ "data": topics(run) })),
        "topic" => match topics(run).into_iter().find(|topic| topic["id"] == parts[1]) {
            Some(topic) => kept(request, topic),
            None => problem(404, "not-found"),
        },
        "ask" => write(request, run, None),
        "reply" => write(request, run, Some(parts[1].to_owned())),
        _ => problem(404, "not-found"),
    }
}

/// The front document; where it says what changed, it is asked every few seconds.
fn front(has_events: bool) -> Value {
    let mut front = json!({
        "goodword": 1, "name": "Faulty Kettles",
        "links": {
            "topics": "topics{?limit}", "topic": "topics/{id}", "search": "search{?q}",
            "ask": "topics", "reply": "topics/{id}/replies",
        },
    });
    if has_events {
        front["links"]["events"] = json!("events");
    }
    front
}

/// When the second topic was asked: two hours before the moment that the fault `dated` says that it is.
const ASKED: &str = "2026-10-21T05:28:00Z";

/// The topics: two that were always there, and what was asked, latest last.
pub(crate) fn topics(run: &Run) -> Vec<Value> {
    let replies = |topic: &str| -> Vec<Value> {
        let of = run.rows.iter().filter(|row| row.topic.as_deref() == Some(topic));
        of.map(|row| json!({ "id": row.id, "body": row.body })).collect()
    };
    let mut topics = vec![
        json!({ "id": "1", "title": "How often should I descale?", "body": "Hard water here.", "me_too_count": 3, "replies": replies("1") }),
        json!({ "id": "2", "title": "The lid drips", "body": "When it boils.", "me_too_count": 1, "created_at": ASKED, "replies": replies("2") }),
    ];
    for row in run.rows.iter().filter(|row| row.topic.is_none()) {
        topics
            .push(json!({ "id": row.id, "title": row.title, "body": row.body, "replies": replies(&row.id) }));
    }
    topics
}

/// What was read, or that it is still as it was.
#[expect(clippy::needless_pass_by_value, reason = "it is made for this")]
fn kept(request: &Request, body: Value) -> Answer {
    let body = body.to_string().into_bytes();
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let etag = format!("\"{:016x}\"", hasher.finish());
    let is_known = request.header("if-none-match").is_some_and(|known| known.contains(&etag));
    let answer = if is_known { Answer::new(304, Vec::new()) } else { Answer::new(200, body) };
    answer.with("ETag", &etag).with("Cache-Control", "no-cache")
}

/// Writes a row, once for a key, and answers with it.
fn write(request: &Request, run: &mut Run, topic: Option<String>) -> Answer {
    let key = request.header("idempotency-key").unwrap_or_default().to_owned();
    let known = run.rows.iter().find(|row| row.key == key && !key.is_empty());
    if let Some(known) = known {
        return json(201, json!({ "id": known.id }));
    }
    let sent: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let text = |name: &str| sent[name].as_str().unwrap_or_default().to_owned();
    let id = format!("w{}", run.rows.len() + 1);
    run.rows.push(Written { id: id.clone(), key, title: text("title"), body: text("body"), topic });
    json(201, json!({ "id": id }))
}
