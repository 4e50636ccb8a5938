//! What a reader has to do with topics: what they did with them, what friends show them to have done, and what is not published
//! of what they see.

use std::collections::HashMap;

use goodword_core::model::{Id, Mark};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::rows::{flag, text};
use super::statement::Statement;
use super::{Database, DatabaseError, State};
use crate::wire::Word;

/// How many friends are named of one topic.
const FRIENDS: i64 = 20;

/// What one reader has to do with one topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewing {
    /// The topic's state, where it is not published.
    pub state: Option<State>,
    /// The reader has it too.
    pub me_too: bool,
    /// The reader's friends may see that.
    pub me_too_shared: bool,
    /// The reader follows it.
    pub follow: bool,
    /// The replies, by id, to which the reader gave a star.
    pub stars: Vec<String>,
    /// Those of them that the reader's friends may see.
    pub stars_shared: Vec<String>,
    /// The reader's friends who show what they said of it, by their ids.
    pub friends: Vec<(Id, Mark)>,
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
        for row in
            of_topics(&mut connection, of_person("me_too", ", mark.shared AS shared", person), topics).await?
        {
            let viewing = viewing.entry(text(&row, "topic")?).or_default();
            (viewing.me_too, viewing.me_too_shared) = (true, flag(&row, "shared")?);
        }
        for row in of_topics(&mut connection, of_person("follows", "", person), topics).await? {
            viewing.entry(text(&row, "topic")?).or_default().follow = true;
        }
        let mut stars = Statement::new(
            "SELECT topics.id AS topic, replies.id AS value, stars.shared AS shared FROM topics ",
        );
        stars.push(
            "JOIN replies ON replies.topic = topics.number JOIN stars ON stars.reply = replies.number ",
        );
        stars.push("WHERE stars.person = ").bind(person.to_owned()).push(" AND topics.id IN ");
        for row in of_topics(&mut connection, stars, topics).await? {
            let viewing = viewing.entry(text(&row, "topic")?).or_default();
            let star = text(&row, "value")?;
            viewing.stars_shared.extend(flag(&row, "shared")?.then(|| star.clone()));
            viewing.stars.push(star);
        }
        if !topics.is_empty() {
            let (sql, arguments) = of_friends(person, topics).into_parts();
            for row in sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await? {
                let mark = if flag(&row, "did")? { Mark::FoundUseful } else { Mark::MeToo };
                let friends = &mut viewing.entry(text(&row, "topic")?).or_default().friends;
                friends.push((text(&row, "person")?.into(), mark));
            }
        }
        // Databases sort by languages, and not all by the same.
        for viewing in viewing.values_mut() {
            viewing.friends.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
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

/// Which friends of the person show that they have which of these published topics too (0), or found one of its published replies
/// useful (1). Of one who shows both, the former.
fn of_friends(person: &str, topics: &[Id]) -> Statement {
    const HAVE_TOO: &str = "SELECT topic, person, did FROM (SELECT topic, person, MIN(did) AS did, \
        ROW_NUMBER() OVER (PARTITION BY topic ORDER BY person) AS place FROM (\
        SELECT published_topics.id AS topic, me_too.person AS person, CAST(0 AS BIGINT) AS did FROM published_topics \
        JOIN me_too ON me_too.topic = published_topics.number";
    const FOUND_USEFUL: &str = " UNION ALL SELECT published_topics.id, stars.person, CAST(1 AS BIGINT) FROM published_topics \
        JOIN published_replies ON published_replies.topic = published_topics.number \
        JOIN stars ON stars.reply = published_replies.number";
    let mut statement = Statement::default();
    for select in [HAVE_TOO, FOUND_USEFUL] {
        statement
            .push(select)
            .push(" WHERE shared = 1 AND person IN (SELECT friend FROM mutual_friends WHERE person = ");
        statement.bind(person.to_owned()).push(") AND published_topics.id IN ");
        statement.bind_list(topics.iter().map(ToString::to_string));
    }
    statement.push(") AS shown GROUP BY topic, person) AS placed WHERE place <= ").bind(FRIENDS);
    statement
}

fn of_person(table: &str, besides: &str, person: &str) -> Statement {
    let mut statement = Statement::new("SELECT topics.id AS topic");
    statement.push(besides).push(" FROM topics JOIN ");
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
