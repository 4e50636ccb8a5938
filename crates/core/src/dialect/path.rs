//! Where something stands in an answer: `a.b`, `[0]`, `[-1]`, `[1:]`, `[*]`, `[?k=v]`, `[?k!=v]`; after `$.` from the root, after `^.` from what the row
//! stands in; `@name` for a variable, `.` for the row itself; `a->table.b` for a row that another points at.
//!
//! A path finds any number of values. What is not there finds none, and nothing is an error.

use super::{
    mistakes::shown,
    scope::{Scope, weight},
};
use crate::{json::Value, part::find};

/// A path that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) origin: Origin,
    pub(super) steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Item,
    Root,
    Parent,
    Var(String),
}

/// From some values to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Member(String),
    /// One element, from the end where it is below 0. What is no list is a list of one, here and for the next.
    At(i32),
    /// All elements from this one on; the last ones, where it is below 0.
    Behind(i32),
    /// All elements of a list, all values of an object.
    All,
    /// The elements whose member, by names, reads so, or does not.
    Where(Vec<String>, String, bool),
    /// The row of this table that has the value as its key.
    Join(String),
}

impl Path {
    /// Reads a path, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (origin, mut rest) = match text.as_bytes().first() {
            None => return Err("it is empty; \".\" is the row itself".to_owned()),
            Some(b'@') => return Ok(Self { origin: Origin::Var(text[1..].to_owned()), steps: Vec::new() }),
            Some(b'$') => (Origin::Root, &text[1..]),
            Some(b'^') => (Origin::Parent, &text[1..]),
            Some(b'.') => (Origin::Item, if text.len() == 1 { "" } else { text }),
            Some(_) => (Origin::Item, text),
        };
        let mut steps = Vec::new();
        // The first member of a row stands there without a dot.
        let mut is_first = origin == Origin::Item;
        while !rest.is_empty() {
            let (step, after) = step(rest, is_first).ok_or_else(|| {
                let mut reason = shown(text);
                reason.push_str(" is no path from ");
                reason.push_str(&shown(rest));
                reason.push_str(" on");
                reason
            })?;
            steps.push(step);
            rest = after;
            is_first = false;
        }
        Ok(Self { origin, steps })
    }

    pub(super) fn is_variable(&self) -> bool {
        matches!(self.origin, Origin::Var(_))
    }

    /// The tables that it looks into.
    pub(super) fn tables(&self) -> impl Iterator<Item = &str> {
        self.steps
            .iter()
            .filter_map(|step| if let Step::Join(table) = step { Some(table.as_str()) } else { None })
    }

    /// All values that stand there.
    pub(super) fn find<'a>(&self, scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
        let mut found: Vec<&'a Value> = match &self.origin {
            Origin::Item => vec![scope.item],
            Origin::Root => vec![scope.answer.root],
            Origin::Parent => scope.parent.into_iter().collect(),
            Origin::Var(name) => scope.answer.var(name).into_iter().collect(),
        };
        // The beginning counts as well, so that nothing is found any more when nothing is left.
        if !scope.answer.spend(found.iter().map(|value| weight(value)).sum()) {
            return Vec::new();
        }
        for step in &self.steps {
            found = step.take(&found, scope);
        }
        found
    }

    /// The first value that is something.
    pub(super) fn first<'a>(&self, scope: &Scope<'_, 'a>) -> Option<&'a Value> {
        self.find(scope).into_iter().find(|value| !is_nothing(value))
    }
}

/// Whether a value says no more than that there is none.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(list) => list.is_empty(),
        _ => false,
    }
}

impl Step {
    fn take<'a>(&self, from: &[&'a Value], scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
        let mut found = Vec::new();
        for &value in from {
            let before = found.len();
            let elements: &'a [Value] = match value {
                Value::List(list) => list,
                Value::Null => &[],
                other => std::slice::from_ref(other),
            };
            match self {
                Self::Member(name) => found.extend(scope.answer.member(value, name)),
                Self::At(at) => found.extend(elements.get(place(*at, elements.len()))),
                Self::Behind(at) => {
                    let from = if *at < 0 {
                        elements.len().saturating_sub(at.unsigned_abs() as usize)
                    } else {
                        place(*at, elements.len())
                    };
                    found.extend(elements.get(from..).unwrap_or_default());
                }
                Self::All => match value {
                    Value::Object(members) => found.extend(members.iter().map(|(_, value)| value)),
                    _ => found.extend(elements),
                },
                Self::Where(names, wanted, reads) => {
                    found.extend(elements.iter().filter(|element| {
                        let member =
                            names.iter().try_fold(*element, |at, name| scope.answer.member(at, name));
                        scope.answer.spend(1)
                            && (member.and_then(scalar).as_deref() == Some(wanted)) == *reads
                    }));
                }
                Self::Join(table) => found.extend(scope.answer.joined(table, value)),
            }
            let new = found.iter().skip(before);
            if !scope.answer.spend(1 + new.map(|value| weight(value)).sum::<usize>()) {
                return Vec::new();
            }
        }
        found
    }
}

fn place(at: i32, length: usize) -> usize {
    let from_end = length.saturating_sub(at.unsigned_abs() as usize);
    usize::try_from(at).unwrap_or(if at.unsigned_abs() as usize > length { length } else { from_end })
}

/// A text, number or truth as text.
pub(super) fn scalar(value: &Value) -> Option<std::borrow::Cow<'_, str>> {
    Some(match value {
        Value::Text(text) => text.as_str().into(),
        Value::Number(number) => match number.to_i64() {
            Some(whole) => whole.to_string().into(),
            None => number.as_str().into(),
        },
        Value::Bool(yes) => if *yes { "true" } else { "false" }.into(),
        _ => return None,
    })
}

/// The next step and what follows it.
fn step(text: &str, is_first: bool) -> Option<(Step, &str)> {
    if let Some(rest) = text.strip_prefix("->") {
        let (table, rest) = name(rest)?;
        return Some((Step::Join(table), rest));
    }
    if let Some(rest) = text.strip_prefix('[') {
        let (inner, rest) = rest.split_once(']')?;
        return Some((bracket(inner)?, rest));
    }
    let rest = match text.strip_prefix('.') {
        Some(rest) => rest,
        None if is_first => text,
        None => return None,
    };
    let (member, rest) = name(rest)?;
    Some((Step::Member(member), rest))
}

/// What stands before the next step; something does.
fn name(text: &str) -> Option<(String, &str)> {
    let end = text.bytes().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(text.len());
    let end = find(&text[..end], "->").unwrap_or(end);
    (end > 0).then(|| (text[..end].to_owned(), &text[end..]))
}

fn bracket(inner: &str) -> Option<Step> {
    if inner == "*" {
        return Some(Step::All);
    }
    if let Some(filter) = inner.strip_prefix('?') {
        let (member, wanted) = filter.split_once('=')?;
        let (member, reads) = member.strip_suffix('!').map_or((member, true), |member| (member, false));
        let names: Vec<String> = member.split('.').map(str::to_owned).collect();
        // Other languages have more comparisons, and quotes; here they would be part of a name, and never be found.
        let is_foreign = member.ends_with(['<', '>', '=', '!', '~']) || wanted.starts_with(['=', '\'', '"']);
        return (!is_foreign && names.iter().all(|name| !name.is_empty()))
            .then(|| Step::Where(names, wanted.to_owned(), reads));
    }
    Some(match inner.strip_suffix(':') {
        Some(from) => Step::Behind(number(from)?),
        None => Step::At(number(inner)?),
    })
}

/// A small whole number.
fn number(text: &str) -> Option<i32> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let is_number = matches!(digits.len(), 1..=6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| sign * digits.bytes().fold(0, |number, digit| number * 10 + i32::from(digit - b'0')))
}
