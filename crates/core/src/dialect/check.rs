//! From a document to a [`Dialect`], or to everything that is wrong with it.

use super::{
    Dialect, Mistake, Operation,
    call::{is_template, names},
    mistakes::{Mistakes, member},
    path,
    tree::{Members, cut, elements, members, named, scalar, text, whole},
    words::{
        ALWAYS, DOCUMENT, MEMBER_NAMES, METHODS, MOST_FANOUT, OPERATION_NAMES, PAGE_MEMBERS, PAGE_STYLE_NAMES, REMARKS,
        TOLD,
    },
};
use crate::{
    json::{Value, parse},
    names::Names,
};

/// How deep a document may be nested.
const MAX_DEPTH: usize = 32;
const NO_TABLE: &str = "a table needs from, the path of its rows, and key, a member of theirs";

impl Dialect {
    /// Reads a document.
    ///
    /// # Errors
    /// All that is wrong with it, each with its place.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let mut dialect = Self { document: Value::Null };
        match parse(bytes, MAX_DEPTH) {
            Ok(document) => {
                dialect.document = document;
                let mut check = Check { dialect: &dialect, mistakes };
                check.document();
                mistakes = check.mistakes;
            }
            Err(error) => mistakes.add("", error.reason()),
        }
        if !mistakes.0.is_empty() {
            return Err(mistakes.0);
        }
        // A variable may be a number there, and is a text from here on.
        for (name, value) in dialect.vars().to_vec() {
            dialect.set(&name, &text(&value).unwrap_or_default());
        }
        Ok(dialect)
    }
}

/// A document while it is looked through.
pub(super) struct Check<'d> {
    pub(super) dialect: &'d Dialect,
    pub(super) mistakes: Mistakes,
}

/// The values that an operation is told, by name; whatever comes, where it is a helper: it is told whatever those that name it are.
type Told = Option<&'static [&'static str]>;

impl<'d> Check<'d> {
    fn document(&mut self) {
        let document = &self.dialect.document;
        self.twice("", document);
        let parts = self.object("", document);
        match document.get("dialect") {
            _ if parts.is_empty() && !matches!(document, Value::Object(_)) => return,
            Some(Value::Number(version)) if version.to_i64() == Some(1) => {}
            Some(other) => self.mistakes.add("dialect", ["expected 1, found ", &other.to_json()].concat()),
            None => self.mistakes.add("dialect", "it is missing; write \"dialect\": 1".to_owned()),
        }
        for (name, value) in parts {
            match name.as_str() {
                "vars" => {
                    for (name, value) in self.object("vars", value) {
                        if scalar(value).is_none() {
                            self.mistakes.expected(&member("vars", name), "text", value);
                        }
                    }
                }
                "image_hosts" => {
                    if !matches!(value, Value::List(_)) {
                        self.mistakes.expected("image_hosts", "a list", value);
                    }
                    for host in elements(value) {
                        if host.as_text().is_none() {
                            self.mistakes.expected("image_hosts", "text", host);
                        }
                    }
                }
                "ops" => {
                    for (name, value) in self.object("ops", value) {
                        self.operation(Operation { name, members: value });
                    }
                }
                "map" => {
                    for (name, value) in self.object("map", value) {
                        self.map(name, value);
                    }
                }
                name if REMARKS.contains(&name) => {}
                _ => self.mistakes.unknown(name, name, &[&REMARKS, &DOCUMENT]),
            }
        }
        if self.dialect.part("ops").is_empty() {
            self.mistakes.add("ops", "a dialect needs at least one operation".to_owned());
        }
        for name in self.dialect.names() {
            self.circle(name);
        }
    }

    /// An object has each of its members once; else what one reader of it checks is not what another one takes.
    fn twice(&mut self, at: &str, value: &Value) {
        match value {
            Value::List(list) => list.iter().for_each(|value| self.twice(at, value)),
            Value::Object(members) => {
                let mut known = Names::default();
                for (name, value) in members {
                    let path = &member(at, name);
                    if !known.add(name).1 {
                        self.mistakes.add(path, "it stands there twice".to_owned());
                    }
                    self.twice(path, value);
                }
            }
            _ => {}
        }
    }

    /// What an operation comes from comes from somewhere itself, and rows are not read in full by what gives them.
    fn circle(&mut self, name: &str) {
        let from = |of: &str| self.dialect.operation(of).and_then(Operation::from);
        let mut chain = from(name);
        for _ in self.dialect.part("ops") {
            if chain == Some(name) {
                self.mistakes.add(&["ops.", name, ".from"].concat(), "it comes from itself".to_owned());
                return;
            }
            chain = chain.and_then(from);
        }
    }

    /// An object's members.
    pub(super) fn object(&mut self, at: &str, value: &'d Value) -> &'d Members {
        if !matches!(value, Value::Object(_)) {
            self.mistakes.expected(at, "an object", value);
        }
        members(Some(value))
    }

    /// One of an operation's members that names another operation.
    fn named(&mut self, at: &str, what: &str, value: &Value, not: &str) {
        let other = value.as_text().filter(|other| *other != not);
        if other.and_then(|other| self.dialect.operation(other)).is_none() {
            self.mistakes.expected(at, what, value);
        }
    }

    fn operation(&mut self, operation: Operation<'d>) {
        let Operation { name, members: value } = operation;
        let at = &member("ops", name);
        let known = OPERATION_NAMES.iter().position(|known| *known == name);
        if known.is_none() && !self.is_referred_to(name) {
            self.mistakes.unknown(at, name, &[&OPERATION_NAMES]);
        }
        let told = known.map(|place| TOLD[place]);
        let has = |name: &str| operation.get(name).is_some();
        for (key, value) in self.object(at, value) {
            let path = &member(at, key);
            match key.as_str() {
                "method" => {
                    if !value.as_text().is_some_and(|method| METHODS.contains(&method)) {
                        self.mistakes.expected(path, "GET, POST, PUT, PATCH or DELETE", value);
                    }
                }
                "url" => self.template(path, value, told, true),
                "headers" | "query" => {
                    for (name, value) in self.object(path, value) {
                        self.template(&member(path, name), value, told, false);
                    }
                }
                "json" => self.texts(path, value, told),
                "form" => {
                    if has("json") {
                        self.mistakes.add(path, "an operation sends json or form, not both".to_owned());
                    }
                    self.object(path, value);
                    self.texts(path, value, told);
                }
                "items" => self.paths(path, value),
                "error" => self.path(path, value),
                "backoff" => self.source(path, value),
                "index" => {
                    for (name, value) in self.object(path, value) {
                        self.table(&member(path, name), value);
                    }
                }
                "as" => self.map_named(path, value),
                "from" => self.named(path, "the name of another operation", value, name),
                "fanout" => self.fanout(path, value, name),
                "page" => self.page(path, value),
                "reads" => {
                    if value.as_bool().is_none() {
                        self.mistakes.expected(path, "true or false", value);
                    }
                }
                "about" => {}
                _ => self.mistakes.unknown(path, key, &[&MEMBER_NAMES]),
            }
            if matches!(key.as_str(), "items" | "error" | "backoff" | "page") {
                self.joins(path, operation, value);
            }
        }
        if !matches!(value, Value::Object(_)) {
            return;
        }
        if (has("json") || has("form")) && !has("method") {
            self.mistakes.add(at, "what is sent needs a method; POST, as a rule".to_owned());
        }
        if !has("url") && !has("from") {
            self.mistakes.add(at, "it needs a url, or the operation that its rows come from".to_owned());
        }
        self.map_joins(operation, operation.text("as"), true);
    }

    /// Whether another operation names this one.
    fn is_referred_to(&self, name: &str) -> bool {
        self.dialect.part("ops").iter().any(|(_, value)| {
            let fanout = value.get("fanout").and_then(|fanout| fanout.get("op"));
            [value.get("from"), fanout].into_iter().flatten().any(|of| of.as_text() == Some(name))
        })
    }

    /// A template whose names mean something. Only a URL's has more than one name between its braces, and signs before them.
    fn template(&mut self, at: &str, value: &Value, told: Told, is_url: bool) {
        let Some(text) = scalar(value) else {
            return self.mistakes.expected(at, "text", value);
        };
        self.closed(at, &text);
        let vars = self.dialect.vars();
        let own = told.unwrap_or_default();
        names(&text, is_url, &mut |name| {
            let is_known = told.is_none() || own.contains(&name) || ALWAYS.contains(&name);
            if !is_known && named(vars, name).is_none() {
                let vars: Vec<&str> = vars.iter().map(|(name, _)| name.as_str()).collect();
                self.mistakes.none_of(at, name, " is no value here; there are ", &[own, &ALWAYS, &vars]);
            }
        });
    }

    /// Whether braces have an end.
    pub(super) fn closed(&mut self, at: &str, text: &str) {
        let mut rest = text;
        while let Some((_, after)) = cut(rest, b'{') {
            let Some((inner, after)) = cut(after, b'}').filter(|(inner, _)| cut(inner, b'{').is_none()) else {
                return self.mistakes.add(at, "a brace is not closed".to_owned());
            };
            let _: &str = inner;
            rest = after;
        }
    }

    /// Looks at all texts of what is sent.
    fn texts(&mut self, at: &str, value: &Value, told: Told) {
        match value {
            Value::Text(text) if is_template(text) => self.template(at, value, told, false),
            Value::List(list) => list.iter().for_each(|value| self.texts(at, value, told)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.texts(&member(at, name), value, told);
                }
            }
            _ => {}
        }
    }

    fn table(&mut self, at: &str, value: &'d Value) {
        let mut found = 0;
        for (part, value) in self.object(at, value) {
            let path = &member(at, part);
            match part.as_str() {
                "from" => {
                    found += 1;
                    self.path(path, value);
                }
                "key" => {
                    found += usize::from(!elements(value).is_empty());
                    for name in elements(value) {
                        if name.as_text().is_none() {
                            self.mistakes.expected(path, "a member's name", name);
                        }
                    }
                }
                _ => self.mistakes.unknown(path, part, &[&["from", "key"]]),
            }
        }
        if matches!(value, Value::Object(_)) && found < 2 {
            self.mistakes.add(at, NO_TABLE.to_owned());
        }
    }

    fn fanout(&mut self, at: &str, value: &'d Value, own: &str) {
        for (part, value) in self.object(at, value) {
            let path = &member(at, part);
            match part.as_str() {
                "op" if value.as_text() == Some(own) => {
                    self.mistakes.add(path, "it reads its own rows".to_owned());
                }
                "op" => self.named(path, "the name of an operation", value, ""),
                "max" => {
                    let most = scalar(value).and_then(|text| whole(&text));
                    if !most.is_some_and(|most| (1..=MOST_FANOUT).contains(&most)) {
                        self.mistakes.expected(path, "a number from 1 to 30", value);
                    }
                }
                _ => self.mistakes.unknown(path, part, &[&["op", "max"]]),
            }
        }
        if matches!(value, Value::Object(_)) && value.get("op").is_none() {
            self.mistakes.add(at, "op is missing: the operation that reads a row".to_owned());
        }
    }

    fn page(&mut self, at: &str, value: &'d Value) {
        let members = self.object(at, value);
        let path = &member(at, "style");
        let style = match value.get("style") {
            Some(Value::Text(style)) => match PAGE_STYLE_NAMES.iter().position(|known| known == style) {
                Some(style) => style,
                None => return self.mistakes.unknown(path, style, &[&PAGE_STYLE_NAMES]),
            },
            Some(other) => return self.mistakes.expected(path, "the name of a style", other),
            None if matches!(value, Value::Object(_)) => {
                return self.mistakes.add(at, "style is missing: how pages follow one another".to_owned());
            }
            None => return,
        };
        let (own, needed) = PAGE_MEMBERS[style];
        for (part, value) in members {
            let path = &member(at, part);
            match part.as_str() {
                "style" => {}
                name if !own.contains(&name) => self.mistakes.unknown(path, name, &[&["style"], own]),
                "first" | "size" => self.whole(path, "a whole number", value),
                _ => self.source(path, value),
            }
        }
        if let Some(needed) = needed.filter(|needed| value.get(needed).is_none()) {
            self.mistakes.add(at, [needed, " is missing: where an answer says it"].concat());
        }
    }

    pub(super) fn whole(&mut self, at: &str, what: &str, value: &Value) {
        if scalar(value).and_then(|text| whole(&text)).is_none() {
            self.mistakes.expected(at, what, value);
        }
    }

    /// A path, or `header:Name`.
    fn source(&mut self, at: &str, value: &Value) {
        if super::page::header_of(value).is_none() {
            self.path(at, value);
        }
    }

    pub(super) fn paths(&mut self, at: &str, value: &Value) {
        if *value == Value::Null {
            self.path(at, value);
        }
        elements(value).iter().for_each(|value| self.path(at, value));
    }

    pub(super) fn path(&mut self, at: &str, value: &Value) {
        match value.as_text() {
            Some(text) => self.path_text(at, text),
            None => self.mistakes.expected(at, "a path", value),
        }
    }

    pub(super) fn path_text(&mut self, at: &str, path: &str) {
        if path.is_empty() {
            self.mistakes.add(at, "it is empty; \".\" is the row itself".to_owned());
        } else if let Some(name) = path::variable(path) {
            if self.dialect.var(name).is_none() {
                let reason = ["there is no variable ", name, "; a member of this name is written .@", name];
                self.mistakes.add(at, reason.concat());
            }
        } else if let Some(rest) = path::fault(path) {
            self.mistakes.no_path(at, path, rest);
        }
    }
}
