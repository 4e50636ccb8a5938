//! One answer of a service, read as a whole: a page of a list, or one topic.
//!
//! Its rows are those of a snapshot. What it says of the visitor (`viewer`, `state`) becomes a [`Standing`].

use super::{
    Row, Skipped,
    fields::{Fields, Report},
    rows::{self, Section},
};
use crate::{
    json::{JsonError, Number, Value, parse},
    model::{Id, Mark, Person, Reply, Standing, Visibility},
};

/// How deep an answer may be nested.
const MAX_DEPTH: usize = 64;

/// How many rows of an answer are taken. A panel asks for 30, and reading what a service sends beside that would hold up the page.
pub const MAX_ANSWER_ROWS: usize = 500;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A list of topics, or one topic.
    Topics,
    /// Replies of the topic with this id.
    Replies(Id),
    /// A list of recommendations.
    Recommendations,
    /// What waits for a moderator.
    Cases,
    /// People whom the visitor may want to know.
    Suggestions,
}

/// A topic, or a reply in it, that waits for a moderator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The topic's id.
    pub topic: Id,
    /// The reply, where it is one; it is among the topic's replies.
    pub reply: Option<Reply>,
    /// Whether somebody said something against it; else its author is new.
    pub flagged: bool,
    /// What was said against it, each reason once.
    pub reasons: Vec<String>,
}

/// Somebody whom the visitor may want to know, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Who it is.
    pub person: Person,
    /// How many friends the two have in common.
    pub mutual: u32,
    /// How many topics like the visitor's the person answered.
    pub answered: u32,
    /// The tag that most of these share.
    pub about: Option<String>,
}

/// What an answer holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Its rows, people first, and what was left out of them.
    pub rows: Vec<Row>,
    /// What waits for a moderator, oldest first.
    pub cases: Vec<Case>,
    /// People whom the visitor may want to know, best first.
    pub suggested: Vec<Suggested>,
    /// Where the next page is, as the answer writes it.
    pub next: Option<String>,
}

impl Answer {
    /// Reads an answer's bytes.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn read(bytes: &[u8], of: &Of) -> Result<Self, JsonError> {
        Ok(Self::of(parse(bytes, MAX_DEPTH)?, of))
    }

    /// Takes an answer apart. A bad row costs itself and is among the rows as [`Row::Skipped`].
    pub fn of(mut whole: Value, of: &Of) -> Self {
        let mut answer =
            Self { next: whole.get("next").and_then(Value::as_text).map(str::to_owned), ..Self::default() };
        for (index, person) in list(&mut whole, "people").into_iter().enumerate() {
            answer.row(Section::People, index, person);
        }
        let mut data = list(&mut whole, "data");
        if data.len() > MAX_ANSWER_ROWS {
            data.truncate(MAX_ANSWER_ROWS);
            let reason = "what follows the first 500 rows".to_owned();
            answer.rows.push(Row::Skipped(Skipped { path: "data".to_owned(), reason }));
        }
        match of {
            Of::Replies(topic) => {
                let mut report = Report::new(String::new());
                let list = Value::Object(vec![("data".to_owned(), Value::List(data))]);
                if let Ok(mut fields) = Fields::of(list, &mut report) {
                    answer.rows.push(Row::Replies(topic.clone(), rows::replies(&mut fields, "data")));
                }
                answer.rows.extend(report.finish().into_iter().map(|skipped| match skipped {
                    // How many more there are.
                    Skipped { path, reason } if path.is_empty() => {
                        Row::Skipped(Skipped { path: "data".to_owned(), reason })
                    }
                    named => Row::Skipped(named),
                }));
            }
            Of::Topics if whole.get("title").is_some() => answer.topic(0, whole),
            Of::Topics => data.into_iter().enumerate().for_each(|(index, topic)| answer.topic(index, topic)),
            Of::Cases => data.into_iter().enumerate().for_each(|(index, case)| answer.case(index, case)),
            Of::Suggestions => {
                data.into_iter().enumerate().for_each(|(index, person)| answer.suggestion(index, person));
            }
            Of::Recommendations => {
                for (index, word) in data.into_iter().enumerate() {
                    answer.row(Section::Recommendations, index, word);
                }
            }
        }
        answer
    }

    fn topic(&mut self, index: usize, value: Value) {
        let mut bad = 0;
        let standing = standing(&value, &mut bad);
        self.row(Section::Topics, index, value);
        if bad > 0 {
            let path = format!("topics[{index}].viewer.friends");
            let reason = format!("{bad} without a person or a mark that there is");
            self.rows.push(Row::Skipped(Skipped { path, reason }));
        }
        if let Some(Row::Topic(topic)) = self.rows.iter().rfind(|row| !matches!(row, Row::Skipped(_))) {
            let id = topic.id.clone();
            self.rows.push(Row::Standing(id, standing));
        }
    }

    fn case(&mut self, index: usize, mut case: Value) {
        let text = |of: &Value, name: &str| of.get(name).and_then(Value::as_text).map(str::to_owned);
        let flagged = text(&case, "why").as_deref() == Some("flagged");
        let mut reasons: Vec<String> = Vec::new();
        for flag in list(&mut case, "flags") {
            reasons.extend(text(&flag, "reason").filter(|reason| !reasons.contains(reason)));
        }
        let Value::Object(members) = case else { return };
        let member = |name: &str| members.iter().find(|(of, _)| of == name).map(|(_, value)| value.clone());
        let before = self.rows.len();
        self.topic(index, member("topic").unwrap_or_default());
        let Some(Row::Standing(topic, _)) = self.rows[before..].last() else { return };
        let topic = topic.clone();
        let mut report = Report::new("data".to_owned());
        let reply =
            Value::Object(vec![("reply".to_owned(), Value::List(member("reply").into_iter().collect()))]);
        let reply = Fields::of(reply, &mut report)
            .ok()
            .and_then(|mut fields| rows::replies(&mut fields, "reply").pop());
        self.cases.push(Case { topic, reply, flagged, reasons });
    }

    /// Who is suggested is no row: whoever signs out knows nobody of these.
    fn suggestion(&mut self, index: usize, value: Value) {
        let count =
            |name: &str| value.get(name).and_then(Value::as_number).map_or(0, Number::to_u32_saturating);
        let (mutual, answered) = (count("mutual"), count("answered"));
        let about = value.get("about").and_then(Value::as_text).map(str::to_owned);
        let before = self.rows.len();
        self.row(Section::People, index, value);
        for row in self.rows.split_off(before) {
            match row {
                Row::Person(person) => {
                    let about = about.clone();
                    self.suggested.push(Suggested { person, mutual, answered, about });
                }
                other => self.rows.push(other),
            }
        }
    }

    fn row(&mut self, section: Section, index: usize, value: Value) {
        let path = format!("{}[{index}]", section.name());
        let mut report = Report::new(path.clone());
        match rows::row(section, "", index, value, &mut report) {
            Ok(row) => self.rows.extend(row),
            Err(reason) => self.rows.push(Row::Skipped(Skipped { path, reason })),
        }
        self.rows.extend(report.finish().into_iter().map(Row::Skipped));
    }
}

fn list(whole: &mut Value, key: &str) -> Vec<Value> {
    let Value::Object(members) = whole else { return Vec::new() };
    match members.iter_mut().find(|(of, _)| of == key) {
        Some((_, Value::List(list))) => std::mem::take(list),
        _ => Vec::new(),
    }
}

/// What an answer says of the visitor; `bad` counts what it says of friends that says nothing.
fn standing(topic: &Value, bad: &mut usize) -> Standing {
    let none = Value::Null;
    let viewer = topic.get("viewer").unwrap_or(&none);
    let is = |name: &str| viewer.get(name).and_then(Value::as_bool).unwrap_or_default();
    let words = |of: &Value, name: &str| -> Vec<Id> {
        let Some(Value::List(words)) = of.get(name) else { return Vec::new() };
        words.iter().filter_map(Value::as_text).map(Id::from).collect()
    };
    let mut friends = Vec::new();
    if let Some(Value::List(rows)) = viewer.get("friends") {
        for row in rows {
            let text = |name: &str| row.get(name).and_then(Value::as_text).filter(|text| !text.is_empty());
            match (text("person"), text("did")) {
                (Some(person), Some("me_too")) => friends.push((person.into(), Mark::MeToo)),
                (Some(person), Some("found_useful")) => friends.push((person.into(), Mark::FoundUseful)),
                _ => *bad += 1,
            }
        }
    }
    let may = words(viewer, "may");
    let may = |what: &str| may.iter().any(|word| word.as_str() == what);
    let replies = if let Some(Value::List(replies)) = topic.get("replies") { &replies[..] } else { &[] };
    let unpublished = replies.iter().filter_map(|reply| {
        let visibility = visibility(reply);
        (visibility != Visibility::Published)
            .then(|| Some((reply.get("id")?.as_text()?.into(), visibility)))?
    });
    Standing {
        me_too: is("me_too"),
        me_too_shared: is("me_too_shared"),
        follows: is("follow"),
        stars: words(viewer, "stars"),
        stars_shared: words(viewer, "stars_shared"),
        friends,
        may_solve: may("solve"),
        may_moderate: may("moderate"),
        may_publish: may("publish"),
        to: topic.get("to").and_then(Value::as_text).map(Id::from),
        visibility: visibility(topic),
        unpublished: unpublished.collect(),
    }
}

fn visibility(row: &Value) -> Visibility {
    match row.get("state").and_then(Value::as_text) {
        Some("waiting") => Visibility::Waiting,
        Some("hidden") => Visibility::Hidden,
        Some("private") => Visibility::Private,
        _ => Visibility::Published,
    }
}
