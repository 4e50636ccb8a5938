//! JSON as RFC 8259 has it, read strictly into a tree.
//!
//! An own reader because of the bytes that every visitor loads: with `serde_json` in its place they are 13 kB more under
//! brotli. It knows no types: who wants a shape takes the tree apart by hand, or writes it member by member. `serde_json` is its oracle
//! in the tests.

mod number;
mod reader;
mod text;
mod writer;

pub use number::Number;
pub use reader::parse;
pub(crate) use reader::parse_noting_halves;
pub use writer::Writer;
pub(crate) use writer::{decimal, signed};

/// Any JSON value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written.
    Number(Number),
    /// A string without its escapes.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object's members as they were written: in order, and a key given twice is there twice.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// An object's member; the last one of those that bear the key. `None` where there is none, or `self` is no object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(of, _)| of == key).map(|(_, value)| value)
    }

    /// The characters of a text.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A yes or no.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(yes) = self { Some(*yes) } else { None }
    }

    /// The number.
    pub fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// What it is, in words: "null", "true or false", "a number", "text", "a list", "an object".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// Why bytes are no JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} at byte {at}")]
pub struct JsonError {
    /// Offset in bytes of what stands there instead.
    pub at: usize,
    /// What JSON wants there.
    pub expected: &'static str,
}

impl JsonError {
    /// As it is displayed, without what formats.
    pub(crate) fn reason(&self) -> String {
        ["expected ", self.expected, " at byte ", &decimal(crate::names::count(self.at))].concat()
    }
}
