//! What is asked of a backend: templates filled with values.

use super::{
    Dialect, Operation, Place,
    tree::{braced, cut, members, put, scalar},
};
use crate::{
    json::{Number, Value},
    part, template,
};

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
    /// Whether it says where the draft's key goes, so that the backend does it once, however often it is sent.
    pub places_key: bool,
    /// How it is written, and what.
    pub body: Option<(Payload, String)>,
}

impl Call {
    /// The request as JSON: `method`, `url`, `of`, `headers` (names and values in turn), `placed` and `keyed` (whether the token and the key have their places) and, where something is sent,
    /// `type` and `body`.
    pub fn to_json(self) -> String {
        let mut members = Vec::new();
        let mut add = |name: &str, value: Value| put(&mut members, name, value);
        add("method", Value::Text(self.method));
        add("url", Value::Text(self.url));
        add("of", Value::Text(self.of));
        add("placed", Value::Bool(self.places_token));
        add("keyed", Value::Bool(self.places_key));
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
    pub fn call(&self, operation: Operation<'_>, values: &Values<'_>, place: &Place) -> Option<Call> {
        let (turning, turned) = operation.get("page").map(|page| place.value(page)).unwrap_or_default();
        let operation = match operation.from() {
            Some(from) if operation.get("url").is_none() && !place.is_first() => self.operation(from)?,
            _ => operation,
        };
        let url = scalar(operation.get("url")?)?;
        let mut all: Vec<(&str, &str)> = vec![(turning, &turned)];
        all.extend_from_slice(values);
        for (name, value) in self.vars() {
            all.push((name, scalar(value).unwrap_or_default()));
        }
        all.retain(|(_, value)| !value.is_empty());
        let mut url = template::expand(url, &all);
        for (name, value) in members(operation.get("query")) {
            // What is one name alone and has several values is there several times.
            if value.as_text() == Some("{ids}") {
                place.batch().for_each(|id| push_parameter(&mut url, name, id));
            } else if let Some(value) = scalar(value).and_then(|value| fill(value, &all)) {
                push_parameter(&mut url, name, &value);
            }
        }
        let mut headers = Vec::new();
        for (name, value) in members(operation.get("headers")) {
            if let Some(value) = scalar(value).and_then(|value| fill(value, &all)) {
                headers.push((name.clone(), value));
            }
        }
        Some(Call {
            method: operation.text("method").filter(|method| *method != "GET").unwrap_or_default().to_owned(),
            url: place.url().unwrap_or(&url).to_owned(),
            of: url,
            headers,
            places_token: operation.says("token"),
            places_key: operation.says("key"),
            body: operation.payload().map(|(payload, value)| {
                let value = filled(value, &all);
                (payload, if payload == Payload::Json { value.to_json() } else { form(&value) })
            }),
        })
    }
}

impl<'d> Operation<'d> {
    /// What it sends: JSON whose texts are templates.
    pub(super) fn payload(self) -> Option<(Payload, &'d Value)> {
        let json = self.get("json").map(|json| (Payload::Json, json));
        json.or_else(|| Some((Payload::Form, self.get("form")?)))
    }

    /// Whether its templates name this.
    pub(super) fn says(self, wanted: &str) -> bool {
        let says = |part: &&str| self.get(part).is_some_and(|value| says(value, wanted, *part == "url"));
        ["url", "headers", "query", "json", "form"].iter().any(says)
    }
}

fn says(value: &Value, wanted: &str, is_url: bool) -> bool {
    match value {
        Value::Text(text) => {
            let mut found = false;
            if is_url || is_template(text) {
                names(text, is_url, &mut |name| found |= name == wanted);
            }
            found
        }
        Value::List(list) => list.iter().any(|value| says(value, wanted, is_url)),
        Value::Object(members) => members.iter().any(|(_, value)| says(value, wanted, is_url)),
        _ => false,
    }
}

/// Gives the names within a template's braces. Only a URL's has several between two braces, and signs before them.
pub(super) fn names<'t>(template: &'t str, is_url: bool, give: &mut dyn FnMut(&'t str)) {
    let mut rest = template;
    while let Some((_, mut expression, after)) = braced(rest) {
        if is_url {
            if let [b'+' | b'?' | b'&', ..] = expression.as_bytes() {
                expression = part::from(expression, 1);
            }
            while let Some((name, others)) = cut(expression, b',') {
                give(name);
                expression = others;
            }
        }
        give(expression);
        rest = after;
    }
}

/// A template with its values; `None` where it names some and none of them is given.
fn fill(template: &str, values: &Values<'_>) -> Option<String> {
    let (mut out, mut rest) = (String::new(), template);
    let (mut names_any, mut has_any) = (false, false);
    while let Some((before, name, after)) = braced(rest) {
        out.push_str(before);
        names_any = true;
        if let Some((_, value)) = values.iter().find(|(of, _)| *of == name) {
            has_any = true;
            out.push_str(value);
        }
        rest = after;
    }
    out.push_str(rest);
    (!names_any || has_any).then_some(out)
}

/// Whether all braces of a text are around names: GraphQL is full of others, and is sent as it stands.
pub(super) fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, name, after)) = braced(rest) {
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return false;
        }
        rest = after;
    }
    // One that is not closed.
    cut(rest, b'{').is_none()
}

/// A tree with its texts filled. What names only values that are not given is left out.
fn filled(value: &Value, values: &Values<'_>) -> Value {
    match value {
        Value::Text(template) if is_template(template) => {
            fill(template, values).map_or(Value::Null, Value::Text)
        }
        Value::List(list) => {
            let mut kept = Vec::new();
            for value in list {
                let new = filled(value, values);
                if !is_left_out(value, &new) {
                    kept.push(new);
                }
            }
            Value::List(kept)
        }
        Value::Object(members) => {
            if let [(name, value)] = members.as_slice()
                && name == "int"
            {
                return number(filled(value, values));
            }
            let mut kept = Vec::new();
            for (name, value) in members {
                let new = filled(value, values);
                if !is_left_out(value, &new) {
                    put(&mut kept, name, new);
                }
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

/// Whether of a part of a tree, which became `new`, nothing is left.
fn is_left_out(value: &Value, new: &Value) -> bool {
    match new {
        Value::Null => !matches!(value, Value::Null),
        Value::Object(kept) => kept.is_empty() && !members(Some(value)).is_empty(),
        _ => false,
    }
}

/// A text of digits as a number; anything else as it is. JSON has no number that begins with a 0 but 0.
fn number(value: Value) -> Value {
    let Value::Text(text) = &value else { return value };
    let digits = text.bytes().position(|byte| byte != b'0').map_or("0", |from| part::from(text, from));
    let is_number = !text.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Value::Number(Number::new(digits)) } else { value }
}

fn form(value: &Value) -> String {
    let mut out = String::new();
    for (name, value) in members(Some(value)) {
        if let Some(value) = scalar(value) {
            if !out.is_empty() {
                out.push('&');
            }
            push_pair(&mut out, name, value);
        }
    }
    out
}

fn push_parameter(url: &mut String, name: &str, value: &str) {
    url.push(if cut(url, b'?').is_some() { '&' } else { '?' });
    push_pair(url, name, value);
}

fn push_pair(out: &mut String, name: &str, value: &str) {
    template::encode(out, name, false);
    out.push('=');
    template::encode(out, value, false);
}
