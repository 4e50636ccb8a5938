//! What is asked of a backend: templates filled with values.

use super::{Dialect, Operation, Place, path::scalar};
use crate::{
    json::{Number, Value},
    template,
};

/// Text with `{name}` in it. In a URL RFC 6570 fills it, elsewhere the value stands as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(pub(super) String);

/// How what is sent is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// `application/json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

/// One request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// In capitals; empty for `GET`.
    pub method: String,
    /// The address: relative to [`of`](Self::of), whose origin it may not leave, where the backend itself gave it.
    pub url: String,
    /// The first page's address, relative to the endpoint.
    pub of: String,
    /// Names and values. Where none of them needed the token, it goes along as `Authorization: Bearer`.
    pub headers: Vec<(String, String)>,
    /// Whether the dialect itself says where the visitor's token goes.
    pub places_token: bool,
    /// How it is written, and what.
    pub body: Option<(Payload, String)>,
}

impl Call {
    /// The request as JSON: `method`, `url`, `of`, `headers` (names and values in turn), `placed` (whether the token has its place) and, where something is sent,
    /// `type` and `body`.
    pub fn to_json(self) -> String {
        let mut members: Vec<(String, Value)> = Vec::new();
        let mut add = |name: &str, value: Value| members.push((name.to_owned(), value));
        add("method", Value::Text(self.method));
        add("url", Value::Text(self.url));
        add("of", Value::Text(self.of));
        add("placed", Value::Bool(self.places_token));
        let mut headers = Vec::new();
        for (name, value) in self.headers {
            headers.push(Value::Text(name));
            headers.push(Value::Text(value));
        }
        add("headers", Value::List(headers));
        if let Some((payload, body)) = self.body {
            add("type", Value::Text(payload.media_type().to_owned()));
            add("body", Value::Text(body));
        }
        Value::Object(members).to_json()
    }
}

impl Payload {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }
}

/// Values by name.
type Values<'a> = [(&'a str, &'a str)];

impl Dialect {
    /// The request of an operation for one page of its answer; `None` where its first page is another operation's answer. Without an address
    /// of its own it asks that one for further pages. `values` are what the operation is told, by name; those that are not given, or
    /// empty, leave nothing.
    pub fn call(&self, operation: &Operation, values: &Values<'_>, place: &Place) -> Option<Call> {
        let page = operation.page.as_ref();
        let operation = match operation.from() {
            Some(from) if operation.url.is_none() && !place.is_first() => self.operation(from)?,
            _ => operation,
        };
        let url = operation.url.as_ref()?;
        let turning = page.map(|page| page.values(place)).unwrap_or_default();
        let mut all: Vec<(&str, &str)> = Vec::new();
        all.extend(turning.iter().map(|(name, value)| (*name, value.as_str())));
        all.extend(values.iter().filter(|(_, value)| !value.is_empty()));
        all.extend(self.vars.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_text()?))));
        all.retain(|(_, value)| !value.is_empty());

        let mut call =
            Call { method: operation.method.clone(), url: template::expand(&url.0, &all), ..Call::default() };
        for (name, template) in &operation.query {
            // What is one name alone and has several values is there several times.
            let several = if template.0 == "{ids}" { Some(place.batch()) } else { None };
            let one = fill(&template.0, &all);
            let each = several.unwrap_or_else(|| one.into_iter().collect());
            for value in each {
                call.url.push(if call.url.contains('?') { '&' } else { '?' });
                push_pair(&mut call.url, name, &value);
            }
        }
        call.of.clone_from(&call.url);
        if let Some(address) = &place.url {
            call.url.clone_from(address);
        }
        for (name, template) in &operation.headers {
            call.headers.extend(fill(&template.0, &all).map(|value| (name.clone(), value)));
        }
        call.places_token = operation.places_token();
        call.body = operation.payload.as_ref().map(|(payload, value)| {
            let value = filled(value, &all);
            let text = match payload {
                Payload::Json => value.to_json(),
                Payload::Form => form(&value),
            };
            (*payload, text)
        });
        Some(call)
    }
}

impl Operation {
    /// Whether one of its templates names the token.
    fn places_token(&self) -> bool {
        let templates = self.headers.iter().chain(&self.query).map(|(_, template)| template);
        templates.chain(&self.url).any(|template| names(&template.0).any(|name| name == "token"))
            || self.payload.as_ref().is_some_and(|(_, value)| sends_token(value))
    }
}

fn sends_token(value: &Value) -> bool {
    match value {
        Value::Text(text) => is_template(text) && names(text).any(|name| name == "token"),
        Value::List(list) => list.iter().any(sends_token),
        Value::Object(members) => members.iter().any(|(_, value)| sends_token(value)),
        _ => false,
    }
}

/// A template with its values; `None` where it names some and none of them is given.
fn fill(template: &str, values: &Values<'_>) -> Option<String> {
    let (mut out, mut rest) = (String::new(), template);
    let (mut named, mut given) = (0, 0);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        named += 1;
        if let Some((_, value)) = values.iter().find(|(of, _)| *of == name) {
            given += 1;
            out.push_str(value);
        }
        rest = tail;
    }
    out.push_str(rest);
    (named == 0 || given > 0).then_some(out)
}

/// The names within a template's braces, of a URL's too.
pub(super) fn names(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|after| Some(after.split_once('}')?.0))
        .flat_map(|expression| expression.trim_start_matches(['+', '?', '&']).split(','))
}

/// Whether all braces of a text are around names: GraphQL is full of others, and is sent as it stands.
pub(super) fn is_template(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.split('{').skip(1).all(|after| {
        after.split_once('}').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(is_letter))
    })
}

/// A tree with its texts filled. What names only values that are not given is left out.
fn filled(value: &Value, values: &Values<'_>) -> Value {
    match value {
        Value::Text(template) if is_template(template) => {
            fill(template, values).map_or(Value::Null, Value::Text)
        }
        Value::List(list) => Value::List(
            list.iter().map(|value| filled(value, values)).filter(|value| *value != Value::Null).collect(),
        ),
        Value::Object(members) if members.len() == 1 && members[0].0 == "int" => {
            match filled(&members[0].1, values) {
                Value::Text(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                    // JSON has no number that begins with a 0 but 0.
                    let digits = text.trim_start_matches('0');
                    Value::Number(Number::new(if digits.is_empty() { "0" } else { digits }))
                }
                other => other,
            }
        }
        Value::Object(members) => {
            let kept = members.iter().filter_map(|(name, value)| {
                let new = filled(value, values);
                (new != Value::Null || *value == Value::Null).then(|| (name.clone(), new))
            });
            Value::Object(kept.collect())
        }
        other => other.clone(),
    }
}

fn form(value: &Value) -> String {
    let mut out = String::new();
    if let Value::Object(members) = value {
        for (name, value) in members {
            if let Some(value) = scalar(value) {
                if !out.is_empty() {
                    out.push('&');
                }
                push_pair(&mut out, name, &value);
            }
        }
    }
    out
}

fn push_pair(out: &mut String, name: &str, value: &str) {
    template::encode(out, name, false);
    out.push('=');
    template::encode(out, value, false);
}
