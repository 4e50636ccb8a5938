//! Values as the native protocol wants them.

use super::{
    target::Shape,
    tree::{cut, is_true, members, named, scalar, text, whole},
};
use crate::{
    json::{Number, Value},
    model::{Body, Format, Timestamp, unescape},
    part,
};

/// The format of a body that a field makes.
pub(super) fn format(field: &Value) -> &str {
    match form(field) {
        form @ ("html" | "markdown") => form,
        _ => "text",
    }
}

/// The conversion that a field names.
fn form(field: &Value) -> &str {
    field.get("as").and_then(Value::as_text).unwrap_or_default()
}

/// A field's value as it is wanted; null, where there is none.
pub(super) fn turned(field: &Value, value: Option<&Value>, shape: Shape) -> Value {
    let map = members(field.get("map"));
    let value = if map.is_empty() {
        value
    } else {
        // What is put for a value, by its text; "null" for none, "*" for any other.
        match value {
            None => named(map, "null"),
            Some(value) => scalar(value).and_then(|key| named(map, key)).or_else(|| named(map, "*")),
        }
    };
    let Some(value) = value else { return Value::Null };
    let form = form(field);
    // The field has the last word: a backend's numbers are ids as well.
    if form == "bool" || shape == Shape::Flag {
        return native(&Value::Bool(is_true(value)), shape);
    }
    if form == "int" || shape == Shape::Count {
        return native(&counted(value), shape);
    }
    let Some(text) = scalar(value) else { return Value::Null };
    Value::Text(match form {
        "epoch" | "epoch_ms" => match moment(value, if form == "epoch" { 1000 } else { 1 }) {
            Some(moment) => moment,
            None => return Value::Null,
        },
        "text" => Body { source: text.to_owned(), format: Format::Html }.plain_text().into_owned(),
        "unescape" => unescape(text),
        _ if shape == Shape::Time => moment_of(text.trim_ascii()),
        _ => text.to_owned(),
    })
}

/// A value that a dialect gives itself, as the target wants it.
pub(super) fn native(value: &Value, shape: Shape) -> Value {
    match (shape, value) {
        (Shape::Flag, value) => Value::Bool(is_true(value)),
        (Shape::Count, value) => counted(value),
        (Shape::Texts | Shape::Replies, value @ Value::List(_)) => value.clone(),
        (Shape::Texts, value) => Value::List(vec![native(value, Shape::Text)]),
        (_, value) => text(value).unwrap_or_default(),
    }
}

/// A moment that is a number, as RFC 3339 writes it; what stands behind its point does not count.
fn moment(value: &Value, factor: i64) -> Option<String> {
    let text = scalar(value)?.trim_ascii();
    let number = match value {
        Value::Number(number) => number.to_i64(),
        _ => None,
    };
    let number = number.or_else(|| {
        let whole = cut(text, b'.').map_or(text, |(whole, _)| whole);
        let digits = whole.strip_prefix("-").unwrap_or(whole);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { Number::new(whole).to_i64() } else { None }
    });
    // Nobody wrote anything in 1970: a 0 is how some backends say that there is none.
    let number = number.filter(|number| *number != 0)?;
    Some(Timestamp::from_millis(number.saturating_mul(factor)).rfc3339())
}

/// A date-time as RFC 3339 writes it, of one that differs in small ways: `/` for `-`, a space before the offset, an offset without its colon
/// or its minutes, UTC by name, none at all, which is taken for UTC.
fn moment_of(text: &str) -> String {
    let (date, rest) = (part::until(text, 10), part::from(text, 10));
    if date.is_empty() || !text.is_ascii() {
        return text.to_owned();
    }
    let mut moment = String::with_capacity(25);
    for byte in date.bytes() {
        moment.push(if byte == b'/' { '-' } else { char::from(byte) });
    }
    let is_time = |byte: u8| matches!(byte, b'0'..=b'9' | b':' | b'.');
    let end = rest.bytes().skip(1).position(|byte| !is_time(byte)).map_or(rest.len(), |end| end + 1);
    moment.push_str(part::until(rest, end));
    let offset = part::from(rest, end).trim_ascii();
    let (hours, minutes) = match offset.as_bytes() {
        [] | b"UTC" | b"GMT" => ("Z", ""),
        [b'+' | b'-', _, b'0'..=b'9'] => (offset, ":00"),
        [b'+' | b'-', _, _, b'0'..=b'9', _] => (part::until(offset, 3), part::from(offset, 3)),
        _ => (offset, ""),
    };
    // A day alone stays one.
    if end > 0 {
        moment.push_str(hours);
    }
    if minutes.len() == 2 {
        moment.push(':');
    }
    moment.push_str(minutes);
    moment
}

/// A number, one in a text, or how many elements a list has.
fn counted(value: &Value) -> Value {
    let number = match value {
        Value::Number(number) => return Value::Number(number.clone()),
        Value::Text(text) => whole(text),
        Value::List(list) => Some(crate::names::count(list.len())),
        Value::Bool(yes) => Some(u32::from(*yes)),
        _ => None,
    };
    number.map_or(Value::Null, |number| Value::Number(Number::whole(number.into())))
}
