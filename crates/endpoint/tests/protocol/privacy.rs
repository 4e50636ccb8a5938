//! What is not published is nowhere.

use goodword_endpoint::database::{Database, State};
use goodword_endpoint::export::{Extent, export};

use crate::stage::{NOW, Service, empty, put};

const SNAPSHOT: &str = r#"{"goodword": 1, "name": "Kettles", "topics": [
  {"id": "open", "title": "Open", "body": "shown", "kind": "problem", "tags": ["t"], "products": ["k2"], "replies": [
    {"id": "a", "body": "A plain reply"}, {"id": "secret-reply", "body": "Secret words", "best": true, "official": true}]},
  {"id": "secret-topic", "title": "Secret title", "body": "Secret words", "tags": ["t"], "products": ["k2"],
    "replies": [{"id": "b", "body": "Secret words under it"}]}],
  "people": [{"id": "p1", "name": "Mira"}],
  "recommendations": [
    {"id": "r1", "person": "p1", "subject": "k2", "verb": "loves", "text": "shown"},
    {"id": "r2", "person": "p1", "subject": "k2", "verb": "loves", "text": "Secret words for friends", "audience": "friends"},
    {"id": "r3", "person": "p1", "subject": "k2", "verb": "loves", "text": "Secret words", "audience": "only_me"},
    {"id": "r4", "person": "p1", "subject": "k2", "verb": "loves", "text": "Secret words, taken back"}]}"#;

/// Everything that the public can ask for, in one text.
async fn everything(database: &Database) -> String {
    let service = Service::on(database);
    let mut all = String::new();
    for path in [
        "/api/",
        "/api/topics",
        "/api/topics?sort=recent",
        "/api/topics?sort=replies",
        "/api/topics?sort=me_too",
        "/api/topics?sort=unanswered",
        "/api/topics?kind=question,problem",
        "/api/topics?tag=t",
        "/api/topics?product=k2",
        "/api/topics/open",
        "/api/topics/open/replies",
        "/api/topics/secret-topic",
        "/api/topics/secret-topic/replies",
        "/api/search?q=secret",
        "/api/search?q=words",
        "/api/recommendations",
        "/api/recommendations?subject=k2",
    ] {
        all += &String::from_utf8(service.send("GET", path, &[]).await.body).unwrap();
    }
    let mut bytes = Vec::new();
    export(database, Extent::Public, &mut bytes).await.unwrap();
    all + &String::from_utf8(bytes).unwrap()
}

async fn set(database: &Database, state: State) {
    let mut writer = database.write(NOW).await.unwrap();
    assert!(writer.set_topic_state("secret-topic", state).await.unwrap());
    assert!(writer.set_reply_state("open", "secret-reply", state).await.unwrap());
    assert!(writer.set_recommendation_state("r4", state).await.unwrap());
    assert!(!writer.set_topic_state("none", state).await.unwrap());
    assert!(!writer.set_reply_state("secret-topic", "secret-reply", state).await.unwrap());
    writer.commit().await.unwrap();
}

async fn check(database: Database) {
    put(&database, "privacy", SNAPSHOT).await;
    assert!(everything(&database).await.to_lowercase().contains("secret title"));
    for state in [State::Waiting, State::Hidden, State::Waiting] {
        set(&database, state).await;
        let all = everything(&database).await.to_lowercase();
        assert!(all.contains("a plain reply"), "{state:?}");
        assert!(!all.contains("secret"), "{state:?}: {all}");
        let service = Service::on(&database);
        let list = service.get("/api/topics?sort=unanswered").await;
        assert_eq!(list["total"], 1, "the answer that is not public answers nothing");
        assert_eq!(list["data"][0]["reply_count"], 1);
    }
    set(&database, State::Published).await;
    let service = Service::on(&database);
    assert_eq!(service.get("/api/topics").await["total"], 2);
    assert_eq!(service.get("/api/search?q=secret").await["total"], 2);
    assert_eq!(service.get("/api/topics/open").await["reply_count"], 2);
    assert_eq!(service.get("/api/recommendations").await["total"], 2);
}

#[tokio::test]
async fn what_waits_or_is_hidden_or_is_for_some_is_nowhere() {
    check(empty("privacy").await).await;
}
