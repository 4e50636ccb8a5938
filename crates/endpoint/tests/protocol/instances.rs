//! Two instances of the service on one database, behind a proxy that sends each request to the other one.

use axum::http::StatusCode;
use goodword_endpoint::api::{Moderate, Rules};
use goodword_endpoint::database::Database;
use serde_json::{Value, json};

use super::stage::{Answer, NOW, Service, demo_file, put_file, url};
use super::visitors::{Visitor, id, keys, problem, question};

async fn two(name: &str) -> [Service; 2] {
    let url = url(name).await;
    let first = Database::open(&url).await.unwrap();
    put_file(&first, &demo_file()).await;
    let second = Database::open(&url).await.unwrap();
    [Service::with(&first, Some(keys())), Service::with(&second, Some(keys()))]
}

/// The same answer from both, with the same tag.
async fn get(services: &[Service; 2], path: &str) -> Value {
    let [one, other] = [services[0].send("GET", path, &[]).await, services[1].send("GET", path, &[]).await];
    assert_eq!((one.status, &one.headers["etag"]), (other.status, &other.headers["etag"]), "{path}");
    assert_eq!(one.body, other.body, "{path}");
    one.json()
}

/// Sent to the first, and then again to the other: done once, told twice.
async fn post_twice(by: [&Visitor<'_>; 2], path: &str, key: u8, body: &Value) -> Answer {
    let done = by[0].post(path, key, body).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&done.body));
    let again = by[1].post(path, key, body).await;
    assert_eq!((again.status, id(&again)), (StatusCode::OK, id(&done)));
    done
}

#[tokio::test]
async fn a_question_asked_at_one_is_answered_and_counted_at_the_other() {
    let services = two("instances").await;
    let at_both = |person| [0, 1].map(|n| Visitor::new(&services[n], person));
    let [ada, bob] = [at_both("ada"), at_both("bob")];

    let draft = question("Does it whistle in thirds?");
    let topic = id(&post_twice([&ada[0], &ada[1]], "/api/topics", 1, &draft).await);
    let other = ada[1].post("/api/topics", 1, &question("Another?")).await;
    assert_eq!(problem(&other), (422, "key-taken".to_owned()));

    let replies = format!("/api/topics/{topic}/replies");
    let body = json!({ "body": "Turn the spout by a quarter." });
    post_twice([&bob[1], &bob[0]], &replies, 2, &body).await;

    let me_too = format!("/api/topics/{topic}/me_too");
    for visitor in [&bob[0], &bob[1], &bob[0]] {
        let counted = visitor.send("PUT", &me_too).await.json();
        assert_eq!(counted, json!({ "me_too": true, "me_too_count": 1 }));
    }
    let read = get(&services, &format!("/api/topics/{topic}")).await;
    assert_eq!((read["reply_count"].as_u64(), read["me_too_count"].as_u64()), (Some(1), Some(1)));
    for path in ["/api/search?q=spout%20quar", "/api/topics?sort=recent", "/api/topics", "/api/"] {
        get(&services, path).await;
    }
    let taken_back = bob[1].send("DELETE", &me_too).await.json();
    assert_eq!(taken_back, json!({ "me_too": false, "me_too_count": 0 }));
}

#[tokio::test]
async fn requests_that_come_to_both_at_once_are_each_done_once() {
    let services = two("instances-at-once").await;
    let [here, there] = [&services[0], &services[1]].map(|service| Visitor::new(service, "ada"));
    for key in 0..8 {
        let draft = question(&format!("Is it once, {key}?"));
        let post = |visitor| Visitor::post(visitor, "/api/topics", key, &draft);
        let (a, b, c, d) = tokio::join!(post(&here), post(&there), post(&here), post(&there));
        let answers = [a, b, c, d];
        let created = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
        let repeated = answers.iter().filter(|answer| answer.status == StatusCode::OK).count();
        assert_eq!((created, repeated), (1, 3), "{key}");
        assert!(answers.iter().all(|answer| id(answer) == id(&answers[0])), "{key}");
    }
    let before = get(&services, "/api/topics/1").await["reply_count"].as_u64().unwrap();
    for key in 0..5 {
        // What different people do at once is all counted, in whatever order each does it.
        let body = json!({ "body": format!("unmistakable{key}") });
        let bob = Visitor::new(&services[0], "bob");
        let cem = Visitor::new(&services[1], "cem");
        let post = |visitor| Visitor::post(visitor, "/api/topics/1/replies", 100 + key, &body);
        let me_too = |visitor| Visitor::send(visitor, "PUT", "/api/topics/1/me_too");
        let (a, b, c, d) = tokio::join!(post(&bob), me_too(&cem), post(&cem), me_too(&bob));
        assert_eq!((a.status, c.status), (StatusCode::CREATED, StatusCode::CREATED));
        assert_eq!((b.status, d.status), (StatusCode::OK, StatusCode::OK));
    }
    assert_eq!(get(&services, "/api/topics/1").await["reply_count"], before + 10);
}

#[tokio::test]
async fn a_question_goes_its_whole_way_over_both() {
    let url = url("journey").await;
    let first = Database::open(&url).await.unwrap();
    put_file(&first, &demo_file()).await;
    let second = Database::open(&url).await.unwrap();
    let rules = Rules { moderate: Moderate::Newcomers, guests: false };
    let services = [&first, &second].map(|database| Service::ruled(database, Some(keys()), rules));
    let by = |person: &str, role: &str| services.each_ref().map(|service| Visitor::of(service, person, role));
    let (ana, ben, mo) = (by("ana", "visitor"), by("ben", "champion"), by("mo", "moderator"));
    let from = services[1].get("/api/events").await["next"].as_str().unwrap().to_owned();

    let asked = post_twice([&ana[0], &ana[1]], "/api/topics", 1, &question("Where does it begin?")).await;
    let topic = id(&asked);
    let path = format!("/api/topics/{topic}");
    assert_eq!(mo[1].get("/api/moderation").await["data"][0]["topic"]["id"], topic.as_str());
    let approve = json!({ "act": "approve", "topic": topic });
    let approved = post_twice([&mo[1], &mo[0]], "/api/moderation/acts", 1, &approve).await;
    assert_eq!(approved.status, StatusCode::CREATED);
    assert_eq!(get(&services, &path).await["title"], "Where does it begin?");
    let replied =
        post_twice([&ben[0], &ben[1]], &format!("{path}/replies"), 1, &json!({ "body": "Here." })).await;
    let solved = ana[1].say("PUT", &format!("{path}/solved"), &json!({ "reply": id(&replied) })).await;
    assert_eq!(solved.status, StatusCode::OK);
    let read = get(&services, &path).await;
    assert_eq!((&read["status"], &read["replies"][0]["best"]), (&json!("complete"), &json!(true)));
    let mut told = Vec::new();
    for service in &services {
        let events = service.get(&format!("/api/{from}")).await;
        let acts =
            events["data"].as_array().unwrap().iter().map(|event| event["act"].as_str().unwrap().to_owned());
        told.push(acts.collect::<Vec<_>>());
    }
    assert_eq!(told, [["approve", "reply", "status"], ["approve", "reply", "status"]]);
}

#[tokio::test]
async fn one_writes_at_a_time_whichever_instance_it_is_in() {
    let url = url("instances-in-turn").await;
    let first = Database::open(&url).await.unwrap();
    let second = Database::open(&url).await.unwrap();
    let (told, mut order) = tokio::sync::mpsc::unbounded_channel();
    let writer = first.write(NOW).await.unwrap();
    let other = tokio::spawn({
        let (told, second) = (told.clone(), second.clone());
        async move {
            let writer = second.write(NOW).await.unwrap();
            told.send("second").unwrap();
            writer.commit().await.unwrap();
        }
    });
    // Time enough for the second to go before, if nothing held it.
    for _ in 0..50 {
        second.ping().await.unwrap();
    }
    told.send("first").unwrap();
    writer.commit().await.unwrap();
    other.await.unwrap();
    assert_eq!([order.recv().await, order.recv().await], [Some("first"), Some("second")]);
}
