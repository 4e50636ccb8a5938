//! What a person can say with one press, once: I have it too, I follow it, this reply helped. Each is a row that is
//! there or not, and a count beside what it is for.

use goodword_core::model::{Person, Timestamp};

use super::rows::integer;
use super::{Database, DatabaseError};

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark<'a> {
    /// I have this topic's question too.
    MeToo,
    /// I want to know how it goes on.
    Follow,
    /// The reply with this id helped.
    Star {
        /// The reply's id.
        reply: &'a str,
    },
}

/// The names that a mark has in the database.
struct Names {
    table: &'static str,
    /// The column that names what it is for.
    of: &'static str,
    /// Where the count stands.
    counted: &'static str,
    count: &'static str,
    acts: [&'static str; 2],
}

impl Mark<'_> {
    fn names(self) -> Names {
        let [table, of, counted, count] = match self {
            Self::MeToo => ["me_too", "topic", "topics", "me_too_count"],
            Self::Follow => ["follows", "topic", "topics", "follower_count"],
            Self::Star { .. } => ["stars", "reply", "replies", "star_count"],
        };
        let acts = match self {
            Self::MeToo => ["not me too", "me too"],
            Self::Follow => ["unfollow", "follow"],
            Self::Star { .. } => ["unstar", "star"],
        };
        Names { table, of, counted, count, acts }
    }
}

impl Database {
    /// Keeps that `person` sets the mark, or takes it back; the count after it, `None` where nothing like it is
    /// published.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn mark(
        &self,
        now: Timestamp,
        person: &Person,
        topic: &str,
        mark: Mark<'_>,
        is_set: bool,
    ) -> Result<Option<u32>, DatabaseError> {
        const TOPIC: &str = "SELECT number FROM published_topics WHERE id = $1";
        const REPLY: &str = "SELECT number FROM published_replies WHERE id = $1 \
            AND topic = (SELECT number FROM published_topics WHERE id = $2)";
        let Names { table, of, counted, count, acts } = mark.names();
        let (find, id) = match mark {
            Mark::MeToo | Mark::Follow => (sqlx::query(TOPIC).bind(topic.to_owned()), topic),
            Mark::Star { reply } => (sqlx::query(REPLY).bind(reply.to_owned()).bind(topic.to_owned()), reply),
        };
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let Some(row) = find.fetch_optional(writer.connection()).await? else { return Ok(None) };
        let number = integer(&row, "number")?;

        let change = if is_set {
            format!(
                "INSERT INTO {table} ({of}, person, created_at) VALUES ($1, $2, $3) ON CONFLICT ({of}, person) DO NOTHING"
            )
        } else {
            format!("DELETE FROM {table} WHERE {of} = $1 AND person = $2")
        };
        let change = sqlx::query(&change).bind(number).bind(person.id.to_string());
        let change = if is_set { change.bind(now.millis()) } else { change };
        if change.execute(writer.connection()).await?.rows_affected() > 0 {
            let step: i64 = if is_set { 1 } else { -1 };
            let add = format!(
                "UPDATE {counted} SET {count} = CASE WHEN {count} + $1 < 0 THEN 0 ELSE {count} + $1 END WHERE number = $2"
            );
            sqlx::query(&add).bind(step).bind(number).execute(writer.connection()).await?;
            writer.note(Some(person.id.as_str()), acts[usize::from(is_set)], id).await?;
        } else if is_set && table != "stars" {
            // It came along with a topic that was merged; from now on it stays, whatever becomes of that.
            let own = format!("UPDATE {table} SET merged_from = NULL WHERE {of} = $1 AND person = $2");
            let own = sqlx::query(&own).bind(number).bind(person.id.to_string());
            own.execute(writer.connection()).await?;
        }
        writer.keep_totals();
        let told = format!("SELECT {count} AS told FROM {counted} WHERE number = $1");
        let row = sqlx::query(&told).bind(number).fetch_one(writer.connection()).await?;
        let told = integer(&row, "told")?;
        writer.commit().await?;
        Ok(Some(u32::try_from(told).unwrap_or(u32::MAX)))
    }
}
