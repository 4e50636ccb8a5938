//! What an act changes, in pieces that can be put back: each says what was there before and what is there since.
//!
//! An edit is done only where what it changes is as it says. So whatever was changed again since refuses to be put
//! back, and the whole act with it, instead of losing the later change.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

use super::rows::{integer, text};
use super::{DatabaseError, State, Writer, words};
use crate::wire::Word;

/// One change. Rows are named by their numbers, which are never given out twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Edit {
    /// A field of one row.
    Set { field: Field, row: i64, from: Value, to: Value },
    /// A reply goes to another topic, and takes another id where its own is taken there.
    Move { reply: i64, from: Place, to: Place },
    /// Who has one topic too, or follows it, has or follows another one as well. The counts are of those whom a
    /// snapshot counted without naming them.
    Join { from: i64, to: i64, me_too: i64, followers: i64 },
    /// They do so no more, but for those who did so by themselves.
    Part { from: i64, to: i64, me_too: i64, followers: i64 },
}

/// A column that acts change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    TopicState,
    TopicStatus,
    TopicSolvedBy,
    TopicMergedInto,
    TopicLastActive,
    TopicActiveKey,
    ReplyState,
    ReplyBest,
    ReplyOfficial,
    FlagSettled,
    RecommendationState,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Value {
    Nothing,
    Number(i64),
    Text(String),
}

impl From<State> for Value {
    fn from(state: State) -> Self {
        Self::Text(state.word().to_owned())
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Nothing, Self::Number)
    }
}

impl Value {
    fn is_published(&self) -> bool {
        *self == Self::from(State::Published)
    }
}

/// Where a reply stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) topic: i64,
    pub(super) id: String,
}

impl Field {
    fn names(self) -> [&'static str; 2] {
        match self {
            Self::TopicState => ["topics", "state"],
            Self::TopicStatus => ["topics", "status"],
            Self::TopicSolvedBy => ["topics", "solved_by"],
            Self::TopicMergedInto => ["topics", "merged_into"],
            Self::TopicLastActive => ["topics", "last_active_at"],
            Self::TopicActiveKey => ["topics", "active_key"],
            Self::ReplyState => ["replies", "state"],
            Self::ReplyBest => ["replies", "best"],
            Self::ReplyOfficial => ["replies", "official"],
            Self::FlagSettled => ["flags", "settled_at"],
            Self::RecommendationState => ["recommendations", "state"],
        }
    }

    /// Whether others may change it in the meantime without standing in the way.
    fn is_soft(self) -> bool {
        matches!(self, Self::TopicLastActive | Self::TopicActiveKey)
    }
}

impl Edit {
    /// A field's change, where it is one.
    pub(super) fn set(field: Field, row: i64, from: impl Into<Value>, to: impl Into<Value>) -> Option<Self> {
        let (from, to) = (from.into(), to.into());
        (from != to).then_some(Self::Set { field, row, from, to })
    }

    /// What puts it back.
    pub(super) fn inverse(self) -> Self {
        match self {
            Self::Set { field, row, from, to } => Self::Set { field, row, from: to, to: from },
            Self::Move { reply, from, to } => Self::Move { reply, from: to, to: from },
            Self::Join { from, to, me_too, followers } => Self::Part { from, to, me_too, followers },
            Self::Part { from, to, me_too, followers } => Self::Join { from, to, me_too, followers },
        }
    }
}

impl Writer {
    /// Does all of them, brings words and counts in step, and tells readers under the name `act`; whether they could be
    /// done. Where not, the transaction must not be committed.
    pub(super) async fn apply(&mut self, act: &str, edits: &[Edit]) -> Result<bool, DatabaseError> {
        let mut touched = BTreeSet::new();
        for edit in edits {
            let is_done = match edit {
                Edit::Set { field, row, from, to } => self.set(*field, *row, from, to, &mut touched).await?,
                Edit::Move { reply, from, to } => {
                    touched.extend([from.topic, to.topic]);
                    self.move_reply(*reply, from, to).await?
                }
                Edit::Join { from, to, me_too, followers } => {
                    touched.insert(*to);
                    self.join(["me_too", "me_too_count"], *from, *to, *me_too).await?;
                    self.join(["follows", "follower_count"], *from, *to, *followers).await?;
                    true
                }
                Edit::Part { from, to, me_too, followers } => {
                    touched.insert(*to);
                    self.part(["me_too", "me_too_count"], *from, *to, *me_too).await?;
                    self.part(["follows", "follower_count"], *from, *to, *followers).await?;
                    true
                }
            };
            if !is_done {
                return Ok(false);
            }
        }
        for topic in touched {
            words::refresh(self.connection(), topic).await?;
            let row = sqlx::query("SELECT id FROM topics WHERE number = $1").bind(topic);
            if let Some(row) = row.fetch_optional(self.connection()).await? {
                self.changed(act, &text(&row, "id")?);
            }
        }
        Ok(true)
    }

    async fn set(
        &mut self,
        field: Field,
        row: i64,
        from: &Value,
        to: &Value,
        touched: &mut BTreeSet<i64>,
    ) -> Result<bool, DatabaseError> {
        let [table, column] = field.names();
        let was = if *from == Value::Nothing { "IS NULL" } else { "= $2" };
        let is = match to {
            Value::Nothing => "NULL",
            _ if *from == Value::Nothing => "$2",
            _ => "$3",
        };
        let sql = format!("UPDATE {table} SET {column} = {is} WHERE number = $1 AND {column} {was}");
        let query = bind(bind(sqlx::query(&sql).bind(row), from), to);
        let is_done = query.execute(self.connection()).await?.rows_affected() > 0;
        if !is_done {
            return Ok(field.is_soft() || !self.is_there(table, row).await?);
        }
        // What was not public and does not become so is nothing to tell of.
        let is_seen = from.is_published() || to.is_published();
        match field {
            Field::TopicState if is_seen => {
                touched.insert(row);
            }
            Field::TopicStatus | Field::TopicMergedInto => touched.extend(self.if_published(row).await?),
            Field::ReplyState if is_seen => {
                let topic = self.topic_of(row).await?;
                let step = i64::from(to.is_published()) - i64::from(from.is_published());
                self.add("reply_count", topic, step).await?;
                touched.extend(self.if_published(topic).await?);
            }
            Field::ReplyBest | Field::ReplyOfficial => {
                let topic = self.topic_of(row).await?;
                touched.extend(self.if_published(topic).await?);
            }
            _ => {}
        }
        Ok(true)
    }

    async fn move_reply(&mut self, reply: i64, from: &Place, to: &Place) -> Result<bool, DatabaseError> {
        const MOVE: &str =
            "UPDATE replies SET topic = $1, id = $2 WHERE number = $3 AND topic = $4 RETURNING state";
        let go = sqlx::query(MOVE).bind(to.topic).bind(to.id.clone()).bind(reply).bind(from.topic);
        let Some(row) = go.fetch_optional(self.connection()).await? else {
            return Ok(!self.is_there("replies", reply).await?);
        };
        sqlx::query("UPDATE flags SET topic = $1 WHERE reply = $2")
            .bind(to.topic)
            .bind(reply)
            .execute(self.connection())
            .await?;
        if text(&row, "state")? == State::Published.word() {
            self.add("reply_count", from.topic, -1).await?;
            self.add("reply_count", to.topic, 1).await?;
        }
        Ok(true)
    }

    async fn join(
        &mut self,
        [table, count]: [&str; 2],
        from: i64,
        to: i64,
        unnamed: i64,
    ) -> Result<(), DatabaseError> {
        let sql = format!(
            "INSERT INTO {table} (topic, person, created_at, merged_from) \
            SELECT $1, person, created_at, $2 FROM {table} WHERE topic = $2 ON CONFLICT (topic, person) DO NOTHING"
        );
        let joined = sqlx::query(&sql).bind(to).bind(from).execute(self.connection()).await?.rows_affected();
        self.add(count, to, unnamed + i64::try_from(joined).unwrap_or(0)).await
    }

    async fn part(
        &mut self,
        [table, count]: [&str; 2],
        from: i64,
        to: i64,
        unnamed: i64,
    ) -> Result<(), DatabaseError> {
        let sql = format!("DELETE FROM {table} WHERE topic = $1 AND merged_from = $2");
        let parted = sqlx::query(&sql).bind(to).bind(from).execute(self.connection()).await?.rows_affected();
        self.add(count, to, -unnamed - i64::try_from(parted).unwrap_or(0)).await
    }

    async fn add(&mut self, column: &str, topic: i64, step: i64) -> Result<(), DatabaseError> {
        let sql = format!(
            "UPDATE topics SET {column} = CASE WHEN {column} + $1 < 0 THEN 0 ELSE {column} + $1 END WHERE number = $2"
        );
        sqlx::query(&sql).bind(step).bind(topic).execute(self.connection()).await?;
        Ok(())
    }

    async fn is_there(&mut self, table: &str, row: i64) -> Result<bool, DatabaseError> {
        let sql = format!("SELECT 1 AS one FROM {table} WHERE number = $1");
        Ok(sqlx::query(&sql).bind(row).fetch_optional(self.connection()).await?.is_some())
    }

    async fn if_published(&mut self, topic: i64) -> Result<Option<i64>, DatabaseError> {
        let sql = "SELECT number FROM published_topics WHERE number = $1";
        let row = sqlx::query(sql).bind(topic).fetch_optional(self.connection()).await?;
        Ok(row.map(|_| topic))
    }

    async fn topic_of(&mut self, reply: i64) -> Result<i64, DatabaseError> {
        let row = sqlx::query("SELECT topic FROM replies WHERE number = $1").bind(reply);
        Ok(integer(&row.fetch_one(self.connection()).await?, "topic")?)
    }
}

fn bind<'q>(query: Query<'q, Any, AnyArguments<'q>>, value: &Value) -> Query<'q, Any, AnyArguments<'q>> {
    match value {
        Value::Nothing => query,
        Value::Number(number) => query.bind(*number),
        Value::Text(text) => query.bind(text.clone()),
    }
}
