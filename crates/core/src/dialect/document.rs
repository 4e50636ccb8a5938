//! From a document to a [`Dialect`], or to everything that is wrong with it.

use super::{
    Dialect, Map, Mistake, checks,
    mistakes::{Mistakes, member},
    path::{Origin, Path, scalar},
    words::DOCUMENT,
};
use crate::json::{Value, parse};

/// How deep a document may be nested.
const MAX_DEPTH: usize = 32;
/// Members of a document that say something to people and editors only.
const REMARKS: [&str; 4] = ["$schema", "name", "about", "dialect"];

pub(super) type Members = [(String, Value)];

impl Dialect {
    /// Reads a document.
    ///
    /// # Errors
    /// All that is wrong with it, each with its place.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Mistake>> {
        let mut reader = Reader::default();
        match parse(bytes, MAX_DEPTH) {
            Ok(whole @ Value::Object(_)) => {
                checks::twice("", &whole, &mut reader.mistakes);
                if let Value::Object(members) = &whole {
                    reader.document(members);
                }
            }
            Ok(other) => reader.mistakes.expected("", "an object", &other),
            Err(error) => reader.mistakes.add("", error.reason()),
        }
        if reader.mistakes.0.is_empty() { Ok(reader.dialect) } else { Err(reader.mistakes.0) }
    }
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) dialect: Dialect,
    pub(super) mistakes: Mistakes,
}

impl Reader {
    fn document(&mut self, members: &Members) {
        let get = |name: &str| members.iter().find(|(of, _)| of == name).map(|(_, value)| value);
        match get("dialect") {
            Some(Value::Number(version)) if version.to_i64() == Some(1) => {}
            Some(other) => self.mistakes.add("dialect", ["expected 1, found ", &other.to_json()].concat()),
            None => self.mistakes.add("dialect", "it is missing; write \"dialect\": 1".to_owned()),
        }
        let known = DOCUMENT;
        for (name, _) in members {
            if !known.contains(&name.as_str()) && !REMARKS.contains(&name.as_str()) {
                self.mistakes.unknown(name, name, &mut REMARKS.into_iter().chain(known));
            }
        }
        for (name, value) in self.object("vars", get("vars")) {
            match scalar(value) {
                Some(text) => self.dialect.vars.push((name.clone(), Value::Text(text.into_owned()))),
                None => self.mistakes.expected(&member("vars", name), "text", value),
            }
        }
        for host in self.list("image_hosts", get("image_hosts")) {
            match host.as_text() {
                Some(host) => self.dialect.image_hosts.push(host.to_owned()),
                None => self.mistakes.expected("image_hosts", "text", host),
            }
        }
        let maps = self.object("map", get("map"));
        // Their names first: operations and fields refer to them.
        self.dialect.maps = maps.iter().map(|(name, _)| (name.clone(), Map::default())).collect();
        let operations = self.object("ops", get("ops"));
        if operations.is_empty() {
            self.mistakes.add("ops", "a dialect needs at least one operation".to_owned());
        }
        for (name, value) in operations {
            let operation = self.operation(name, &member("ops", name), value, operations);
            self.dialect.operations.push((name.clone(), operation));
        }
        self.kinds(maps);
        for (number, (name, value)) in maps.iter().enumerate() {
            let fields = self.map(self.dialect.maps[number].1.kind, &member("map", name), value);
            self.dialect.maps[number].1.fields = fields;
        }
        let Self { dialect, mistakes } = self;
        checks::circles(dialect, mistakes);
        checks::joins(dialect, mistakes);
    }

    /// An object's members; none, where there is no object.
    pub(super) fn object<'a>(&mut self, path: &str, value: Option<&'a Value>) -> &'a Members {
        match value {
            Some(Value::Object(members)) => members,
            Some(other) => {
                self.mistakes.expected(path, "an object", other);
                &[]
            }
            None => &[],
        }
    }

    pub(super) fn list<'a>(&mut self, path: &str, value: Option<&'a Value>) -> &'a [Value] {
        match value {
            Some(Value::List(list)) => list,
            Some(other) => {
                self.mistakes.expected(path, "a list", other);
                &[]
            }
            None => &[],
        }
    }

    pub(super) fn path(&mut self, at: &str, value: &Value) -> Option<Path> {
        let Some(text) = value.as_text() else {
            self.mistakes.expected(at, "a path", value);
            return None;
        };
        match Path::parse(text) {
            Ok(path) => {
                if let Origin::Var(name) = &path.origin
                    && self.dialect.var(name).is_none()
                {
                    let reason =
                        ["there is no variable ", name, "; a member of this name is written .@", name];
                    self.mistakes.add(at, reason.concat());
                }
                Some(path)
            }
            Err(reason) => {
                self.mistakes.add(at, reason);
                None
            }
        }
    }

    pub(super) fn paths(&mut self, at: &str, value: &Value) -> Vec<Path> {
        match value {
            Value::List(list) => list.iter().filter_map(|value| self.path(at, value)).collect(),
            one => self.path(at, one).into_iter().collect(),
        }
    }
}
