//! What is said against a topic or a reply. Enough of it, and the row waits for a moderator to look.

use std::collections::HashMap;

use goodword_core::model::{Id, Person, Timestamp};
use sqlx::{AnyConnection, Row};

use super::acts::{Detail, Entry};
use super::moderation::set_state;
use super::rows::{integer, text};
use super::statement::Statement;
use super::{Database, DatabaseError, State};
use crate::wire::Word;

/// How many people it takes.
const ENOUGH: i64 = 3;

/// What somebody has against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It advertises.
    Spam,
    /// It hurts.
    Rude,
    /// It tells what is nobody's business.
    Private,
    /// It is not so.
    Wrong,
    /// Something else.
    Other,
}

impl Word for Reason {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("spam", Self::Spam),
        ("rude", Self::Rude),
        ("private", Self::Private),
        ("wrong", Self::Wrong),
        ("other", Self::Other),
    ];
}

/// A flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// What somebody has against it.
    pub reason: String,
    /// In their own words; perhaps empty.
    pub detail: String,
    /// Whose it is.
    pub person: Id,
    /// When.
    pub at: Timestamp,
}

/// A flag that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Flagging<'a> {
    /// The topic's id.
    pub topic: &'a str,
    /// The id of the reply that it is for, if not for the topic.
    pub reply: Option<&'a str>,
    /// What somebody has against it.
    pub reason: Reason,
    /// In their own words.
    pub detail: &'a str,
    /// Whether this one is enough.
    pub is_enough: bool,
    /// The id of the act, if the row has to wait from now on.
    pub act: &'a str,
}

impl Database {
    /// Keeps that `person` has something against a published topic or reply; whether there is one. A second flag of the
    /// same person changes nothing.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn flag(
        &self,
        now: Timestamp,
        person: &Person,
        flagging: Flagging<'_>,
    ) -> Result<bool, DatabaseError> {
        const PUT: &str = "INSERT INTO flags (topic, reply, person, created_at, reason, detail) \
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        const COUNT: &str = "SELECT COUNT(DISTINCT person) AS total FROM flags \
            WHERE settled_at IS NULL AND topic = $1 AND COALESCE(reply, 0) = $2";
        let Flagging { topic, reply, reason, detail, is_enough, act } = flagging;
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let subject = writer.subject(topic).await?.filter(|topic| topic.state == State::Published);
        let Some(subject) = subject else { return Ok(false) };
        let said = match reply {
            None => None,
            Some(reply) => {
                let said = writer.said(subject.number, reply).await?;
                let Some(said) = said.filter(|said| said.state == State::Published) else { return Ok(false) };
                Some(said)
            }
        };
        let number = said.as_ref().map(|said| said.number);
        let put = sqlx::query(PUT).bind(subject.number).bind(number).bind(person.id.to_string());
        let put = put.bind(now.millis()).bind(reason.word()).bind(detail.to_owned());
        if put.execute(writer.connection()).await?.rows_affected() == 0 {
            return Ok(true);
        }
        writer.note(Some(person.id.as_str()), "flag", reply.unwrap_or(topic)).await?;
        let count = sqlx::query(COUNT).bind(subject.number).bind(number.unwrap_or(0));
        let count: i64 = count.fetch_one(writer.connection()).await?.try_get("total")?;
        writer.changed_in_queue("flag", topic);
        if is_enough || count >= ENOUGH {
            let detail = Detail { reply: reply.map(str::to_owned), to: None };
            let entry = Entry { id: act, person: None, act: "flagged", topic, detail };
            let edits: Vec<_> = set_state(&subject, said.as_ref(), State::Waiting).into_iter().collect();
            writer.act(entry, "hide", &edits).await?;
        }
        writer.commit().await?;
        Ok(true)
    }
}

/// What is said against rows and not settled, by topic's and reply's numbers; 0 stands for no reply.
pub(super) async fn open(
    connection: &mut AnyConnection,
    topics: &[i64],
) -> Result<HashMap<(i64, i64), Vec<Flag>>, DatabaseError> {
    let mut flags: HashMap<(i64, i64), Vec<Flag>> = HashMap::new();
    if topics.is_empty() {
        return Ok(flags);
    }
    let mut statement = Statement::new(
        "SELECT topic, COALESCE(reply, 0) AS said, reason, detail, person, created_at FROM flags \
        WHERE settled_at IS NULL AND topic IN ",
    );
    statement.bind_list(topics.iter().copied()).push(" ORDER BY number");
    let (sql, arguments) = statement.into_parts();
    for row in sqlx::query_with(&sql, arguments).fetch_all(connection).await? {
        let flag = Flag {
            reason: text(&row, "reason")?,
            detail: text(&row, "detail")?,
            person: Id::from(text(&row, "person")?),
            at: Timestamp::from_millis(integer(&row, "created_at")?),
        };
        flags.entry((integer(&row, "topic")?, integer(&row, "said")?)).or_default().push(flag);
    }
    Ok(flags)
}
