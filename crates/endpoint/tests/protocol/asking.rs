//! Questions to a friend: who may be asked, that both talk in private, and that the asker alone can take it before everyone.

use axum::http::StatusCode;
use goodword_endpoint::database::{Database, Posts};
use serde_json::{Value, json};

use super::friends::befriend;
use super::visitors::{KEY, Visitor, guarded, id, open, problem, question};
use crate::stage::{NOW, Service, ids};

/// The question, put to somebody.
fn to(friend: &str, title: &str) -> Value {
    let mut question = question(title);
    question["to"] = json!(friend);
    question
}

/// Ada and Ben are friends, and Ben says to friends that they may ask.
async fn two(name: &str) -> (Database, Service) {
    let (database, service) = open(name).await;
    befriend(&service, &[("ada", "ben"), ("ben", "cleo")]).await;
    let word = json!({ "verb": "uses", "audience": "friends", "will_answer": true });
    Visitor::new(&service, "ben").say("PUT", "/api/recommendations/k2", &word).await;
    (database, service)
}

#[tokio::test]
async fn a_friend_who_said_so_is_asked_and_nobody_else_is() {
    let (_database, service) = two("asking-whom").await;
    let [ada, ben, cleo] = ["ada", "ben", "cleo"].map(|person| Visitor::new(&service, person));
    // Cleo is Ben's friend and says nothing, to Ada she is none; Ada is Ben's and says nothing; the last is nobody.
    for (asker, friend) in [(&ada, "cleo"), (&ben, "ada"), (&ben, "ben"), (&ada, "nobody"), (&ada, "")] {
        let refused = asker.post("/api/topics", 1, &to(friend, "Which one?")).await;
        assert_eq!(problem(&refused), (422, "bad-field".to_owned()), "{friend}");
        assert_eq!(refused.json()["parameter"], "to");
    }
    let mut nobody = question("Which one?");
    nobody["private"] = json!(true);
    assert_eq!(problem(&ada.post("/api/topics", 1, &nobody).await).0, 422);
    for (audience, will_answer, may) in
        [("friends", false, false), ("me", true, false), ("public", true, true), ("friends", true, true)]
    {
        let word = json!({ "verb": "uses", "audience": audience, "will_answer": will_answer });
        ben.say("PUT", "/api/recommendations/k2", &word).await;
        for asker in [&ada, &cleo] {
            let key = u8::from(audience == "friends") + 10;
            let answer = asker.post("/api/topics", key, &to("ben", "Which one?")).await;
            assert_eq!(answer.status.is_success(), may, "{audience} {will_answer}");
        }
    }
    let guest = json!({ "kind": "idea", "title": "Bigger", "to": "ben", "guest": { "name": "Gus", "email": "gus@mail.example" } });
    let (_other, guarded) = guarded("asking-guest").await;
    let key = format!("{KEY}aa");
    let headers = [("idempotency-key", key.as_str())];
    let answer = guarded.send_with("POST", "/api/topics", &headers, guest.to_string().into_bytes()).await;
    assert_eq!(problem(&answer).0, 422);
}

#[tokio::test]
async fn two_talk_in_private_until_the_asker_takes_the_question_before_everyone() {
    let (_database, service) = two("asking").await;
    let [ada, ben] = ["ada", "ben"].map(|person| Visitor::new(&service, person));
    let answer = ada.post("/api/topics", 1, &to("ben", "Is it a flumadiddle?")).await;
    assert_eq!((answer.status, &answer.json()["state"]), (StatusCode::CREATED, &json!("private")));
    let again = ada.post("/api/topics", 1, &to("ben", "Is it a flumadiddle?")).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, answer.json()));
    let topic = format!("/api/topics/{}", id(&answer));
    let replies = format!("{topic}/replies");
    for (visitor, key, body) in [(&ben, 2, "A snollygost"), (&ada, 3, "Is it?"), (&ben, 2, "A snollygost")] {
        let reply = visitor.post(&replies, key, &json!({ "body": body })).await;
        assert!(reply.status.is_success(), "{body}");
        assert_eq!(reply.json()["state"], "private");
    }

    for (visitor, may) in [(&ada, json!(["publish"])), (&ben, Value::Null)] {
        let read = visitor.get(&topic).await;
        assert_eq!(
            (&read["state"], &read["to"], &read["author"]),
            (&json!("private"), &json!("ben"), &json!("ada"))
        );
        assert_eq!((&read["tags"], &read["products"]), (&json!(["descaling"]), &json!(["k2"])));
        assert_eq!((&read["viewer"]["may"], &read["reply_count"]), (&may, &json!(2)));
        let bodies: Vec<_> = read["replies"].as_array().unwrap().iter().map(|reply| &reply["body"]).collect();
        assert_eq!(bodies, ["A snollygost", "Is it?"]);
        assert_eq!(ids(read["people"].as_array().unwrap()).len(), 2);
        // By pages of one.
        let first = visitor.get(&format!("{replies}?limit=1")).await;
        let next = format!("{replies}{}", first["next"].as_str().unwrap());
        let second = visitor.get(&next).await;
        assert_eq!((&first["total"], &second["data"][0]["body"]), (&json!(2), &json!("Is it?")));
        assert_eq!((&second["data"][0]["state"], second.get("next")), (&json!("private"), None));
    }

    // What is left out for private topics is answered as for none.
    for address in ["me_too", "follow", "solved"] {
        assert_eq!(problem(&ben.send("PUT", &format!("{topic}/{address}")).await).0, 404, "{address}");
    }
    let public = format!("{topic}/public");
    assert_eq!(problem(&ben.send("PUT", &public).await).0, 404);
    for _ in 0..2 {
        let published = ada.send("PUT", &public).await;
        assert_eq!((published.status, &published.json()["state"]), (StatusCode::OK, &json!("published")));
    }
    let found = service.get("/api/search?q=flumadiddle").await;
    assert_eq!(found["total"], 1);
    // What the two said in private is theirs.
    let read = service.get(&topic).await;
    assert_eq!((&read["replies"], &read["reply_count"], read.get("to")), (&json!([]), &json!(0), None));
    assert!(!read.to_string().contains("ben"), "{read}");
    assert_eq!(service.get(&replies).await["total"], 0);
    for visitor in [&ada, &ben] {
        let read = visitor.get(&topic).await;
        assert_eq!((read.get("state"), &read["to"]), (None, &json!("ben")));
        assert_eq!(read["replies"].as_array().unwrap().len(), 2);
        assert_eq!(read["replies"][0]["state"], "private");
        assert!(!read["viewer"]["may"].to_string().contains("publish"));
    }
    ben.post(&replies, 9, &json!({ "body": "Before all" })).await;
    assert_eq!(service.get(&replies).await["data"][0]["body"], "Before all");
}

#[tokio::test]
async fn what_one_was_asked_is_a_list_of_ones_own() {
    let (_database, service) = two("asked").await;
    let [ada, ben, cleo] = ["ada", "ben", "cleo"].map(|person| Visitor::new(&service, person));
    let mut asked = Vec::new();
    for (key, visitor, is_private) in [(1, &ada, true), (2, &cleo, false), (3, &ada, true), (4, &cleo, true)]
    {
        let mut question = to("ben", "Which one?");
        question["private"] = json!(is_private);
        let answer = visitor.post("/api/topics", key, &question).await;
        assert_eq!(answer.json()["state"], if is_private { "private" } else { "published" });
        asked.push(id(&answer));
    }
    asked.reverse();
    let list = "/api/topics?asked=me&limit=2";
    let first = ben.get(list).await;
    let second = ben.get(&format!("/api/topics{}", first["next"].as_str().unwrap())).await;
    let rows =
        [first["data"].as_array().unwrap().clone(), second["data"].as_array().unwrap().clone()].concat();
    let mut listed = ids(&rows);
    // Within one moment the order is any.
    listed.sort();
    let mut expect = asked.clone();
    expect.sort();
    assert_eq!((listed, &first["total"], second.get("next")), (expect, &json!(4), None));
    assert!(rows.iter().all(|row| row["to"] == "ben"));
    let states = rows.iter().filter(|row| row["state"] == "private").count();
    assert_eq!(states, 3);
    let moments: Vec<_> = rows.iter().map(|row| row["created_at"].as_str().unwrap()).collect();
    assert!(moments.is_sorted_by(|one, other| one >= other), "{moments:?}");
    assert_eq!(ada.get(list).await["total"], 0);
    // What was put to somebody before everyone says to nobody else to whom.
    let public = service.get("/api/topics?limit=50").await;
    assert!(public["data"].as_array().unwrap().iter().all(|topic| topic.get("to").is_none()));
    assert_eq!(problem(&service.send("GET", list, &[]).await).0, 401);
    assert_eq!(problem(&ben.send("GET", "/api/topics?asked=ada").await).0, 400);
}

#[tokio::test]
async fn what_one_asks_in_private_is_a_list_of_ones_own_until_it_is_everyones() {
    let (_database, service) = two("asking-own").await;
    let [ada, ben, cleo] = ["ada", "ben", "cleo"].map(|person| Visitor::new(&service, person));
    let mut asked = Vec::new();
    for (key, visitor, is_private) in [(1, &ada, true), (2, &ada, false), (3, &cleo, true), (4, &ada, true)] {
        let mut question = to("ben", "Which one?");
        question["private"] = json!(is_private);
        asked.push(id(&visitor.post("/api/topics", key, &question).await));
    }
    let reply = json!({ "body": "A snollygost" });
    ben.post(&format!("/api/topics/{}/replies", asked[0]), 5, &reply).await;
    let list = "/api/topics?asked=by_me&limit=1";
    let first = ada.get(list).await;
    let second = ada.get(&format!("/api/topics{}", first["next"].as_str().unwrap())).await;
    assert_eq!((&first["total"], second.get("next")), (&json!(2), None));
    let rows = [first["data"][0].clone(), second["data"][0].clone()];
    let mut listed = ids(&rows);
    listed.sort();
    let mut expect = vec![asked[0].clone(), asked[3].clone()];
    expect.sort();
    assert_eq!(listed, expect);
    let moments: Vec<_> = rows.iter().map(|row| row["created_at"].as_str().unwrap()).collect();
    assert!(moments.is_sorted_by(|one, other| one >= other), "{moments:?}");
    for row in &rows {
        assert_eq!((&row["state"], &row["to"]), (&json!("private"), &json!("ben")));
        assert_eq!(row["viewer"]["may"], json!(["publish"]));
    }
    let replied = rows.iter().find(|row| row["id"] == asked[0].as_str()).unwrap();
    assert_eq!((&replied["reply_count"], &replied["replies"][0]["body"]), (&json!(1), &reply["body"]));
    assert_eq!(ids(second["people"].as_array().unwrap()), ["ada", "ben"]);
    // A cursor of one list is none of the other.
    let other = format!("/api/topics{}", first["next"].as_str().unwrap().replace("by_me", "me"));
    assert_eq!(problem(&ada.send("GET", &other).await).0, 400);

    assert_eq!(ids(cleo.get(list).await["data"].as_array().unwrap()), [asked[2].as_str()]);
    assert_eq!(ben.get(list).await["total"], 0);
    assert_eq!(problem(&service.send("GET", list, &[]).await).0, 401);
    ada.send("PUT", &format!("/api/topics/{}/public", asked[3])).await;
    let left = ada.get(list).await;
    assert_eq!((ids(left["data"].as_array().unwrap()), &left["total"]), (vec![asked[0].clone()], &json!(1)));
}

#[tokio::test]
async fn whoever_ends_the_friendship_is_written_to_no_more() {
    let (_database, service) = two("asking-ended").await;
    let [ada, ben] = ["ada", "ben"].map(|person| Visitor::new(&service, person));
    let topic = format!("/api/topics/{}", id(&ada.post("/api/topics", 1, &to("ben", "Which one?")).await));
    ben.send("DELETE", "/api/friends/ada").await;
    for visitor in [&ada, &ben] {
        let refused = visitor.post(&format!("{topic}/replies"), 2, &json!({ "body": "And?" })).await;
        assert_eq!(problem(&refused), (403, "forbidden".to_owned()));
        assert_eq!(visitor.get(&topic).await["reply_count"], 0);
    }
    assert_eq!(problem(&ada.post("/api/topics", 3, &to("ben", "And?")).await).0, 422);
}

#[tokio::test]
async fn a_newcomers_question_waits_once_it_is_for_everyone() {
    let (_database, service) = guarded("asking-newcomer").await;
    befriend(&service, &[("ada", "ben")]).await;
    let [ada, ben] = ["ada", "ben"].map(|person| Visitor::new(&service, person));
    let mo = Visitor::of(&service, "mo", "moderator");
    let word = json!({ "verb": "uses", "audience": "friends", "will_answer": true });
    ben.say("PUT", "/api/recommendations/k2", &word).await;
    let waiting = mo.get("/api/moderation").await["total"].clone();
    let topic = format!("/api/topics/{}", id(&ada.post("/api/topics", 1, &to("ben", "Which one?")).await));
    assert_eq!(mo.get("/api/moderation").await["total"], waiting);
    for _ in 0..2 {
        assert_eq!(ada.send("PUT", &format!("{topic}/public")).await.json()["state"], "waiting");
    }
    assert_eq!(ada.get(&topic).await["state"], "waiting");
    // The addressee still reads what was asked in private.
    assert_eq!(ben.get(&topic).await["state"], "private");
    assert_eq!(problem(&service.send("GET", &topic, &[]).await).0, 404);
    assert_ne!(mo.get("/api/moderation").await["total"], waiting);
    assert_eq!(mo.get(&topic).await["state"], "waiting");
}

#[tokio::test]
async fn whoever_is_erased_takes_private_topics_along() {
    for (gone, other) in [("ada", "ben"), ("ben", "ada")] {
        let (database, service) = two(&format!("asking-erased-{gone}")).await;
        let [ada, ben] = ["ada", "ben"].map(|person| Visitor::new(&service, person));
        let topic =
            format!("/api/topics/{}", id(&ada.post("/api/topics", 1, &to("ben", "Which one?")).await));
        ben.post(&format!("{topic}/replies"), 2, &json!({ "body": "A snollygost" })).await;
        let kept = database.kept_about(gone).await.unwrap().unwrap();
        assert_eq!(kept["private_topics"][0]["addressee"], "ben");
        assert_eq!(kept["private_replies"][0]["body"], "A snollygost");
        database.erase(NOW, gone, Posts::Stay).await.unwrap();
        for person in [gone, other] {
            let answer = Visitor::new(&service, person).send("GET", &topic).await;
            assert_eq!(problem(&answer).0, 404, "{gone} {person}");
        }
        let kept = database.kept_about(other).await.unwrap().unwrap();
        assert!(!kept.to_string().contains("snollygost") && kept.get("private_topics").is_none(), "{kept}");
    }
}
