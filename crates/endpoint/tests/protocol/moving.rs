//! A community that moves in and out stays the same.

use goodword_core::Community;
use goodword_endpoint::database::{Database, Posts};
use goodword_endpoint::export::{Extent, export};
use serde_json::{Value, json};

use super::friends::befriend;
use super::visitors::{Visitor, guarded, id, keys, question};
use crate::stage::{NOW, Service, community, demo_file, empty, put, put_file, shared};

async fn exported(database: &Database, extent: Extent) -> Vec<u8> {
    let mut bytes = Vec::new();
    export(database, extent, &mut bytes).await.unwrap();
    bytes
}

#[track_caller]
fn check_same(before: &Community, after: &Community) {
    assert_eq!(before.name(), after.name());
    assert_eq!(before.topics(), after.topics());
    assert_eq!(before.recommendations(), after.recommendations());
    assert_eq!(before.image_hosts(), after.image_hosts());
    assert_eq!(before.tuning(), after.tuning());
    for topic in before.topics() {
        let authors = topic.replies.iter().map(|reply| &reply.author).chain([&topic.author]);
        for author in authors.flatten() {
            assert_eq!(before.person(author), after.person(author));
        }
        for product in &topic.products {
            assert_eq!(before.product(product), after.product(product));
        }
    }
    for word in before.recommendations() {
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
      "ranking": {"answer": 0.5, "k1": 1.2}, "synonyms": [["cart", "shopping basket"], ["lid", "cap"]]}"#;
    put(&database, "moving-fields", snapshot).await;
    let after = community(&exported(&database, Extent::WithPrivate).await);
    check_same(&community(snapshot.as_bytes()), &after);
    assert_eq!(after.link("ask"), None);
    let (weights, synonyms) = after.tuning();
    assert_eq!(weights.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["answer", "k1"]);
    assert_eq!(synonyms[0], ["cart", "shopping basket"]);
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
    assert_eq!((public.recommendations().len(), all.recommendations().len()), (44, 47));
}

/// A community in which people confided all that one can: Abelard asks Heloise in private and before everyone, and shows marks.
async fn confided(name: &str) -> (Database, String) {
    let (database, service) = guarded(name).await;
    befriend(&service, &[("abelard", "heloise"), ("heloise", "astrolabe")]).await;
    let [abelard, heloise] = ["abelard", "heloise"].map(|person| Visitor::new(&service, person));
    let word = json!({ "verb": "uses", "audience": "friends", "will_answer": true });
    heloise.say("PUT", "/api/recommendations/k2", &word).await;
    let mut asked = question("Is it a flumadiddle?");
    (asked["to"], asked["mood"]) = (json!("heloise"), json!("happy"));
    let topic = id(&abelard.post("/api/topics", 1, &asked).await);
    for (visitor, key, body) in [(&heloise, 2, "A snollygost"), (&abelard, 3, "A zwieselbart")] {
        visitor.post(&format!("/api/topics/{topic}/replies"), key, &json!({ "body": body })).await;
    }
    (asked["title"], asked["private"]) = (json!("Is it a kerfuffle?"), json!(false));
    let public = id(&abelard.post("/api/topics", 4, &asked).await);
    let mo = Visitor::of(&service, "mo", "moderator");
    mo.post("/api/moderation/acts", 5, &json!({ "act": "approve", "topic": public })).await;
    abelard.say("PUT", "/api/me", &json!({ "discoverable": true })).await;
    abelard.send("PUT", "/api/suggestions/astrolabe/dismissed").await;
    let reply = service.get("/api/topics/1/replies").await["data"][0]["id"].as_str().unwrap().to_owned();
    let star = format!("/api/topics/1/replies/{reply}/star");
    for path in ["/api/topics/1/me_too/shared", "/api/topics/2/me_too", "/api/topics/1/follow", &star] {
        assert!(abelard.send("PUT", path).await.status.is_success(), "{path}");
    }
    abelard.send("PUT", &format!("{star}/shared")).await;
    let guest =
        json!({ "kind": "idea", "title": "Bigger", "guest": { "name": "Gus", "email": "gus@mail.example" } });
    let key = [("idempotency-key", "0190f5fe-7c00-7a00-8000-0000000000aa")];
    service.send_with("POST", "/api/topics", &key, guest.to_string().into_bytes()).await;
    (database, topic)
}

#[tokio::test]
async fn what_is_confided_moves_along_where_that_is_asked_for_and_nowhere_else() {
    let (database, topic) = confided("moving-confided").await;
    let first = exported(&database, Extent::WithPrivate).await;
    // A panel that reads it by accident passes it over.
    let read = community(&first);
    assert!(read.topic(&topic).is_none());
    let text = String::from_utf8(first.clone()).unwrap();
    let private: Value = serde_json::from_str::<Value>(&text).unwrap()["private"].take();
    for list in [
        "friends",
        "discoverable",
        "dismissed",
        "guests",
        "topics",
        "replies",
        "asked",
        "me_too",
        "follows",
        "stars",
    ] {
        assert!(!private[list].as_array().unwrap().is_empty(), "{list}");
    }
    let public = String::from_utf8(exported(&database, Extent::Public).await).unwrap();
    let words = [
        topic.as_str(),
        "flumadiddle",
        "snollygost",
        "zwieselbart",
        "gus@mail.example",
        "private",
        "shared",
        "friend\"",
    ];
    for word in words {
        assert!(text.contains(word) && !public.contains(word), "{word}");
    }

    let again = empty("moving-confided-again").await;
    let added = put(&again, "moving-confided-again", &text).await;
    assert_eq!(added.skipped, []);
    let rows =
        private.as_object().unwrap().values().map(|rows| rows.as_array().unwrap().len()).sum::<usize>();
    assert_eq!((added.confided, added.erased), (rows, 0));
    assert!(added.to_string().ends_with(&format!(" products, {rows} private rows")), "{added}");
    let second = exported(&again, Extent::WithPrivate).await;
    assert!(second == first, "{}", String::from_utf8_lossy(&second));

    // And is what it was.
    let service = Service::with(&again, Some(keys()));
    let [abelard, heloise] = ["abelard", "heloise"].map(|person| Visitor::new(&service, person));
    let asked = heloise.get("/api/topics?asked=me").await;
    assert_eq!(asked["total"], 2);
    let read = abelard.get(&format!("/api/topics/{topic}")).await;
    let bodies: Vec<_> =
        read["replies"].as_array().unwrap().iter().map(|reply| reply["body"].as_str().unwrap()).collect();
    assert_eq!((bodies, &read["mood"]), (vec!["A snollygost", "A zwieselbart"], &json!("happy")));
    assert_eq!((&read["tags"], &read["products"]), (&json!(["descaling"]), &json!(["k2"])));
    let told = heloise.get("/api/topics/1").await;
    assert_eq!(told["viewer"]["friends"], json!([{ "person": "abelard", "did": "me_too" }]));
    assert_eq!(heloise.get("/api/topics/2").await["viewer"].get("friends"), None);
    assert_eq!(abelard.get("/api/me").await, json!({ "discoverable": true }));
    let count = async |service: &Service| service.get("/api/topics/1").await["me_too_count"].clone();
    assert_eq!(count(&service).await, count(&Service::on(&database)).await, "nobody counts twice");
    assert_eq!(
        abelard.send("PUT", "/api/topics/1/me_too").await.json()["me_too_count"],
        count(&service).await
    );
}

#[tokio::test]
async fn whoever_was_erased_stays_out_with_all_that_is_between_them_and_others() {
    let (database, _) = confided("moving-erased-from").await;
    let text = String::from_utf8(exported(&database, Extent::WithPrivate).await).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    for gone in ["abelard", "heloise"] {
        let name = format!("moving-erased-{gone}");
        let again = empty(&name).await;
        put(&again, &name, &format!(r#"{{"goodword": 1, "people": [{{"id": "{gone}", "name": "Known"}}]}}"#))
            .await;
        again.erase(NOW, gone, Posts::Go).await.unwrap().unwrap();
        let added = put(&again, &name, &text).await;
        assert_eq!(added.skipped, [], "{gone}");
        assert_eq!(again.kept_about(gone).await.unwrap(), None);
        let after = String::from_utf8(exported(&again, Extent::WithPrivate).await).unwrap();
        for word in [&format!("\"{gone}\""), "flumadiddle", "snollygost", "zwieselbart"] {
            assert!(!after.contains(word), "{gone}: {word} in {after}");
        }
        let after: Value = serde_json::from_str(&after).unwrap();
        // What others share among themselves is there.
        let count = |whole: &Value, list: &str| whole["private"][list].as_array().unwrap().len();
        assert_eq!(count(&after, "friends"), if gone == "abelard" { 2 } else { 0 });
        assert!(count(&all, "me_too") > count(&after, "me_too") && count(&after, "me_too") > 0);
    }
    // And out of what is written where they were erased.
    database.erase(NOW, "heloise", Posts::Go).await.unwrap();
    let text = String::from_utf8(exported(&database, Extent::WithPrivate).await).unwrap();
    assert!(!text.contains("heloise") && !text.contains("flumadiddle") && text.contains("abelard"));
}

#[tokio::test]
async fn of_what_is_confided_bad_rows_and_those_of_topics_that_were_there_are_left_out_by_their_path() {
    let database = empty("moving-confided-bad").await;
    put(
        &database,
        "moving-confided-there",
        r#"{"goodword": 1, "topics": [{"id": "there", "title": "There", "me_too_count": 3}]}"#,
    )
    .await;
    let long = "ż".repeat(800);
    let snapshot = format!(
        r#"{{"goodword": 1, "private": {{
          "friends": [{{"person": "a", "friend": "b"}}, {{"person": "a"}}, 7, {{"person": "a", "friend": "a"}},
            {{"person": "a", "friend": "b"}}, {{"person": "a", "friend": "{long}"}}, {{"person": "a", "friend": "c\u0000"}},
            {{"person": "b", "friend": "a", "created_at": "yesterday"}}, {{"person": "", "friend": "a"}}],
          "me_too": [{{"topic": "there", "person": "a", "shared": true}}, {{"topic": "new", "person": "a", "shared": true}},
            {{"topic": "none", "person": "a"}}],
          "stars": [{{"topic": "new", "reply": "none", "person": "a"}}, {{"topic": "new", "reply": "r", "person": "a"}}],
          "replies": [{{"topic": "new", "position": 1, "id": "x", "author": "a", "body": "", "format": "text"}}],
          "dismissed": {{}}, "secrets": []}},
        "topics": [{{"id": "there", "title": "Again"}}, {{"id": "new", "title": "New", "me_too_count": 1, "replies": [{{"id": "r", "body": "So"}}]}}]}}"#
    );
    let added = put(&database, "moving-confided-bad", &snapshot).await;
    assert_eq!(added.confided, 3);
    let paths: Vec<_> = added.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    let expect = [
        "topics[?id=there]",
        "private.friends[1]",
        "private.friends[2]",
        "private.friends[3]",
        "private.friends[4]",
        "private.friends[5]",
        "private.friends[6]",
        "private.friends[7]",
        "private.friends[8]",
        "private.dismissed",
        "private.replies[0]",
        "private.me_too[0]",
        "private.me_too[2]",
        "private.stars[0]",
        "private.secrets",
    ];
    assert_eq!(paths, expect);
    let service = Service::on(&database);
    let counts = ["there", "new"].map(|topic| format!("/api/topics/{topic}"));
    assert_eq!(service.get(&counts[0]).await["me_too_count"], 3);
    assert_eq!(service.get(&counts[1]).await["me_too_count"], 1);
    let other = empty("moving-confided-none").await;
    let added =
        put(&other, "moving-confided-none", r#"{"goodword": 1, "topics": [], "private": true}"#).await;
    assert_eq!(added.skipped[0].path, "private");
}
