//! From a document to a [`Dialect`], or to everything that is wrong with it.

use super::{
    Dialect, Kind, Map, Mistake, Operation, Table,
    call::{Payload, Template, is_template, names},
    checks,
    field::{Field, Form, Other, Piece, Source as From},
    mistakes::{Mistakes, member},
    page::{Page, Source, Style, whole},
    path::{Origin, Path, scalar},
    target::{Shape, shape},
    words::{
        ALWAYS, CONVERSION_NAMES, DOCUMENT, FIELD_MEMBERS, MEMBER_NAMES, METHODS, MOST_FANOUT,
        OPERATION_NAMES, PAGE_MEMBERS, PAGE_STYLE_NAMES, TOLD,
    },
};
use crate::json::{Value, parse};

/// How deep a document may be nested.
const MAX_DEPTH: usize = 32;
/// Rows that are read in full where a dialect does not say.
const FANOUT: u32 = 10;
/// Members of a document that say something to people and editors only.
const REMARKS: [&str; 4] = ["$schema", "name", "about", "dialect"];

const NO_REPLY_MAP: &str = "replies need \"as\", the name of the map that makes them";

type Members = [(String, Value)];

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
struct Reader {
    dialect: Dialect,
    mistakes: Mistakes,
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
    fn object<'a>(&mut self, path: &str, value: Option<&'a Value>) -> &'a Members {
        match value {
            Some(Value::Object(members)) => members,
            Some(other) => {
                self.mistakes.expected(path, "an object", other);
                &[]
            }
            None => &[],
        }
    }

    fn list<'a>(&mut self, path: &str, value: Option<&'a Value>) -> &'a [Value] {
        match value {
            Some(Value::List(list)) => list,
            Some(other) => {
                self.mistakes.expected(path, "a list", other);
                &[]
            }
            None => &[],
        }
    }

    fn operation(&mut self, name: &str, at: &str, value: &Value, all: &Members) -> Operation {
        let mut operation = Operation::default();
        let is_known = OPERATION_NAMES.contains(&name);
        if !is_known && !is_referred_to(name, all) {
            let known = &mut OPERATION_NAMES.into_iter();
            self.mistakes.unknown(at, name, known);
        }
        operation.kind = Kind::of(name).unwrap_or_default();
        // A helper is told whatever those that name it are.
        let told = OPERATION_NAMES.iter().position(|known| *known == name).map(|place| TOLD[place]);
        let told = Told { own: told };
        for (key, value) in self.object(at, Some(value)) {
            let path = member(at, key);
            match key.as_str() {
                "method" => match value.as_text() {
                    Some(method) if METHODS.contains(&method) => {
                        if method != "GET" {
                            method.clone_into(&mut operation.method);
                        }
                    }
                    _ => self.mistakes.expected(&path, "GET, POST, PUT, PATCH or DELETE", value),
                },
                "url" => operation.url = self.template(&path, value, told, true),
                "headers" => operation.headers = self.templates(&path, value, told),
                "query" => operation.query = self.templates(&path, value, told),
                "json" | "form" => {
                    let payload = if key == "json" { Payload::Json } else { Payload::Form };
                    if operation.payload.is_some() {
                        self.mistakes.add(&path, "an operation sends json or form, not both".to_owned());
                    }
                    if payload == Payload::Form {
                        self.object(&path, Some(value));
                    }
                    self.texts(&path, value, told);
                    operation.payload = Some((payload, value.clone()));
                }
                "items" => operation.items = self.paths(&path, value),
                "index" => {
                    for (table, value) in self.object(&path, Some(value)) {
                        let table = self.table(table, &member(&path, table), value);
                        operation.tables.extend(table);
                    }
                }
                "as" => operation.map = self.map_named(&path, value),
                "from" => {
                    let other = value.as_text().filter(|other| *other != name);
                    operation.from =
                        other.filter(|other| all.iter().any(|(of, _)| of == other)).map(str::to_owned);
                    if operation.from.is_none() {
                        self.mistakes.expected(&path, "the name of another operation", value);
                    }
                }
                "fanout" => operation.fanout = self.fanout(&path, value, all),
                "error" => operation.error = self.path(&path, value),
                "page" => operation.page = self.page(&path, value),
                "backoff" => operation.backoff = self.source(&path, value),
                "reads" => match value.as_bool() {
                    Some(reads) => operation.reads = reads,
                    None => self.mistakes.expected(&path, "true or false", value),
                },
                "about" => {}
                _ => self.mistakes.unknown(&path, key, &mut MEMBER_NAMES.into_iter()),
            }
        }
        let has = |name: &str| value.get(name).is_some();
        if operation.payload.is_some() && !has("method") {
            self.mistakes.add(at, "what is sent needs a method; POST, as a rule".to_owned());
        }
        if matches!(value, Value::Object(_)) && !has("url") && !has("from") {
            self.mistakes.add(at, "it needs a url, or the operation that its rows come from".to_owned());
        }
        operation
    }

    /// A template whose names mean something. Only a URL's has more than one name between its braces, and signs before them.
    fn template(&mut self, at: &str, value: &Value, told: Told, is_url: bool) -> Option<Template> {
        let Some(text) = scalar(value) else {
            self.mistakes.expected(at, "text", value);
            return None;
        };
        if text.split('{').skip(1).any(|after| !after.contains('}')) {
            self.mistakes.add(at, "a brace is not closed".to_owned());
        }
        let single = || text.split('{').skip(1).filter_map(|after| Some(after.split_once('}')?.0));
        let names: Vec<&str> = if is_url { names(&text).collect() } else { single().collect() };
        for name in names {
            if !told.knows(name) && self.dialect.var(name).is_none() {
                let mut reason = super::mistakes::shown(name);
                reason.push_str(" is no value here; there are ");
                let own = told.own.unwrap_or_default().iter().chain(&ALWAYS).copied();
                let vars = self.dialect.vars.iter().map(|(name, _)| name.as_str());
                for (n, known) in own.chain(vars).enumerate() {
                    reason.push_str(if n > 0 { ", " } else { "" });
                    reason.push_str(known);
                }
                self.mistakes.add(at, reason);
            }
        }
        Some(Template(text.into_owned()))
    }

    fn templates(&mut self, at: &str, value: &Value, told: Told) -> Vec<(String, Template)> {
        let mut templates = Vec::new();
        for (name, value) in self.object(at, Some(value)) {
            let template = self.template(&member(at, name), value, told, false);
            templates.extend(template.map(|template| (name.clone(), template)));
        }
        templates
    }

    /// Looks at all texts of what is sent.
    fn texts(&mut self, at: &str, value: &Value, told: Told) {
        match value {
            Value::Text(text) if is_template(text) => {
                self.template(at, value, told, false);
            }
            Value::List(list) => list.iter().for_each(|value| self.texts(at, value, told)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.texts(&member(at, name), value, told);
                }
            }
            _ => {}
        }
    }

    fn path(&mut self, at: &str, value: &Value) -> Option<Path> {
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

    fn paths(&mut self, at: &str, value: &Value) -> Vec<Path> {
        match value {
            Value::List(list) => list.iter().filter_map(|value| self.path(at, value)).collect(),
            one => self.path(at, one).into_iter().collect(),
        }
    }

    fn table(&mut self, name: &str, at: &str, value: &Value) -> Option<Table> {
        let (mut from, mut key) = (None, Vec::new());
        let has = |name: &str| {
            value.get(name).is_some_and(|value| !matches!(value, Value::List(list) if list.is_empty()))
        };
        for (part, value) in self.object(at, Some(value)) {
            let path = member(at, part);
            match part.as_str() {
                "from" => from = self.path(&path, value),
                "key" => {
                    let list = if let Value::List(list) = value {
                        list.as_slice()
                    } else {
                        std::slice::from_ref(value)
                    };
                    for name in list {
                        match name.as_text() {
                            Some(name) => key.push(name.to_owned()),
                            None => self.mistakes.expected(&path, "a member's name", name),
                        }
                    }
                }
                _ => self.mistakes.unknown(&path, part, &mut ["from", "key"].into_iter()),
            }
        }
        if matches!(value, Value::Object(_)) && !(has("from") && has("key")) {
            self.mistakes
                .add(at, "a table needs from, the path of its rows, and key, a member of theirs".to_owned());
        }
        Some(Table { name: name.to_owned(), from: from?, key })
    }

    fn map_named(&mut self, at: &str, value: &Value) -> Option<usize> {
        let place = self.dialect.maps.iter().position(|(name, _)| Some(name.as_str()) == value.as_text());
        if place.is_none() {
            match value.as_text() {
                Some(name) => {
                    let mut names = self.dialect.maps.iter().map(|(name, _)| name.as_str());
                    self.mistakes.unknown(at, name, &mut names);
                }
                None => self.mistakes.expected(at, "the name of a map", value),
            }
        }
        place
    }

    fn fanout(&mut self, at: &str, value: &Value, all: &Members) -> Option<(String, usize)> {
        let (mut name, mut most) = (None, FANOUT);
        for (part, value) in self.object(at, Some(value)) {
            let path = member(at, part);
            match part.as_str() {
                "op" => match value.as_text().filter(|name| all.iter().any(|(other, _)| other == name)) {
                    Some(op) => name = Some(op.to_owned()),
                    None => self.mistakes.expected(&path, "the name of an operation", value),
                },
                "max" => match scalar(value)
                    .and_then(|text| whole(&text))
                    .filter(|most| (1..=MOST_FANOUT).contains(most))
                {
                    Some(given) => most = given,
                    None => self.mistakes.expected(&path, "a number from 1 to 30", value),
                },
                _ => self.mistakes.unknown(&path, part, &mut ["op", "max"].into_iter()),
            }
        }
        if matches!(value, Value::Object(_)) && value.get("op").is_none() {
            self.mistakes.add(at, "op is missing: the operation that reads a row".to_owned());
        }
        name.map(|name| (name, most as usize))
    }

    /// A path, or `header:Name`.
    fn source(&mut self, at: &str, value: &Value) -> Option<Source> {
        match value.as_text().and_then(|text| text.strip_prefix("header:")) {
            Some(name) => Some(Source::Header(name.trim().to_ascii_lowercase())),
            None => self.path(at, value).map(Source::Path),
        }
    }

    fn page(&mut self, at: &str, value: &Value) -> Option<Page> {
        let members = self.object(at, Some(value));
        let style = members.iter().find(|(name, _)| name == "style").map(|(_, value)| value);
        let style = match style.and_then(Value::as_text) {
            Some("page") => Style::Page,
            Some("offset") => Style::Offset,
            Some("cursor") => Style::Cursor,
            Some("url") => Style::Url,
            Some("ids") => Style::Ids,
            Some(other) => {
                let styles = &mut PAGE_STYLE_NAMES.into_iter();
                self.mistakes.unknown(&member(at, "style"), other, styles);
                return None;
            }
            None => {
                match style {
                    Some(found) => self.mistakes.expected(&member(at, "style"), "the name of a style", found),
                    None if matches!(value, Value::Object(_)) => {
                        self.mistakes.add(at, "style is missing: how pages follow one another".to_owned());
                    }
                    None => {}
                }
                return None;
            }
        };
        let mut page = Page { style, first: 1, size: 0, more: None, end: None, next: None };
        let (own, needed) = PAGE_MEMBERS[style as usize];
        for (part, value) in members {
            let path = member(at, part);
            match part.as_str() {
                "style" => {}
                _ if !own.contains(&part.as_str()) => {
                    self.mistakes.unknown(
                        &path,
                        part,
                        &mut std::iter::once("style").chain(own.iter().copied()),
                    );
                }
                "first" | "size" => match scalar(value).and_then(|text| whole(&text)) {
                    Some(number) if part == "first" => page.first = number,
                    Some(number) => page.size = number,
                    None => self.mistakes.expected(&path, "a whole number", value),
                },
                "more" => page.more = self.source(&path, value),
                "pages" | "total" => page.end = self.source(&path, value),
                _ => page.next = self.source(&path, value),
            }
        }
        if let Some(needed) = needed.filter(|needed| members.iter().all(|(name, _)| name != needed)) {
            self.mistakes.add(at, [needed, " is missing: where an answer says it"].concat());
        }
        Some(page)
    }

    /// What kind of rows each map makes: that of the operations and fields that name it.
    fn kinds(&mut self, maps: &Members) {
        for (name, operation) in &self.dialect.operations {
            if let (Some(map), Some(kind)) = (operation.map, Kind::of(name)) {
                self.dialect.maps[map].1.kind = kind;
            }
        }
        for (_, value) in maps {
            let replies = value.get("replies").and_then(|field| field.get("as")).and_then(Value::as_text);
            if let Some((_, map)) =
                self.dialect.maps.iter_mut().find(|(name, _)| Some(name.as_str()) == replies)
            {
                map.kind = Kind::Reply;
            }
        }
    }

    fn map(&mut self, kind: Kind, at: &str, value: &Value) -> Vec<(&'static str, Field)> {
        let mut fields = Vec::new();
        for (name, value) in self.object(at, Some(value)) {
            let path = member(at, name);
            match kind.fields().iter().find(|known| *known == name) {
                Some(known) => {
                    fields.push((*known, self.field(shape(known), &path, value)));
                }
                None => {
                    self.mistakes.unknown(&path, name, &mut kind.fields().iter().copied());
                }
            }
        }
        fields
    }

    fn field(&mut self, shape: Shape, at: &str, value: &Value) -> Field {
        let mut field = Field {
            source: From::First(Vec::new()),
            map: Vec::new(),
            form: Form::AsIs,
            default: None,
            eq: None,
            less: 0,
        };
        let Value::Object(members) = value else {
            field.source = From::First(self.paths(at, value));
            if shape == Shape::Replies {
                self.mistakes.add(at, NO_REPLY_MAP.to_owned());
            }
            return field;
        };
        let mut sources = 0;
        for (part, value) in members {
            let path = member(at, part);
            sources += usize::from(matches!(part.as_str(), "path" | "all" | "template" | "const"));
            match part.as_str() {
                "path" => field.source = From::First(self.paths(&path, value)),
                "all" => field.source = From::All(self.paths(&path, value)),
                "template" => field.source = From::Template(self.pieces(&path, value)),
                "const" => field.source = From::Const(value.clone()),
                "map" => field.map = self.object(&path, Some(value)).to_vec(),
                "as" if shape == Shape::Replies => {
                    field.form = self.map_named(&path, value).map_or(Form::AsIs, Form::Rows);
                }
                "as" => match value.as_text().and_then(Form::named) {
                    Some(Form::Html | Form::Markdown) if shape != Shape::Body => {
                        self.mistakes.add(
                            &path,
                            "only a body can be html or markdown; \"text\" takes its words".to_owned(),
                        );
                    }
                    Some(form) => field.form = form,
                    None if value.as_text().is_none() => {
                        self.mistakes.expected(&path, "the name of a conversion", value);
                    }
                    None => {
                        let word = value.as_text().unwrap_or_default();
                        self.mistakes.unknown(&path, word, &mut CONVERSION_NAMES.into_iter());
                    }
                },
                "less" => match scalar(value).and_then(|text| whole(&text)) {
                    Some(less) if shape == Shape::Count => field.less = less,
                    _ => self.mistakes.expected(&path, "a whole number, in a field that counts", value),
                },
                "default" => field.default = Some(value.clone()),
                "eq" => {
                    field.eq = match value.get("path") {
                        Some(other) => self.path(&member(&path, "path"), other).map(Other::Path),
                        None => scalar(value).map(|text| Other::Text(text.into_owned())),
                    };
                    if field.eq.is_none() {
                        self.mistakes.expected(&path, "text, a number or {\"path\": …}", value);
                    }
                }
                "about" => {}
                _ => {
                    self.mistakes.unknown(&path, part, &mut FIELD_MEMBERS.into_iter());
                }
            }
        }
        if sources != 1 {
            self.mistakes.add(at, "a field has one of path, all, template and const".to_owned());
        }
        if shape == Shape::Replies && value.get("as").is_none() {
            self.mistakes.add(at, NO_REPLY_MAP.to_owned());
        }
        field
    }

    /// Text with paths in braces.
    fn pieces(&mut self, at: &str, value: &Value) -> Vec<Piece> {
        let Some(mut rest) = value.as_text() else {
            self.mistakes.expected(at, "text with paths in braces", value);
            return Vec::new();
        };
        let mut pieces = Vec::new();
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Text(before.to_owned()));
            let Some((path, tail)) = after.split_once('}') else {
                self.mistakes.add(at, "a brace is not closed".to_owned());
                return pieces;
            };
            pieces.extend(self.path(at, &Value::Text(path.to_owned())).map(Piece::Path));
            rest = tail;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces
    }
}

/// What an operation is told.
#[derive(Clone, Copy)]
struct Told {
    /// By name; whatever comes, where it is a helper.
    own: Option<&'static [&'static str]>,
}

impl Told {
    fn knows(self, name: &str) -> bool {
        ALWAYS.contains(&name) || self.own.is_none_or(|own| own.contains(&name))
    }
}

/// Whether another operation names this one.
fn is_referred_to(name: &str, all: &Members) -> bool {
    all.iter().any(|(_, value)| {
        let from = value.get("from").and_then(Value::as_text);
        let fanout = value.get("fanout").and_then(|fanout| fanout.get("op")).and_then(Value::as_text);
        from == Some(name) || fanout == Some(name)
    })
}
