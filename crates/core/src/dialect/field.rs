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
use std::borrow::Cow;

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
                add(one(field, scope).as_deref());
            } else {
                found(field, scope).into_iter().for_each(|value| add(Some(value)));
            }
            Value::List(texts)
        }
        _ => {
            let one = match field.get("eq") {
                Some(other) => Some(Cow::Owned(Value::Bool(equals(field, other, scope)))),
                None => one(field, scope),
            };
            turned(field, one.as_deref(), shape)
        }
    };
    if is_nothing(&value) {
        return field.get("default").map_or(Value::Null, |value| native(value, shape));
    }
    // Some backends count the question among its replies.
    if let (Value::Number(number), Some(less)) = (&value, field.get("less").and_then(scalar)) {
        let rest = number.to_u32_saturating().saturating_sub(whole(&less).unwrap_or_default());
        return Value::Number(Number::whole(rest.into()));
    }
    value
}

fn replies(field: &Value, scope: &Scope<'_, '_>, rows: &mut Rows) -> Value {
    let map = scope.answer.map(field.get("as").and_then(Value::as_text).unwrap_or_default());
    let mut replies = Vec::new();
    for item in found(field, scope) {
        if scope.answer.is_spent() {
            break;
        }
        let scope = Scope { answer: scope.answer, parent: Some(scope.item), item };
        replies.push(rows.row(map, Some("author"), &scope));
    }
    Value::List(replies)
}

fn equals(field: &Value, other: &Value, scope: &Scope<'_, '_>) -> bool {
    let path = other.get("path").and_then(Value::as_text);
    let other = path.map_or(Some(other), |path| first(path, scope)).and_then(scalar);
    let one = one(field, scope);
    other.is_some() && one.as_deref().and_then(scalar) == other
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

/// The one value.
fn one<'a>(field: &'a Value, scope: &Scope<'_, 'a>) -> Option<Cow<'a, Value>> {
    if let Some(value) = field.get("const") {
        return Some(Cow::Borrowed(value));
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
            whole.push_str(&found.unwrap_or_default());
            rest = after;
        }
        whole.push_str(rest);
        if names_any && !found_any {
            return None;
        }
    } else {
        let (paths, are_all) = paths(field);
        if !are_all {
            return paths.iter().find_map(|path| first(path.as_text()?, scope)).map(Cow::Borrowed);
        }
        for text in found(field, scope).into_iter().filter_map(scalar) {
            whole.push_str(if whole.is_empty() { "" } else { "\n\n" });
            whole.push_str(&text);
        }
        if whole.is_empty() {
            return None;
        }
    }
    Some(Cow::Owned(Value::Text(whole)))
}

/// All values, those of lists one by one.
fn found<'a>(field: &'a Value, scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
    let mut all: Vec<&Value> = Vec::new();
    let (paths, are_all) = paths(field);
    let mut add = |value: &'a Value| {
        for element in elements(value) {
            if !is_nothing(element) {
                all.push(element);
            }
        }
        all.len()
    };
    field.get("const").map(&mut add);
    for path in paths.iter().filter_map(Value::as_text) {
        let mut count = 0;
        for value in find(path, scope) {
            count = add(value);
        }
        if count > 0 && !are_all {
            break;
        }
    }
    scope.answer.spend(all.len());
    all
}
