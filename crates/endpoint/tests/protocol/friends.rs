//! Recommendations reach those whom they are meant for, and nobody is shown who did not choose to be.

use axum::http::{StatusCode, header};
use goodword_endpoint::database::Database;
use goodword_endpoint::export::{Extent, export};
use serde_json::{Value, json};

use super::visitors::{Visitor, open, problem};
use crate::stage::Service;

fn word(text: &str, audience: &str) -> Value {
    json!({ "verb": "loves", "text": text, "audience": audience, "will_answer": true })
}

/// The texts for a subject that a reader, or everyone, sees.
async fn texts(service: &Service, reader: Option<&Visitor<'_>>, subject: &str) -> Vec<String> {
    let path = format!("/api/recommendations?subject={subject}");
    let list = match reader {
        Some(reader) => reader.get(&path).await,
        None => service.get(&path).await,
    };
    let rows = list["data"].as_array().unwrap();
    assert_eq!(list["total"].as_u64().unwrap(), rows.len() as u64);
    let mut texts: Vec<_> = rows.iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect();
    texts.sort();
    texts
}

/// Makes each two of these friends.
pub(crate) async fn befriend(service: &Service, pairs: &[(&str, &str)]) {
    // Everyone is known here first.
    for (one, other) in pairs {
        for person in [one, other] {
            Visitor::new(service, person).send("PUT", "/api/topics/1/me_too").await;
        }
    }
    for (one, other) in pairs {
        for (person, friend) in [(one, other), (other, one)] {
            let answer = Visitor::new(service, person).send("PUT", &format!("/api/friends/{friend}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{person} {friend}");
        }
    }
}

async fn whole(database: &Database, extent: Extent) -> String {
    let mut snapshot = Vec::new();
    export(database, extent, &mut snapshot).await.unwrap();
    String::from_utf8(snapshot).unwrap()
}

#[tokio::test]
async fn a_word_reaches_those_whom_it_is_meant_for() {
    let (database, service) = open("audience").await;
    befriend(&service, &[("ada", "bob"), ("bob", "cleo")]).await;
    // Dora calls Ada a friend, who does not.
    Visitor::new(&service, "dora").send("PUT", "/api/friends/ada").await;
    let [ada, bob, cleo, dora, fay] =
        ["ada", "bob", "cleo", "dora", "fay"].map(|person| Visitor::new(&service, person));
    // And Ada calls Fay one, who does not either.
    fay.send("PUT", "/api/topics/1/me_too").await;
    assert_eq!(ada.send("PUT", "/api/friends/fay").await.json(), json!({ "friend": false }));
    let moderator = Visitor::of(&service, "mo", "moderator");
    let everyone: [Option<&Visitor>; 7] =
        [None, Some(&ada), Some(&bob), Some(&cleo), Some(&dora), Some(&fay), Some(&moderator)];
    let path = "/api/recommendations/teapot";

    let mut known = None;
    for (audience, seen_by) in [
        ("me", [false, true, false, false, false, false, false]),
        ("friends", [false, true, true, false, false, false, false]),
        ("public", [true; 7]),
        ("friends", [false, true, true, false, false, false, false]),
        ("me", [false, true, false, false, false, false, false]),
    ] {
        let answer = ada.say("PUT", path, &word(audience, audience)).await;
        assert_eq!(answer.status, StatusCode::OK);
        let id = answer.json()["id"].clone();
        assert_eq!(*known.get_or_insert(id.clone()), id, "it is one word, however often it changes");
        for (reader, sees) in everyone.into_iter().zip(seen_by) {
            let expect: &[String] = if sees { &[audience.to_owned()] } else { &[] };
            assert_eq!(texts(&service, reader, "teapot").await, expect, "{audience}");
        }
        assert_eq!(
            whole(&database, Extent::Public).await.contains("teapot"),
            audience == "public",
            "{audience}"
        );
    }
    assert_eq!(ada.get("/api/recommendations?subject=teapot").await["data"][0]["audience"], "only_me");
    let own = ada.send("GET", "/api/recommendations").await;
    assert_eq!(own.header(header::CACHE_CONTROL), "private, no-store");

    // A friendship that ends takes its words along.
    ada.say("PUT", path, &word("For friends", "friends")).await;
    assert_eq!(texts(&service, Some(&bob), "teapot").await.len(), 1);
    assert_eq!(ada.send("DELETE", "/api/friends/bob").await.json(), json!({ "friend": false }));
    assert_eq!(texts(&service, Some(&bob), "teapot").await.len(), 0);

    for _ in 0..2 {
        assert_eq!(ada.send("DELETE", path).await.status, StatusCode::NO_CONTENT);
    }
    assert!(!whole(&database, Extent::WithPrivate).await.contains("teapot"), "what is taken back is gone");
    bob.say("PUT", path, &word("Bob's", "public")).await;
    ada.send("DELETE", path).await;
    assert_eq!(texts(&service, None, "teapot").await, ["Bob's"]);
}

#[tokio::test]
async fn a_word_without_an_audience_is_nobodys() {
    let (_database, service) = open("recommend-refused").await;
    let ada = Visitor::new(&service, "ada");
    for (body, expect) in [
        (json!({ "verb": "loves", "text": "x" }), (400, "bad-document")),
        (word("x", "everyone"), (422, "bad-field")),
        (word(&"x".repeat(501), "public"), (422, "bad-field")),
        (json!({ "verb": "hates", "audience": "public" }), (422, "bad-field")),
    ] {
        let answer = ada.say("PUT", "/api/recommendations/teapot", &body).await;
        assert_eq!(problem(&answer), (expect.0, expect.1.to_owned()), "{body}");
    }
    let answer = service.send("DELETE", "/api/recommendations/teapot", &[]).await;
    assert_eq!(problem(&answer).0, 401);
}

#[tokio::test]
async fn friends_have_faces_and_their_friends_are_counted() {
    let (_database, service) = open("circle").await;
    befriend(
        &service,
        &[("ada", "bob"), ("ada", "cleo"), ("bob", "cleo"), ("bob", "dora"), ("cleo", "dora"), ("bob", "ed")],
    )
    .await;
    let [ada, bob, dora] = ["ada", "bob", "dora"].map(|person| Visitor::new(&service, person));
    Visitor::new(&service, "fay").send("PUT", "/api/friends/ada").await;
    dora.say("PUT", "/api/recommendations/k2", &word("Mine", "public")).await;
    Visitor::new(&service, "ed").say("PUT", "/api/recommendations/k2", &word("Ed's", "friends")).await;

    let circle = ada.get("/api/friends").await;
    let friend = |id: &str, mutual: u64| json!({ "id": id, "name": format!("{id} by name"), "relation": "friend", "mutual": mutual });
    // Ed, who says nothing to everyone, is not even counted; Fay is nobody's friend yet.
    let expect = json!([friend("bob", 1), friend("cleo", 1),
        { "id": "dora", "relation": "friend_of_friend", "mutual": 2 }]);
    assert_eq!((&circle["data"], &circle["total"]), (&expect, &json!(3)));

    assert_eq!(ada.send("PUT", "/api/friends/fay").await.json(), json!({ "friend": true }));
    assert_eq!(bob.send("PUT", "/api/friends/fay").await.json(), json!({ "friend": false }));
    assert_eq!(ada.get("/api/friends").await["total"], 4);
    let answer = ada.send("GET", "/api/friends").await;
    assert_eq!(answer.header(header::CACHE_CONTROL), "private, no-store");
    for friend in ["ada", "nobody", "%00"] {
        let answer = ada.send("PUT", &format!("/api/friends/{friend}")).await;
        assert_eq!(problem(&answer), (404, "not-found".to_owned()), "{friend}");
    }
    assert_eq!(problem(&service.send("GET", "/api/friends", &[]).await).0, 401);
}
