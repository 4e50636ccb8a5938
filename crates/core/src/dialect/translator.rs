//! A dialect at work: it stands between a panel, which speaks the native protocol, and a backend that does not.
//!
//! To the panel it is a front document whose links begin with `#`. What is asked along one of them, [`Translator::call`] turns into the
//! backend's request, and the backend's answer [`Translator::read`] turns into the native one. So a panel needs to know nothing of
//! dialects, and what fetches needs to know two functions.

use super::{Call, Dialect, Mistake, Place, ReadError, tree::cut};
use crate::{
    json::{JsonError, Number, Value, parse},
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
    /// Reads a dialect for the backend at `endpoint`, an absolute address or nothing; `vars` are more variables, as a URL's query has them.
    ///
    /// # Errors
    /// All that is wrong with the document, and variables that it does not have.
    pub fn new(document: &[u8], endpoint: &str, vars: &str) -> Result<Self, Vec<Mistake>> {
        let mut dialect = Dialect::parse(document)?;
        if !endpoint.is_empty() {
            // What it is called with a slash at its end, backends are mostly called without.
            dialect.set("base", endpoint.strip_suffix('/').unwrap_or(endpoint));
        }
        let mut mistakes = Vec::new();
        for (name, value) in pairs(vars) {
            if !dialect.set(&name, &value) {
                mistakes.push(Mistake {
                    path: "vars".to_owned(),
                    reason: ["the dialect has no variable ", &name].concat(),
                });
            }
        }
        if dialect.var("base") == Some("") {
            let reason = "this dialect needs the endpoint attribute: the address of the backend".to_owned();
            mistakes.push(Mistake { path: "vars.base".to_owned(), reason });
        }
        if mistakes.is_empty() { Ok(Self { dialect }) } else { Err(mistakes) }
    }

    /// The native front document: a snapshot without topics, with a link for each operation.
    pub fn front(&self) -> String {
        let mut links = Vec::new();
        let mut add = |name: &str, target: &str, values: &str| {
            links.push((name.to_owned(), Value::Text(["#", target, values].concat())));
        };
        for (name, values) in LINKS {
            if let Some(operation) = self.dialect.operation(name) {
                add(name, name, values);
                // Who is asked for a name need not be signed in.
                if name == "ask" && ["json", "form"].into_iter().any(|part| operation.says(part, "name")) {
                    add("ask_as_guest", name, "");
                }
            }
        }
        let hosts = self.dialect.document.get("image_hosts").cloned();
        object(vec![
            ("goodword", Value::Number(Number::new("1"))),
            ("links", Value::Object(links)),
            ("image_hosts", hosts.unwrap_or(Value::List(Vec::new()))),
        ])
        .to_json()
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
        let written = parse(body.as_bytes(), MAX_DEPTH).unwrap_or_default();
        let mut all: Vec<(&str, &str)> = vec![("token", token), ("now", now)];
        texts(&written, &mut all);
        all.extend(asked.values.iter().map(|(name, value)| (name.as_str(), value.as_str())));
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
    ) -> Result<String, TranslateError> {
        let asked = Asked::of(ask);
        let operation =
            self.dialect.operation(asked.name).ok_or_else(|| TranslateError::Unknown(asked.name.to_owned()))?;
        // A write may answer nothing at all.
        let root =
            if bytes.is_empty() && operation.writes() { Value::Null } else { parse(bytes, MAX_DEPTH)? };
        let mut read = self.dialect.read(operation, &root, &asked.place, header)?;
        if operation.writes() {
            // The native protocol answers with what was made.
            return Ok(read.data.into_iter().next().unwrap_or(Value::Object(Vec::new())).to_json());
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
        let mut members = vec![("people", Value::List(read.people)), ("data", Value::List(read.data))];
        members.extend(next.map(|next| ("next", Value::Text(next))));
        members.extend(read.total.map(|total| ("total", Value::Number(Number::whole(total.into())))));
        Ok(object(members).to_json())
    }
}

fn object(members: Vec<(&str, Value)>) -> Value {
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Puts the replies that came with a topic into it.
fn add_replies(topic: &mut Vec<(String, Value)>, replies: Vec<Value>) {
    match topic.iter_mut().find(|(name, _)| name == "replies") {
        Some((_, Value::List(known))) => known.extend(replies),
        _ => topic.push(("replies".to_owned(), Value::List(replies))),
    }
}

/// The texts of what the panel sends, by name.
fn texts<'a>(body: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    let Value::Object(members) = body else { return };
    for (name, value) in members {
        match value {
            Value::Text(text) => found.push((name, text)),
            other => texts(other, found),
        }
    }
}

/// What is asked along a link.
struct Asked<'a> {
    name: &'a str,
    values: Vec<(String, String)>,
    place: Place,
}

impl<'a> Asked<'a> {
    fn of(ask: &'a str) -> Self {
        let (name, query) = cut(ask, b'?').unwrap_or((ask, ""));
        let mut asked = Self { name, values: Vec::new(), place: Place::default() };
        for (name, value) in pairs(query) {
            let list = if name.starts_with('~') { &mut asked.place.0 } else { &mut asked.values };
            list.push((name, value));
        }
        asked
    }

    /// The link to a page of it, or of what belongs to it.
    fn link(&self, name: &str, place: &Place) -> String {
        let mut link = ["#", name].concat();
        let mut sign = '?';
        for (name, value) in self.values.iter().chain(&place.0) {
            link.push(sign);
            link.push_str(name);
            link.push('=');
            template::encode(&mut link, value, false);
            sign = '&';
        }
        link
    }
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for pair in query.split('&') {
        pairs.extend(cut(pair, b'=').map(|(name, value)| (decode(name), decode(value))));
    }
    pairs
}

/// Text without its `%` and two digits, and with its `+` as spaces.
fn decode(text: &str) -> String {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [byte, after @ ..] = rest {
        rest = after;
        bytes.push(match (byte, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (digit(high), digit(low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    u8::try_from(high * 16 + low).unwrap_or_default()
                }
                _ => b'%',
            },
            _ => *byte,
        });
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
