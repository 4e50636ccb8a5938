//! How many came by the link with which somebody shared their word. A link has a code, and a code has a number: of those who came
//! nothing is kept, neither who nor when. Both are columns of the word, so that they go when it is taken back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use goodword_core::model::{Recommendation, Timestamp};
use sqlx::Row;

use super::eye::push_recommendations;
use super::rows::{RECOMMENDATION_COLUMNS, integer, recommendation};
use super::statement::Statement;
use super::{Database, DatabaseError, State, Writer};

/// So many that no code is guessed.
const CODE_BYTES: usize = 12;

/// Somebody's own word, and what became of sharing it.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// What was said, and to whom.
    pub word: Recommendation,
    /// Whether it is published, or waits.
    pub state: State,
    /// The code of its link; `None` for one that came from elsewhere and was not said anew here.
    pub referral: Option<String>,
    /// How many came by the link.
    pub referred: u64,
}

impl Database {
    /// What the person said for the subject; `None` where nothing, or nothing that is shown to the person any more.
    ///
    /// # Errors
    /// The database failed.
    pub async fn own_word(&self, person: &str, subject: &str) -> Result<Option<Own>, DatabaseError> {
        let mut statement = Statement::new("SELECT state, referral, referred, ");
        statement.push(RECOMMENDATION_COLUMNS);
        push_recommendations(&mut statement, Some(person)).push(" WHERE person = ").bind(person.to_owned());
        statement.push(" AND subject = ").bind(subject.to_owned()).push(" ORDER BY number DESC LIMIT 1");
        let (sql, arguments) = statement.into_parts();
        let row = sqlx::query_with(&sql, arguments).fetch_optional(&mut *self.connection().await?).await?;
        let Some(row) = row else { return Ok(None) };
        let (word, state, referral) = (recommendation(&row)?, State::of(&row)?, row.try_get("referral")?);
        Ok(Some(Own { word, state, referral, referred: integer(&row, "referred")?.unsigned_abs() }))
    }

    /// Counts one who came by the link with this code, if there is one.
    ///
    /// # Errors
    /// The database failed, and nothing was counted.
    pub async fn count_referral(&self, now: Timestamp, code: &str) -> Result<(), DatabaseError> {
        const COUNT: &str = "UPDATE recommendations SET referred = referred + 1 WHERE referral = $1";
        let mut writer = self.write(now).await?;
        let count = sqlx::query(COUNT).bind(code.to_owned());
        if count.execute(writer.connection()).await?.rows_affected() > 0 {
            writer.keep_totals();
            writer.commit().await?;
        }
        Ok(())
    }
}

impl Writer {
    /// The code of the link to the word with this id, which is given one where it has none.
    pub(super) async fn referral(&mut self, word: &str) -> Result<String, DatabaseError> {
        const GIVE: &str =
            "UPDATE recommendations SET referral = COALESCE(referral, $1) WHERE id = $2 RETURNING referral";
        let give = sqlx::query(GIVE).bind(fresh_code()?).bind(word.to_owned());
        Ok(give.fetch_one(self.connection()).await?.try_get("referral")?)
    }
}

fn fresh_code() -> Result<String, DatabaseError> {
    let mut code = [0; CODE_BYTES];
    getrandom::fill(&mut code)
        .map_err(|_| std::io::Error::other("the system gives no random numbers for a code"))?;
    Ok(URL_SAFE_NO_PAD.encode(code))
}
