//! What changed among published rows, in the order in which it came to be seen.
//!
//! Panels ask for it every few seconds, so that nothing new costs one look at the end of an index. One transaction writes
//! at a time, so that changes come to be seen in the order of their numbers, and a reader who is told one has missed none
//! before it.

use goodword_core::model::Timestamp;
use sqlx::Row;

use super::rows::{integer, text};
use super::{Database, DatabaseError, Writer};

/// How many changes are told at once.
const MANY: i64 = 100;

/// One change of a published topic, or of what it consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was done: `topic`, `reply`, or the act of a moderator.
    pub act: String,
    /// The topic's id.
    pub topic: String,
    /// When.
    pub at: Timestamp,
}

/// Some changes, and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// In their order.
    pub changes: Vec<Change>,
    /// The number of the last change that is told, or that there is.
    pub last: i64,
}

impl Database {
    /// The changes after the one with this number, of one topic or of all; none where no number is given, and in
    /// both cases where to ask on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn changes(&self, after: Option<i64>, topic: Option<&str>) -> Result<Changes, DatabaseError> {
        const LAST: &str = "SELECT COALESCE(MAX(number), 0) AS number FROM changes";
        const ALL: &str = "SELECT number, created_at, act, topic FROM changes WHERE number > $1 AND number <= $2 \
            ORDER BY number LIMIT $3";
        const OF_TOPIC: &str = "SELECT number, created_at, act, topic FROM changes WHERE number > $1 AND number <= $2 \
            AND topic = $4 ORDER BY number LIMIT $3";
        let mut connection = self.connection().await?;
        let last: i64 = sqlx::query(LAST).fetch_one(&mut *connection).await?.try_get("number")?;
        let Some(after) = after.filter(|after| *after < last) else {
            return Ok(Changes { changes: Vec::new(), last });
        };
        let query =
            sqlx::query(if topic.is_some() { OF_TOPIC } else { ALL }).bind(after).bind(last).bind(MANY);
        let query = if let Some(topic) = topic { query.bind(topic.to_owned()) } else { query };
        let rows = query.fetch_all(&mut *connection).await?;
        let mut changes = Vec::with_capacity(rows.len());
        for row in &rows {
            let at = Timestamp::from_millis(integer(row, "created_at")?);
            changes.push(Change { act: text(row, "act")?, topic: text(row, "topic")?, at });
        }
        let is_whole = i64::try_from(rows.len()).is_ok_and(|length| length < MANY);
        let told = rows.last().map(|row| integer(row, "number")).transpose()?;
        Ok(Changes { changes, last: if is_whole { last } else { told.unwrap_or(last) } })
    }
}

impl Writer {
    /// Tells readers, once this is committed, that a published topic changed.
    pub(super) fn changed(&mut self, act: &str, topic: &str) {
        self.changes.push((act.to_owned(), topic.to_owned()));
    }

    /// Writes down what was told; the last thing before the commit.
    pub(super) async fn put_changes(&mut self) -> Result<(), DatabaseError> {
        const PUT: &str = "INSERT INTO changes (number, created_at, act, topic) \
            SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3 FROM changes";
        let now = self.now().millis();
        for (act, topic) in std::mem::take(&mut self.changes) {
            let put = sqlx::query(PUT).bind(now).bind(act).bind(topic);
            put.execute(self.connection()).await?;
        }
        Ok(())
    }
}
