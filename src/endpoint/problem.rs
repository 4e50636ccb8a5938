//! What a service says of a request that it did not do (RFC 9457).

use goodword_core::{json::Value, proof::Work};

/// The work that it wants first.
pub(super) fn work(problem: &Value) -> Option<Work> {
    Work::new(problem.get("challenge")?.as_text()?, problem.get("bits")?.as_number()?.to_u32_saturating())
}

/// The last word of a problem's type.
pub(super) fn kind(problem: &Value) -> Option<String> {
    let kind = problem.get("type")?.as_text()?;
    let from = kind.bytes().rposition(|byte| byte == b':' || byte == b'/').map_or(0, |at| at + 1);
    kind.get(from..).map(str::to_owned)
}

/// The field that a problem is about: its `parameter`, or where the first of its `errors` points.
pub(super) fn field(problem: &Value) -> String {
    let first = if let Some(Value::List(errors)) = problem.get("errors") { errors.first() } else { None };
    let pointer = first.and_then(|error| error.get("pointer"));
    let written = problem.get("parameter").or(pointer).and_then(Value::as_text).unwrap_or_default();
    let from = written.bytes().rposition(|byte| byte == b'/').map_or(0, |at| at + 1);
    written.get(from..).unwrap_or_default().to_owned()
}
