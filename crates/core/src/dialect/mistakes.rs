//! What is wrong with a document, all of it at once.

use crate::{json::Value, part, quote::quoted};
use std::fmt;

/// Something in a dialect that cannot be meant so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands, as `ops.search.page.style`; empty for the document itself.
    pub path: String,
    /// What was expected there, and what was found.
    pub reason: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            f.write_str(&self.path)?;
            f.write_str(": ")?;
        }
        f.write_str(&self.reason)
    }
}

/// Collects mistakes while a document is read.
#[derive(Debug, Default)]
pub(super) struct Mistakes(pub(super) Vec<Mistake>);

impl Mistakes {
    pub(super) fn add(&mut self, path: &str, reason: String) {
        self.0.push(Mistake { path: path.to_owned(), reason });
    }

    /// "expected …, found …".
    pub(super) fn expected(&mut self, path: &str, what: &str, found: &Value) {
        let mut reason = String::from("expected ");
        reason.push_str(what);
        reason.push_str(", found ");
        match found {
            Value::Text(text) => reason.push_str(&shown(text)),
            Value::Number(number) => reason.push_str(part::beginning(number.as_str(), 40)),
            other => reason.push_str(other.kind()),
        }
        self.add(path, reason);
    }

    /// A word that is none of those that can stand there.
    pub(super) fn unknown(&mut self, path: &str, word: &str, words: &mut dyn Iterator<Item = &str>) {
        let mut reason = shown(word);
        reason.push_str(" is none of ");
        for (n, known) in words.enumerate() {
            reason.push_str(if n > 0 { ", " } else { "" });
            reason.push_str(known);
        }
        self.add(path, reason);
    }
}

/// Foreign text within a reason: its first 40 characters.
pub(super) fn shown(text: &str) -> String {
    quoted(part::beginning(text, 40))
}

/// The path of a member of what is at `path`.
pub(super) fn member(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}
