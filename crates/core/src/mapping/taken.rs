//! What a panel would take of an answer.

use crate::{
    dialect::Kind,
    json::Value,
    model::{Id, Topic},
    snapshot::{Answer, Of, Row, Skipped},
};

/// The rows that a panel would take, and what it would leave out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// How many rows there are in the answer.
    pub rows: usize,
    /// How many of them can be used.
    pub usable: usize,
    /// What would be left out, and why.
    pub skipped: Vec<Skipped>,
    /// The topic that shows most: the first one with replies, or else the first.
    pub topic: Option<Topic>,
}

/// Takes an answer apart as a panel does. `answer` is as [`Read::answer`](crate::dialect::Read::answer) gives it; replies are those of
/// the topic with the id `of`.
pub fn taken(kind: Kind, answer: Value, of: Id) -> Taken {
    let rows = if let Some(Value::List(rows)) = answer.get("data") { rows.len() } else { 0 };
    let (answer, of) = match kind {
        Kind::Topic => (answer, Of::Topics),
        Kind::Reply => (answer, Of::Replies(of)),
        Kind::Recommendation => (answer, Of::Recommendations),
        // People are rows that come along with others.
        Kind::Person => (with_people(&answer), Of::Topics),
    };
    let mut taken = Taken { rows, ..Taken::default() };
    for row in Answer::of(answer, &of).rows {
        match row {
            Row::Topic(topic) => {
                taken.usable += 1;
                taken.show(topic);
            }
            Row::Replies(_, replies) => taken.usable += replies.len(),
            Row::Recommendation(_) => taken.usable += 1,
            Row::Person(_) if kind == Kind::Person => taken.usable += 1,
            Row::Skipped(why) => taken.skipped.push(why),
            _ => {}
        }
    }
    taken
}

impl Taken {
    /// Remembers a topic where it shows more than the one that is known.
    fn show(&mut self, topic: Topic) {
        if shows_more(self.topic.as_ref(), &topic) {
            self.topic = Some(topic);
        }
    }
}

/// Whether a topic shows more than the one that is known: it is the first, or the first that has replies.
pub fn shows_more(known: Option<&Topic>, topic: &Topic) -> bool {
    known.is_none_or(|known| known.reply_count == 0 && topic.reply_count > 0)
}

/// An answer whose rows are people.
fn with_people(answer: &Value) -> Value {
    let data = answer.get("data").cloned().unwrap_or_default();
    Value::Object(vec![("people".to_owned(), data)])
}
