//! What a moderator decides about recommendations. Only those for everyone: what is said to friends, or kept, is not a
//! moderator's to read.

use super::edits::{Edit, Field};
use super::moderation::Deed;
use super::rows::{RECOMMENDATION_COLUMNS, integer, recommendation, text};
use super::{Database, DatabaseError, State, Writer};
use crate::wire::Word;
use goodword_core::model::Recommendation;

/// What begins the name by which a recommendation stands where topics are named: in requests, in the log, in what changed.
const STAND_IN: &str = "recommendation:";

/// The name of the recommendation with this id among topics.
pub fn stand_in(recommendation: &str) -> String {
    format!("{STAND_IN}{recommendation}")
}

/// The id of the recommendation that is named so; `None` where a topic is.
pub fn stood_for(topic: &str) -> Option<&str> {
    topic.strip_prefix(STAND_IN)
}

impl Database {
    /// The recommendation for everyone with this id, in whatever state; for moderators.
    ///
    /// # Errors
    /// The database failed.
    pub async fn vetted(&self, id: &str) -> Result<Option<(Recommendation, State)>, DatabaseError> {
        let find = format!(
            "SELECT state, {RECOMMENDATION_COLUMNS} FROM recommendations WHERE id = $1 AND audience = 'public'"
        );
        let find = sqlx::query(&find).bind(id.to_owned());
        let row = find.fetch_optional(&mut *self.connection().await?).await?;
        Ok(row.map(|row| Ok::<_, sqlx::Error>((recommendation(&row)?, State::of(&row)?))).transpose()?)
    }
}

impl Writer {
    /// What doing it to the recommendation with this id changes, or why it cannot be done; `None` where there is none.
    pub(super) async fn plan_word(
        &mut self,
        id: &str,
        deed: &Deed,
    ) -> Result<Option<Result<Vec<Edit>, &'static str>>, DatabaseError> {
        const FIND: &str = "SELECT number, state FROM recommendations WHERE id = $1 AND audience = 'public'";
        let row = sqlx::query(FIND).bind(id.to_owned()).fetch_optional(self.connection()).await?;
        let Some(row) = row else { return Ok(None) };
        let (number, state) = (integer(&row, "number")?, State::of(&row)?);
        let to = match (deed, state) {
            (Deed::Approve, State::Hidden) => return Ok(Some(Err("it is hidden; restore it instead"))),
            (Deed::Restore, State::Waiting) => return Ok(Some(Err("it waits; approve it instead"))),
            (Deed::Approve | Deed::Restore, _) => State::Published,
            (Deed::Hide, _) => State::Hidden,
            _ => return Ok(Some(Err("it is done to a topic or a reply, not to a recommendation"))),
        };
        let edit = Edit::set(Field::RecommendationState, number, state, to);
        Ok(Some(Ok(edit.into_iter().collect())))
    }
}

impl State {
    /// What the row's column `state` says.
    pub(super) fn of(row: &sqlx::any::AnyRow) -> sqlx::Result<Self> {
        Ok(Self::from_word(&text(row, "state")?).unwrap_or(Self::Hidden))
    }
}
