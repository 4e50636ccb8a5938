//! Shared links are counted, and nothing else about those who come by them.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use super::visitors::{Visitor, guarded, open, problem};
use crate::stage::Service;
use goodword_endpoint::database::Database;

const PATH: &str = "/api/recommendations/k2";

fn word(audience: &str) -> Value {
    json!({ "verb": "loves", "text": "It sings.", "audience": audience, "will_answer": true })
}

async fn code(visitor: &Visitor<'_>, audience: &str) -> String {
    let answer = visitor.say("PUT", PATH, &word(audience)).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()["referral"].as_str().unwrap().to_owned()
}

async fn come(service: &Service, code: &str, headers: &[(&str, &str)]) {
    let answer = service.send("POST", &format!("/api/referrals/{code}"), headers).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0), "{code}");
    assert_eq!(answer.header(header::SET_COOKIE), "");
}

async fn acts(database: &Database) -> Vec<Value> {
    let mut all = Vec::new();
    for person in ["ada", "ben"] {
        let kept = database.kept_about(person).await.unwrap().unwrap();
        all.push(kept["acts"].clone());
    }
    all
}

#[tokio::test]
async fn who_comes_by_a_link_is_a_number_to_whoever_shared_it() {
    let (database, service) = open("referring").await;
    let [ada, ben] = ["ada", "ben"].map(|person| Visitor::new(&service, person));
    let [of_ada, of_ben] = [code(&ada, "public").await, code(&ben, "public").await];
    assert!(of_ada.len() >= 16 && of_ada != of_ben);
    // It is one link, however often the word changes.
    assert_eq!(code(&ada, "friends").await, of_ada);
    let (before, events) = (acts(&database).await, service.get("/api/events").await);
    for _ in 0..2 {
        come(&service, &of_ada, &[]).await;
    }
    come(&service, &of_ada, &[("authorization", "Bearer of.bad.news")]).await;
    come(&service, &of_ada, &[("sec-gpc", "1")]).await;
    for unknown in ["none", "%25", &of_ada.to_lowercase(), &of_ada[1..]] {
        come(&service, unknown, &[]).await;
    }
    let own = ada.send("GET", PATH).await;
    assert_eq!(own.header(header::CACHE_CONTROL), "private, no-store");
    let own = own.json();
    assert_eq!((&own["referred"], &own["referral"]), (&json!(3), &json!(of_ada)));
    assert_eq!(
        (&own["text"], &own["audience"], &own["verb"]),
        (&json!("It sings."), &json!("friends"), &json!("loves"))
    );
    assert_eq!(
        (&own["will_answer"], &own["person"], &own["subject"]),
        (&json!(true), &json!("ada"), &json!("k2"))
    );
    assert_eq!(ben.get(PATH).await["referred"], 0);
    assert_eq!((acts(&database).await, service.get("/api/events").await), (before, events));

    // Neither stands where others read.
    let list = service.get("/api/recommendations?subject=k2&limit=50").await.to_string();
    assert!(list.contains("It sings.") && !list.contains("refer") && !list.contains(&of_ben), "{list}");
    let kept = database.kept_about("ada").await.unwrap().unwrap();
    assert_eq!(
        (&kept["recommendations"][0]["referral"], &kept["recommendations"][0]["referred"]),
        (&json!(of_ada), &json!(3))
    );

    // Both go with the word, and a new one has another link.
    ada.send("DELETE", PATH).await;
    come(&service, &of_ada, &[]).await;
    assert_eq!(problem(&ada.send("GET", PATH).await), (404, "not-found".to_owned()));
    assert_ne!(code(&ada, "public").await, of_ada);
    assert_eq!(ada.get(PATH).await["referred"], 0);
}

#[tokio::test]
async fn ones_own_word_is_read_by_oneself_alone() {
    let (_database, service) = guarded("referring-own").await;
    let [ada, ben] = ["ada", "ben"].map(|person| Visitor::new(&service, person));
    let mo = Visitor::of(&service, "mo", "moderator");
    code(&ada, "public").await;
    assert_eq!(ada.get(PATH).await["state"], "waiting");
    for other in [&ben, &mo] {
        assert_eq!(problem(&other.send("GET", PATH).await).0, 404);
    }
    assert_eq!(problem(&service.send("GET", PATH, &[]).await).0, 401);
    let id = ada.get(PATH).await["id"].as_str().unwrap().to_owned();
    mo.post("/api/moderation/acts", 1, &json!({ "act": "hide", "topic": format!("recommendation:{id}") }))
        .await;
    assert_eq!(problem(&ada.send("GET", PATH).await).0, 404);
}

#[tokio::test]
async fn where_nobody_writes_there_are_no_links() {
    let (database, _service) = open("referring-none").await;
    let answer = Service::on(&database).send("POST", "/api/referrals/x", &[]).await;
    assert_eq!(problem(&answer), (405, "method-not-allowed".to_owned()));
}
