//! Trying it out: who sits at the machine may be anyone, and nobody else may.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use goodword_endpoint::api::Rules;
use goodword_endpoint::demo;
use serde_json::json;

use super::visitors::problem;
use crate::stage::{Service, demo as community};

#[tokio::test]
async fn the_demo_signs_its_people_in() {
    let (database, _) = community("trying").await;
    let service = Service::trying(&database, Arc::new(demo::keys().unwrap()), Rules::default());
    let people = service.get("/demo/token").await;
    assert_eq!(people["people"][3], json!({ "id": "mo", "name": "Mo", "role": "moderator" }));
    for (id, may) in [("ana", json!(null)), ("eve", json!(["solve"])), ("mo", json!(["solve", "moderate"]))] {
        let answer =
            service.send("GET", &format!("/demo/token?as={id}"), &[("sec-fetch-site", "same-origin")]).await;
        assert_eq!(answer.header(header::CACHE_CONTROL), "private, no-store");
        let bearer = format!("Bearer {}", answer.json()["token"].as_str().unwrap());
        let topic = service.send("GET", "/api/topics/1", &[("authorization", &bearer)]).await;
        assert_eq!((topic.status, &topic.json()["viewer"]["may"]), (StatusCode::OK, &may), "{id}");
    }
    assert_eq!(problem(&service.send("GET", "/demo/token?as=eva", &[]).await), (404, "not-found".to_owned()));
    for site in ["cross-site", "same-site"] {
        let answer = service.send("GET", "/demo/token?as=mo", &[("sec-fetch-site", site)]).await;
        assert_eq!(problem(&answer), (403, "forbidden".to_owned()), "{site}");
    }
    // Another start has another key, and without --demo there is no such address.
    let other = Service::trying(&database, Arc::new(demo::keys().unwrap()), Rules::default());
    let token = service.get("/demo/token?as=ana").await["token"].as_str().unwrap().to_owned();
    let answer = other.send("GET", "/api/topics", &[("authorization", &format!("Bearer {token}"))]).await;
    assert_eq!(problem(&answer), (401, "unauthorized".to_owned()));
    assert_eq!(
        Service::on(&database).send("GET", "/demo/token?as=mo", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn only_this_machine_is_this_machine() {
    for (host, expect) in [
        ("127.0.0.1", true),
        ("::1", true),
        ("localhost", true),
        ("127.8.8.8", true),
        ("0.0.0.0", false),
        ("::", false),
        ("192.168.0.2", false),
        ("localhost.example", false),
        ("", false),
    ] {
        assert_eq!(demo::is_loopback(host), expect, "{host}");
    }
}
