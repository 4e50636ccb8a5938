//! What is wrong with the maps of a document, and with joins.

use super::{
    Kind, Operation,
    check::Check,
    field::paths,
    mistakes::member,
    path::unknown_table,
    tree::{braced, members, named},
};
use crate::json::Value;

impl<'d> Check<'d> {
    pub(super) fn map_named(&mut self, at: &str, value: &Value) {
        let maps = self.dialect.part("map");
        match value.as_text() {
            Some(name) if named(maps, name).is_none() => {
                let names: Vec<&str> = maps.iter().map(|(name, _)| name.as_str()).collect();
                self.mistakes.unknown(at, name, &[&names]);
            }
            Some(_) => {}
            None => self.mistakes.expected(at, "the name of a map", value),
        }
    }

    /// The kinds of rows that a map makes: those of the operations and fields that name it.
    fn kinds(&self, map: &str) -> Vec<Kind> {
        let mut kinds = Vec::new();
        for (name, operation) in self.dialect.part("ops") {
            let kind = Kind::of(name).filter(|kind| !kinds.contains(kind));
            kinds.extend(kind.filter(|_| operation.get("as").and_then(Value::as_text) == Some(map)));
        }
        for (_, other) in self.dialect.part("map") {
            let replies = other.get("replies").and_then(|field| field.get("as")).and_then(Value::as_text);
            if replies == Some(map) && !kinds.contains(&Kind::Reply) {
                kinds.push(Kind::Reply);
            }
        }
        if kinds.is_empty() {
            kinds.push(Kind::default());
        }
        kinds
    }

    pub(super) fn map(&mut self, map: &str, at: &str, value: &'d Value) {
        let kinds = self.kinds(map);
        for (name, value) in self.members(at, value) {
            let path = &member(at, name);
            match kinds.iter().find(|kind| !kind.fields().contains(&name.as_str())) {
                Some(kind) => self.mistakes.unknown(path, name, &[kind.fields()]),
                None => self.field(name, path, value),
            }
        }
    }

    /// All paths that an operation looks along look only into tables that it has.
    pub(super) fn all_joins(&mut self, operation: Operation<'d>) {
        for part in ["items", "error", "backoff", "page"] {
            let at = ["ops.", operation.name, ".", part].concat();
            operation.get(part).into_iter().for_each(|value| self.joins(&at, operation, value));
        }
        self.map_joins(operation, operation.get("as"), true);
    }

    /// Those of a map. Replies that come along look into the same ones.
    fn map_joins(&mut self, operation: Operation<'d>, map: Option<&'d Value>, has_replies: bool) {
        let Some(map) = map.and_then(Value::as_text) else { return };
        for (name, field) in members(named(self.dialect.part("map"), map)) {
            self.joins(&["map.", map, ".", name].concat(), operation, field);
            if has_replies && name == "replies" {
                self.map_joins(operation, field.get("as"), false);
            }
        }
    }

    /// Those of a field, or of what else has paths in it.
    fn joins(&mut self, at: &str, operation: Operation<'d>, value: &Value) {
        let mut look = |path: &str| {
            if let Some(table) = unknown_table(path, operation.get("index")) {
                let reason =
                    ["it looks into ", table, ", but ops.", operation.name, " has no index of this name"];
                self.mistakes.add(at, reason.concat());
            }
        };
        paths(value).0.iter().filter_map(Value::as_text).for_each(&mut look);
        for (part, value) in members(Some(value)) {
            match (part.as_str(), value) {
                ("eq", value) => value.get("path").and_then(Value::as_text).into_iter().for_each(&mut look),
                ("template", Value::Text(text)) => {
                    let mut rest = text.as_str();
                    while let Some((_, path, after)) = braced(rest) {
                        look(path);
                        rest = after;
                    }
                }
                ("more" | "pages" | "total" | "cursor" | "next" | "ids", Value::Text(path)) => look(path),
                _ => {}
            }
        }
    }
}
