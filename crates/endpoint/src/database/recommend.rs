//! One's own word for a product or the brand: one for each, given to whom one likes, and taken back without a trace.

use goodword_core::model::{Person, Recommendation, Timestamp};

use super::rows::text;
use super::{Database, DatabaseError};
use crate::wire::Word;

impl Database {
    /// Keeps the word as the only one of its person for its subject; its id, which is the one of before where there was
    /// one.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn recommend(
        &self,
        now: Timestamp,
        person: &Person,
        word: &Recommendation,
    ) -> Result<String, DatabaseError> {
        const FIND: &str =
            "SELECT id FROM recommendations WHERE person = $1 AND subject = $2 ORDER BY number DESC LIMIT 1";
        const OTHERS: &str = "DELETE FROM recommendations WHERE person = $1 AND subject = $2 AND id <> $3";
        // What a moderator hid stays hidden, whatever it says now.
        const SET: &str = "UPDATE recommendations SET verb = $1, text = $2, said_at = $3, audience = $4, will_answer = $5, \
            recent_key = $3 WHERE id = $6";
        let [own, subject] = [word.person.to_string(), word.subject.to_string()];
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let find = sqlx::query(FIND).bind(own.clone()).bind(subject.clone());
        let row = find.fetch_optional(writer.connection()).await?;
        let id = if let Some(row) = row {
            let id = text(&row, "id")?;
            let set = sqlx::query(SET).bind(word.verb.word()).bind(word.text.clone()).bind(now.millis());
            let set = set.bind(word.audience.word()).bind(i64::from(word.will_answer)).bind(id.clone());
            set.execute(writer.connection()).await?;
            let others = sqlx::query(OTHERS).bind(own.clone()).bind(subject).bind(id.clone());
            others.execute(writer.connection()).await?;
            id
        } else {
            writer.add_recommendation(word).await?;
            word.id.to_string()
        };
        writer.note(Some(&own), "recommend", &id).await?;
        writer.commit().await?;
        Ok(id)
    }

    /// Takes back what the person with this id said for the subject.
    ///
    /// # Errors
    /// The database failed, and nothing was changed.
    pub async fn withdraw(&self, now: Timestamp, person: &str, subject: &str) -> Result<(), DatabaseError> {
        const TAKE: &str = "DELETE FROM recommendations WHERE person = $1 AND subject = $2";
        let mut writer = self.write(now).await?;
        let take = sqlx::query(TAKE).bind(person.to_owned()).bind(subject.to_owned());
        if take.execute(writer.connection()).await?.rows_affected() > 0 {
            writer.note(Some(person), "withdraw", subject).await?;
        }
        writer.commit().await
    }
}
