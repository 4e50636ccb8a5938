//! People to know: only who said so, with the reason, and until one is tired of it.

use axum::http::{StatusCode, header};
use goodword_endpoint::database::Posts;
use serde_json::{Value, json};

use super::friends::befriend;
use super::visitors::{Visitor, id, open, problem, question};
use crate::stage::{NOW, Service, ids, put};

const LIST: &str = "/api/suggestions";

async fn discoverable(service: &Service, people: &[&str]) {
    for person in people {
        let answer =
            Visitor::new(service, person).say("PUT", "/api/me", &json!({ "discoverable": true })).await;
        assert_eq!((answer.status, answer.json()), (StatusCode::OK, json!({ "discoverable": true })));
    }
}

async fn suggested(visitor: &Visitor<'_>) -> Vec<String> {
    let list = visitor.get(LIST).await;
    let rows = list["data"].as_array().unwrap();
    assert_eq!(list["total"], rows.len());
    ids(rows)
}

#[tokio::test]
async fn nobody_is_suggested_who_did_not_say_so() {
    let (_database, service) = open("suggesting").await;
    befriend(&service, &[("ada", "bob"), ("bob", "cleo"), ("bob", "dora")]).await;
    let [ada, cleo] = ["ada", "cleo"].map(|person| Visitor::new(&service, person));
    assert_eq!(cleo.get("/api/me").await, json!({ "discoverable": false }));
    assert_eq!(suggested(&ada).await, Vec::<String>::new());
    discoverable(&service, &["cleo", "ada", "bob"]).await;
    assert_eq!(cleo.get("/api/me").await, json!({ "discoverable": true }));
    let list = ada.get(LIST).await;
    // Neither Bob, who is a friend, nor Ada herself, nor Dora, who did not say so.
    let expect = json!([{ "id": "cleo", "name": "cleo by name", "mutual": 1, "answered": 0 }]);
    assert_eq!(list, json!({ "total": 1, "data": expect }));
    let answer = ada.send("GET", LIST).await;
    assert_eq!(answer.header(header::CACHE_CONTROL), "private, no-store");
    cleo.say("PUT", "/api/me", &json!({ "discoverable": false })).await;
    assert_eq!(suggested(&ada).await, Vec::<String>::new());

    for body in [json!({}), json!({ "discoverable": "yes" })] {
        assert_eq!(problem(&ada.say("PUT", "/api/me", &body).await), (400, "bad-document".to_owned()));
    }
    for (method, path) in
        [("GET", "/api/me"), ("PUT", "/api/me"), ("GET", LIST), ("PUT", "/api/suggestions/ada/dismissed")]
    {
        assert_eq!(problem(&service.send(method, path, &[]).await).0, 401, "{method} {path}");
    }
}

#[tokio::test]
async fn who_is_dismissed_or_called_a_friend_is_suggested_no_more_either_way() {
    let (_database, service) = open("suggesting-dismissed").await;
    befriend(&service, &[("ada", "bob"), ("bob", "cleo"), ("bob", "dora")]).await;
    discoverable(&service, &["ada", "cleo", "dora"]).await;
    let [ada, cleo] = ["ada", "cleo"].map(|person| Visitor::new(&service, person));
    assert_eq!(suggested(&ada).await, ["cleo", "dora"]);
    let dismissed = "/api/suggestions/cleo/dismissed";
    for _ in 0..2 {
        assert_eq!(ada.send("PUT", dismissed).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(
        (suggested(&ada).await, suggested(&cleo).await),
        (vec!["dora".to_owned()], vec!["dora".to_owned()])
    );
    assert_eq!(ada.send("DELETE", dismissed).await.status, StatusCode::NO_CONTENT);
    assert_eq!(suggested(&ada).await, ["cleo", "dora"]);
    // What one calls a friend without being called so is one's own; the other is still told of one.
    ada.send("PUT", "/api/friends/cleo").await;
    assert_eq!(
        (suggested(&ada).await, suggested(&cleo).await),
        (vec!["dora".to_owned()], vec!["ada".to_owned(), "dora".to_owned()])
    );
    for nobody in ["ada", "nobody", "%00"] {
        let answer = ada.send("PUT", &format!("/api/suggestions/{nobody}/dismissed")).await;
        assert_eq!(problem(&answer), (404, "not-found".to_owned()), "{nobody}");
    }
}

#[tokio::test]
async fn friends_with_few_friends_count_more() {
    let (_database, service) = open("suggesting-ranked").await;
    // Bob has many friends, Cleo few; Dora is Cleo's friend, Ed and Abe are Bob's.
    befriend(
        &service,
        &[
            ("ada", "bob"),
            ("ada", "cleo"),
            ("cleo", "dora"),
            ("bob", "ed"),
            ("bob", "abe"),
            ("bob", "fay"),
            ("bob", "gus"),
        ],
    )
    .await;
    discoverable(&service, &["ed", "abe", "dora"]).await;
    let ada = Visitor::new(&service, "ada");
    assert_eq!(suggested(&ada).await, ["dora", "abe", "ed"]);
}

#[tokio::test]
async fn a_friend_with_very_many_friends_says_less_than_two_answers() {
    let (database, service) = open("suggesting-mixed").await;
    let others: Vec<_> = (0..30).map(|n| format!("other-{n}")).collect();
    let mut pairs = vec![("ada", "bob"), ("bob", "cleo")];
    pairs.extend(others.iter().map(|other| ("bob", other.as_str())));
    befriend(&service, &pairs).await;
    discoverable(&service, &["cleo", "ben"]).await;
    for (n, tag) in [(1, "lids"), (2, "lids")] {
        answered(&service, n, tag, "ben").await;
    }
    let mut asked = question("Mine?");
    asked["tags"] = json!(["lids"]);
    let ada = Visitor::new(&service, "ada");
    ada.post("/api/topics", 60, &asked).await;
    // 1 / ln 32 is 0.29, and 0.3 ln 3 is 0.33. Of Bob's friends Cleo alone may be suggested, and all of them count.
    assert_eq!(suggested(&ada).await, ["ben", "cleo"]);
    // The site may want it otherwise.
    for (answered, expect) in [(0.25, ["cleo", "ben"]), (0.3, ["ben", "cleo"])] {
        let wish = format!(r#"{{"goodword": 1, "friend_ranking": {{"answered": {answered}}}}}"#);
        put(&database, "suggesting-mixed", &wish).await;
        assert_eq!(suggested(&ada).await, expect, "{answered}");
    }
    for other in &others {
        Visitor::new(&service, other).send("DELETE", "/api/friends/bob").await;
    }
    assert_eq!(suggested(&ada).await, ["cleo", "ben"]);
}

/// Asks something with the tag and has the person answer it best.
async fn answered(service: &Service, n: u8, tag: &str, person: &str) {
    let zoe = Visitor::new(service, "zoe");
    let mut asked = question(&format!("Question {n}?"));
    (asked["tags"], asked["products"]) = (json!([tag]), json!([if n == 1 { "k9" } else { "k2" }]));
    let topic = id(&zoe.post("/api/topics", n, &asked).await);
    let reply = Visitor::new(service, person)
        .post(&format!("/api/topics/{topic}/replies"), n, &json!({ "body": "So" }))
        .await;
    let deed = json!({ "act": "best", "topic": topic, "reply": id(&reply) });
    let done = Visitor::of(service, "mo", "moderator").post("/api/moderation/acts", n, &deed).await;
    assert!(done.status.is_success(), "{}", done.json());
}

#[tokio::test]
async fn who_answers_what_one_asks_about_is_suggested_with_what_about() {
    let (_database, service) = open("suggesting-answers").await;
    let ada = Visitor::new(&service, "ada");
    discoverable(&service, &["ben", "cy"]).await;
    for (n, tag, person) in
        [(1, "Lids", "ben"), (2, "lids", "ben"), (3, "cords", "ben"), (4, "spouts", "ben"), (5, "lids", "cy")]
    {
        answered(&service, n, tag, person).await;
    }
    assert_eq!(suggested(&ada).await, Vec::<String>::new());
    let mut asked = question("Mine?");
    asked["tags"] = json!(["lids"]);
    ada.post("/api/topics", 60, &asked).await;
    asked["tags"] = json!(["CORDS"]);
    let other = id(&Visitor::new(&service, "zoe").post("/api/topics", 61, &asked).await);
    ada.send("PUT", &format!("/api/topics/{other}/follow")).await;
    let list = ada.get(LIST).await;
    let row = |id: &str, answered: u8| json!({ "id": id, "name": format!("{id} by name"), "mutual": 0, "answered": answered, "about": "lids" });
    assert_eq!(list["data"], json!([row("ben", 3), row("cy", 1)]));
    let of_product = ada.get("/api/suggestions?subject=k9").await;
    assert_eq!(of_product["data"], json!([row("ben", 1)]));
}

#[tokio::test]
async fn what_was_said_of_suggestions_goes_with_its_person() {
    let (database, service) = open("suggesting-erased").await;
    befriend(&service, &[("ada", "bob"), ("bob", "cleo")]).await;
    discoverable(&service, &["cleo"]).await;
    let [ada, cleo] = ["ada", "cleo"].map(|person| Visitor::new(&service, person));
    cleo.send("PUT", "/api/suggestions/ada/dismissed").await;
    let kept = database.kept_about("cleo").await.unwrap().unwrap();
    assert_eq!(
        (&kept["dismissed"][0]["other"], kept["discoverable"].as_array().unwrap().len()),
        (&json!("ada"), 1)
    );
    // Who was dismissed is not told by whom.
    assert_eq!(database.kept_about("ada").await.unwrap().unwrap().get("dismissed"), None::<&Value>);
    database.erase(NOW, "cleo", Posts::Go).await.unwrap();
    assert_eq!(database.kept_about("cleo").await.unwrap(), None);
    befriend(&service, &[("bob", "cleo")]).await;
    discoverable(&service, &["ada"]).await;
    assert_eq!(suggested(&cleo).await, ["ada"]);
    assert_eq!(suggested(&ada).await, Vec::<String>::new());
}
