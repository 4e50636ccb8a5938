//! The schema of dialects against the dialects that come along.
//!
//! A validator of the few keywords that the schema uses stands here; a keyword that it does not know fails the test.

use std::fs;

use goodword_core::dialect::Dialect;
use goodword_endpoint::check::{PRESETS, schema};
use serde_json::{Value, json};

use crate::common::{check, dialects, folder};

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
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    for (name, document) in PRESETS {
        let document: Value = serde_json::from_str(document).unwrap();
        if let Err(why) = fits(&schema, &schema, &document) {
            panic!("{name}: {why}");
        }
    }
}

#[test]
fn what_the_reader_refuses_for_its_words_the_schema_refuses() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let good = json!({
        "dialect": 1,
        "ops": { "topics": { "url": "topics", "items": "[*]", "as": "topic", "page": { "style": "cursor", "cursor": "end" } } },
        "map": { "topic": { "id": "id", "title": { "path": "title", "as": "unescape" } } },
    });
    let agrees = |document: &Value, fine: bool| {
        assert_eq!(fits(&schema, &schema, document).is_ok(), fine, "the schema: {document}");
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

/// Whether a value fits a schema, by the keywords of JSON Schema 2020-12 that are used here.
fn fits(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let all = |list: &Value| list.as_array().unwrap().clone();
    let how_many = |list: &Value| all(list).iter().filter(|one| fits(root, one, value).is_ok()).count();
    for (keyword, wanted) in schema.as_object().unwrap() {
        let fine = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                fits(
                    root,
                    root.pointer(wanted.as_str().unwrap().strip_prefix('#').unwrap()).unwrap(),
                    value,
                )?;
                true
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|wanted| is(wanted, value)),
                one => is(one, value),
            },
            "const" => value == wanted,
            "enum" => all(wanted).contains(value),
            "anyOf" => {
                let tried: Vec<_> =
                    all(wanted).iter().filter_map(|one| fits(root, one, value).err()).collect();
                if tried.len() == all(wanted).len() {
                    return Err(format!("none fits: {}", tried.join("; ")));
                }
                true
            }
            "oneOf" => how_many(wanted) == 1,
            "not" => fits(root, wanted, value).is_err(),
            "required" => value.as_object().is_none_or(|value| {
                all(wanted).iter().all(|name| value.contains_key(name.as_str().unwrap()))
            }),
            "dependentRequired" => wanted.as_object().unwrap().iter().all(|(name, others)| {
                value.get(name).is_none()
                    || all(others).iter().all(|other| value.get(other.as_str().unwrap()).is_some())
            }),
            "properties" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(name) {
                        fits(root, schema, value).map_err(|why| format!("{name}: {why}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    if schema.get("properties").is_some_and(|known| known.get(name).is_some()) {
                        continue;
                    }
                    if wanted == &Value::Bool(false) {
                        return Err(format!("{name} is unknown"));
                    }
                    fits(root, wanted, value).map_err(|why| format!("{name}: {why}"))?;
                }
                true
            }
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|value| fits(root, wanted, value))?;
                true
            }
            "minItems" => value.as_array().is_none_or(|value| value.len() as u64 >= wanted.as_u64().unwrap()),
            "minLength" => value.as_str().is_none_or(|value| value.len() as u64 >= wanted.as_u64().unwrap()),
            "minProperties" => {
                value.as_object().is_none_or(|value| value.len() as u64 >= wanted.as_u64().unwrap())
            }
            "minimum" => value.as_f64().is_none_or(|value| value >= wanted.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|value| value <= wanted.as_f64().unwrap()),
            other => panic!("the validator of this test does not know {other}"),
        };
        if !fine {
            return Err(format!("{value} is not as {keyword} {wanted} has it"));
        }
    }
    Ok(())
}

fn is(wanted: &Value, value: &Value) -> bool {
    match wanted.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        other => panic!("the validator of this test does not know {other}"),
    }
}
