//! Dialects: how any backend's JSON becomes the native protocol's, said by a JSON document.
//!
//! A [`Dialect`] says which requests a backend answers and where in its answers everything stands. It makes [`Call`]s out of what the
//! panel wants, and of an answer the tree that the native protocol would have answered, which [`crate::snapshot::Answer`] reads like
//! any other: one way of reading rows remains. Nothing here fetches.
//!
//! An answer is looked at in time in proportion to its size, however a dialect is written; `scope` counts it.

mod call;
mod check;
mod convert;
mod field;
mod fields;
mod mistakes;
mod page;
mod path;
mod read;
mod scope;
mod target;
mod translator;
mod tree;
mod words;

pub use call::{Call, Payload};
pub use mistakes::{Mistake, lines};
pub use page::Place;
pub use read::{Read, ReadError};
pub use target::{Kind, Shape, shape};
pub use translator::{TranslateError, Translated, Translator};
pub use words::{
    ALWAYS, CONVERSIONS, FIELD_MEMBERS, MEMBERS, METHODS, MOST_FANOUT, OPERATIONS, PAGE_MEMBERS, PAGE_STYLES,
    RESULTS, TOLD, Word,
};

use crate::json::{Number, Value};
use tree::{Members, members, named};

/// Rows that are read in full where a dialect does not say.
const FANOUT: u32 = 10;

/// How one backend is asked and understood: a document without mistakes.
#[derive(Clone, Debug)]
pub struct Dialect {
    document: Value,
}

/// One thing that a backend can do, as the document has it.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'d> {
    name: &'d str,
    members: &'d Value,
}

impl Dialect {
    fn part(&self, name: &str) -> &Members {
        members(self.document.get(name))
    }

    /// The operation of a name.
    pub fn operation(&self, name: &str) -> Option<Operation<'_>> {
        let (name, members) = self.part("ops").iter().find(|(of, _)| of == name)?;
        Some(Operation { name, members })
    }

    /// The names of all operations, as the document orders them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.part("ops").iter().map(|(name, _)| name.as_str())
    }

    /// What kind of rows an operation gives, and the fields that its map fills; none, where its rows are native already.
    pub fn gives(&self, operation: Operation<'_>) -> (Kind, Vec<&'static str>) {
        let kind = operation.kind();
        let map = members(operation.text("as").and_then(|name| named(self.part("map"), name)));
        let known = |name: &str| kind.fields().iter().find(|field| **field == name).copied();
        (kind, map.iter().filter_map(|(name, _)| known(name)).collect())
    }

    /// Names and values, which stand for `{name}` in templates and `@name` in paths.
    fn vars(&self) -> &Members {
        self.part("vars")
    }

    /// The value of a variable.
    pub fn var(&self, name: &str) -> Option<&str> {
        tree::scalar(named(self.vars(), name)?)
    }

    /// Gives a variable that the document has another value. Whether it has it.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        if let Value::Object(parts) = &mut self.document
            && let Some((_, Value::Object(vars))) = parts.iter_mut().find(|(of, _)| of == "vars")
            && let Some((_, known)) = vars.iter_mut().find(|(of, _)| of == name)
        {
            *known = Value::Text(value.to_owned());
            return true;
        }
        false
    }
}

impl<'d> Operation<'d> {
    fn get(self, member: &str) -> Option<&'d Value> {
        self.members.get(member)
    }

    fn text(self, member: &str) -> Option<&'d str> {
        self.get(member)?.as_text()
    }

    fn kind(self) -> Kind {
        Kind::of(self.name).unwrap_or_default()
    }

    /// The operation whose answer it reads, where it asks for none of its own.
    pub fn from(self) -> Option<&'d str> {
        self.text("from")
    }

    /// The operation that reads each of its rows in full, and how many rows of an answer at most.
    pub fn fanout(self) -> Option<(&'d str, usize)> {
        let fanout = self.get("fanout")?;
        let most = fanout.get("max").and_then(Value::as_number).map_or(FANOUT, Number::to_u32_saturating);
        Some((fanout.get("op")?.as_text()?, most as usize))
    }

    /// Whether it changes something.
    pub fn writes(self) -> bool {
        !matches!(self.text("method"), None | Some("GET"))
            && !matches!(self.get("reads"), Some(Value::Bool(true)))
    }
}
