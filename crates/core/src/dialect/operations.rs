//! The operations of a document.

use super::{
    Kind, Operation, Table,
    call::{Payload, Template, is_template, names},
    document::{Members, Reader},
    mistakes::member,
    page::{Page, Source, Style, whole},
    path::scalar,
    words::{
        ALWAYS, MEMBER_NAMES, METHODS, MOST_FANOUT, OPERATION_NAMES, PAGE_MEMBERS, PAGE_STYLE_NAMES, TOLD,
    },
};
use crate::json::Value;

/// Rows that are read in full where a dialect does not say.
const FANOUT: u32 = 10;

impl Reader {
    pub(super) fn operation(&mut self, name: &str, at: &str, value: &Value, all: &Members) -> Operation {
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
