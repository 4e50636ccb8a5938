//! Words for everyone by ranges of keys: nobody is named, everyone is told the same, and nothing else is in them.

use axum::http::{StatusCode, header};
use goodword_core::model::Id;
use goodword_endpoint::database::range_key;
use serde_json::{Value, json};
use std::fmt::Write as _;

use super::visitors::{Visitor, guarded, open, problem};
use crate::stage::{Service, empty, put, url};
use goodword_endpoint::database::Database;

fn hexadecimal(subject: &str, person: &str) -> String {
    let key = range_key(&Id::from(subject), &Id::from(person));
    key.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

/// All rows of all ranges.
async fn all(service: &Service, digits: usize) -> Vec<Value> {
    let mut rows = Vec::new();
    for prefix in 0..1_u32 << (4 * digits) {
        let prefix = format!("{prefix:0digits$x}");
        let range = service.get(&format!("/api/recommendations?prefix={prefix}")).await;
        assert_eq!(range["digits"], digits);
        for row in range["data"].as_array().unwrap() {
            assert!(row["key"].as_str().unwrap().starts_with(&prefix), "{row}");
            rows.push(row.clone());
        }
    }
    rows
}

#[tokio::test]
async fn a_range_holds_whose_key_begins_so_and_names_nobody() {
    let (_database, service) = open("ranges").await;
    let discovery = service.get("/api/").await;
    assert_eq!(discovery["range_digits"], 1);
    assert!(discovery["links"]["recommendations"].as_str().unwrap().contains("prefix"));
    let public = service.walk("/api/recommendations?limit=50").await.0;
    let rows = all(&service, 1).await;
    assert!(public.len() >= 3);
    let mut expect: Vec<Value> = public
        .iter()
        .map(|word| {
            let [subject, person] = ["subject", "person"].map(|name| word[name].as_str().unwrap());
            let mut row = json!({ "key": hexadecimal(subject, person) });
            for name in ["verb", "text", "created_at", "will_answer"] {
                if let Some(value) = word.get(name) {
                    row[name] = value.clone();
                }
            }
            row
        })
        .collect();
    expect.sort_by_key(|row| row["key"].as_str().unwrap().to_owned());
    assert_eq!(rows, expect);
}

#[tokio::test]
async fn the_key_is_the_hash_of_subject_and_person() {
    // From another implementation: printf 'k2\0p1' | sha256sum
    assert_eq!(hexadecimal("k2", "p1"), "a639f55b4b1af4e3053f972e6ee9d66fb50ccf423e4b12d276104dc38e3f8451");
    assert_ne!(hexadecimal("k", "2p1"), hexadecimal("k2", "p1"));
}

#[tokio::test]
async fn everyone_is_told_the_same_bytes_and_may_keep_them() {
    let (_database, service) = open("ranges-same").await;
    let ada = Visitor::new(&service, "ada");
    let path = "/api/recommendations?prefix=a";
    let answer = service.send("GET", path, &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::CACHE_CONTROL), "public, max-age=300");
    assert!(!answer.header(header::VARY).contains("authorization"), "{}", answer.header(header::VARY));
    let capital = service.send("GET", "/api/recommendations?prefix=A", &[]).await;
    assert_eq!(capital.body, answer.body);
    for headers in
        [("authorization", ada.bearer.as_str()), ("authorization", "Bearer of.bad.news"), ("cookie", "a=b")]
    {
        let other = service.send("GET", path, &[headers]).await;
        assert_eq!(
            (other.status, &other.body, &other.headers),
            (answer.status, &answer.body, &answer.headers)
        );
    }
    let tag = answer.header(header::ETAG).to_owned();
    assert!(!tag.is_empty());
    let kept = service.send("GET", path, &[("if-none-match", &tag)]).await;
    assert_eq!((kept.status, kept.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(kept.header(header::CACHE_CONTROL), "public, max-age=300");
}

#[tokio::test]
async fn a_prefix_of_another_length_is_told_which() {
    let (_database, service) = open("ranges-refused").await;
    for prefix in ["ab", "g", "%2B", "-", "ä", "abcdefabcdef"] {
        let answer = service.send("GET", &format!("/api/recommendations?prefix={prefix}"), &[]).await;
        assert_eq!(problem(&answer), (422, "bad-field".to_owned()), "{prefix}");
        assert_eq!(answer.json()["parameter"], "prefix");
        assert!(answer.json()["detail"].as_str().unwrap().contains("1 hexadecimal digits"));
        assert_ne!(answer.header(header::CACHE_CONTROL), "public, max-age=300");
    }
}

#[tokio::test]
async fn only_what_is_for_everyone_and_published_is_in_a_range() {
    let (_database, service) = guarded("ranges-audience").await;
    let before = all(&service, 1).await.len();
    let ada = Visitor::new(&service, "ada");
    let mo = Visitor::of(&service, "mo", "moderator");
    let range = format!("/api/recommendations?prefix={}", &hexadecimal("teapot", "ada")[..1]);
    let mut word = String::new();
    for audience in ["me", "friends", "public"] {
        let body = json!({ "verb": "loves", "text": "A snollygost", "audience": audience });
        let answer = ada.say("PUT", "/api/recommendations/teapot", &body).await;
        word = answer.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(all(&service, 1).await.len(), before, "{audience}");
    }
    let deed = |act: &str| json!({ "act": act, "topic": format!("recommendation:{word}") });
    for (key, act, more) in [(1, "approve", 1), (2, "hide", 0), (3, "restore", 1)] {
        assert!(mo.post("/api/moderation/acts", key, &deed(act)).await.status.is_success(), "{act}");
        assert_eq!(all(&service, 1).await.len(), before + more, "{act}");
        let found = service.get(&range).await.to_string().contains("snollygost");
        assert_eq!(found, more == 1, "{act}");
    }
    ada.send("DELETE", "/api/recommendations/teapot").await;
    assert_eq!(all(&service, 1).await.len(), before);
}

#[tokio::test]
async fn more_words_are_told_by_more_digits() {
    let database = empty("ranges-many").await;
    let words: Vec<_> = (0..1025)
        .map(|n| json!({ "id": format!("r{n}"), "person": format!("p{n}"), "subject": "k2", "verb": "loves", "text": n.to_string(), "audience": "public" }))
        .collect();
    let snapshot = json!({ "goodword": 1, "topics": [], "recommendations": words });
    put(&database, "ranges-many", &snapshot.to_string()).await;
    let service = Service::on(&database);
    assert_eq!(service.get("/api/").await["range_digits"], 2);
    let rows = all(&service, 2).await;
    assert_eq!(rows.len(), 1025);
    assert!(rows.is_sorted_by_key(|row| row["key"].as_str().unwrap().to_owned()));
}

#[tokio::test]
async fn words_of_an_earlier_version_get_their_keys_when_the_database_is_opened() {
    let url = url("ranges-old").await;
    let database = Database::open(&url).await.unwrap();
    let word = r#"{"goodword": 1, "topics": [], "recommendations": [{"id": "r", "person": "p1", "subject": "k2", "verb": "loves", "text": "It sings.", "audience": "public"}]}"#;
    put(&database, "ranges-old", word).await;
    let pool = sqlx::AnyPool::connect(&url).await.unwrap();
    sqlx::query("UPDATE recommendations SET range_start = NULL").execute(&pool).await.unwrap();
    assert_eq!(all(&Service::on(&database), 1).await.len(), 0);
    database.close().await;
    let database = Database::open(&url).await.unwrap();
    assert_eq!(all(&Service::on(&database), 1).await.len(), 1);
}
