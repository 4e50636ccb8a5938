//! Replies: within their topic, or of another answer.

use goodword_core::{
    dialect::{Dialect, Place},
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
fn an_answer_that_is_read_again_was_asked_for() {
    let circle = br#"{"dialect": 1, "ops": {"topic": {"from": "replies"}, "replies": {"from": "topic"}}}"#;
    let mistakes = Dialect::parse(circle).unwrap_err();
    let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "ops.topic.from: ops.replies asks for nothing itself: name the operation that does",
            "ops.replies.from: ops.topic asks for nothing itself: name the operation that does",
        ]
    );
}

#[test]
fn replies_within_a_topic_need_their_map() {
    let document = br#"{"dialect": 1, "ops": {"topics": {"url": "topics", "as": "topic"}}, "map": {"topic": {"replies": "replies"}}}"#;
    let mistakes = Dialect::parse(document).unwrap_err();
    assert_eq!(
        mistakes[0].to_string(),
        "map.topic.replies: replies need \"as\", the name of the map that makes them"
    );
}

#[test]
fn a_reply_that_is_left_out_is_named_by_its_place() {
    let answer = Answer::read(br#"{"data": [{"id": "1"}]}"#, &Of::Replies("7".into())).unwrap();
    let Some(Row::Skipped(skipped)) = answer.rows.last() else { panic!("{:?}", answer.rows) };
    assert_eq!((skipped.path.as_str(), skipped.reason.as_str()), ("data[0]", "body is missing or empty"));
}
