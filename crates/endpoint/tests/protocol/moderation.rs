//! What moderators see and do, and that all of it can be undone.

use axum::http::{StatusCode, header};
use goodword_endpoint::database::Database;
use goodword_endpoint::export::{Extent, export};
use serde_json::{Value, json};

use super::visitors::{Visitor, guarded, id, open, problem, question};
use crate::stage::{Answer, Service, ids, put, resolve};

/// A moderator, who does one thing after the other.
struct Moderator<'a> {
    visitor: Visitor<'a>,
    key: std::cell::Cell<u8>,
}

impl<'a> Moderator<'a> {
    fn new(service: &'a Service) -> Self {
        Self { visitor: Visitor::of(service, "mo", "moderator"), key: std::cell::Cell::new(0) }
    }

    async fn tries(&self, deed: &Value) -> Answer {
        self.key.set(self.key.get() + 1);
        self.visitor.post("/api/moderation/acts", self.key.get(), deed).await
    }

    /// Does it, which must succeed; the act's id.
    async fn does(&self, deed: Value) -> String {
        let answer = self.tries(&deed).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{deed}: {}", String::from_utf8_lossy(&answer.body));
        id(&answer)
    }

    async fn undoes(&self, act: &str) -> Answer {
        self.visitor.send("POST", &format!("/api/moderation/acts/{act}/undo")).await
    }
}

/// The twins as everyone sees them.
async fn whole(database: &Database) -> String {
    let mut snapshot = Vec::new();
    export(database, Extent::Public, &mut snapshot).await.unwrap();
    let snapshot = String::from_utf8(snapshot).unwrap();
    let is_twin =
        |row: &&str| ["a", "b", "c"].iter().any(|id| row.starts_with(&format!("{{\"id\":\"{id}\"")));
    snapshot.lines().filter(is_twin).collect()
}

#[tokio::test]
async fn what_waits_is_looked_at_in_turn_and_then_public() {
    let (_database, service) = guarded("queue").await;
    let moderator = Moderator::new(&service);
    let ada = Visitor::new(&service, "ada");
    let mut draft = question("May this be seen?");
    draft["mood"] = json!("happy");
    let topic = id(&ada.post("/api/topics", 1, &draft).await);
    let reply = id(&ada.post("/api/topics/1/replies", 2, &json!({ "body": "And this word?" })).await);
    let spam =
        id(&Visitor::new(&service, "eve").post("/api/topics/1/replies", 1, &json!({ "body": "Buy!" })).await);
    let before = service.get("/api/topics/1").await["reply_count"].as_u64().unwrap();

    let first = moderator.visitor.get("/api/moderation?limit=2").await;
    assert_eq!((first["total"].as_u64(), first["data"].as_array().unwrap().len()), (Some(3), 2));
    let next = resolve("/api/moderation", first["next"].as_str().unwrap());
    let rest = moderator.visitor.get(&next).await;
    let cases: Vec<Value> =
        [&first, &rest].into_iter().flat_map(|page| page["data"].as_array().unwrap().clone()).collect();
    let rows: Vec<_> =
        cases.iter().map(|case| (&case["why"], &case["topic"]["id"], &case["reply"]["id"])).collect();
    let (why, null) = (json!("newcomer"), json!(null));
    let mut expect =
        [(&why, json!(topic), null), (&why, json!("1"), json!(reply)), (&why, json!("1"), json!(spam))];
    let mut rows: Vec<_> =
        rows.into_iter().map(|(why, topic, reply)| (why, topic.clone(), reply.clone())).collect();
    // What came within one millisecond may stand in either order.
    rows.sort_by_key(|row| format!("{row:?}"));
    expect.sort_by_key(|row| format!("{row:?}"));
    assert_eq!(rows, expect);
    let of_topic = cases.iter().find(|case| case["topic"]["state"] == "waiting").unwrap();
    assert_eq!((&of_topic["topic"]["mood"], &of_topic["reply"]), (&json!("happy"), &json!(null)));
    for case in cases.iter().filter(|case| case["topic"]["id"] == "1") {
        assert_eq!(case["topic"].get("state"), None);
        assert_eq!(case["reply"]["state"], "waiting");
        assert_eq!(case["topic"]["viewer"]["may"], json!(["solve", "moderate"]));
    }
    assert!(first["people"].as_array().unwrap().iter().any(|person| person["name"] == "ada by name"));

    let events = service.get("/api/events").await["next"].as_str().unwrap().to_owned();
    moderator.does(json!({ "act": "approve", "topic": topic })).await;
    moderator.does(json!({ "act": "approve", "topic": "1", "reply": reply })).await;
    moderator.does(json!({ "act": "hide", "topic": "1", "reply": spam })).await;
    assert_eq!(moderator.visitor.get("/api/moderation").await["total"], 0);
    let told = service.get(&format!("/api/{events}")).await;
    let told: Vec<_> = told["data"].as_array().unwrap().iter().map(|event| event["topic"].clone()).collect();
    assert_eq!(told, [json!(topic), json!("1")], "of what was never public nothing is told");

    assert_eq!(service.get(&format!("/api/topics/{topic}")).await["title"], "May this be seen?");
    assert_eq!(service.get("/api/search?q=may%20this%20be%20seen").await["data"][0]["id"], topic.as_str());
    let read = service.get("/api/topics/1").await;
    assert_eq!(read["reply_count"], before + 1);
    let last = ids(read["replies"].as_array().unwrap()).pop().unwrap();
    assert_eq!(last, reply);
    assert_eq!(
        service.get("/api/topics?limit=2").await["data"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["id"] == "1")
            .count(),
        1,
        "it is active again"
    );
    // What was hidden is hidden from its author too.
    let eve = Visitor::new(&service, "eve").get("/api/topics/1").await;
    assert_eq!(eve["replies"], read["replies"]);
    assert_eq!(
        moderator.visitor.get("/api/topics/1").await["replies"].as_array().unwrap().last().unwrap()["state"],
        "hidden"
    );
    // Whoever was published once is no newcomer.
    assert_eq!(ada.post("/api/topics", 3, &question("And now?")).await.json()["state"], "published");
}

#[tokio::test]
async fn three_flags_or_one_of_weight_make_a_row_wait() {
    let (_database, service) = open("flags").await;
    let moderator = Moderator::new(&service);
    let reply = service.get("/api/topics/1").await["replies"][0]["id"].as_str().unwrap().to_owned();
    let count = service.get("/api/topics/1").await["reply_count"].as_u64().unwrap();
    let of_reply = format!("/api/topics/1/flag?reply={reply}");
    let rude = json!({ "reason": "rude", "detail": " It shouts. " });
    for person in ["ada", "ada", "bob", "ada"] {
        let flagged = Visitor::new(&service, person).say("POST", &of_reply, &rude).await;
        assert_eq!((flagged.status, flagged.json()), (StatusCode::ACCEPTED, json!({ "flagged": true })));
    }
    assert_eq!(service.get("/api/topics/1").await["reply_count"], count, "two people do not suffice");
    let queue = moderator.visitor.get("/api/moderation").await;
    let case = &queue["data"][0];
    assert_eq!((&case["why"], &case["reply"]["id"]), (&json!("flagged"), &json!(reply)));
    let flags: Vec<_> = case["flags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|flag| (&flag["reason"], &flag["detail"], &flag["person"]["id"]))
        .collect();
    let (rude_word, shouts) = (json!("rude"), json!("It shouts."));
    assert_eq!(flags, [(&rude_word, &shouts, &json!("ada")), (&rude_word, &shouts, &json!("bob"))]);

    Visitor::new(&service, "cleo").say("POST", &of_reply, &json!({ "reason": "spam" })).await;
    let read = service.get("/api/topics/1").await;
    assert_eq!(read["reply_count"], count - 1);
    assert!(!ids(read["replies"].as_array().unwrap()).contains(&reply));
    moderator.does(json!({ "act": "approve", "topic": "1", "reply": reply })).await;
    assert_eq!(service.get("/api/topics/1").await["reply_count"], count);
    assert_eq!(moderator.visitor.get("/api/moderation").await["total"], 0, "an approval settles them");
    for person in ["ada", "bob", "cleo"] {
        Visitor::new(&service, person).say("POST", &of_reply, &rude).await;
    }
    assert_eq!(service.get("/api/topics/1").await["reply_count"], count, "nobody flags a row twice");

    let champion = Visitor::of(&service, "champ", "champion");
    champion.say("POST", "/api/topics/2/flag", &json!({ "reason": "private" })).await;
    assert_eq!(service.send("GET", "/api/topics/2", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(moderator.visitor.get("/api/topics/2").await["state"], "waiting");
    Visitor::new(&service, "ada").say("POST", "/api/topics/3/flag", &json!({ "reason": "wrong" })).await;
    moderator.does(json!({ "act": "settle_flags", "topic": "3" })).await;
    assert_eq!(moderator.visitor.get("/api/moderation").await["total"], 1);

    let ada = Visitor::new(&service, "ada");
    let long = json!({ "reason": "other", "detail": "x".repeat(501) });
    for (path, body, expect) in [
        ("/api/topics/1/flag", json!({ "reason": "boring" }), (422, "bad-field")),
        ("/api/topics/1/flag", long, (422, "bad-field")),
        ("/api/topics/2/flag", rude.clone(), (404, "not-found")),
        ("/api/topics/1/flag?reply=none", rude.clone(), (404, "not-found")),
    ] {
        assert_eq!(problem(&ada.say("POST", path, &body).await), (expect.0, expect.1.to_owned()), "{path}");
    }
}

const TWINS: &str = r#"{"goodword": 1, "topics": [
    {"id": "a", "title": "Why does it drip", "author": "p1", "me_too_count": 4, "follower_count": 2, "status": "active",
     "replies": [{"id": "r1", "body": "Gasket of a"}, {"id": "r2", "body": "Second of a", "best": true}]},
    {"id": "b", "title": "It leaks", "author": "p2", "me_too_count": 3, "follower_count": 1,
     "replies": [{"id": "r1", "body": "Washer of b", "best": true}]},
    {"id": "c", "title": "Another", "author": "p2"}], "people": [{"id": "p1", "name": "Mira"}]}"#;

async fn twins(name: &str) -> (Database, Service) {
    let (database, service) = open(name).await;
    put(&database, name, TWINS).await;
    (database, service)
}

#[tokio::test]
async fn every_act_can_be_undone_and_done_again() {
    let (database, service) = twins("undo").await;
    let moderator = Moderator::new(&service);
    for person in ["ada", "bob"] {
        Visitor::new(&service, person).send("PUT", "/api/topics/a/me_too").await;
        Visitor::new(&service, person).send("PUT", "/api/topics/a/follow").await;
    }
    Visitor::new(&service, "bob").send("PUT", "/api/topics/b/me_too").await;
    let before = whole(&database).await;
    let mut logged = 0;
    for deed in [
        json!({ "act": "hide", "topic": "a" }),
        json!({ "act": "hide", "topic": "a", "reply": "r1" }),
        json!({ "act": "best", "topic": "a", "reply": "r1" }),
        json!({ "act": "not_best", "topic": "a", "reply": "r2" }),
        json!({ "act": "official", "topic": "b", "reply": "r1" }),
        json!({ "act": "status", "topic": "c", "to": "rejected" }),
        json!({ "act": "merge", "topic": "a", "to": "b" }),
        json!({ "act": "merge", "topic": "c", "to": "a" }),
    ] {
        let act = moderator.does(deed.clone()).await;
        let after = whole(&database).await;
        assert_ne!(after, before, "{deed}");
        let undone = moderator.undoes(&act).await;
        assert_eq!(undone.status, StatusCode::CREATED, "{deed}");
        assert_eq!(whole(&database).await, before, "{deed}");
        let again = moderator.undoes(&act).await;
        assert_eq!((again.status, id(&again)), (StatusCode::OK, id(&undone)), "{deed}");
        assert_eq!(whole(&database).await, before, "{deed}");
        let redone = moderator.undoes(&id(&undone)).await;
        assert_eq!(whole(&database).await, after, "{deed}");
        moderator.undoes(&id(&redone)).await;
        assert_eq!(whole(&database).await, before, "{deed}");
        logged += 4;
    }
    let log = moderator.visitor.get("/api/moderation/acts?limit=5").await;
    assert_eq!((log["total"].as_u64(), log["data"].as_array().unwrap().len()), (Some(logged), 5));
    let newest: Vec<_> =
        log["data"].as_array().unwrap().iter().map(|act| act["act"].as_str().unwrap()).collect();
    assert_eq!(newest, ["undo", "undo", "undo", "merge", "undo"]);
    let merge = &log["data"][3];
    assert_eq!(
        (&merge["topic"], &merge["to"], &merge["undone"]),
        (&json!("c"), &json!("a"), &log["data"][2]["id"])
    );
    assert_eq!((&log["data"][2]["undoes"], &merge["person"]["id"]), (&merge["id"], &json!("mo")));
    assert_eq!(moderator.undoes("none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_changed_again_since_is_not_put_back_over_it() {
    let (database, service) = twins("clash").await;
    let moderator = Moderator::new(&service);
    let first = moderator.does(json!({ "act": "status", "topic": "a", "to": "pending" })).await;
    let second = moderator.does(json!({ "act": "status", "topic": "a", "to": "complete" })).await;
    let merged = moderator.does(json!({ "act": "merge", "topic": "a", "to": "b" })).await;
    let further = moderator.does(json!({ "act": "merge", "topic": "b", "to": "c" })).await;
    let before = whole(&database).await;
    for act in [&first, &merged] {
        assert_eq!(problem(&moderator.undoes(act).await), (409, "conflict".to_owned()));
        assert_eq!(whole(&database).await, before, "nothing of it was kept");
    }
    for act in [&further, &merged, &second, &first] {
        assert_eq!(moderator.undoes(act).await.status, StatusCode::CREATED);
    }
    assert_eq!(service.get("/api/topics/a").await["status"], "active");
}

#[tokio::test]
async fn a_duplicate_becomes_part_of_the_other_topic_and_its_address_leads_there() {
    let (_database, service) = twins("merge").await;
    let moderator = Moderator::new(&service);
    let ada = Visitor::new(&service, "ada");
    let bob = Visitor::new(&service, "bob");
    for (person, topic) in [(&ada, "a"), (&bob, "a"), (&bob, "b")] {
        person.send("PUT", &format!("/api/topics/{topic}/me_too")).await;
    }
    ada.send("PUT", "/api/topics/a/follow").await;
    moderator.does(json!({ "act": "merge", "topic": "a", "to": "b" })).await;

    let whole = service.get("/api/topics/b").await;
    // 4 and 3 whom the snapshots counted, Ada, and Bob once.
    assert_eq!(
        (&whole["me_too_count"], &whole["follower_count"], &whole["reply_count"]),
        (&json!(9), &json!(4), &json!(3))
    );
    let replies = whole["replies"].as_array().unwrap();
    let bodies: Vec<_> = replies.iter().map(|reply| reply["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["Gasket of a", "Second of a", "Washer of b"]);
    assert_eq!(replies.iter().filter(|reply| reply["best"] == true).count(), 1);
    let mut unique = ids(replies);
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), 3);
    let viewer = &ada.get("/api/topics/b").await["viewer"];
    assert_eq!((&viewer["me_too"], &viewer["follow"]), (&json!(true), &json!(true)));
    assert_eq!(service.get("/api/search?q=washer").await["data"][0]["id"], "b");
    let found = service.get("/api/search?q=why%20does%20it%20drip&limit=50").await;
    assert!(!ids(found["data"].as_array().unwrap()).contains(&"a".to_owned()));

    for (method, path, place) in [
        ("GET", "/api/topics/a", "./b"),
        ("GET", "/api/topics/a/replies?limit=5", "../b/replies?limit=5"),
        ("PUT", "/api/topics/a/me_too", "../b/me_too"),
        ("PUT", "/api/topics/a/replies/r2/star", "../../../b/replies/r2/star"),
    ] {
        let answer = ada.send(method, path).await;
        assert_eq!(
            (answer.status, answer.header(header::LOCATION)),
            (StatusCode::PERMANENT_REDIRECT, place),
            "{path}"
        );
        assert_eq!(answer.json(), json!({ "merged_into": "b" }));
    }
    assert_eq!(service.send("GET", "/api/topics/none", &[]).await.status, StatusCode::NOT_FOUND);
    // What came after the merge stays with the whole, Ada's own word that she has it too among it.
    assert_eq!(ada.send("PUT", "/api/topics/b/me_too").await.json()["me_too_count"], 9);
    bob.post("/api/topics/b/replies", 1, &json!({ "body": "After" })).await;
    let log = moderator.visitor.get("/api/moderation/acts").await;
    moderator.undoes(log["data"][0]["id"].as_str().unwrap()).await;
    assert_eq!(service.get("/api/topics/b").await["reply_count"], 2);
    assert_eq!(service.get("/api/topics/a").await["me_too_count"], 6);
    let parted = ada.get("/api/topics/b").await;
    assert_eq!((&parted["me_too_count"], &parted["viewer"]["me_too"]), (&json!(5), &json!(true)));
    assert_eq!(parted["viewer"].get("follow"), None);
}

#[tokio::test]
async fn the_asker_says_what_solved_it_and_may_take_it_back() {
    let (_database, service) = twins("solve").await;
    let path = "/api/topics/a/solved";
    let stranger = Visitor::new(&service, "ada").say("PUT", path, &json!({})).await;
    assert_eq!(problem(&stranger), (403, "forbidden".to_owned()));
    let asker = Visitor::new(&service, "p1");
    let best = async || {
        let topic = service.get("/api/topics/a").await;
        let replies = topic["replies"].as_array().unwrap().clone();
        let best = replies
            .iter()
            .filter(|reply| reply["best"] == true)
            .map(|reply| reply["id"].as_str().unwrap().to_owned());
        (topic["status"].as_str().unwrap().to_owned(), best.collect::<Vec<_>>())
    };
    let answer = asker.say("PUT", path, &json!({ "reply": "none" })).await;
    assert_eq!(problem(&answer), (422, "bad-field".to_owned()));
    for _ in 0..2 {
        let answer = asker.say("PUT", path, &json!({ "reply": "r1" })).await;
        assert_eq!((answer.status, answer.json()), (StatusCode::OK, json!({ "status": "complete" })));
        assert_eq!(best().await, ("complete".to_owned(), vec!["r1".to_owned()]));
    }
    assert_eq!(asker.send("DELETE", path).await.json(), json!({ "status": "active" }));
    assert_eq!(best().await, ("active".to_owned(), vec![]));
    // Without a reply, and with nothing in the body at all.
    assert_eq!(asker.send("PUT", path).await.json(), json!({ "status": "complete" }));
    Visitor::of(&service, "team", "employee").send("DELETE", path).await;
    assert_eq!(best().await.0, "active");

    let moderator = Moderator::new(&service);
    let log = moderator.visitor.get("/api/moderation/acts").await;
    let acts: Vec<_> =
        log["data"].as_array().unwrap().iter().map(|act| act["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["unsolve", "solve", "unsolve", "solve"]);
    moderator.does(json!({ "act": "best", "topic": "a", "reply": "r2" })).await;
    asker.say("PUT", path, &json!({ "reply": "r2" })).await;
    asker.send("DELETE", path).await;
    assert_eq!(best().await.1, ["r2"], "the moderator's mark is not the asker's to take back");
}

#[tokio::test]
async fn only_moderators_moderate_and_each_act_is_done_once() {
    let (_database, service) = twins("moderators").await;
    let deed = json!({ "act": "hide", "topic": "a" });
    for role in ["visitor", "champion", "employee"] {
        let visitor = Visitor::of(&service, "ada", role);
        for answer in [
            visitor.send("GET", "/api/moderation").await,
            visitor.send("GET", "/api/moderation/acts").await,
            visitor.post("/api/moderation/acts", 1, &deed).await,
            visitor.send("POST", "/api/moderation/acts/x/undo").await,
        ] {
            assert_eq!(problem(&answer), (403, "forbidden".to_owned()), "{role}");
        }
    }
    assert_eq!(problem(&service.send("GET", "/api/moderation", &[]).await).0, 401);
    assert_eq!(service.get("/api/topics/a").await["id"], "a");

    let moderator = Moderator::new(&service);
    let first = moderator.visitor.post("/api/moderation/acts", 99, &deed).await;
    let again = moderator.visitor.post("/api/moderation/acts", 99, &deed).await;
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::OK));
    assert_eq!(id(&first), id(&again));
    for (deed, expect) in [
        (json!({ "act": "hide", "topic": "a" }), (409, "conflict")),
        (json!({ "act": "approve", "topic": "a" }), (409, "conflict")),
        (json!({ "act": "approve", "topic": "b" }), (409, "conflict")),
        (json!({ "act": "merge", "topic": "b", "to": "b" }), (409, "conflict")),
        (json!({ "act": "merge", "topic": "b", "to": "a" }), (409, "conflict")),
        (json!({ "act": "merge", "topic": "b", "to": "none" }), (409, "conflict")),
        (json!({ "act": "merge", "topic": "b" }), (422, "bad-field")),
        (json!({ "act": "best", "topic": "b" }), (409, "conflict")),
        (json!({ "act": "status", "topic": "b", "to": "done" }), (422, "bad-field")),
        (json!({ "act": "explode", "topic": "b" }), (422, "bad-field")),
        (json!({ "act": "hide", "topic": "none" }), (404, "not-found")),
        (json!({ "act": "hide", "topic": "b", "reply": "none" }), (404, "not-found")),
    ] {
        assert_eq!(problem(&moderator.tries(&deed).await), (expect.0, expect.1.to_owned()), "{deed}");
    }
    moderator.does(json!({ "act": "restore", "topic": "a" })).await;
    assert_eq!(service.get("/api/topics/a").await["reply_count"], 2);
}
