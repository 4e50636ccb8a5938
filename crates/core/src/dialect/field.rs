//! What one field of a row is made of.

use super::{
    Map,
    page::{is_true, whole},
    path::{Path, is_nothing, scalar},
    read::Rows,
    scope::Scope,
    target::Shape,
};
use crate::{
    json::{Number, Value},
    model::{Body, Format, Timestamp, unescape},
    part,
};
use std::borrow::Cow;

/// A field that was read.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) source: Source,
    /// What is put for a value, by its text; "null" for none, "*" for any other.
    pub(super) map: Vec<(String, Value)>,
    pub(super) form: Form,
    pub(super) default: Option<Value>,
    pub(super) eq: Option<Other>,
    /// What is taken off a count: some backends count the question among its replies.
    pub(super) less: u32,
}

/// Where its value comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// The first of them that finds something.
    First(Vec<Path>),
    /// Whatever they find, one after the other.
    All(Vec<Path>),
    Template(Vec<Piece>),
    Const(Value),
}

#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    Path(Path),
}

/// What a value is compared with.
#[derive(Clone, Debug)]
pub(super) enum Other {
    Text(String),
    Path(Path),
}

/// What a value is turned into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    AsIs,
    Str,
    Int,
    Bool,
    Epoch,
    EpochMs,
    Text,
    Unescape,
    Html,
    Markdown,
    /// Rows by the map of this number.
    Rows(usize),
}

impl Form {
    /// The conversion of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "str" => Self::Str,
            "int" => Self::Int,
            "bool" => Self::Bool,
            "epoch" => Self::Epoch,
            "epoch_ms" => Self::EpochMs,
            "text" => Self::Text,
            "unescape" => Self::Unescape,
            "html" => Self::Html,
            "markdown" => Self::Markdown,
            _ => return None,
        })
    }

    /// The format of a body that it makes.
    pub(super) fn format(&self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            _ => "text",
        }
    }
}

impl Field {
    /// All paths that it looks along.
    pub(super) fn paths(&self) -> Vec<&Path> {
        let mut paths: Vec<&Path> = match &self.source {
            Source::First(paths) | Source::All(paths) => paths.iter().collect(),
            Source::Template(pieces) => pieces
                .iter()
                .filter_map(|piece| if let Piece::Path(path) = piece { Some(path) } else { None })
                .collect(),
            Source::Const(_) => Vec::new(),
        };
        paths.extend(
            self.eq.iter().filter_map(|other| if let Other::Path(path) = other { Some(path) } else { None }),
        );
        paths
    }

    /// The native protocol's value; null, where there is none.
    pub(super) fn value(
        &self,
        shape: Shape,
        scope: &Scope<'_, '_>,
        maps: &[(String, Map)],
        rows: &mut Rows,
    ) -> Value {
        let value = match shape {
            Shape::Texts if matches!(self.source, Source::Template(_)) => {
                let text = self.turned(self.one(scope).as_deref(), Shape::Text);
                Value::List(Some(text).filter(|text| !is_nothing(text)).into_iter().collect())
            }
            Shape::Texts => {
                let texts =
                    self.elements(scope).into_iter().map(|value| self.turned(Some(value), Shape::Text));
                Value::List(texts.filter(|value| !is_nothing(value)).collect())
            }
            Shape::Replies => {
                let Form::Rows(map) = self.form else { return Value::Null };
                let Some((_, map)) = maps.get(map) else { return Value::Null };
                let elements = self.elements(scope).into_iter().take_while(|_| !scope.answer.is_spent());
                let replies = elements.map(|item| {
                    rows.row(map, &Scope { answer: scope.answer, parent: Some(scope.item), item }, maps)
                });
                Value::List(replies.collect())
            }
            _ => match &self.eq {
                Some(other) => self.turned(Some(&Value::Bool(self.equals(other, scope))), shape),
                None => self.turned(self.one(scope).as_deref(), shape),
            },
        };
        match value {
            value if is_nothing(&value) => {
                self.default.as_ref().map_or(Value::Null, |value| native(value, shape))
            }
            Value::Number(number) if self.less > 0 => {
                let rest = number.to_u32_saturating().saturating_sub(self.less);
                Value::Number(Number::new(&rest.to_string()))
            }
            value => value,
        }
    }

    fn equals(&self, other: &Other, scope: &Scope<'_, '_>) -> bool {
        let Some(value) = self.one(scope) else { return false };
        let wanted = match other {
            Other::Text(text) => Some(Cow::from(text)),
            Other::Path(path) => path.first(scope).and_then(scalar),
        };
        wanted.is_some() && scalar(&value) == wanted
    }

    /// The one value.
    fn one<'a>(&'a self, scope: &Scope<'_, 'a>) -> Option<Cow<'a, Value>> {
        Some(match &self.source {
            Source::First(paths) => Cow::Borrowed(paths.iter().find_map(|path| path.first(scope))?),
            Source::Const(value) => Cow::Borrowed(value),
            Source::All(_) => {
                let mut whole = String::new();
                for text in self.elements(scope).into_iter().filter_map(scalar) {
                    whole.push_str(if whole.is_empty() { "" } else { "\n\n" });
                    whole.push_str(&text);
                }
                if whole.is_empty() {
                    return None;
                }
                Cow::Owned(Value::Text(whole))
            }
            Source::Template(pieces) => {
                // What names nothing of the row is always there.
                let is_of_row = |piece: &Piece| matches!(piece, Piece::Path(path) if !path.is_variable());
                let (mut whole, mut found_any) = (String::new(), !pieces.iter().any(is_of_row));
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => whole.push_str(text),
                        Piece::Path(path) => {
                            let found = path.first(scope).and_then(scalar);
                            // A variable is always there; of what the row says, something must be.
                            found_any |= found.is_some() && !path.is_variable();
                            whole.push_str(&found.unwrap_or_default());
                        }
                    }
                }
                if !found_any {
                    return None;
                }
                Cow::Owned(Value::Text(whole))
            }
        })
    }

    /// All values, those of lists one by one.
    fn elements<'a>(&'a self, scope: &Scope<'_, 'a>) -> Vec<&'a Value> {
        let mut found: Vec<&Value> = Vec::new();
        match &self.source {
            Source::First(paths) => {
                for path in paths {
                    found = path.find(scope);
                    found.retain(|value| !is_nothing(value));
                    if !found.is_empty() {
                        break;
                    }
                }
            }
            Source::All(paths) => paths.iter().for_each(|path| found.extend(path.find(scope))),
            Source::Const(value) => found.push(value),
            Source::Template(_) => {}
        }
        let mut elements: Vec<&Value> = Vec::with_capacity(found.len());
        for value in found {
            match value {
                Value::List(list) => elements.extend(list),
                other => elements.push(other),
            }
        }
        elements.retain(|value| !is_nothing(value));
        scope.answer.spend(elements.len());
        elements
    }

    /// A value as the target wants it.
    fn turned(&self, value: Option<&Value>, shape: Shape) -> Value {
        let text = value.and_then(scalar);
        let value = if self.map.is_empty() {
            value
        } else {
            let key = text.as_deref().unwrap_or(if value.is_some() { "*" } else { "null" });
            let of = |wanted: &str| self.map.iter().find(|(of, _)| of == wanted).map(|(_, value)| value);
            of(key).or_else(|| if key == "null" { None } else { of("*") })
        };
        let Some(value) = value else { return Value::Null };
        let text = scalar(value);
        let moment = |factor: i64| {
            // Nobody wrote anything in 1970: a 0 is how some backends say that there is none.
            let number = text.as_deref().and_then(whole_part).filter(|number| *number != 0)?;
            Some(Timestamp::from_millis(number.saturating_mul(factor)).rfc3339())
        };
        let text = match (&self.form, shape) {
            // The field has the last word: a backend's numbers are ids as well.
            (Form::Bool, _) | (_, Shape::Flag) => return native(&Value::Bool(is_true(value)), shape),
            (Form::Int, _) | (_, Shape::Count) => return native(&counted(value), shape),
            (Form::Epoch, _) => moment(1000),
            (Form::EpochMs, _) => moment(1),
            (Form::Text, _) => text.map(|text| {
                Body { source: text.into_owned(), format: Format::Html }.plain_text().into_owned()
            }),
            (Form::Unescape, _) => text.map(|text| unescape(&text)),
            (_, Shape::Time) => text.map(|text| moment_of(text.trim())),
            _ => text.map(Cow::into_owned),
        };
        text.map_or(Value::Null, Value::Text)
    }
}

/// A value that a dialect gives itself, as the target wants it.
fn native(value: &Value, shape: Shape) -> Value {
    match (shape, value) {
        (Shape::Flag, value) => Value::Bool(is_true(value)),
        (Shape::Count, value) => counted(value),
        (Shape::Texts | Shape::Replies, value @ Value::List(_)) => value.clone(),
        (Shape::Texts, value) => Value::List(vec![native(value, Shape::Text)]),
        (_, value) => scalar(value).map_or(Value::Null, |text| Value::Text(text.into_owned())),
    }
}

/// What stands before a number's point.
fn whole_part(text: &str) -> Option<i64> {
    let whole = text.trim().split('.').next().unwrap_or_default();
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Number::new(whole).to_i64() } else { None }
}

/// A date-time as RFC 3339 writes it, of one that differs in small ways: `/` for `-`, a space before the offset, an offset without its colon
/// or its minutes, UTC by name, none at all, which is taken for UTC.
fn moment_of(text: &str) -> String {
    let (date, rest) = text.split_at_checked(10).unwrap_or((text, ""));
    let mut moment: String = date.chars().map(|letter| if letter == '/' { '-' } else { letter }).collect();
    let time = part::until(
        rest,
        1 + part::from(rest, 1).bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b':' | b'.')).count(),
    );
    moment.push_str(time);
    let offset = part::from(rest, time.len()).trim();
    match offset.as_bytes() {
        [] if !time.is_empty() => moment.push('Z'),
        b"UTC" | b"GMT" => moment.push('Z'),
        [b'+' | b'-', _, b'0'..=b'9'] => {
            moment.push_str(offset);
            moment.push_str(":00");
        }
        [b'+' | b'-', _, _, b'0'..=b'9', _] => {
            moment.push_str(part::until(offset, 3));
            moment.push(':');
            moment.push_str(part::from(offset, 3));
        }
        _ => moment.push_str(offset),
    }
    moment
}

/// A number, one in a text, or how many elements a list has.
fn counted(value: &Value) -> Value {
    let number = match value {
        Value::Number(number) => return Value::Number(number.clone()),
        Value::Text(text) => whole(text),
        Value::List(list) => Some(crate::names::count(list.len())),
        Value::Bool(yes) => Some(u32::from(*yes)),
        _ => None,
    };
    number.map_or(Value::Null, |number| Value::Number(Number::new(&number.to_string())))
}
