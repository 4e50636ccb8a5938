//! A community that moves in and out stays the same.

use goodword_core::Community;
use goodword_core::friends::FriendWeights;
use goodword_endpoint::database::Database;
use goodword_endpoint::export::{Extent, export};

use crate::stage::{community, demo_file, empty, put, put_file, shared};

async fn exported(database: &Database, extent: Extent) -> Vec<u8> {
    let mut bytes = Vec::new();
    export(database, extent, &mut bytes).await.unwrap();
    bytes
}

#[track_caller]
fn check_same(before: &Community, after: &Community) {
    assert_eq!(before.name(), after.name());
    assert_eq!(before.topics(), after.topics());
    let words = |community: &Community| community.recommendations().all().cloned().collect::<Vec<_>>();
    assert_eq!(words(before), words(after));
    assert_eq!(before.image_hosts(), after.image_hosts());
    assert_eq!(before.tuning(), after.tuning());
    assert_eq!(before.friend_weights(), after.friend_weights());
    for topic in before.topics() {
        let authors = topic.replies.iter().map(|reply| &reply.author).chain([&topic.author]);
        for author in authors.flatten() {
            assert_eq!(before.person(author), after.person(author));
        }
        for product in &topic.products {
            assert_eq!(before.product(product), after.product(product));
        }
    }
    for word in before.recommendations().all() {
        assert_eq!(before.person(&word.person), after.person(&word.person));
    }
}

/// Gives what was exported.
async fn check(name: &str, path: &std::path::Path) -> Vec<u8> {
    let before = community(&std::fs::read(path).unwrap());
    let database = empty(name).await;
    let added = put_file(&database, path).await;
    assert_eq!((added.topics, added.skipped), (before.topics().len(), Vec::new()));
    let first = exported(&database, Extent::WithPrivate).await;
    check_same(&before, &community(&first));
    first
}

#[tokio::test]
async fn the_demo_moves_in_and_out_unchanged() {
    let first = check("moving-demo", &demo_file()).await;
    let again = empty("moving-demo-again").await;
    put(&again, "moving-demo-again", std::str::from_utf8(&first).unwrap()).await;
    assert_eq!(exported(&again, Extent::WithPrivate).await, first);
}

#[tokio::test]
async fn a_large_community_moves_in_and_out_unchanged() {
    if let Some(path) = shared("snapshots/health-2000.json") {
        check("moving-health", &path).await;
    }
}

#[tokio::test]
async fn every_field_moves_along() {
    let database = empty("moving-fields").await;
    let snapshot = r#"{"goodword": 1, "name": "Kettles",
      "topics": [{"id": 7, "kind": "idea", "status": "pending", "title": "T", "body": "*b*", "format": "markdown", "author": "p1",
        "created_at": "0000-01-01", "last_active_at": "9999-12-31T23:59:59.999Z", "url": "/t", "tags": ["A", "a", "ß"],
        "products": ["k2", "x"], "me_too_count": 4294967295, "follower_count": 3, "reply_count": 9,
        "replies": [{"body": "no id"}, {"id": "same", "body": "<p>", "format": "html", "best": true, "official": true,
          "star_count": 5, "created_at": "2026-05-01T09:00:00.5+02:00", "author": "nobody"}]},
        {"id": "8", "title": "bare", "replies": [{"id": "same", "body": "in another topic"}]}],
      "people": [{"id": "p1", "name": "Mira", "avatar": "a.png", "url": "u", "role": "champion"}],
      "recommendations": [{"person": "p1", "subject": "k2", "verb": "bought"},
        {"id": "r", "person": "p9", "subject": "k2", "verb": "loves", "text": "t", "created_at": "2026-05-01", "audience": "only_me", "will_answer": true}],
      "products": [{"id": "k2", "name": "K2", "url": "https://k2.example"}],
      "image_hosts": ["https://a.example", "https://b.example"], "links": {"ask": "elsewhere"},
      "ranking": {"answer": 0.5, "k1": 1.2}, "friend_ranking": {"words": 0.25, "friend": 6}, "synonyms": [["cart", "shopping basket"], ["lid", "cap"]]}"#;
    put(&database, "moving-fields", snapshot).await;
    let after = community(&exported(&database, Extent::WithPrivate).await);
    check_same(&community(snapshot.as_bytes()), &after);
    assert_eq!(after.link("ask"), None);
    let (weights, synonyms) = after.tuning();
    assert_eq!(weights.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["answer", "k1"]);
    assert_eq!(synonyms[0], ["cart", "shopping basket"]);
    let expect = FriendWeights { words: 0.25, friend: 6.0, ..FriendWeights::default() };
    assert_eq!(*after.friend_weights(), expect);
}

#[tokio::test]
async fn what_is_bad_or_there_already_is_left_out_by_its_path() {
    let database = empty("moving-bad").await;
    let snapshot = r#"{"goodword": 1, "topics": [{"id": "1", "title": "One"}, {"id": "2"}, {"id": "1", "title": "Other"}]}"#;
    let added = put(&database, "moving-bad", snapshot).await;
    assert_eq!(added.topics, 1);
    assert_eq!(
        added.to_string(),
        "1 topics, 0 replies, 0 people, 0 recommendations, 0 products\n  \
         skipped topics[1]: title is missing\n  skipped topics[?id=1]: a row with this id is there already"
    );
    let after = community(&exported(&database, Extent::Public).await);
    assert_eq!(after.topic("1").unwrap().title, "One");
}

#[tokio::test]
async fn what_some_database_cannot_keep_is_left_out_by_its_path_on_all() {
    let database = empty("moving-kept").await;
    let long = "ż".repeat(800);
    let snapshot = format!(
        r#"{{"goodword": 1, "name": "Kett\u0000les", "image_hosts": ["https://a.example\u0000"],
        "topics": [{{"id": "1", "title": "One"}}, {{"id": "2", "title": "Two", "replies": [{{"body": "a\u0000b"}}]}},
          {{"id": "3", "title": "Three", "tags": ["{long}"]}}, {{"id": "4\u0000", "title": "Four"}},
          {{"id": "5", "title": "Five", "body": "\\u0000"}}],
        "people": [{{"id": "p1", "name": "Mi\u0000ra"}}], "products": [{{"id": "{long}", "name": "Long"}}],
        "recommendations": [{{"id": "r1", "person": "p1", "subject": "k\u0000", "verb": "loves"}}]}}"#
    );
    let added = put(&database, "moving-kept", &snapshot).await;
    assert_eq!((added.topics, added.people, added.recommendations, added.products), (2, 0, 0, 0));
    let mut paths: Vec<_> = added.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    paths.sort_unstable();
    let product = format!("products[?id={}]", "ż".repeat(40));
    let expect = [
        "image_hosts",
        "name",
        "people[?id=p1]",
        &product,
        "recommendations[?id=r1]",
        "topics[?id=2]",
        "topics[?id=3]",
        "topics[?id=4]",
    ];
    assert_eq!(paths, expect);
    let after = community(&exported(&database, Extent::WithPrivate).await);
    assert_eq!(after.topic("5").unwrap().body.source, "\\u0000");
}

#[tokio::test]
async fn of_a_bad_document_nothing_is_kept() {
    let database = empty("moving-cut").await;
    let file = crate::stage::folder("moving-cut-source").join("community.json");
    std::fs::write(&file, r#"{"goodword": 1, "topics": [{"id": "1", "title": "One"}, {"id""#).unwrap();
    let error = goodword_endpoint::seed::import(&database, &file, crate::stage::NOW).await.unwrap_err();
    assert!(error.to_string().contains("truncated"), "{error}");
    assert!(database.is_empty().await.unwrap());
}

#[tokio::test]
async fn a_public_file_holds_no_word_that_is_not_for_everyone() {
    let database = empty("moving-public").await;
    put_file(&database, &demo_file()).await;
    let public = community(&exported(&database, Extent::Public).await);
    let all = community(&exported(&database, Extent::WithPrivate).await);
    assert_eq!((public.recommendations().all().count(), all.recommendations().all().count()), (44, 47));
}
