//! What an import still brings of people who were erased: as much as erasing leaves, and nothing that names them.

use goodword_core::model::{Id, Topic};
use goodword_core::snapshot::Row;

use crate::database::{Erasures, Posts};

/// A row as it may be added, and what was taken from it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Passed {
    /// The row; `None` where all of it is left out.
    pub(crate) row: Option<Row>,
    /// How many rows were left out, replies included.
    pub(crate) left_out: usize,
    /// How many topics and replies are by nobody now.
    pub(crate) nameless: usize,
}

/// Takes from the row what is of people who were erased. Counts of me-toos, followers and stars say of nobody who they are
/// from, and stay.
pub(crate) fn pass(erasures: &Erasures, row: Row) -> Passed {
    let of = |person: &Id| erasures.of(person.as_str());
    let is_left_out = match &row {
        Row::Person(person) => of(&person.id).is_some(),
        Row::Recommendation(word) => of(&word.person).is_some(),
        _ => false,
    };
    match row {
        _ if is_left_out => Passed { left_out: 1, ..Passed::default() },
        Row::Topic(topic) => pass_topic(topic, &of),
        row => Passed { row: Some(row), ..Passed::default() },
    }
}

fn pass_topic(mut topic: Topic, of: &impl Fn(&Id) -> Option<Posts>) -> Passed {
    let fate = |author: &Option<Id>| author.as_ref().and_then(of);
    let mut nameless = 0;
    match fate(&topic.author) {
        Some(Posts::Go) => {
            return Passed { left_out: 1 + topic.replies.len(), ..Passed::default() };
        }
        Some(Posts::Stay) => {
            topic.author = None;
            nameless += 1;
        }
        None => {}
    }
    let before = topic.replies.len();
    topic.replies.retain(|reply| fate(&reply.author) != Some(Posts::Go));
    let left_out = before - topic.replies.len();
    topic.reply_count = topic.reply_count.saturating_sub(u32::try_from(left_out).unwrap_or(u32::MAX));
    for reply in &mut topic.replies {
        if fate(&reply.author).is_some() {
            reply.author = None;
            nameless += 1;
        }
    }
    Passed { row: Some(Row::Topic(topic)), left_out, nameless }
}
