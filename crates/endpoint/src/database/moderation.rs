//! What moderators do to a topic or a reply, as edits.

use goodword_core::model::{Person, Status, Timestamp};
use sqlx::Row;

use super::acts::{Acted, Detail, Entry};
use super::edits::{Edit, Field, Value};
use super::rows::{integer, text};
use super::writing::Done;
use super::{Database, DatabaseError, Once, State, Writer, merge, stood_for};
use crate::wire::Word;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// What waits is published, and what is said against it is settled.
    Approve,
    /// It is taken away, and what is said against it is settled.
    Hide,
    /// What was hidden is published again.
    Restore,
    /// The reply is the best answer, and no other one is.
    Best,
    /// It is not.
    NotBest,
    /// The reply speaks for the site.
    Official,
    /// It does not.
    NotOfficial,
    /// The topic has come so far.
    Status(Status),
    /// The topic becomes part of the one with this id.
    Merge(String),
    /// What is said against it is settled, and it stays as it is.
    SettleFlags,
}

impl Deed {
    /// The word for it, in the protocol and in the log.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Hide => "hide",
            Self::Restore => "restore",
            Self::Best => "best",
            Self::NotBest => "not_best",
            Self::Official => "official",
            Self::NotOfficial => "not_official",
            Self::Status(_) => "status",
            Self::Merge(_) => "merge",
            Self::SettleFlags => "settle_flags",
        }
    }

    fn to(&self) -> Option<String> {
        match self {
            Self::Status(status) => Some(status.word().to_owned()),
            Self::Merge(topic) => Some(topic.clone()),
            _ => None,
        }
    }
}

/// A topic, in whatever state.
pub(super) struct Subject {
    pub(super) number: i64,
    pub(super) state: State,
    pub(super) status: String,
    pub(super) solved_by: Option<i64>,
    last_active_at: Option<i64>,
    active_key: i64,
    merged_into: Option<i64>,
    pub(super) me_too_count: i64,
    pub(super) follower_count: i64,
    pub(super) author: Option<String>,
}

/// A reply, in whatever state.
pub(super) struct Said {
    pub(super) number: i64,
    pub(super) state: State,
    pub(super) is_best: bool,
    is_official: bool,
    at: Option<i64>,
}

impl Database {
    /// Does it to the topic, or to its reply where one is named; `id` is the act's id.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn moderate(
        &self,
        now: Timestamp,
        once: &Once,
        person: &Person,
        id: &str,
        (topic, reply): (&str, Option<&str>),
        deed: &Deed,
    ) -> Result<Acted, DatabaseError> {
        let mut writer = self.write(now).await?;
        match writer.claim_key(once, id).await? {
            None => {}
            Some(Done::Before(id)) => return Ok(Acted::Before(id)),
            Some(_) => return Ok(Acted::KeyTaken),
        }
        writer.put_person(person).await?;
        let edits = match writer.plan_for(topic, reply, deed).await? {
            None => return Ok(Acted::NotFound),
            Some(Ok(edits)) if edits.is_empty() => return Ok(Acted::Nothing("it is so already")),
            Some(Ok(edits)) => edits,
            Some(Err(why)) => return Ok(Acted::Nothing(why)),
        };
        let detail = Detail { reply: reply.map(str::to_owned), to: deed.to() };
        let entry = Entry { id, person: Some(person.id.as_str()), act: deed.word(), topic, detail };
        if !writer.act(entry, deed.word(), &edits).await? {
            return Ok(Acted::Clash);
        }
        writer.commit().await?;
        Ok(Acted::Done(id.to_owned()))
    }
}

impl Writer {
    /// The topic with this id.
    pub(super) async fn subject(&mut self, topic: &str) -> Result<Option<Subject>, DatabaseError> {
        const FIND: &str = "SELECT number, state, status, solved_by, last_active_at, active_key, merged_into, \
            me_too_count, follower_count, author FROM topics WHERE id = $1";
        let row = sqlx::query(FIND).bind(topic.to_owned()).fetch_optional(self.connection()).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Subject {
            number: integer(&row, "number")?,
            state: State::from_word(&text(&row, "state")?).unwrap_or(State::Hidden),
            status: text(&row, "status")?,
            solved_by: row.try_get("solved_by")?,
            last_active_at: row.try_get("last_active_at")?,
            active_key: integer(&row, "active_key")?,
            merged_into: row.try_get("merged_into")?,
            me_too_count: integer(&row, "me_too_count")?,
            follower_count: integer(&row, "follower_count")?,
            author: row.try_get("author")?,
        }))
    }

    /// The reply with this id to the topic with this number.
    pub(super) async fn said(&mut self, topic: i64, reply: &str) -> Result<Option<Said>, DatabaseError> {
        const FIND: &str =
            "SELECT number, state, best, official, said_at FROM replies WHERE topic = $1 AND id = $2";
        let find = sqlx::query(FIND).bind(topic).bind(reply.to_owned());
        let Some(row) = find.fetch_optional(self.connection()).await? else { return Ok(None) };
        Ok(Some(Said {
            number: integer(&row, "number")?,
            state: State::from_word(&text(&row, "state")?).unwrap_or(State::Hidden),
            is_best: integer(&row, "best")? != 0,
            is_official: integer(&row, "official")? != 0,
            at: row.try_get("said_at")?,
        }))
    }

    /// What doing it to what is named so changes, or why it cannot be done; `None` where there is nothing of that name.
    async fn plan_for(
        &mut self,
        topic: &str,
        reply: Option<&str>,
        deed: &Deed,
    ) -> Result<Option<Result<Vec<Edit>, &'static str>>, DatabaseError> {
        let Some(subject) = self.subject(topic).await? else {
            return match stood_for(topic) {
                Some(word) if reply.is_none() => self.plan_word(word, deed).await,
                _ => Ok(None),
            };
        };
        let said = match reply {
            None => None,
            Some(reply) => match self.said(subject.number, reply).await? {
                None => return Ok(None),
                said => said,
            },
        };
        self.plan(&subject, said.as_ref(), deed).await.map(Some)
    }

    /// What doing it changes, or why it cannot be done.
    async fn plan(
        &mut self,
        topic: &Subject,
        reply: Option<&Said>,
        deed: &Deed,
    ) -> Result<Result<Vec<Edit>, &'static str>, DatabaseError> {
        let state = reply.map_or(topic.state, |reply| reply.state);
        let mut edits = Vec::new();
        match (deed, reply) {
            (Deed::Approve, _) if state == State::Hidden => {
                return Ok(Err("it is hidden; restore it instead"));
            }
            (Deed::Restore, _) if state == State::Waiting => return Ok(Err("it waits; approve it instead")),
            (Deed::Restore, None) if topic.merged_into.is_some() => {
                return Ok(Err("it became part of another topic; undo that instead"));
            }
            (Deed::Approve, _) => {
                edits.extend(published(topic, reply));
                edits.extend(self.settled(topic, reply).await?);
            }
            (Deed::Restore, _) => edits.extend(set_state(topic, reply, State::Published)),
            (Deed::Hide, _) => {
                edits.extend(set_state(topic, reply, State::Hidden));
                edits.extend(self.settled(topic, reply).await?);
            }
            (Deed::SettleFlags, _) => edits.extend(self.settled(topic, reply).await?),
            (Deed::Best, Some(reply)) => {
                edits.extend(self.only_best(topic.number, reply).await?);
            }
            (Deed::NotBest, Some(reply)) => edits.extend(set_best(reply, false)),
            (Deed::Official, Some(reply)) => edits.extend(set_official(reply, true)),
            (Deed::NotOfficial, Some(reply)) => edits.extend(set_official(reply, false)),
            (Deed::Best | Deed::NotBest | Deed::Official | Deed::NotOfficial, None) => {
                return Ok(Err("it is done to a reply; name one"));
            }
            (Deed::Status(status), _) => {
                let (from, to) = (topic.status.clone(), status.word().to_owned());
                edits.extend(Edit::set(Field::TopicStatus, topic.number, Value::Text(from), Value::Text(to)));
            }
            (Deed::Merge(_), Some(_)) => return Ok(Err("it is done to a topic; name no reply")),
            (Deed::Merge(_), None) if topic.state != State::Published => {
                return Ok(Err("a topic is merged that is published"));
            }
            (Deed::Merge(to), None) => return merge::plan(self, topic, to).await,
        }
        Ok(Ok(edits))
    }

    /// The marks that make this reply, and no other one, the best.
    pub(super) async fn only_best(&mut self, topic: i64, reply: &Said) -> Result<Vec<Edit>, DatabaseError> {
        const OTHERS: &str = "SELECT number FROM replies WHERE topic = $1 AND best = 1 AND number <> $2";
        let rows = sqlx::query(OTHERS).bind(topic).bind(reply.number).fetch_all(self.connection()).await?;
        let mut edits = Vec::new();
        for row in rows {
            edits.extend(Edit::set(Field::ReplyBest, integer(&row, "number")?, Some(1), Some(0)));
        }
        edits.extend(set_best(reply, true));
        Ok(edits)
    }

    /// Settles what is said against the topic or the reply.
    async fn settled(&mut self, topic: &Subject, reply: Option<&Said>) -> Result<Vec<Edit>, DatabaseError> {
        const OPEN: &str =
            "SELECT number FROM flags WHERE settled_at IS NULL AND topic = $1 AND COALESCE(reply, 0) = $2";
        let open = sqlx::query(OPEN).bind(topic.number).bind(reply.map_or(0, |reply| reply.number));
        let mut edits = Vec::new();
        let now = self.now().millis();
        for row in open.fetch_all(self.connection()).await? {
            edits.extend(Edit::set(Field::FlagSettled, integer(&row, "number")?, None::<i64>, Some(now)));
        }
        Ok(edits)
    }
}

/// Publishes what waits; a reply then counts as what happened last.
fn published(topic: &Subject, reply: Option<&Said>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = set_state(topic, reply, State::Published).into_iter().collect();
    let said_at = reply.and_then(|reply| reply.at);
    if let Some(said_at) = said_at.filter(|at| *at > topic.active_key && !edits.is_empty()) {
        edits.extend(Edit::set(Field::TopicLastActive, topic.number, topic.last_active_at, Some(said_at)));
        edits.extend(Edit::set(Field::TopicActiveKey, topic.number, Some(topic.active_key), Some(said_at)));
    }
    edits
}

/// Changes the state of the reply or, where there is none, of the topic.
pub(super) fn set_state(topic: &Subject, reply: Option<&Said>, to: State) -> Option<Edit> {
    match reply {
        Some(reply) => Edit::set(Field::ReplyState, reply.number, reply.state, to),
        None => Edit::set(Field::TopicState, topic.number, topic.state, to),
    }
}

pub(super) fn set_best(reply: &Said, is_best: bool) -> Option<Edit> {
    let [from, to] = [reply.is_best, is_best].map(|best| Some(i64::from(best)));
    Edit::set(Field::ReplyBest, reply.number, from, to)
}

fn set_official(reply: &Said, is_official: bool) -> Option<Edit> {
    let [from, to] = [reply.is_official, is_official].map(|official| Some(i64::from(official)));
    Edit::set(Field::ReplyOfficial, reply.number, from, to)
}
