//! Looking at trees of JSON: a dialect's own, and those that it reads.

pub(super) use crate::part::whole;
use crate::{json::Value, part};

pub(super) type Members = [(String, Value)];

/// The members of an object; none of anything else.
pub(super) fn members(value: Option<&Value>) -> &Members {
    if let Some(Value::Object(members)) = value { members } else { &[] }
}

/// The member of a name.
pub(super) fn named<'v>(members: &'v Members, name: &str) -> Option<&'v Value> {
    members.iter().find(|(of, _)| of == name).map(|(_, value)| value)
}

/// The elements of a list. What is no list is a list of one, and null of none.
pub(super) fn elements(value: &Value) -> &[Value] {
    match value {
        Value::List(list) => list,
        Value::Null => &[],
        other => std::slice::from_ref(other),
    }
}

/// A text, number or truth as text. A whole number has no point, however it was written.
pub(super) fn scalar(value: &Value) -> Option<&str> {
    Some(match value {
        Value::Text(text) => text,
        Value::Number(number) => {
            let written = number.as_str();
            let (whole, behind) = cut(written, b'.').unwrap_or((written, ""));
            if behind.bytes().all(|digit| digit == b'0') { whole } else { written }
        }
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        _ => return None,
    })
}

/// A text, number or truth as a text of its own.
pub(super) fn text(value: &Value) -> Option<Value> {
    scalar(value).map(|text| Value::Text(text.to_owned()))
}

/// Adds a member.
#[inline(never)]
pub(super) fn put(members: &mut Vec<(String, Value)>, name: &str, value: Value) {
    members.push((name.to_owned(), value));
}

/// Whether a value says no more than that there is none.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim_ascii().is_empty(),
        Value::List(list) => list.is_empty(),
        _ => false,
    }
}

/// Whether a value says yes: nothing, 0, "0", "false" and "no" say no.
pub(super) fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.to_i64() != Some(0),
        Value::Text(text) => !matches!(text.trim_ascii(), "" | "0" | "false" | "no"),
        other => !is_nothing(other),
    }
}

/// What stands before the first such byte, which is ASCII, and what stands after it.
pub(super) fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == at)?;
    Some((part::until(text, place), part::from(text, place + 1)))
}

/// What stands before a brace, between it and its end, and after that. `None` where there is no brace, or it has no end.
pub(super) fn braced(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = cut(text, b'{')?;
    let (inner, after) = cut(rest, b'}')?;
    Some((before, inner, after))
}
