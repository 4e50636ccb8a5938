//! Published topics: one, a page of a sorted and filtered list, or those of given numbers.

use std::collections::HashMap;

use goodword_core::model::{Id, Kind, Status, Topic};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::page::{self, Key, Page, PageRequest, cut};
use super::rows::{TOPIC_COLUMNS, integer, text, topic};
use super::statement::Statement;
use super::{Database, DatabaseError, Eye, replies};
use crate::wire::Word;

/// How topics are sorted; the greatest value first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Last activity.
    #[default]
    Active,
    /// When it was asked.
    Recent,
    /// Most replies.
    Replies,
    /// Most me-toos.
    MeToo,
    /// Only questions and problems that wait for an answer; most me-toos.
    Unanswered,
}

impl Word for Sort {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("active", Self::Active),
        ("recent", Self::Recent),
        ("replies", Self::Replies),
        ("me_too", Self::MeToo),
        ("unanswered", Self::Unanswered),
    ];
}

impl Sort {
    /// The columns it sorts by.
    fn columns(self) -> [&'static str; 2] {
        match self {
            Self::Active => ["active_key", "recent_key"],
            Self::Recent => ["recent_key", "active_key"],
            Self::Replies => ["reply_count", "active_key"],
            Self::MeToo => ["me_too_count", "active_key"],
            Self::Unanswered => ["me_too_count", "recent_key"],
        }
    }
}

/// Which topics. What is empty or `None` leaves all.
#[derive(Clone, Debug, Default)]
pub struct TopicFilter {
    /// Of any of these kinds.
    pub kinds: Vec<Kind>,
    /// Of any of these statuses.
    pub statuses: Vec<Status>,
    /// With this tag, in capitals or not.
    pub tag: Option<String>,
    /// About this product.
    pub product: Option<String>,
}

/// The condition of [`Topic::is_unanswered`], in SQL.
const IS_UNANSWERED: &str = " AND kind IN ('question', 'problem') AND status NOT IN ('complete', 'rejected') \
    AND NOT EXISTS (SELECT 1 FROM published_replies \
    WHERE topic = published_topics.number AND (best = 1 OR official = 1))";

fn push_filter(statement: &mut Statement, sort: Sort, filter: &TopicFilter) {
    if !filter.kinds.is_empty() {
        statement.push(" AND kind IN ").bind_list(filter.kinds.iter().map(|kind| kind.word().to_owned()));
    }
    if !filter.statuses.is_empty() {
        let words = filter.statuses.iter().map(|status| status.word().to_owned());
        statement.push(" AND status IN ").bind_list(words);
    }
    if let Some(tag) = &filter.tag {
        let of_topics = " AND number IN (SELECT topic FROM topic_tags WHERE folded = ";
        statement.push(of_topics).bind(tag.trim().to_lowercase()).push(")");
    }
    if let Some(product) = &filter.product {
        let of_topics = " AND number IN (SELECT topic FROM topic_products WHERE product = ";
        statement.push(of_topics).bind(product.clone()).push(")");
    }
    if sort == Sort::Unanswered {
        statement.push(IS_UNANSWERED);
    }
}

impl Database {
    /// A page of topics, each with at most one reply: the best answer or, where there is none, the first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn topics(
        &self,
        sort: Sort,
        filter: &TopicFilter,
        page: PageRequest,
    ) -> Result<Page<Topic>, DatabaseError> {
        let mut connection = self.connection().await?;
        // All orders but one have the same topics.
        let name = format!("{:?} {filter:?}", sort == Sort::Unanswered);
        let count = || {
            let mut statement = Statement::new("SELECT COUNT(*) AS total FROM published_topics WHERE 1 = 1");
            push_filter(&mut statement, sort, filter);
            statement
        };
        let total = self.totals.of(&mut connection, name, count).await?;

        let [first, second] = sort.columns();
        let mut statement = Statement::new("SELECT ");
        statement.push(TOPIC_COLUMNS).push(", ").push(first).push(" AS first_key, ");
        statement.push(second).push(" AS second_key FROM published_topics WHERE 1 = 1");
        push_filter(&mut statement, sort, filter);
        page::push(&mut statement, page, [first, second]);
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;

        let mut rows = rows.iter().map(keyed).collect::<Result<Vec<_>, _>>()?;
        let next = cut(&mut rows, page.limit);
        let mut rows = rows.into_iter().map(|(key, topic)| (key.number, topic)).collect::<Vec<_>>();
        complete(&mut connection, &mut rows).await?;
        let rows = rows.into_iter().map(|(_, topic)| topic).collect();
        Ok(Page { total, rows, next })
    }

    /// The topic with this id, if `eye` sees it, and the first `limit` of its replies, and the best answer too where it comes later; the key
    /// of the last of the first, where more follow.
    ///
    /// # Errors
    /// The database failed.
    pub async fn topic(
        &self,
        eye: &Eye,
        id: &str,
        limit: u32,
    ) -> Result<Option<(Topic, Option<Key>)>, DatabaseError> {
        let mut connection = self.connection().await?;
        let mut statement = Statement::new("SELECT ");
        statement.push(TOPIC_COLUMNS);
        eye.push_topics(&mut statement).push(" WHERE id = ").bind(id.to_owned());
        let (sql, arguments) = statement.into_parts();
        let row = sqlx::query_with(&sql, arguments).fetch_optional(&mut *connection).await?;
        let Some(row) = row else { return Ok(None) };
        let mut rows = vec![(integer(&row, "number")?, topic(&row)?)];
        complete(&mut connection, &mut rows).await?;
        let Some((number, mut topic)) = rows.pop() else { return Ok(None) };

        let answer = topic.replies.pop().filter(|reply| reply.best || reply.official);
        let page =
            replies::of_topic(&mut connection, eye, number, PageRequest { after: None, limit }).await?;
        topic.replies = page.rows;
        topic
            .replies
            .extend(answer.filter(|answer| !topic.replies.iter().any(|reply| reply.id == answer.id)));
        Ok(Some((topic, page.next)))
    }
}

/// The first `limit` published topics after the one with the number `after`, with all their replies; and their numbers.
pub(super) async fn following(
    connection: &mut AnyConnection,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, Topic)>, DatabaseError> {
    let mut statement = Statement::new("SELECT ");
    statement.push(TOPIC_COLUMNS).push(" FROM published_topics WHERE number > ").bind(after);
    statement.push(" ORDER BY number LIMIT ").bind(i64::from(limit));
    let (sql, arguments) = statement.into_parts();
    let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;
    let mut rows = rows.iter().map(numbered_row).collect::<Result<Vec<_>, _>>()?;
    complete(connection, &mut rows).await?;
    let numbers: Vec<i64> = rows.iter().map(|(number, _)| *number).collect();
    let mut replies = replies::all(connection, &numbers).await?;
    for (number, topic) in &mut rows {
        topic.replies = replies.remove(number).unwrap_or_default();
    }
    Ok(rows)
}

/// The published ones of the topics with these numbers, in the order in which they came.
pub(super) async fn numbered(
    connection: &mut AnyConnection,
    numbers: &[i64],
) -> Result<Vec<Topic>, DatabaseError> {
    let rows = numbered_for(connection, &Eye::Public, numbers).await?;
    Ok(rows.into_iter().map(|(_, topic)| topic).collect())
}

/// Those of the topics with these numbers that `eye` sees, in the order in which they came; and their numbers.
pub(super) async fn numbered_for(
    connection: &mut AnyConnection,
    eye: &Eye,
    numbers: &[i64],
) -> Result<Vec<(i64, Topic)>, DatabaseError> {
    let mut statement = Statement::new("SELECT ");
    statement.push(TOPIC_COLUMNS);
    eye.push_topics(&mut statement).push(" WHERE number IN ");
    statement.bind_list(numbers.iter().copied()).push(" ORDER BY number");
    let (sql, arguments) = statement.into_parts();
    let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;
    let mut rows = rows.iter().map(numbered_row).collect::<Result<Vec<_>, _>>()?;
    complete(connection, &mut rows).await?;
    Ok(rows)
}

fn numbered_row(row: &AnyRow) -> sqlx::Result<(i64, Topic)> {
    Ok((integer(row, "number")?, topic(row)?))
}

fn keyed(row: &AnyRow) -> sqlx::Result<(Key, Topic)> {
    let key = Key {
        first: integer(row, "first_key")?,
        second: integer(row, "second_key")?,
        number: integer(row, "number")?,
    };
    Ok((key, topic(row)?))
}

/// Gives topics, which stand behind their numbers, their tags, their products, and the answer as their only reply.
async fn complete(connection: &mut AnyConnection, topics: &mut [(i64, Topic)]) -> Result<(), DatabaseError> {
    if topics.is_empty() {
        return Ok(());
    }
    let numbers: Vec<i64> = topics.iter().map(|(number, _)| *number).collect();
    let mut answers = replies::answers(connection, &numbers).await?;
    let mut tags = labels(connection, "SELECT topic, tag AS label FROM topic_tags", &numbers).await?;
    let mut products =
        labels(connection, "SELECT topic, product AS label FROM topic_products", &numbers).await?;
    for (number, topic) in topics {
        topic.tags = tags.remove(number).unwrap_or_default();
        topic.products = products.remove(number).unwrap_or_default().into_iter().map(Id::from).collect();
        topic.replies = answers.remove(number).into_iter().collect();
    }
    Ok(())
}

async fn labels(
    connection: &mut AnyConnection,
    select: &str,
    topics: &[i64],
) -> Result<HashMap<i64, Vec<String>>, DatabaseError> {
    let mut statement = Statement::new(select);
    statement.push(" WHERE topic IN ").bind_list(topics.iter().copied()).push(" ORDER BY topic, position");
    let (sql, arguments) = statement.into_parts();
    let mut labels: HashMap<i64, Vec<String>> = HashMap::new();
    for row in sqlx::query_with(&sql, arguments).fetch_all(connection).await? {
        labels.entry(integer(&row, "topic")?).or_default().push(text(&row, "label")?);
    }
    Ok(labels)
}
