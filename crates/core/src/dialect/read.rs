//! From a backend's answer to the tree that the native protocol would have answered.

use super::{
    Dialect, Map, Operation,
    page::{Place, is_true, whole},
    path::scalar,
    scope::{Scope, Whole},
    target::{Kind, Shape, shape},
};
use crate::{json::Value, names::Names};

/// How wide an avatar is asked for, in pixels, where a backend lets one choose.
const AVATAR_PIXELS: &str = "96";

/// What an answer holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// As the native protocol answers a list: `{"people": […], "data": […]}`.
    pub answer: Value,
    /// The page after it.
    pub next: Option<Place>,
    /// How many rows there are in all, where the backend says.
    pub total: Option<u32>,
    /// How many seconds the backend wants to be left alone.
    pub wait_s: Option<u32>,
    /// A header that was looked for and is not there, or that the backend does not show to other origins.
    pub hidden_header: Option<String>,
}

/// Why an answer has no rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The backend says so itself.
    #[error("the backend says that it failed: {0}")]
    Refused(String),
    /// Its paths look at the whole answer again and again.
    #[error(
        "the dialect looks at the answer too often; paths that begin with $ and end in [*] do, use index and -> instead"
    )]
    TooCostly,
}

/// Rows in the making, and the people who came with them.
#[derive(Default)]
pub(super) struct Rows {
    people: Vec<Value>,
    known: Names,
}

impl Dialect {
    /// Reads the answer of an operation for the page at `place`; `header` gives an answer's header by name, lower case.
    ///
    /// # Errors
    /// The backend says that it failed, or reading took too long.
    pub fn read(
        &self,
        operation: &Operation,
        root: &Value,
        place: &Place,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Read, ReadError> {
        let mut whole_answer = Whole::new(root, &self.vars);
        for table in &operation.tables {
            let rows = table.from.find(&Scope { answer: &whole_answer, parent: None, item: root });
            whole_answer.index(table, rows);
        }
        let scope = Scope { answer: &whole_answer, parent: None, item: root };
        // Many say in every answer that nothing failed: false, or 0.
        if let Some(said) =
            operation.error.as_ref().and_then(|path| path.first(&scope)).filter(|said| is_true(said))
        {
            let said = scalar(said).map_or_else(|| said.kind().to_owned(), std::borrow::Cow::into_owned);
            return Err(ReadError::Refused(said));
        }
        let map = operation.map.and_then(|number| self.maps.get(number));
        let mut items = operation.items.iter().map(|path| whole_answer.rows(path.find(&scope)));
        let items = match operation.items.len() {
            // What was written is done; nobody asked for a row.
            0 if map.is_none() && operation.writes() => Vec::new(),
            0 => whole_answer.rows(vec![root]),
            _ => items.find(|items| !items.is_empty()).unwrap_or_default(),
        };
        let mut rows = Rows::default();
        let mut ids = Names::default();
        let data: Vec<Value> = items
            .iter()
            .take_while(
                |item| if map.is_some() { !whole_answer.is_spent() } else { whole_answer.may_copy(item) },
            )
            .map(|item| match map {
                Some((_, map)) => {
                    rows.row(map, &Scope { answer: &whole_answer, parent: Some(root), item }, &self.maps)
                }
                // What is native already stays as it is.
                None => (*item).clone(),
            })
            // Who finds posts finds their topic several times.
            .filter(|row| row.get("id").and_then(Value::as_text).is_none_or(|id| ids.add(id).1))
            .collect();
        let page = operation.page.as_ref();
        let source =
            |source: Option<&super::page::Source>| source.and_then(|source| source.text(&scope, header));
        let hidden = page.into_iter().flat_map(|page| [&page.more, &page.end, &page.next]).flatten();
        let hidden = hidden.filter_map(super::page::Source::header).find(|name| header(name).is_none());
        let total = page.filter(|page| page.counts_rows()).and_then(|page| source(page.end.as_ref()));
        let read = Read {
            next: page.and_then(|page| page.after(place, items.len(), &scope, header)),
            total: total.and_then(|total| whole(&total)),
            wait_s: source(operation.backoff.as_ref()).and_then(|seconds| whole(&seconds)),
            hidden_header: hidden.map(str::to_owned),
            answer: Value::Object(vec![
                ("people".to_owned(), Value::List(rows.people)),
                ("data".to_owned(), Value::List(data)),
            ]),
        };
        if whole_answer.is_spent() { Err(ReadError::TooCostly) } else { Ok(read) }
    }
}

impl Rows {
    /// One row by its map.
    pub(super) fn row(&mut self, map: &Map, scope: &Scope<'_, '_>, maps: &[(String, Map)]) -> Value {
        let mut members: Vec<(String, Value)> = Vec::with_capacity(map.fields.len() + 1);
        scope.answer.spend(map.fields.len());
        for (name, field) in &map.fields {
            let shape = shape(name);
            let value = field.value(shape, scope, maps, self);
            if value == Value::Null {
                continue;
            }
            if shape == Shape::Body {
                members.push(("format".to_owned(), Value::Text(field.form.format().to_owned())));
            }
            members.push(((*name).to_owned(), value));
        }
        if let Some(author) = map.kind.author() {
            let may_be_name = map.fields.iter().all(|(name, _)| *name != [author, "_name"].concat());
            self.introduce(author, may_be_name, &mut members);
        }
        if map.kind == Kind::Topic
            && let Some(excerpt) = take(&mut members, "excerpt")
            && members.iter().all(|(name, _)| name != "body")
        {
            members.push(("body".to_owned(), excerpt));
        }
        sized(&mut members, "avatar");
        Value::Object(members)
    }

    /// Makes a person of the members that begin with `author`, of which the row keeps the id. Who has only an id has it for a name, where
    /// it may be one; else the row is nobody's.
    fn introduce(&mut self, author: &str, may_be_name: bool, members: &mut Vec<(String, Value)>) {
        let mut person: Vec<(String, Value)> = Vec::new();
        for part in ["name", "avatar", "url", "role"] {
            let value = take(members, &[author, "_", part].concat());
            person.extend(value.map(|value| (part.to_owned(), value)));
        }
        let id = members.iter().find(|(name, _)| name == author).map(|(_, value)| value.clone());
        let name = person.first().filter(|(part, _)| part == "name").map(|(_, name)| name.clone());
        let Some(id) = id.clone().or_else(|| name.clone()) else { return };
        if members.iter().all(|(name, _)| name != author) {
            members.push((author.to_owned(), id.clone()));
        }
        if name.is_none() && !may_be_name {
            return;
        }
        if name.is_none() {
            person.push(("name".to_owned(), id.clone()));
        }
        sized(&mut person, "avatar");
        if id.as_text().is_some_and(|id| self.known.add(id).1) {
            person.push(("id".to_owned(), id));
            self.people.push(Value::Object(person));
        }
    }
}

fn take(members: &mut Vec<(String, Value)>, name: &str) -> Option<Value> {
    let place = members.iter().position(|(of, _)| of == name)?;
    Some(members.swap_remove(place).1)
}

/// An address may say where its size goes.
fn sized(members: &mut [(String, Value)], name: &str) {
    if let Some((_, Value::Text(address))) = members.iter_mut().find(|(of, _)| of == name)
        && let Some((before, after)) = address.split_once("{size}")
    {
        *address = [before, AVATAR_PIXELS, after].concat();
    }
}
