//! One run over all operations of a dialect, in the order in which a visitor comes by them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;

use goodword_core::dialect::{Call, Dialect, Kind, OPERATIONS, Operation, Place, Read};
use goodword_core::json::Value;
use goodword_core::model::{Timestamp, Topic};
use goodword_core::snapshot::{Answer, Of, Row, Skipped};

use super::answers::{Answers, Given, Missing};
use super::report::{self, Outcome};
use super::table::table;
use super::{CheckArgs, CheckError};

/// How many rows a panel asks for.
const LIMIT: &str = "30";
/// What stands for a visitor's words in requests that are shown and not sent.
const WRITTEN: [(&str, &str); 12] = [
    ("title", "A title"),
    ("body", "Some words."),
    ("kind", "question"),
    ("name", "Maya"),
    ("email", "maya@brand.example"),
    ("reply", "1"),
    ("reason", "spam"),
    ("subject", "kettle"),
    ("verb", "loves"),
    ("text", "Some words."),
    ("audience", "public"),
    ("token", "TOKEN"),
];

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
        let mut values = vec![("limit", LIMIT), ("now", &self.now), ("lang", "en")];
        values.push(("query", self.query.as_deref().unwrap_or("word")));
        values.push(("id", self.topic.as_ref().map_or("1", |topic| &topic.id)));
        // What only reads is asked without a visitor.
        values.extend(WRITTEN.iter().filter(|(name, _)| *name != "token" || operation.writes()));
        self.dialect.call(operation, &values, place)
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
        let count = rows(&read.answer());
        let (usable, skipped) = self.taken(kind, read.answer());
        let _ =
            writeln!(self.told, "  of {}: {} usable of {count}", given.from, super::counted(usable, "row"));
        report::lines(&lines, &skipped, &mut self.told);
        report::headers(&read, given, &asked.borrow(), &mut self.told);
        self.next(operation, &read, given);
        if let Some((by, most)) = operation.fanout() {
            let _ = writeln!(self.told, "  then each row in full by {by}, up to {most}");
        }
        let is_done = operation.writes() && count == 0;
        if usable > 0 || is_done { Ok(()) } else { Err("no row that can be used".to_owned()) }
    }

    /// The rows that a panel would take, how many they are, and what it would leave out.
    fn taken(&mut self, kind: Kind, answer: Value) -> (usize, Vec<Skipped>) {
        let topic = self.topic.as_ref().map_or_else(|| "1".into(), |topic| topic.id.clone());
        let (answer, of) = match kind {
            Kind::Topic => (answer, Of::Topics),
            Kind::Reply => (answer, Of::Replies(topic)),
            Kind::Recommendation => (answer, Of::Recommendations),
            // People are rows that come along with others.
            Kind::Person => (with_people(&answer), Of::Topics),
        };
        let (mut usable, mut skipped) = (0, Vec::new());
        for row in Answer::of(answer, &of).rows {
            match row {
                Row::Topic(topic) => {
                    usable += 1;
                    // One that has replies shows more.
                    let shows_more = |known: &Topic| known.reply_count == 0 && topic.reply_count > 0;
                    if self.topic.as_ref().is_none_or(shows_more) {
                        self.topic = Some(topic);
                    }
                }
                Row::Replies(_, replies) => usable += replies.len(),
                Row::Recommendation(_) => usable += 1,
                Row::Person(_) if kind == Kind::Person => usable += 1,
                Row::Skipped(why) => skipped.push(why),
                _ => {}
            }
        }
        (usable, skipped)
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

/// The operations of a dialect: those that the panel knows as it comes by them, then their helpers.
fn in_order(dialect: &Dialect) -> Vec<&str> {
    let known = OPERATIONS.iter().map(|(name, _)| *name).filter(|name| dialect.operation(name).is_some());
    let helpers = dialect.names().filter(|name| OPERATIONS.iter().all(|(known, _)| known != name));
    known.chain(helpers).collect()
}

fn first_word(title: &str) -> Option<String> {
    title.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty()).map(str::to_owned)
}

fn rows(answer: &Value) -> usize {
    match answer.get("data") {
        Some(Value::List(rows)) => rows.len(),
        _ => 0,
    }
}

/// An answer whose rows are people.
fn with_people(answer: &Value) -> Value {
    let data = answer.get("data").cloned().unwrap_or_default();
    Value::Object(vec![("people".to_owned(), data)])
}
