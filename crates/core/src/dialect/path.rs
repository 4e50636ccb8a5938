//! Where something stands in an answer: `a.b`, `[0]`, `[-1]`, `[1:]`, `[*]`, `[?k=v]`, `[?k!=v]`; after `$.` from the root, after `^.` from what the row
//! stands in; `@name` for a variable, `.` for the row itself; `a->table.b` for a row that another points at.
//!
//! A path is followed as it is written, step by step. It finds any number of values. What is not there finds none, and nothing is an error.

use super::{
    scope::{Scope, weight},
    tree::{cut, elements, is_nothing, members, scalar},
};
use crate::{
    json::Value,
    part::{find as place_of, from, until},
};

/// From some values to others.
enum Step<'p> {
    Member(&'p str),
    /// One element, from the end where it is below 0. What is no list is a list of one, here and for the next.
    At(i32),
    /// All elements from this one on; the last ones, where it is below 0.
    Behind(i32),
    /// All elements of a list, all values of an object.
    All,
    /// The elements whose member, by names with dots between, reads so, or does not.
    Where(&'p str, &'p str, bool),
    /// The row of this table that has the value as its key.
    Join(&'p str),
}

/// What is left of a path.
struct Rest<'p> {
    text: &'p str,
    /// The first member of a row stands there without a dot.
    is_first: bool,
}

impl<'p> Rest<'p> {
    /// The steps of a path, behind the sign that says where it begins.
    fn of(path: &'p str) -> Self {
        match path.as_bytes().first() {
            Some(b'$' | b'^') => Self { text: from(path, 1), is_first: false },
            // All of a variable's path is its name.
            Some(b'@') => Self { text: "", is_first: false },
            _ => Self { text: if path == "." { "" } else { path }, is_first: true },
        }
    }

    /// The next step; `None` at the end, and where there is none: then something is left.
    fn step(&mut self) -> Option<Step<'p>> {
        let text = self.text;
        let (step, after) = match text.as_bytes() {
            [b'-', b'>', ..] => {
                let (table, after) = name(from(text, 2))?;
                (Step::Join(table), after)
            }
            [b'[', ..] => {
                let (inner, after) = cut(from(text, 1), b']')?;
                (bracket(inner)?, after)
            }
            [b'.', ..] => {
                let (member, after) = name(from(text, 1))?;
                (Step::Member(member), after)
            }
            [_, ..] if self.is_first => {
                let (member, after) = name(text)?;
                (Step::Member(member), after)
            }
            _ => return None,
        };
        *self = Self { text: after, is_first: false };
        Some(step)
    }
}

/// From where on a path is none, or nothing.
pub(super) fn fault(path: &str) -> Option<&str> {
    let mut rest = Rest::of(path);
    while rest.step().is_some() {}
    (!rest.text.is_empty()).then_some(rest.text)
}

/// The first table that a path looks into and that is none of these.
pub(super) fn unknown_table<'p>(path: &'p str, tables: Option<&Value>) -> Option<&'p str> {
    let mut rest = Rest::of(path);
    while let Some(step) = rest.step() {
        if let Step::Join(table) = step
            && members(tables).iter().all(|(name, _)| name != table)
        {
            return Some(table);
        }
    }
    None
}

/// The variable that a path is.
pub(super) fn variable(path: &str) -> Option<&str> {
    path.strip_prefix("@")
}

/// All values that stand at a path.
pub(super) fn find<'a>(path: &str, scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
    let start = match path.as_bytes().first() {
        Some(b'$') => Some(scope.answer.root),
        Some(b'^') => scope.parent,
        Some(b'@') => scope.answer.var(from(path, 1)),
        _ => Some(scope.item),
    };
    let Some(start) = start else { return Vec::new() };
    let mut found = vec![start];
    // The beginning counts as well, so that nothing is found any more when nothing is left.
    if !scope.answer.spend(weight(start)) {
        found.clear();
    }
    let mut rest = Rest::of(path);
    while let Some(step) = rest.step() {
        found = step.take(&found, scope);
    }
    found
}

/// The first value at a path that is something.
pub(super) fn first<'a>(path: &str, scope: &Scope<'_, 'a>) -> Option<&'a Value> {
    find(path, scope).into_iter().find(|value| !is_nothing(value))
}

impl Step<'_> {
    fn take<'a>(&self, from: &[&'a Value], scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
        let answer = scope.answer;
        let mut found: Vec<&'a Value> = Vec::new();
        for &value in from {
            let before = found.len();
            let elements = elements(value);
            let length = elements.len();
            match self {
                Self::Member(name) => found.extend(answer.member(value, name)),
                Self::Join(table) => found.extend(answer.joined(table, value)),
                Self::At(at) => {
                    found.extend(place(*at, length).and_then(|place| elements.get(place)));
                }
                Self::Behind(at) => found.extend(&elements[place(*at, length).unwrap_or(0).min(length)..]),
                Self::All => match value {
                    Value::Object(members) => {
                        for (_, value) in members {
                            found.push(value);
                        }
                    }
                    _ => found.extend(elements),
                },
                Self::Where(names, wanted, reads) => {
                    for element in elements {
                        let (mut at, mut names) = (Some(element), *names);
                        while let (Some(value), false) = (at, names.is_empty()) {
                            let (name, after) = cut(names, b'.').unwrap_or((names, ""));
                            (at, names) = (answer.member(value, name), after);
                        }
                        let is_so = at.and_then(scalar) == Some(*wanted);
                        if answer.spend(1) && is_so == *reads {
                            found.push(element);
                        }
                    }
                }
            }
            let mut looks = 1;
            for value in &found[before..] {
                looks += weight(value);
            }
            if !answer.spend(looks) {
                return Vec::new();
            }
        }
        found
    }
}

/// Where an element stands, counted from the end where it is below 0; `None` before the beginning.
fn place(at: i32, length: usize) -> Option<usize> {
    let far = at.unsigned_abs() as usize;
    if at < 0 { length.checked_sub(far) } else { Some(far) }
}

/// What stands before the next step; something does.
fn name(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| matches!(byte, b'.' | b'[')).unwrap_or(text.len());
    let end = place_of(until(text, end), "->").unwrap_or(end);
    (end > 0).then(|| (until(text, end), from(text, end)))
}

fn bracket(inner: &str) -> Option<Step<'_>> {
    if inner == "*" {
        return Some(Step::All);
    }
    if let Some(filter) = inner.strip_prefix("?") {
        let (member, wanted) = cut(filter, b'=')?;
        let (member, reads) = member.strip_suffix("!").map_or((member, true), |member| (member, false));
        // Other languages have more comparisons, and quotes; here they would be part of a name, and never be found.
        let is_foreign =
            matches!(member.as_bytes().last(), None | Some(b'<' | b'>' | b'=' | b'!' | b'~' | b'.'))
                || matches!(wanted.as_bytes().first(), Some(b'=' | b'\'' | b'"'))
                || member.as_bytes().first() == Some(&b'.')
                || place_of(member, "..").is_some();
        return (!is_foreign).then_some(Step::Where(member, wanted, reads));
    }
    match inner.strip_suffix(":") {
        Some(from) => number(from).map(Step::Behind),
        None => number(inner).map(Step::At),
    }
}

/// A small whole number.
fn number(text: &str) -> Option<i32> {
    let (sign, digits) = text.strip_prefix("-").map_or((1, text), |digits| (-1, digits));
    let is_number = matches!(digits.len(), 1..=6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| sign * digits.bytes().fold(0, |number, digit| number * 10 + i32::from(digit - b'0')))
}
