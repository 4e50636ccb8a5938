//! What reading costs: in proportion to the answer, or it is ended. What would take minutes here does so where it is not.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

use goodword_core::{
    dialect::{Dialect, Place, ReadError},
    json::{Value, parse},
};
use std::fmt::Write as _;

/// How many rows `operation` (the members of one) with the map `map` gives of `answer`.
fn count(operation: &str, map: &str, answer: &str) -> Result<usize, ReadError> {
    let document =
        format!(r#"{{"dialect":1,"ops":{{"topics":{{"url":"x",{operation}}}}},"map":{{"m":{map}}}}}"#);
    let dialect =
        Dialect::parse(document.as_bytes()).unwrap_or_else(|mistakes| panic!("{document}: {mistakes:?}"));
    let answer = parse(answer.as_bytes(), 64).unwrap();
    let read = dialect.read(dialect.operation("topics").unwrap(), &answer, &Place::default(), &|_| None);
    let rows = |answer: &Value| if let Some(Value::List(rows)) = answer.get("data") { rows.len() } else { 0 };
    read.map(|read| rows(&read.answer()))
}

/// `n` times what `row` gives, with commas.
fn many(n: usize, row: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for at in 0..n {
        let _ = write!(out, "{}{}", if at > 0 { "," } else { "" }, row(at));
    }
    out
}

#[test]
fn twice_the_answer_is_twice_the_rows_however_they_are_found() {
    let map = r#"{"id":"id","title":["t","u","title"],"author":"by->users.id","author_name":"by->users.name","tags":"tags[*].name","url":{"template":"/{id}/{by}"}}"#;
    let index = r#""index":{"users":{"from":"users[*]","key":"id"}},"as":"m""#;
    let row = |n: usize| format!(r#"{{"id":{n},"title":"t","by":{},"tags":[{{"name":"x"}}]}}"#, n % 50);
    let users = many(50, |n| format!(r#"{{"id":{n},"name":"n{n}"}}"#));
    for n in [100, 1000, 2000, 8000] {
        let plain = format!(r#"{{"users":[{users}],"d":[{}]}}"#, many(n, row));
        assert_eq!(count(&format!(r#""items":"d[*]",{index}"#), map, &plain), Ok(n));
        assert_eq!(count(&format!(r#""items":"d[?id!=x]",{index}"#), map, &plain), Ok(n));
        // As GraphQL nests them.
        let nested = format!(
            r#"{{"users":[{users}],"d":{{"edges":[{}]}}}}"#,
            many(n, |n| format!(r#"{{"node":{}}}"#, row(n)))
        );
        assert_eq!(count(&format!(r#""items":"d.edges[*].node",{index}"#), map, &nested), Ok(n));
        // A search that finds posts, and wants their topics.
        let joined =
            format!(r#"{{"d":[{}],"posts":[{}]}}"#, many(n, row), many(n, |n| format!(r#"{{"of":{n}}}"#)));
        let found = count(
            r#""items":"posts[*].of->topics","index":{"topics":{"from":"d[*]","key":"id"}},"as":"m""#,
            r#"{"id":"id"}"#,
            &joined,
        );
        assert_eq!(found, Ok(n));
    }
}

#[test]
fn what_looks_at_everything_again_for_each_row_is_ended() {
    let rows = format!(r#"{{"d":[{}]}}"#, many(4000, |n| format!(r#"{{"id":{n},"of":{n}}}"#)));
    for map in [
        r#"{"id":"id","title":"$.d[*].id"}"#,
        r#"{"id":"id","title":"^.d[?id=nobody].id"}"#,
        r#"{"id":"id","tags":"$.d"}"#,
        r#"{"id":"id","title":{"template":"{$.d[-1].of}{$.d[*]}"}}"#,
        r#"{"id":"id","title":{"path":"id","eq":{"path":"$.d[?of=nobody].id"}}}"#,
    ] {
        assert_eq!(count(r#""items":"d[*]","as":"m""#, map, &rows), Err(ReadError::TooCostly), "{map}");
    }
    // A list that each of its elements looks at: it ends without taking so many steps for each of the others.
    let bare = format!("[{}]", many(200_000, |_| "0".to_owned()));
    for path in ["$[*]", "$[?a=b]", "$[0:]", "^[*]"] {
        let map = format!(r#"{{"title":"{path}"}}"#);
        assert_eq!(count(r#""items":"[*]","as":"m""#, &map, &bare), Err(ReadError::TooCostly), "{path}");
    }
}

#[test]
fn rows_that_multiply_themselves_are_ended() {
    let rows = format!(r#"{{"d":[{}]}}"#, many(2000, |n| format!(r#"{{"id":{n},"one":1}}"#)));
    let index = r#""index":{"all":{"from":".","key":["none"]},"t":{"from":"$","key":"x"}},"as":"m""#;
    assert_eq!(count(&format!(r#""items":"d[*]",{index}"#), r#"{"id":"id"}"#, &rows), Ok(2000));
    let circle = format!(r#"{{"x":1,"d":[{}]}}"#, many(300, |_| r#"{"x":1}"#.to_owned()));
    let items = r#""items":"d[*].x->t.d[*].x->t.d[*].x->t.d[*]","index":{"t":{"from":"$","key":"x"}}"#;
    for operation in [items.to_owned(), format!(r#"{items},"as":"m""#)] {
        assert_eq!(count(&operation, r#"{"title":{"const":"c"}}"#, &circle), Err(ReadError::TooCostly));
    }
}

#[test]
fn a_long_text_that_each_row_takes_is_as_costly_as_it_is_long() {
    let long = "x".repeat(1 << 20);
    let answer = format!(r#"{{"long":"{long}","d":[{}]}}"#, many(20_000, |n| n.to_string()));
    let index = r#""items":"d[*]","index":{"t":{"from":"$","key":"long"}},"as":"m""#;
    for map in [
        r#"{"title":"$.long"}"#,
        r#"{"body":{"path":"$.long","as":"html"}}"#,
        r#"{"title":{"path":"$.long->t.long","as":"bool"}}"#,
        r#"{"title":{"path":"$.long","eq":{"path":"^.long"}}}"#,
        r#"{"title":"$[?long=y].d"}"#,
    ] {
        assert_eq!(count(index, map, &answer), Err(ReadError::TooCostly), "{map}");
    }
    // Once for each row, a text of its own may be as long as it likes.
    let answer = format!(r#"{{"d":[{}]}}"#, many(20, |n| format!(r#"{{"id":{n},"body":"{long}"}}"#)));
    assert_eq!(
        count(
            r#""items":"d[*]","as":"m""#,
            r#"{"id":"id","body":{"path":"body","as":"html"},"excerpt":{"path":"body","as":"text"}}"#,
            &answer
        ),
        Ok(20)
    );
    // As it came: one row that is pointed at again and again.
    let answer = format!(
        r#"{{"d":[{}],"t":[{{"x":1,"long":[{}]}}]}}"#,
        many(20_000, |_| "1".to_owned()),
        many(20_000, |n| n.to_string())
    );
    let native = r#""items":"d[*]->t","index":{"t":{"from":"t[*]","key":"x"}}"#;
    assert_eq!(count(native, "{}", &answer), Err(ReadError::TooCostly));
}
