//! The JSON Schema of dialects, made of the words that the reader of documents knows.
//!
//! It is for editors: it knows which words can stand where. What only the reader knows (paths, names of maps and tables, values in
//! templates) `goodword check` says.

use goodword_core::dialect::{
    CONVERSIONS, FIELD_MEMBERS, MEMBERS, METHODS, MOST_FANOUT, OPERATIONS, PAGE_MEMBERS, PAGE_STYLES,
    RESULTS, Shape, Word, shape,
};
use serde_json::{Map, Value, json};

/// What fields hold, by the names that their definitions have.
const SHAPES: [(&str, Shape); 7] = [
    ("text", Shape::Text),
    ("body", Shape::Body),
    ("count", Shape::Count),
    ("flag", Shape::Flag),
    ("time", Shape::Time),
    ("list", Shape::Texts),
    ("replies", Shape::Replies),
];

/// Conversions that say what a body is written in.
const OF_BODIES: [&str; 2] = ["html", "markdown"];

/// The schema, as a file.
pub fn schema() -> String {
    let operations: Map<String, Value> = OPERATIONS
        .iter()
        .map(|(name, about)| {
            ((*name).to_owned(), json!({ "$ref": "#/$defs/operation", "description": about }))
        })
        .collect();
    let mut definitions = json!({
        "scalar": { "type": ["string", "number", "boolean"] },
        "path": { "type": "string", "minLength": 1, "description": "Where something stands: a.b, [0], [*], [?k=v], $., ^., @name, a->table.b" },
        "paths": { "anyOf": [{ "$ref": "#/$defs/path" }, { "type": "array", "items": { "$ref": "#/$defs/path" } }] },
        "source": { "type": "string", "minLength": 1, "description": "A path, or header:Name" },
        "templates": { "type": "object", "additionalProperties": { "$ref": "#/$defs/scalar" } },
        "page": { "anyOf": pages() },
        "operation": operation(),
        "conversion": conversions(|name| !OF_BODIES.contains(&name)),
        "body_conversion": conversions(|_| true),
    });
    for (name, shape) in SHAPES {
        definitions[format!("{name}_field")] = field(shape);
    }
    for (kind, fields) in RESULTS {
        definitions[format!("{kind}_map")] = map(fields);
    }
    let maps: Vec<Value> =
        RESULTS.iter().map(|(kind, _)| json!({ "$ref": format!("#/$defs/{kind}_map") })).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dialect: how Goodword asks a backend, and reads its answers",
        "type": "object",
        "required": ["dialect", "ops"],
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string" },
            "dialect": { "const": 1, "description": "The version of the language." },
            "name": { "type": "string", "description": "What the backend is called." },
            "about": { "description": "A remark." },
            "vars": {
                "type": "object",
                "additionalProperties": { "$ref": "#/$defs/scalar" },
                "description": "Names and values: {name} in templates, @name in paths. A page may set them.",
            },
            "image_hosts": {
                "type": "array",
                "items": { "type": "string" },
                "description": "Origins that images in bodies, and of people, may come from.",
            },
            "ops": {
                "type": "object",
                "minProperties": 1,
                "properties": operations,
                "additionalProperties": { "$ref": "#/$defs/operation" },
                "description": "What the backend can do. A name that is none of these is a helper, which from or fanout names.",
            },
            "map": {
                "type": "object",
                "additionalProperties": { "anyOf": maps },
                "description": "What the rows of an answer become, by names that as uses.",
            },
        },
        "$defs": definitions,
    });
    format!("{schema:#}\n")
}

/// An operation: each member with its meaning.
fn operation() -> Value {
    let mut properties: Map<String, Value> = MEMBERS
        .iter()
        .map(|(name, about)| {
            let mut member = member(name);
            member["description"] = json!(about);
            ((*name).to_owned(), member)
        })
        .collect();
    properties.insert("about".to_owned(), json!({ "description": "A remark." }));
    json!({
        "type": "object",
        "additionalProperties": false,
        "anyOf": [{ "required": ["url"] }, { "required": ["from"] }],
        "not": { "required": ["json", "form"] },
        "dependentRequired": { "json": ["method"], "form": ["method"] },
        "properties": properties,
    })
}

/// What can stand in a member of an operation.
fn member(name: &str) -> Value {
    match name {
        "method" => json!({ "enum": METHODS }),
        "url" => json!({ "$ref": "#/$defs/scalar" }),
        "headers" | "query" => json!({ "$ref": "#/$defs/templates" }),
        "items" => json!({ "$ref": "#/$defs/paths" }),
        "index" => json!({
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["from", "key"],
                "additionalProperties": false,
                "properties": {
                    "from": { "$ref": "#/$defs/path" },
                    "key": { "anyOf": [{ "type": "string" }, { "type": "array", "minItems": 1, "items": { "type": "string" } }] },
                },
            },
        }),
        "as" | "from" => json!({ "type": "string" }),
        "fanout" => json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["op"],
            "properties": {
                "op": { "type": "string" },
                "max": { "type": "integer", "minimum": 1, "maximum": MOST_FANOUT },
            },
        }),
        "error" => json!({ "$ref": "#/$defs/path" }),
        "page" => json!({ "$ref": "#/$defs/page" }),
        "backoff" => json!({ "$ref": "#/$defs/source" }),
        "reads" => json!({ "type": "boolean" }),
        "form" => json!({ "type": "object" }),
        // What is sent is anything.
        _ => json!({}),
    }
}

/// One way of paging each.
fn pages() -> Vec<Value> {
    let styles = PAGE_STYLES.iter().zip(PAGE_MEMBERS);
    let pages = styles.map(|((style, about), (members, needed))| {
        let mut properties: Map<String, Value> = members
            .iter()
            .map(|name| {
                let member = match *name {
                    "first" | "size" => json!({ "type": "integer", "minimum": 0 }),
                    _ => json!({ "$ref": "#/$defs/source" }),
                };
                ((*name).to_owned(), member)
            })
            .collect();
        properties.insert("style".to_owned(), json!({ "const": style, "description": about }));
        let required: Vec<&str> = std::iter::once("style").chain(needed).collect();
        json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
    });
    pages.collect()
}

/// A map of a kind of rows.
fn map(fields: &[Word]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|(name, about)| {
            let of = SHAPES.iter().find(|(_, of)| *of == shape(name)).map_or("text", |(of, _)| of);
            let mut field = json!({ "$ref": format!("#/$defs/{of}_field") });
            if !about.is_empty() {
                field["description"] = json!(about);
            }
            ((*name).to_owned(), field)
        })
        .collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// A field of a shape: a path, several, or an object.
fn field(shape: Shape) -> Value {
    let properties: Map<String, Value> = FIELD_MEMBERS
        .iter()
        .filter(|name| **name != "less" || shape == Shape::Count)
        .map(|name| ((*name).to_owned(), part(name, shape)))
        .chain([("about".to_owned(), json!({ "description": "A remark." }))])
        .collect();
    let sources: Vec<Value> =
        ["path", "all", "template", "const"].iter().map(|source| json!({ "required": [source] })).collect();
    let mut object = json!({
        "type": "object",
        "additionalProperties": false,
        "oneOf": sources,
        "properties": properties,
    });
    if shape == Shape::Replies {
        object["required"] = json!(["as"]);
        return object;
    }
    json!({ "anyOf": [{ "$ref": "#/$defs/paths" }, object] })
}

/// What can stand in a member of a field.
fn part(name: &str, shape: Shape) -> Value {
    match name {
        "path" => {
            json!({ "$ref": "#/$defs/paths", "description": "Where the value stands; of several the first that finds something." })
        }
        "all" => {
            json!({ "$ref": "#/$defs/paths", "description": "All that these find, one after the other." })
        }
        "template" => {
            json!({ "type": "string", "description": "Text with paths in braces, such as {@base}/t/{id}." })
        }
        "const" => json!({ "description": "The same for every row." }),
        "map" => {
            json!({ "type": "object", "description": "What is put for a value; \"null\" stands for none, \"*\" for any other." })
        }
        "as" if shape == Shape::Replies => json!({ "type": "string", "description": "The name of a map." }),
        "as" if shape == Shape::Body => json!({ "$ref": "#/$defs/body_conversion" }),
        "as" => json!({ "$ref": "#/$defs/conversion" }),
        "default" => json!({ "description": "What stands where there is nothing." }),
        "eq" => json!({
            "description": "True where the value is this one.",
            "anyOf": [
                { "$ref": "#/$defs/scalar" },
                { "type": "object", "required": ["path"], "properties": { "path": { "$ref": "#/$defs/path" } } },
            ],
        }),
        "less" => json!({ "type": "integer", "minimum": 0, "description": "What is taken off the count." }),
        _ => json!({}),
    }
}

/// The conversions that fit.
fn conversions(fits: impl Fn(&str) -> bool) -> Value {
    let conversions = CONVERSIONS.iter().filter(|(name, _)| fits(name));
    let each: Vec<Value> =
        conversions.map(|(name, about)| json!({ "const": name, "description": about })).collect();
    json!({ "description": "What the value is turned into.", "oneOf": each })
}

#[cfg(test)]
mod tests {
    use super::*;
    use goodword_core::dialect::Kind;

    #[test]
    fn every_kind_of_row_has_a_map() {
        let kinds = [Kind::Topic, Kind::Reply, Kind::Person, Kind::Recommendation];
        let fields: Vec<_> = kinds.map(Kind::fields).to_vec();
        let known = RESULTS.map(|(_, words)| words.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        assert_eq!(known.to_vec(), fields);
    }

    #[test]
    fn every_field_has_a_definition() {
        for (name, _) in RESULTS.into_iter().flat_map(|(_, fields)| fields) {
            assert!(SHAPES.iter().any(|(_, of)| *of == shape(name)), "{name}");
        }
    }

    #[test]
    fn every_word_has_its_place() {
        for (name, _) in MEMBERS {
            assert_eq!(member(name) == json!({}), name == "json", "{name}");
        }
        for name in FIELD_MEMBERS {
            assert_ne!(part(name, Shape::Text), json!({}), "{name}");
        }
    }
}
