//! What a reader whom the site vouches for sees besides what everyone sees, and what they can say with one press.

use axum::http::header;
use serde_json::json;

use super::visitors::{Visitor, open, problem, token};
use crate::stage::Service;

#[tokio::test]
async fn a_reader_is_told_what_they_did_and_nobody_keeps_it() {
    let (_database, service) = open("viewer").await;
    let ada = Visitor::new(&service, "ada");
    let reply = service.get("/api/topics/1").await["replies"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(ada.get("/api/topics/1").await["viewer"], json!({}));
    ada.send("PUT", "/api/topics/1/me_too").await;
    ada.send("PUT", "/api/topics/1/follow").await;
    ada.send("PUT", &format!("/api/topics/1/replies/{reply}/star")).await;

    let expect = json!({ "me_too": true, "follow": true, "stars": [reply] });
    assert_eq!(ada.get("/api/topics/1").await["viewer"], expect);
    for list in [
        "/api/topics?limit=50",
        "/api/topics?sort=recent&limit=50&tag=descaling",
        "/api/search?q=descal&limit=50",
    ] {
        let list = ada.get(list).await;
        let topics = list["data"].as_array().unwrap();
        let one = topics.iter().find(|topic| topic["id"] == "1").unwrap();
        assert_eq!(one["viewer"], expect);
        assert!(topics.iter().filter(|topic| topic["id"] != "1").all(|topic| topic["viewer"] == json!({})));
    }
    assert_eq!(Visitor::new(&service, "bob").get("/api/topics/1").await["viewer"], json!({}));
    assert_eq!(service.get("/api/topics/1").await.get("viewer"), None);

    for path in ["/api/topics/1", "/api/topics", "/api/topics/1/replies", "/api/search?q=descal"] {
        let own = ada.send("GET", path).await;
        assert_eq!(own.header(header::CACHE_CONTROL), "private, no-store", "{path}");
        assert_eq!(own.header(header::ETAG), "", "{path}");
        let public = service.send("GET", path, &[]).await;
        assert_eq!(public.header(header::CACHE_CONTROL), "no-cache", "{path}");
        for answer in [own, public] {
            let vary = answer.header(header::VARY).to_lowercase();
            assert!(vary.contains("authorization") && vary.contains("accept-encoding"), "{path}: {vary}");
        }
    }
}

#[tokio::test]
async fn what_one_may_do_depends_on_who_one_is() {
    let (_database, service) = open("may").await;
    let asker = service.get("/api/topics/1").await["author"].as_str().unwrap().to_owned();
    for (person, role, expect) in [
        ("ada", "visitor", json!(null)),
        ("ada", "champion", json!(null)),
        (asker.as_str(), "visitor", json!(["solve"])),
        ("team", "employee", json!(["solve"])),
        ("mo", "moderator", json!(["solve", "moderate"])),
    ] {
        let topic = Visitor::of(&service, person, role).get("/api/topics/1").await;
        assert_eq!(topic["viewer"]["may"], expect, "{person} {role}");
    }
}

#[tokio::test]
async fn a_token_that_is_not_believed_reads_nothing() {
    let (database, service) = open("viewer-refused").await;
    for (token, kind) in [
        (token("ada", "visitor", -61), "token-expired"),
        ("x".to_owned(), "unauthorized"),
        (String::new(), "unauthorized"),
    ] {
        let headers = [("authorization", format!("Bearer {token}"))];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = service.send("GET", "/api/topics", &headers).await;
        assert_eq!(problem(&answer), (401, kind.to_owned()), "{token}");
    }
    // Where nobody is believed, a token is of no meaning.
    let closed = Service::on(&database);
    let answer = closed.send("GET", "/api/topics", &[("authorization", "Bearer x")]).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn stars_and_followers_count_once_and_can_be_taken_back() {
    let (_database, service) = open("marks").await;
    let topic = service.get("/api/topics/1").await;
    let reply = topic["replies"][0]["id"].as_str().unwrap();
    let star = format!("/api/topics/1/replies/{reply}/star");
    let stars = topic["replies"][0]["star_count"].as_u64().unwrap();
    let followers = topic["follower_count"].as_u64().unwrap();
    let ada = Visitor::new(&service, "ada");
    let bob = Visitor::new(&service, "bob");
    for _ in 0..2 {
        let answer = ada.send("PUT", &star).await.json();
        assert_eq!(answer, json!({ "star": true, "star_count": stars + 1 }));
        let answer = ada.send("PUT", "/api/topics/1/follow").await.json();
        assert_eq!(answer, json!({ "follow": true, "follower_count": followers + 1 }));
    }
    bob.send("PUT", &star).await;
    for _ in 0..2 {
        let answer = ada.send("DELETE", &star).await.json();
        assert_eq!(answer, json!({ "star": false, "star_count": stars + 1 }));
        let answer = ada.send("DELETE", "/api/topics/1/follow").await.json();
        assert_eq!(answer, json!({ "follow": false, "follower_count": followers }));
    }
    let read = service.get("/api/topics/1").await;
    assert_eq!(read["replies"][0]["star_count"], stars + 1);
    for path in
        ["/api/topics/1/replies/none/star", "/api/topics/2/replies/none/star", "/api/topics/none/follow"]
    {
        assert_eq!(problem(&ada.send("PUT", path).await), (404, "not-found".to_owned()), "{path}");
    }
    let other = format!("/api/topics/2/replies/{reply}/star");
    let of_other = service.get("/api/topics/2").await;
    if of_other["replies"].as_array().unwrap().iter().all(|known| known["id"] != reply) {
        assert_eq!(problem(&ada.send("PUT", &other).await).0, 404, "a reply is starred in its own topic");
    }
}
