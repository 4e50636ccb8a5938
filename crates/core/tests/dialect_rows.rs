//! Rows as wholes: which there are, who wrote them, and when there are none.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

#[path = "dialects/read.rs"]
mod read;

use goodword_core::dialect::ReadError;
use read::{read, value};

/// The whole answer that a map of topics gives.
#[track_caller]
fn check_rows(map: &str, answer: &str, expect: &str) {
    let document = format!(
        r#"{{"dialect":1,"ops":{{"topics":{{"url":"x","items":"d","as":"m"}}}},"map":{{"m":{map},"r":{{"id":"id","author":"by"}}}}}}"#
    );
    // A map that nothing names may stand there; here it is for replies in some of the maps.
    let document = if map.contains(r#""as":"r""#) {
        document
    } else {
        document.replace(r#","r":{"id":"id","author":"by"}"#, "")
    };
    let found = read(&document, answer).unwrap();
    assert_eq!(found.to_json(), value(expect).to_json(), "{map} of {answer}");
}

#[test]
fn rows_with_the_same_id_are_given_once_and_without_one_always() {
    let map = r#"{"id":"id","title":"t"}"#;
    check_rows(
        map,
        r#"{"d":[{"id":1,"t":"a"},{"id":"1","t":"b"},{"t":"c"},{"t":"c"}]}"#,
        r#"{"people":[],"data":[{"id":"1","title":"a"},{"title":"c"},{"title":"c"}]}"#,
    );
}

#[test]
fn a_person_is_named_once_whoever_names_them() {
    let map = r#"{"author":"by.id","author_name":"by.name","author_avatar":"by.pic","replies":{"path":"r","as":"r"}}"#;
    check_rows(
        map,
        r#"{"d":[{"by":{"id":1,"name":"Ana","pic":"/a/{size}/x"}},{"by":{"id":1,"name":"Ana"}},{"r":[{"id":5,"by":"Bo"},{"by":"1"}]}]}"#,
        r#"{"people":[{"name":"Ana","avatar":"/a/96/x","id":"1"},{"name":"Bo","id":"Bo"}],"data":[{"author":"1"},{"author":"1"},
        {"replies":[{"id":"5","author":"Bo"},{"author":"1"}]}]}"#,
    );
    // A name alone is an id too; an id whose name is missing is nobody's.
    check_rows(
        r#"{"author":"id","author_name":"name"}"#,
        r#"{"d":[{"name":"Ana"},{"id":2}]}"#,
        r#"{"people":[{"name":"Ana","id":"Ana"}],"data":[{"author":"Ana"},{"author":"2"}]}"#,
    );
}

#[test]
fn an_excerpt_stands_in_for_a_body_that_did_not_come() {
    check_rows(
        r#"{"body":{"path":"b","as":"html"},"excerpt":{"path":"e","as":"text"}}"#,
        r#"{"d":[{"b":"<p>b","e":"<i>e"},{"e":"<i>e"},{"b":"<p>b"},{}]}"#,
        r#"{"people":[],"data":[{"format":"html","body":"<p>b"},{"body":"e"},{"format":"html","body":"<p>b"},{}]}"#,
    );
}

#[test]
fn rows_are_found_with_or_without_the_star() {
    let of = |items: &str, answer: &str| {
        let document = format!(
            r#"{{"dialect":1,"ops":{{"topics":{{"url":"x",{items}"as":"m"}}}},"map":{{"m":{{"id":"id"}}}}}}"#
        );
        read(&document, answer).unwrap().get("data").unwrap().to_json()
    };
    let rows = r#"[{"id":"1"},{"id":"2"}]"#;
    for items in [r#""items":"d[*]","#, r#""items":"d","#, r#""items":["none","d"],"#] {
        assert_eq!(of(items, r#"{"d":[{"id":1},{"id":2}]}"#), rows, "{items}");
    }
    assert_eq!(of("", r#"[{"id":1},{"id":2}]"#), rows);
    assert_eq!(of("", r#"{"id":1}"#), r#"[{"id":"1"}]"#);
    assert_eq!(of(r#""items":"d","#, r#"{"d":{"id":1}}"#), r#"[{"id":"1"}]"#);
    assert_eq!(of(r#""items":"d","#, r#"{"d":[]}"#), "[]");
}

#[test]
fn what_says_that_nothing_failed_is_no_failure() {
    let document = r#"{"dialect":1,"ops":{"topics":{"url":"x","items":"d","as":"m","error":"error"}},"map":{"m":{"id":"id"}}}"#;
    for fine in ["false", "0", "null", r#""""#, "[]"] {
        let answer = format!(r#"{{"error":{fine},"d":[{{"id":1}}]}}"#);
        assert_eq!(
            read(document, &answer).unwrap().get("data").unwrap().to_json(),
            r#"[{"id":"1"}]"#,
            "{fine}"
        );
    }
    for (bad, said) in
        [(r#""no such key""#, "no such key"), ("true", "true"), ("429", "429"), (r#"{"m":1}"#, "an object")]
    {
        let answer = format!(r#"{{"error":{bad}}}"#);
        assert_eq!(read(document, &answer), Err(ReadError::Refused(said.to_owned())));
    }
}
