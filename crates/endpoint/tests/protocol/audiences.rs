//! Who sees what, as somebody who looks everywhere: each word of each audience with the eyes of each viewer, at every address
//! that gives words or topics; and private questions, of which nobody but the two can tell that they exist.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use goodword_endpoint::database::{Database, Posts, State as RowState};
use goodword_endpoint::export::{Extent, export};
use serde_json::{Value, json};
use uuid::Uuid;

use super::friends::befriend;
use super::visitors::{KEY, Visitor, guarded, id, question};
use crate::stage::{Answer, NOW, Service};

/// Whoever looks. Each is who they are to every author.
const VIEWERS: [&str; 9] =
    ["nobody", "bad-token", "stranger", "follower", "followed", "friend", "fof", "addressee", "mo"];

/// What becomes of a word, and which of the viewers see it, besides its author.
const WORDS: [(&str, bool, &[&str]); 7] = [
    ("me", true, &[]),
    ("friends", true, &["friend", "addressee"]),
    ("public", true, &VIEWERS),
    // A moderator, because somebody has to look at it.
    ("waiting", true, &["mo"]),
    ("hidden", false, &["mo"]),
    ("withdrawn", false, &[]),
    ("erased", false, &[]),
];

/// The headers with which somebody asks.
fn bearer(service: &Service, viewer: &str) -> Option<String> {
    match viewer {
        "nobody" => None,
        "bad-token" => Some(Visitor::new(service, "friend").bearer + "x"),
        "mo" => Some(Visitor::of(service, "mo", "moderator").bearer),
        person => Some(Visitor::new(service, person).bearer),
    }
}

async fn send(service: &Service, bearer: Option<&String>, method: &str, path: &str, body: &Value) -> Answer {
    let mut headers = vec![("idempotency-key", "0190f5fe-7c00-7a00-8000-0000000000ff")];
    headers.extend(bearer.map(|bearer| ("authorization", bearer.as_str())));
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    service.send_with(method, path, &headers, body).await
}

/// Every address that can be read, of the lists and of what these ids and this subject name. The words of `query` are looked for.
fn addresses(ids: &[&str], subject: &str, query: &str) -> Vec<String> {
    let mut all: Vec<String> = [
        "/api/",
        "/api/topics?limit=50",
        "/api/topics?sort=recent&limit=50",
        "/api/topics?sort=unanswered&limit=50",
        "/api/topics?tag=descaling&limit=50",
        "/api/topics?product=k2&limit=50",
        "/api/topics?asked=me",
        "/api/topics?asked=by_me",
        "/api/recommendations?limit=50",
        "/api/events",
        "/api/events?after=0",
        "/api/friends",
        "/api/me",
        "/api/suggestions",
        "/api/suggestions?subject=k2",
        "/api/moderation?limit=50",
        "/api/moderation/acts?limit=50",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("/api/recommendations?limit=50&subject={subject}"));
    all.push(format!("/api/recommendations/{subject}"));
    all.push(format!("/api/search?q={query}"));
    all.extend("0123456789abcdef".chars().map(|digit| format!("/api/recommendations?prefix={digit}")));
    for id in ids {
        for name in [(*id).to_owned(), format!("recommendation:{id}")] {
            all.push(format!("/api/topics/{name}"));
            all.push(format!("/api/topics/{name}/replies"));
            all.push(format!("/api/events?after=0&topic={name}"));
            all.push(format!("/api/referrals/{name}"));
        }
    }
    all
}

/// Whether the text is in any answer to the viewer.
async fn finds(service: &Service, viewer: &str, addresses: &[String], text: &str) -> Option<String> {
    let bearer = bearer(service, viewer);
    for address in addresses {
        let answer = send(service, bearer.as_ref(), "GET", address, &Value::Null).await;
        assert!(!answer.status.is_server_error(), "{address}");
        if String::from_utf8(answer.body).unwrap().contains(text) {
            return Some(address.clone());
        }
    }
    None
}

async fn whole(database: &Database, extent: Extent) -> String {
    let mut snapshot = Vec::new();
    export(database, extent, &mut snapshot).await.unwrap();
    String::from_utf8(snapshot).unwrap()
}

/// The people who stand to the author as their names say; the author is known here and nothing of theirs waits.
async fn around(service: &Service, author: &str) {
    befriend(service, &[(author, "friend"), (author, "addressee"), ("friend", "fof")]).await;
    for person in ["stranger", "follower", "followed"] {
        Visitor::new(service, person).send("PUT", "/api/topics/1/me_too").await;
    }
    let follows = Visitor::new(service, "follower").send("PUT", &format!("/api/friends/{author}")).await;
    assert_eq!(follows.json(), json!({ "friend": false }));
    let follows = Visitor::new(service, author).send("PUT", "/api/friends/followed").await;
    assert_eq!(follows.json(), json!({ "friend": false }));
    for person in VIEWERS.iter().filter(|viewer| !matches!(**viewer, "nobody" | "bad-token" | "mo")) {
        let visitor = Visitor::new(service, person);
        visitor.say("PUT", "/api/me", &json!({ "discoverable": true })).await;
    }
}

/// Has the author say it and become what the state names; the id of the word.
async fn say(
    database: &Database,
    service: &Service,
    state: &str,
    author: &Visitor<'_>,
    name: &str,
) -> String {
    let audience = if matches!(state, "me" | "friends") { state } else { "public" };
    let body = json!({ "verb": "loves", "text": format!("Quirl {name}-text"), "audience": audience });
    let path = format!("/api/recommendations/subject-{name}");
    let said = author.say("PUT", &path, &body).await;
    assert_eq!(said.status, StatusCode::OK);
    let word = id(&said);
    let mo = Visitor::of(service, "mo", "moderator");
    let key = u8::try_from(WORDS.iter().position(|(known, ..)| *known == state).unwrap()).unwrap();
    for (n, act) in [(0, "approve"), (10, "hide")] {
        if matches!((state, act), ("public" | "hidden", "approve") | ("hidden", "hide")) {
            let deed = json!({ "act": act, "topic": format!("recommendation:{word}") });
            let done = mo.post("/api/moderation/acts", n + key, &deed).await;
            assert!(done.status.is_success(), "{}", done.json());
        }
    }
    match state {
        "withdrawn" => assert_eq!(author.send("DELETE", &path).await.status, StatusCode::NO_CONTENT),
        "erased" => drop(database.erase(NOW, name, Posts::Stay).await.unwrap().unwrap()),
        _ => {}
    }
    word
}

#[tokio::test]
async fn each_word_is_found_by_those_whom_it_is_for_wherever_one_looks() {
    let (database, service) = guarded("audiences-words").await;
    for (state, own, seen_by) in WORDS {
        // Of names, texts and subjects none holds another.
        let name = format!("author-{state}");
        around(&service, &name).await;
        let author = Visitor::new(&service, &name);
        let word = say(&database, &service, state, &author, &name).await;
        let [text, subject] = [format!("{name}-text"), format!("subject-{name}")];
        let addresses = addresses(&[&word, &name], &subject, "quirl");
        for viewer in VIEWERS {
            let found = finds(&service, viewer, &addresses, &text).await;
            assert_eq!(found.is_some(), seen_by.contains(&viewer), "{state} for {viewer}: {found:?}");
        }
        assert_eq!(finds(&service, &name, &addresses, &text).await.is_some(), own, "{state} for its author");
        assert_eq!(whole(&database, Extent::Public).await.contains(&text), state == "public", "{state}");
        let is_kept = matches!(state, "me" | "friends" | "public");
        assert_eq!(whole(&database, Extent::WithPrivate).await.contains(&text), is_kept, "{state}");
        // Without it, what nobody sees could be what was never there.
        let told = database.kept_about(&name).await.unwrap().unwrap_or_default().to_string();
        assert_eq!(told.contains(&text), !matches!(state, "withdrawn" | "erased"), "{state}");
    }
}

/// Everything that everyone but the two is answered, in the order of addresses and viewers.
async fn told(service: &Service, ids: &[&str]) -> Vec<(String, StatusCode, String, Vec<u8>)> {
    let mut all = Vec::new();
    for viewer in VIEWERS.into_iter().filter(|viewer| *viewer != "addressee") {
        let bearer = bearer(service, viewer);
        for address in addresses(ids, "k2", "flumadiddle") {
            let answer = send(service, bearer.as_ref(), "GET", &address, &Value::Null).await;
            all.push((
                format!("{viewer} {address}"),
                answer.status,
                format!("{:?}", answer.headers),
                answer.body,
            ));
        }
    }
    all
}

/// A question of the author's to the addressee alone, with a reply.
async fn ask(service: &Service) -> String {
    let author = Visitor::new(service, "author");
    let mut asked = question("Is it a flumadiddle?");
    asked["to"] = json!("addressee");
    let answer = author.post("/api/topics", 1, &asked).await;
    assert_eq!(answer.json()["state"], "private");
    let topic = id(&answer);
    let reply = json!({ "body": "A snollygost" });
    let addressee = Visitor::new(service, "addressee");
    let replied = addressee.post(&format!("/api/topics/{topic}/replies"), 2, &reply).await;
    assert_eq!(replied.status, StatusCode::CREATED);
    topic
}

async fn prepared(name: &str) -> (Database, Service) {
    let (database, service) = guarded(name).await;
    around(&service, "author").await;
    let word = json!({ "verb": "uses", "audience": "friends", "will_answer": true });
    Visitor::new(&service, "addressee").say("PUT", "/api/recommendations/k2", &word).await;
    (database, service)
}

#[tokio::test]
async fn everyone_else_is_told_the_same_byte_for_byte_whether_or_not_somebody_asks_in_private() {
    let (database, service) = prepared("audiences-private").await;
    let before = (told(&service, &[]).await, whole(&database, Extent::Public).await);
    let topic = ask(&service).await;
    let after = (told(&service, &[]).await, whole(&database, Extent::Public).await);
    for (one, other) in before.0.iter().zip(&after.0) {
        assert!(
            one == other,
            "{}: {} and {}",
            one.0,
            String::from_utf8_lossy(&one.3),
            String::from_utf8_lossy(&other.3)
        );
    }
    assert!(before == after);
    for (what, _, _, body) in told(&service, &[&topic]).await {
        let body = String::from_utf8(body).unwrap();
        let is_found = ["a flumadiddle", "snollygost"].into_iter().any(|word| body.contains(word));
        assert!(!is_found, "{what}: {body}");
    }
    // What one asks is a list of one's own, where each finds it who is one of the two; and in nobody's else.
    for (viewer, list, total) in [
        ("author", "by_me", 1),
        ("author", "me", 0),
        ("addressee", "me", 1),
        ("addressee", "by_me", 0),
        ("friend", "by_me", 0),
    ] {
        let read = Visitor::new(&service, viewer).get(&format!("/api/topics?asked={list}")).await;
        assert_eq!(read["total"], total, "{viewer} {list}");
    }
    // The two find both.
    for viewer in ["author", "addressee"] {
        for word in ["a flumadiddle", "snollygost"] {
            assert!(
                finds(&service, viewer, &addresses(&[&topic], "k2", "x"), word).await.is_some(),
                "{viewer} {word}"
            );
        }
    }
}

/// Every request that names a topic, with its body.
fn requests(topic: &str) -> Vec<(&'static str, String, Value)> {
    let at = |rest: &str| format!("/api/topics/{topic}{rest}");
    let mut all = vec![
        ("GET", at(""), Value::Null),
        ("HEAD", at(""), Value::Null),
        ("GET", at("/replies"), Value::Null),
        ("GET", at("/replies?limit=1"), Value::Null),
        ("GET", format!("/api/events?after=0&topic={topic}"), Value::Null),
        ("POST", at("/replies"), json!({ "body": "Hello" })),
        ("POST", at("/replies"), json!({ "body": "" })),
        ("POST", at("/flag"), json!({ "reason": "spam" })),
        ("POST", at("/flag?reply=1"), json!({ "reason": "spam" })),
        ("PUT", at("/solved"), json!({})),
        ("PUT", at("/public"), Value::Null),
        ("DELETE", at(""), Value::Null),
        ("DELETE", at("/public"), Value::Null),
    ];
    for mark in ["/me_too", "/me_too/shared", "/follow", "/replies/1/star", "/replies/1/star/shared"] {
        all.extend([("PUT", at(mark), Value::Null), ("DELETE", at(mark), Value::Null)]);
    }
    for act in ["approve", "hide", "restore", "best", "status", "settle_flags", "merge"] {
        let to = if act == "status" { "complete" } else { "1" };
        all.push((
            "POST",
            "/api/moderation/acts".to_owned(),
            json!({ "act": act, "topic": topic, "to": to }),
        ));
    }
    let merge = json!({ "act": "merge", "topic": "2", "to": topic });
    all.push(("POST", "/api/moderation/acts".to_owned(), merge));
    all
}

#[tokio::test]
async fn a_guessed_id_is_answered_as_one_that_nobody_gave() {
    let (_database, service) = prepared("audiences-guessed").await;
    let topic = ask(&service).await;
    let none = Uuid::now_v7().to_string();
    for viewer in VIEWERS.into_iter().filter(|viewer| *viewer != "addressee") {
        let bearer = bearer(&service, viewer);
        for ((method, path, body), (_, other, other_body)) in
            requests(&topic).into_iter().zip(requests(&none))
        {
            let guessed = send(&service, bearer.as_ref(), method, &path, &body).await;
            let absent = send(&service, bearer.as_ref(), method, &other, &other_body).await;
            let named = |answer: &Answer, id: &str| {
                let body = String::from_utf8(answer.body.clone()).unwrap();
                (answer.status, format!("{:?}", answer.headers).replace(id, "ID"), body.replace(id, "ID"))
            };
            assert_eq!(named(&guessed, &topic), named(&absent, &none), "{viewer} {method} {path} {body}");
            if !path.starts_with("/api/events") {
                assert!(!guessed.status.is_success(), "{viewer} {method} {path}");
            }
        }
    }
}

/// How many requests for each of the two ids are measured.
const TIMED: usize = 200;

/// The median of one kind of answer is at most so many times that of the other. What a difference of work would be, one more
/// query, is a third of a request and shows in the median; this band lets pass what a busy machine does, which it does to
/// both alike, because the requests take turns.
const BAND: f64 = 2.0;

#[tokio::test]
async fn a_guessed_id_takes_no_longer_than_one_that_nobody_gave() {
    let (_database, service) = prepared("audiences-timed").await;
    let topic = ask(&service).await;
    let bearer = bearer(&service, "stranger");
    for (method, rest) in [("GET", ""), ("GET", "/replies"), ("PUT", "/public")] {
        let mut taken: [Vec<Duration>; 2] = [Vec::new(), Vec::new()];
        for turn in 0..2 * TIMED {
            let id = if turn % 2 == 0 { topic.clone() } else { Uuid::now_v7().to_string() };
            let path = format!("/api/topics/{id}{rest}");
            let begun = Instant::now();
            let answer = send(&service, bearer.as_ref(), method, &path, &Value::Null).await;
            taken[turn % 2].push(begun.elapsed());
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        let [guessed, absent] = taken.map(|mut taken| {
            taken.sort();
            taken[TIMED / 2].as_secs_f64()
        });
        let ratio = guessed / absent;
        assert!((1.0 / BAND..BAND).contains(&ratio), "{method} {rest}: {guessed} s and {absent} s");
    }
}

#[tokio::test]
async fn a_key_of_idempotency_tells_nothing_of_others_questions() {
    let (_database, service) = prepared("audiences-key").await;
    ask(&service).await;
    let mut asked = question("Is it a flumadiddle?");
    asked["to"] = json!("addressee");
    let key = format!("{KEY}01");
    for viewer in ["stranger", "follower", "followed", "fof"] {
        let bearer = bearer(&service, viewer).unwrap();
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", &key)];
        let answer = service.send_with("POST", "/api/topics", &headers, asked.to_string().into_bytes()).await;
        assert_eq!(
            (answer.status, &answer.json()["parameter"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("to")),
            "{viewer}"
        );
    }
}

/// What becomes of a mark, and which of the viewers are told of it.
const MARKS: [(&str, &[&str]); 9] = [
    ("unshared", &[]),
    ("shared", &["friend", "addressee"]),
    ("unshared-again", &[]),
    ("taken-back", &[]),
    ("set-again", &[]),
    ("unfriended", &["addressee"]),
    ("topic-waits", &[]),
    ("reply-hidden", &["friend", "addressee"]),
    ("erased", &[]),
];

/// Has the author set both marks and become what the state names.
async fn mark(database: &Database, service: &Service, state: &str, author: &str, place: [&str; 2]) {
    let visitor = Visitor::new(service, author);
    for path in place {
        assert_eq!(visitor.send("PUT", path).await.status, StatusCode::OK);
    }
    if state == "unshared" {
        return;
    }
    for path in place {
        let shared = visitor.send("PUT", &format!("{path}/shared")).await;
        assert_eq!(shared.status, StatusCode::NO_CONTENT, "{path}");
    }
    let [topic, reply] = [place[0].split('/').nth(3).unwrap(), place[1].split('/').nth(5).unwrap()];
    let mut writer = database.write(NOW).await.unwrap();
    match state {
        "topic-waits" => assert!(writer.set_topic_state(topic, RowState::Waiting).await.unwrap()),
        "reply-hidden" => assert!(writer.set_reply_state(topic, reply, RowState::Hidden).await.unwrap()),
        _ => {}
    }
    writer.commit().await.unwrap();
    for path in place {
        match state {
            "unshared-again" => drop(visitor.send("DELETE", &format!("{path}/shared")).await),
            "taken-back" | "set-again" => drop(visitor.send("DELETE", path).await),
            _ => {}
        }
        if state == "set-again" {
            visitor.send("PUT", path).await;
        }
    }
    match state {
        "unfriended" => {
            drop(Visitor::new(service, "friend").send("DELETE", &format!("/api/friends/{author}")).await);
        }
        "erased" => drop(database.erase(NOW, author, Posts::Stay).await.unwrap().unwrap()),
        _ => {}
    }
}

#[tokio::test]
async fn each_mark_is_told_to_friends_alone_and_only_while_it_is_shown() {
    let (database, service) = guarded("audiences-marks").await;
    let list = service.get("/api/topics?sort=recent&limit=50").await;
    let topics = list["data"].as_array().unwrap().iter().filter(|topic| topic["reply_count"] != 0);
    for ((state, seen_by), topic) in MARKS.into_iter().zip(topics) {
        let author = format!("author-{state}");
        around(&service, &author).await;
        let topic = topic["id"].as_str().unwrap();
        let reply = service.get(&format!("/api/topics/{topic}/replies")).await;
        let reply = reply["data"][0]["id"].as_str().unwrap();
        let place =
            [format!("/api/topics/{topic}/me_too"), format!("/api/topics/{topic}/replies/{reply}/star")];
        mark(&database, &service, state, &author, [&place[0], &place[1]]).await;
        let all = addresses(&[topic, &author], "k2", "kettle");
        // One entry a person, of which having it too weighs more.
        let did = |word: &str| format!(r#"{{"person":"{author}","did":"{word}"}}"#);
        for viewer in VIEWERS {
            let bearer = bearer(&service, viewer);
            let (mut is_told, mut is_named) = (false, false);
            // Ranges of words are the same for everyone.
            for address in all.iter().filter(|address| !address.contains("prefix=")) {
                let answer = send(&service, bearer.as_ref(), "GET", address, &Value::Null).await;
                assert!(!answer.status.is_server_error(), "{address}");
                let body = String::from_utf8(answer.body).unwrap();
                assert!(!body.contains(&did("found_useful")), "{state} for {viewer}: {address}");
                is_told |= body.contains(&did("me_too"));
                // One's own friends are no secret, and what one asks for is answered by its name.
                is_named |= !address.starts_with("/api/friends")
                    && !address.contains(&author)
                    && body.contains(&author);
            }
            // With the mark comes who it is, and otherwise nobody names them.
            let expect = seen_by.contains(&viewer);
            assert_eq!((is_told, is_named), (expect, expect), "{state} for {viewer}");
        }
        let public = whole(&database, Extent::Public).await;
        assert!(!public.contains(r#""shared""#) && !public.contains(r#""me_too""#), "{state}");
    }
}

#[tokio::test]
async fn whoever_is_no_friend_is_told_the_same_byte_for_byte_whether_or_not_somebody_shows_a_mark() {
    let (_database, service) = prepared("audiences-mark-shown").await;
    let author = Visitor::new(&service, "author");
    let reply = service.get("/api/topics/1/replies").await["data"][0]["id"].as_str().unwrap().to_owned();
    let place = ["/api/topics/1/me_too".to_owned(), format!("/api/topics/1/replies/{reply}/star")];
    for path in &place {
        author.send("PUT", path).await;
    }
    let before = told(&service, &["1"]).await;
    for path in &place {
        author.send("PUT", &format!("{path}/shared")).await;
    }
    let after = told(&service, &["1"]).await;
    let of_friend = |what: &str| what.starts_with("friend ");
    for (one, other) in before.iter().zip(&after).filter(|(one, _)| !of_friend(&one.0)) {
        assert!(one == other, "{}: {}", one.0, String::from_utf8_lossy(&other.3));
    }
    let changed = before.iter().zip(&after).filter(|(one, other)| of_friend(&one.0) && one != other).count();
    assert!(changed > 0, "a friend is told");
}
