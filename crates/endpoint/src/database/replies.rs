//! The replies of topics.

use std::collections::HashMap;

use goodword_core::model::Reply;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::page::{Key, Page, PageRequest, cut};
use super::rows::{REPLY_COLUMNS, integer, reply};
use super::statement::Statement;
use super::{Database, DatabaseError, Eye};

impl Database {
    /// Those of a topic's replies that `eye` sees, oldest first; `None` where it sees no such topic.
    ///
    /// # Errors
    /// The database failed.
    pub async fn replies(
        &self,
        eye: &Eye,
        topic: &str,
        page: PageRequest,
    ) -> Result<Option<Page<Reply>>, DatabaseError> {
        let mut connection = self.connection().await?;
        let Some(topic) = seen(&mut connection, eye, topic).await? else { return Ok(None) };
        of_topic(&mut connection, eye, topic, page).await.map(Some)
    }
}

/// The number of a published topic.
pub(super) async fn number(
    connection: &mut AnyConnection,
    topic: &str,
) -> Result<Option<i64>, DatabaseError> {
    seen(connection, &Eye::Public, topic).await
}

/// The number of a topic that `eye` sees.
async fn seen(connection: &mut AnyConnection, eye: &Eye, topic: &str) -> Result<Option<i64>, DatabaseError> {
    let mut statement = Statement::new("SELECT number");
    eye.push_topics(&mut statement).push(" WHERE id = ").bind(topic.to_owned());
    let (sql, arguments) = statement.into_parts();
    let row = sqlx::query_with(&sql, arguments).fetch_optional(connection).await?;
    Ok(row.map(|row| integer(&row, "number")).transpose()?)
}

/// Those replies that `eye` sees of the topic with this number, which it sees. They are sorted by their number alone.
pub(super) async fn of_topic(
    connection: &mut AnyConnection,
    eye: &Eye,
    topic: i64,
    page: PageRequest,
) -> Result<Page<Reply>, DatabaseError> {
    let mut statement = Statement::new("SELECT COUNT(*) AS total");
    eye.push_replies(&mut statement).push(" WHERE topic = ").bind(topic);
    let (sql, arguments) = statement.into_parts();
    let count = sqlx::query_with(&sql, arguments).fetch_one(&mut *connection).await?;
    let total = count.try_get::<i64, _>("total")?;

    let mut statement = Statement::new("SELECT ");
    statement.push(REPLY_COLUMNS);
    eye.push_replies(&mut statement).push(" WHERE topic = ").bind(topic);
    statement.push(" AND number > ").bind(page.after.map_or(0, |after| after.number));
    statement.push(" ORDER BY number LIMIT ").bind(i64::from(page.limit) + 1);
    let (sql, arguments) = statement.into_parts();
    let rows = sqlx::query_with(&sql, arguments).fetch_all(connection).await?;
    let keyed = |row: &AnyRow| -> sqlx::Result<(Key, Reply)> {
        Ok((Key { first: 0, second: 0, number: integer(row, "number")? }, reply(row)?))
    };
    let mut rows = rows.iter().map(keyed).collect::<Result<Vec<_>, _>>()?;
    let next = cut(&mut rows, page.limit);
    let rows = rows.into_iter().map(|(_, reply)| reply).collect();
    Ok(Page { total: total.unsigned_abs(), rows, next })
}

/// For each topic, by its number: the best answer (the first reply marked best, else the first official one) or, where
/// there is none, the first reply.
pub(super) async fn answers(
    connection: &mut AnyConnection,
    topics: &[i64],
) -> Result<HashMap<i64, Reply>, DatabaseError> {
    // `best` and `official` are 1 or 0, so that this sorts the answer to the front: 2, 1 or 0.
    let mut statement = Statement::new("SELECT ");
    statement.push(REPLY_COLUMNS).push(" FROM (SELECT ").push(REPLY_COLUMNS).push(
        ", ROW_NUMBER() OVER (PARTITION BY topic ORDER BY CASE WHEN best = 1 THEN 2 ELSE official END DESC, number) \
        AS place FROM published_replies WHERE topic IN ",
    );
    statement.bind_list(topics.iter().copied()).push(") AS placed WHERE place = 1");
    let (sql, arguments) = statement.into_parts();
    let rows = sqlx::query_with(&sql, arguments).fetch_all(connection).await?;
    let mut answers = HashMap::with_capacity(rows.len());
    for row in &rows {
        answers.insert(integer(row, "topic")?, reply(row)?);
    }
    Ok(answers)
}

/// All replies of topics, by the topics' numbers, in order.
pub(super) async fn all(
    connection: &mut AnyConnection,
    topics: &[i64],
) -> Result<HashMap<i64, Vec<Reply>>, DatabaseError> {
    let mut statement = Statement::new("SELECT ");
    statement.push(REPLY_COLUMNS).push(" FROM published_replies WHERE topic IN ");
    statement.bind_list(topics.iter().copied()).push(" ORDER BY number");
    let (sql, arguments) = statement.into_parts();
    let mut replies: HashMap<i64, Vec<Reply>> = HashMap::new();
    for row in sqlx::query_with(&sql, arguments).fetch_all(connection).await? {
        replies.entry(integer(&row, "topic")?).or_default().push(reply(&row)?);
    }
    Ok(replies)
}
