//! What waits for a moderator: posts of newcomers and guests, what newcomers recommend to everyone, and what somebody has something against. First come,
//! first served.

use std::collections::HashMap;

use goodword_core::model::{Recommendation, Reply, Timestamp, Topic};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::flags::{self, Flag};
use super::page::{self, Key, Page, PageRequest, cut};
use super::rows::{RECOMMENDATION_COLUMNS, REPLY_COLUMNS, integer, recommendation, reply};
use super::statement::Statement;
use super::{Database, DatabaseError, Eye, State, topics};

/// What somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A topic or, with its state, one of its replies.
    Post(Box<Topic>, Option<(Reply, State)>),
    /// A recommendation that waits.
    Word(Recommendation),
}

impl Matter {
    /// The topic, and the reply where it is one.
    pub fn post(&self) -> Option<(&Topic, Option<&(Reply, State)>)> {
        match self {
            Self::Post(topic, reply) => Some((topic, reply.as_ref())),
            Self::Word(_) => None,
        }
    }

    /// The recommendation.
    pub fn word(&self) -> Option<&Recommendation> {
        match self {
            Self::Word(word) => Some(word),
            Self::Post(..) => None,
        }
    }
}

/// What somebody should look at, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What it is.
    pub matter: Matter,
    /// What is said against it; where nothing is, it is a newcomer's.
    pub flags: Vec<Flag>,
    /// When it came to be here or, if something is said against it, when that was said last.
    pub at: Timestamp,
}

/// What stands in the place of a reply where the number is a recommendation's.
const WORD: i64 = -1;

/// A topic and a reply of it, by number; 0 stands for no reply, and -1 says that it is a recommendation instead. Keys are negative, because pages go downwards.
const QUEUE: &str = "FROM (SELECT -created_at AS first_key, 0 AS second_key, number FROM topics \
    WHERE state = 'waiting' \
    UNION ALL SELECT -created_at, number, topic FROM replies WHERE state <> 'published' AND state = 'waiting' \
    UNION ALL SELECT -created_at, -1, number FROM recommendations WHERE state = 'waiting' AND audience = 'public' \
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

        let posts = rows.iter().filter(|(key, ())| key.second != WORD);
        let numbers: Vec<i64> = posts.map(|(key, ())| key.number).collect();
        let topics: HashMap<i64, Topic> =
            topics::numbered_for(&mut connection, &Eye::Moderator, &numbers).await?.into_iter().collect();
        let mut statement = Statement::new("SELECT state, ");
        statement.push(REPLY_COLUMNS).push(" FROM replies WHERE number IN ");
        statement.bind_list(rows.iter().map(|(key, ())| key.second).filter(|number| *number > 0));
        let (sql, arguments) = statement.into_parts();
        let mut replies = HashMap::new();
        for row in sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await? {
            replies.insert(integer(&row, "number")?, (reply(&row)?, State::of(&row)?));
        }
        let mut statement = Statement::new("SELECT ");
        statement.push(RECOMMENDATION_COLUMNS).push(" FROM recommendations WHERE number IN ");
        let waiting = rows.iter().filter(|(key, ())| key.second == WORD);
        statement.bind_list(waiting.map(|(key, ())| key.number));
        let (sql, arguments) = statement.into_parts();
        let mut words = HashMap::new();
        for row in sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await? {
            words.insert(integer(&row, "number")?, recommendation(&row)?);
        }
        let mut flags = flags::open(&mut connection, &numbers).await?;

        let case = |(key, ()): (Key, ())| {
            if key.second == WORD {
                let matter = Matter::Word(words.remove(&key.number)?);
                return Some(Case { matter, flags: Vec::new(), at: Timestamp::from_millis(-key.first) });
            }
            let flags = flags.remove(&(key.number, key.second)).unwrap_or_default();
            let at = flags.last().map_or(Timestamp::from_millis(-key.first), |flag| flag.at);
            let topic = topics.get(&key.number)?.clone();
            Some(Case { matter: Matter::Post(Box::new(topic), replies.remove(&key.second)), flags, at })
        };
        let rows = rows.into_iter().filter_map(case).collect();
        Ok(Page { total: total.unsigned_abs(), rows, next })
    }
}

fn keyed(row: &AnyRow) -> sqlx::Result<(Key, ())> {
    let [first, second, number] = ["first_key", "second_key", "number"].map(|column| integer(row, column));
    Ok((Key { first: first?, second: second?, number: number? }, ()))
}
