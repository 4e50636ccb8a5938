//! What waits for a moderator: posts of newcomers and guests, and what somebody has something against. First come,
//! first served.

use std::collections::HashMap;

use goodword_core::model::{Reply, Timestamp, Topic};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::flags::{self, Flag};
use super::page::{self, Key, Page, PageRequest, cut};
use super::rows::{REPLY_COLUMNS, integer, reply, text};
use super::statement::Statement;
use super::{Database, DatabaseError, Eye, State, topics};
use crate::wire::Word;

/// A topic, or one of its replies, that somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The topic.
    pub topic: Topic,
    /// The reply with its state, if it is the reply that should be looked at.
    pub reply: Option<(Reply, State)>,
    /// What is said against it; where nothing is, it is a newcomer's.
    pub flags: Vec<Flag>,
    /// When it came to be here or, if something is said against it, when that was said last.
    pub at: Timestamp,
}

/// A topic and a reply of it, by number; 0 stands for no reply. Keys are negative, because pages go downwards.
const QUEUE: &str = "FROM (SELECT -created_at AS first_key, 0 AS second_key, number FROM topics \
    WHERE state = 'waiting' \
    UNION ALL SELECT -created_at, number, topic FROM replies WHERE state <> 'published' AND state = 'waiting' \
    UNION ALL SELECT -created_at, 0, number FROM topics WHERE state = 'published' AND number IN \
    (SELECT topic FROM flags WHERE settled_at IS NULL AND reply IS NULL) \
    UNION ALL SELECT -created_at, number, topic FROM replies WHERE state = 'published' AND number IN \
    (SELECT reply FROM flags WHERE settled_at IS NULL AND reply IS NOT NULL)) AS queue WHERE 1 = 1";

impl Database {
    /// A page of what waits.
    ///
    /// # Errors
    /// The database failed.
    pub async fn queue(&self, page: PageRequest) -> Result<Page<Case>, DatabaseError> {
        let mut connection = self.connection().await?;
        let count = format!("SELECT COUNT(*) AS total {QUEUE}");
        let total: i64 = sqlx::query(&count).fetch_one(&mut *connection).await?.try_get("total")?;
        let mut statement = Statement::new("SELECT first_key, second_key, number ");
        statement.push(QUEUE);
        page::push(&mut statement, page, ["first_key", "second_key"]);
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;
        let mut rows = rows.iter().map(keyed).collect::<Result<Vec<_>, _>>()?;
        let next = cut(&mut rows, page.limit);

        let numbers: Vec<i64> = rows.iter().map(|(key, ())| key.number).collect();
        let topics: HashMap<i64, Topic> =
            topics::numbered_for(&mut connection, &Eye::Moderator, &numbers).await?.into_iter().collect();
        let mut statement = Statement::new("SELECT state, ");
        statement.push(REPLY_COLUMNS).push(" FROM replies WHERE number IN ");
        statement.bind_list(rows.iter().map(|(key, ())| key.second).filter(|number| *number > 0));
        let (sql, arguments) = statement.into_parts();
        let mut replies = HashMap::new();
        for row in sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await? {
            replies.insert(integer(&row, "number")?, (reply(&row)?, state(&row)?));
        }
        let mut flags = flags::open(&mut connection, &numbers).await?;

        let case = |(key, ()): (Key, ())| {
            let flags = flags.remove(&(key.number, key.second)).unwrap_or_default();
            let at = flags.last().map_or(Timestamp::from_millis(-key.first), |flag| flag.at);
            let topic = topics.get(&key.number)?.clone();
            Some(Case { topic, reply: replies.remove(&key.second), flags, at })
        };
        let rows = rows.into_iter().filter_map(case).collect();
        Ok(Page { total: total.unsigned_abs(), rows, next })
    }
}

fn state(row: &AnyRow) -> sqlx::Result<State> {
    Ok(State::from_word(&text(row, "state")?).unwrap_or(State::Hidden))
}

fn keyed(row: &AnyRow) -> sqlx::Result<(Key, ())> {
    let [first, second, number] = ["first_key", "second_key", "number"].map(|column| integer(row, column));
    Ok((Key { first: first?, second: second?, number: number? }, ()))
}
