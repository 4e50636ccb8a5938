//! What programs that post are told: a field that only they fill, forms that nobody fills so quickly, and work to do.

use axum::http::{StatusCode, header};
use goodword_endpoint::database::Database;
use goodword_endpoint::limits::{Guard, Work};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::limits::guarded;
use super::visitors::{Visitor, keys, problem, question};
use crate::stage::{Answer, Service, demo};

const TOPIC: &str = "/api/topics/1/replies";

#[tokio::test]
async fn a_form_that_no_person_filled_is_refused() {
    let (database, _) = demo("robots-form").await;
    let service = Service::with(&database, Some(keys()));
    let ada = Visitor::new(&service, "ada");
    let filled = async |website: &str, opened_ms: Value| {
        let mut form = question("Is it a form?");
        form["website"] = json!(website);
        form["opened_ms"] = opened_ms;
        ada.post("/api/topics", 1, &form).await
    };
    let lured = filled("https://spam.example", json!(60_000)).await;
    assert_eq!(problem(&lured), (422, "bad-field".to_owned()));
    assert_eq!(lured.json()["parameter"], "website");
    let quick = filled("", json!(3)).await;
    assert_eq!(problem(&quick), (429, "too-quick".to_owned()));
    assert_eq!(quick.header(header::RETRY_AFTER), "1");
    assert_eq!(problem(&filled("", json!("long")).await), (400, "bad-document".to_owned()));

    let first = filled("", json!(4000)).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let again = filled("", json!(9000.5)).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, first.json()), "it is the same draft");
}

fn working(database: &Database, work: Work) -> Service {
    guarded(database, Guard { work, ..Guard::default() })
}

async fn post(service: &Service, key: u8, proof: Option<&str>) -> Answer {
    let ada = Visitor::of(service, "ada", "moderator");
    let key = format!("0190f5fe-7c00-7a00-8000-0000000000{key:02x}");
    let mut headers = vec![("authorization", ada.bearer.as_str()), ("idempotency-key", &key)];
    headers.extend(proof.map(|proof| ("goodword-proof", proof)));
    service.send_with("POST", TOPIC, &headers, br#"{"body": "Buy now"}"#.to_vec()).await
}

/// The header that solves what the answer asks.
#[track_caller]
fn solve(asked: &Answer) -> String {
    assert_eq!(problem(asked), (428, "proof-of-work".to_owned()));
    let asked = asked.json();
    let (challenge, bits) = (asked["challenge"].as_str().unwrap(), asked["bits"].as_u64().unwrap());
    assert!((8..=20).contains(&bits), "a phone does it within a second");
    let is_solved = |proof: &String| {
        let hash = Sha256::digest(proof);
        u32::from_be_bytes(*hash.first_chunk().unwrap()).leading_zeros() >= u32::try_from(bits).unwrap()
    };
    (0..9_999_999).map(|nonce| format!("{challenge}:{nonce}")).find(is_solved).unwrap()
}

#[tokio::test]
async fn a_proof_of_work_is_taken_once_by_any_instance() {
    let (database, _) = demo("robots-work").await;
    let [one, other] = [working(&database, Work::Always), working(&database, Work::Always)];
    let proof = solve(&post(&one, 1, None).await);
    assert_eq!(post(&other, 1, Some(&proof)).await.status, StatusCode::CREATED);
    for service in [&one, &other] {
        let again = post(service, 2, Some(&proof)).await;
        assert_eq!(problem(&again), (428, "proof-of-work".to_owned()));
        assert_ne!(again.json()["challenge"], proof.split(':').next().unwrap(), "a new one comes with it");
    }
    let made_up = post(&one, 3, Some("AAAA:1")).await;
    assert_eq!(problem(&made_up).0, 428);
    let me_too = Visitor::new(&one, "ada").send("PUT", "/api/topics/1/me_too").await;
    assert_eq!(me_too.status, StatusCode::OK, "only posts cost work");
    assert_eq!(one.send("GET", TOPIC, &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn under_attack_every_instance_asks_for_work() {
    let (database, _) = demo("robots-attack").await;
    let [one, other] = [working(&database, Work::Auto), working(&database, Work::Auto)];
    for key in 0..60 {
        assert_eq!(post(&one, key, None).await.status, StatusCode::CREATED, "{key}");
    }
    let proof = solve(&post(&other, 60, None).await);
    assert_eq!(post(&one, 60, Some(&proof)).await.status, StatusCode::CREATED);
}
