//! What holds of dialects whatever they say, whatever a backend answers, and whatever claims to be one.

mod dialects;

use dialects::{answer, document, strange_document, strange_value, text};
use goodword_core::{
    dialect::{Dialect, Payload, Place, ReadError, Translator},
    json::{Value, parse},
};
use proptest::{collection::vec, prelude::*};
use serde_json::Value as Json;
use std::collections::HashSet;

fn sound(document: &Json) -> Dialect {
    Dialect::parse(document.to_string().as_bytes()).unwrap_or_else(|mistakes| {
        panic!("{document:#}\n{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn list<'a>(answer: &'a Value, name: &str) -> &'a [Value] {
    let Some(Value::List(list)) = answer.get(name) else { panic!("{name} is no list") };
    list
}

/// How many values there are in a tree.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::List(list) => list.iter().map(size).sum(),
        Value::Object(members) => members.iter().map(|(_, value)| size(value)).sum(),
        _ => 0,
    }
}

#[track_caller]
fn all_differ(rows: &[Value]) {
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.get("id")?.as_text()).collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{ids:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_dialect_reads_any_answer((document, is_plain) in document(), json in answer(), header in text()) {
        let dialect = sound(&document);
        let answer = parse(json.as_bytes(), 64).unwrap();
        let most = size(&answer);
        for name in ["topics", "replies"] {
            let operation = dialect.operation(name).unwrap();
            let mut place = Place::default();
            // From page to page, for the place is part of what is read.
            for _ in 0..4 {
                let read = match dialect.read(operation, &answer, &place, &|_| Some(header.clone())) {
                    Ok(read) => read,
                    Err(ReadError::Refused(_)) => break,
                    Err(error @ ReadError::TooCostly) => {
                        prop_assert!(!is_plain, "{error} in {json}");
                        break;
                    }
                };
                let answer = read.answer();
                let (rows, people) = (list(&answer, "data"), list(&answer, "people"));
                if is_plain {
                    prop_assert!(rows.len() <= most, "{} rows of {json}", rows.len());
                }
                all_differ(rows);
                all_differ(people);
                for person in people {
                    prop_assert!(person.get("name").is_some_and(|name| name.as_text().is_some()), "{person:?}");
                }
                // What is read can be written and read again.
                prop_assert_eq!(&parse(answer.to_json().as_bytes(), 64).unwrap(), &answer);
                let Some(next) = read.next else { break };
                dialect.call(operation, &[("id", "1")], &next);
                place = next;
            }
        }
    }

    #[test]
    fn any_dialect_asks_for_anything((document, _) in document(), id in text(), query in text(), token in text()) {
        let dialect = sound(&document);
        let values = [("id", id.as_str()), ("query", &query), ("token", &token)];
        let call = dialect.call(dialect.operation("helper").unwrap(), &values, &Place::default()).unwrap();
        prop_assert!(call.url.bytes().all(|byte| byte.is_ascii_graphic()), "{}", call.url);
        prop_assert!(call.url.starts_with("https://f.example/x/"), "{}", call.url);
        let (payload, body) = call.body.unwrap();
        match payload {
            Payload::Json => prop_assert!(serde_json::from_str::<Json>(&body).is_ok(), "{body}"),
            Payload::Form => prop_assert!(body.bytes().all(|byte| byte.is_ascii_graphic()), "{body}"),
        }
        prop_assert_eq!(call.places_token, document["ops"]["helper"].to_string().contains("{token}"));
    }

    #[test]
    fn whatever_nobody_looked_through_asks_and_reads_without_harm(
        strange in strange_document(), (sound, _) in document(), at in any::<prop::sample::Index>(), new in strange_value(),
        json in answer(), header in text(),
    ) {
        let mut changed = sound;
        change(&mut changed, at, &new);
        let answer = json.as_bytes();
        for document in [strange, changed] {
            let dialect = Dialect::trusted(document.to_string().as_bytes()).unwrap();
            let names: Vec<String> = dialect.names().map(str::to_owned).collect();
            let Ok(translator) = Translator::new(dialect, "https://f.example/x", "") else { continue };
            translator.front();
            for name in names {
                for ask in [format!("{name}?id=1&query=a"), format!("{name}?~page=2&~offset=3")] {
                    translator.call(&ask, r#"{"title":"a","body":"b"}"#, "t", "2026-05-01T09:00:00Z");
                    if let Ok(read) = translator.read(&ask, answer, &|_| Some(header.clone())) {
                        prop_assert!(parse(read.json.as_bytes(), 70).is_ok(), "{}", read.json);
                    }
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_a_dialect_or_a_mistake(bytes in vec(any::<u8>(), 0..200)) {
        if let Err(mistakes) = Dialect::parse(&bytes) {
            prop_assert!(!mistakes.is_empty());
        }
    }

    #[test]
    fn any_json_is_a_dialect_or_mistakes_that_say_where(document in strange_document()) {
        if let Err(mistakes) = Dialect::parse(document.to_string().as_bytes()) {
            prop_assert!(!mistakes.is_empty());
            for mistake in mistakes {
                let says_missing = ["missing", "needs"].iter().any(|word| mistake.reason.contains(word));
                prop_assert!(says_missing || stands(&document, &mistake.path), "{mistake} in {document:#}");
                prop_assert!(!mistake.reason.is_empty());
            }
        }
    }

    #[test]
    fn a_sound_dialect_with_one_change_is_one_or_mistakes_that_say_where(
        (document, _) in document(), at in any::<prop::sample::Index>(), new in strange_value(),
    ) {
        let mut document = document;
        change(&mut document, at, &new);
        if let Err(mistakes) = Dialect::parse(document.to_string().as_bytes()) {
            for mistake in mistakes {
                let says_missing = ["missing", "needs"].iter().any(|word| mistake.reason.contains(word));
                prop_assert!(says_missing || stands(&document, &mistake.path), "{mistake} in {document:#}");
            }
        }
    }
}

/// Puts a new value in the place of one of a tree.
fn change(document: &mut Json, at: prop::sample::Index, new: &Json) {
    let (mut place, chosen) = (0, at.index(values(document, &mut |_| {})));
    values(document, &mut |value| {
        if place == chosen {
            *value = new.clone();
        }
        place += 1;
    });
}

/// Does something to all values of a tree, and says how many there are. What is within a new value is left alone.
fn values(value: &mut Json, act: &mut impl FnMut(&mut Json)) -> usize {
    let mut count = 1;
    let before = value.clone();
    act(value);
    if *value != before {
        return count;
    }
    match value {
        Json::Array(list) => count += list.iter_mut().map(|value| values(value, act)).sum::<usize>(),
        Json::Object(members) => count += members.values_mut().map(|value| values(value, act)).sum::<usize>(),
        _ => {}
    }
    count
}

/// Whether something stands at a path. Names may have points in them, and lists have no names.
fn stands(document: &Json, path: &str) -> bool {
    if path.is_empty() {
        return true;
    }
    match document {
        Json::Array(list) => list.iter().any(|value| stands(value, path)),
        Json::Object(members) => members.iter().any(|(name, value)| {
            path.strip_prefix(name.as_str()).is_some_and(|rest| {
                rest.is_empty()
                    || rest.strip_prefix('.').is_some_and(|rest| rest.is_empty() || stands(value, rest))
            })
        }),
        _ => false,
    }
}
