//! What each address answers, and what it refuses.

use axum::http::{StatusCode, header};
use serde_json::json;

use crate::stage::{Service, community, demo, demo_file, empty, ids};

#[tokio::test]
async fn the_discovery_document_is_a_snapshot_without_rows_whose_links_all_answer() {
    let (_database, service) = demo("discovery").await;
    let answer = service.send("GET", "/api/", &[]).await;
    let discovery = community(&answer.body);
    assert_eq!(discovery.name(), "Juniper Kettles");
    assert!(discovery.topics().is_empty());
    assert_eq!(discovery.product("k2").unwrap().name, "K2 gooseneck kettle");
    for (relation, template) in goodword_endpoint::api::LINKS {
        assert_eq!(discovery.link(relation), Some(template));
        let (path, _) = template.split_once("{?").unwrap_or((template, ""));
        service.get(&format!("/api/{}?q=kettle", path.replace("{id}", "1"))).await;
    }
    let redirect = service.send("GET", "/api", &[]).await;
    assert_eq!(
        (redirect.status, redirect.header(header::LOCATION)),
        (StatusCode::PERMANENT_REDIRECT, "/api/")
    );
}

#[tokio::test]
async fn the_beginning_of_a_word_finds_its_topics_best_first() {
    let (_database, service) = demo("search").await;
    let found = service.get("/api/search?q=descal&limit=50").await;
    let data = found["data"].as_array().unwrap();
    assert!(found["total"].as_u64().unwrap() >= 5);
    assert!(data[0]["title"].as_str().unwrap().to_lowercase().contains("descal"), "{}", data[0]["title"]);
    assert!(ids(data).contains(&"1".to_owned()));
    assert!(data.iter().all(|topic| topic["replies"].as_array().unwrap().len() <= 1));

    // The same words in the panel's own search, over all topics.
    let demo = community(&std::fs::read(demo_file()).unwrap());
    for query in ["descal", "how often descale", "Grüße", "lid seal smell", "k2 gooseneck"] {
        let panel = demo.search(query, &[], &goodword_core::friends::Circle::default(), 50);
        let panel: Vec<_> =
            panel.hits.iter().map(|hit| demo.topics()[hit.document as usize].id.to_string()).collect();
        let encoded = query.replace(' ', "%20");
        let server = service.get(&format!("/api/search?q={encoded}&limit=50")).await;
        let server = ids(server["data"].as_array().unwrap());
        // How rare a word is, the server counts among its candidates, so that those near the top may change places.
        assert_eq!(server.is_empty(), panel.is_empty(), "{query}");
        let is_near_top = |first: &String| panel.iter().take(5).any(|id| id == first);
        assert!(server.first().is_none_or(is_near_top), "{query}: {server:?}, {panel:?}");
        let missing: Vec<_> = panel.iter().filter(|id| !server.contains(id)).collect();
        assert!(missing.is_empty(), "{query}: {missing:?}");
    }
}

#[tokio::test]
async fn a_query_of_any_signs_is_answered() {
    let (_database, service) = demo("search-signs").await;
    for query in [
        "%22",
        "AND",
        "NEAR(",
        "*",
        "%27%20OR%201=1--",
        "title:kettle",
        "-",
        "%F0%9F%AB%96",
        "^k2",
        "a%22%20OR%20%22b",
    ] {
        let found = service.get(&format!("/api/search?q={query}")).await;
        assert!(found["total"].is_u64(), "{query}");
    }
    assert_eq!(service.get("/api/search?q=%3F%21").await["total"], 0);
    let ideas = service.get("/api/search?q=kettle&kind=idea,praise").await;
    let kinds = ideas["data"].as_array().unwrap().iter().map(|topic| topic["kind"].as_str().unwrap());
    assert!(kinds.clone().count() > 0);
    assert!(kinds.into_iter().all(|kind| kind == "idea" || kind == "praise"));
}

/// Whether a topic is one that a filter names.
type Test = Box<dyn Fn(&serde_json::Value) -> bool>;

#[tokio::test]
async fn filters_leave_exactly_the_topics_that_they_name() {
    let (_database, service) = demo("filters").await;
    let (all, _) = service.walk("/api/topics?limit=50").await;
    assert_eq!(all.len(), 82);
    let holds =
        |list: &serde_json::Value, value: &str| list.as_array().unwrap().iter().any(|held| held == value);
    let waits = |topic: &serde_json::Value| {
        let answered = topic["replies"]
            .as_array()
            .unwrap()
            .iter()
            .any(|reply| reply["best"] == true || reply["official"] == true);
        ["question", "problem"].contains(&topic["kind"].as_str().unwrap())
            && !["complete", "rejected"].contains(&topic["status"].as_str().unwrap())
            && !answered
    };
    let cases: Vec<(&str, Test)> = vec![
        ("kind=idea", Box::new(move |topic| topic["kind"] == "idea")),
        ("kind=idea,praise", Box::new(move |topic| topic["kind"] == "idea" || topic["kind"] == "praise")),
        ("status=complete", Box::new(move |topic| topic["status"] == "complete")),
        ("tag=Descaling", Box::new(move |topic| holds(&topic["tags"], "descaling"))),
        ("product=k2", Box::new(move |topic| holds(&topic["products"], "k2"))),
        (
            "kind=question&product=k2",
            Box::new(move |topic| topic["kind"] == "question" && holds(&topic["products"], "k2")),
        ),
        ("sort=unanswered", Box::new(waits)),
        ("kind=&nobody=takes+this", Box::new(|_| true)),
    ];
    for (query, test) in cases {
        let (found, _) = service.walk(&format!("/api/topics?limit=7&{query}")).await;
        let mut found = ids(&found);
        let mut expect: Vec<_> = ids(&all.iter().filter(|topic| test(topic)).cloned().collect::<Vec<_>>());
        found.sort();
        expect.sort();
        assert!(!expect.is_empty(), "{query}");
        assert_eq!(found, expect, "{query}");
    }
}

#[tokio::test]
async fn a_topic_comes_with_its_people_and_its_first_replies() {
    let database = empty("topic").await;
    let replies: Vec<_> = (0..60)
        .map(
            |n| json!({"id": format!("r{n}"), "author": "p1", "body": format!("Reply {n}"), "best": n == 55}),
        )
        .collect();
    let snapshot = json!({"goodword": 1,
        "topics": [{"id": "a b/ü", "title": "Long", "author": "p2", "replies": replies}],
        "people": [{"id": "p1", "name": "Mira"}, {"id": "p2", "name": "Cleo"}, {"id": "p3", "name": "Ada"}]});
    crate::stage::put(&database, "topic", &snapshot.to_string()).await;
    let service = Service::on(&database);

    let path = "/api/topics/a%20b%2F%C3%BC";
    let topic = service.get(path).await;
    assert_eq!(topic["people"].as_array().unwrap().len(), 2);
    let first = ids(topic["replies"].as_array().unwrap());
    assert_eq!(first.len(), 51, "the best answer comes along");
    assert_eq!(first.last().unwrap(), "r55");
    let (rest, _) = service.walk(&crate::stage::resolve(path, topic["next"].as_str().unwrap())).await;
    let whole: Vec<_> = first[..50].iter().cloned().chain(ids(&rest)).collect();
    assert_eq!(whole, (0..60).map(|n| format!("r{n}")).collect::<Vec<_>>());
    assert_eq!(service.get("/api/topics").await["data"][0]["replies"][0]["id"], "r55");
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_in_words_of_the_protocol() {
    let (_database, service) = demo("refused").await;
    let other = service.get("/api/topics?sort=recent&limit=1").await;
    let cursor = other["next"].as_str().unwrap().rsplit_once("cursor=").unwrap().1.to_owned();
    let long = "x".repeat(1001);
    for (path, parameter) in [
        ("/api/topics?sort=newest", "sort"),
        ("/api/topics?kind=question,rant", "kind"),
        ("/api/topics?status=open", "status"),
        ("/api/topics?limit=0", "limit"),
        ("/api/topics?limit=51", "limit"),
        ("/api/topics?limit=ten", "limit"),
        ("/api/topics?cursor=!", "cursor"),
        (&format!("/api/topics?sort=active&cursor={cursor}"), "cursor"),
        (&format!("/api/topics?tag={long}"), "tag"),
        ("/api/topics?product=%00", "product"),
        ("/api/topics/1/replies?limit=-1", "limit"),
        ("/api/recommendations?cursor=AAAA", "cursor"),
        ("/api/search", "q"),
        ("/api/search?q=", "q"),
    ] {
        let answer = service.send("GET", path, &[]).await;
        let problem = answer.json();
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{path}");
        assert_eq!(problem["type"], "urn:goodword:problem:bad-parameter", "{path}");
        assert_eq!((&problem["status"], &problem["parameter"]), (&json!(400), &json!(parameter)), "{path}");
        assert!(problem["detail"].as_str().unwrap().starts_with(&format!("{parameter} takes ")), "{problem}");
    }
    for (method, path, status, kind) in [
        ("GET", "/api/nothing", 404, "not-found"),
        ("GET", "/api/topics/none", 404, "not-found"),
        ("GET", "/api/topics/none/replies", 404, "not-found"),
        ("GET", "/api/topics/1%00", 404, "not-found"),
        ("GET", "/api/topics/%FF", 400, "bad-request"),
        ("POST", "/api/topics", 405, "method-not-allowed"),
        ("DELETE", "/api/", 405, "method-not-allowed"),
    ] {
        let answer = service.send(method, path, &[]).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{method} {path}");
        assert_eq!(answer.json()["type"], format!("urn:goodword:problem:{kind}"), "{method} {path}");
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*", "{method} {path}");
    }
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    let (_database, service) = demo("etag").await;
    let answer = service.send("GET", "/api/topics", &[("origin", "https://kettles.example")]).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/json");
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-cache");
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
    let tag = answer.header(header::ETAG);
    for (sent, status) in [(tag, 304), (&tag[2..], 304), ("W/\"0\"", 200), ("*", 304)] {
        let again = service.send("GET", "/api/topics", &[("if-none-match", sent)]).await;
        assert_eq!(again.status.as_u16(), status, "{sent}");
        assert_eq!(again.body.is_empty(), status == 304, "{sent}");
    }
    let other = service.send("GET", "/api/topics?limit=1", &[("if-none-match", tag)]).await;
    assert_eq!(other.status, StatusCode::OK);
    assert_eq!(service.send("GET", "/healthz", &[]).await.body, b"ok\n");
}
