//! Where an operation's answer comes from: a sample, another operation's answer, or the backend.

use std::collections::HashMap;
use std::fs;
use std::rc::Rc;

use goodword_core::dialect::{Call, Dialect, Operation};
use goodword_core::json::{self, Value};
use ureq::http::HeaderMap;
use url::Url;

use super::CheckArgs;
use super::fetch::Client;

/// How deep an answer may be nested, as in the panel.
const MAX_DEPTH: usize = 64;
/// What an endpoint is asked for.
const ASKED: [&str; 4] = ["topics", "search", "topic", "replies"];
/// What the panel reads of the page that it stands in.
const OF_THE_PAGE: &str = "page:";

/// An answer.
pub(super) struct Given {
    /// Where it came from, for people.
    pub(super) from: String,
    pub(super) value: Value,
    /// Only of a backend.
    pub(super) headers: Option<HeaderMap>,
    pub(super) url: Option<Url>,
    /// What a backend says about how it went, where it did not go well.
    pub(super) status: Option<u16>,
}

/// Why there is no answer.
#[derive(Clone)]
pub(super) enum Missing {
    /// Nobody gave one, which is no fault.
    NotRun(String),
    /// It was asked for, or read, in vain.
    Failed(String),
}

type Answer = Result<Rc<Given>, Missing>;

/// All answers so far.
pub(super) struct Answers<'a> {
    dialect: &'a Dialect,
    arguments: &'a CheckArgs,
    client: Option<Client>,
    known: HashMap<String, Answer>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(dialect: &'a Dialect, arguments: &'a CheckArgs) -> Self {
        let endpoint = arguments.endpoint.clone();
        let client = endpoint.map(|endpoint| Client::new(endpoint, arguments.origin.clone()));
        Self { dialect, arguments, client, known: HashMap::new() }
    }

    /// Whether there is a backend to ask.
    pub(super) fn are_asked_for(&self) -> bool {
        self.client.is_some()
    }

    /// A whole address, where there is a backend; else as it was written.
    pub(super) fn address(&self, written: &str) -> String {
        let whole = self.client.as_ref().and_then(|client| client.address(written).ok());
        whole.map_or_else(|| written.to_owned(), Into::into)
    }

    /// The answer of an operation, whose request is `call`.
    pub(super) fn of(&mut self, name: &str, call: Option<&Call>) -> Answer {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let answer = self.get(name, call);
        self.known.insert(name.to_owned(), answer.clone());
        answer
    }

    fn get(&self, name: &str, call: Option<&Call>) -> Answer {
        let is_of_page = call.is_some_and(|call| call.url == OF_THE_PAGE);
        if let Some(sample) = self.arguments.samples.iter().find(|of| of.name == name) {
            return read(&sample.value, is_of_page).map(Rc::new).map_err(Missing::Failed);
        }
        let not_run = |why: String| Err(Missing::NotRun(why));
        if let Some(from) = self.dialect.operation(name).and_then(Operation::from) {
            return match self.known.get(from) {
                Some(Ok(given)) => Ok(given.clone()),
                _ => not_run(format!("there is no answer of {from}")),
            };
        }
        let sample = format!("give --sample {name}=FILE");
        match (&self.client, call) {
            _ if is_of_page => not_run(format!("it reads the page that the panel is on: {sample}")),
            (None, _) | (_, None) => not_run(sample),
            (Some(_), _) if !ASKED.contains(&name) => {
                not_run(format!("it is asked of no endpoint here: {sample}"))
            }
            (Some(client), Some(call)) => ask(client, call).map(Rc::new).map_err(Missing::Failed),
        }
    }
}

/// Reads a file. What stands in a page is a list of documents; one alone is a list too.
fn read(file: &str, is_of_page: bool) -> Result<Given, String> {
    let bytes = fs::read(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let value = json::parse(&bytes, MAX_DEPTH).map_err(|error| format!("{file} is no JSON: {error}"))?;
    let value = match value {
        one @ Value::Object(_) if is_of_page => Value::List(vec![one]),
        other => other,
    };
    Ok(Given { from: file.to_owned(), value, headers: None, url: None, status: None })
}

fn ask(client: &Client, call: &Call) -> Result<Given, String> {
    let fetched = client.ask(call).map_err(|error| error.to_string())?;
    let status = Some(fetched.status).filter(|status| !(200..300).contains(status));
    let value = json::parse(&fetched.bytes, MAX_DEPTH).map_err(|error| match status {
        Some(status) => format!("status {status}, and no JSON"),
        None => format!("the answer is no JSON: {error}"),
    })?;
    let from = format!("status {}, {} bytes", fetched.status, fetched.bytes.len());
    Ok(Given { from, value, headers: Some(fetched.headers), url: Some(fetched.url), status })
}
