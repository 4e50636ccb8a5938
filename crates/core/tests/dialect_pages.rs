//! The styles of pages, walked to their end with backends that live in the test.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

use goodword_core::{
    dialect::{Call, Dialect, Place},
    json::{Value, parse},
};
use std::fmt::Write as _;

/// No walk of these tests is longer, but of a backend that never ends.
const MOST: usize = 100;

/// What a backend answers: its JSON, and one header.
type Answer = (String, Option<(&'static str, String)>);

fn dialect(page: &str, url: &str) -> Dialect {
    let document = format!(
        r#"{{"dialect":1,"ops":{{"topics":{{"url":"{url}","items":"rows","as":"m","page":{page}}}}},"map":{{"m":{{"id":"id"}}}}}}"#
    );
    Dialect::parse(document.as_bytes()).unwrap_or_else(|mistakes| panic!("{document}: {mistakes:?}"))
}

/// The ids of all rows, in the order in which they came, and how many pages there were.
fn walk(dialect: &Dialect, operation: &str, mut answer: impl FnMut(&Call) -> Answer) -> (Vec<u32>, usize) {
    let operation = dialect.operation(operation).unwrap();
    let (mut ids, mut place) = (Vec::new(), Place::default());
    for pages in 1..=MOST {
        let call = dialect.call(operation, &[], &place).unwrap();
        let (json, header) = answer(&call);
        let json = parse(json.as_bytes(), 8).unwrap_or_else(|error| panic!("{error}: {json}"));
        let header =
            |name: &str| header.as_ref().filter(|(of, _)| *of == name).map(|(_, value)| value.clone());
        let read = dialect.read(operation, &json, &place, &header).unwrap();
        let answer = read.answer();
        let Some(Value::List(rows)) = answer.get("data") else { panic!("no rows") };
        ids.extend(rows.iter().map(|row| row.get("id").unwrap().as_text().unwrap().parse::<u32>().unwrap()));
        match read.next {
            Some(next) => place = next,
            None => return (ids, pages),
        }
    }
    (ids, MOST + 1)
}

/// The rows of these numbers, with whatever else the answer says.
fn rows(numbers: impl Iterator<Item = u32>, more: &str) -> String {
    let mut out = String::from(r#"{"rows":["#);
    for (n, number) in numbers.enumerate() {
        let _ = write!(out, r#"{}{{"id":{number}}}"#, if n > 0 { "," } else { "" });
    }
    let _ = write!(out, "]{more}}}");
    out
}

/// The number after `name=` in an address; 0 where there is none.
fn number(url: &str, name: &str) -> u32 {
    let Some((_, after)) = url.split_once(&format!("{name}=")) else { return 0 };
    after.split('&').next().unwrap().parse().unwrap_or_default()
}

/// Every row came once, in as many pages as it should.
#[track_caller]
fn check(page: &str, total: u32, pages: usize, url: &str, answer: impl FnMut(&Call) -> Answer) {
    let found = walk(&dialect(page, url), "topics", answer);
    assert_eq!(found, ((0..total).collect(), pages), "{page} of {total} rows");
}

/// Ten rows a page, of `total`, from the page of this number on.
fn tenth(call: &Call, first: u32, total: u32) -> (std::ops::Range<u32>, u32) {
    let page = number(&call.url, "page") - first;
    ((page * 10).min(total)..(page * 10 + 10).min(total), page)
}

#[test]
fn pages_by_number_end_where_the_backend_says() {
    for first in [0, 1] {
        for (total, pages) in [(0, 1), (5, 1), (10, 1), (11, 2), (30, 3), (35, 4)] {
            let url = "t?page={page}";
            let count = |total: u32| total.div_ceil(10);
            let by_path = format!(r#"{{"style":"page","first":{first},"pages":"pages"}}"#);
            check(&by_path, total, pages, url, |call| {
                (rows(tenth(call, first, total).0, &format!(r#","pages":{}"#, count(total))), None)
            });
            let by_header = format!(r#"{{"style":"page","first":{first},"pages":"header:X-Pages"}}"#);
            check(&by_header, total, pages, url, |call| {
                (rows(tenth(call, first, total).0, ""), Some(("x-pages", count(total).to_string())))
            });
            let by_more = format!(r#"{{"style":"page","first":{first},"more":"more"}}"#);
            check(&by_more, total, pages, url, |call| {
                let (found, _) = tenth(call, first, total);
                let more = found.end < total;
                (rows(found, &format!(r#","more":{more}"#)), None)
            });
        }
    }
}

#[test]
fn without_a_word_a_page_that_is_not_full_is_the_last() {
    let page = r#"{"style":"page","size":10}"#;
    for (total, pages) in [(0, 1), (5, 1), (10, 2), (11, 2), (30, 4)] {
        check(page, total, pages, "t?page={page}", |call| (rows(tenth(call, 1, total).0, ""), None));
    }
    // Whose size nobody knows has one page.
    check(r#"{"style":"page"}"#, 10, 1, "t?page={page}", |call| (rows(tenth(call, 1, 10).0, ""), None));
}

#[test]
fn the_highest_number_of_a_page_is_no_fault() {
    let dialect = dialect(r#"{"style":"page","first":99999999999,"more":"more"}"#, "t?page={page}");
    let (ids, _) = walk(&dialect, "topics", |call| {
        assert!(call.url.ends_with("=4294967295"), "{}", call.url);
        (rows(0..1, r#","more":true"#), None)
    });
    assert_eq!(ids.len(), MOST);
}

#[test]
fn offsets_count_rows_up_to_the_total() {
    let url = "t?offset={offset}&limit=10";
    let from = |call: &Call, total: u32| {
        let offset = number(&call.url, "offset");
        offset.min(total)..(offset + 10).min(total)
    };
    for (total, pages, unsaid) in [(0, 1, 1), (7, 1, 1), (10, 1, 2), (25, 3, 3)] {
        check(r#"{"style":"offset","total":"header:x-total"}"#, total, pages, url, |call| {
            (rows(from(call, total), ""), Some(("x-total", total.to_string())))
        });
        check(r#"{"style":"offset","total":"count"}"#, total, pages, url, |call| {
            (rows(from(call, total), &format!(r#","count":"{total}""#)), None)
        });
        check(r#"{"style":"offset","size":10}"#, total, unsaid, url, |call| {
            (rows(from(call, total), ""), None)
        });
    }
    // A backend that gives fewer than it was asked for loses none.
    check(r#"{"style":"offset","total":"count"}"#, 25, 9, url, |call| {
        let offset = number(&call.url, "offset");
        (rows(offset..(offset + 3).min(25), r#","count":25"#), None)
    });
}

#[test]
fn a_cursor_that_is_missing_or_comes_again_is_the_end() {
    let page = r#"{"style":"cursor","cursor":"next"}"#;
    let url = "t{?cursor}";
    for last in ["", r#","next":null"#, r#","next":"""#] {
        check(page, 30, 3, url, |call| {
            let at = number(&call.url, "cursor");
            (
                rows(at..at + 10, &if at < 20 { format!(r#","next":{}"#, at + 10) } else { last.to_owned() }),
                None,
            )
        });
    }
    // Some repeat the last cursor.
    check(page, 30, 3, url, |call| {
        let at = number(&call.url, "cursor");
        (rows(at..at + 10, &format!(r#","next":{}"#, (at + 10).min(20))), None)
    });
    // Others say whether there is more, and give a cursor anyway.
    check(r#"{"style":"cursor","cursor":"next","more":"more"}"#, 20, 2, url, |call| {
        let at = number(&call.url, "cursor");
        (rows(at..at + 10, &format!(r#","next":{},"more":{}"#, at + 10, at < 10)), None)
    });
}

#[test]
fn a_backend_that_goes_in_circles_comes_to_an_end() {
    for length in 1..12 {
        for lead in [0, 1, 5] {
            let circle = |at: u32| if at + 1 < lead + length { at + 1 } else { lead };
            let cursors = dialect(r#"{"style":"cursor","cursor":"next"}"#, "t{?cursor}");
            let (ids, pages) = walk(&cursors, "topics", |call| {
                let at = number(&call.url, "cursor");
                (rows(at..=at, &format!(r#","next":"{}""#, circle(at))), None)
            });
            assert!(pages <= MOST, "{length} after {lead}: {ids:?}");
            assert!((0..lead + length).all(|id| ids.contains(&id)), "{length} after {lead}: {ids:?}");
            let addresses = dialect(r#"{"style":"url","next":"next"}"#, "t");
            let (ids, pages) = walk(&addresses, "topics", |call| {
                let at = number(&call.url, "at");
                (rows(at..=at, &format!(r#","next":"?at={}""#, circle(at))), None)
            });
            assert!(pages <= MOST, "{length} after {lead}: {ids:?}");
        }
    }
}

#[test]
fn addresses_are_followed_from_body_and_header() {
    let url = "t?at=0";
    let check_both = |total: u32, pages: usize, last: &str, last_link: Option<&str>| {
        check(r#"{"style":"url","next":"links.next"}"#, total, pages, url, |call| {
            let at = number(&call.url, "at");
            let next = if at + 10 < total {
                format!(r#","links":{{"next":"t?at={}"}}"#, at + 10)
            } else {
                last.to_owned()
            };
            (rows(at..(at + 10).min(total), &next), None)
        });
        check(r#"{"style":"url","next":"header:Link"}"#, total, pages, url, |call| {
            let at = number(&call.url, "at");
            let next =
                format!("<t?at=0>; rel=\"first\", <t?at={}>; rel=\"next\", <t?at=20>; rel=\"last\"", at + 10);
            let link = if at + 10 < total { Some(next) } else { last_link.map(str::to_owned) };
            (rows(at..(at + 10).min(total), ""), link.map(|link| ("link", link)))
        });
    };
    check_both(25, 3, "", None);
    check_both(30, 3, r#","links":{"next":null}"#, Some("<t?at=0>; rel=\"first\", <t?at=10>; rel=\"prev\""));
    check_both(5, 1, r#","links":[]"#, Some("<t?at=0>; rel=\"last\""));
}

#[test]
fn the_next_address_is_found_however_a_link_header_is_written() {
    let next = |header: &str| {
        let dialect = dialect(r#"{"style":"url","next":"header:link"}"#, "t");
        let answer = parse(rows(0..1, "").as_bytes(), 8).unwrap();
        let operation = dialect.operation("topics").unwrap();
        let read = dialect.read(operation, &answer, &Place::default(), &|_| Some(header.to_owned())).unwrap();
        read.next.and_then(|place| place.url().map(str::to_owned))
    };
    for header in [
        "<u?a=1,2;3>; rel=\"next\"",
        "<u?a=1,2;3>; rel=next",
        "<u?a=1,2;3>;rel=next,<v>;rel=last",
        " <v>; rel=\"prev\" , <u?a=1,2;3> ; title=\"a, b\" ; REL = \"Next\"",
        "<u?a=1,2;3>; rel=\"last next\"",
        "u?a=1,2;3",
    ] {
        assert_eq!(next(header).as_deref(), Some("u?a=1,2;3"), "{header}");
    }
    for header in [
        "<u>; rel=\"prev\"",
        "<u>; rel=\"nextish\"",
        "<u>; rel=next-archive",
        "<u>; title=next",
        "<u>",
        "<u",
        "",
    ] {
        assert_eq!(next(header), None, "{header}");
    }
}

#[test]
fn ids_that_one_answer_names_are_asked_for_in_batches() {
    let document = r#"{"dialect":1,"ops":{
        "topic":{"url":"topic"},
        "replies":{"from":"topic","url":"posts","query":{"ids[]":"{ids}"},"items":"rows","as":"m",
            "page":{"style":"ids","ids":"stream","size":4}}},
        "map":{"m":{"id":"id"}}}"#;
    let dialect = Dialect::parse(document.as_bytes()).unwrap();
    for stream in [r#""stream[*]""#, r#""stream""#] {
        let dialect = Dialect::parse(document.replace(r#""stream""#, stream).as_bytes()).unwrap();
        // With the first answer come none of the rows, some, or all.
        for came in [0, 3, 10] {
            let (ids, pages) = walk(&dialect, "replies", |call| {
                let asked: Vec<u32> = call
                    .url
                    .split("ids%5B%5D=")
                    .skip(1)
                    .map(|id| id.trim_end_matches('&').parse().unwrap())
                    .collect();
                if asked.is_empty() {
                    return (rows(0..came, r#","stream":[0,1,2,3,4,5,6,7,8,9]"#), None);
                }
                assert!(asked.len() <= 4, "{}", call.url);
                (rows(asked.into_iter(), ""), None)
            });
            assert_eq!(ids, (0..10).collect::<Vec<u32>>(), "{came} came along");
            assert_eq!(pages, 1 + (10 - came as usize).div_ceil(4));
        }
    }
    // A batch whose rows are all gone is not the end.
    let (ids, _) = walk(&dialect, "replies", |call| {
        let asked: Vec<u32> = call
            .url
            .split("ids%5B%5D=")
            .skip(1)
            .map(|id| id.trim_end_matches('&').parse().unwrap())
            .collect();
        if asked.is_empty() {
            return (rows(0..2, r#","stream":[0,1,2,3,4,5,6,7,8,9]"#), None);
        }
        (rows(asked.into_iter().filter(|id| *id > 5), ""), None)
    });
    assert_eq!(ids, [0, 1, 6, 7, 8, 9]);
}

#[test]
fn a_page_without_rows_is_the_last_whatever_it_says() {
    for page in [
        r#"{"style":"page","more":"more"}"#,
        r#"{"style":"page","pages":"more"}"#,
        r#"{"style":"offset","more":"more"}"#,
        r#"{"style":"cursor","cursor":"more"}"#,
        r#"{"style":"url","next":"more"}"#,
    ] {
        check(page, 0, 1, "t", |_| (rows(0..0, r#","more":"9""#), None));
    }
}
