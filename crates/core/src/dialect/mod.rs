//! Dialects: how any backend's JSON becomes the native protocol's, said by a JSON document.
//!
//! A [`Dialect`] says which requests a backend answers and where in its answers everything stands. It makes [`Call`]s out of what the
//! panel wants, and of an answer the tree that the native protocol would have answered, which [`crate::snapshot::Answer`] reads like
//! any other: one way of reading rows remains. Nothing here fetches.
//!
//! An answer is looked at in time in proportion to its size, however a dialect is written; `scope` counts it.

mod call;
mod checks;
mod document;
mod field;
mod maps;
mod mistakes;
mod operations;
mod page;
mod path;
mod read;
mod scope;
mod target;
mod translator;
mod words;

pub use call::{Call, Payload};
pub use mistakes::{Mistake, lines};
pub use page::Place;
pub use read::{Read, ReadError};
pub use target::{Kind, Shape, shape};
pub use translator::{TranslateError, Translator};
pub use words::{
    ALWAYS, CONVERSIONS, FIELD_MEMBERS, MEMBERS, METHODS, MOST_FANOUT, OPERATIONS, PAGE_MEMBERS, PAGE_STYLES,
    RESULTS, TOLD, Word,
};

use crate::json::Value;
use call::Template;
use field::Field;
use page::{Page, Source};
use path::Path;

/// How one backend is asked and understood.
#[derive(Clone, Debug, Default)]
pub struct Dialect {
    /// Names and values, which stand for `{name}` in templates and `@name` in paths.
    vars: Vec<(String, Value)>,
    operations: Vec<(String, Operation)>,
    maps: Vec<(String, Map)>,
    image_hosts: Vec<String>,
}

/// One thing that a backend can do.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// `GET`, where it is empty.
    method: String,
    /// Nothing where it reads another's answer.
    url: Option<Template>,
    headers: Vec<(String, Template)>,
    query: Vec<(String, Template)>,
    /// What is sent: JSON whose texts are templates.
    payload: Option<(Payload, Value)>,
    /// Where the rows stand: the first path that finds any. The whole answer is one row, where there is none.
    items: Vec<Path>,
    tables: Vec<Table>,
    /// The map that makes rows of them, by number.
    map: Option<usize>,
    kind: Kind,
    from: Option<String>,
    /// The operation that reads each row, and how many rows at most.
    fanout: Option<(String, usize)>,
    error: Option<Path>,
    page: Option<Page>,
    /// How many seconds the backend wants to be left alone.
    backoff: Option<Source>,
    /// Whether it reads, whatever its method.
    reads: bool,
}

/// Rows of an answer by their key, for joins.
#[derive(Clone, Debug)]
struct Table {
    name: String,
    from: Path,
    /// One member, or several that are a key together.
    key: Vec<String>,
}

/// The fields of a kind of row.
#[derive(Clone, Debug, Default)]
struct Map {
    kind: Kind,
    fields: Vec<(&'static str, Field)>,
}

impl Dialect {
    /// The operation of a name.
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|(of, _)| of == name).map(|(_, operation)| operation)
    }

    /// The names of all operations, as the document orders them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.operations.iter().map(|(name, _)| name.as_str())
    }

    /// Origins that images may come from.
    pub fn image_hosts(&self) -> &[String] {
        &self.image_hosts
    }

    /// What kind of rows an operation gives, and the fields that its map fills; none, where its rows are native already.
    pub fn gives(&self, operation: &Operation) -> (Kind, impl Iterator<Item = &'static str>) {
        let map = operation.map.and_then(|number| self.maps.get(number)).map(|(_, map)| map);
        let fields = map.into_iter().flat_map(|map| map.fields.iter().map(|(name, _)| *name));
        (map.map_or(operation.kind, |map| map.kind), fields)
    }

    /// The value of a variable.
    pub fn var(&self, name: &str) -> Option<&str> {
        self.vars.iter().find(|(of, _)| of == name)?.1.as_text()
    }

    /// Gives a variable that the document has another value. Whether it has it.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let known = self.vars.iter_mut().find(|(of, _)| of == name);
        known.map(|(_, of)| *of = Value::Text(value.to_owned())).is_some()
    }
}

impl Operation {
    /// Whether what it sends says a name, which whoever is not signed in can give.
    fn takes_guests(&self) -> bool {
        self.payload
            .as_ref()
            .is_some_and(|(_, value)| crate::part::find(&value.to_json(), "{name}").is_some())
    }

    /// The operation whose answer it reads, where it asks for none of its own.
    pub fn from(&self) -> Option<&str> {
        self.from.as_deref()
    }

    /// The operation that reads each of its rows in full, and how many rows of an answer at most.
    pub fn fanout(&self) -> Option<(&str, usize)> {
        self.fanout.as_ref().map(|(name, most)| (name.as_str(), *most))
    }

    /// Whether it changes something.
    pub fn writes(&self) -> bool {
        !matches!(self.method.as_str(), "" | "GET") && !self.reads
    }
}
