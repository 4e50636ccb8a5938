//! A row's fields, read leniently: what is absent or null gives the default, what has another type gives the default
//! and is reported.

use super::Skipped;
use crate::{
    json::Value,
    model::{Id, Timestamp},
    part,
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
            // What stands in the document itself has no row around it.
            Some((list, index)) if row.is_empty() => format!("{list}[{index}]{field}"),
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

    /// What `read` makes of the field. Texts and ids both go through it as text, for each further type that it gave
    /// would be one more copy of it in the Wasm.
    pub(super) fn read(&mut self, key: &str, read: fn(Value) -> Result<String, String>) -> Option<String> {
        let value = self.take(key)?;
        read(value).map_err(|reason| self.give_up(key, reason)).ok()
    }

    /// What `read` makes of a field without which the row is nothing.
    pub(super) fn need(
        &mut self,
        key: &str,
        read: fn(Value) -> Result<String, String>,
    ) -> Result<String, String> {
        let value = self.take(key).ok_or_else(|| format!("{key} is missing"))?;
        read(value).map_err(|reason| format!("{key}: {reason}"))
    }

    /// Text without the white space around it; `None` where nothing is left.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.read(key, text).filter(|text| !text.is_empty())
    }

    /// An id; `None` where it is absent.
    pub(super) fn id(&mut self, key: &str) -> Option<Id> {
        self.read(key, id).map(Id::from)
    }

    /// A date-time.
    pub(super) fn time(&mut self, key: &str) -> Option<Timestamp> {
        let text = self.read(key, text)?;
        let time = Timestamp::parse(&text);
        if time.is_none() {
            self.give_up(key, format!("expected an RFC 3339 date-time, found {}", beginning(&text)));
        }
        time
    }

    /// A count; 0 where it is absent or below, a fraction's floor, the largest for what is larger.
    pub(super) fn count(&mut self, key: &str) -> u32 {
        match self.take(key) {
            Some(Value::Number(number)) => return number.to_u32_saturating(),
            other => self.expect("a number", key, other),
        }
        0
    }

    /// A yes or no; no, where it is absent.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        match self.take(key) {
            Some(Value::Bool(yes)) => return yes,
            other => self.expect("true or false", key, other),
        }
        false
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy, const N: usize>(&mut self, key: &str, words: &Words<T, N>) -> Option<T> {
        self.choice(key, &words.words).map(|place| words.meanings[place])
    }

    /// Which of `words` the field is.
    fn choice(&mut self, key: &str, words: &[&str]) -> Option<usize> {
        let given = self.take(key)?;
        place(&given, words).map_err(|reason| self.give_up(key, reason)).ok()
    }

    /// A list's elements.
    pub(super) fn list(&mut self, key: &str) -> Vec<Value> {
        match self.take(key) {
            Some(Value::List(list)) => return list,
            other => self.expect("a list", key, other),
        }
        Vec::new()
    }

    /// What `read` makes of each element of a list; elements that cannot be read are left out and reported.
    pub(super) fn each(&mut self, key: &str, read: fn(Value) -> Result<String, String>) -> Vec<String> {
        let mut found = Vec::new();
        for (index, value) in self.list(key).into_iter().enumerate() {
            match read(value) {
                Ok(text) => found.push(text),
                Err(reason) => self.report.skip(&format!(".{key}[{index}]"), reason),
            }
        }
        found
    }

    /// Reports a field of another type than expected.
    fn expect(&mut self, what: &str, key: &str, found: Option<Value>) {
        if let Some(found) = found {
            self.give_up(key, expected(what, &found));
        }
    }

    /// Reports a field that is left out.
    fn give_up(&mut self, key: &str, reason: String) {
        self.report.skip(&format!(".{key}"), reason);
    }
}

/// A few words and what each means.
pub(super) struct Words<T, const N: usize> {
    pub(super) words: [&'static str; N],
    /// In the same order.
    pub(super) meanings: [T; N],
}

impl<T: Copy, const N: usize> Words<T, N> {
    /// What `value` means, in capitals or not.
    pub(super) fn find(&self, value: &Value) -> Result<T, String> {
        place(value, &self.words).map(|place| self.meanings[place])
    }
}

/// Which of `words` `value` is.
fn place(value: &Value, words: &[&str]) -> Result<usize, String> {
    let Value::Text(text) = value else { return Err(expected("text", value)) };
    let found = words.iter().position(|word| word.eq_ignore_ascii_case(text.trim()));
    found.ok_or_else(|| {
        let mut reason = String::from("expected one of ");
        for word in words {
            reason.push_str(word);
            reason.push_str(", ");
        }
        reason + "found " + &beginning(text)
    })
}

/// Text as it stands.
pub(super) fn any_text(value: Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(text),
        other => Err(expected("text", &other)),
    }
}

/// Text without the white space around it.
pub(super) fn text(value: Value) -> Result<String, String> {
    let text = any_text(value)?;
    let trimmed = text.trim();
    Ok(if trimmed.len() == text.len() { text } else { trimmed.to_owned() })
}

/// Text of which something is left without the white space around it.
pub(super) fn some_text(value: Value) -> Result<String, String> {
    let text = text(value)?;
    if text.is_empty() { Err("it is empty".to_owned()) } else { Ok(text) }
}

/// An id from text, as it stands, or from a number: 7.0 and 7 are one, what is no integer stays as it is written.
pub(super) fn id(value: Value) -> Result<String, String> {
    match value {
        Value::Text(text) if !text.trim().is_empty() => Ok(text),
        Value::Text(_) => Err("it is empty".to_owned()),
        Value::Number(number) => Ok(match number.to_i64() {
            Some(integer) => integer.to_string(),
            None => number.as_str().to_owned(),
        }),
        other => Err(expected("text or a number", &other)),
    }
}

/// "expected …, found …".
pub(super) fn expected(what: &str, found: &Value) -> String {
    format!("expected {what}, found {}", found.kind())
}

/// Foreign text within a reason: its first 32 characters.
fn beginning(text: &str) -> String {
    quoted(part::beginning(text, 32))
}
