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

impl Mistake {
    /// Both, in a line.
    pub fn line(&self) -> String {
        if self.path.is_empty() { self.reason.clone() } else { [&self.path, ": ", &self.reason].concat() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())
    }
}

/// Mistakes, a line each.
pub fn lines(mistakes: &[Mistake]) -> String {
    let mut lines = String::new();
    for mistake in mistakes {
        lines.push_str(if lines.is_empty() { "" } else { "\n" });
        lines.push_str(&mistake.line());
    }
    lines
}

/// A document that lets nothing be asked.
pub(super) const NO_OPERATIONS: &str = "a dialect needs at least one operation";

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
    pub(super) fn unknown(&mut self, path: &str, word: &str, words: &[&[&str]]) {
        self.none_of(path, word, " is none of ", words);
    }

    /// The same, in other words.
    pub(super) fn none_of(&mut self, path: &str, word: &str, says: &str, words: &[&[&str]]) {
        let mut reason = [&shown(word), says].concat();
        let mut separator = "";
        for known in words.iter().copied().flatten() {
            reason.push_str(separator);
            reason.push_str(known);
            separator = ", ";
        }
        self.add(path, reason);
    }

    /// A path that is none from a place on.
    pub(super) fn no_path(&mut self, at: &str, path: &str, rest: &str) {
        self.add(at, [&shown(path), " is no path from ", &shown(rest), " on"].concat());
    }
}

/// Foreign text within a reason: its first 40 characters.
fn shown(text: &str) -> String {
    quoted(part::beginning(text, 40))
}

/// The path of a member of what is at `path`.
pub(super) fn member(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}
