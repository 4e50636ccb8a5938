//! What a person can say with one press, once: I have it too, I follow it, this reply helped. Each is a row that is
//! there or not, and a count beside what it is for. Who said so is nobody's business, unless that person shows it to friends.

use goodword_core::model::{Person, Timestamp};

use super::kind::Kind;
use super::rows::integer;
use super::{Database, DatabaseError, Writer};

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

    /// The number of what it is for, where that is published.
    async fn find(self, writer: &mut Writer, topic: &str) -> Result<Option<i64>, DatabaseError> {
        const TOPIC: &str = "SELECT number FROM published_topics WHERE id = $1";
        const REPLY: &str = "SELECT number FROM published_replies WHERE id = $1 \
            AND topic = (SELECT number FROM published_topics WHERE id = $2)";
        let find = match self {
            Mark::MeToo | Mark::Follow => sqlx::query(TOPIC).bind(topic.to_owned()),
            Mark::Star { reply } => sqlx::query(REPLY).bind(reply.to_owned()).bind(topic.to_owned()),
        };
        let row = find.fetch_optional(writer.connection()).await?;
        Ok(row.map(|row| integer(&row, "number")).transpose()?)
    }

    /// Shows nobody any more that this person set it, here and, of a topic, where it came from; whether anyone saw it.
    async fn hide(self, writer: &mut Writer, number: i64, person: &str) -> Result<bool, DatabaseError> {
        // Undoing a merge must not show anew what was taken back in the meantime.
        const ME_TOO: &str = "UPDATE me_too SET shared = 0 WHERE shared = 1 AND person = $2 AND topic IN \
            (WITH RECURSIVE parts (number) AS (SELECT number FROM topics WHERE number = $1 UNION \
            SELECT topics.number FROM topics JOIN parts ON topics.merged_into = parts.number) SELECT number FROM parts)";
        const STAR: &str = "UPDATE stars SET shared = 0 WHERE shared = 1 AND reply = $1 AND person = $2";
        let hide = match self {
            Self::MeToo => ME_TOO,
            Self::Star { .. } => STAR,
            Self::Follow => return Ok(false),
        };
        let hidden = sqlx::query(hide).bind(number).bind(person.to_owned());
        Ok(hidden.execute(writer.connection()).await?.rows_affected() > 0)
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
        let Names { table, of, counted, count, acts } = mark.names();
        let id = if let Mark::Star { reply } = mark { reply } else { topic };
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let Some(number) = mark.find(&mut writer, topic).await? else { return Ok(None) };

        let was_shared = !is_set && mark.hide(&mut writer, number, person.id.as_str()).await?;
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
        if was_shared {
            self.forget().await;
        }
        Ok(Some(u32::try_from(told).unwrap_or(u32::MAX)))
    }

    /// Keeps that friends of `person` may see that the person has the topic too or, where one is given, found the reply useful, or
    /// that nobody may; whether the person says so at all, without which there is nothing to show, `None` where nothing like it is published.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn share(
        &self,
        now: Timestamp,
        person: &Person,
        topic: &str,
        reply: Option<&str>,
        is_shared: bool,
    ) -> Result<Option<bool>, DatabaseError> {
        let mark = reply.map_or(Mark::MeToo, |reply| Mark::Star { reply });
        let Names { table, of, .. } = mark.names();
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let Some(number) = mark.find(&mut writer, topic).await? else { return Ok(None) };
        if is_shared {
            let show = format!("UPDATE {table} SET shared = 1 WHERE {of} = $1 AND person = $2");
            let show = sqlx::query(&show).bind(number).bind(person.id.to_string());
            if show.execute(writer.connection()).await?.rows_affected() == 0 {
                return Ok(Some(false));
            }
        }
        let was_shared = !is_shared && mark.hide(&mut writer, number, person.id.as_str()).await?;
        writer.keep_totals();
        writer.commit().await?;
        if was_shared {
            self.forget().await;
        }
        Ok(Some(true))
    }

    /// Leaves nothing in the files of what was just taken back. It is taken back, whatever comes of this.
    pub(super) async fn forget(&self) {
        let forgotten = match self.connection().await {
            Ok(mut connection) => Kind::forget(&mut connection).await.map_err(DatabaseError::from),
            Err(error) => Err(error),
        };
        if let Err(error) = forgotten {
            tracing::warn!(%error, "what was taken back may stand in the log of changes for a while");
        }
    }
}
