//! The `OpenAPI` document: it is the one that is checked in, names every address, and answers are what it says.

use std::path::Path;

use goodword_endpoint::api::{LINKS, OPENAPI_PATH, WRITING_LINKS, openapi};
use serde_json::{Value, json};

use super::friends::befriend;
use super::visitors::{KEY, Visitor, guarded, keys, question};
use crate::stage::{Answer, Service, demo};

fn document() -> Value {
    serde_json::from_str(&openapi().unwrap()).unwrap()
}

#[tokio::test]
async fn the_document_is_the_one_that_is_checked_in() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let written = openapi().unwrap();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, &written).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let differs = kept.lines().zip(written.lines()).find(|(kept, written)| kept != written);
    assert!(kept == written, "UPDATE_OPENAPI=1 writes it anew; the first difference: {differs:?}");

    let (database, _) = demo("openapi").await;
    let sent = Service::on(&database).send("GET", OPENAPI_PATH, &[]).await;
    assert_eq!(sent.body, written.into_bytes());
}

#[tokio::test]
async fn every_link_is_in_the_document_and_nothing_is_that_has_none() {
    let document = document();
    let mut paths: Vec<_> = document["paths"].as_object().unwrap().keys().cloned().collect();
    let links = LINKS.iter().chain(&WRITING_LINKS).map(|(_, template)| {
        format!("/api/{}", template.split("{?").next().and_then(|path| path.split('?').next()).unwrap())
    });
    let mut linked: Vec<_> = links.chain(["/api/".to_owned(), "/api/recommendations".to_owned()]).collect();
    linked.sort();
    linked.dedup();
    paths.sort();
    assert_eq!(paths, linked);
}

#[tokio::test]
async fn what_the_document_names_is_answered_and_other_methods_are_not() {
    let (database, _) = demo("openapi-methods").await;
    let service = Service::with(&database, Some(keys()));
    let mo = Visitor::of(&service, "mo", "moderator");
    for (path, item) in document()["paths"].as_object().unwrap() {
        let address = path
            .replace("{id}", "1")
            .replace("{reply}", "1")
            .replace("{subject}", "k2")
            .replace("{code}", "c");
        for method in ["get", "post", "put", "delete"] {
            let answer = mo.say(&method.to_uppercase(), &address, &json!({})).await;
            let is_named = item.get(method).is_some();
            assert_eq!(answer.status != 405, is_named, "{method} {path}: {}", answer.status);
        }
    }
}

/// What of the value is not as the schema says, by path. It knows as much of JSON Schema as the document needs.
fn faults(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let found = document.pointer(name.trim_start_matches('#'));
        return faults(document, found.unwrap_or_else(|| panic!("there is no {name}")), value, at);
    }
    if let Some(any) = schema["oneOf"].as_array() {
        let is_one = any.iter().any(|schema| faults(document, schema, value, at).is_empty());
        return if is_one { Vec::new() } else { vec![format!("{at} is none of its kinds: {value}")] };
    }
    let mut all = Vec::new();
    let parts: Vec<&Value> = match schema["allOf"].as_array() {
        Some(parts) => parts.iter().collect(),
        None => vec![schema],
    };
    let kinds: Vec<_> = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => value.is_number(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is(kind)) {
        return vec![format!("{at} is no {kinds:?}: {value}")];
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        all.push(format!("{at} is not of the enum: {value}"));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        all.extend(faults(document, &schema["items"], item, &format!("{at}[{index}]")));
    }
    let parts: Vec<_> = parts.into_iter().map(|part| resolve(document, part)).collect();
    for part in &parts {
        for name in part["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(name).is_none() {
                all.push(format!("{at}.{name} is missing"));
            }
        }
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        let named = parts.iter().find_map(|part| part["properties"].get(name));
        let other = parts.iter().find_map(|part| part.get("additionalProperties"));
        match named.or(other) {
            Some(schema) => all.extend(faults(document, schema, field, &format!("{at}.{name}"))),
            None => all.push(format!("{at}.{name} is not in the document")),
        }
    }
    all
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    schema["$ref"].as_str().map_or(schema, |name| document.pointer(name.trim_start_matches('#')).unwrap())
}

#[track_caller]
fn assert_said(document: &Value, method: &str, path: &str, answer: &Answer) {
    let responses = &document["paths"][path][method]["responses"];
    let status = answer.status.as_u16();
    let response = responses.get(status.to_string()).or_else(|| responses.get(format!("{}XX", status / 100)));
    let response = response.unwrap_or_else(|| panic!("{method} {path} says nothing of {status}"));
    let Some(content) = response["content"].as_object() else { return assert!(answer.body.is_empty()) };
    let kind = answer.header(axum::http::header::CONTENT_TYPE);
    let schema = &content.get(kind).unwrap_or_else(|| panic!("{method} {path}: {kind}"))["schema"];
    let faults = faults(document, schema, &answer.json(), "");
    assert_eq!(faults, Vec::<String>::new(), "{method} {path} {status}");
}

#[tokio::test]
async fn answers_are_what_the_document_says() {
    let (_database, service) = guarded("openapi-answers").await;
    let [ada, mo] =
        [("ada", "visitor"), ("mo", "moderator")].map(|(id, role)| Visitor::of(&service, id, role));
    let document = document();
    let mut said = 0;
    let mut check = |method: &str, path: &str, answer: &Answer| {
        assert_said(&document, method, path, answer);
        said += 1;
    };
    let mut asked = question("Is it all in there?");
    asked["mood"] = json!("happy");
    for (key, body) in [(1, &asked), (1, &asked), (2, &json!({ "kind": "rant" }))] {
        check("post", "/api/topics", &ada.post("/api/topics", key, body).await);
    }
    let guest =
        json!({ "kind": "idea", "title": "Bigger", "guest": { "name": "Gus", "email": "gus@mail.example" } });
    let key = format!("{KEY}aa");
    let headers = [("idempotency-key", key.as_str())];
    let answer = service.send_with("POST", "/api/topics", &headers, guest.to_string().into_bytes()).await;
    check("post", "/api/topics", &answer);
    let reply = ada.post("/api/topics/1/replies", 3, &json!({ "body": "It is" })).await;
    check("post", "/api/topics/{id}/replies", &reply);
    // So that a topic tells each of the other.
    befriend(&service, &[("ada", "mo")]).await;
    let replies = mo.get("/api/topics/1/replies").await;
    let star = format!("/api/topics/1/replies/{}/star", replies["data"][0]["id"].as_str().unwrap());
    for (method, path, address, body) in [
        ("put", "/api/topics/{id}/me_too", "/api/topics/1/me_too", json!(null)),
        ("put", "/api/topics/{id}/me_too/shared", "/api/topics/1/me_too/shared", json!(null)),
        ("delete", "/api/topics/{id}/me_too/shared", "/api/topics/1/me_too/shared", json!(null)),
        ("delete", "/api/topics/{id}/me_too", "/api/topics/1/me_too", json!(null)),
        ("put", "/api/topics/{id}/me_too/shared", "/api/topics/1/me_too/shared", json!(null)),
        ("put", "/api/topics/{id}/follow", "/api/topics/1/follow", json!(null)),
        ("put", "/api/topics/{id}/replies/{reply}/star", &star, json!(null)),
        ("put", "/api/topics/{id}/replies/{reply}/star/shared", &format!("{star}/shared"), json!(null)),
        ("post", "/api/topics/{id}/flag", "/api/topics/1/flag", json!({ "reason": "spam", "detail": "x" })),
        ("post", "/api/topics/{id}/flag", "/api/topics/none/flag", json!({ "reason": "spam" })),
        ("put", "/api/topics/{id}/solved", "/api/topics/1/solved", json!({})),
        (
            "put",
            "/api/recommendations/{subject}",
            "/api/recommendations/k2",
            json!({ "verb": "loves", "audience": "me" }),
        ),
        ("get", "/api/recommendations/{subject}", "/api/recommendations/k2", json!(null)),
        ("post", "/api/referrals/{code}", "/api/referrals/none", json!(null)),
        ("put", "/api/topics/{id}/public", "/api/topics/none/public", json!(null)),
        ("delete", "/api/recommendations/{subject}", "/api/recommendations/k2", json!(null)),
        ("put", "/api/friends/{id}", "/api/friends/p1", json!(null)),
        ("put", "/api/me", "/api/me", json!({ "discoverable": true })),
        ("put", "/api/suggestions/{id}/dismissed", "/api/suggestions/p2/dismissed", json!(null)),
        ("delete", "/api/suggestions/{id}/dismissed", "/api/suggestions/p2/dismissed", json!(null)),
        ("get", "/api/moderation", "/api/moderation", json!(null)),
    ] {
        for visitor in [&ada, &mo] {
            check(method, path, &visitor.say(&method.to_uppercase(), address, &body).await);
        }
    }
    let deed = json!({ "act": "hide", "topic": "2" });
    let done = mo.post("/api/moderation/acts", 9, &deed).await;
    check("post", "/api/moderation/acts", &done);
    let undo = format!("/api/moderation/acts/{}/undo", done.json()["id"].as_str().unwrap());
    check("post", "/api/moderation/acts/{id}/undo", &mo.send("POST", &undo).await);
    for (path, address) in [
        ("/api/", "/api/"),
        ("/api/search", "/api/search?q=kettle"),
        ("/api/search", "/api/search"),
        ("/api/topics", "/api/topics?limit=50"),
        ("/api/topics/{id}", "/api/topics/1"),
        ("/api/topics/{id}/replies", "/api/topics/1/replies"),
        ("/api/recommendations", "/api/recommendations"),
        ("/api/recommendations", "/api/recommendations?prefix=a"),
        ("/api/topics", "/api/topics?asked=me"),
        ("/api/topics", "/api/topics?asked=by_me"),
        ("/api/friends", "/api/friends"),
        ("/api/me", "/api/me"),
        ("/api/suggestions", "/api/suggestions"),
        ("/api/events", "/api/events"),
        ("/api/events", "/api/events?after=0"),
        ("/api/moderation", "/api/moderation"),
        ("/api/moderation/acts", "/api/moderation/acts"),
    ] {
        for headers in
            [vec![], vec![("authorization", ada.bearer.as_str())], vec![("authorization", &mo.bearer)]]
        {
            check("get", path, &service.send("GET", address, &headers).await);
        }
    }
    assert!(said > 60);
}
