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
fn a_reply_that_is_left_out_is_named_by_its_place() {
    let answer = Answer::read(br#"{"data": [{"id": "1"}]}"#, &Of::Replies("7".into())).unwrap();
    let Some(Row::Skipped(skipped)) = answer.rows.last() else { panic!("{:?}", answer.rows) };
    assert_eq!((skipped.path.as_str(), skipped.reason.as_str()), ("data[0]", "body is missing or empty"));
}
