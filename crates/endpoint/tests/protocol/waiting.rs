//! What newcomers and guests write waits, and what is published is told to whoever asks what changed.

use axum::http::{StatusCode, header};
use goodword_core::model::{Body, Format, Person, Reply, Role, Timestamp};
use goodword_endpoint::database::{By, Database, Done, Once};
use goodword_endpoint::export::{Extent, export};
use serde_json::{Value, json};
use uuid::Uuid;

use super::visitors::{KEY, Visitor, guarded, id, open, problem, question};
use crate::stage::{Answer, NOW, Service};

#[tokio::test]
async fn what_a_newcomer_writes_is_seen_by_its_author_and_moderators_alone() {
    let (database, service) = guarded("newcomer").await;
    let total = service.get("/api/topics").await["total"].clone();
    let before = service.get("/api/topics/1").await;
    let ada = Visitor::new(&service, "ada");
    let asked = ada.post("/api/topics", 1, &question("Is anybody there?")).await;
    assert_eq!((asked.status, &asked.json()["state"]), (StatusCode::CREATED, &json!("waiting")));
    let again = ada.post("/api/topics", 1, &question("Is anybody there?")).await;
    assert_eq!((again.status, &again.json()["state"]), (StatusCode::OK, &json!("waiting")));
    let replied = ada.post("/api/topics/1/replies", 2, &json!({ "body": "Nowhere words" })).await;
    assert_eq!(replied.json()["state"], "waiting");

    // To everyone else nothing happened.
    let path = format!("/api/topics/{}", id(&asked));
    let bob = Visitor::new(&service, "bob");
    for hidden in [service.send("GET", &path, &[]).await, bob.send("GET", &path).await] {
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(service.get("/api/topics/1").await, before);
    assert_eq!(service.get("/api/topics").await["total"], total);
    for words in ["anybody%20there", "nowhere%20words"] {
        let found = service.get(&format!("/api/search?q={words}")).await.to_string().to_lowercase();
        assert!(!found.contains("anybody there") && !found.contains("nowhere words"), "{found}");
    }
    let mut snapshot = Vec::new();
    export(&database, Extent::WithPrivate, &mut snapshot).await.unwrap();
    assert!(!String::from_utf8(snapshot).unwrap().contains("anybody there"));

    let moderator = Visitor::of(&service, "mo", "moderator");
    for reader in [&ada, &moderator] {
        let topic = reader.get(&path).await;
        assert_eq!((&topic["state"], &topic["title"]), (&json!("waiting"), &json!("Is anybody there?")));
        let topic = reader.get("/api/topics/1").await;
        let page = reader.get("/api/topics/1/replies?limit=50").await;
        for list in [&topic["replies"], &page["data"]] {
            let states: Vec<_> =
                list.as_array().unwrap().iter().map(|reply| (&reply["id"], reply.get("state"))).collect();
            assert_eq!(states.last().unwrap(), &(&json!(id(&replied)), Some(&json!("waiting"))));
            assert!(states[..states.len() - 1].iter().all(|(_, state)| state.is_none()), "{states:?}");
        }
        assert_eq!(topic.get("state"), None);
    }
    assert_eq!(bob.get("/api/topics/1").await["replies"], before["replies"]);
}

#[tokio::test]
async fn who_is_known_here_or_to_the_site_is_published_at_once() {
    let (_database, service) = guarded("known").await;
    let author = service.get("/api/topics/1").await["author"].as_str().unwrap().to_owned();
    for (n, person, role, expect) in [
        (1, "ada", "visitor", "waiting"),
        (2, "ada", "visitor", "waiting"),
        (3, author.as_str(), "visitor", "published"),
        (4, "cleo", "champion", "published"),
        (5, "cleo", "visitor", "published"),
        (6, "team", "employee", "published"),
    ] {
        let visitor = Visitor::of(&service, person, role);
        let asked = visitor.post("/api/topics", n, &question(&format!("Question {n}?"))).await;
        assert_eq!(asked.json()["state"], expect, "{person} {role}");
    }
}

async fn ask_as_guest(service: &Service, key: u8, body: &Value) -> Answer {
    let key = format!("{KEY}{key:02x}");
    let headers = [("idempotency-key", key.as_str())];
    service.send_with("POST", "/api/topics", &headers, body.to_string().into_bytes()).await
}

#[tokio::test]
async fn a_guest_asks_with_a_name_that_is_shown_and_an_address_that_is_not() {
    let (database, service) = guarded("guests").await;
    assert_eq!(service.get("/api/").await["links"]["ask_as_guest"], json!("topics"));
    let mut draft = question("May a guest ask?");
    draft["guest"] = json!({ "name": " Gil ", "email": "gil@post.example" });
    draft["mood"] = json!("sad");
    let asked = ask_as_guest(&service, 1, &draft).await;
    assert_eq!((asked.status, &asked.json()["state"]), (StatusCode::CREATED, &json!("waiting")));
    let again = ask_as_guest(&service, 1, &draft).await;
    assert_eq!((again.status, id(&again)), (StatusCode::OK, id(&asked)));
    draft["title"] = json!("Another?");
    assert_eq!(problem(&ask_as_guest(&service, 1, &draft).await), (422, "key-taken".to_owned()));

    let moderator = Visitor::of(&service, "mo", "moderator");
    let topic = moderator.get(&format!("/api/topics/{}", id(&asked))).await;
    assert_eq!((&topic["people"][0]["name"], &topic["mood"]), (&json!("Gil"), &json!("sad")));
    assert!(!topic.to_string().contains("post.example"));
    for (extent, is_there) in [(Extent::Public, false), (Extent::WithPrivate, true)] {
        let mut snapshot = Vec::new();
        export(&database, extent, &mut snapshot).await.unwrap();
        let snapshot = String::from_utf8(snapshot).unwrap();
        assert_eq!(snapshot.contains("gil@post.example"), is_there, "{extent:?}");
        assert!(!snapshot.contains("Gil\""), "who waits is not named: {extent:?}");
    }

    for (guest, kind) in [
        (json!({ "name": "Gil", "email": "nowhere" }), (422, "bad-field")),
        (json!({ "name": " ", "email": "gil@post.example" }), (422, "bad-field")),
        (json!({ "name": "Gil" }), (400, "bad-document")),
        (json!(null), (401, "unauthorized")),
    ] {
        draft["guest"] = guest;
        assert_eq!(problem(&ask_as_guest(&service, 2, &draft).await), (kind.0, kind.1.to_owned()), "{draft}");
    }
    draft["guest"] = json!({ "name": "Gil", "email": "gil@post.example" });
    let path = "/api/topics/1/replies";
    let reply =
        service.send_with("POST", path, &[], br#"{"body":"b","guest":{"name":"G","email":"g@p"}}"#.to_vec());
    assert_eq!(problem(&reply.await).0, 401, "guests ask, and no more");
    let (_database, closed) = open("no-guests").await;
    assert_eq!(problem(&ask_as_guest(&closed, 1, &draft).await).0, 401);
    assert_eq!(closed.get("/api/").await["links"].get("ask_as_guest"), None);
}

#[tokio::test]
async fn what_changed_is_told_once_and_in_order() {
    let (_database, service) = guarded("events").await;
    let ask = async |next: &str| service.get(&format!("/api/{next}")).await;
    let start = ask("events").await;
    assert_eq!(start["data"], json!([]));
    let next = start["next"].as_str().unwrap().to_owned();

    let team = Visitor::of(&service, "team", "employee");
    Visitor::new(&service, "ada").post("/api/topics", 1, &question("Nobody sees this yet")).await;
    let topic = id(&team.post("/api/topics", 1, &question("New?")).await);
    team.post(&format!("/api/topics/{topic}/replies"), 2, &json!({ "body": "Old." })).await;
    team.post("/api/topics/1/replies", 3, &json!({ "body": "Older." })).await;

    let told = ask(&next).await;
    let acts: Vec<_> =
        told["data"].as_array().unwrap().iter().map(|event| (&event["act"], &event["topic"])).collect();
    let (asked, replied) = (json!("topic"), json!("reply"));
    assert_eq!(acts, [(&asked, &json!(topic)), (&replied, &json!(topic)), (&replied, &json!("1"))]);
    assert!(told["data"][0]["at"].as_str().unwrap().ends_with('Z'));
    let later = ask(told["next"].as_str().unwrap()).await;
    assert_eq!((&later["data"], &later["next"]), (&json!([]), &told["next"]));

    // Moderators are told of what waits as well, and nobody else is.
    let of = async |role: &str| {
        Visitor::of(&service, "mo", role).get(&format!("/api/{next}")).await["data"].clone()
    };
    assert_eq!(of("employee").await, told["data"]);
    let acts: Vec<_> =
        of("moderator").await.as_array().unwrap().iter().map(|event| event["act"].clone()).collect();
    assert_eq!(acts, [json!("waiting"), asked, replied.clone(), replied]);

    let of_one = ask(&format!("{next}&topic=1")).await;
    assert_eq!(of_one["data"].as_array().unwrap().len(), 1);
    let of_one = ask(of_one["next"].as_str().unwrap()).await;
    assert_eq!(of_one["data"], json!([]));

    for after in ["x", "1.5", "99999999999999999999"] {
        let answer = service.send("GET", &format!("/api/events?after={after}"), &[]).await;
        assert_eq!(problem(&answer), (400, "bad-parameter".to_owned()), "{after}");
    }
    let answer = service.send("GET", "/api/events", &[]).await;
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    assert_eq!(ask("events?after=9999").await["next"], told["next"], "a cursor of elsewhere begins anew");
}

#[tokio::test]
async fn many_changes_are_told_part_by_part() {
    let (_database, service) = open("events-many").await;
    let ada = Visitor::new(&service, "ada");
    for n in 0..=120 {
        assert_eq!(
            ada.post("/api/topics/1/replies", n, &json!({ "body": format!("{n}") })).await.status,
            StatusCode::CREATED
        );
    }
    let (mut next, mut lengths) = ("events?after=0".to_owned(), Vec::new());
    for _ in 0..3 {
        let told = service.get(&format!("/api/{next}")).await;
        lengths.push(told["data"].as_array().unwrap().len());
        told["next"].as_str().unwrap().clone_into(&mut next);
    }
    assert_eq!(lengths, [100, 21, 0]);
}

#[tokio::test]
async fn changes_that_are_forgotten_are_told_as_a_change_of_everything() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let (database, service) = guarded("events-forgotten").await;
    let said = async |days: i64, times: usize| {
        let now = Timestamp::from_millis(NOW.millis() + days * DAY_MS);
        for _ in 0..times {
            say(&database, now).await;
        }
    };
    let after = async |number: i64| service.get(&format!("/api/events?after={number}")).await;
    said(0, 200).await;
    said(29, 56).await;
    assert_eq!(after(0).await["data"].as_array().unwrap().len(), 100, "all are younger than 30 days");
    said(31, 255).await;
    assert_eq!(after(0).await["data"].as_array().unwrap().len(), 100, "nothing is forgotten yet");
    said(31, 1).await;

    let lost = after(0).await;
    assert_eq!(lost["data"], json!([{ "act": "everything", "topic": "" }]));
    assert_eq!(lost["next"], "events?after=512");
    assert_eq!(after(199).await["data"], lost["data"]);
    let of_one = service.get("/api/events?after=0&topic=1").await;
    assert_eq!(of_one["data"], json!([{ "act": "everything", "topic": "1" }]));
    let kept = after(200).await;
    assert_eq!((kept["data"].as_array().unwrap().len(), &kept["next"]), (100, &json!("events?after=300")));

    said(100, 256).await;
    assert_eq!(after(511).await["data"], lost["data"]);
    assert_eq!(after(767).await["data"].as_array().unwrap().len(), 1);
}

/// Somebody replies to the topic 1, at this moment.
async fn say(database: &Database, now: Timestamp) {
    let id = Uuid::now_v7().to_string();
    let once = Once { person: "ada".to_owned(), key: id.clone(), fingerprint: String::new() };
    let author =
        Person { id: "ada".into(), name: "Ada".to_owned(), avatar: None, url: None, role: Role::default() };
    let reply = Reply {
        id: id.into(),
        author: Some("ada".into()),
        body: Body { source: "Yes".to_owned(), format: Format::Text },
        created_at: Some(now),
        best: false,
        official: false,
        star_count: 0,
    };
    let by = By { now, once: &once, author: &author, at_once: true };
    assert!(matches!(database.reply(by, "1", &reply).await, Ok(Done::Now(_))));
}
