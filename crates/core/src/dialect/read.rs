//! From a backend's answer to the tree that the native protocol would have answered.

use super::{
    Dialect, Operation,
    convert::format,
    field,
    page::{Place, header_of, told},
    path::first,
    scope::{Scope, Whole},
    target::{Shape, shape},
    tree::{Members, elements, is_true, members, named, put, scalar, whole},
};
use crate::{json::Value, names::Names, part};

/// How wide an avatar is asked for, in pixels, where a backend lets one choose.
const AVATAR_PIXELS: &str = "96";

/// What an answer holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// Those who came with the rows, each once.
    pub people: Vec<Value>,
    /// The rows, in the native protocol.
    pub data: Vec<Value>,
    /// The page after it.
    pub next: Option<Place>,
    /// How many rows there are in all, where the backend says.
    pub total: Option<u32>,
    /// How many seconds the backend wants to be left alone.
    pub wait_s: Option<u32>,
    /// A header that was looked for and is not there, or that the backend does not show to other origins.
    pub hidden_header: Option<String>,
}

impl Read {
    /// As the native protocol answers a list: `{"people": […], "data": […]}`.
    pub fn answer(&self) -> Value {
        let list = |name: &str, list: &[Value]| (name.to_owned(), Value::List(list.to_vec()));
        Value::Object(vec![list("people", &self.people), list("data", &self.data)])
    }
}

/// Why an answer has no rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The backend says so itself.
    #[error("the backend says that it failed: {0}")]
    Refused(String),
    /// Its paths look at the whole answer again and again.
    #[error("{TOO_COSTLY}")]
    TooCostly,
}

impl ReadError {
    /// As it is displayed.
    pub fn reason(&self) -> String {
        match self {
            Self::Refused(said) => ["the backend says that it failed: ", said].concat(),
            Self::TooCostly => TOO_COSTLY.to_owned(),
        }
    }
}

const TOO_COSTLY: &str = "the dialect looks at the answer too often; paths that begin with $ and end in [*] do, use index and -> instead";

/// Rows in the making, and the people who came with them.
#[derive(Default)]
pub(super) struct Rows {
    people: Vec<Value>,
    known: Names,
    pub(super) is_in_reply: bool,
}

impl Dialect {
    /// Reads the answer of an operation for the page at `place`; `header` gives an answer's header by name, lower case.
    ///
    /// # Errors
    /// The backend says that it failed, or reading took too long.
    pub fn read(
        &self,
        operation: Operation<'_>,
        root: &Value,
        place: &Place,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Read, ReadError> {
        let answer = &Whole::new(root, &self.document, operation.get("index"));
        let scope = &Scope { answer, parent: None, item: root };
        // Many say in every answer that nothing failed: false, or 0.
        if let Some(said) =
            operation.text("error").and_then(|path| first(path, scope)).filter(|said| is_true(said))
        {
            return Err(ReadError::Refused(scalar(said).unwrap_or_else(|| said.kind()).to_owned()));
        }
        let map = operation.text("as").map(|name| answer.map(name));
        let mut items = Vec::new();
        if let Some(paths) = operation.get("items") {
            for path in elements(paths) {
                if items.is_empty() {
                    items = answer.rows(path.as_text().unwrap_or_default(), scope);
                }
            }
        } else if map.is_some() || !operation.writes() {
            items = answer.rows(".", scope);
        } else {
            // What was written is done; nobody asked for a row.
        }
        let (mut rows, mut ids, mut data) = (Rows::default(), Names::default(), Vec::new());
        for &item in &items {
            let row = match map {
                Some(map) if !answer.is_spent() => {
                    rows.row(map, operation.kind().author(), &Scope { answer, parent: Some(root), item })
                }
                // What is native already stays as it is.
                None if answer.may_copy(item) => item.clone(),
                _ => break,
            };
            // Who finds posts finds their topic several times.
            if row.get("id").and_then(Value::as_text).is_none_or(|id| ids.add(id).1) {
                data.push(row);
            }
        }
        if map.is_none() {
            // And so are the people beside it.
            for person in root.get("people").map(elements).unwrap_or_default() {
                if answer.may_copy(person) {
                    rows.people.push(person.clone());
                }
            }
        }
        let page = operation.get("page");
        let number = |of: Option<&Value>, name: &str| whole(scalar(&told(of?, name, scope, header)?)?);
        let read = Read {
            next: page.and_then(|page| place.after(page, items.len(), scope, header)),
            total: number(page, "total"),
            wait_s: number(Some(operation.members), "backoff"),
            hidden_header: hidden(page, header),
            people: rows.people,
            data,
        };
        if answer.is_spent() { Err(ReadError::TooCostly) } else { Ok(read) }
    }
}

/// The header that a page looks for in vain.
fn hidden(page: Option<&Value>, header: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    members(page).iter().filter_map(|(_, value)| header_of(value)).find(|name| header(name).is_none())
}

impl Rows {
    /// One row by its map. `author` is what the members begin with that tell of its author.
    pub(super) fn row(&mut self, map: &Members, author: Option<&str>, scope: &Scope<'_, '_>) -> Value {
        let (mut row, mut person) = (Vec::with_capacity(map.len() + 1), Vec::new());
        let (mut excerpt, mut id) = (None, None);
        let mut may_be_name = true;
        scope.answer.spend(map.len());
        for (name, field) in map {
            let shape = shape(name);
            let mut value = field::value(field, shape, scope, self);
            let of_author = author.and_then(|author| name.strip_prefix(author)?.strip_prefix('_'));
            may_be_name &= of_author != Some("name");
            if matches!(value, Value::Null) {
                continue;
            }
            if name == "avatar" || of_author == Some("avatar") {
                value = sized(value);
            }
            if let Some(part) = of_author {
                put(&mut person, part, value);
            } else if Some(name.as_str()) == author {
                id = Some(value);
            } else if name == "excerpt" {
                excerpt = Some(value);
            } else {
                if shape == Shape::Body {
                    excerpt = None;
                    put(&mut row, "format", Value::Text(format(field).to_owned()));
                }
                put(&mut row, name, value);
            }
        }
        // Some words of it stand for a body that did not come.
        if let Some(excerpt) = excerpt.filter(|_| row.iter().all(|(name, _)| name != "body")) {
            put(&mut row, "body", excerpt);
        }
        if let (Some(author), Some(id)) = (author, self.introduce(id, person, may_be_name)) {
            put(&mut row, author, id);
        }
        Value::Object(row)
    }

    /// Takes note of a person, and gives the id. Who has only an id has it for a name, where it may be one; else the row is nobody's.
    fn introduce(
        &mut self,
        id: Option<Value>,
        mut person: Vec<(String, Value)>,
        may_be_name: bool,
    ) -> Option<Value> {
        let name = named(&person, "name").cloned();
        let id = id.or_else(|| name.clone())?;
        if name.is_none() {
            if !may_be_name {
                return Some(id);
            }
            put(&mut person, "name", id.clone());
        }
        if id.as_text().is_some_and(|id| self.known.add(id).1) {
            put(&mut person, "id", id.clone());
            self.people.push(Value::Object(person));
        }
        Some(id)
    }
}

/// An address may say where its size goes.
fn sized(address: Value) -> Value {
    match address {
        Value::Text(text) => match part::find(&text, "{size}") {
            Some(at) => Value::Text(
                [part::until(&text, at), AVATAR_PIXELS, part::from(&text, at + "{size}".len())].concat(),
            ),
            None => Value::Text(text),
        },
        other => other,
    }
}
