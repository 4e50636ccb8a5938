//! From one page of an answer to the next.

use super::{
    path::first,
    scope::Scope,
    tree::{cut, is_nothing, is_true, named, put, scalar, text, whole},
};
use crate::{
    json::{Value, decimal},
    names::count,
};

/// How many ids are asked for at once, where a dialect does not say.
const IDS: u32 = 20;

/// Where in an operation's pages one is: by default the first. It is pairs whose names begin with `~`, as a link to the page has them: `~page` and `~rows`, how
/// many were read; `~cursor`; `~url`, the address of the page as the answer wrote it; `~id` for each of the ids that are left, `~size` of them at once;
/// `~mark`, an earlier cursor or address, the one of page 1, 2, 4, 8 and so on: a backend that goes in circles comes by it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(pub(super) Vec<(String, Value)>);

impl Place {
    fn get(&self, name: &str) -> Option<&str> {
        named(&self.0, name)?.as_text()
    }

    fn number(&self, name: &str) -> u32 {
        self.get(name).and_then(whole).unwrap_or_default()
    }

    fn put(&mut self, name: &str, value: String) {
        put(&mut self.0, name, Value::Text(value));
    }

    /// Some of the ids that are left.
    fn ids(&self, from: usize, count: usize) -> impl Iterator<Item = &str> {
        let first = self.0.iter().position(|(name, _)| name == "~id").unwrap_or(self.0.len());
        let (from, to) = (first.saturating_add(from), first.saturating_add(from).saturating_add(count));
        let ids = self.0.get(from..to.min(self.0.len())).unwrap_or_default();
        ids.iter().filter_map(|(_, id)| id.as_text())
    }

    /// The ids that are asked for here.
    pub(super) fn batch(&self) -> impl Iterator<Item = &str> {
        self.ids(0, self.number("~size") as usize)
    }

    /// Whether this is the first page.
    pub fn is_first(&self) -> bool {
        self.number("~page") == 0
    }

    /// The address of the page, as the answer wrote it: relative to the answer's own, and only for its origin.
    pub fn url(&self) -> Option<&str> {
        self.get("~url")
    }

    /// What stands in templates for the page here, and its name there.
    pub(super) fn value<'p>(&self, page: &'p Value) -> (&'p str, String) {
        let style = style(page);
        let value = match style {
            "page" => decimal(setting(page, "first").unwrap_or(1).saturating_add(self.number("~page"))),
            "offset" => decimal(self.number("~rows")),
            "cursor" => self.get("~cursor").unwrap_or_default().to_owned(),
            _ => {
                let mut ids = String::new();
                for id in self.batch() {
                    ids.push_str(if ids.is_empty() { "" } else { "," });
                    ids.push_str(id);
                }
                ids
            }
        };
        (style, value)
    }

    /// The page after this one, which had so many rows; `None` at the end.
    pub(super) fn after(
        &self,
        page: &Value,
        rows: usize,
        scope: &Scope<'_, '_>,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let told = |name: &str| told(page, name, scope, header);
        let style = style(page);
        let has_more = page.get("more").is_some();
        // Of the rows with the next ids all may be gone, and those after them not.
        if has_more && !told("more").is_some_and(|more| is_true(&more)) || rows == 0 && style != "ids" {
            return None;
        }
        let mut next = Self::default();
        let pages = self.number("~page").saturating_add(1);
        let so_far = self.number("~rows").saturating_add(count(rows));
        next.put("~page", decimal(pages));
        if so_far > 0 {
            next.put("~rows", decimal(so_far));
        }
        let size = setting(page, "size").unwrap_or_default();
        match style {
            "page" | "offset" => {
                let (member, so_far) = if style == "page" { ("pages", pages) } else { ("total", so_far) };
                let is_last = match told(member).and_then(|end| whole(scalar(&end)?)) {
                    Some(end) => so_far >= end,
                    // Without a word about it, a page that is not full is the last, and so is one whose size nobody knows.
                    None => !has_more && (size == 0 || count(rows) < size),
                };
                if is_last {
                    return None;
                }
            }
            "cursor" | "url" => {
                let (member, name) = if style == "url" { ("next", "~url") } else { ("cursor", "~cursor") };
                let found = told(member)?;
                let found = scalar(&found)?;
                // Only one that was not here already. Brent, "An Improved Monte Carlo Factorization Algorithm" (1980), section 2.
                let mark = self.get("~mark");
                if self.get(name) == Some(found) || mark == Some(found) {
                    return None;
                }
                next.put(name, found.to_owned());
                if let Some(mark) = if pages.is_power_of_two() { Some(found) } else { mark } {
                    next.put("~mark", mark.to_owned());
                }
            }
            _ => {
                next.put("~size", decimal(if size == 0 { IDS } else { size }));
                let before = next.0.len();
                if self.is_first() {
                    // All are named once, and the first of them came along.
                    let path = page.get("ids").and_then(Value::as_text).unwrap_or_default();
                    for id in scope.answer.rows(path, scope).into_iter().filter_map(scalar).skip(rows) {
                        next.put("~id", id.to_owned());
                    }
                } else {
                    for id in self.ids(self.number("~size") as usize, usize::MAX) {
                        next.put("~id", id.to_owned());
                    }
                }
                if next.0.len() == before {
                    return None;
                }
            }
        }
        Some(next)
    }
}

fn style(page: &Value) -> &str {
    page.get("style").and_then(Value::as_text).unwrap_or_default()
}

/// A number that the dialect itself says.
fn setting(page: &Value, name: &str) -> Option<u32> {
    whole(scalar(page.get(name)?)?)
}

/// The header that stands for a value, where it is no path: in lower case.
pub(super) fn header_of(source: &Value) -> Option<String> {
    source.as_text()?.strip_prefix("header:").map(|name| name.trim_ascii().to_ascii_lowercase())
}

/// What an answer says about itself, at the path or in the header that a member names.
pub(super) fn told(
    of: &Value,
    member: &str,
    scope: &Scope<'_, '_>,
    header: &dyn Fn(&str) -> Option<String>,
) -> Option<Value> {
    let source = of.get(member)?;
    let Some(name) = header_of(source) else {
        let found = first(source.as_text()?, scope)?;
        return Some(text(found).unwrap_or(Value::Bool(is_true(found))));
    };
    let value = header(&name)?;
    let value = if value.trim_ascii().as_bytes().first() == Some(&b'<') { linked(&value)? } else { &value };
    let value = Value::Text(value.to_owned());
    (!is_nothing(&value)).then_some(value)
}

/// The next page's address of a Link header (RFC 8288): `<address>; rel="next"`, where `rel` may say several things at once.
fn linked(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, link)) = cut(rest, b'<') {
        let (address, after) = cut(link, b'>')?;
        let mut parameters = cut(after, b'<').map_or(after, |(own, _)| own);
        while !parameters.is_empty() {
            let (parameter, others) = cut(parameters, b';').unwrap_or((parameters, ""));
            let (name, value) = cut(parameter, b'=').unwrap_or_default();
            let is_end = |byte: &u8| matches!(byte, b' ' | b'\t' | b'"' | b',');
            if name.trim_ascii().eq_ignore_ascii_case("rel")
                && value.as_bytes().split(is_end).any(|relation| relation.eq_ignore_ascii_case(b"next"))
            {
                return Some(address);
            }
            parameters = others;
        }
        rest = after;
    }
    None
}
