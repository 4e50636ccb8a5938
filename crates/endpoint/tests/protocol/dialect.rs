//! The protocol said as a dialect: whoever reads this service through that document gets what whoever speaks its protocol gets.

use std::fs;

use axum::http::header;
use goodword_core::dialect::{Dialect, Place, Read};
use goodword_core::json::{self, Value};
use goodword_core::snapshot::{Answer, Of};

use super::visitors::{KEY, open, token};
use crate::stage::{Service, demo_file, resolve};

fn dialect() -> Dialect {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/dialects/native.json");
    let mut dialect =
        Dialect::parse(&fs::read(file).unwrap()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    dialect.set("base", "/api");
    dialect
}

/// Somebody who asks through the document.
struct Reader<'a> {
    service: &'a Service,
    dialect: Dialect,
    token: String,
}

impl Reader<'_> {
    /// What an operation reads at a place, and the bytes it read.
    async fn ask(&self, operation: &str, values: &[(&str, &str)], place: &Place) -> (Read, Vec<u8>) {
        let operation = self.dialect.operation(operation).unwrap();
        let call = self.dialect.call(operation, values, place).unwrap();
        let method = if call.method.is_empty() { "GET" } else { &call.method };
        let url = if call.url == call.of { call.url } else { resolve(&call.of, &call.url) };
        let bearer = format!("Bearer {}", self.token);
        let mut headers: Vec<(&str, &str)> =
            call.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if !self.token.is_empty() {
            headers.push((header::AUTHORIZATION.as_str(), &bearer));
        }
        let body = call.body.map(|(_, body)| body).unwrap_or_default();
        let answer = self.service.send_with(method, &url, &headers, body.into_bytes()).await;
        assert!(answer.status.is_success(), "{method} {url}: {}", String::from_utf8_lossy(&answer.body));
        let root = json::parse(if answer.body.is_empty() { b"null" } else { &answer.body }, 64).unwrap();
        (self.dialect.read(operation, &root, place, &|_| None).unwrap(), answer.body)
    }

    /// Both ways of reading give the same rows, page by page; how many pages there were.
    async fn same(&self, operation: &str, values: &[(&str, &str)], of: &Of) -> usize {
        let mut place = Place::default();
        for pages in 1.. {
            let (read, bytes) = self.ask(operation, values, &place).await;
            let native = Answer::read(&bytes, of).unwrap();
            assert!(!native.rows.is_empty(), "{operation}");
            assert_eq!(Answer::of(read.answer(), of).rows, native.rows, "{operation}, page {pages}");
            assert_eq!(read.next.as_ref().and_then(Place::url), native.next.as_deref(), "{operation}");
            match read.next {
                Some(next) => place = next,
                None => return pages,
            }
        }
        0
    }
}

#[tokio::test]
async fn what_a_service_answers_is_the_same_through_a_dialect() {
    let (_database, service) = open("dialect").await;
    let reader = Reader { service: &service, dialect: dialect(), token: String::new() };
    assert!(reader.same("topics", &[("limit", "7")], &Of::Topics).await > 2);
    assert_eq!(reader.same("search", &[("query", "descaling")], &Of::Topics).await, 1);
    reader.same("topic", &[("id", "1")], &Of::Topics).await;
    reader.same("replies", &[("id", "1")], &Of::Replies("1".into())).await;
    reader.same("recommendations", &[], &Of::Recommendations).await;
}

#[tokio::test]
async fn what_is_written_through_a_dialect_is_there() {
    let (_database, service) = open("dialect-writes").await;
    let reader = Reader { service: &service, dialect: dialect(), token: token("ada", "visitor", 300) };
    let first = Place::default();
    let keys = [format!("{KEY}a1"), format!("{KEY}a2")];
    let ask = [("kind", "question"), ("title", "Does the lid fit the old one?"), ("key", &keys[0])];
    let (made, _) = reader.ask("ask", &ask, &first).await;
    assert_eq!(made.data, Vec::<Value>::new());
    let (found, _) = reader.ask("search", &[("query", "does the lid fit the old one")], &first).await;
    let id = found.data[0].get("id").and_then(Value::as_text).unwrap().to_owned();
    reader.ask("reply", &[("id", &id), ("body", "It does."), ("key", &keys[1])], &first).await;
    for operation in ["me_too", "follow"] {
        reader.ask(operation, &[("id", &id)], &first).await;
    }
    let viewer = |read: &Read| read.data[0].get("viewer").unwrap().to_json();
    let (topic, bytes) = reader.ask("topic", &[("id", &id)], &first).await;
    assert_eq!(viewer(&topic), r#"{"me_too":true,"follow":true,"may":["solve"]}"#);
    assert!(String::from_utf8(bytes).unwrap().contains("It does."));
    for operation in ["me_too_off", "follow_off"] {
        reader.ask(operation, &[("id", &id)], &first).await;
    }
    let (topic, _) = reader.ask("topic", &[("id", &id)], &first).await;
    assert_eq!(viewer(&topic), r#"{"may":["solve"]}"#);
}

#[test]
fn a_snapshot_is_the_same_through_a_dialect() {
    let document =
        br#"{"dialect":1,"vars":{"base":""},"ops":{"topics":{"url":"{+base}","items":"topics[*]"}}}"#;
    let dialect = Dialect::parse(document).unwrap();
    let bytes = fs::read(demo_file()).unwrap();
    let root = json::parse(&bytes, 64).unwrap();
    let read =
        dialect.read(dialect.operation("topics").unwrap(), &root, &Place::default(), &|_| None).unwrap();
    let rows = |name: &str| root.get(name).cloned().unwrap();
    assert_eq!((Value::List(read.data), Value::List(read.people)), (rows("topics"), rows("people")));
}
