//! A dialect at work: it stands between a panel, which speaks the native protocol, and a backend that does not.
//!
//! To the panel it is a front document whose links begin with `#`. What is asked along one of them, [`Translator::call`] turns into the
//! backend's request, and the backend's answer [`Translator::read`] turns into the native one. So a panel needs to know nothing of
//! dialects, and what fetches needs to know two functions.

use super::{
    Call, Dialect, Mistake, Place, ReadError,
    mistakes::{Mistakes, NO_OPERATIONS},
    tree::{Members, cut, members, put},
};
use crate::{
    json::{JsonError, Number, Value, decimal, parse},
    template,
};

/// How deep an answer may be nested.
const MAX_DEPTH: usize = 64;

/// Between the native protocol and a backend.
#[derive(Clone, Debug)]
pub struct Translator {
    dialect: Dialect,
}

/// Why an answer could not be translated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TranslateError {
    /// It is no JSON.
    #[error(transparent)]
    NotJson(#[from] JsonError),
    /// It has no rows.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// The dialect has no such operation.
    #[error("the dialect has no operation \"{0}\"")]
    Unknown(String),
}

impl TranslateError {
    /// As it is displayed. By hand: what formats weighs 2 kB.
    pub fn reason(&self) -> String {
        match self {
            Self::NotJson(error) => error.reason(),
            Self::Unread(error) => error.reason(),
            Self::Unknown(name) => ["the dialect has no operation \"", name, "\""].concat(),
        }
    }
}

/// The relation that a panel knows an operation by, and what it says along it.
const LINKS: [(&str, &str); 14] = [
    ("topics", "{?limit}"),
    ("search", "{?query,limit}"),
    ("topic", "{?id}"),
    ("replies", "{?id}"),
    ("ask", ""),
    ("reply", "{?id}"),
    ("me_too", "{?id}"),
    ("star", "{?id,reply}"),
    ("follow", "{?id}"),
    ("flag", "{?id,reply}"),
    ("recommendations", "{?subject}"),
    ("recommend", ""),
    ("friends", ""),
    ("suggestions", ""),
];

impl Translator {
    /// A dialect for the backend at `endpoint`, an absolute address or nothing; `vars` are more variables, as a URL's query has them.
    ///
    /// # Errors
    /// Variables that the dialect does not have, and an endpoint that it needs.
    pub fn new(mut dialect: Dialect, endpoint: &str, vars: &str) -> Result<Self, Vec<Mistake>> {
        if !endpoint.is_empty() {
            // What it is called with a slash at its end, backends are mostly called without.
            dialect.set("base", endpoint.strip_suffix("/").unwrap_or(endpoint));
        }
        let mut mistakes = Mistakes::default();
        for (name, value) in pairs(vars) {
            if !dialect.set(&name, value.as_text().unwrap_or_default()) {
                mistakes.add("vars", ["the dialect has no variable ", &name].concat());
            }
        }
        if dialect.names().next().is_none() {
            mistakes.add("ops", NO_OPERATIONS.to_owned());
        }
        if dialect.var("base") == Some("") {
            mistakes.add(
                "vars.base",
                "this dialect needs the endpoint attribute: the address of the backend".to_owned(),
            );
        }
        if mistakes.0.is_empty() { Ok(Self { dialect }) } else { Err(mistakes.0) }
    }

    /// The native front document: a snapshot without topics, with a link for each operation.
    pub fn front(&self) -> String {
        let mut links = Vec::new();
        let mut add = |name: &str, target: &str, values: &str| {
            put(&mut links, name, Value::Text(["#", target, values].concat()));
        };
        for (name, values) in LINKS {
            if let Some(operation) = self.dialect.operation(name) {
                add(name, name, values);
                // Who is asked for a name need not be signed in.
                if name == "ask" && operation.says("name") {
                    add("ask_as_guest", name, "");
                }
            }
        }
        let mut front = Vec::new();
        put(&mut front, "goodword", Value::Number(Number::new("1")));
        put(&mut front, "links", Value::Object(links));
        if let Some(hosts) = self.dialect.document.get("image_hosts") {
            put(&mut front, "image_hosts", hosts.clone());
        }
        Value::Object(front).to_json()
    }

    /// The backend's request for what is asked along a link: `ask` is the link without its `#`, `body` the native request's JSON, `token` the
    /// visitor's, `now` the time as RFC 3339 writes it. `None` where the dialect has no such operation.
    pub fn call(&self, ask: &str, body: &str, token: &str, now: &str) -> Option<Call> {
        let asked = Asked::of(ask);
        let operation = self.dialect.operation(asked.name)?;
        // The first page of what is read from another's answer is that answer.
        let operation = match operation.from() {
            Some(other) if asked.place.is_first() => self.dialect.operation(other)?,
            _ => operation,
        };
        let written = tree(body);
        let mut all: Vec<(&str, &str)> = vec![("token", token), ("now", now)];
        texts(members(Some(&written)), &mut all);
        texts(&asked.values, &mut all);
        self.dialect.call(operation, &all, &asked.place)
    }

    /// The native answer for what was asked. `header` gives one of the backend's headers by its name in lower case.
    ///
    /// # Errors
    /// It is no JSON, the backend says that it failed, or the dialect looks at it too often.
    pub fn read(
        &self,
        ask: &str,
        bytes: &[u8],
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Translated, TranslateError> {
        let asked = Asked::of(ask);
        let operation = self
            .dialect
            .operation(asked.name)
            .ok_or_else(|| TranslateError::Unknown(asked.name.to_owned()))?;
        // A write may answer nothing at all.
        let root =
            if bytes.is_empty() && operation.writes() { Value::Null } else { parse(bytes, MAX_DEPTH)? };
        let mut read = self.dialect.read(operation, &root, &asked.place, header)?;
        let mut translated =
            Translated { wait_s: read.wait_s, hidden_header: read.hidden_header, ..Translated::default() };
        if operation.writes() {
            // The native protocol answers with what was made.
            translated.json = read.data.first().map_or_else(|| "{}".to_owned(), Value::to_json);
            return Ok(translated);
        }
        if let Some((each, most)) = operation.fanout() {
            for row in read.data.iter().take(most) {
                let mut asked = Asked { name: each, values: Vec::new(), place: Place::default() };
                if let Some(id) = row.get("id") {
                    put(&mut asked.values, "id", id.clone());
                    translated.more.push(asked.link(each, &asked.place));
                }
            }
        }
        let mut next = read.next.map(|next| asked.link(asked.name, &next));
        if asked.name == "topic"
            && let Some(replies) = self.dialect.operation("replies")
        {
            next = Some(asked.link("replies", &Place::default()));
            if replies.from() == Some("topic") {
                let more = self.dialect.read(replies, &root, &asked.place, header)?;
                next = more.next.map(|next| asked.link("replies", &next));
                read.people.extend(more.people);
                if let Some(Value::Object(topic)) = read.data.first_mut() {
                    add_replies(topic, more.data);
                }
            }
        }
        let mut answer = Vec::new();
        put(&mut answer, "people", Value::List(read.people));
        put(&mut answer, "data", Value::List(read.data));
        if let Some(next) = next {
            put(&mut answer, "next", Value::Text(next));
        }
        if let Some(total) = read.total {
            put(&mut answer, "total", Value::Number(Number::whole(total.into())));
        }
        translated.json = Value::Object(answer).to_json();
        Ok(translated)
    }

    /// A native list whose row of the same id says all that another native answer says of it, with the people of both.
    pub fn join(list: &str, full: &str) -> String {
        let (mut list, full) = (tree(list), tree(full));
        let Value::Object(parts) = &mut list else { return String::new() };
        for (name, part) in parts.iter_mut() {
            let (Value::List(rows), Some(Value::List(more))) = (part, full.get(name)) else { continue };
            if name == "people" {
                rows.extend_from_slice(more);
            }
            for row in rows {
                let id = row.get("id").and_then(Value::as_text);
                let new =
                    more.iter().find(|new| id.is_some() && new.get("id").and_then(Value::as_text) == id);
                if let (Value::Object(row), Some(new)) = (row, new) {
                    for (name, value) in members(Some(new)) {
                        row.retain(|(of, _)| of != name);
                        put(row, name, value.clone());
                    }
                }
            }
        }
        list.to_json()
    }
}

fn tree(json: &str) -> Value {
    parse(json.as_bytes(), MAX_DEPTH).unwrap_or_default()
}

/// What became of a backend's answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translated {
    /// The native answer.
    pub json: String,
    /// For how many seconds the backend wants to be left alone.
    pub wait_s: Option<u32>,
    /// A header that was looked for and is not there, or that the backend does not show to other origins.
    pub hidden_header: Option<String>,
    /// Links to the rows in full, where each is read by an operation of its own: [`Translator::join`] puts their answers in.
    pub more: Vec<String>,
}

impl Translated {
    /// As text: the seconds, the header and the links, with spaces between them, have a line each; what follows is the native answer.
    pub fn to_text(self) -> String {
        let wait_s = self.wait_s.map(decimal).unwrap_or_default();
        let mut text = [&wait_s, "\n", &self.hidden_header.unwrap_or_default(), "\n"].concat();
        for link in self.more {
            text.push_str(&link);
            text.push(' ');
        }
        text.push('\n');
        text.push_str(&self.json);
        text
    }
}

/// Puts the replies that came with a topic into it.
fn add_replies(topic: &mut Vec<(String, Value)>, replies: Vec<Value>) {
    match topic.iter_mut().find(|(name, _)| name == "replies") {
        Some((_, Value::List(known))) => known.extend(replies),
        _ => put(topic, "replies", Value::List(replies)),
    }
}

/// The texts of what the panel sends, by name.
fn texts<'a>(of: &'a Members, found: &mut Vec<(&'a str, &'a str)>) {
    for (name, value) in of {
        match value {
            Value::Text(text) => found.push((name, text)),
            other => texts(members(Some(other)), found),
        }
    }
}

/// What is asked along a link.
struct Asked<'a> {
    name: &'a str,
    values: Vec<(String, Value)>,
    place: Place,
}

impl<'a> Asked<'a> {
    fn of(ask: &'a str) -> Self {
        let (name, query) = cut(ask, b'?').unwrap_or((ask, ""));
        let mut asked = Self { name, values: pairs(query), place: Place::default() };
        while asked.values.last().is_some_and(|(name, _)| name.as_bytes().first() == Some(&b'~')) {
            asked.place.0.extend(asked.values.pop());
        }
        asked.place.0.reverse();
        asked
    }

    /// The link to a page of it, or of what belongs to it.
    fn link(&self, name: &str, place: &Place) -> String {
        let mut link = ["#", name].concat();
        let mut sign = "?";
        for (name, value) in self.values.iter().chain(&place.0) {
            link.push_str(sign);
            link.push_str(name);
            link.push('=');
            template::encode(&mut link, value.as_text().unwrap_or_default(), false);
            sign = "&";
        }
        link
    }
}

/// The names and values of a URL's query.
fn pairs(query: &str) -> Vec<(String, Value)> {
    let (mut pairs, mut rest) = (Vec::new(), query);
    while !rest.is_empty() {
        let (pair, after) = cut(rest, b'&').unwrap_or((rest, ""));
        if let Some((name, value)) = cut(pair, b'=') {
            put(&mut pairs, &decode(name), Value::Text(decode(value)));
        }
        rest = after;
    }
    pairs
}

/// Text without its `%` and two digits, and with its `+` as spaces.
fn decode(text: &str) -> String {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [byte, after @ ..] = rest {
        rest = after;
        let mut byte = *byte;
        if byte == b'+' {
            byte = b' ';
        } else if let (b'%', [high, low, after @ ..]) = (byte, after)
            && let (Some(high), Some(low)) = (digit(high), digit(low))
        {
            rest = after;
            byte = u8::try_from(high * 16 + low).unwrap_or_default();
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
