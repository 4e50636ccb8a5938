//! A topic whose asker says that it is solved, and by which reply.

use goodword_core::model::{Person, Status, Timestamp};

use super::acts::{Detail, Entry};
use super::edits::{Edit, Field, Value};
use super::moderation::set_best;
use super::rows::text;
use super::{Database, DatabaseError, State};
use crate::wire::Word;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solved {
    /// It is as was asked for.
    Done,
    /// There is no such topic.
    NoTopic,
    /// The topic has no such reply.
    NoReply,
    /// Somebody else asked it.
    NotTheirs,
}

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Solving<'a> {
    /// The topic's id.
    pub topic: &'a str,
    /// Whether it is solved and, perhaps, by the reply with this id.
    pub by: Option<Option<&'a str>>,
    /// Whether the person may say so of others' topics too.
    pub is_staff: bool,
    /// The id of the act.
    pub act: &'a str,
}

impl Database {
    /// Marks a topic as solved and the reply that solved it as best, or takes back both.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn solve(
        &self,
        now: Timestamp,
        person: &Person,
        solving: Solving<'_>,
    ) -> Result<Solved, DatabaseError> {
        let Solving { topic, by, is_staff, act } = solving;
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let subject = writer.subject(topic).await?.filter(|topic| topic.state == State::Published);
        let Some(subject) = subject else { return Ok(Solved::NoTopic) };
        if !is_staff && subject.author.as_deref() != Some(person.id.as_str()) {
            return Ok(Solved::NotTheirs);
        }
        let mut edits = Vec::new();
        let mut status = |to: Status| {
            let (from, to) = (Value::Text(subject.status.clone()), Value::Text(to.word().to_owned()));
            edits.extend(Edit::set(Field::TopicStatus, subject.number, from, to));
        };
        let mut reply = None;
        match by {
            Some(by) => {
                status(Status::Complete);
                if let Some(id) = by {
                    let said = writer.said(subject.number, id).await?;
                    let Some(said) = said.filter(|said| said.state == State::Published) else {
                        return Ok(Solved::NoReply);
                    };
                    // A mark that a moderator set before is not the asker's to take back.
                    let marked = if said.is_best { subject.solved_by } else { Some(said.number) };
                    edits.extend(writer.only_best(subject.number, &said).await?);
                    edits.extend(Edit::set(Field::TopicSolvedBy, subject.number, subject.solved_by, marked));
                    reply = Some(id.to_owned());
                }
            }
            None => {
                if subject.status == Status::Complete.word() {
                    status(Status::Active);
                }
                if let Some(number) = subject.solved_by {
                    const FIND: &str = "SELECT id FROM replies WHERE number = $1 AND topic = $2";
                    let find = sqlx::query(FIND).bind(number).bind(subject.number);
                    if let Some(row) = find.fetch_optional(writer.connection()).await? {
                        let said = writer.said(subject.number, &text(&row, "id")?).await?;
                        edits.extend(said.and_then(|said| set_best(&said, false)));
                    }
                    let nothing = None::<i64>;
                    edits.extend(Edit::set(Field::TopicSolvedBy, subject.number, Some(number), nothing));
                }
            }
        }
        if edits.is_empty() {
            return Ok(Solved::Done);
        }
        let name = if by.is_some() { "solve" } else { "unsolve" };
        let detail = Detail { reply, to: None };
        let entry = Entry { id: act, person: Some(person.id.as_str()), act: name, topic, detail };
        writer.act(entry, "status", &edits).await?;
        writer.commit().await?;
        Ok(Solved::Done)
    }
}
