//! What two friends ask and answer each other. A private topic is no row among the topics: it lies in tables that this module
//! alone reads for anybody, and each of its statements names the person who reads, who is the asker or the addressee. So no list, count,
//! search or event can tell of one, and who guesses an id finds what there is where nothing is.

use goodword_core::model::{Id, Reply, Status, Timestamp, Topic};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use std::collections::HashMap;

use super::page::{Key, Page, PageRequest, cut};
use super::rows::{body, flag, id, integer, optional, text, time, word};
use super::statement::Statement;
use super::writing::{By, Done, Written};
use super::{Database, DatabaseError, State, Writer, topics};
use crate::wire::Word;

/// Whom a question is put to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct To {
    /// The addressee's id.
    pub person: Id,
    /// Whether it is for nobody else.
    pub is_private: bool,
}

/// A private topic, as one of the two sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Private {
    /// What was asked, with the replies at hand.
    pub topic: Topic,
    /// The addressee.
    pub to: Id,
    /// How it makes its asker feel, where the asker said so.
    pub mood: Option<String>,
    /// Whether its asker made it public, or tried to.
    pub is_public: bool,
}

/// Which of its two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who asked.
    Asker,
    /// Who was asked.
    Addressee,
}

/// What somebody was asked, or asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Before everyone.
    Publicly(Topic),
    /// By the asker alone.
    Privately(Private),
}

const COLUMNS: &str = "number, id, asker, addressee, kind, title, body, format, mood, tags, products, created_at, active_at, \
    (SELECT COUNT(*) FROM private_replies WHERE private_replies.topic = private_topics.number) AS reply_count, \
    CAST(CASE WHEN EXISTS (SELECT 1 FROM topics WHERE topics.id = private_topics.id) THEN 1 ELSE 0 END AS BIGINT) AS is_public";

impl Database {
    /// The private topic with this id and its first `limit` replies, if the person is one of its two; the key of the last of
    /// them, where more follow.
    ///
    /// # Errors
    /// The database failed.
    pub async fn private_topic(
        &self,
        person: &str,
        id: &str,
        limit: u32,
    ) -> Result<Option<(Private, Option<Key>)>, DatabaseError> {
        let mut connection = self.connection().await?;
        let mut statement = Statement::new("SELECT ");
        statement.push(COLUMNS);
        push_seen(&mut statement, person, id);
        let (sql, arguments) = statement.into_parts();
        let Some(row) = sqlx::query_with(&sql, arguments).fetch_optional(&mut *connection).await? else {
            return Ok(None);
        };
        let mut private = private(&row)?;
        let page = PageRequest { after: None, limit };
        let page = replies(&mut connection, integer(&row, "number")?, page).await?;
        private.topic.replies = page.rows;
        Ok(Some((private, page.next)))
    }

    /// The replies to the private topic with this id, oldest first; `None` where the person is none of its two.
    ///
    /// # Errors
    /// The database failed.
    pub async fn private_replies(
        &self,
        person: &str,
        topic: &str,
        page: PageRequest,
    ) -> Result<Option<Page<Reply>>, DatabaseError> {
        let mut connection = self.connection().await?;
        let Some(number) = number(&mut connection, person, topic).await? else { return Ok(None) };
        replies(&mut connection, number, page).await.map(Some)
    }

    /// A page of what the person was asked, newest first: in private, unless it became public, and before everyone. Or of what the
    /// person asked: in private alone, because the rest is among everyone's topics.
    ///
    /// # Errors
    /// The database failed.
    pub async fn asked(
        &self,
        person: &str,
        side: Side,
        page: PageRequest,
    ) -> Result<Page<Asked>, DatabaseError> {
        const ASKED: &str = "(SELECT number, created_at AS asked_at, CAST(1 AS BIGINT) AS is_private FROM private_topics \
            WHERE NOT EXISTS (SELECT 1 FROM published_topics WHERE published_topics.id = private_topics.id) AND ";
        const PUBLICLY: &str = " UNION ALL SELECT number, recent_key, CAST(0 AS BIGINT) FROM published_topics \
            WHERE addressee = ";
        let of_person = |select: &str| {
            let mut statement = Statement::new(select);
            statement.push(ASKED);
            match side {
                Side::Asker => statement.push("asker = ").bind(person.to_owned()),
                Side::Addressee => statement
                    .push("addressee = ")
                    .bind(person.to_owned())
                    .push(PUBLICLY)
                    .bind(person.to_owned()),
            };
            statement.push(") AS asked WHERE 1 = 1");
            statement
        };
        let mut connection = self.connection().await?;
        let (sql, arguments) = of_person("SELECT COUNT(*) AS total FROM ").into_parts();
        let total = sqlx::query_with(&sql, arguments).fetch_one(&mut *connection).await?;
        let total: i64 = total.try_get("total")?;

        let mut statement = of_person("SELECT number, asked_at, is_private FROM ");
        super::page::push(&mut statement, page, ["asked_at", "is_private"]);
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;
        let mut keys = rows.iter().map(|row| Ok((key(row)?, ()))).collect::<sqlx::Result<Vec<_>>>()?;
        let next = cut(&mut keys, page.limit);
        let numbers = |is_private: i64| {
            let those = keys.iter().filter(move |(key, ())| key.second == is_private);
            those.map(|(key, ())| key.number).collect::<Vec<_>>()
        };
        let mut privately = numbered(&mut connection, &numbers(1)).await?;
        let publicly = topics::numbered_for(&mut connection, &super::Eye::Public, &numbers(0)).await?;
        let mut publicly: HashMap<i64, Topic> = publicly.into_iter().collect();
        let asked = |(key, ()): &(Key, ())| {
            if key.second == 1 {
                privately.remove(&key.number).map(Asked::Privately)
            } else {
                publicly.remove(&key.number).map(Asked::Publicly)
            }
        };
        let rows = keys.iter().filter_map(asked).collect();
        Ok(Page { total: total.unsigned_abs(), rows, next })
    }

    /// Of the topics with these ids, those that the person put to somebody, or was asked, before everyone; and whom they are
    /// put to.
    ///
    /// # Errors
    /// The database failed.
    pub async fn addressees(
        &self,
        person: &str,
        topics: &[Id],
    ) -> Result<HashMap<String, String>, DatabaseError> {
        let mut statement =
            Statement::new("SELECT id, addressee FROM topics WHERE addressee IS NOT NULL AND (author = ");
        statement.bind(person.to_owned()).push(" OR addressee = ").bind(person.to_owned());
        statement.push(") AND id IN ").bind_list(topics.iter().map(ToString::to_string));
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *self.connection().await?).await?;
        let of = |row: &AnyRow| Ok((text(row, "id")?, text(row, "addressee")?));
        Ok(rows.iter().map(of).collect::<sqlx::Result<_>>()?)
    }

    /// Puts the asker's private question before everyone, as any new question; what was replied in private stays private. The
    /// second time it says what became of it. `None` where the author asked no such thing.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn publish(
        &self,
        now: Timestamp,
        author: &goodword_core::model::Person,
        id: &str,
        at_once: bool,
    ) -> Result<Option<Written>, DatabaseError> {
        let own = author.id.as_str();
        let mut writer = self.write(now).await?;
        let mut statement = Statement::new("SELECT ");
        statement.push(COLUMNS);
        push_seen(&mut statement, own, id).push(" AND asker = ").bind(own.to_owned());
        let (sql, arguments) = statement.into_parts();
        let row = sqlx::query_with(&sql, arguments).fetch_optional(writer.connection()).await?;
        let Some(row) = row else { return Ok(None) };
        let Private { mut topic, to, mood, .. } = private(&row)?;
        let state = sqlx::query("SELECT state FROM topics WHERE id = $1").bind(id.to_owned());
        if let Some(row) = state.fetch_optional(writer.connection()).await? {
            return Ok(Some(Written { id: id.to_owned(), state: State::of(&row)? }));
        }
        writer.put_person(author).await?;
        (topic.created_at, topic.last_active_at, topic.reply_count) = (Some(now), Some(now), 0);
        let written = writer.put_question(own, at_once, &topic, mood.as_deref(), Some(&to)).await?;
        writer.commit().await?;
        Ok(Some(written))
    }
}

impl Writer {
    /// Whether the two are friends, and the addressee gave a word that the asker may see and by which one may ask.
    pub(super) async fn may_ask(&mut self, asker: &str, addressee: &str) -> Result<bool, DatabaseError> {
        const FIND: &str = "SELECT 1 AS one FROM mutual_friends WHERE person = $1 AND friend = $2 AND EXISTS \
            (SELECT 1 FROM recommendations WHERE recommendations.person = $2 AND state = 'published' \
            AND audience IN ('public', 'friends') AND will_answer = 1)";
        let find = sqlx::query(FIND).bind(asker.to_owned()).bind(addressee.to_owned());
        Ok(find.fetch_optional(self.connection()).await?.is_some())
    }

    /// Keeps a question for its addressee alone.
    pub(super) async fn put_private(
        &mut self,
        asker: &str,
        topic: &Topic,
        mood: Option<&str>,
        to: &Id,
    ) -> Result<(), DatabaseError> {
        const PUT: &str = "INSERT INTO private_topics (number, id, created_at, asker, addressee, kind, title, body, format, \
            mood, tags, products, active_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $3)";
        let (number, now) = (random_number()?, self.now().millis());
        let products: Vec<&str> = topic.products.iter().map(Id::as_str).collect();
        let put = sqlx::query(PUT).bind(number).bind(topic.id.to_string()).bind(now);
        let put = put.bind(asker.to_owned()).bind(to.to_string()).bind(topic.kind.word());
        let put =
            put.bind(topic.title.clone()).bind(topic.body.source.clone()).bind(topic.body.format.word());
        let put = put.bind(mood.map(str::to_owned)).bind(serde_json::json!(topic.tags).to_string());
        let put = put.bind(serde_json::json!(products).to_string());
        put.execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps a reply to the private topic with this id, where the author is one of its two and they are friends still.
    pub(super) async fn reply_privately(
        mut self,
        by: By<'_>,
        topic: &str,
        reply: &Reply,
    ) -> Result<Done<Written>, DatabaseError> {
        const PUT: &str = "INSERT INTO private_replies (topic, position, id, created_at, author, body, format) \
            SELECT $1, COALESCE(MAX(position), 0) + 1, $2, $3, $4, $5, $6 FROM private_replies WHERE topic = $1";
        const ARE: &str = "SELECT 1 AS one FROM private_topics JOIN mutual_friends ON mutual_friends.person = asker \
            AND mutual_friends.friend = addressee WHERE number = $1";
        let (author, now) = (by.author.id.as_str(), by.now.millis());
        let Some(number) = number(self.connection(), author, topic).await? else { return Ok(Done::NoTopic) };
        let are = sqlx::query(ARE).bind(number).fetch_optional(self.connection()).await?;
        if are.is_none() {
            return Ok(Done::NoFriend);
        }
        self.put_person(by.author).await?;
        let put = sqlx::query(PUT).bind(number).bind(reply.id.to_string()).bind(now).bind(author.to_owned());
        let put = put.bind(reply.body.source.clone()).bind(reply.body.format.word());
        put.execute(self.connection()).await?;
        let touch = sqlx::query("UPDATE private_topics SET active_at = $1 WHERE number = $2");
        touch.bind(now).bind(number).execute(self.connection()).await?;
        self.keep_totals();
        self.note(Some(author), "reply", "").await?;
        self.commit().await?;
        Ok(Done::Now(Written { id: reply.id.to_string(), state: State::Private }))
    }
}

/// A number for a private topic. One that is there already, one of 2^63, is refused by the table.
pub(super) fn random_number() -> Result<i64, DatabaseError> {
    let mut number = [0; 8];
    getrandom::fill(&mut number)
        .map_err(|_| std::io::Error::other("the system gives no random numbers for a private topic"))?;
    Ok(i64::from_le_bytes(number) & i64::MAX)
}

/// Adds a FROM of the private topic with this id, if the person is one of its two.
fn push_seen<'a>(statement: &'a mut Statement, person: &str, id: &str) -> &'a mut Statement {
    statement.push(" FROM private_topics WHERE id = ").bind(id.to_owned());
    statement.push(" AND (asker = ").bind(person.to_owned());
    statement.push(" OR addressee = ").bind(person.to_owned()).push(")")
}

async fn number(
    connection: &mut AnyConnection,
    person: &str,
    topic: &str,
) -> Result<Option<i64>, DatabaseError> {
    let mut statement = Statement::new("SELECT number");
    push_seen(&mut statement, person, topic);
    let (sql, arguments) = statement.into_parts();
    let row = sqlx::query_with(&sql, arguments).fetch_optional(connection).await?;
    Ok(row.map(|row| integer(&row, "number")).transpose()?)
}

/// The private topics with these numbers, each with its first reply.
async fn numbered(
    connection: &mut AnyConnection,
    numbers: &[i64],
) -> Result<HashMap<i64, Private>, DatabaseError> {
    let mut statement = Statement::new("SELECT ");
    statement.push(COLUMNS).push(" FROM private_topics WHERE number IN ");
    statement.bind_list(numbers.iter().copied());
    let (sql, arguments) = statement.into_parts();
    let mut found = HashMap::with_capacity(numbers.len());
    for row in sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await? {
        found.insert(integer(&row, "number")?, private(&row)?);
    }
    let mut statement =
        Statement::new("SELECT topic, id, author, body, format, created_at FROM private_replies");
    statement.push(" WHERE position = 1 AND topic IN ").bind_list(numbers.iter().copied());
    let (sql, arguments) = statement.into_parts();
    for row in sqlx::query_with(&sql, arguments).fetch_all(connection).await? {
        if let Some(private) = found.get_mut(&integer(&row, "topic")?) {
            private.topic.replies.push(reply(&row)?);
        }
    }
    Ok(found)
}

async fn replies(
    connection: &mut AnyConnection,
    topic: i64,
    page: PageRequest,
) -> Result<Page<Reply>, DatabaseError> {
    const COUNT: &str = "SELECT COUNT(*) AS total FROM private_replies WHERE topic = $1";
    const READ: &str = "SELECT position, id, author, body, format, created_at FROM private_replies \
        WHERE topic = $1 AND position > $2 ORDER BY position LIMIT $3";
    let total: i64 = sqlx::query(COUNT).bind(topic).fetch_one(&mut *connection).await?.try_get("total")?;
    let read = sqlx::query(READ).bind(topic).bind(page.after.map_or(0, |after| after.number));
    let rows = read.bind(i64::from(page.limit) + 1).fetch_all(connection).await?;
    let keyed = |row: &AnyRow| -> sqlx::Result<(Key, Reply)> {
        Ok((Key { first: 0, second: 0, number: integer(row, "position")? }, reply(row)?))
    };
    let mut rows = rows.iter().map(keyed).collect::<Result<Vec<_>, _>>()?;
    let next = cut(&mut rows, page.limit);
    let rows = rows.into_iter().map(|(_, reply)| reply).collect();
    Ok(Page { total: total.unsigned_abs(), rows, next })
}

fn key(row: &AnyRow) -> sqlx::Result<Key> {
    Ok(Key {
        first: integer(row, "asked_at")?,
        second: integer(row, "is_private")?,
        number: integer(row, "number")?,
    })
}

fn private(row: &AnyRow) -> sqlx::Result<Private> {
    // This program alone wrote the lists.
    let list = |column: &str| -> sqlx::Result<Vec<String>> {
        Ok(serde_json::from_str(&text(row, column)?).unwrap_or_default())
    };
    let topic = Topic {
        id: id(row, "id")?,
        kind: word(row, "kind")?,
        status: Status::None,
        title: text(row, "title")?,
        body: body(row)?,
        author: Some(id(row, "asker")?),
        created_at: time(row, "created_at")?,
        last_active_at: time(row, "active_at")?,
        url: None,
        tags: list("tags")?,
        products: list("products")?.into_iter().map(Id::from).collect(),
        me_too_count: 0,
        follower_count: 0,
        reply_count: u32::try_from(integer(row, "reply_count")?).unwrap_or(u32::MAX),
        replies: Vec::new(),
    };
    let is_public = flag(row, "is_public")?;
    Ok(Private { topic, to: id(row, "addressee")?, mood: optional(row, "mood")?, is_public })
}

fn reply(row: &AnyRow) -> sqlx::Result<Reply> {
    Ok(Reply {
        id: id(row, "id")?,
        author: Some(id(row, "author")?),
        body: body(row)?,
        created_at: time(row, "created_at")?,
        best: false,
        official: false,
        star_count: 0,
    })
}
