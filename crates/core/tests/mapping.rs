//! What whoever writes a dialect is told of an answer, and that a document with mistakes harms nobody who follows it nevertheless.

use goodword_core::{
    dialect::{Dialect, Kind, Place},
    json::{Value, parse},
    mapping::{Capability, Line, capability, first_word, followed, in_order, table, taken, values},
};

const DIALECT: &str = r#"{ "dialect": 1, "vars": { "base": "" },
  "ops": {
    "mine": { "url": "{+base}/mine", "items": "[*]", "as": "topic" },
    "topics": { "url": "{+base}/all{?cursor}", "items": "list[*]", "as": "topic", "error": "error", "index": { "people": { "from": "people[*]", "key": "id" } },
      "page": { "style": "cursor", "cursor": "after", "more": "header:X-More" }, "fanout": { "op": "mine", "max": 3 } },
    "search": { "method": "POST", "reads": true, "url": "{+base}/find", "json": { "q": "{query}" }, "items": ["hits[*]", "list[*]"], "as": "topic" },
    "topic": { "url": "{+base}/{id}", "headers": { "X-Key": "{token}" }, "as": "topic" } },
  "map": {
    "topic": { "id": "id", "title": { "path": "title", "as": "unescape" }, "author": "by.id", "author_name": "by.name", "created_at": { "path": "at", "as": "epoch" },
      "status": { "path": "done", "map": { "true": "complete", "*": "none" } }, "url": { "template": "{@base}/{id}" }, "tags": "tags[*]",
      "reply_count": { "path": "replies", "as": "int", "less": 1 }, "replies": { "all": ["replies[*]"], "as": "reply" } },
    "reply": { "id": "id", "body": { "path": "text", "as": "html" }, "best": { "path": "id", "eq": { "path": "^.best" } } } } }"#;

const ANSWER: &str = r#"{ "after": "c2", "people": [{ "id": 7, "name": "Mira" }], "list": [
  { "id": 1, "title": "Lid &amp; base", "by": { "id": 7, "name": "Mira" }, "at": 1762000000, "done": true, "tags": ["a", "b"] },
  { "id": 2, "title": "It sings", "best": 5, "replies": [{ "id": 4, "text": "<p>So?</p>" }, { "id": 5, "text": "Good." }] },
  { "id": 3, "title": "" } ] }"#;

fn json(text: &str) -> Value {
    parse(text.as_bytes(), 64).expect("the tests write JSON")
}

/// The answer of an operation in the native protocol.
fn read(dialect: &Dialect, operation: &str) -> Value {
    let operation = dialect.operation(operation).expect("the dialect has it");
    let read = dialect.read(operation, &json(ANSWER), &Place::default(), &|_| None);
    read.expect("the answer can be read").answer()
}

#[test]
fn each_field_that_the_dialect_fills_has_a_line_with_its_first_values() {
    let dialect = Dialect::parse(DIALECT.as_bytes()).unwrap();
    let (kind, filled) = dialect.gives(dialect.operation("topics").unwrap());
    let lines = table(kind, &filled, &read(&dialect, "topics"));
    let of = |name: &str| lines.iter().find(|line| line.field == name).unwrap();
    let line = |field, rows, values: &[&str]| Line {
        field,
        rows,
        values: values.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(*of("title"), line("title", 2, &["Lid & base", "It sings"]));
    assert_eq!(*of("author_name"), line("author_name", 1, &["Mira"]));
    assert_eq!(*of("tags"), line("tags", 1, &[r#"["a","b"]"#]));
    assert!(lines.iter().all(|line| line.field != "products"), "it fills none");
}

#[test]
fn a_panel_takes_the_rows_that_it_can_use_and_the_rest_is_told() {
    let dialect = Dialect::parse(DIALECT.as_bytes()).unwrap();
    let found = taken(Kind::Topic, read(&dialect, "topics"), "1".into());
    assert_eq!((found.rows, found.usable), (3, 2));
    let skipped: Vec<(&str, &str)> =
        found.skipped.iter().map(|one| (one.path.as_str(), one.reason.as_str())).collect();
    assert_eq!(skipped, [("topics[2]", "title is missing")]);
    assert_eq!(found.topic.unwrap().title, "It sings", "the one with replies shows more");
}

#[test]
fn operations_come_in_the_order_in_which_a_panel_meets_them() {
    let dialect = Dialect::parse(DIALECT.as_bytes()).unwrap();
    assert_eq!(in_order(&dialect), ["topics", "search", "topic", "mine"]);
    assert_eq!(capability(&dialect, "search"), Capability::Present);
    assert_eq!(capability(&dialect, "replies"), Capability::WithTopic);
    assert_eq!(capability(&dialect, "ask"), Capability::Absent);
    let alone = br#"{ "dialect": 1, "ops": { "topics": { "url": "/" } } }"#;
    assert_eq!(capability(&Dialect::parse(alone).unwrap(), "search"), Capability::OnPage);
}

#[test]
fn only_what_writes_has_a_token() {
    let has_token = |writes| values("1", "word", "now", writes).iter().any(|(name, _)| *name == "token");
    assert!(has_token(true) && !has_token(false));
    assert_eq!(first_word("¿Qué pasa?").as_deref(), Some("Qué"));
    assert_eq!(first_word("?!"), None);
}

/// Calls and reads all that a document has, as the page does while it is written.
fn follow(document: &Value) {
    let (Some(dialect), _) = followed(document.to_json().as_bytes()) else { return };
    let answer = json(ANSWER);
    for name in in_order(&dialect) {
        let operation = dialect.operation(name).expect("it is one of its own");
        let (kind, filled) = dialect.gives(operation);
        let values = values("1", "word", "2026-01-01T00:00:00Z", operation.writes());
        let _ = dialect.call(operation, &values, &Place::default());
        if let Ok(read) = dialect.read(operation, &answer, &Place::default(), &|_| Some("1".to_owned())) {
            let _ = read.next.and_then(|next| dialect.call(operation, &values, &next));
            let answer = Value::Object(vec![("data".to_owned(), Value::List(read.data))]);
            table(kind, &filled, &answer);
            taken(kind, answer, "1".into());
        }
    }
}

/// Puts each of `others` in the place of each value of a document in turn, and hands the document to `each`.
fn replaced(document: &mut Value, path: &mut Vec<usize>, others: &[Value], each: &mut dyn FnMut(&Value)) {
    fn at<'v>(document: &'v mut Value, path: &[usize]) -> &'v mut Value {
        path.iter().fold(document, |value, n| match value {
            Value::List(list) => &mut list[*n],
            Value::Object(members) => &mut members[*n].1,
            _ => unreachable!("only what holds others is gone into"),
        })
    }
    for other in others {
        let before = std::mem::replace(at(document, path), other.clone());
        each(document);
        *at(document, path) = before;
    }
    let inner = match at(document, path) {
        Value::List(list) => list.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    for n in 0..inner {
        path.push(n);
        replaced(document, path, others, each);
        path.pop();
    }
}

#[test]
fn a_document_with_any_mistake_is_followed_without_harm() {
    let others = [
        "null",
        "true",
        "-1",
        "99999999999",
        "\"\"",
        "\"topic\"",
        "\"topics\"",
        "\".\"",
        "\"[\"",
        "\"$.list[*]\"",
        "\"{\"",
        "\"a->b.c\"",
        "\"@base\"",
        "\"^.\"",
        "\"header:\"",
        "[]",
        "[[1]]",
        "{}",
        r#"{ "path": "." , "as": "topic" }"#,
        r#"{ "style": "ids", "ids": "." }"#,
    ];
    let others = others.map(json);
    let mut count = 0;
    replaced(&mut json(DIALECT), &mut Vec::new(), &others, &mut |document| {
        follow(document);
        count += 1;
    });
    assert!(count > 1000);
}

#[test]
fn replies_that_would_have_replies_are_followed_one_step() {
    let endless = DIALECT.replace(r#""as": "reply" }"#, r#""as": "topic" }"#).replace("replies[*]", ".");
    let (dialect, mistakes) = followed(endless.as_bytes());
    assert!(!mistakes.is_empty());
    let dialect = dialect.expect("it is JSON");
    let operation = dialect.operation("topics").expect("it has it");
    let read = dialect.read(operation, &json(ANSWER), &Place::default(), &|_| None).expect("it ends");
    let Some(Value::List(replies)) = read.data[0].get("replies") else { panic!("{:?}", read.data[0]) };
    assert!(!replies.is_empty() && replies.iter().all(|reply| reply.get("replies").is_none()), "{replies:?}");
}

#[test]
fn a_mistake_is_told_and_what_is_no_json_is_not_followed() {
    let (dialect, mistakes) = followed(DIALECT.replace("title\": {", "titel\": {").as_bytes());
    assert!(dialect.is_some() && mistakes.len() == 1, "{mistakes:?}");
    assert!(followed(b"{").0.is_none());
}
