//! From one page of an answer to the next.

use super::{
    path::{Path, is_nothing, scalar},
    scope::Scope,
};
use crate::{
    json::{Value, decimal},
    names::count,
};

/// How many ids are asked for at once, where a dialect does not say.
const IDS: u32 = 20;

/// How pages follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) style: Style,
    /// The number of the first page.
    pub(super) first: u32,
    /// Rows a page; 0 where nobody said.
    pub(super) size: u32,
    /// True where there is another page.
    pub(super) more: Option<Source>,
    /// How many pages there are, or rows.
    pub(super) end: Option<Source>,
    /// The next cursor, the next address, or all ids.
    pub(super) next: Option<Source>,
}

/// In the order of `words::PAGE_STYLES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Page,
    Offset,
    Cursor,
    Url,
    Ids,
}

/// Where a value comes from that is about an answer as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Path(Path),
    Header(String),
}

/// Where in an operation's pages one is: by default the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// How many pages were read.
    page: u32,
    /// How many rows were.
    rows: u32,
    cursor: Option<String>,
    /// The address of the page, as the answer wrote it: relative to the answer's own, and only for its origin.
    pub url: Option<String>,
    ids: Vec<String>,
    size: u32,
    /// An earlier cursor or address, the one of page 1, 2, 4, 8 and so on: a backend that goes in circles comes by it again.
    mark: Option<String>,
}

impl Place {
    /// The ids that are asked for here.
    pub(super) fn batch(&self) -> Vec<String> {
        self.ids.iter().take(self.size as usize).cloned().collect()
    }

    /// The place as pairs whose names begin with `~`, of which [`Place::of`] makes it again.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        let numbers = [("~page", self.page), ("~rows", self.rows), ("~size", self.size)];
        pairs.extend(
            numbers
                .into_iter()
                .filter(|(_, number)| *number > 0)
                .map(|(name, number)| (name, decimal(number))),
        );
        pairs.extend(self.cursor.clone().map(|cursor| ("~cursor", cursor)));
        pairs.extend(self.url.clone().map(|url| ("~url", url)));
        pairs.extend(self.mark.clone().map(|mark| ("~mark", mark)));
        pairs.extend(self.ids.iter().map(|id| ("~id", id.clone())));
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The place of its pairs; what else there is counts for nothing.
    pub(super) fn of<'a>(pairs: impl Iterator<Item = &'a (String, String)>) -> Self {
        let mut place = Self::default();
        for (name, value) in pairs {
            let number = whole(value).unwrap_or_default();
            match name.as_str() {
                "~page" => place.page = number,
                "~rows" => place.rows = number,
                "~size" => place.size = number,
                "~cursor" => place.cursor = Some(value.clone()),
                "~url" => place.url = Some(value.clone()),
                "~mark" => place.mark = Some(value.clone()),
                "~id" => place.ids.push(value.clone()),
                _ => {}
            }
        }
        place
    }

    /// Whether a cursor or an address that comes after `last` is none that was here already.
    fn is_new(&self, next: &String, last: Option<&String>) -> bool {
        last != Some(next) && self.mark.as_ref() != Some(next)
    }

    /// What is remembered at this place of the ones before. Brent, "An Improved Monte Carlo Factorization Algorithm" (1980), section 2.
    fn mark_of(&self, last: &Self, next: &str) -> Option<String> {
        if self.page.is_power_of_two() { Some(next.to_owned()) } else { last.mark.clone() }
    }

    /// Whether this is the first page.
    pub fn is_first(&self) -> bool {
        self.page == 0
    }
}

impl Page {
    /// Whether its end is told in rows.
    pub(super) fn counts_rows(&self) -> bool {
        self.style == Style::Offset
    }

    /// What stands in templates for the page at `place`.
    pub(super) fn values(&self, place: &Place) -> Vec<(&'static str, String)> {
        match self.style {
            Style::Page => vec![("page", decimal(self.first.saturating_add(place.page)))],
            Style::Offset => vec![("offset", decimal(place.rows))],
            Style::Cursor => place.cursor.iter().map(|cursor| ("cursor", cursor.clone())).collect(),
            Style::Url => Vec::new(),
            Style::Ids => vec![("ids", place.batch().join(","))],
        }
    }

    /// The page after the one at `place` that had so many rows; `None` at the end.
    pub(super) fn after(
        &self,
        place: &Place,
        rows: usize,
        scope: &Scope<'_, '_>,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Place> {
        let read = |source: &Option<Source>| source.as_ref().and_then(|source| source.text(scope, header));
        let number = |source: &Option<Source>| read(source).and_then(|text| whole(&text));
        let next = Place {
            page: place.page.saturating_add(1),
            rows: place.rows.saturating_add(count(rows)),
            ..Place::default()
        };
        let goes_on = self.more.as_ref().is_none_or(|more| more.is_true(scope, header));
        match self.style {
            _ if !goes_on => None,
            // Of the rows with the next ids all may be gone, and those after them not.
            _ if rows == 0 && self.style != Style::Ids => None,
            Style::Page | Style::Offset => {
                let so_far = if self.style == Style::Page { next.page } else { next.rows };
                let is_last = match number(&self.end) {
                    Some(end) => so_far >= end,
                    // Without a word about it, a page that is not full is the last, and so is one whose size nobody knows.
                    None => self.more.is_none() && (self.size == 0 || count(rows) < self.size),
                };
                (!is_last).then_some(next)
            }
            Style::Cursor => {
                let cursor = read(&self.next).filter(|cursor| place.is_new(cursor, place.cursor.as_ref()))?;
                Some(Place { mark: next.mark_of(place, &cursor), cursor: Some(cursor), ..next })
            }
            Style::Url => {
                let url = read(&self.next).filter(|url| place.is_new(url, place.url.as_ref()))?;
                Some(Place { mark: next.mark_of(place, &url), url: Some(url), ..next })
            }
            Style::Ids => {
                let size = if self.size == 0 { IDS } else { self.size };
                let ids: Vec<String> = if place.is_first() {
                    // All are named once, and the first of them came along.
                    let found = self.next.as_ref().map(|source| source.all(scope)).unwrap_or_default();
                    found.into_iter().skip(rows).collect()
                } else {
                    place.ids.iter().skip(place.size as usize).cloned().collect()
                };
                (!ids.is_empty()).then_some(Place { ids, size, ..next })
            }
        }
    }
}

impl Source {
    /// The text that stands there.
    pub(super) fn text(
        &self,
        scope: &Scope<'_, '_>,
        header: &dyn Fn(&str) -> Option<String>,
    ) -> Option<String> {
        match self {
            Self::Path(path) => path.first(scope).and_then(scalar).map(std::borrow::Cow::into_owned),
            Self::Header(name) => header(name)
                .and_then(
                    |value| if value.trim_start().starts_with('<') { linked(&value) } else { Some(value) },
                )
                .filter(|text| !text.trim().is_empty()),
        }
    }

    fn all(&self, scope: &Scope<'_, '_>) -> Vec<String> {
        let Self::Path(path) = self else { return Vec::new() };
        scope
            .answer
            .rows(path.find(scope))
            .into_iter()
            .filter_map(scalar)
            .map(std::borrow::Cow::into_owned)
            .collect()
    }

    fn is_true(&self, scope: &Scope<'_, '_>, header: &dyn Fn(&str) -> Option<String>) -> bool {
        match self {
            Self::Path(path) => path.first(scope).is_some_and(is_true),
            Self::Header(_) => self.text(scope, header).is_some_and(|text| is_true(&Value::Text(text))),
        }
    }

    /// The header that it reads, and a page of another origin may not see.
    pub(super) fn header(&self) -> Option<&str> {
        if let Self::Header(name) = self { Some(name) } else { None }
    }
}

/// Whether a value says yes: nothing, 0, "0", "false" and "no" say no.
pub(super) fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.to_i64() != Some(0),
        Value::Text(text) => !matches!(text.trim(), "" | "0" | "false" | "no"),
        other => !is_nothing(other),
    }
}

/// The next page's address of a Link header (RFC 8288): `<address>; rel="next"`, where `rel` may say several things at once.
fn linked(header: &str) -> Option<String> {
    header.split('<').skip(1).find_map(|link| {
        let (address, parameters) = link.split_once('>')?;
        let is_next = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            name.trim().eq_ignore_ascii_case("rel")
                && value
                    .split(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '"' | ','))
                    .any(|relation| relation.eq_ignore_ascii_case("next"))
        });
        is_next.then(|| address.to_owned())
    })
}

/// A whole number that is not negative.
pub(super) fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| {
        text.bytes()
            .fold(0_u32, |number, digit| number.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
    })
}
