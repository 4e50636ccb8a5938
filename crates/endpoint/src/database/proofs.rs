//! What all instances must know of proofs of work: the secret that signs challenges, which proofs were taken, and how much
//! is written at the moment.

use goodword_core::model::Timestamp;

use super::rows::{integer, text};
use super::{Database, DatabaseError};

/// The name of the secret among the facts of the community. It is in no export.
const SECRET: &str = "proof_secret";

impl Database {
    /// The secret of this community; `fresh` becomes it where there is none yet.
    ///
    /// # Errors
    /// The database failed.
    pub async fn proof_secret(&self, fresh: &str) -> Result<String, DatabaseError> {
        const READ: &str = "SELECT value FROM meta WHERE key = $1";
        const KEEP: &str = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
        let mut connection = self.connection().await?;
        let read = sqlx::query(READ).bind(SECRET);
        if let Some(row) = read.fetch_optional(&mut *connection).await? {
            return Ok(text(&row, "value")?);
        }
        sqlx::query(KEEP).bind(SECRET).bind(fresh.to_owned()).execute(&mut *connection).await?;
        let row = sqlx::query(READ).bind(SECRET).fetch_one(&mut *connection).await?;
        Ok(text(&row, "value")?)
    }

    /// Takes a proof; whether it was not taken before. Those that expired are forgotten.
    ///
    /// # Errors
    /// The database failed.
    pub async fn spend_proof(
        &self,
        now: Timestamp,
        challenge: &str,
        expires: Timestamp,
    ) -> Result<bool, DatabaseError> {
        const SPEND: &str = "INSERT INTO spent_proofs (challenge, created_at, expires_at) VALUES ($1, $2, $3) \
            ON CONFLICT (challenge) DO NOTHING";
        let mut writer = self.write(now).await?;
        let forget = sqlx::query("DELETE FROM spent_proofs WHERE expires_at < $1").bind(now.millis());
        forget.execute(writer.connection()).await?;
        let spend = sqlx::query(SPEND).bind(challenge.to_owned()).bind(now.millis()).bind(expires.millis());
        let is_new = spend.execute(writer.connection()).await?.rows_affected() > 0;
        writer.commit().await?;
        Ok(is_new)
    }

    /// Whether at least `many` questions and replies were written after `since`, in milliseconds since the epoch.
    ///
    /// # Errors
    /// The database failed.
    pub async fn has_posts_since(&self, since: i64, many: u32) -> Result<bool, DatabaseError> {
        const COUNT: &str = "SELECT COUNT(*) AS many FROM (SELECT number FROM acts \
            WHERE created_at > $1 AND act IN ('ask', 'reply') LIMIT $2) AS late";
        let count = sqlx::query(COUNT).bind(since).bind(i64::from(many));
        let row = count.fetch_one(&mut *self.connection().await?).await?;
        Ok(integer(&row, "many")? >= i64::from(many))
    }
}
