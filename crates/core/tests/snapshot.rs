//! Snapshots that are as they should be, those that nearly are, and those that are none.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

mod reading;

use goodword_core::{
    model::{
        Audience, Body, Format, Kind, Person, Product, Recommendation, Reply, Role, Status, Timestamp, Topic,
        Verb,
    },
    snapshot::{Limits, MAX_ROW_BYTES, Row, SnapshotError, SnapshotReader},
};
use reading::{fixture, in_short, read, read_chunks};
use serde_json::Value;

fn empty_topic(id: &str, kind: Kind, status: Status, title: &str) -> Topic {
    Topic {
        id: id.into(),
        kind,
        status,
        title: title.to_owned(),
        body: Body::default(),
        author: None,
        created_at: None,
        last_active_at: None,
        url: None,
        tags: Vec::new(),
        products: Vec::new(),
        me_too_count: 0,
        follower_count: 0,
        reply_count: 0,
        replies: Vec::new(),
    }
}

fn word(id: &str, person: &str, subject: &str, verb: Verb, audience: Audience) -> Recommendation {
    Recommendation {
        id: id.into(),
        person: person.into(),
        subject: subject.into(),
        verb,
        text: String::new(),
        created_at: None,
        audience,
        will_answer: false,
    }
}

fn person(id: &str, name: &str, role: Role) -> Person {
    Person { id: id.into(), name: name.to_owned(), avatar: None, url: None, role }
}

/// The rows of the only row's document `{"goodword":1, section: [row]}` without the version.
#[track_caller]
fn rows_of(section: &str, row: &str) -> Vec<Row> {
    let (mut rows, end) = read(format!(r#"{{"goodword":1,"{section}":[{row}]}}"#).as_bytes());
    assert_eq!(end, Ok(()));
    rows.remove(0);
    rows
}

#[track_caller]
fn topic_of(row: &str) -> Topic {
    match rows_of("topics", row).into_iter().next() {
        Some(Row::Topic(topic)) => topic,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_field_of_a_full_snapshot_is_read() {
    let full_topic = Topic {
        body: Body { source: "The water here is *very* hard.".to_owned(), format: Format::Markdown },
        author: Some("p7".into()),
        created_at: Timestamp::parse("2026-05-01T09:00:00Z"),
        last_active_at: Timestamp::parse("2026-05-03T10:30:00Z"),
        url: Some("https://kettles.example/t/42".to_owned()),
        tags: vec!["descaling".to_owned(), "K2".to_owned()],
        products: vec!["k2".into()],
        me_too_count: 12,
        follower_count: 3,
        reply_count: 2,
        replies: vec![
            Reply {
                id: "9".into(),
                author: Some("p2".into()),
                body: Body { source: "<p>Every <b>two months</b>.</p>".to_owned(), format: Format::Html },
                created_at: Timestamp::parse("2026-05-01T10:15:00Z"),
                best: true,
                official: true,
                star_count: 5,
            },
            Reply {
                id: "10".into(),
                author: Some("p3".into()),
                body: Body { source: "I use vinegar.".to_owned(), format: Format::Text },
                created_at: None,
                best: false,
                official: false,
                star_count: 0,
            },
        ],
        ..empty_topic("42", Kind::Question, Status::Complete, "How often should I descale the K2?")
    };
    assert!(full_topic.created_at.is_some() && full_topic.last_active_at.is_some());
    let expect = vec![
        Row::Version,
        Row::Name("Juniper Kettles".to_owned()),
        Row::Topic(full_topic),
        Row::Topic(empty_topic("43", Kind::Idea, Status::Pending, "A quieter lid")),
        Row::Topic(empty_topic("44", Kind::Problem, Status::Active, "The light stays on")),
        Row::Topic(empty_topic("45", Kind::Praise, Status::None, "Ten years and still boiling")),
        Row::Topic(empty_topic("46", Kind::Update, Status::Rejected, "The K1 is not coming back")),
        Row::Person(Person {
            avatar: Some("https://kettles.example/ada.jpg".to_owned()),
            url: Some("https://kettles.example/ada".to_owned()),
            ..person("p2", "Ada Lind", Role::Employee)
        }),
        Row::Person(person("p3", "Bo", Role::Champion)),
        Row::Person(person("p7", "Cleo", Role::Owner)),
        Row::Person(person("p8", "Dana", Role::Member)),
        Row::Recommendation(Recommendation {
            text: "Boils before I have found a cup.".to_owned(),
            created_at: Timestamp::parse("2026-04-01"),
            will_answer: true,
            ..word("r1", "p7", "k2", Verb::Recommends, Audience::Public)
        }),
        Row::Recommendation(word("r2", "p3", "k2", Verb::Loves, Audience::Friends)),
        Row::Recommendation(word("r3", "p8", "k2", Verb::Uses, Audience::OnlyMe)),
        Row::Recommendation(word("r4", "p8", "k1", Verb::Bought, Audience::Public)),
        Row::Product(Product { id: "k2".into(), name: "Kettle K2".to_owned(), url: Some("/k2".to_owned()) }),
        Row::ImageHost("https://images.kettles.example".to_owned()),
        Row::Link("search".into(), "/search{?q}".to_owned()),
        Row::Link("topic".into(), "/topics/{id}".to_owned()),
    ];
    let (rows, end) = read(&fixture("snapshot-full.json"));
    assert_eq!(end, Ok(()));
    for (row, expect) in rows.iter().zip(&expect) {
        assert_eq!(row, expect);
    }
    assert_eq!(rows.len(), expect.len());
}

/// The cases of a fixture file: name, text, the case itself.
fn cases(name: &str) -> Vec<(String, String, Value)> {
    let file: Value = serde_json::from_slice(&fixture(name)).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() > 10);
    let text =
        |case: &Value| case["text"].as_str().map_or_else(|| case["document"].to_string(), str::to_owned);
    cases.iter().map(|case| (case["name"].as_str().unwrap().to_owned(), text(case), case.clone())).collect()
}

#[test]
fn snapshots_with_faults_give_the_rows_that_are_sound() {
    for (name, text, case) in cases("snapshot-lenient.json") {
        let (rows, end) = read(text.as_bytes());
        assert_eq!(end, Ok(()), "{name}");
        // Members of a document given as JSON come sorted by key, so only sets are compared.
        let mut found: Vec<String> = rows.iter().filter_map(|row| in_short(row).ok()).collect();
        let mut skipped: Vec<String> = rows.iter().filter_map(|row| in_short(row).err()).collect();
        let expected = |key: &str| -> Vec<String> {
            let mut list: Vec<String> =
                case[key].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect();
            list.sort();
            list
        };
        found.sort();
        skipped.sort();
        assert_eq!(found, expected("rows"), "{name}");
        assert_eq!(skipped, expected("skipped"), "{name}");
    }
}

#[test]
fn texts_that_are_no_snapshot_are_refused_with_what_is_wrong() {
    for (name, text, case) in cases("snapshot-bad.json") {
        let error = case["error"].as_str().unwrap();
        let (_, end) = read(text.as_bytes());
        assert_eq!(end.map_err(|error| error.to_string()), Err(error.to_owned()), "{name}");
        let (_, end) = read_chunks(text.as_bytes().chunks(1), Limits::default());
        assert_eq!(end.map_err(|error| error.to_string()), Err(error.to_owned()), "{name}, byte by byte");
    }
}

#[test]
fn rows_come_in_the_order_of_the_file_as_soon_as_they_are_whole() {
    let mut reader = SnapshotReader::default();
    for (fed, expect) in [
        (r#"{"topics":[{"id":1,"title":"A""#, None),
        ("}", Some("topic 1")),
        (r#",{"id":2,"title":"B"}"#, Some("topic 2")),
        (r#"],"name":"N"#, None),
        ("\"", Some("name N")),
        (r#","goodword":1"#, None),
        ("}", Some("version")),
    ] {
        reader.feed(fed.as_bytes());
        let row = reader.next_row().unwrap().map(|row| in_short(&row).unwrap());
        assert_eq!(row.as_deref(), expect, "after {fed}");
        assert_eq!(reader.next_row(), Ok(None), "after {fed}");
    }
    assert_eq!(reader.finish(), Ok(()));
}

#[test]
fn counts_are_brought_into_range() {
    for (given, expect) in
        [("-3", 0), ("2.9", 2), ("-0.5", 0), ("5e9", u32::MAX), ("99999999999999999999", u32::MAX), ("7", 7)]
    {
        let topic = topic_of(&format!(r#"{{"id":1,"title":"A","me_too_count":{given}}}"#));
        assert_eq!(topic.me_too_count, expect, "{given}");
    }
}

#[test]
fn replies_are_counted_at_least_as_often_as_they_are_there() {
    let replies = r#""replies":[{"body":"a"},{"body":"b"}]"#;
    assert_eq!(topic_of(&format!(r#"{{"id":1,"title":"A",{replies}}}"#)).reply_count, 2);
    assert_eq!(topic_of(&format!(r#"{{"id":1,"title":"A","reply_count":1,{replies}}}"#)).reply_count, 2);
    assert_eq!(topic_of(&format!(r#"{{"id":1,"title":"A","reply_count":9,{replies}}}"#)).reply_count, 9);
}

#[test]
fn replies_without_an_id_get_their_index_and_collide_with_none() {
    let topic =
        topic_of(r#"{"id":1,"title":"A","replies":[{"id":1,"body":"a"},{"body":"b"},{"id":{},"body":"c"}]}"#);
    let ids: Vec<&str> = topic.replies.iter().map(|reply| reply.id.as_str()).collect();
    assert_eq!(ids, ["1", "#1", "#2"]);
}

#[test]
fn an_optional_text_of_white_space_is_absent() {
    let topic = topic_of(r#"{"id":1,"title":" A ","url":" ","body":" \n"}"#);
    assert_eq!((topic.title.as_str(), topic.url, topic.body.source.as_str()), ("A", None, ""));
}

#[test]
fn what_was_perhaps_not_meant_for_everyone_is_for_the_person_alone() {
    let audience = |given: &str| {
        let row = format!(r#"{{"person":"p","subject":"k","verb":"uses"{given}}}"#);
        match &rows_of("recommendations", &row)[0] {
            Row::Recommendation(word) => word.audience,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(audience(""), Audience::Public);
    assert_eq!(audience(r#","audience":"Public""#), Audience::Public);
    assert_eq!(audience(r#","audience":"friends""#), Audience::Friends);
    for given in [r#""only_me""#, r#""nobody""#, r#""""#, "null", "1", "true", "[\"public\"]"] {
        assert_eq!(audience(&format!(r#","audience":{given}"#)), Audience::OnlyMe, "{given}");
    }
}

#[test]
fn a_reason_says_what_was_expected_and_what_was_found() {
    let rows = rows_of("topics", r#"{"id":1,"title":"A","kind":"rant","me_too_count":"12"}"#);
    let reasons: Vec<&str> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Skipped(skipped) => Some(skipped.reason.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        reasons,
        [
            "expected one of question, idea, problem, praise, update, found \"rant\"",
            "expected a number, found text"
        ]
    );
}

#[test]
fn a_row_of_faults_is_summed_up() {
    let row = format!(r#"{{"id":1,"title":"A","tags":[{}0]}}"#, "[],".repeat(1000));
    let rows = rows_of("topics", &row);
    assert_eq!(rows.len(), 1 + 20 + 1);
    match rows.last() {
        Some(Row::Skipped(last)) => {
            assert_eq!(
                (last.path.as_str(), last.reason.as_str()),
                ("topics[0]", "980 more faults in this row")
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn text_that_is_not_utf_8_costs_its_row_only() {
    let text =
        b"{\"goodword\":1,\"topics\":[{\"id\":1,\"title\":\"\xff\"},{\"id\":2,\"title\":\"B\"}],\"\xff\":1}";
    let (rows, end) = read(text);
    assert_eq!(end, Ok(()));
    let rows: Vec<_> = rows.iter().map(in_short).collect();
    assert_eq!(rows, [Ok("version".to_owned()), Err("topics[0]".to_owned()), Ok("topic 2".to_owned())]);
}

#[test]
fn nesting_over_the_limit_is_refused_where_it_begins() {
    let limits = Limits { max_depth: 5, ..Limits::default() };
    let at_limit = r#"{"goodword":1,"topics":[{"id":1,"title":"A","x":[[]]}],"y":[[[[]]]]}"#;
    assert_eq!(read_chunks([at_limit.as_bytes()], limits).1, Ok(()));
    for (text, at) in [
        (r#"{"goodword":1,"topics":[{"x":[[[]]]}]}"#, 31),
        (r#"{"goodword":1,"y":[[[[["#, 22),
        (r#"{"goodword":1,"links":{"a":[[[["#, 30),
    ] {
        assert_eq!(
            read_chunks([text.as_bytes()], limits).1,
            Err(SnapshotError::TooDeep { limit: 5, at }),
            "{text}"
        );
    }
    let limits = Limits { max_depth: 1, ..Limits::default() };
    let end = read_chunks([br#"{"topics":["#.as_slice()], limits).1;
    assert_eq!(end, Err(SnapshotError::TooDeep { limit: 1, at: 10 }));
}

#[test]
fn a_hundred_thousand_levels_are_refused() {
    for bracket in ["[", "{\"a\":"] {
        for member in ["extra", "topics"] {
            let text = format!("{{\"goodword\":1,\"{member}\":{}", bracket.repeat(100_000));
            let end = read(text.as_bytes()).1;
            assert!(matches!(end, Err(SnapshotError::TooDeep { limit: 64, .. })), "{end:?}");
        }
    }
}

#[test]
fn more_bytes_than_allowed_are_refused_after_the_rows_before_them() {
    let text = br#"{"goodword":1,"topics":[{"id":1,"title":"A"},{"id":2,"title":"B"}]}"#;
    let exact = Limits { max_bytes: text.len(), ..Limits::default() };
    assert_eq!(read_chunks([text.as_slice()], exact).1, Ok(()));
    assert_eq!(
        read_chunks([text.as_slice(), b"\n"], exact).1,
        Err(SnapshotError::TooLarge { limit: text.len() }),
        "white space counts too"
    );
    for chunk in [1, 7, text.len()] {
        let limits = Limits { max_bytes: 50, ..Limits::default() };
        let (rows, end) = read_chunks(text.chunks(chunk), limits);
        assert_eq!(rows.len(), 2);
        assert_eq!(end, Err(SnapshotError::TooLarge { limit: 50 }));
    }
}

#[test]
fn a_row_over_the_row_limit_is_skipped() {
    let large = "x".repeat(MAX_ROW_BYTES);
    let text = format!(
        r#"{{"goodword":1,"topics":[{{"id":1,"title":"A","body":"{large}"}},{{"id":2,"title":"B"}}],"extra":"{large}"}}"#
    );
    for chunk in [10_000, text.len()] {
        let (rows, end) = read_chunks(text.as_bytes().chunks(chunk), Limits::default());
        assert_eq!(end, Ok(()));
        let rows: Vec<_> = rows.iter().map(in_short).collect();
        assert_eq!(rows, [Ok("version".to_owned()), Err("topics[0]".to_owned()), Ok("topic 2".to_owned())]);
    }
}
