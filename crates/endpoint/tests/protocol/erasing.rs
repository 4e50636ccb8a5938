//! What is kept about a person, and that nothing is left of whoever is taken out. That no byte is left in the files is tested
//! where the files are known.

use goodword_endpoint::database::{Database, Erased, Posts};
use goodword_endpoint::seed::Added;
use serde_json::json;

use super::visitors::{Visitor, guarded, id, keys, question};
use crate::stage::{NOW, Service, empty, put};

#[tokio::test]
async fn a_person_is_read_out_and_taken_out_whole() {
    let (database, service) = guarded("erasing").await;
    let ada = Visitor::of(&service, "ada", "champion");
    let before = service.get("/api/topics/1").await;
    let topic = id(&ada.post("/api/topics", 1, &question("Is it a flumadiddle?")).await);
    ada.post("/api/topics/1/replies", 2, &json!({ "body": "A snollygost" })).await;
    let star = format!("/api/topics/1/replies/{}/star", before["replies"][0]["id"].as_str().unwrap());
    for path in ["/api/topics/1/me_too", "/api/topics/1/follow", &star, "/api/friends/p1"] {
        assert_eq!(ada.send("PUT", path).await.status, 200, "{path}");
    }
    ada.say("POST", "/api/topics/3/flag", &json!({ "reason": "other", "detail": "What a thing" })).await;
    ada.say("PUT", "/api/recommendations/k2", &json!({ "verb": "loves", "audience": "friends" })).await;
    Visitor::new(&service, "ben")
        .post(&format!("/api/topics/{topic}/replies"), 3, &json!({ "body": "No" }))
        .await;

    let kept = database.kept_about("ada").await.unwrap().unwrap();
    for (list, rows) in [
        ("person", 1),
        ("topics", 1),
        ("replies", 1),
        ("recommendations", 1),
        ("me_too", 1),
        ("follows", 1),
        ("stars", 1),
        ("flags", 1),
        ("friends", 1),
        ("acknowledged", 2),
    ] {
        assert_eq!(kept[list].as_array().map(Vec::len), Some(rows), "{list} of {kept}");
    }
    assert_eq!(kept["person"][0]["name"], "ada by name");
    assert!(kept["acts"].as_array().unwrap().len() >= 7, "{kept}");

    let erased = database.erase(NOW, "ada", Posts::Go).await.unwrap();
    assert_eq!(erased, Some(Erased { topics: 1, replies: 1 }));
    assert_eq!(database.kept_about("ada").await.unwrap(), None);
    assert_eq!(database.erase(NOW, "ada", Posts::Go).await.unwrap(), None);
    let after = service.get("/api/topics/1").await;
    for count in ["me_too_count", "follower_count", "reply_count", "replies"] {
        assert_eq!(after[count], before[count], "{count}");
    }
    assert_eq!(service.send("GET", &format!("/api/topics/{topic}"), &[]).await.status, 404);
    for word in ["flumadiddle", "snollygost"] {
        assert_eq!(service.get(&format!("/api/search?q={word}")).await["total"], 0, "{word}");
    }
    let log = Visitor::of(&service, "mo", "moderator").get("/api/moderation/acts?limit=50").await;
    assert!(!log.to_string().contains("ada"), "{log}");
}

#[tokio::test]
async fn posts_can_stay_by_nobody() {
    let (database, service) = guarded("erasing-posts-stay").await;
    let ada = Visitor::of(&service, "ada", "champion");
    let topic = id(&ada.post("/api/topics", 1, &question("Is it a flumadiddle?")).await);
    assert_eq!(database.erase(NOW, "ada", Posts::Stay).await.unwrap(), Some(Erased::default()));
    let found = service.get(&format!("/api/topics/{topic}")).await;
    assert_eq!((found["title"].as_str(), found.get("author")), (Some("Is it a flumadiddle?"), None));
    assert!(!found.to_string().contains("ada"), "{found}");
}

/// Of Ada, of Ben and of both; the numbers say what a topic and its replies are by.
const OLD: &str = r#"{"goodword": 1, "topics": [
    {"id": "a", "title": "Ada asks", "author": "ada", "reply_count": 1, "replies": [{"id": "1", "author": "ben", "body": "Ben says"}]},
    {"id": "b", "title": "Ben asks", "author": "ben", "reply_count": 2, "me_too_count": 4,
     "replies": [{"id": "1", "author": "ada", "body": "A snollygost", "best": true}, {"id": "2", "author": "ben", "body": "So be it"}]}],
  "people": [{"id": "ada", "name": "Ada"}, {"id": "ben", "name": "Ben"}],
  "recommendations": [{"id": "r", "person": "ada", "subject": "k2", "verb": "loves", "text": "It sings."}]}"#;

/// A database from which Ada was erased, and into which an old snapshot of others, and then that of hers, is put.
async fn put_again(name: &str, posts: Posts) -> (Database, Added) {
    let database = empty(name).await;
    let ada = r#"{"goodword": 1, "topics": [], "people": [{"id": "ada", "name": "Ada"}]}"#;
    put(&database, name, ada).await;
    assert!(database.erase(NOW, "ada", posts).await.unwrap().is_some());
    let added = put(&database, name, OLD).await;
    assert_eq!(database.kept_about("ada").await.unwrap(), None);
    (database, added)
}

#[tokio::test]
async fn no_snapshot_brings_back_who_was_erased_with_all_posts() {
    let (database, added) = put_again("erasing-import-go", Posts::Go).await;
    // Ada's question with Ben's reply, her reply to Ben, herself and what she recommends.
    assert_eq!((added.topics, added.replies, added.people, added.recommendations), (1, 1, 1, 0));
    assert_eq!((added.erased, added.nameless, &added.skipped[..]), (5, 0, &[][..]));
    assert!(added.to_string().contains("5 rows were left out"), "{added}");
    let service = Service::on(&database);
    assert_eq!(service.send("GET", "/api/topics/a", &[]).await.status, 404);
    let topic = service.get("/api/topics/b").await;
    assert_eq!((&topic["reply_count"], topic["replies"].as_array().unwrap().len()), (&json!(1), 1));
    assert_eq!(topic["me_too_count"], 4);
    assert_eq!(service.get("/api/search?q=snollygost").await["total"], 0);
    // Also where a later time would let posts stay.
    Visitor::new(&Service::with(&database, Some(keys())), "ada").send("PUT", "/api/topics/b/me_too").await;
    assert!(database.erase(NOW, "ada", Posts::Stay).await.unwrap().is_some());
    let again = put(&database, "erasing-import-go", OLD).await;
    assert_eq!((again.topics, again.erased, again.skipped.len()), (0, 4, 2));
}

#[tokio::test]
async fn posts_that_could_stay_come_back_by_nobody() {
    let (database, added) = put_again("erasing-import-stay", Posts::Stay).await;
    assert_eq!((added.topics, added.replies, added.people, added.recommendations), (2, 3, 1, 0));
    assert_eq!((added.erased, added.nameless), (2, 2));
    let service = Service::on(&database);
    let [a, b] = [service.get("/api/topics/a").await, service.get("/api/topics/b").await];
    assert_eq!((a.get("author"), b["author"].as_str()), (None, Some("ben")));
    assert_eq!((b["replies"][0].get("author"), b["replies"][0]["best"].as_bool()), (None, Some(true)));
    assert_eq!(b["replies"][0]["body"], "A snollygost");
}
