//! A row's fields, read leniently: what is absent or null gives the default, what has another type gives the default
//! and is reported.

use super::Skipped;
use crate::{
    json::{Number, Value},
    model::{Id, Timestamp},
    quote::quoted,
};

/// How many faults of one row are reported one by one; the rest is summed up, so that a row of faults cannot grow
/// into many times its own size.
const REPORTED_PER_ROW: usize = 20;

/// What was wrong within one row.
#[derive(Debug)]
pub(super) struct Report {
    /// The row's path.
    path: String,
    /// The row's list, and the element in it, that is being read.
    element: Option<(&'static str, usize)>,
    skipped: Vec<Skipped>,
    unreported: usize,
}

impl Report {
    pub(super) fn new(path: String) -> Self {
        Self { path, element: None, skipped: Vec::new(), unreported: 0 }
    }

    /// Later paths begin with this element of the row; with the row itself, where it is `None`.
    pub(super) fn enter(&mut self, element: Option<(&'static str, usize)>) {
        self.element = element;
    }

    /// Notes what was left out: `field` is what follows the row's or element's own path.
    pub(super) fn skip(&mut self, field: &str, reason: String) {
        if self.skipped.len() == REPORTED_PER_ROW {
            self.unreported += 1;
            return;
        }
        let row = &self.path;
        let path = match self.element {
            Some((list, index)) => format!("{row}.{list}[{index}]{field}"),
            None => format!("{row}{field}"),
        };
        self.skipped.push(Skipped { path, reason });
    }

    /// All that was noted, in order.
    pub(super) fn finish(mut self) -> Vec<Skipped> {
        if self.unreported > 0 {
            let reason = format!("{} more faults in this row", self.unreported);
            self.skipped.push(Skipped { path: self.path, reason });
        }
        self.skipped
    }
}

/// The fields of one object; each is taken out once.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    object: Vec<(String, Value)>,
    /// Where faults go.
    pub(super) report: &'a mut Report,
}

impl<'a> Fields<'a> {
    /// The fields of `value`, or why it has none.
    pub(super) fn of(value: Value, report: &'a mut Report) -> Result<Self, String> {
        match value {
            Value::Object(object) => Ok(Self { object, report }),
            other => Err(expected("an object", &other)),
        }
    }

    /// The field as it stands; `None` where it is absent or null.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.take_given(key).filter(|value| *value != Value::Null)
    }

    /// The field as it stands, null included.
    pub(super) fn take_given(&mut self, key: &str) -> Option<Value> {
        let given = self.object.iter_mut().rev().find(|(of, _)| of == key);
        given.map(|(_, value)| std::mem::take(value))
    }

    /// What `read` makes of the field, which reports what it gives up.
    pub(super) fn read<T>(&mut self, key: &str, read: impl FnOnce(Value) -> Result<T, String>) -> Option<T> {
        let reason = match read(self.take(key)?) {
            Ok(value) => return Some(value),
            Err(reason) => reason,
        };
        self.report.skip(&format!(".{key}"), reason);
        None
    }

    /// What `read` makes of a field without which the row is nothing.
    pub(super) fn need<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(Value) -> Result<T, String>,
    ) -> Result<T, String> {
        let value = self.take(key).ok_or_else(|| format!("{key} is missing"))?;
        read(value).map_err(|reason| format!("{key}: {reason}"))
    }

    /// Text without the white space around it; `None` where nothing is left.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.read(key, text).filter(|text| !text.is_empty())
    }

    /// An id; `None` where it is absent.
    pub(super) fn id(&mut self, key: &str) -> Option<Id> {
        self.read(key, id)
    }

    /// A date-time.
    pub(super) fn time(&mut self, key: &str) -> Option<Timestamp> {
        self.read(key, time)
    }

    /// A count; 0 where it is absent.
    pub(super) fn count(&mut self, key: &str) -> u32 {
        self.read(key, count).unwrap_or(0)
    }

    /// A yes or no; no, where it is absent.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        self.read(key, |value| value.as_bool().ok_or_else(|| expected("true or false", &value)))
            .unwrap_or(false)
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        self.read(key, |value| one_of(&value, words))
    }

    /// A list's elements.
    pub(super) fn list(&mut self, key: &str) -> Vec<Value> {
        let list = self.read(key, |value| match value {
            Value::List(list) => Ok(list),
            other => Err(expected("a list", &other)),
        });
        list.unwrap_or_default()
    }

    /// What `read` makes of each element of a list; elements that cannot be read are left out and reported.
    pub(super) fn each<T>(&mut self, key: &str, read: impl Fn(Value) -> Result<T, String>) -> Vec<T> {
        let mut found = Vec::new();
        for (index, value) in self.list(key).into_iter().enumerate() {
            match read(value) {
                Ok(value) => found.push(value),
                Err(reason) => self.report.skip(&format!(".{key}[{index}]"), reason),
            }
        }
        found
    }
}

/// Text without the white space around it.
pub(super) fn text(value: Value) -> Result<String, String> {
    match value {
        Value::Text(text) if text.trim().len() == text.len() => Ok(text),
        Value::Text(text) => Ok(text.trim().to_owned()),
        other => Err(expected("text", &other)),
    }
}

/// Text of which something is left without the white space around it.
pub(super) fn some_text(value: Value) -> Result<String, String> {
    let text = text(value)?;
    if text.is_empty() { Err("it is empty".to_owned()) } else { Ok(text) }
}

/// An id from text, as it stands, or from a number, in decimals.
pub(super) fn id(value: Value) -> Result<Id, String> {
    match value {
        Value::Text(text) if !text.trim().is_empty() => Ok(text.into()),
        Value::Text(_) => Err("it is empty".to_owned()),
        Value::Number(number) => Ok(decimal(&number).into()),
        other => Err(expected("text or a number", &other)),
    }
}

/// 7.0 and 7 are one id; what is no integer stays as it is written.
fn decimal(number: &Number) -> String {
    number.to_i64().map_or_else(|| number.as_str().to_owned(), |integer| integer.to_string())
}

fn time(value: Value) -> Result<Timestamp, String> {
    let text = text(value)?;
    Timestamp::parse(&text).ok_or_else(|| format!("expected an RFC 3339 date-time, found {}", beginning(&text)))
}

/// A count below 0 is taken as 0, a fraction as its floor and what is too large as the largest.
fn count(value: Value) -> Result<u32, String> {
    match value {
        Value::Number(number) => Ok(number.to_u32_saturating()),
        other => Err(expected("a number", &other)),
    }
}

/// One of `words`, in capitals or not.
pub(super) fn one_of<T: Copy>(value: &Value, words: &[(&str, T)]) -> Result<T, String> {
    let Value::Text(text) = value else { return Err(expected("text", value)) };
    if let Some((_, found)) = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text.trim())) {
        return Ok(*found);
    }
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    Err(format!("expected one of {}, found {}", known.join(", "), beginning(text)))
}

/// "expected …, found …".
pub(super) fn expected(what: &str, found: &Value) -> String {
    format!("expected {what}, found {}", found.kind())
}

/// Foreign text within a reason: its first 32 characters.
fn beginning(text: &str) -> String {
    quoted(&text.chars().take(32).collect::<String>())
}
