//! What is wrong with a document as a whole: what stands in it twice, operations that come from themselves, joins without a table.

use super::{
    Dialect, Operation,
    field::Form,
    mistakes::{Mistakes, member},
    page::Source,
    path::Path,
};
use crate::{json::Value, names::Names};

/// An object has each of its members once; else what one reader of it checks is not what another one takes.
pub(super) fn twice(at: &str, value: &Value, mistakes: &mut Mistakes) {
    match value {
        Value::List(list) => list.iter().for_each(|value| twice(at, value, mistakes)),
        Value::Object(members) => {
            let mut known = Names::default();
            for (name, value) in members {
                let path = member(at, name);
                if !known.add(name).1 {
                    mistakes.add(&path, "it stands there twice".to_owned());
                }
                twice(&path, value, mistakes);
            }
        }
        _ => {}
    }
}

/// What an operation comes from comes from somewhere itself, and rows are not read in full by what gives them.
pub(super) fn circles(dialect: &Dialect, mistakes: &mut Mistakes) {
    for (name, operation) in &dialect.operations {
        let at = member("ops", name);
        let from = |of: &str| dialect.operation(of).and_then(Operation::from);
        let mut chain = from(name);
        for _ in &dialect.operations {
            if chain == Some(name) {
                mistakes.add(&member(&at, "from"), "it comes from itself".to_owned());
                break;
            }
            chain = chain.and_then(from);
        }
        if operation.fanout().is_some_and(|(of, _)| of == name) {
            mistakes.add(&member(&at, "fanout.op"), "it reads its own rows".to_owned());
        }
    }
}

/// Paths look only into tables that their operation has.
pub(super) fn joins(dialect: &Dialect, mistakes: &mut Mistakes) {
    for (name, operation) in &dialect.operations {
        let at = member("ops", name);
        let mut check = |path: &Path, place: &str| {
            for table in path.tables() {
                if operation.tables.iter().all(|of| of.name != table) {
                    let reason = ["it looks into ", table, ", but ops.", name, " has no index of this name"];
                    mistakes.add(place, reason.concat());
                }
            }
        };
        let page = operation.page.as_ref();
        let sources = [
            ("page.more", page.and_then(|page| page.more.as_ref())),
            ("page", page.and_then(|page| page.end.as_ref())),
            ("page", page.and_then(|page| page.next.as_ref())),
            ("backoff", operation.backoff.as_ref()),
        ];
        for (part, source) in sources {
            if let Some(Source::Path(path)) = source {
                check(path, &member(&at, part));
            }
        }
        operation.items.iter().for_each(|path| check(path, &member(&at, "items")));
        operation.error.iter().for_each(|path| check(path, &member(&at, "error")));
        let Some((map_name, map)) = operation.map.and_then(|number| dialect.maps.get(number)) else {
            continue;
        };
        for (field_name, field) in &map.fields {
            let place = member(&member("map", map_name), field_name);
            field.paths().into_iter().for_each(|path| check(path, &place));
            // Replies that come along look into the same tables.
            let Form::Rows(replies) = field.form else { continue };
            let Some((map_name, map)) = dialect.maps.get(replies) else { continue };
            for (field_name, field) in &map.fields {
                let place = member(&member("map", map_name), field_name);
                field.paths().into_iter().for_each(|path| check(path, &place));
            }
        }
    }
}
