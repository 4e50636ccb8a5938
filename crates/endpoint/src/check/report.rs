//! How what was found is told.

use std::collections::HashMap;
use std::fmt::Write as _;

use goodword_core::dialect::{Call, Dialect, OPERATIONS, Read};
use goodword_core::mapping::{Line, capability};
use goodword_core::snapshot::Skipped;
use ureq::http::{HeaderMap, header};

use super::answers::{Answers, Given};
use super::fetch::content_type;

/// How many rows that were left out are told one by one.
const MOST_SKIPPED: usize = 10;
/// Headers that every page sees: the safelist of the Fetch standard.
const SEEN: [&str; 7] = [
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
];

/// What came of an operation.
pub(super) enum Outcome {
    Ran,
    NotRun(String),
    Failed(String),
}

impl Outcome {
    pub(super) fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

/// A request as it would be sent.
pub(super) fn request(call: &Call, answers: &Answers<'_>, told: &mut String) {
    let method = if call.method.is_empty() { "GET" } else { &call.method };
    let indent = if told.ends_with(':') { " " } else { "  " };
    let _ = writeln!(told, "{indent}{method} {}", answers.address(&call.url));
    for (name, value) in &call.headers {
        let _ = writeln!(told, "    {name}: {value}");
    }
    if let Some((payload, body)) = &call.body {
        let _ = writeln!(told, "    Content-Type: {}\n    {body}", content_type(*payload));
    }
}

/// The table of fields, and what was left out.
pub(super) fn lines(lines: &[Line], skipped: &[Skipped], told: &mut String) {
    let width = lines.iter().map(|line| line.field.len()).max().unwrap_or_default();
    for Line { field, rows, values } in lines {
        let first = values.first().map_or("", String::as_str);
        let line = format!("    {field:width$}  {rows:>3}  {first}");
        let _ = writeln!(told, "{}", line.trim_end());
    }
    for Skipped { path, reason } in skipped.iter().take(MOST_SKIPPED) {
        let _ = writeln!(told, "  skipped {path}: {reason}");
    }
    if skipped.len() > MOST_SKIPPED {
        let _ = writeln!(told, "  and {} more", skipped.len() - MOST_SKIPPED);
    }
}

/// What a backend's headers keep from a page, and what it asks for itself.
pub(super) fn headers(read: &Read, given: &Given, asked: &[String], told: &mut String) {
    if let Some(name) = &read.hidden_header {
        let why = if given.headers.is_some() { "the answer has none" } else { "a sample has no headers" };
        let _ = writeln!(told, "  header {name} is looked for: {why}");
    }
    if let Some(seconds) = read.wait_s {
        let _ = writeln!(told, "  the backend wants to be left alone for {seconds} s");
    }
    if let Some(total) = read.total {
        let _ = writeln!(told, "  {total} rows in all");
    }
    let Some(headers) = &given.headers else { return };
    if !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        told.push_str(
            "  pages of other origins cannot read it: the answer has no Access-Control-Allow-Origin\n",
        );
    }
    let mut hidden: Vec<&String> = asked.iter().filter(|name| is_hidden(headers, name)).collect();
    hidden.sort();
    hidden.dedup();
    for name in hidden {
        let _ = writeln!(
            told,
            "  header {name} is hidden from pages of other origins: Access-Control-Expose-Headers does not name it"
        );
    }
}

/// Whether a header is there, but for pages of the same origin alone.
fn is_hidden(headers: &HeaderMap, name: &str) -> bool {
    let exposed = headers.get_all(header::ACCESS_CONTROL_EXPOSE_HEADERS);
    let mut exposed =
        exposed.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let is_seen = |of: &str| of.trim() == "*" || of.trim().eq_ignore_ascii_case(name);
    headers.contains_key(name) && !SEEN.contains(&name) && !exposed.any(is_seen)
}

/// What a panel will offer with this dialect.
pub(super) fn capabilities(dialect: &Dialect, outcomes: &HashMap<String, Outcome>, told: &mut String) {
    told.push_str("\nA panel can\n");
    let width = OPERATIONS.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, _) in OPERATIONS {
        let has = match outcomes.get(name) {
            Some(Outcome::Failed(_)) => "present, but it failed",
            _ => capability(dialect, name).says(),
        };
        let _ = writeln!(told, "  {name:width$}  {has}");
    }
}
