//! What changed among published rows, and for moderators what waits, in the order in which it came to be seen.
//!
//! Panels ask for it every few seconds, so that nothing new costs one look at the end of an index. One transaction writes
//! at a time, so that changes come to be seen in the order of their numbers, and a reader who is told one has missed none
//! before it.
//!
//! Old changes are forgotten now and then. Whoever asks for what came after one that is forgotten is told so, and reads
//! everything again.

use goodword_core::model::Timestamp;
use sqlx::Row;

use super::rows::{integer, text};
use super::statement::Statement;
use super::{Database, DatabaseError, Eye, Writer};

/// How many changes are told at once.
const MANY: i64 = 100;

/// For how long a change is kept, and how many are kept at most.
const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
const KEPT_ROWS: i64 = 100_000;

/// After how many changes old ones are forgotten, and how many at once, so that nobody waits for long.
const EVERY: i64 = 256;
const FORGOTTEN: i64 = 10_000;

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
    /// Whether changes are missing because they are forgotten, so that anything may have changed.
    pub is_lost: bool,
}

/// A change that is about to be told.
#[derive(Debug)]
pub(super) struct Told {
    act: String,
    topic: String,
    for_moderators: bool,
}

impl Database {
    /// The changes that `eye` may see after the one with this number, of one topic or of all; none where no number is given, and in
    /// both cases where to ask on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn changes(
        &self,
        eye: &Eye,
        after: Option<i64>,
        topic: Option<&str>,
    ) -> Result<Changes, DatabaseError> {
        const LAST: &str = "SELECT COALESCE(MAX(number), 0) AS number FROM changes";
        const FIRST: &str = "SELECT COALESCE(MIN(number), 1) AS number FROM changes";
        let mut connection = self.connection().await?;
        let last: i64 = sqlx::query(LAST).fetch_one(&mut *connection).await?.try_get("number")?;
        let Some(after) = after.filter(|after| *after < last) else {
            return Ok(Changes { changes: Vec::new(), last, is_lost: false });
        };
        let first: i64 = sqlx::query(FIRST).fetch_one(&mut *connection).await?.try_get("number")?;
        if after.saturating_add(1) < first {
            return Ok(Changes { changes: Vec::new(), last, is_lost: true });
        }
        let mut statement =
            Statement::new("SELECT number, created_at, act, topic FROM changes WHERE number > ");
        statement.bind(after).push(" AND number <= ").bind(last);
        if *eye != Eye::Moderator {
            statement.push(" AND for_moderators = 0");
        }
        if let Some(topic) = topic {
            statement.push(" AND topic = ").bind(topic.to_owned());
        }
        statement.push(" ORDER BY number LIMIT ").bind(MANY);
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;
        let mut changes = Vec::with_capacity(rows.len());
        for row in &rows {
            let at = Timestamp::from_millis(integer(row, "created_at")?);
            changes.push(Change { act: text(row, "act")?, topic: text(row, "topic")?, at });
        }
        let is_whole = i64::try_from(rows.len()).is_ok_and(|length| length < MANY);
        let told = rows.last().map(|row| integer(row, "number")).transpose()?;
        let last = if is_whole { last } else { told.unwrap_or(last) };
        Ok(Changes { changes, last, is_lost: false })
    }
}

impl Writer {
    /// Tells readers, once this is committed, that a published topic changed.
    pub(super) fn changed(&mut self, act: &str, topic: &str) {
        self.changes.push(Told { act: act.to_owned(), topic: topic.to_owned(), for_moderators: false });
    }

    /// Tells moderators alone, once this is committed, that something is to be looked at or was looked at.
    pub(super) fn changed_in_queue(&mut self, act: &str, topic: &str) {
        self.changes.push(Told { act: act.to_owned(), topic: topic.to_owned(), for_moderators: true });
    }

    /// Writes down what was told; the last thing before the commit.
    pub(super) async fn put_changes(&mut self) -> Result<(), DatabaseError> {
        const PUT: &str = "INSERT INTO changes (number, created_at, act, topic, for_moderators) \
            SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3, $4 FROM changes RETURNING number";
        let now = self.now().millis();
        for Told { act, topic, for_moderators } in std::mem::take(&mut self.changes) {
            let put = sqlx::query(PUT).bind(now).bind(act).bind(topic).bind(i64::from(for_moderators));
            let number = integer(&put.fetch_one(self.connection()).await?, "number")?;
            if number % EVERY == 0 {
                self.forget_changes(number).await?;
            }
        }
        Ok(())
    }

    /// Forgets what is too old or too much; `last`, the number of the last change, stays, because the next one's follows it.
    async fn forget_changes(&mut self, last: i64) -> Result<(), DatabaseError> {
        const OLD: &str = "SELECT COALESCE(MIN(number), 1) AS first, \
            COALESCE(MAX(CASE WHEN created_at < $1 THEN number END), 0) AS old FROM changes";
        let old = sqlx::query(OLD).bind(self.now().millis().saturating_sub(KEPT_MS));
        let row = old.fetch_one(self.connection()).await?;
        let (first, old) = (integer(&row, "first")?, integer(&row, "old")?);
        let to = old.max(last - KEPT_ROWS).min(last - 1).min(first.saturating_add(FORGOTTEN - 1));
        let forget = sqlx::query("DELETE FROM changes WHERE number <= $1").bind(to);
        forget.execute(self.connection()).await?;
        Ok(())
    }
}
