//! Rows as the native protocol has them, counted field by field.

use crate::{dialect::Kind, json::Value};

/// How much of a value is shown, in characters.
const SHOWN: usize = 60;
/// How many values of a field are shown.
const MOST_VALUES: usize = 3;

/// One field of all rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub field: &'static str,
    /// How many rows have it.
    pub rows: usize,
    /// The first three values there are, shortened to a line of 60 characters.
    pub values: Vec<String>,
}

/// A line for each field that the dialect fills, or, where it fills none itself, that the rows have. `answer` is as
/// [`Read::answer`](crate::dialect::Read::answer) gives it, and `filled` as [`Dialect::gives`](crate::dialect::Dialect::gives) does.
pub fn table(kind: Kind, filled: &[&'static str], answer: &Value) -> Vec<Line> {
    let list = |name: &str| match answer.get(name) {
        Some(Value::List(list)) => list.as_slice(),
        _ => &[],
    };
    let (rows, people) = (list("data"), list("people"));
    let lines = kind.fields().iter().map(|field| {
        let values: Vec<&Value> = rows.iter().filter_map(|row| value(kind, field, row, people)).collect();
        let first = values.iter().take(MOST_VALUES).copied().map(short).collect();
        Line { field, rows: values.len(), values: first }
    });
    lines
        .filter(|line| if filled.is_empty() { line.rows > 0 } else { filled.contains(&line.field) })
        .collect()
}

/// What a field came out as.
fn value<'a>(kind: Kind, field: &str, row: &'a Value, people: &'a [Value]) -> Option<&'a Value> {
    // Whoever wrote it is a row of its own.
    if let Some(author) = kind.author()
        && let Some(part) = field.strip_prefix(author).and_then(|rest| rest.strip_prefix('_'))
    {
        let id = row.get(author)?;
        return people.iter().find(|person| person.get("id") == Some(id))?.get(part);
    }
    // Some words of a body stand where a body stands.
    row.get(if field == "excerpt" { "body" } else { field })
}

/// A value on one line.
fn short(value: &Value) -> String {
    let text = match value {
        Value::Text(text) => text.clone(),
        other => other.to_json(),
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = line.chars().take(SHOWN).collect();
    if shown.len() < line.len() { shown + "…" } else { shown }
}
