//! From a document to a [`Dialect`], or to everything that is wrong with it.

use super::{
    Dialect, Mistake, Operation,
    call::{is_template, names},
    mistakes::{Mistakes, NO_OPERATIONS, member},
    page::header_of,
    path,
    target::{Shape, shape},
    tree::{Members, braced, cut, elements, members, named, scalar, whole},
    words::{
        ALWAYS, CONVERSION_NAMES, DOCUMENT, FANOUT, FIELD, METHODS, MOST_FANOUT, OPERATION, OPERATION_NAMES,
        PAGE, PAGE_MEMBERS, PAGE_STYLE_NAMES, TABLE, TOLD, Want,
    },
};
use crate::{
    json::{Value, parse},
    names::Names,
};

/// How deep a document may be nested.
const MAX_DEPTH: usize = 32;
const NO_TABLE: &str = "a table needs from, the path of its rows, and key, a member of theirs";
const NO_REPLY_MAP: &str = "replies need \"as\", the name of the map that makes them";

impl Dialect {
    /// Reads a document.
    ///
    /// # Errors
    /// All that is wrong with it, each with its place.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Mistake>> {
        let dialect = Self::trusted(bytes)?;
        let mut check = Check { dialect: &dialect, mistakes: Mistakes::default(), within: Within::default() };
        check.document();
        if check.mistakes.0.is_empty() { Ok(dialect) } else { Err(check.mistakes.0) }
    }

    /// Reads a document that is known to be sound, such as those that Goodword ships. What [`Self::parse`] would refuse, finds nothing.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn trusted(bytes: &[u8]) -> Result<Self, Vec<Mistake>> {
        match parse(bytes, MAX_DEPTH) {
            Ok(document) => Ok(Self { document }),
            Err(error) => Err(vec![Mistake { path: String::new(), reason: error.reason() }]),
        }
    }
}

/// A document while it is looked through.
pub(super) struct Check<'d> {
    pub(super) dialect: &'d Dialect,
    pub(super) mistakes: Mistakes,
    within: Within<'d>,
}

/// What a place of a document stands in.
#[derive(Clone, Copy, Default)]
struct Within<'d> {
    /// An operation's name, or nothing.
    operation: &'d str,
    /// The values that it is told, by name; whatever comes, where it is a helper: it is told whatever those that name it are.
    told: Option<&'static [&'static str]>,
    /// What the field gives.
    shape: Option<Shape>,
}

impl<'d> Check<'d> {
    fn document(&mut self) {
        let document = &self.dialect.document;
        self.twice("", document);
        self.object("", document, &DOCUMENT);
        if !matches!(document, Value::Object(_)) {
            return;
        }
        if document.get("dialect").is_none() {
            self.mistakes.add("dialect", "it is missing; write \"dialect\": 1".to_owned());
        }
        if self.dialect.part("ops").is_empty() {
            self.mistakes.add("ops", NO_OPERATIONS.to_owned());
        }
        for (name, members) in self.dialect.part("ops") {
            self.circle(name);
            self.all_joins(Operation { name, members });
        }
    }

    /// An object has each of its members once; else what one reader of it checks is not what another one takes.
    fn twice(&mut self, at: &str, value: &Value) {
        for value in elements(value) {
            if let Value::List(_) = value {
                self.twice(at, value);
            }
            let mut known = Names::default();
            for (name, value) in members(Some(value)) {
                let path = &member(at, name);
                if !known.add(name).1 {
                    self.mistakes.add(path, "it stands there twice".to_owned());
                }
                self.twice(path, value);
            }
        }
    }

    /// What an operation comes from comes from somewhere itself.
    fn circle(&mut self, name: &str) {
        let mut chain = name;
        for _ in self.dialect.part("ops") {
            let Some(from) = self.dialect.operation(chain).and_then(Operation::from) else { return };
            if from == name && chain != name {
                return self
                    .mistakes
                    .add(&["ops.", name, ".from"].concat(), "it comes from itself".to_owned());
            }
            chain = from;
        }
    }

    /// The members of an object; each has a name that can stand there, and what that wants.
    fn object(&mut self, at: &str, value: &'d Value, spec: &[(&'static str, Want)]) {
        for (name, value) in self.members(at, value) {
            let path = &member(at, name);
            if let Some((_, want)) = spec.iter().find(|(known, _)| known == name) {
                self.value(*want, path, value);
            } else {
                let known = spec.iter().filter(|(_, want)| !matches!(want, Want::Remark));
                let known: Vec<&str> = known.map(|(name, _)| *name).collect();
                self.mistakes.unknown(path, name, &[&known]);
            }
        }
    }

    /// An object's members, whatever their names.
    pub(super) fn members(&mut self, at: &str, value: &'d Value) -> &'d Members {
        if !matches!(value, Value::Object(_)) {
            self.mistakes.expected(at, "an object", value);
        }
        members(Some(value))
    }

    fn value(&mut self, want: Want, at: &str, value: &'d Value) {
        let word = value.as_text();
        let is_sound = match want {
            Want::Remark | Want::Anything => return,
            Want::Path => return self.path(at, value),
            Want::Paths => return self.paths(at, value),
            Want::Url => return self.template(at, value, true),
            Want::Map => return self.map_named(at, value),
            Want::Pieces => return self.pieces(at, value),
            Want::Form | Want::Json => return self.payload(want, at, value),
            Want::Page => return self.page(at, value),
            Want::Fanout => {
                self.object(at, value, &FANOUT);
                if matches!(value, Value::Object(_)) && value.get("op").is_none() {
                    self.mistakes.add(at, "op is missing: the operation that reads a row".to_owned());
                }
                return;
            }
            Want::Source => {
                if header_of(value).is_none() {
                    self.path(at, value);
                }
                return;
            }
            Want::Vars | Want::Templates | Want::Tables | Want::Operations | Want::Maps | Want::Object => {
                for (name, value) in self.members(at, value) {
                    let path = &member(at, name);
                    match want {
                        Want::Vars => self.value(Want::Scalar, path, value),
                        Want::Templates => self.template(path, value, false),
                        Want::Tables => self.table(path, value),
                        Want::Operations => self.operation(path, Operation { name, members: value }),
                        Want::Maps => self.map(name, path, value),
                        _ => {}
                    }
                }
                return;
            }
            Want::Hosts => {
                for host in elements(value) {
                    self.value(Want::Host, at, host);
                }
                matches!(value, Value::List(_))
            }
            Want::Key => {
                for name in elements(value) {
                    self.value(Want::Member, at, name);
                }
                return;
            }
            Want::Operation if word == Some(self.within.operation) => {
                return self.mistakes.add(at, "it reads its own rows".to_owned());
            }
            Want::As if self.within.shape == Some(Shape::Replies) => return self.map_named(at, value),
            Want::As => return self.conversion(at, value),
            Want::Equal => match value.get("path") {
                Some(other) => return self.path(&member(at, "path"), other),
                None => scalar(value).is_some(),
            },
            Want::Version => match value {
                Value::Number(version) => version.to_i64() == Some(1),
                _ => false,
            },
            Want::Scalar => scalar(value).is_some(),
            Want::Host | Want::Member => word.is_some(),
            Want::Method => word.is_some_and(|method| METHODS.contains(&method)),
            Want::Truth => matches!(value, Value::Bool(_)),
            Want::Whole => scalar(value).and_then(whole).is_some(),
            Want::Less => self.within.shape == Some(Shape::Count) && scalar(value).and_then(whole).is_some(),
            Want::Most => scalar(value).and_then(whole).is_some_and(|most| (1..=MOST_FANOUT).contains(&most)),
            Want::From | Want::Operation => {
                let other = word.filter(|other| *other != self.within.operation);
                other.is_some_and(|other| self.dialect.operation(other).is_some())
            }
        };
        if !is_sound {
            self.mistakes.expected(at, want.says(), value);
        }
    }

    fn operation(&mut self, at: &str, operation: Operation<'d>) {
        let Operation { name, members } = operation;
        let known = OPERATION_NAMES.iter().position(|known| *known == name);
        if known.is_none() && !self.is_referred_to(name) {
            self.mistakes.unknown(at, name, &[&OPERATION_NAMES]);
        }
        self.within = Within { operation: name, told: known.map(|place| TOLD[place]), shape: None };
        self.object(at, members, &OPERATION);
        let has = |name: &str| operation.get(name).is_some();
        if !matches!(members, Value::Object(_)) {
            return;
        }
        if (has("json") || has("form")) && !has("method") {
            self.mistakes.add(at, "what is sent needs a method; POST, as a rule".to_owned());
        }
        if has("json") && has("form") {
            self.mistakes.add(&member(at, "form"), "an operation sends json or form, not both".to_owned());
        }
        if !has("url") && !has("from") {
            self.mistakes.add(at, "it needs a url, or the operation that its rows come from".to_owned());
        }
    }

    /// Whether another operation names this one.
    fn is_referred_to(&self, name: &str) -> bool {
        self.dialect.part("ops").iter().any(|(_, members)| {
            let operation = Operation { name, members };
            operation.from() == Some(name) || operation.fanout().is_some_and(|(of, _)| of == name)
        })
    }

    /// A template whose names mean something. Only a URL's has more than one name between its braces, and signs before them.
    fn template(&mut self, at: &str, value: &Value, is_url: bool) {
        let Some(text) = scalar(value) else {
            return self.mistakes.expected(at, "text", value);
        };
        self.closed(at, text);
        let vars = self.dialect.vars();
        let Some(own) = self.within.told else { return };
        names(text, is_url, &mut |name| {
            if !own.contains(&name) && !ALWAYS.contains(&name) && named(vars, name).is_none() {
                let vars: Vec<&str> = vars.iter().map(|(name, _)| name.as_str()).collect();
                self.mistakes.none_of(at, name, " is no value here; there are ", &[own, &ALWAYS, &vars]);
            }
        });
    }

    /// Whether braces have an end.
    fn closed(&mut self, at: &str, text: &str) {
        let mut rest = text;
        while let Some((_, after)) = cut(rest, b'{') {
            match cut(after, b'}') {
                Some((inner, after)) if cut(inner, b'{').is_none() => rest = after,
                _ => return self.mistakes.add(at, "a brace is not closed".to_owned()),
            }
        }
    }

    /// Looks at all texts of what is sent.
    fn payload(&mut self, want: Want, at: &str, value: &'d Value) {
        if want == Want::Form {
            self.members(at, value);
        }
        match value {
            Value::Text(text) if is_template(text) => self.template(at, value, false),
            Value::List(list) => list.iter().for_each(|value| self.payload(Want::Json, at, value)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.payload(Want::Json, &member(at, name), value);
                }
            }
            _ => {}
        }
    }

    fn table(&mut self, at: &str, value: &'d Value) {
        self.object(at, value, &TABLE);
        let has = |name: &str| value.get(name).is_some_and(|value| !elements(value).is_empty());
        if matches!(value, Value::Object(_)) && !(has("from") && has("key")) {
            self.mistakes.add(at, NO_TABLE.to_owned());
        }
    }

    fn page(&mut self, at: &str, value: &'d Value) {
        let style = value.get("style").and_then(Value::as_text);
        let Some(place) = style.and_then(|style| PAGE_STYLE_NAMES.iter().position(|known| *known == style))
        else {
            let path = &member(at, "style");
            return match (value.get("style"), style) {
                (_, Some(style)) => self.mistakes.unknown(path, style, &[&PAGE_STYLE_NAMES]),
                (Some(style), _) => self.mistakes.expected(path, "the name of a style", style),
                _ if members(Some(value)).is_empty() && !matches!(value, Value::Object(_)) => {
                    self.mistakes.expected(at, "an object", value);
                }
                _ => self.mistakes.add(at, "style is missing: how pages follow one another".to_owned()),
            };
        };
        let (own, needed) = PAGE_MEMBERS[place];
        let mut spec = vec![("style", Want::Anything)];
        for name in own {
            spec.extend(PAGE.iter().find(|(of, _)| of == name));
        }
        self.object(at, value, &spec);
        if let Some(needed) = needed.filter(|needed| value.get(needed).is_none()) {
            self.mistakes.add(at, [needed, " is missing: where an answer says it"].concat());
        }
    }

    pub(super) fn field(&mut self, name: &str, at: &str, value: &'d Value) {
        let shape = shape(name);
        if shape == Shape::Replies && value.get("as").is_none() {
            self.mistakes.add(at, NO_REPLY_MAP.to_owned());
        }
        let Value::Object(parts) = value else { return self.paths(at, value) };
        self.within.shape = Some(shape);
        self.object(at, value, &FIELD);
        let sources = &FIELD[..4];
        if parts.iter().filter(|(part, _)| sources.iter().any(|(source, _)| source == part)).count() != 1 {
            self.mistakes.add(at, "a field has one of path, all, template and const".to_owned());
        }
    }

    /// A text with paths in braces.
    fn pieces(&mut self, at: &str, value: &Value) {
        let Some(mut rest) = value.as_text() else {
            return self.mistakes.expected(at, "text with paths in braces", value);
        };
        self.closed(at, rest);
        while let Some((_, inner, after)) = braced(rest) {
            self.path_text(at, inner);
            rest = after;
        }
    }

    fn conversion(&mut self, at: &str, value: &Value) {
        match value.as_text() {
            Some("html" | "markdown") if self.within.shape != Some(Shape::Body) => {
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

    fn paths(&mut self, at: &str, value: &Value) {
        if matches!(value, Value::Null) {
            self.path(at, value);
        }
        for value in elements(value) {
            self.path(at, value);
        }
    }

    fn path(&mut self, at: &str, value: &Value) {
        match value.as_text() {
            Some(text) => self.path_text(at, text),
            None => self.mistakes.expected(at, "a path", value),
        }
    }

    fn path_text(&mut self, at: &str, path: &str) {
        if path.is_empty() {
            self.mistakes.add(at, "it is empty; \".\" is the row itself".to_owned());
        } else if let Some(name) = path::variable(path) {
            if named(self.dialect.vars(), name).is_none() {
                let reason = ["there is no variable ", name, "; a member of this name is written .@", name];
                self.mistakes.add(at, reason.concat());
            }
        } else if let Some(rest) = path::fault(path) {
            self.mistakes.no_path(at, path, rest);
        }
    }
}
