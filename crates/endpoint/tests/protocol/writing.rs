//! What people write: once, by whom the site vouches for, and seen by everyone at once.

use axum::http::{StatusCode, header};
use goodword_endpoint::api::WRITING_LINKS;
use goodword_endpoint::export::{Extent, export};
use serde_json::{Value, json};

use super::visitors::{KEY, Visitor, id, open, problem, question, token};
use crate::stage::{Service, community, shared};

#[tokio::test]
async fn what_is_asked_and_answered_is_found_and_exported() {
    let (database, service) = open("ask").await;
    let ada = Visitor::new(&service, "ada");
    let asked = ada.post("/api/topics", 1, &question("  Why does my kettle whistle in thirds? ")).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&asked.body));
    let topic = id(&asked);
    assert_eq!(asked.header(header::LOCATION), format!("/api/topics/{topic}"));
    assert_eq!(asked.json()["state"], "published");

    let path = format!("/api/topics/{topic}/replies");
    let said = json!({ "body": "It is the spout: turn it by a quarter." });
    let replied = Visitor::new(&service, "p11").post(&path, 1, &said).await;
    assert_eq!(replied.status, StatusCode::CREATED);

    let read = service.get(&format!("/api/topics/{topic}")).await;
    assert_eq!(read["title"], "Why does my kettle whistle in thirds?");
    assert_eq!((read["author"].as_str(), read["reply_count"].as_u64()), (Some("ada"), Some(1)));
    assert_eq!(read["replies"][0]["id"], id(&replied).as_str());
    assert_eq!(read["replies"][0]["official"], false);
    let people = read["people"].as_array().unwrap();
    assert!(
        people.iter().any(|person| person["id"] == "ada" && person["name"] == "ada by name"),
        "{people:?}"
    );

    for words in ["whistle%20thirds", "spout%20quarter"] {
        let found = service.get(&format!("/api/search?q={words}")).await;
        assert_eq!(found["data"][0]["id"], topic.as_str(), "{words}");
    }
    let active = service.get("/api/topics?sort=active&limit=1").await;
    assert_eq!(active["data"][0]["id"], topic.as_str());
    let mut snapshot = Vec::new();
    export(&database, Extent::Public, &mut snapshot).await.unwrap();
    assert_eq!(community(&snapshot).topic(&topic).unwrap().replies.len(), 1);
}

#[tokio::test]
async fn ten_clicks_make_one_row_and_another_text_under_the_key_is_refused() {
    let (_database, service) = open("once").await;
    let before = service.get("/api/topics").await["total"].as_u64().unwrap();
    let ada = Visitor::new(&service, "ada");
    let draft = question("Is it once?");
    let first = async { ada.post("/api/topics", 7, &draft).await };
    let second = async { ada.post("/api/topics", 7, &draft).await };
    let third = async { ada.post("/api/topics", 7, &draft).await };
    let at_once = tokio::join!(first, second, third);
    let mut answers = vec![at_once.0, at_once.1, at_once.2];
    for _ in 0..7 {
        answers.push(ada.post("/api/topics", 7, &draft).await);
    }
    let made: Vec<_> = answers.iter().map(id).collect();
    assert!(made.iter().all(|id| *id == made[0]), "{made:?}");
    let created = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
    assert_eq!(created, 1);
    assert_eq!(service.get("/api/topics").await["total"], before + 1);

    let other = ada.post("/api/topics", 7, &question("Another?")).await;
    assert_eq!(problem(&other), (422, "key-taken".to_owned()));
    // Keys are each person's own.
    let bob = Visitor::new(&service, "bob");
    assert_eq!(bob.post("/api/topics", 7, &draft).await.status, StatusCode::CREATED);
    // A key whose request failed is free.
    let body = json!({ "body": "Words" });
    let failed = ada.post("/api/topics/none/replies", 8, &body).await;
    assert_eq!(problem(&failed), (404, "not-found".to_owned()));
    assert_eq!(ada.post("/api/topics/1/replies", 8, &body).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn who_has_it_too_counts_once_and_can_take_it_back() {
    let (_database, service) = open("me-too").await;
    let count = async || service.get("/api/topics/1").await["me_too_count"].as_u64().unwrap();
    let before = count().await;
    let ada = Visitor::new(&service, "ada");
    for _ in 0..3 {
        let answer = ada.send("PUT", "/api/topics/1/me_too").await;
        assert_eq!(answer.json(), json!({ "me_too": true, "me_too_count": before + 1 }));
    }
    Visitor::new(&service, "bob").send("PUT", "/api/topics/1/me_too").await;
    assert_eq!(count().await, before + 2);
    for _ in 0..3 {
        ada.send("DELETE", "/api/topics/1/me_too").await;
    }
    assert_eq!(count().await, before + 1);
    let nowhere = ada.send("PUT", "/api/topics/none/me_too").await;
    assert_eq!(problem(&nowhere), (404, "not-found".to_owned()));
}

#[tokio::test]
async fn nobody_writes_whom_the_site_does_not_vouch_for() {
    let (database, service) = open("strangers").await;
    let body = question("May I?").to_string().into_bytes();
    let expired = format!("Bearer {}", token("ada", "visitor", -61));
    let forged = format!("Bearer {}x", token("ada", "visitor", 300));
    let key = format!("{KEY}01");
    for (bearer, kind) in [
        ("", "unauthorized"),
        (expired.as_str(), "token-expired"),
        (forged.as_str(), "unauthorized"),
        ("Basic YTpi", "unauthorized"),
    ] {
        let headers = [("authorization", bearer), ("idempotency-key", key.as_str())];
        let answer = service.send_with("POST", "/api/topics", &headers, body.clone()).await;
        assert_eq!(problem(&answer), (401, kind.to_owned()), "{bearer}");
        assert!(answer.header(header::WWW_AUTHENTICATE).starts_with("Bearer"), "{bearer}");
    }
    // Where there are no keys there are no links, and no way in either.
    let closed = Service::on(&database);
    let links = closed.get("/api/").await["links"].clone();
    let open = service.get("/api/").await["links"].clone();
    for (relation, template) in WRITING_LINKS {
        assert_eq!((links.get(relation), &open[relation]), (None, &json!(template)));
    }
    let ada = Visitor::new(&closed, "ada");
    let refused = ada.post("/api/topics", 1, &question("May I?")).await;
    assert_eq!(problem(&refused), (405, "method-not-allowed".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_by_name() {
    let (_database, service) = open("refused").await;
    let ada = Visitor::new(&service, "ada");
    let with = |name: &str, value: Value| {
        let mut question = question("A good title");
        question[name] = value;
        question
    };
    for (body, status, kind, field) in [
        (with("title", json!(" ")), 422, "bad-field", "title"),
        (with("title", json!("x".repeat(141))), 422, "bad-field", "title"),
        (with("kind", json!("rant")), 422, "bad-field", "kind"),
        (with("format", json!("html")), 422, "bad-field", "format"),
        (with("tags", json!(vec!["t"; 11])), 422, "bad-field", "tags"),
        (with("title", json!(5)), 400, "bad-document", ""),
        (json!({ "kind": "idea" }), 400, "bad-document", ""),
        (with("body", json!("x".repeat(17_000))), 413, "too-large", ""),
        (with("body", json!("one\0two")), 400, "bad-document", ""),
        (with("tags", json!(["one\0two"])), 400, "bad-document", ""),
    ] {
        let answer = ada.post("/api/topics", 9, &body).await;
        assert_eq!(problem(&answer), (status, kind.to_owned()), "{}", String::from_utf8_lossy(&answer.body));
        assert_eq!(answer.json()["parameter"].as_str().unwrap_or_default(), field);
    }
    let nowhere = ada.post("/api/topics/1%00/replies", 9, &json!({ "body": "Words" })).await;
    assert_eq!(problem(&nowhere), (404, "not-found".to_owned()));
    let nowhere = ada.send("PUT", "/api/topics/1%00/me_too").await;
    assert_eq!(problem(&nowhere), (404, "not-found".to_owned()));
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000)).into_bytes();
    let key = format!("{KEY}09");
    let headers = [("authorization", ada.bearer.as_str()), ("idempotency-key", &key)];
    let answer = service.send_with("POST", "/api/topics", &headers, deep).await;
    assert_eq!(problem(&answer), (400, "bad-document".to_owned()));
    let body = question("No key").to_string().into_bytes();
    let answer = service.send_with("POST", "/api/topics", &headers[..1], body).await;
    assert_eq!(problem(&answer), (400, "bad-parameter".to_owned()));
    assert_eq!(answer.json()["parameter"], "Idempotency-Key");
}

#[tokio::test]
async fn employees_speak_officially() {
    let (_database, service) = open("official").await;
    let team = Visitor::of(&service, "team", "employee");
    let said = team.post("/api/topics/1/replies", 1, &json!({ "body": "From us" })).await;
    assert_eq!(said.status, StatusCode::CREATED);
    let replies = service.walk("/api/topics/1/replies").await.0;
    let last = replies.last().unwrap();
    assert_eq!((last["official"].as_bool(), last["author"].as_str()), (Some(true), Some("team")));
}

#[tokio::test]
async fn naughty_strings_come_back_byte_for_byte() {
    let Some(file) = shared("corpora/blns.json") else { return };
    let corpus: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let strings = corpus["items"].as_array().unwrap().iter().map(|item| item.as_str().unwrap());
    let strings: Vec<_> = strings.filter(|body| !body.trim().is_empty()).take(250).collect();
    assert!(strings.len() > 200);
    let (_database, service) = open("naughty-writing").await;
    let ada = Visitor::new(&service, "ada");
    for (n, body) in (0..).zip(&strings) {
        let answer = ada.post("/api/topics/2/replies", n, &json!({ "body": body })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{body:?}");
    }
    let replies = service.walk("/api/topics/2/replies?limit=50").await.0;
    let written: Vec<_> = replies.iter().filter(|reply| reply["author"] == "ada").collect();
    let written: Vec<_> = written.iter().map(|reply| reply["body"].as_str().unwrap()).collect();
    assert_eq!(written, strings);
}
