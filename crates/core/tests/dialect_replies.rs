//! Replies: within their topic, or of another answer.

use goodword_core::{
    dialect::{Dialect, Place, Translator},
    json,
    snapshot::{Answer, Of, Row},
};

#[test]
fn the_pages_after_another_operations_answer_are_asked_of_that_operation() {
    let document = br#"{"dialect": 1,
        "ops": {
            "topic": {"method": "POST", "reads": true, "url": "graphql", "json": {"id": "{id}", "after": "{cursor}"}, "as": "topic"},
            "replies": {"from": "topic", "items": "replies[*]", "page": {"style": "cursor", "cursor": "end"}}},
        "map": {"topic": {"id": "id", "title": "title"}}}"#;
    let dialect = Dialect::parse(document).unwrap();
    let replies = dialect.operation("replies").unwrap();
    assert_eq!(dialect.call(replies, &[("id", "7")], &Place::default()), None);
    let answer = json::parse(br#"{"replies": [{"body": "Yes."}], "end": "c2"}"#, 8).unwrap();
    let next = dialect.read(replies, &answer, &Place::default(), &|_| None).unwrap().next.unwrap();
    let call = dialect.call(replies, &[("id", "7")], &next).unwrap();
    assert_eq!((call.method.as_str(), call.url.as_str()), ("POST", "graphql"));
    assert_eq!(call.body.unwrap().1, r#"{"id":"7","after":"c2"}"#);
}

#[test]
fn a_reply_that_is_left_out_is_named_by_its_place() {
    let answer = Answer::read(br#"{"data": [{"id": "1"}]}"#, &Of::Replies("7".into())).unwrap();
    let Some(Row::Skipped(skipped)) = answer.rows.last() else { panic!("{:?}", answer.rows) };
    assert_eq!((skipped.path.as_str(), skipped.reason.as_str()), ("data[0]", "body is missing or empty"));
}

#[test]
fn rows_that_are_little_more_than_ids_are_read_in_full() {
    let document = br#"{"dialect": 1, "vars": {"base": ""},
        "ops": {
            "topics": {"url": "{+base}/new", "items": "[*]", "as": "id", "fanout": {"op": "topic", "max": 2}},
            "topic": {"url": "{+base}/item/{id}", "as": "item"}},
        "map": {"id": {"id": ".", "title": {"const": "?"}, "tags": {"const": "new"}},
            "item": {"id": "id", "title": "title", "author": "by", "author_name": "by"}}}"#;
    let translator = Translator::new(Dialect::parse(document).unwrap(), "https://b.example", "").unwrap();
    let list = translator.read("topics", b"[7, 8, 9]", &|_| None).unwrap();
    assert_eq!(list.more, ["#topic?id=7", "#topic?id=8"]);
    let call = translator.call("topic?id=7", "", "", "").unwrap();
    assert_eq!(call.url, "https://b.example/item/7");
    let full =
        translator.read("topic?id=7", br#"{"id": 7, "title": "Lid", "by": "ada"}"#, &|_| None).unwrap();
    let joined = json::parse(Translator::join(&list.json, &full.json).as_bytes(), 8).unwrap();
    let expect = json::parse(
        br#"{"people":[{"name":"ada","id":"ada"}],"data":[
            {"tags":["new"],"id":"7","title":"Lid","author":"ada"},
            {"id":"8","title":"?","tags":["new"]},{"id":"9","title":"?","tags":["new"]}]}"#,
        8,
    );
    assert_eq!(joined, expect.unwrap());
    // Nothing is made of what is no list, and a row of another id is left alone.
    assert_eq!(Translator::join("", &full.json), "");
    assert_eq!(Translator::join(r#"{"data":[{"id":"8"}]}"#, &full.json), r#"{"data":[{"id":"8"}]}"#);
}

#[test]
fn replies_have_no_replies_whatever_a_document_says_that_nobody_looked_through() {
    let document = br#"{"dialect": 1, "ops": {"topics": {"url": "t", "items": "[*]", "as": "row"}},
        "map": {"row": {"id": "id", "replies": {"path": ".", "as": "row"}}}}"#;
    assert!(Dialect::parse(document).is_err());
    let dialect = Dialect::trusted(document).unwrap();
    let answer = json::parse(br#"[{"id": "1"}]"#, 8).unwrap();
    let topics = dialect.operation("topics").unwrap();
    let read = dialect.read(topics, &answer, &Place::default(), &|_| None).unwrap();
    assert_eq!(read.data[0].to_json(), r#"{"id":"1","replies":[{"id":"1"}]}"#);
}
