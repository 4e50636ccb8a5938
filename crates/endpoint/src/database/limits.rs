//! How much a person did of late, for all instances alike.

use super::rows::integer;
use super::{Database, DatabaseError};

/// What one person did since some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recent {
    /// How many acts.
    pub count: u32,
    /// When the first of them was, in milliseconds since the epoch; 0 where there is none.
    pub oldest: i64,
}

impl Database {
    /// What `person` did after `since`, in milliseconds since the epoch.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recent_acts(&self, person: &str, since: i64) -> Result<Recent, DatabaseError> {
        const COUNT: &str = "SELECT COUNT(*) AS many, COALESCE(MIN(created_at), 0) AS oldest FROM acts \
            WHERE person = $1 AND created_at > $2";
        let count = sqlx::query(COUNT).bind(person.to_owned()).bind(since);
        let row = count.fetch_one(&mut *self.connection().await?).await?;
        let count = u32::try_from(integer(&row, "many")?).unwrap_or(u32::MAX);
        Ok(Recent { count, oldest: integer(&row, "oldest")? })
    }

    /// How many connections to the database there are, and how many of them wait for work.
    pub fn connections(&self) -> (u32, usize) {
        (self.pool.size(), self.pool.num_idle())
    }
}
