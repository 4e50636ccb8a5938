//! What was answered before is answered again, and never once it is no longer so.

use axum::http::{StatusCode, header};
use goodword_endpoint::database::{Posts, State};

use serde_json::json;

use super::stage::{NOW, demo};
use super::visitors::{Visitor, id, open, question};

#[tokio::test]
async fn an_answer_is_no_older_than_its_request() {
    let (database, service) = demo("memory").await;
    let paths = ["/api/topics", "/api/topics?sort=recent&limit=5", "/api/search?q=kettle", "/api/topics/1"];
    for path in paths {
        let first = service.send("GET", path, &[]).await;
        let second = service.send("GET", path, &[]).await;
        assert_eq!((first.status, &first.body), (second.status, &second.body), "{path}");
        assert_eq!(second.header(header::CONTENT_TYPE), "application/json", "{path}");
        assert_eq!(first.headers, second.headers, "{path}");
    }
    let before = service.get("/api/topics").await["total"].as_u64().unwrap();
    for (state, hidden) in [(State::Hidden, 1), (State::Published, 0)] {
        let mut writer = database.write(NOW).await.unwrap();
        writer.set_topic_state("1", state).await.unwrap();
        let unkept = service.get("/api/topics").await["total"].as_u64().unwrap();
        assert_eq!(unkept, before - (1 - hidden), "what is not committed is not seen");
        writer.commit().await.unwrap();
        assert_eq!(service.get("/api/topics").await["total"], before - hidden);
        let topic = service.send("GET", "/api/topics/1", &[]).await;
        assert_eq!(topic.status == StatusCode::NOT_FOUND, hidden == 1);
    }
}

#[tokio::test]
async fn whoever_has_an_answer_is_not_sent_it_again_and_each_gets_the_encoding_it_takes() {
    let (_database, service) = demo("memory-encodings").await;
    for _ in 0..2 {
        let mut bodies = Vec::new();
        for encoding in ["br", "gzip", "identity"] {
            let answer = service.send("GET", "/api/topics", &[("accept-encoding", encoding)]).await;
            let told = answer.header(header::CONTENT_ENCODING);
            assert_eq!(told, if encoding == "identity" { "" } else { encoding });
            bodies.push(answer.body.clone());
            let tag = answer.header(header::ETAG).to_owned();
            let asked = [("accept-encoding", encoding), ("if-none-match", tag.as_str())];
            let known = service.send("GET", "/api/topics", &asked).await;
            assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
            assert_eq!(known.header(header::ETAG), tag);
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 3);
    }
}

#[tokio::test]
async fn what_a_change_leaves_as_it_was_is_answered_as_before_and_the_rest_anew() {
    let (_database, service) = open("memory-again").await;
    let ada = Visitor::new(&service, "ada");
    let list = "/api/topics?sort=me_too&limit=1";
    let topic = service.get(list).await["data"][0]["id"].as_str().unwrap().to_owned();
    let asked = [("accept-encoding", "br")];
    let first = service.send("GET", list, &asked).await;
    let tag = first.header(header::ETAG).to_owned();
    let known = [("accept-encoding", "br"), ("if-none-match", tag.as_str())];

    // Something else changes: who asks gets the whole answer, and who has it is told so.
    let other = if topic == "1" { "2" } else { "1" };
    let mut key = 0;
    let mut reply = async |topic: &str| {
        key += 1;
        let path = format!("/api/topics/{topic}/replies");
        assert_eq!(ada.post(&path, key, &json!({ "body": "Once more" })).await.status, StatusCode::CREATED);
    };
    reply(other).await;
    let again = service.send("GET", list, &asked).await;
    assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body));
    assert_eq!(again.headers, first.headers);
    reply(other).await;
    assert_eq!(service.send("GET", list, &known).await.status, StatusCode::NOT_MODIFIED);

    // It changes itself: also who has the old one gets the new one, at once and from then on.
    reply(&topic).await;
    for _ in 0..2 {
        let anew = service.send("GET", list, &known).await;
        assert_eq!(anew.status, StatusCode::OK);
        assert_ne!((anew.header(header::ETAG), &anew.body), (tag.as_str(), &first.body));
        assert_eq!(anew.header(header::CONTENT_ENCODING), "br");
    }
    // Where nothing is held yet, a tag of before is only a tag.
    let gzip = [("accept-encoding", "gzip"), ("if-none-match", tag.as_str())];
    assert_eq!(service.send("GET", list, &gzip).await.status, StatusCode::OK);
}

#[tokio::test]
async fn totals_follow_whatever_makes_a_list_longer_or_shorter() {
    let (database, service) = open("memory-totals").await;
    let paths = [
        "topics?limit=1",
        "topics?sort=unanswered&limit=1",
        "topics?kind=idea&limit=1",
        "topics?status=active&limit=1",
    ];
    let totals = async || {
        let mut totals = Vec::new();
        for path in paths {
            totals.push(service.get(&format!("/api/{path}")).await["total"].as_i64().unwrap());
        }
        totals
    };
    let mut before = totals().await;
    let mut expect = async |what: &str, steps: [i64; 4]| {
        let after = totals().await;
        let taken: Vec<_> = after.iter().zip(&before).map(|(after, before)| after - before).collect();
        assert_eq!(taken, steps, "{what}");
        before = after;
    };
    let ada = Visitor::new(&service, "ada");
    let team = Visitor::of(&service, "team", "employee");
    let mo = Visitor::of(&service, "mo", "moderator");
    let asked = ada.post("/api/topics", 1, &question("Is it so?")).await;
    expect("a question", [1, 1, 0, 0]).await;
    let replies = format!("/api/topics/{}/replies", id(&asked));
    ada.post(&replies, 2, &json!({ "body": "Well" })).await;
    ada.send("PUT", &format!("/api/topics/{}/me_too", id(&asked))).await;
    expect("a reply and a mark", [0, 0, 0, 0]).await;
    team.post(&replies, 3, &json!({ "body": "It is" })).await;
    expect("an official reply", [0, -1, 0, 0]).await;
    let act = async |key: u8, act: &str, to: &str| {
        let deed = json!({ "act": act, "topic": id(&asked), "to": to });
        assert_eq!(mo.post("/api/moderation/acts", key, &deed).await.status, StatusCode::CREATED, "{act}");
    };
    act(4, "status", "active").await;
    expect("a status", [0, 0, 0, 1]).await;
    act(5, "hide", "").await;
    expect("hiding", [-1, 0, 0, -1]).await;
    act(6, "restore", "").await;
    expect("restoring", [1, 0, 0, 1]).await;
    assert!(database.erase(NOW, "ada", Posts::Go).await.unwrap().is_some());
    expect("erasing", [-1, 0, 0, -1]).await;
}
