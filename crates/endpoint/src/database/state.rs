//! What the public sees of what was written: published, waiting to be looked at, or hidden.

use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

use super::rows::{integer, text};
use super::{DatabaseError, Writer, words};
use crate::wire::Word;

/// Whether a topic, reply or recommendation is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Everyone sees it.
    Published,
    /// Nobody has looked at it yet.
    Waiting,
    /// Somebody looked at it and took it away.
    Hidden,
    /// It is between its asker and the friend who was asked, and was never among what can be published.
    Private,
}

impl Word for State {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("published", Self::Published),
        ("waiting", Self::Waiting),
        ("hidden", Self::Hidden),
        ("private", Self::Private),
    ];
}

/// How something makes one feel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Glad of it.
    Happy,
    /// Neither glad nor not.
    Fine,
    /// Let down.
    Sad,
    /// Angry.
    Angry,
}

impl Word for Mood {
    const WORDS: &'static [(&'static str, Self)] =
        &[("happy", Self::Happy), ("fine", Self::Fine), ("sad", Self::Sad), ("angry", Self::Angry)];
}

impl Writer {
    /// Changes a topic's state; whether there is such a topic.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_topic_state(&mut self, topic: &str, state: State) -> Result<bool, DatabaseError> {
        const SET: &str = "UPDATE topics SET state = $1 WHERE id = $2 RETURNING number";
        let set = sqlx::query(SET).bind(state.word()).bind(topic.to_owned());
        let Some(number) = self.number(set).await? else { return Ok(false) };
        words::refresh(self.connection(), number).await?;
        Ok(true)
    }

    /// Changes a reply's state, and counts it accordingly; whether there is such a reply.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_reply_state(
        &mut self,
        topic: &str,
        reply: &str,
        state: State,
    ) -> Result<bool, DatabaseError> {
        const FIND: &str = "SELECT replies.number AS number, replies.topic AS topic, replies.state AS state FROM replies \
            JOIN topics ON topics.number = replies.topic WHERE topics.id = $1 AND replies.id = $2";
        let find = sqlx::query(FIND).bind(topic.to_owned()).bind(reply.to_owned());
        let Some(row) = find.fetch_optional(self.connection()).await? else { return Ok(false) };
        let was_public = text(&row, "state")? == State::Published.word();
        let (topic, added) =
            (integer(&row, "topic")?, i64::from(state == State::Published) - i64::from(was_public));

        let set = sqlx::query("UPDATE replies SET state = $1 WHERE number = $2");
        set.bind(state.word()).bind(integer(&row, "number")?).execute(self.connection()).await?;
        let count = sqlx::query("UPDATE topics SET reply_count = reply_count + $1 WHERE number = $2");
        count.bind(added).bind(topic).execute(self.connection()).await?;
        words::refresh(self.connection(), topic).await?;
        Ok(true)
    }

    /// Changes a recommendation's state; whether there is such a recommendation.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_recommendation_state(&mut self, id: &str, state: State) -> Result<bool, DatabaseError> {
        const SET: &str = "UPDATE recommendations SET state = $1 WHERE id = $2 RETURNING number";
        let set = sqlx::query(SET).bind(state.word()).bind(id.to_owned());
        Ok(self.number(set).await?.is_some())
    }

    async fn number(
        &mut self,
        query: Query<'static, Any, AnyArguments<'static>>,
    ) -> Result<Option<i64>, DatabaseError> {
        let row = query.fetch_optional(self.connection()).await?;
        Ok(row.map(|row| integer(&row, "number")).transpose()?)
    }
}
