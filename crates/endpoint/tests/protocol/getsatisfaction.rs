//! A community that comes from Get Satisfaction.

use std::path::PathBuf;

use goodword_endpoint::getsatisfaction::import;
use serde_json::{Value, json};

use crate::stage::{NOW, Service, empty, folder, shared};

fn file(name: &str, rows: &Value) -> PathBuf {
    let path = folder(&format!("getsatisfaction-{name}")).join("list.json");
    std::fs::write(&path, json!({ "total": 9, "data": rows }).to_string()).unwrap();
    path
}

#[tokio::test]
async fn the_lists_of_the_service_become_a_community() {
    let lists =
        ["topics.json", "replies.json"].map(|name| shared(&format!("samples/getsatisfaction/{name}")));
    let [Some(topics), Some(replies)] = lists else { return };
    let database = empty("getsatisfaction").await;
    // In whatever order the files are given.
    let added = import(&database, &[replies, topics], NOW).await.unwrap();
    assert_eq!((added.topics, added.replies, added.people, added.skipped), (1, 2, 2, Vec::new()));

    let topic = Service::on(&database).get("/api/topics/13").await;
    let expect = json!({
        "id": "13", "kind": "question", "status": "complete", "title": "How do I reset my password?",
        "body": "I forgot it and the <b>reset</b> mail never arrives.", "format": "html", "author": "7",
        "created_at": "2010-11-01T10:00:00Z", "last_active_at": "2010-11-01T12:00:00Z",
        "me_too_count": 5, "follower_count": 3, "reply_count": 2,
    });
    for (name, value) in expect.as_object().unwrap() {
        assert_eq!(&topic[name], value, "{name}");
    }
    let best = json!({ "id": "17", "best": true, "star_count": 4, "author": "8", "format": "html" });
    for (name, value) in best.as_object().unwrap() {
        assert_eq!(&topic["replies"][0][name], value, "{name}");
    }
    assert_eq!(topic["replies"][1]["id"], "18");
    assert_eq!(topic["url"], Value::Null, "the service is gone");
    let faces: Vec<_> = topic["people"].as_array().unwrap().iter().map(|person| &person["avatar"]).collect();
    assert_eq!(faces, ["https://gsfn.example/jonas.png", "https://gsfn.example/maya.png"]);
}

#[tokio::test]
async fn what_the_service_marked_stays_marked_and_a_bad_row_costs_itself() {
    let database = empty("getsatisfaction-marks").await;
    let who = |id: u32, role: &str| json!({ "id": id, "name": format!("P{id}"), role: true });
    let topics = json!([
        { "id": 1, "subject": "An idea", "style": "idea", "status": "pending", "author": who(1, "champion") },
        { "id": 2, "subject": 5 },
        { "id": 3, "subject": "Bare", "style": "talk" },
    ]);
    let replies = json!([
        { "id": 5, "topic_id": 1, "content": "later", "author": who(2, "employee") },
        { "id": 4, "topic_id": 1, "content": "ours", "company_promoted": true, "author": who(2, "employee") },
        { "id": 6, "topic_id": 77, "content": "lost" },
    ]);
    let people = json!([who(3, "employee"), { "id": 4 }]);
    let files = [file("topics", &topics), file("replies", &replies), file("people", &people)];
    let added = import(&database, &files, NOW).await.unwrap();
    assert_eq!((added.topics, added.replies, added.people), (2, 2, 3));
    let skipped: Vec<_> = added.skipped.iter().map(|row| row.path.rsplit(": ").next().unwrap()).collect();
    assert_eq!(skipped, ["data[1]", "data[1]", "reply 6"]);

    let service = Service::on(&database);
    let topic = service.get("/api/topics/1").await;
    let replies = topic["replies"].as_array().unwrap();
    let marks: Vec<_> = replies.iter().map(|reply| (&reply["body"], &reply["official"])).collect();
    assert_eq!(marks[0], (&json!("ours"), &json!(true)), "{topic}");
    assert_eq!(topic["kind"], "idea");
    let mut roles: Vec<_> =
        topic["people"].as_array().unwrap().iter().map(|person| &person["role"]).collect();
    roles.sort_by_key(ToString::to_string);
    assert_eq!(roles, ["champion", "employee"]);
    assert_eq!(service.get("/api/topics/3").await["kind"], "question");

    let again = import(&database, &files, NOW).await.unwrap();
    assert_eq!((again.topics, again.people), (0, 0));
}
