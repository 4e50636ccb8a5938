//! Walking a list page by page gives every row once.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::stage::{Service, empty, ids, put, resolve};

const SORTS: [&str; 5] = ["recent", "active", "replies", "me_too", "unanswered"];

/// A topic with few different values, so that many are equal. The number says which values.
fn topic(prefix: &str, n: usize, seed: u8) -> Value {
    let date = |of: u8| (!of.is_multiple_of(4)).then(|| format!("2026-05-0{}T09:00:00Z", 1 + of % 3));
    json!({"id": format!("{prefix}{n}"), "title": "T", "me_too_count": seed % 3, "reply_count": seed % 5,
        "created_at": date(seed), "last_active_at": date(seed / 7)})
}

fn snapshot(prefix: &str, seeds: &[u8]) -> String {
    let topics: Vec<_> = seeds.iter().enumerate().map(|(n, seed)| topic(prefix, n, *seed)).collect();
    let words: Vec<_> = (topics.iter().enumerate())
        .map(|(n, topic)| {
            json!({"id": format!("{prefix}{n}"), "person": "p", "subject": "k2", "verb": "uses",
            "created_at": topic["created_at"]})
        })
        .collect();
    json!({"goodword": 1, "topics": topics, "recommendations": words}).to_string()
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

/// Walks the list, and adds the second snapshot's rows after the first page.
async fn check(name: &str, before: &[u8], during: &[u8], limit: usize) {
    let expect = sorted((0..before.len()).map(|n| format!("a{n}")).collect());
    let lists = SORTS.map(|sort| format!("/api/topics?sort={sort}&")).into_iter();
    for (at, list) in lists.chain(["/api/recommendations?".to_owned()]).enumerate() {
        let name = format!("{name}-{at}");
        let database = empty(&name).await;
        put(&database, &name, &snapshot("a", before)).await;
        let service = Service::on(&database);
        let path = format!("{list}limit={limit}");

        let (rows, pages) = service.walk(&path).await;
        assert_eq!(sorted(ids(&rows)), expect, "{path}");
        assert_eq!(pages, before.len().div_ceil(limit).max(1), "{path}");
        let whole = service.get(&format!("{list}limit=50")).await;
        assert_eq!(whole["data"].as_array().unwrap(), &rows, "the order does not hang on the limit: {path}");

        let first = service.get(&path).await;
        assert_eq!(first["total"], before.len(), "{path}");
        put(&database, &name, &snapshot("b", during)).await;
        let mut walked = ids(first["data"].as_array().unwrap());
        if let Some(next) = first["next"].as_str() {
            walked.extend(ids(&service.walk(&resolve(&path, next)).await.0));
        }
        let old: Vec<_> = walked.iter().filter(|id| id.starts_with('a')).cloned().collect();
        assert_eq!(sorted(old), expect, "{path}");
        let distinct: std::collections::BTreeSet<_> = walked.iter().collect();
        assert_eq!(distinct.len(), walked.len(), "{path}");
        database.close().await;
    }
}

#[test]
fn any_walk_gives_every_row_once_also_while_rows_are_added() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let seeds = || prop::collection::vec(any::<u8>(), 0..30);
    let walk = |(before, during, limit): (Vec<u8>, Vec<u8>, usize)| {
        runtime.block_on(check("cursors", &before, &during, limit));
        Ok(())
    };
    runner.run(&(seeds(), seeds(), 1..9_usize), walk).unwrap();
}

#[tokio::test]
async fn each_order_is_what_its_name_says() {
    let database = empty("orders").await;
    let snapshot = r#"{"goodword": 1, "topics": [
      {"id": "old", "title": "T", "created_at": "2026-01-01", "last_active_at": "2026-06-01", "me_too_count": 1, "reply_count": 3},
      {"id": "new", "title": "T", "created_at": "2026-05-01", "last_active_at": "2026-05-01", "me_too_count": 5, "status": "complete"},
      {"id": "replied", "title": "T", "created_at": "2026-02-01", "me_too_count": 3, "replies": [{"body": "r", "created_at": "2026-07-01"}]},
      {"id": "undated", "title": "T", "kind": "idea"}]}"#;
    put(&database, "orders", snapshot).await;
    let service = Service::on(&database);
    for (sort, expect) in [
        ("recent", vec!["new", "replied", "old", "undated"]),
        ("active", vec!["replied", "old", "new", "undated"]),
        ("replies", vec!["old", "replied", "new", "undated"]),
        ("me_too", vec!["new", "replied", "old", "undated"]),
        ("unanswered", vec!["replied", "old"]),
        ("", vec!["replied", "old", "new", "undated"]),
    ] {
        assert_eq!(ids(&service.walk(&format!("/api/topics?sort={sort}")).await.0), expect, "{sort}");
    }
}
