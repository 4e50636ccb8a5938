//! What one says with one press is shown to friends where one wants it, and to nobody else.

use axum::http::StatusCode;
use goodword_endpoint::database::{Database, Posts};
use serde_json::{Value, json};

use super::friends::befriend;
use super::visitors::{Visitor, id, open, problem};
use crate::stage::{NOW, Service, ids, put};

const TOPICS: &str = r#"{"goodword": 1, "topics": [
    {"id": "a", "title": "Why does it flumadiddle", "tags": ["quirl"], "replies": [{"id": "r1", "body": "Turn it"}, {"id": "r2", "body": "Do not"}]},
    {"id": "b", "title": "It snollygosts", "replies": [{"id": "r1", "body": "So it does"}]},
    {"id": "c", "title": "It whistles"}]}"#;

/// Ada and Ben are friends, Ben and Cleo too.
async fn friends(name: &str) -> (Database, Service) {
    let (database, service) = open(name).await;
    put(&database, name, TOPICS).await;
    befriend(&service, &[("ada", "ben"), ("ben", "cleo")]).await;
    (database, service)
}

/// Sends each, which must be done.
async fn does(visitor: &Visitor<'_>, method: &str, paths: &[&str]) {
    for path in paths {
        let answer = visitor.send(method, &format!("/api/topics/{path}")).await;
        assert!(answer.status.is_success(), "{method} {path}: {}", String::from_utf8_lossy(&answer.body));
    }
}

/// What the topic tells the reader of friends.
async fn told(reader: &Visitor<'_>, topic: &str) -> Value {
    reader.get(&format!("/api/topics/{topic}")).await["viewer"]["friends"].clone()
}

#[tokio::test]
async fn a_mark_is_shown_to_friends_once_its_person_says_so() {
    let (_database, service) = friends("sharing").await;
    let [ada, ben, cleo] = ["ada", "ben", "cleo"].map(|person| Visitor::new(&service, person));
    let (me_too, star) = ("/api/topics/a/me_too/shared", "/api/topics/a/replies/r2/star/shared");
    for path in [me_too, star] {
        assert_eq!(
            problem(&ada.send("PUT", path).await),
            (409, "conflict".to_owned()),
            "there is nothing to show"
        );
        assert_eq!(ada.send("DELETE", path).await.status, StatusCode::NO_CONTENT);
    }
    does(&ada, "PUT", &["a/me_too", "a/replies/r1/star", "a/replies/r2/star"]).await;
    let own = ada.get("/api/topics/a").await;
    assert_eq!(own["viewer"], json!({ "me_too": true, "stars": ["r1", "r2"] }));
    assert_eq!(told(&ben, "a").await, Value::Null);
    for path in [me_too, star, star] {
        let answer = ada.send("PUT", path).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));
    }
    let own = ada.get("/api/topics/a").await;
    let expect =
        json!({ "me_too": true, "me_too_shared": true, "stars": ["r1", "r2"], "stars_shared": ["r2"] });
    assert_eq!(own["viewer"], expect, "oneself is no friend");

    // Of one who shows both, what weighs more.
    let expect = json!([{ "person": "ada", "did": "me_too" }]);
    for path in ["/api/topics?tag=quirl", "/api/search?q=flumadiddle"] {
        let list = ben.get(path).await;
        let row = list["data"].as_array().unwrap().iter().find(|row| row["id"] == "a").unwrap();
        assert_eq!(row["viewer"]["friends"], expect, "{path}");
        let person = list["people"].as_array().unwrap().iter().find(|person| person["id"] == "ada").unwrap();
        assert_eq!(person["name"], "ada by name", "{path}");
    }
    let read = ben.get("/api/topics/a").await;
    assert_eq!(
        (&read["viewer"]["friends"], ids(read["people"].as_array().unwrap())),
        (&expect, vec!["ada".to_owned()])
    );
    assert_eq!(told(&cleo, "a").await, Value::Null);
    assert_eq!(service.get("/api/topics/a").await.get("viewer"), None);
    does(&ada, "DELETE", &["a/me_too/shared"]).await;
    assert_eq!(told(&ben, "a").await, json!([{ "person": "ada", "did": "found_useful" }]));
    // Whoever takes the mark back shows it no more, and begins anew with nobody.
    does(&ada, "DELETE", &["a/replies/r2/star"]).await;
    assert_eq!(told(&ben, "a").await, Value::Null);
    does(&ada, "PUT", &["a/replies/r2/star"]).await;
    assert_eq!(told(&ben, "a").await, Value::Null);
    assert_eq!(ada.get("/api/topics/a").await["viewer"], json!({ "me_too": true, "stars": ["r1", "r2"] }));

    for (path, status) in [
        ("/api/topics/none/me_too/shared", 404),
        ("/api/topics/a/replies/none/star/shared", 404),
        ("/api/topics/b/replies/r2/star/shared", 404),
        ("/api/topics/a/follow/shared", 404),
    ] {
        for method in ["PUT", "DELETE"] {
            assert_eq!(problem(&ada.send(method, path).await).0, status, "{method} {path}");
        }
    }
    for path in [me_too, star] {
        assert_eq!(problem(&service.send("PUT", path, &[]).await).0, 401);
    }
}

#[tokio::test]
async fn a_friendship_that_either_ends_takes_its_marks_along() {
    let (database, service) = friends("sharing-ended").await;
    let [ada, ben] = ["ada", "ben"].map(|person| Visitor::new(&service, person));
    let cleo = Visitor::new(&service, "cleo");
    for visitor in [&ada, &cleo] {
        does(visitor, "PUT", &["a/me_too", "a/me_too/shared"]).await;
    }
    let [of_ada, of_cleo] = ["ada", "cleo"].map(|person| json!({ "person": person, "did": "me_too" }));
    assert_eq!(told(&ben, "a").await, json!([of_ada, of_cleo]));
    ben.send("DELETE", "/api/friends/ada").await;
    assert_eq!(told(&ben, "a").await, json!([of_cleo]));
    ben.send("PUT", "/api/friends/ada").await;
    ada.send("DELETE", "/api/friends/ben").await;
    assert_eq!(told(&ben, "a").await, json!([of_cleo]));
    database.erase(NOW, "cleo", Posts::Stay).await.unwrap();
    assert_eq!(told(&ben, "a").await, Value::Null);
    assert_eq!(ada.get("/api/topics/a").await["viewer"]["me_too_shared"], true, "the own word is as it was");
    let kept = database.kept_about("ada").await.unwrap().unwrap();
    let shared = kept["me_too"].as_array().unwrap().iter().find(|mark| mark["topic"] == "a").unwrap();
    assert_eq!(shared["shared"], 1);
}

#[tokio::test]
async fn of_many_friends_twenty_are_named_in_the_order_of_their_ids() {
    let (_database, service) = friends("sharing-many").await;
    let friends: Vec<_> = (0..23).rev().map(|n| format!("friend-{n:02}")).collect();
    let pairs: Vec<_> = friends.iter().map(|name| ("ben", name.as_str())).collect();
    befriend(&service, &pairs).await;
    for name in &friends {
        does(&Visitor::new(&service, name), "PUT", &["a/me_too", "a/me_too/shared"]).await;
    }
    let told = told(&Visitor::new(&service, "ben"), "a").await;
    let named: Vec<_> =
        told.as_array().unwrap().iter().map(|said| said["person"].as_str().unwrap()).collect();
    let expect: Vec<_> = (0..20).map(|n| format!("friend-{n:02}")).collect();
    assert_eq!(named, expect);
}

#[tokio::test]
async fn a_merge_shows_nobody_where_they_did_not_choose_it_and_undoing_it_shows_nobody_anew() {
    let (_database, service) = friends("sharing-merged").await;
    let [ada, ben, cleo] = ["ada", "ben", "cleo"].map(|person| Visitor::new(&service, person));
    let mo = Visitor::of(&service, "mo", "moderator");
    let both = ["a/me_too", "a/me_too/shared", "a/replies/r1/star", "a/replies/r1/star/shared"];
    for visitor in [&ada, &cleo] {
        does(visitor, "PUT", &both).await;
    }
    let said = |person: &str, did: &str| json!({ "person": person, "did": did });
    assert_eq!(told(&ben, "a").await, json!([said("ada", "me_too"), said("cleo", "me_too")]));
    let merge = |topic: &str, to: &str| json!({ "act": "merge", "topic": topic, "to": to });
    let first = id(&mo.post("/api/moderation/acts", 1, &merge("a", "b")).await);
    let second = id(&mo.post("/api/moderation/acts", 2, &merge("b", "c")).await);
    // The star is of the reply, which is the same one. Who has it too said so of another topic.
    assert_eq!(told(&ben, "c").await, json!([said("ada", "found_useful"), said("cleo", "found_useful")]));
    assert_eq!(ada.get("/api/topics/c").await["viewer"]["me_too"], true);
    assert_eq!(ada.get("/api/topics/c").await["viewer"].get("me_too_shared"), None);
    let answer = ada.send("DELETE", "/api/topics/a/me_too/shared").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    does(&ada, "DELETE", &["c/me_too/shared"]).await;
    for act in [&second, &first] {
        assert_eq!(
            mo.send("POST", &format!("/api/moderation/acts/{act}/undo")).await.status,
            StatusCode::CREATED
        );
    }
    assert_eq!(told(&ben, "a").await, json!([said("ada", "found_useful"), said("cleo", "me_too")]));
    assert_eq!(ada.get("/api/topics/a").await["viewer"]["me_too"], true);
}
