//! A topic whose asker says that it is solved, and by which reply.

use goodword_core::model::{Person, Status, Timestamp};

use super::acts::{Detail, Entry};
use super::edits::{Edit, Field, Value};
use super::moderation::{Subject, set_best};
use super::rows::text;
use super::{Database, DatabaseError, State, Writer};
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
        let reply = by.flatten();
        let edits = match by {
            Some(None) => set_status(&subject, Status::Complete).into_iter().collect(),
            Some(Some(reply)) => match writer.solved(&subject, reply).await? {
                Some(edits) => edits,
                None => return Ok(Solved::NoReply),
            },
            None => writer.unsolved(&subject).await?,
        };
        if edits.is_empty() {
            return Ok(Solved::Done);
        }
        let name = if by.is_some() { "solve" } else { "unsolve" };
        let detail = Detail { reply: reply.map(str::to_owned), to: None };
        let entry = Entry { id: act, person: Some(person.id.as_str()), act: name, topic, detail };
        writer.act(entry, "status", &edits).await?;
        writer.commit().await?;
        Ok(Solved::Done)
    }
}

impl Writer {
    /// What changes where the reply with this id solved it; `None` where no such reply is published.
    async fn solved(&mut self, topic: &Subject, reply: &str) -> Result<Option<Vec<Edit>>, DatabaseError> {
        let said = self.said(topic.number, reply).await?;
        let Some(said) = said.filter(|said| said.state == State::Published) else { return Ok(None) };
        // A mark that a moderator set before is not the asker's to take back.
        let marked = if said.is_best { topic.solved_by } else { Some(said.number) };
        let mut edits: Vec<Edit> = set_status(topic, Status::Complete).into_iter().collect();
        edits.extend(self.only_best(topic.number, &said).await?);
        edits.extend(Edit::set(Field::TopicSolvedBy, topic.number, topic.solved_by, marked));
        Ok(Some(edits))
    }

    /// What changes where it is not solved after all.
    async fn unsolved(&mut self, topic: &Subject) -> Result<Vec<Edit>, DatabaseError> {
        const FIND: &str = "SELECT id FROM replies WHERE number = $1 AND topic = $2";
        let is_complete = topic.status == Word::word(Status::Complete);
        let mut edits: Vec<Edit> =
            is_complete.then(|| set_status(topic, Status::Active)).flatten().into_iter().collect();
        if let Some(number) = topic.solved_by {
            let find = sqlx::query(FIND).bind(number).bind(topic.number);
            if let Some(row) = find.fetch_optional(self.connection()).await? {
                let said = self.said(topic.number, &text(&row, "id")?).await?;
                edits.extend(said.and_then(|said| set_best(&said, false)));
            }
            edits.extend(Edit::set(Field::TopicSolvedBy, topic.number, Some(number), None::<i64>));
        }
        Ok(edits)
    }
}

fn set_status(topic: &Subject, to: Status) -> Option<Edit> {
    let (from, to) = (Value::Text(topic.status.clone()), Value::Text(Word::word(to).to_owned()));
    Edit::set(Field::TopicStatus, topic.number, from, to)
}
