//! What is kept about a person, and that nothing is left of whoever is taken out. That no byte is left in the files is tested
//! where the files are known.

use goodword_endpoint::database::{Erased, Posts};
use serde_json::json;

use super::visitors::{Visitor, guarded, id, question};
use crate::stage::NOW;

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
