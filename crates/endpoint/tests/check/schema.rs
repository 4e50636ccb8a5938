//! The schema of dialects against the dialects that come along.

use std::fs;

use goodword_core::dialect::Dialect;
use goodword_endpoint::check::{PRESETS, schema};
use serde_json::{Value, json};

use crate::common::{check, dialects, folder};

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn the_schema_that_is_checked_in_is_the_one_that_is_printed() {
    let file = dialects().join("dialect.schema.json");
    let said = check(&folder("schema", &[]), &["--schema"]);
    assert_eq!((said.code, said.out.as_str()), (0, schema().as_str()));
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&file, &said.out).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept == said.out, "{} is of another day; UPDATE_SCHEMA=1 writes it anew", file.display());
}

#[test]
fn every_dialect_of_the_folder_comes_along() {
    let mut files: Vec<String> = fs::read_dir(dialects())
        .unwrap()
        .filter_map(|file| {
            file.unwrap().file_name().into_string().unwrap().strip_suffix(".json").map(str::to_owned)
        })
        .filter(|name| name != "dialect.schema")
        .collect();
    files.sort();
    assert_eq!(files, PRESETS.map(|(name, _)| name.to_owned()));
}

#[test]
fn every_dialect_that_comes_along_fits_the_schema() {
    let validator = validator();
    for (name, document) in PRESETS {
        let document: Value = serde_json::from_str(document).unwrap();
        let why: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(why.is_empty(), "{name}: {why:?}");
    }
}

#[test]
fn what_the_reader_refuses_for_its_words_the_schema_refuses() {
    let validator = validator();
    let good = json!({
        "dialect": 1,
        "ops": { "topics": { "url": "topics", "items": "[*]", "as": "topic", "page": { "style": "cursor", "cursor": "end" } } },
        "map": { "topic": { "id": "id", "title": { "path": "title", "as": "unescape" } } },
    });
    let agrees = |document: &Value, fine: bool| {
        assert_eq!(validator.is_valid(document), fine, "the schema: {document}");
        assert_eq!(Dialect::parse(document.to_string().as_bytes()).is_ok(), fine, "the reader: {document}");
    };
    agrees(&good, true);
    for (place, wrong) in [
        ("/dialect", json!(2)),
        ("/ops", json!({})),
        ("/ops/topics/url", Value::Null),
        ("/ops/topics/method", json!("FETCH")),
        ("/ops/topics/items", json!(3)),
        ("/ops/topics/json", json!({ "limit": 3 })),
        ("/ops/topics/form", json!("limit=3")),
        ("/ops/topics/page", json!({ "style": "cursor" })),
        ("/ops/topics/page", json!({ "style": "url", "next": "next", "size": 3 })),
        ("/ops/topics/page/style", json!("pages")),
        ("/ops/topics/fanout", json!({ "op": "topics", "max": 31 })),
        ("/ops/topics/index", json!({ "users": { "from": "users[*]" } })),
        ("/ops/topics/itms", json!("[*]")),
        ("/map/topic/headline", json!("title")),
        ("/map/topic/title", json!({ "path": "title", "const": "x" })),
        ("/map/topic/title", json!({ "path": "title", "as": "html" })),
        ("/map/topic/title", json!({ "path": "title", "less": 1 })),
        ("/map/topic/replies", json!("replies")),
        ("/vars", json!({ "base": {} })),
        ("/op", json!({})),
    ] {
        let mut document = good.clone();
        let (parent, name) = place.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        if wrong.is_null() {
            parent.remove(name)
        } else {
            parent.insert(name.to_owned(), wrong)
        };
        agrees(&document, false);
    }
}
