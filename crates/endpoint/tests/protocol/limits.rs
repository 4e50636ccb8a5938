//! How much may be asked, and what happens to what is too much.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use goodword_endpoint::api;
use goodword_endpoint::database::Database;
use goodword_endpoint::limits::{Guard, Limits};
use goodword_endpoint::serve::Options;
use serde_json::json;

use super::visitors::{Visitor, keys, problem, question};
use crate::stage::{Answer, RULES, Service, demo};

/// The service on the database, with these changes to no limits at all.
fn limited(database: &Database, changes: &[&str]) -> Service {
    let changes = [&["none"], changes].concat();
    let changes: Vec<_> = changes.iter().map(|change| change.parse().unwrap()).collect();
    let guard = Guard { limits: Limits::with(&changes), trust_proxy: true, ..Guard::default() };
    guarded(database, guard)
}

pub(crate) fn guarded(database: &Database, guard: Guard) -> Service {
    let service =
        Some(api::Service { database: database.clone(), identity: Some(Arc::new(keys())), rules: RULES });
    Service::of(Options { service, guard, ..Options::default() })
}

async fn get(service: &Service, path: &str, from: &str) -> Answer {
    service.send("GET", path, &[("x-forwarded-for", from)]).await
}

#[track_caller]
fn assert_too_many(answer: &Answer) {
    assert_eq!(problem(answer), (429, "too-many".to_owned()));
    let wait: u64 = answer.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*", "a page reads why");
}

#[tokio::test]
async fn each_network_has_its_own_budget_for_reads_and_for_searches() {
    let (database, _) = demo("limits-each").await;
    let service = limited(&database, &["reads=2", "searches=1"]);
    for _ in 0..2 {
        assert_eq!(get(&service, "/api/topics", "2001:db8:0:1::1").await.status, StatusCode::OK);
    }
    assert_too_many(&get(&service, "/api/", "2001:db8:0:1:ffff::2").await);
    for (path, from, expect) in [
        ("/api/search?q=kettle", "2001:db8:0:1::3", 200),
        ("/api/search?q=kettle", "2001:db8:0:1::4", 429),
        ("/api/search?q=kettle", "2001:db8:0:2::4", 200),
        ("/api/topics", "2001:db8:0:2::4", 200),
        ("/api/topics", "192.0.2.1", 200),
        ("/healthz", "2001:db8:0:1::1", 200),
    ] {
        assert_eq!(get(&service, path, from).await.status, expect, "{path} {from}");
    }
    let numbers = String::from_utf8(service.send("GET", "/metrics", &[]).await.body).unwrap();
    for line in [
        r#"goodword_limited_total{budget="reads"} 1"#,
        r#"goodword_limited_total{budget="searches"} 1"#,
        r#"goodword_requests_total{route="/api/topics",method="GET",status="200"} 4"#,
        r#"goodword_request_duration_seconds_count{route="/api/search"} 3"#,
    ] {
        assert!(numbers.lines().any(|is| is == line), "{line} is not in {numbers}");
    }
    assert!(numbers.contains(r#"goodword_database_connections{state="idle"} "#), "{numbers}");
}

#[tokio::test]
async fn all_together_have_a_budget_that_the_refused_do_not_spend() {
    let (database, _) = demo("limits-all").await;
    let service = limited(&database, &["reads=1", "all-reads=2"]);
    assert_eq!(get(&service, "/api/", "192.0.2.1").await.status, StatusCode::OK);
    for _ in 0..3 {
        assert_too_many(&get(&service, "/api/", "192.0.2.1").await);
    }
    assert_eq!(get(&service, "/api/", "192.0.2.2").await.status, StatusCode::OK);
    assert_too_many(&get(&service, "/api/", "192.0.2.3").await);
}

#[tokio::test]
async fn writes_of_a_network_are_counted_whoever_they_are_by() {
    let (database, _) = demo("limits-writes").await;
    let service = limited(&database, &["writes=2"]);
    for (person, expect) in [("ada", 201), ("ben", 201), ("cleo", 429)] {
        let answer = Visitor::new(&service, person).post("/api/topics", 1, &question("Once more?")).await;
        assert_eq!(answer.status, expect, "{person}");
    }
    assert_eq!(get(&service, "/api/topics", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_person_writes_counts_in_all_instances() {
    let (database, _) = demo("limits-person").await;
    let [one, other] = [limited(&database, &["person-writes=2"]), limited(&database, &["person-writes=2"])];
    let body = json!({ "body": "Me again" });
    assert_eq!(Visitor::new(&one, "ada").send("PUT", "/api/topics/1/me_too").await.status, StatusCode::OK);
    let reply = Visitor::new(&other, "ada").post("/api/topics/1/replies", 1, &body).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    for service in [&one, &other] {
        assert_too_many(&Visitor::new(service, "ada").post("/api/topics/1/replies", 2, &body).await);
        let ben = Visitor::new(service, "ben").send("PUT", "/api/topics/1/me_too").await;
        assert_eq!(ben.status, StatusCode::OK);
    }
    for key in 3..6 {
        let moderator = Visitor::of(&one, "mo", "moderator");
        let answer = moderator.post("/api/topics/1/replies", key, &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "who cleans up is not kept from it");
    }
}

#[tokio::test]
async fn a_body_that_never_ends_is_not_waited_for() {
    let (database, _) = demo("limits-deadline").await;
    let guard = Guard { deadline: Duration::from_millis(20), ..Guard::default() };
    let service = guarded(&database, guard);
    let ada = Visitor::new(&service, "ada");
    let request = Request::post("/api/topics")
        .header(header::AUTHORIZATION, &ada.bearer)
        .header("idempotency-key", "0190f5fe-7c00-7a00-8000-000000000001")
        .body(Body::from_stream(tokio_stream::pending::<Result<Vec<u8>, std::io::Error>>()))
        .unwrap();
    assert_eq!(problem(&service.call(request).await), (408, "timeout".to_owned()));
}
