//! Query parameters: each is taken by name, and what cannot be used is refused by name. Parameters that nobody takes are
//! passed over, empty ones are absent.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use super::cursor;
use crate::database::{Key, PageRequest};
use crate::problem::Problem;
use crate::wire::Word;

/// How many rows a page has at most.
const MAX_LIMIT: u32 = 50;

/// How many rows a page has where nothing else is asked for.
const DEFAULT_LIMIT: u32 = 20;

/// How long a text may be, in bytes: longer than any title, shorter than a page pasted by mistake.
const MAX_TEXT_BYTES: usize = 1000;

/// The parameters of a request; the last of several with one name counts.
pub(super) struct Parameters(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|_| Problem::of_status(axum::http::StatusCode::BAD_REQUEST))?;
        Ok(Self(pairs))
    }
}

impl Parameters {
    fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().rev().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// A text of up to 1000 bytes.
    pub(super) fn text(&self, name: &'static str) -> Result<Option<String>, Problem> {
        match self.get(name) {
            Some(text) if text.len() > MAX_TEXT_BYTES || text.contains('\0') => {
                Err(Problem::parameter(name, &format!("text of at most {MAX_TEXT_BYTES} bytes")))
            }
            text => Ok(text.map(str::to_owned)),
        }
    }

    /// One of a few words.
    pub(super) fn word<T: Word + Default>(&self, name: &'static str) -> Result<T, Problem> {
        let Some(word) = self.get(name) else { return Ok(T::default()) };
        T::from_word(word).ok_or_else(|| Problem::parameter(name, &format!("one of {}", T::accepted())))
    }

    /// Any of a few words, with commas between them.
    pub(super) fn words<T: Word>(&self, name: &'static str) -> Result<Vec<T>, Problem> {
        let Some(words) = self.get(name) else { return Ok(Vec::new()) };
        let accepted = || Problem::parameter(name, &format!("any of {}, with commas between", T::accepted()));
        words.split(',').map(|word| T::from_word(word.trim()).ok_or_else(accepted)).collect()
    }

    /// How many rows, from 1 to 50; 20 where nothing is said.
    pub(super) fn limit(&self) -> Result<u32, Problem> {
        let Some(limit) = self.get("limit") else { return Ok(DEFAULT_LIMIT) };
        let limit = limit.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
        limit.ok_or_else(|| Problem::parameter("limit", &format!("a number from 1 to {MAX_LIMIT}")))
    }

    /// The page of a list; `list` names the list and its order.
    pub(super) fn page(&self, list: &str) -> Result<PageRequest, Problem> {
        let read = |text| {
            let accepted = "what `next` of a page of the same list held";
            cursor::read(list, text).ok_or_else(|| Problem::parameter("cursor", accepted))
        };
        Ok(PageRequest { after: self.get("cursor").map(read).transpose()?, limit: self.limit()? })
    }

    /// The same request for the page that begins after `key`, relative to the request's own address.
    pub(super) fn next(&self, list: &str, key: Option<Key>) -> Option<String> {
        let cursor = cursor::write(list, key?);
        let mut query = form_urlencoded::Serializer::for_suffix("?".to_owned(), 1);
        query.extend_pairs(self.0.iter().filter(|(name, _)| name != "cursor"));
        query.append_pair("cursor", &cursor);
        Some(query.finish())
    }
}
