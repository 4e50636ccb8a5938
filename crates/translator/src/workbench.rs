//! A dialect while it is written, for the page `www/mapping/`: all that `goodword check` tells, as JSON for the page to draw.
//!
//! One with mistakes is followed nevertheless: what is wrong in it finds nothing, and the rest is seen.

use crate::module::Headers;
use goodword_core::{
    dialect::{Dialect, Kind, Mistake, OPERATIONS, Operation, Place, RESULTS, Shape, Word, shape},
    json::{Value, Writer, parse},
    mapping::{Line, Taken, capability, first_word, followed, in_order, table, taken, values},
    snapshot::Skipped,
};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

/// How deep documents and answers may be nested, as in the panel.
const MAX_DEPTH: usize = 64;
/// What stands for the backend while nobody named one.
const NOWHERE: &str = "https://backend.example";

/// A dialect at work.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Workbench {
    dialect: Option<Dialect>,
    mistakes: Vec<Mistake>,
    /// Where the document is no JSON any more, in bytes.
    broken_at: Option<usize>,
}

/// What is known by now beside the dialect.
struct Known<'a> {
    id: &'a str,
    query: &'a str,
    now: &'a str,
}

#[wasm_bindgen]
impl Workbench {
    /// Reads the bytes of a document for the backend at `endpoint`, or "" where none is named yet. `vars` are variables as a JSON object of texts.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], endpoint: &str, vars: &str) -> Self {
        let (mut dialect, mut mistakes) = followed(bytes);
        if let Some(dialect) = &mut dialect {
            if !endpoint.is_empty() {
                // Templates write the slash themselves.
                dialect.set("base", endpoint.strip_suffix("/").unwrap_or(endpoint));
            } else if dialect.var("base") == Some("") {
                dialect.set("base", NOWHERE);
            }
            for (name, value) in members(&parse(vars.as_bytes(), MAX_DEPTH).unwrap_or_default()) {
                if !dialect.set(name, value.as_text().unwrap_or_default()) {
                    let reason = ["the dialect has no variable ", name].concat();
                    mistakes.push(Mistake { path: "vars".to_owned(), reason });
                }
            }
        }
        let broken_at = parse(bytes, MAX_DEPTH).err().map(|error| error.at);
        Self { dialect, mistakes, broken_at }
    }

    /// What a dialect can say: `operations` and, by kind of row, `fields`.
    pub fn language() -> String {
        let operations = OPERATIONS.map(|(name, about)| {
            let mut one = Writer::object();
            one.text("name", name).text("about", about);
            one.finish()
        });
        let mut kinds = Writer::object();
        for (kind, fields) in RESULTS {
            let fields: Vec<String> = fields.iter().map(field).collect();
            kinds.raw(kind, &list(&fields));
        }
        let mut language = Writer::object();
        language.raw("operations", &list(&operations)).raw("fields", &kinds.finish());
        language.finish()
    }

    /// All that is wrong with the document: its `path`, the `reason`, and `at`, in bytes, where the document is no JSON there.
    pub fn mistakes(&self) -> String {
        let mistakes: Vec<String> = self
            .mistakes
            .iter()
            .map(|Mistake { path, reason }| {
                let mut one = Writer::object();
                one.text("path", path).text("reason", reason);
                if let Some(at) = self.broken_at {
                    one.number("at", at as u64);
                }
                one.finish()
            })
            .collect();
        list(&mistakes)
    }

    /// The operations in the order in which a panel comes by them: `name`, the `kind` of their rows, `from`, whether it `writes`.
    pub fn operations(&self) -> String {
        let Some(dialect) = &self.dialect else { return "[]".to_owned() };
        let one = |name: &str| {
            let operation = dialect.operation(name)?;
            let mut one = Writer::object();
            one.text("name", name).text("kind", kind_name(dialect.gives(operation).0));
            one.text("from", operation.from().unwrap_or_default());
            one.raw("writes", if operation.writes() { "true" } else { "false" });
            if let Some((by, most)) = operation.fanout() {
                one.text("fanout", by).number("most", most as u64);
            }
            Some(one.finish())
        };
        list(&in_order(dialect).into_iter().filter_map(one).collect::<Vec<_>>())
    }

    /// What a panel will offer: for each operation of the native protocol its `name` and what is `said` of it.
    pub fn capabilities(&self) -> String {
        let Some(dialect) = &self.dialect else { return "[]".to_owned() };
        let all = OPERATIONS.map(|(name, _)| {
            let mut one = Writer::object();
            one.text("name", name).text("said", capability(dialect, name).says());
            one.finish()
        });
        list(&all)
    }

    /// The request of an operation as [`goodword_core::dialect::Call::to_json`] writes it; undefined where it asks for nothing itself. `known` is
    /// JSON: `id`, `query` and `now`.
    pub fn call(&self, operation: &str, known: &str) -> Option<String> {
        let dialect = self.dialect.as_ref()?;
        let operation = dialect.operation(operation)?;
        let known = parse(known.as_bytes(), MAX_DEPTH).unwrap_or_default();
        Known::of(&known).call(dialect, operation, &Place::default())
    }

    /// What becomes of an operation's answer: `rows`, `usable`, `lines`, `skipped`, `next`, `total`, `wait`, `hidden` headers and the `topic` that
    /// shows most, or an `error`. `headers` are those of the answer that a page sees.
    #[expect(clippy::needless_pass_by_value, reason = "JavaScript gives a handle away")]
    pub fn read(&self, operation: &str, bytes: &[u8], headers: Option<Headers>, known: &str) -> String {
        let header = |name: &str| headers.as_ref().and_then(|headers| headers.get(name));
        self.reads(operation, bytes, &header, known).unwrap_or_else(|reason| {
            let mut error = Writer::object();
            error.text("error", &reason);
            error.finish()
        })
    }
}

impl Workbench {
    fn reads(
        &self,
        operation: &str,
        bytes: &[u8],
        header: &dyn Fn(&str) -> Option<String>,
        known: &str,
    ) -> Result<String, String> {
        let nothing = || "the dialect has no such operation".to_owned();
        let dialect = self.dialect.as_ref().ok_or_else(nothing)?;
        let operation = dialect.operation(operation).ok_or_else(nothing)?;
        let known = parse(known.as_bytes(), MAX_DEPTH).unwrap_or_default();
        let known = Known::of(&known);
        let root = parse(bytes, MAX_DEPTH).map_err(|error| error.to_string())?;
        let missing = RefCell::new(Vec::new());
        let noted = |name: &str| {
            let value = header(name);
            if value.is_none() && !missing.borrow().iter().any(|of| of == name) {
                missing.borrow_mut().push(name.to_owned());
            }
            value
        };
        let read =
            dialect.read(operation, &root, &Place::default(), &noted).map_err(|error| error.reason())?;
        let (kind, fields) = dialect.gives(operation);
        let lines = table(kind, &fields, &read.answer());
        let Taken { rows, usable, skipped, topic } = taken(kind, read.answer(), known.id.into());
        let mut told = Writer::object();
        told.number("rows", rows as u64).number("usable", usable as u64);
        told.raw("lines", &list(&lines.iter().map(line).collect::<Vec<_>>()));
        told.raw("skipped", &list(&skipped.iter().map(left_out).collect::<Vec<_>>()));
        told.list("hidden", missing.borrow().iter().map(String::as_str));
        if let Some(next) = read.next.and_then(|place| known.call(dialect, operation, &place)) {
            told.raw("next", &next);
        }
        if let Some(total) = read.total {
            told.number("total", total.into());
        }
        if let Some(seconds) = read.wait_s {
            told.number("wait", seconds.into());
        }
        if let Some(topic) = topic {
            let mut one = Writer::object();
            one.text("id", &topic.id).text("title", &topic.title);
            one.text("word", &first_word(&topic.title).unwrap_or_default());
            told.raw("topic", &one.finish());
        }
        Ok(told.finish())
    }
}

impl<'a> Known<'a> {
    fn of(known: &'a Value) -> Self {
        let text = |name: &str| known.get(name).and_then(Value::as_text).unwrap_or_default();
        Self { id: text("id"), query: text("query"), now: text("now") }
    }

    fn call(&self, dialect: &Dialect, operation: Operation<'_>, place: &Place) -> Option<String> {
        let values = values(self.id, self.query, self.now, operation.writes());
        Some(dialect.call(operation, &values, place)?.to_json())
    }
}

fn field((name, about): &Word) -> String {
    let mut one = Writer::object();
    let is_required = about.split(' ').any(|word| matches!(word, "Required." | "Required;"));
    one.text("name", name).text("about", about).text("shape", shape_name(shape(name)));
    one.raw("required", if is_required { "true" } else { "false" });
    one.finish()
}

fn line(Line { field, rows, values }: &Line) -> String {
    let mut one = Writer::object();
    one.text("field", field).number("rows", *rows as u64).list("values", values.iter().map(String::as_str));
    one.finish()
}

fn left_out(Skipped { path, reason }: &Skipped) -> String {
    let mut one = Writer::object();
    one.text("path", path).text("reason", reason);
    one.finish()
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Topic => "topic",
        Kind::Reply => "reply",
        Kind::Person => "person",
        Kind::Recommendation => "recommendation",
    }
}

fn shape_name(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Body => "body",
        Shape::Count => "count",
        Shape::Flag => "flag",
        Shape::Time => "time",
        Shape::Texts => "texts",
        Shape::Replies => "replies",
    }
}

fn members(value: &Value) -> &[(String, Value)] {
    if let Value::Object(members) = value { members } else { &[] }
}

/// A list of what is JSON already.
fn list(values: &[String]) -> String {
    ["[", &values.join(","), "]"].concat()
}
