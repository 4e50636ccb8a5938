//! What a newcomer recommends to everyone waits for a moderator, as what a newcomer asks does.

use axum::http::StatusCode;
use goodword_core::model::Kind;
use goodword_core::snapshot::{Answer as Read, Of, Row};
use goodword_endpoint::export::{Extent, export};
use serde_json::{Value, json};

use super::visitors::{Visitor, guarded, id, problem};
use crate::stage::Service;

const PATH: &str = "/api/recommendations/k2";

fn word(text: &str, audience: &str) -> Value {
    json!({ "verb": "loves", "text": text, "audience": audience })
}

/// Says it, and gives its id and state.
async fn say(visitor: &Visitor<'_>, text: &str, audience: &str) -> (String, String) {
    let answer = visitor.say("PUT", PATH, &word(text, audience)).await;
    assert_eq!(answer.status, StatusCode::OK);
    (id(&answer), answer.json()["state"].as_str().unwrap().to_owned())
}

/// The states of the recommendations with this text that are in the list, of which there must be as many as it says.
fn states(list: &Value, text: &str) -> Vec<Value> {
    let rows = list["data"].as_array().unwrap();
    assert_eq!(list["total"], rows.len());
    let rows = rows.iter().filter(|row| row["text"] == text);
    rows.map(|row| row.get("state").cloned().unwrap_or_default()).collect()
}

const LIST: &str = "/api/recommendations?subject=k2&limit=50";

async fn seen(service: &Service, by: Option<&Visitor<'_>>) -> Vec<Value> {
    let list = match by {
        Some(visitor) => visitor.get(LIST).await,
        None => service.get(LIST).await,
    };
    states(&list, "It sings.")
}

#[tokio::test]
async fn a_newcomers_word_is_seen_by_its_author_and_in_the_queue_alone() {
    let (database, service) = guarded("word-waits").await;
    let [ada, bob] = ["ada", "bob"].map(|name| Visitor::new(&service, name));
    let mo = Visitor::of(&service, "mo", "moderator");
    let start = service.get("/api/events").await["next"].as_str().unwrap().to_owned();
    let (word, state) = say(&ada, "It sings.", "public").await;
    assert_eq!(state, "waiting");
    assert_eq!(seen(&service, Some(&ada)).await, [json!("waiting")]);
    for other in [None, Some(&bob), Some(&mo)] {
        assert_eq!(seen(&service, other).await, Vec::<Value>::new());
    }
    let mut snapshot = Vec::new();
    export(&database, Extent::WithPrivate, &mut snapshot).await.unwrap();
    assert!(!String::from_utf8(snapshot).unwrap().contains("It sings."));

    let name = format!("recommendation:{word}");
    let queue = mo.get("/api/moderation").await;
    assert_eq!(queue["total"], 1);
    let case = &queue["data"][0];
    assert_eq!(
        (&case["why"], &case["reply"], &case["flags"]),
        (&json!("newcomer"), &json!(null), &json!([]))
    );
    assert_eq!(case["recommendation"]["id"], json!(word));
    assert_eq!(case["recommendation"]["state"], "waiting");
    let topic = &case["topic"];
    assert_eq!((&topic["id"], &topic["state"]), (&json!(name), &json!("waiting")));
    assert_eq!((&topic["author"], &topic["body"]), (&json!("ada"), &json!("It sings.")));
    assert_eq!(topic["title"], "loves K2 gooseneck kettle");
    assert_eq!(queue["people"][0]["name"], "ada by name");

    // It is the same topic where it is opened, for moderators.
    let path = format!("/api/topics/{name}");
    assert_eq!(mo.get(&path).await["title"], topic["title"]);
    for reader in [&ada, &bob] {
        assert_eq!(reader.send("GET", &path).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(service.send("GET", &path, &[]).await.status, StatusCode::NOT_FOUND);
    let told = mo.get(&format!("/api/{start}")).await;
    assert_eq!((&told["data"][0]["act"], &told["data"][0]["topic"]), (&json!("waiting"), &json!(name)));
    assert_eq!(service.get(&format!("/api/{start}")).await["data"], json!([]));
}

#[tokio::test]
async fn the_panels_own_reader_finds_the_word_in_the_queue() {
    let (_database, service) = guarded("word-read").await;
    let (word, _) = say(&Visitor::new(&service, "ada"), "It sings.", "public").await;
    let answer = Visitor::of(&service, "mo", "moderator").send("GET", "/api/moderation").await;
    let read = Read::read(&answer.body, &Of::Cases).unwrap();
    let [case] = &read.cases[..] else { panic!("{read:?}") };
    assert_eq!(case.topic.as_str(), format!("recommendation:{word}"));
    assert_eq!((case.flagged, &case.reply), (false, &None));
    let topic = read.rows.iter().find_map(|row| if let Row::Topic(topic) = row { Some(topic) } else { None });
    let topic = topic.unwrap();
    assert_eq!((topic.kind, topic.body.source.as_str()), (Kind::Praise, "It sings."));
    assert!(read.rows.iter().all(|row| !matches!(row, Row::Skipped(_))), "{read:?}");
}

#[tokio::test]
async fn a_moderator_decides_about_a_word_and_takes_it_back() {
    let (_database, service) = guarded("word-decided").await;
    let ada = Visitor::new(&service, "ada");
    let mo = Visitor::of(&service, "mo", "moderator");
    let (word, _) = say(&ada, "It sings.", "public").await;
    let name = format!("recommendation:{word}");
    let act = async |key: u8, act: &str| {
        mo.post("/api/moderation/acts", key, &json!({ "act": act, "topic": name })).await
    };
    let waiting = [json!("waiting")];
    let published = [json!(null)];

    let approved = act(1, "approve").await;
    assert_eq!(approved.status, StatusCode::CREATED);
    assert_eq!(
        (seen(&service, None).await, seen(&service, Some(&ada)).await),
        (published.to_vec(), published.to_vec())
    );
    assert_eq!(mo.get("/api/moderation").await["total"], 0);
    assert_eq!(problem(&act(2, "approve").await), (409, "conflict".to_owned()));
    let log = mo.get("/api/moderation/acts").await;
    assert_eq!((&log["data"][0]["act"], &log["data"][0]["topic"]), (&json!("approve"), &json!(name)));

    let undo = format!("/api/moderation/acts/{}/undo", id(&approved));
    assert_eq!(mo.send("POST", &undo).await.status, StatusCode::CREATED);
    assert_eq!(
        (seen(&service, None).await, seen(&service, Some(&ada)).await),
        (Vec::new(), waiting.to_vec())
    );

    assert_eq!(act(3, "hide").await.status, StatusCode::CREATED);
    assert_eq!(seen(&service, Some(&ada)).await, Vec::<Value>::new());
    assert_eq!(mo.get("/api/moderation").await["total"], 0);
    assert_eq!(say(&ada, "It sings.", "public").await, (word.clone(), "hidden".to_owned()));
    assert_eq!(problem(&act(4, "approve").await), (409, "conflict".to_owned()));
    assert_eq!(act(5, "restore").await.status, StatusCode::CREATED);
    assert_eq!(seen(&service, None).await, published);

    // Who was published once is no newcomer any more.
    assert_eq!(say(&ada, "It sings.", "public").await.1, "published");
    let asked = ada.post("/api/topics", 6, &super::visitors::question("And now?")).await;
    assert_eq!(asked.json()["state"], "published");
}

#[tokio::test]
async fn what_is_said_to_friends_is_no_moderators_until_it_is_said_to_everyone() {
    let (_database, service) = guarded("word-friends").await;
    let ada = Visitor::new(&service, "ada");
    let mo = Visitor::of(&service, "mo", "moderator");
    let waiting = async || mo.get("/api/moderation").await["total"].clone();
    for (audience, expect, cases) in [
        ("friends", "published", 0),
        ("public", "waiting", 1),
        ("me", "published", 0),
        ("public", "waiting", 1),
    ] {
        let (word, state) = say(&ada, "It sings.", audience).await;
        assert_eq!((state.as_str(), waiting().await), (expect, json!(cases)), "{audience}");
        let deed = json!({ "act": "hide", "topic": format!("recommendation:{word}") });
        if audience != "public" {
            assert_eq!(problem(&mo.post("/api/moderation/acts", 1, &deed).await).0, 404, "{audience}");
        }
        assert_eq!(problem(&ada.post("/api/moderation/acts", 1, &deed).await).0, 403);
        for act in ["best", "settle_flags", "status", "merge"] {
            let to = if act == "status" { "complete" } else { "1" };
            let deed = json!({ "act": act, "topic": deed["topic"], "to": to });
            let expect = if audience == "public" { 409 } else { 404 };
            assert_eq!(problem(&mo.post("/api/moderation/acts", 2, &deed).await).0, expect, "{act}");
        }
    }
    assert_eq!(ada.send("DELETE", PATH).await.status, StatusCode::NO_CONTENT);
    assert_eq!(waiting().await, json!(0));
    let eve = Visitor::of(&service, "eve", "champion");
    assert_eq!(say(&eve, "It sings.", "public").await.1, "published");
}
