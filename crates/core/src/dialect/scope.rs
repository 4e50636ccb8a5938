//! An answer while it is read: its root, its tables, and how much looking at it has left.
//!
//! A path may look at the whole answer again for each row. So that whoever writes a dialect, or an answer, cannot make a page stand still, all
//! looking is counted, and ends when it is more than a fixed number of times the answer's size. Long texts count as much as many values do.

use super::{
    path,
    tree::{Members, elements, members, named, scalar},
};
use crate::{json::Value, names::Names};
use std::cell::Cell;

/// How often each value of an answer may be looked at, on the average: a row has some twenty fields of a few steps each.
const LOOKS: usize = 64;
/// What a small answer may cost in any case.
const LEAST: usize = 20_000;
/// So many bytes of a text are as much as one value: to compare or to copy them takes as long.
const BYTES: usize = 64;

/// What paths are looked up in.
pub(super) struct Scope<'s, 'a> {
    pub(super) answer: &'s Whole<'a>,
    /// What the item stands in: the row around it, or the root.
    pub(super) parent: Option<&'a Value>,
    pub(super) item: &'a Value,
}

/// An answer with its tables.
pub(super) struct Whole<'a> {
    pub(super) root: &'a Value,
    /// The dialect's.
    document: &'a Value,
    tables: Vec<Table<'a>>,
    left: Cell<usize>,
}

/// Rows of an answer by their key, for joins.
struct Table<'a> {
    name: &'a str,
    /// One member, or several that are a key together.
    key: &'a [Value],
    keys: Names,
    rows: Vec<&'a Value>,
}

impl<'a> Whole<'a> {
    /// An answer with the tables that `index` wants.
    pub(super) fn new(root: &'a Value, document: &'a Value, index: Option<&'a Value>) -> Self {
        let left = Cell::new(size(root).saturating_mul(LOOKS).max(LEAST));
        let mut whole = Self { root, document, tables: Vec::new(), left };
        for (name, table) in members(index) {
            let from = table.get("from").and_then(Value::as_text).unwrap_or_default();
            let rows = whole.rows(from, &Scope { answer: &whole, parent: None, item: root });
            let key = table.get("key").map(elements).unwrap_or_default();
            let mut table = Table { name, key, keys: Names::default(), rows: Vec::new() };
            for row in rows {
                // The first row of a key stays.
                if let Some(key) = whole.key(row, key)
                    && table.keys.add(&key).1
                {
                    table.rows.push(row);
                }
            }
            whole.tables.push(table);
        }
        whole
    }

    /// Whether that much looking was left.
    pub(super) fn spend(&self, looks: usize) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(looks));
        left >= looks
    }

    /// Whether it was looked at too often, so that what was found is not all.
    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// The member of a value.
    pub(super) fn member(&self, value: &'a Value, name: &str) -> Option<&'a Value> {
        if let Value::Object(members) = value
            && !self.spend(members.len())
        {
            return None;
        }
        value.get(name).filter(|member| self.spend(weight(member)))
    }

    /// Rows that stand at a path: what is a list there, is so many rows.
    pub(super) fn rows(&self, path: &str, scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
        let mut rows = Vec::new();
        for value in path::find(path, scope) {
            let elements = elements(value);
            if self.spend(elements.len()) {
                rows.extend(elements);
            }
        }
        rows
    }

    /// Whether a whole tree may be copied.
    pub(super) fn may_copy(&self, value: &Value) -> bool {
        !self.is_spent() && self.spend(size(value))
    }

    pub(super) fn var(&self, name: &str) -> Option<&'a Value> {
        self.of_dialect("vars", name)
    }

    pub(super) fn map(&self, name: &str) -> &'a Members {
        members(self.of_dialect("map", name))
    }

    fn of_dialect(&self, part: &str, name: &str) -> Option<&'a Value> {
        named(members(self.document.get(part)), name)
    }

    /// The row that `value` points at: by itself, or by its members where the key has several.
    pub(super) fn joined(&self, table: &str, value: &'a Value) -> Option<&'a Value> {
        let table = self.tables.iter().find(|of| of.name == table)?;
        let key = match scalar(value) {
            Some(key) if table.key.len() == 1 => key.to_owned(),
            _ => self.key(value, table.key)?,
        };
        Some(table.rows[table.keys.get(&key)? as usize])
    }

    /// The members of a row that are its key, as one text.
    fn key(&self, row: &'a Value, names: &[Value]) -> Option<String> {
        let mut key = String::new();
        for name in names {
            if !key.is_empty() {
                key.push('\u{1f}');
            }
            key.push_str(scalar(self.member(row, name.as_text()?)?)?);
        }
        Some(key)
    }
}

/// How many values a tree has.
fn size(value: &Value) -> usize {
    match value {
        Value::List(list) => list.iter().map(size).sum::<usize>() + 1,
        Value::Object(members) => members.iter().map(|(_, value)| size(value)).sum::<usize>() + 1,
        other => weight(other),
    }
}

/// As how many values one counts, without those in it.
pub(super) fn weight(value: &Value) -> usize {
    match value {
        Value::Text(text) => 1 + text.len() / BYTES,
        Value::Number(number) => 1 + number.as_str().len() / BYTES,
        _ => 1,
    }
}
