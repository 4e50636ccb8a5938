//! A dialect at work: it stands between a panel, which speaks the native protocol, and a backend that does not.
//!
//! To the panel it is a front document whose links begin with `#`. What is asked along one of them, [`Translator::call`] turns into the
//! backend's request, and the backend's answer [`Translator::read`] turns into the native one. So a panel needs to know nothing of
//! dialects, and what fetches needs to know two functions.

use super::{Call, Dialect, Mistake, Operation, Place, ReadError};
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
        let text = |text: &str| Value::Text(text.to_owned());
        let links = LINKS.iter().filter(|(name, _)| self.dialect.operation(name).is_some());
        let mut links: Vec<(String, Value)> =
            links.map(|(name, values)| ((*name).to_owned(), text(&["#", name, values].concat()))).collect();
        // Who is asked for a name need not be signed in.
        if self.dialect.operation("ask").is_some_and(Operation::takes_guests) {
            links.push(("ask_as_guest".to_owned(), text("#ask")));
        }
        let hosts = self.dialect.image_hosts().iter().map(|host| text(host));
        Value::Object(vec![
            ("goodword".to_owned(), Value::Number(Number::new("1"))),
            ("links".to_owned(), Value::Object(links)),
            ("image_hosts".to_owned(), Value::List(hosts.collect())),
        ])
        .to_json()
    }

    /// The backend's request for what is asked along a link: `ask` is the link without its `#`, `body` the native request's JSON, `token` the
    /// visitor's, `now` the time as RFC 3339 writes it. `None` where the dialect has no such operation.
    pub fn call(&self, ask: &str, body: &str, token: &str, now: &str) -> Option<Call> {
        let (name, values) = asked(ask);
        let (operation, place) = (self.dialect.operation(name)?, place(&values));
        // The first page of what is read from another's answer is that answer.
        let operation = match operation.from() {
            Some(other) if place.is_first() => self.dialect.operation(other)?,
            _ => operation,
        };
        let written = parse(body.as_bytes(), MAX_DEPTH).unwrap_or_default();
        let mut all: Vec<(&str, &str)> = vec![("token", token), ("now", now)];
        texts(&written, &mut all);
        all.extend(values.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.dialect.call(operation, &all, &place)
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
        let (name, values) = asked(ask);
        let place = place(&values);
        let operation = self.operation(name)?;
        // A write may answer nothing at all.
        let root =
            if bytes.is_empty() && operation.writes() { Value::Null } else { parse(bytes, MAX_DEPTH)? };
        let read = self.dialect.read(operation, &root, &place, header)?;
        let (mut answer, mut next) = (read.answer, read.next.map(|next| link(name, &values, &next)));
        if operation.writes() {
            // The native protocol answers with what was made.
            return Ok(first(answer).to_json());
        }
        if name == "topic"
            && let Some(replies) = self.dialect.operation("replies")
        {
            next = Some(link("replies", &values, &Place::default()));
            if replies.from() == Some("topic") {
                let read = self.dialect.read(replies, &root, &place, header)?;
                next = read.next.map(|next| link("replies", &values, &next));
                join(&mut answer, read.answer);
            }
        }
        if let Value::Object(members) = &mut answer {
            members.extend(next.map(|next| ("next".to_owned(), Value::Text(next))));
            let total = read.total.map(|total| Value::Number(Number::whole(total.into())));
            members.extend(total.map(|total| ("total".to_owned(), total)));
        }
        Ok(answer.to_json())
    }

    fn operation(&self, name: &str) -> Result<&Operation, TranslateError> {
        self.dialect.operation(name).ok_or_else(|| TranslateError::Unknown(name.to_owned()))
    }
}

/// The first row of an answer; an object of nothing, where there is none.
fn first(answer: Value) -> Value {
    let Value::Object(members) = answer else { return answer };
    let rows = members.into_iter().find(|(name, _)| name == "data").map(|(_, rows)| rows);
    let first = if let Some(Value::List(rows)) = rows { rows.into_iter().next() } else { None };
    first.unwrap_or_else(|| Value::Object(Vec::new()))
}

/// Puts the replies that came with a topic into it.
fn join(answer: &mut Value, of_replies: Value) {
    let (Value::Object(answer), Value::Object(of_replies)) = (answer, of_replies) else { return };
    let mut replies = Vec::new();
    for (name, value) in of_replies {
        let Value::List(list) = value else { continue };
        if name == "data" {
            replies = list;
        } else if let Some((_, Value::List(people))) = answer.iter_mut().find(|(of, _)| *of == name) {
            people.extend(list);
        }
    }
    if let Some((_, Value::List(data))) = answer.iter_mut().find(|(of, _)| of == "data")
        && let Some(Value::Object(topic)) = data.first_mut()
    {
        match topic.iter_mut().find(|(name, _)| name == "replies") {
            Some((_, Value::List(known))) => known.extend(replies),
            _ => topic.push(("replies".to_owned(), Value::List(replies))),
        }
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

/// The name and the values of what is asked.
fn asked(ask: &str) -> (&str, Vec<(String, String)>) {
    let (name, query) = ask.split_once('?').unwrap_or((ask, ""));
    (name, pairs(query))
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decode(name), decode(value))).collect()
}

/// Text without its `%` and two digits, and with its `+` as spaces.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        bytes.push(match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                rest = ahead;
                u8::try_from(high * 16 + low).unwrap_or_default()
            }
            (b'+', ..) => b' ',
            _ => byte,
        });
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The link to a page of what was asked.
fn link(name: &str, values: &[(String, String)], place: &Place) -> String {
    let mut link = ["#", name].concat();
    let own = values.iter().filter(|(name, _)| !name.starts_with('~')).cloned();
    for (n, (name, value)) in own.chain(place.pairs()).enumerate() {
        link.push(if n == 0 { '?' } else { '&' });
        link.push_str(&name);
        link.push('=');
        template::encode(&mut link, &value, false);
    }
    link
}

/// The page that was asked for.
fn place(values: &[(String, String)]) -> Place {
    Place::of(values.iter().filter(|(name, _)| name.starts_with('~')))
}
