//! Adding whole rows, in one transaction. A row whose id is there already is left as it is.

use goodword_core::model::{Person, Product, Recommendation, Reply, Timestamp, Topic};
use sqlx::{Any, AnyConnection, Transaction};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;
use uuid::Uuid;

use super::changes::Told;
use super::rows::{integer, text};
use super::{Database, DatabaseError, WAIT, ranges, words};
use crate::wire::Word;

/// What stands for an unknown date where rows are sorted: before all dates.
const UNDATED: i64 = i64::MIN;

/// The fact that is another after each transaction that wrote, whatever it wrote.
const LAST_CHANGE: &str = "last_change";

/// The fact that is another after each transaction that may have made a list of topics longer or shorter.
pub(super) const LAST_TOTALS: &str = "last_totals";

/// A transaction that adds rows. Without [`Writer::commit`] nothing of it stays.
#[derive(Debug)]
pub struct Writer {
    transaction: Transaction<'static, Any>,
    /// Given back once the transaction has ended.
    _turn: OwnedSemaphorePermit,
    /// When the rows come to be here.
    now: Timestamp,
    /// What readers are told of.
    pub(super) changes: Vec<Told>,
    /// Whether every list of topics is as long as before.
    keeps_totals: bool,
}

impl Database {
    /// Begins to add rows; `now` is when they come to be here.
    ///
    /// # Errors
    /// The database failed.
    pub async fn write(&self, now: Timestamp) -> Result<Writer, DatabaseError> {
        let turn = timeout(WAIT, self.turn.clone().acquire_owned()).await;
        // It is never closed, so that it fails only for having waited too long.
        let turn = turn.ok().and_then(Result::ok).ok_or(sqlx::Error::PoolTimedOut)?;
        Ok(Writer {
            transaction: self.kind.begin_writing(&self.pool).await?,
            _turn: turn,
            now,
            changes: Vec::new(),
            keeps_totals: false,
        })
    }
}

impl Database {
    /// A text that is another one after each change of whatever is kept here; `None` before the first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn last_change(&self) -> Result<Option<String>, DatabaseError> {
        const READ: &str = "SELECT value FROM meta WHERE key = $1";
        let row = sqlx::query(READ).bind(LAST_CHANGE).fetch_optional(&self.pool).await?;
        Ok(row.map(|row| text(&row, "value")).transpose()?)
    }
}

impl Writer {
    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// Keeps what was added.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn commit(mut self) -> Result<(), DatabaseError> {
        self.put_changes().await?;
        let change = Uuid::now_v7().to_string();
        self.set_meta(LAST_CHANGE, &change).await?;
        if !self.keeps_totals {
            self.set_meta(LAST_TOTALS, &change).await?;
        }
        Ok(self.transaction.commit().await?)
    }

    /// Promises that no list of topics, however it is filtered, is longer or shorter for what is done here. Whoever says nothing
    /// promises nothing.
    pub(super) fn keep_totals(&mut self) {
        self.keeps_totals = true;
    }

    /// Sets a fact of the community as a whole.
    ///
    /// # Errors
    /// The database failed.
    pub async fn set_meta(&mut self, key: &str, value: &str) -> Result<(), DatabaseError> {
        const SET: &str =
            "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2";
        let set = sqlx::query(SET).bind(key.to_owned()).bind(value.to_owned());
        set.execute(&mut *self.transaction).await?;
        Ok(())
    }

    /// Notes in the log what was done; `person` is who did it, where it was not the owner of the machine.
    ///
    /// # Errors
    /// The database failed.
    pub async fn note(&mut self, person: Option<&str>, act: &str, detail: &str) -> Result<(), DatabaseError> {
        const NOTE: &str = "INSERT INTO acts (created_at, person, act, detail) VALUES ($1, $2, $3, $4)";
        let note = sqlx::query(NOTE).bind(self.now.millis()).bind(person.map(str::to_owned));
        note.bind(act.to_owned()).bind(detail.to_owned()).execute(&mut *self.transaction).await?;
        Ok(())
    }

    /// Whether the person was added.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_person(&mut self, person: &Person) -> Result<bool, DatabaseError> {
        const ADD: &str = "INSERT INTO people (id, created_at, name, avatar, url, role) \
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING";
        let add =
            sqlx::query(ADD).bind(person.id.to_string()).bind(self.now.millis()).bind(person.name.clone());
        let add = add.bind(person.avatar.clone()).bind(person.url.clone()).bind(person.role.word());
        Ok(add.execute(&mut *self.transaction).await?.rows_affected() > 0)
    }

    /// Whether the product was added.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_product(&mut self, product: &Product) -> Result<bool, DatabaseError> {
        const ADD: &str = "INSERT INTO products (id, created_at, name, url) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING";
        let add = sqlx::query(ADD).bind(product.id.to_string()).bind(self.now.millis());
        let add = add.bind(product.name.clone()).bind(product.url.clone());
        Ok(add.execute(&mut *self.transaction).await?.rows_affected() > 0)
    }

    /// Whether the recommendation was added. It is published; its audience says to whom.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_recommendation(&mut self, word: &Recommendation) -> Result<bool, DatabaseError> {
        const ADD: &str = "INSERT INTO recommendations (id, created_at, state, person, subject, verb, text, said_at, \
            audience, will_answer, recent_key, range_start) \
            VALUES ($1, $2, 'published', $3, $4, $5, $6, $7, $8, $9, $10, $11) \
            ON CONFLICT (id) DO NOTHING";
        let said_at = word.created_at.map(Timestamp::millis);
        let add =
            sqlx::query(ADD).bind(word.id.to_string()).bind(self.now.millis()).bind(word.person.to_string());
        let add =
            add.bind(word.subject.to_string()).bind(word.verb.word()).bind(word.text.clone()).bind(said_at);
        let add =
            add.bind(word.audience.word()).bind(i64::from(word.will_answer)).bind(said_at.unwrap_or(UNDATED));
        let add = add.bind(ranges::start(ranges::range_key(&word.subject, &word.person)));
        Ok(add.execute(&mut *self.transaction).await?.rows_affected() > 0)
    }

    /// Whether the topic was added, published and with all its replies.
    ///
    /// # Errors
    /// The database failed.
    pub async fn add_topic(&mut self, topic: &Topic) -> Result<bool, DatabaseError> {
        const ADD: &str = "INSERT INTO topics (id, created_at, state, kind, status, title, body, format, author, said_at, \
            last_active_at, url, me_too_count, follower_count, reply_count, recent_key, active_key) \
            VALUES ($1, $2, 'published', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
            ON CONFLICT (id) DO NOTHING RETURNING number";
        let [said_at, last_active_at] =
            [topic.created_at, topic.last_active_at].map(|at| at.map(Timestamp::millis));
        let dates = topic.replies.iter().filter_map(|reply| reply.created_at).map(Timestamp::millis);
        let active = last_active_at.or_else(|| dates.chain(said_at).max());
        let add = sqlx::query(ADD).bind(topic.id.to_string()).bind(self.now.millis()).bind(topic.kind.word());
        let add = add.bind(topic.status.word()).bind(topic.title.clone()).bind(topic.body.source.clone());
        let add = add.bind(topic.body.format.word()).bind(topic.author.as_ref().map(ToString::to_string));
        let add = add.bind(said_at).bind(last_active_at).bind(topic.url.clone());
        let add = add.bind(i64::from(topic.me_too_count)).bind(i64::from(topic.follower_count));
        let add = add.bind(i64::from(topic.reply_count)).bind(said_at.unwrap_or(UNDATED));
        let add = add.bind(active.unwrap_or(UNDATED));
        let Some(row) = add.fetch_optional(&mut *self.transaction).await? else { return Ok(false) };
        let number = integer(&row, "number")?;

        for reply in &topic.replies {
            self.add_reply(number, reply).await?;
        }
        self.add_labels(number, topic).await?;
        words::put(&mut self.transaction, number, topic).await?;
        Ok(true)
    }

    pub(super) async fn add_reply(&mut self, topic: i64, reply: &Reply) -> Result<(), DatabaseError> {
        const ADD: &str = "INSERT INTO replies (topic, id, created_at, state, author, body, format, said_at, best, \
            official, star_count) VALUES ($1, $2, $3, 'published', $4, $5, $6, $7, $8, $9, $10)";
        let add = sqlx::query(ADD).bind(topic).bind(reply.id.to_string()).bind(self.now.millis());
        let add = add.bind(reply.author.as_ref().map(ToString::to_string)).bind(reply.body.source.clone());
        let add = add.bind(reply.body.format.word()).bind(reply.created_at.map(Timestamp::millis));
        let add =
            add.bind(i64::from(reply.best)).bind(i64::from(reply.official)).bind(i64::from(reply.star_count));
        add.execute(&mut *self.transaction).await?;
        Ok(())
    }

    async fn add_labels(&mut self, number: i64, topic: &Topic) -> Result<(), DatabaseError> {
        const TAG: &str =
            "INSERT INTO topic_tags (topic, position, created_at, tag, folded) VALUES ($1, $2, $3, $4, $5)";
        const PRODUCT: &str =
            "INSERT INTO topic_products (topic, position, created_at, product) VALUES ($1, $2, $3, $4)";
        let now = self.now.millis();
        for (position, tag) in (0_i64..).zip(&topic.tags) {
            let add = sqlx::query(TAG).bind(number).bind(position).bind(now);
            add.bind(tag.clone()).bind(tag.to_lowercase()).execute(&mut *self.transaction).await?;
        }
        for (position, product) in (0_i64..).zip(&topic.products) {
            let add = sqlx::query(PRODUCT).bind(number).bind(position).bind(now);
            add.bind(product.to_string()).execute(&mut *self.transaction).await?;
        }
        Ok(())
    }
}
