//! Trying it out: who sits at the machine may be anyone, and nobody else may.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use goodword_endpoint::api::Rules;
use goodword_endpoint::demo;
use serde_json::{Value, json};

use super::visitors::problem;
use crate::stage::{NOW, Service, demo as community};

#[tokio::test]
async fn the_demo_signs_its_people_in() {
    let (database, _) = community("trying").await;
    let service = Service::trying(&database, Arc::new(demo::keys().unwrap()), Rules::default());
    let people = service.get("/demo/token").await;
    assert_eq!(people["people"][4], json!({ "id": "mo", "name": "Mo", "role": "moderator" }));
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

#[tokio::test]
async fn the_demos_people_know_each_other_and_own_something() {
    let (database, _) = community("living").await;
    demo::move_in(&database, NOW).await.unwrap();
    let service = Service::trying(&database, Arc::new(demo::keys().unwrap()), Rules::default());
    let ask = async |id: &str, path: &str| {
        let token = service.get(&format!("/demo/token?as={id}")).await["token"].as_str().unwrap().to_owned();
        service.send("GET", path, &[("authorization", &format!("Bearer {token}"))]).await.json()
    };
    let named = |list: &Value, member: &str| -> Vec<String> {
        let rows = list["data"].as_array().unwrap_or_else(|| panic!("no list: {list}")).iter();
        rows.filter_map(|row| row[member].as_str().map(str::to_owned)).collect()
    };

    let friends = named(&ask("ana", "/api/friends").await, "name");
    assert!(friends.contains(&"Ben".to_owned()) && friends.len() > 2, "{friends:?}");
    assert!(!friends.contains(&"Cleo".to_owned()), "a friend's friend has no name");
    assert_eq!(named(&ask("cleo", "/api/friends").await, "name"), ["Ben"]);
    assert_eq!(named(&ask("ana", "/api/suggestions").await, "name"), ["Cleo"]);
    for (id, hears) in [("ana", true), ("cleo", true), ("eve", false), ("mo", false)] {
        let speakers = named(&ask(id, "/api/recommendations?limit=50").await, "person");
        assert_eq!(speakers.iter().any(|speaker| speaker == "ben"), hears, "{id}");
        assert!(speakers.iter().any(|speaker| speaker == "cleo"), "{id}");
    }
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
