//! One run over all operations of a dialect, in the order in which a visitor comes by them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;

use goodword_core::dialect::{Call, Dialect, Operation, Place, Read};
use goodword_core::mapping::{self, Taken, first_word, in_order, shows_more, table, taken};
use goodword_core::model::{Timestamp, Topic};

use super::answers::{Answers, Given, Missing};
use super::report::{self, Outcome};
use super::{CheckArgs, CheckError};

/// A run, and what it learns on the way.
pub(super) struct Session<'a> {
    dialect: &'a Dialect,
    answers: Answers<'a>,
    query: Option<String>,
    now: String,
    /// The first topic that was read.
    topic: Option<Topic>,
    outcomes: HashMap<String, Outcome>,
    told: String,
}

impl<'a> Session<'a> {
    pub(super) fn new(dialect: &'a Dialect, arguments: &'a CheckArgs, now: Timestamp) -> Self {
        Self {
            dialect,
            answers: Answers::new(dialect, arguments),
            query: arguments.query.clone(),
            now: now.rfc3339(),
            topic: None,
            outcomes: HashMap::new(),
            told: String::new(),
        }
    }

    /// Runs all operations and tells what came of them.
    pub(super) fn run(mut self, name: &str, out: &mut dyn io::Write) -> Result<(), CheckError> {
        let names = in_order(self.dialect);
        let _ = writeln!(self.told, "{name} is sound: {}", names.join(", "));
        for name in &names {
            let Some(operation) = self.dialect.operation(name) else { continue };
            let _ = writeln!(self.told, "\n{name}");
            let outcome = self.operation(name, operation);
            match &outcome {
                Outcome::NotRun(why) => drop(writeln!(self.told, "  not run: {why}")),
                Outcome::Failed(why) => drop(writeln!(self.told, "  failed: {why}")),
                Outcome::Ran => {}
            }
            self.outcomes.insert((*name).to_owned(), outcome);
        }
        report::capabilities(self.dialect, &self.outcomes, &mut self.told);
        out.write_all(self.told.as_bytes())?;
        let failed: Vec<String> =
            names.iter().filter(|name| self.outcomes[**name].is_failure()).map(ToString::to_string).collect();
        let run = self.outcomes.values().filter(|outcome| !matches!(outcome, Outcome::NotRun(_))).count();
        if failed.is_empty() { Ok(()) } else { Err(CheckError::Failed { failed, run }) }
    }

    fn operation(&mut self, name: &str, operation: Operation<'_>) -> Outcome {
        if self.answers.are_asked_for() && self.topic.is_none() && matches!(name, "topic" | "replies") {
            return Outcome::NotRun("no topic is known to ask for".to_owned());
        }
        if self.query.is_none() {
            self.query = self.topic.as_ref().and_then(|topic| first_word(&topic.title));
        }
        let call = self.call(operation, &Place::default());
        match operation.from() {
            Some(from) => drop(writeln!(self.told, "  reads the answer of {from}")),
            None => call.iter().for_each(|call| report::request(call, &self.answers, &mut self.told)),
        }
        match self.answers.of(name, call.as_ref()) {
            Ok(given) => self.read(operation, &given).map_or_else(Outcome::Failed, |()| Outcome::Ran),
            Err(Missing::NotRun(why)) => Outcome::NotRun(why),
            Err(Missing::Failed(why)) => Outcome::Failed(why),
        }
    }

    /// The request of an operation, with what is known by now.
    fn call(&self, operation: Operation<'_>, place: &Place) -> Option<Call> {
        let query = self.query.as_deref().unwrap_or("word");
        let values = mapping::values(self.topic_id(), query, &self.now, operation.writes());
        self.dialect.call(operation, &values, place)
    }

    /// The id of the topic that is known by now.
    fn topic_id(&self) -> &str {
        self.topic.as_ref().map_or("1", |topic| &topic.id)
    }

    /// Reads an answer and tells what came out, or says why nothing did.
    fn read(&mut self, operation: Operation<'_>, given: &Given) -> Result<(), String> {
        let asked = RefCell::new(Vec::new());
        let header = |name: &str| {
            asked.borrow_mut().push(name.to_owned());
            given.headers.as_ref()?.get(name)?.to_str().ok().map(str::to_owned)
        };
        let read = self.dialect.read(operation, &given.value, &Place::default(), &header);
        let read = read.map_err(|error| error.to_string())?;
        if let Some(status) = given.status {
            return Err(format!("status {status}"));
        }
        let (kind, fields) = self.dialect.gives(operation);
        let lines = table(kind, &fields, &read.answer());
        let Taken { rows, usable, skipped, topic } = taken(kind, read.answer(), self.topic_id().into());
        if let Some(topic) = topic.filter(|topic| shows_more(self.topic.as_ref(), topic)) {
            self.topic = Some(topic);
        }
        let _ =
            writeln!(self.told, "  of {}: {} usable of {rows}", given.from, super::counted(usable, "row"));
        report::lines(&lines, &skipped, &mut self.told);
        report::headers(&read, given, &asked.borrow(), &mut self.told);
        self.next(operation, &read, given);
        if let Some((by, most)) = operation.fanout() {
            let _ = writeln!(self.told, "  then each row in full by {by}, up to {most}");
        }
        let is_done = operation.writes() && rows == 0;
        if usable > 0 || is_done { Ok(()) } else { Err("no row that can be used".to_owned()) }
    }

    /// Tells how the next page is asked for.
    fn next(&mut self, operation: Operation<'_>, read: &Read, given: &Given) {
        let Some(place) = &read.next else { return };
        let Some(call) = self.call(operation, place) else { return };
        let Some((next, of)) = place.url().zip(given.url.as_ref()) else {
            self.told.push_str("  next:");
            return report::request(&call, &self.answers, &mut self.told);
        };
        // What an answer says is relative to it, and stays at home.
        let _ = match of.join(next) {
            Ok(next) if next.origin() == of.origin() => writeln!(self.told, "  next: GET {next}"),
            Ok(next) => writeln!(self.told, "  no next page: {next} is of another origin"),
            Err(error) => writeln!(self.told, "  no next page: {next} is no address: {error}"),
        };
    }
}
