//! What is wrong with the maps of a document, and with joins.

use super::{
    Kind, Operation,
    check::Check,
    field::{paths, template},
    mistakes::member,
    path::unknown_table,
    target::{Shape, shape},
    tree::{braced, members, named, scalar},
    words::{CONVERSION_NAMES, FIELD_MEMBERS},
};
use crate::json::Value;

const NO_REPLY_MAP: &str = "replies need \"as\", the name of the map that makes them";

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

    pub(super) fn map(&mut self, map: &str, value: &'d Value) {
        let at = &member("map", map);
        let kinds = self.kinds(map);
        for (name, value) in self.object(at, value) {
            let path = &member(at, name);
            match kinds.iter().find(|kind| !kind.fields().contains(&name.as_str())) {
                Some(kind) => self.mistakes.unknown(path, name, &[kind.fields()]),
                None => self.field(shape(name), path, value),
            }
        }
    }

    fn field(&mut self, shape: Shape, at: &str, value: &'d Value) {
        if shape == Shape::Replies && value.get("as").is_none() {
            self.mistakes.add(at, NO_REPLY_MAP.to_owned());
        }
        let Value::Object(parts) = value else { return self.paths(at, value) };
        let mut sources = 0;
        for (part, value) in parts {
            let path = &member(at, part);
            sources += usize::from(matches!(part.as_str(), "path" | "all" | "template" | "const"));
            match part.as_str() {
                "path" | "all" => self.paths(path, value),
                "template" => match value.as_text() {
                    Some(mut rest) => {
                        self.closed(path, rest);
                        while let Some((_, inner, after)) = braced(rest) {
                            self.path_text(path, inner);
                            rest = after;
                        }
                    }
                    None => self.mistakes.expected(path, "text with paths in braces", value),
                },
                "map" => {
                    self.object(path, value);
                }
                "as" if shape == Shape::Replies => self.map_named(path, value),
                "as" => self.conversion(shape, path, value),
                "less" if shape == Shape::Count => self.whole(path, "a whole number, in a field that counts", value),
                "less" => self.mistakes.expected(path, "a whole number, in a field that counts", value),
                "eq" => match value.get("path") {
                    Some(other) => self.path(&member(path, "path"), other),
                    None if scalar(value).is_some() => {}
                    None => self.mistakes.expected(path, "text, a number or {\"path\": …}", value),
                },
                "const" | "default" | "about" => {}
                _ => self.mistakes.unknown(path, part, &[&FIELD_MEMBERS]),
            }
        }
        if sources != 1 {
            self.mistakes.add(at, "a field has one of path, all, template and const".to_owned());
        }
    }

    fn conversion(&mut self, shape: Shape, at: &str, value: &Value) {
        match value.as_text() {
            Some("html" | "markdown") if shape != Shape::Body => {
                self.mistakes
                    .add(at, "only a body can be html or markdown; \"text\" takes its words".to_owned());
            }
            Some(name) if !CONVERSION_NAMES.contains(&name) => {
                self.mistakes.unknown(at, name, &[&CONVERSION_NAMES]);
            }
            Some(_) => {}
            None => self.mistakes.expected(at, "the name of a conversion", value),
        }
    }

    /// The paths of a map look only into tables that the operation has. Replies that come along look into the same ones.
    pub(super) fn map_joins(&mut self, operation: Operation<'d>, map: Option<&str>, has_replies: bool) {
        let Some(map) = map else { return };
        for (name, field) in members(named(self.dialect.part("map"), map)) {
            self.joins(&member(&member("map", map), name), operation, field);
            if has_replies && name == "replies" {
                self.map_joins(operation, field.get("as").and_then(Value::as_text), false);
            }
        }
    }

    /// The paths of a field, or of a page, look only into tables that the operation has.
    pub(super) fn joins(&mut self, at: &str, operation: Operation<'d>, value: &Value) {
        let mut all: Vec<&str> = paths(value).0.iter().filter_map(Value::as_text).collect();
        let eq = value.get("eq").and_then(|eq| eq.get("path"));
        let of_page = ["more", "pages", "total", "cursor", "next", "ids"].map(|name| value.get(name));
        all.extend(of_page.into_iter().chain([eq]).flatten().filter_map(Value::as_text));
        let mut rest = template(value).unwrap_or_default();
        while let Some((_, path, after)) = braced(rest) {
            all.push(path);
            rest = after;
        }
        for path in all {
            if let Some(table) = unknown_table(path, operation.get("index")) {
                let reason =
                    ["it looks into ", table, ", but ops.", operation.name, " has no index of this name"];
                self.mistakes.add(at, reason.concat());
            }
        }
    }
}
