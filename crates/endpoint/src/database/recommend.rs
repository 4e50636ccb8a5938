//! One's own word for a product or the brand: one for each, given to whom one likes, and taken back without a trace. What a
//! newcomer says to everyone waits for a moderator.

use goodword_core::model::{Audience, Person, Recommendation, Timestamp};

use super::rows::text;
use super::writing::Written;
use super::{Database, DatabaseError, State, stand_in};
use crate::wire::Word;

/// A word that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommended {
    /// Its id, which is the one of before where there was one, and whether it is published.
    pub written: Written,
    /// The code of the link to share it by.
    pub referral: String,
}

impl Database {
    /// Keeps the word as the only one of its person for its subject. `at_once` says that it is, even where nothing of the person's was before.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn recommend(
        &self,
        now: Timestamp,
        person: &Person,
        word: &Recommendation,
        at_once: bool,
    ) -> Result<Recommended, DatabaseError> {
        const FIND: &str = "SELECT id, state FROM recommendations WHERE person = $1 AND subject = $2 ORDER BY number DESC LIMIT 1";
        const OTHERS: &str = "DELETE FROM recommendations WHERE person = $1 AND subject = $2 AND id <> $3";
        // What a moderator hid stays hidden, whatever it says now.
        const SET: &str = "UPDATE recommendations SET verb = $1, text = $2, said_at = $3, audience = $4, will_answer = $5, \
            recent_key = $3, state = $6 WHERE id = $7";
        let [own, subject] = [word.person.to_string(), word.subject.to_string()];
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        // What is said to friends reaches nobody who did not choose to hear it, and is no moderator's to read.
        let at_once = at_once || word.audience != Audience::Public;
        let state = writer.state_for(&own, at_once).await?;
        let find = sqlx::query(FIND).bind(own.clone()).bind(subject.clone());
        let row = find.fetch_optional(writer.connection()).await?;
        let written = if let Some(row) = row {
            let id = text(&row, "id")?;
            let state = if State::of(&row)? == State::Hidden { State::Hidden } else { state };
            let set = sqlx::query(SET).bind(word.verb.word()).bind(word.text.clone()).bind(now.millis());
            let set = set.bind(word.audience.word()).bind(i64::from(word.will_answer));
            let set = set.bind(state.word()).bind(id.clone());
            set.execute(writer.connection()).await?;
            let others = sqlx::query(OTHERS).bind(own.clone()).bind(subject).bind(id.clone());
            others.execute(writer.connection()).await?;
            Written { id, state }
        } else {
            writer.add_recommendation(word).await?;
            writer.set_recommendation_state(word.id.as_str(), state).await?;
            Written { id: word.id.to_string(), state }
        };
        if state == State::Waiting {
            writer.changed_in_queue("waiting", &stand_in(&written.id));
        }
        let referral = writer.referral(&written.id).await?;
        writer.note(Some(&own), "recommend", &written.id).await?;
        writer.commit().await?;
        Ok(Recommended { written, referral })
    }

    /// Takes back what the person with this id said for the subject. Neither the words nor the code
    /// of their link are left in the database's files, as far as it is in its hands; the log has that something was taken back.
    ///
    /// # Errors
    /// The database failed, and nothing was changed.
    pub async fn withdraw(&self, now: Timestamp, person: &str, subject: &str) -> Result<(), DatabaseError> {
        const TAKE: &str = "DELETE FROM recommendations WHERE person = $1 AND subject = $2";
        let mut writer = self.write(now).await?;
        let take = sqlx::query(TAKE).bind(person.to_owned()).bind(subject.to_owned());
        if take.execute(writer.connection()).await?.rows_affected() == 0 {
            return Ok(());
        }
        writer.note(Some(person), "withdraw", subject).await?;
        writer.commit().await?;
        // And the next time does the same for both.
        self.forget().await;
        Ok(())
    }
}
