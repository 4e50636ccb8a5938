//! What a reader has to do with topics: what they did with them, and what is not published of what they see.

use std::collections::HashMap;

use goodword_core::model::Id;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::rows::text;
use super::statement::Statement;
use super::{Database, DatabaseError, State};
use crate::wire::Word;

/// What one reader has to do with one topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewing {
    /// The topic's state, where it is not published.
    pub state: Option<State>,
    /// The reader has it too.
    pub me_too: bool,
    /// The reader follows it.
    pub follow: bool,
    /// The replies, by id, to which the reader gave a star.
    pub stars: Vec<String>,
    /// The states of replies, by id, that are not published.
    pub replies: HashMap<String, State>,
}

impl Database {
    /// What the person with this id has to do with these topics, by the topics' ids.
    ///
    /// # Errors
    /// The database failed.
    pub async fn viewing(
        &self,
        person: &str,
        topics: &[Id],
    ) -> Result<HashMap<String, Viewing>, DatabaseError> {
        const STATES: &str =
            "SELECT id AS topic, state AS value FROM topics WHERE state <> 'published' AND id IN ";
        const REPLIES: &str = "SELECT topics.id AS topic, replies.id AS value, replies.state AS state FROM topics \
            JOIN replies ON replies.topic = topics.number WHERE replies.state <> 'published' AND topics.id IN ";
        let mut viewing: HashMap<String, Viewing> = HashMap::new();
        let mut connection = self.connection().await?;
        for row in of_topics(&mut connection, Statement::new(STATES), topics).await? {
            let state = State::from_word(&text(&row, "value")?);
            viewing.entry(text(&row, "topic")?).or_default().state = state;
        }
        for row in of_topics(&mut connection, Statement::new(REPLIES), topics).await? {
            let state = State::from_word(&text(&row, "state")?).unwrap_or(State::Hidden);
            let replies = &mut viewing.entry(text(&row, "topic")?).or_default().replies;
            replies.insert(text(&row, "value")?, state);
        }
        for row in of_topics(&mut connection, of_person("me_too", person), topics).await? {
            viewing.entry(text(&row, "topic")?).or_default().me_too = true;
        }
        for row in of_topics(&mut connection, of_person("follows", person), topics).await? {
            viewing.entry(text(&row, "topic")?).or_default().follow = true;
        }
        let mut stars = Statement::new("SELECT topics.id AS topic, replies.id AS value FROM topics ");
        stars.push(
            "JOIN replies ON replies.topic = topics.number JOIN stars ON stars.reply = replies.number ",
        );
        stars.push("WHERE stars.person = ").bind(person.to_owned()).push(" AND topics.id IN ");
        for row in of_topics(&mut connection, stars, topics).await? {
            viewing.entry(text(&row, "topic")?).or_default().stars.push(text(&row, "value")?);
        }
        Ok(viewing)
    }

    /// How topics make their askers feel, by the topics' ids, where they said so.
    ///
    /// # Errors
    /// The database failed.
    pub async fn moods(&self, topics: &[Id]) -> Result<HashMap<String, String>, DatabaseError> {
        const MOODS: &str = "SELECT id AS topic, mood AS value FROM topics WHERE mood IS NOT NULL AND id IN ";
        let mut connection = self.connection().await?;
        let rows = of_topics(&mut connection, Statement::new(MOODS), topics).await?;
        Ok(rows
            .iter()
            .map(|row| Ok((text(row, "topic")?, text(row, "value")?)))
            .collect::<sqlx::Result<_>>()?)
    }
}

fn of_person(table: &str, person: &str) -> Statement {
    let mut statement = Statement::new("SELECT topics.id AS topic FROM topics JOIN ");
    statement.push(table).push(" AS mark ON mark.topic = topics.number WHERE mark.person = ");
    statement.bind(person.to_owned()).push(" AND topics.id IN ");
    statement
}

async fn of_topics(
    connection: &mut AnyConnection,
    mut statement: Statement,
    topics: &[Id],
) -> Result<Vec<AnyRow>, DatabaseError> {
    if topics.is_empty() {
        return Ok(Vec::new());
    }
    statement.bind_list(topics.iter().map(ToString::to_string));
    let (sql, arguments) = statement.into_parts();
    Ok(sqlx::query_with(&sql, arguments).fetch_all(connection).await?)
}
