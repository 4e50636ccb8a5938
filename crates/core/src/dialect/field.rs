//! What one field of a row is made of. A field is a path, a list of paths of which the first counts that finds something, or an object that
//! says more.

use super::{
    convert::{native, turned},
    path::{find, first, variable},
    read::Rows,
    scope::Scope,
    target::Shape,
    tree::{braced, elements, is_nothing, scalar, whole},
};
use crate::json::{Number, Value};

/// The native protocol's value of a field; null, where there is none.
pub(super) fn value(field: &Value, shape: Shape, scope: &Scope<'_, '_>, rows: &mut Rows) -> Value {
    let value = match shape {
        Shape::Replies => replies(field, scope, rows),
        Shape::Texts => {
            let mut texts = Vec::new();
            let mut add = |value: Option<&Value>| {
                let text = turned(field, value, Shape::Text);
                if !is_nothing(&text) {
                    texts.push(text);
                }
            };
            if template(field).is_some() {
                add(one(field, scope, &mut Value::Null));
            } else {
                for value in found(field, scope) {
                    add(Some(value));
                }
            }
            Value::List(texts)
        }
        _ => {
            let made = &mut Value::Null;
            let one = match field.get("eq") {
                Some(other) => {
                    *made = Value::Bool(equals(field, other, scope));
                    Some(&*made)
                }
                None => one(field, scope, made),
            };
            turned(field, one, shape)
        }
    };
    if is_nothing(&value) {
        return field.get("default").map_or(Value::Null, |value| native(value, shape));
    }
    // Some backends count the question among its replies.
    if let (Value::Number(number), Some(less)) = (&value, field.get("less").and_then(scalar)) {
        let rest = number.to_u32_saturating().saturating_sub(whole(less).unwrap_or_default());
        return Value::Number(Number::whole(rest.into()));
    }
    value
}

fn replies(field: &Value, scope: &Scope<'_, '_>, rows: &mut Rows) -> Value {
    let mut replies = Vec::new();
    // A reply has none, whatever a document says that nobody looked through.
    if !std::mem::replace(&mut rows.is_in_reply, true) {
        let map = scope.answer.map(field.get("as").and_then(Value::as_text).unwrap_or_default());
        for item in found(field, scope) {
            if scope.answer.is_spent() {
                break;
            }
            let scope = Scope { answer: scope.answer, parent: Some(scope.item), item };
            replies.push(rows.row(map, Some("author"), &scope));
        }
        rows.is_in_reply = false;
    }
    Value::List(replies)
}

fn equals(field: &Value, other: &Value, scope: &Scope<'_, '_>) -> bool {
    let path = other.get("path").and_then(Value::as_text);
    let other = path.map_or(Some(other), |path| first(path, scope)).and_then(scalar);
    other.is_some() && one(field, scope, &mut Value::Null).and_then(scalar) == other
}

/// The texts between whose braces its paths are.
pub(super) fn template(field: &Value) -> Option<&str> {
    field.get("template")?.as_text()
}

/// A field's paths, and whether whatever they find counts, one after the other.
pub(super) fn paths(field: &Value) -> (&[Value], bool) {
    match field {
        Value::Object(_) => match field.get("path") {
            Some(paths) => (elements(paths), false),
            None => (field.get("all").map(elements).unwrap_or_default(), true),
        },
        paths => (elements(paths), false),
    }
}

/// The one value. One that stands nowhere is `made`.
fn one<'v>(field: &'v Value, scope: &Scope<'_, 'v>, made: &'v mut Value) -> Option<&'v Value> {
    if let Some(value) = field.get("const") {
        return Some(value);
    }
    let mut whole = String::new();
    if let Some(mut rest) = template(field) {
        // What names nothing of the row is always there; of what the row says, something must be.
        let (mut names_any, mut found_any) = (false, false);
        while let Some((before, path, after)) = braced(rest) {
            whole.push_str(before);
            let found = first(path, scope).and_then(scalar);
            if variable(path).is_none() {
                names_any = true;
                found_any |= found.is_some();
            }
            whole.push_str(found.unwrap_or_default());
            rest = after;
        }
        whole.push_str(rest);
        if names_any && !found_any {
            return None;
        }
    } else {
        let (paths, are_all) = paths(field);
        if !are_all {
            return paths.iter().find_map(|path| first(path.as_text()?, scope));
        }
        for value in found(field, scope) {
            if let Some(text) = scalar(value) {
                whole.push_str(if whole.is_empty() { "" } else { "\n\n" });
                whole.push_str(text);
            }
        }
        if whole.is_empty() {
            return None;
        }
    }
    *made = Value::Text(whole);
    Some(made)
}

/// All values, those of lists one by one.
fn found<'a>(field: &'a Value, scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
    let mut all: Vec<&Value> = Vec::new();
    let (paths, are_all) = paths(field);
    if let Some(value) = field.get("const") {
        add(&mut all, value);
    }
    for path in paths {
        let before = all.len();
        for value in find(path.as_text().unwrap_or_default(), scope) {
            add(&mut all, value);
        }
        if all.len() > before && !are_all {
            break;
        }
    }
    scope.answer.spend(all.len());
    all
}

fn add<'v>(all: &mut Vec<&'v Value>, value: &'v Value) {
    for element in elements(value) {
        if !is_nothing(element) {
            all.push(element);
        }
    }
}
