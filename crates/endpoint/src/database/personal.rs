//! All that is kept about one person: read out for that person, or taken out for good.
//!
//! Whoever adds a table that names people adds it to both lists. The marks of `erased` name nobody.

use goodword_core::model::Timestamp;
use serde_json::{Map, Value};
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Column, Row, ValueRef};

use super::kind::Kind;
use super::rows::{integer, text};
use super::{Database, DatabaseError, State, Writer, words};
use crate::wire::{Word, rfc3339};

/// Name of a list, and the rows in it. Columns that end in `_at` are moments.
const KEPT: [(&str, &str); 17] = [
    ("person", "SELECT id, name, avatar, url, role, created_at FROM people WHERE id = $1"),
    ("guest", "SELECT email, created_at FROM guests WHERE person = $1"),
    (
        "friends",
        "SELECT person, friend, created_at FROM friends WHERE person = $1 OR friend = $1 ORDER BY person, friend",
    ),
    ("discoverable", "SELECT created_at FROM discoverable WHERE person = $1"),
    // Not by whom one was dismissed, which is that person's.
    ("dismissed", "SELECT other, created_at FROM dismissed WHERE person = $1 ORDER BY other"),
    (
        "topics",
        "SELECT id, state, kind, status, mood, title, body, format, url, said_at, created_at FROM topics \
        WHERE author = $1 ORDER BY number",
    ),
    (
        "replies",
        "SELECT topics.id AS topic, replies.id AS id, replies.state AS state, replies.body AS body, \
        replies.format AS format, replies.said_at AS said_at, replies.created_at AS created_at FROM replies \
        JOIN topics ON topics.number = replies.topic WHERE replies.author = $1 ORDER BY replies.number",
    ),
    (
        "private_topics",
        "SELECT id, asker, addressee, kind, mood, title, body, format, tags, products, active_at, created_at \
        FROM private_topics WHERE asker = $1 OR addressee = $1 ORDER BY created_at, id",
    ),
    (
        "private_replies",
        "SELECT private_topics.id AS topic, private_replies.id AS id, private_replies.author AS author, \
        private_replies.body AS body, private_replies.format AS format, private_replies.created_at AS created_at \
        FROM private_replies JOIN private_topics ON private_topics.number = private_replies.topic \
        WHERE asker = $1 OR addressee = $1 ORDER BY private_replies.topic, position",
    ),
    ("asked", "SELECT id AS topic FROM topics WHERE addressee = $1 AND state = 'published' ORDER BY number"),
    (
        "recommendations",
        "SELECT id, state, subject, verb, text, audience, will_answer, referral, referred, said_at, created_at FROM recommendations \
        WHERE person = $1 ORDER BY number",
    ),
    (
        "me_too",
        "SELECT topics.id AS topic, me_too.shared AS shared, me_too.created_at AS created_at FROM me_too \
        JOIN topics ON topics.number = me_too.topic WHERE me_too.person = $1 ORDER BY topics.number",
    ),
    (
        "follows",
        "SELECT topics.id AS topic, follows.created_at AS created_at FROM follows \
        JOIN topics ON topics.number = follows.topic WHERE follows.person = $1 ORDER BY topics.number",
    ),
    (
        "stars",
        "SELECT topics.id AS topic, replies.id AS reply, stars.shared AS shared, stars.created_at AS created_at FROM stars \
        JOIN replies ON replies.number = stars.reply JOIN topics ON topics.number = replies.topic \
        WHERE stars.person = $1 ORDER BY replies.number",
    ),
    (
        "flags",
        "SELECT topics.id AS topic, replies.id AS reply, flags.reason AS reason, flags.detail AS detail, flags.created_at AS created_at, \
        flags.settled_at AS settled_at FROM flags JOIN topics ON topics.number = flags.topic \
        LEFT JOIN replies ON replies.number = flags.reply WHERE flags.person = $1 ORDER BY flags.number",
    ),
    ("acts", "SELECT act, subject, detail, created_at FROM acts WHERE person = $1 ORDER BY number"),
    (
        "acknowledged",
        "SELECT key, subject, created_at FROM acknowledged WHERE person = $1 ORDER BY created_at, key",
    ),
];

/// What takes a person out of everything but posts; in order, because counts are of rows that are still there.
const TAKE_OUT: [&str; 21] = [
    "UPDATE topics SET me_too_count = me_too_count - 1 \
        WHERE me_too_count > 0 AND number IN (SELECT topic FROM me_too WHERE person = $1)",
    "DELETE FROM me_too WHERE person = $1",
    "UPDATE topics SET follower_count = follower_count - 1 \
        WHERE follower_count > 0 AND number IN (SELECT topic FROM follows WHERE person = $1)",
    "DELETE FROM follows WHERE person = $1",
    "UPDATE replies SET star_count = star_count - 1 \
        WHERE star_count > 0 AND number IN (SELECT reply FROM stars WHERE person = $1)",
    "DELETE FROM stars WHERE person = $1",
    "DELETE FROM flags WHERE person = $1",
    "DELETE FROM recommendations WHERE person = $1",
    "DELETE FROM acknowledged WHERE person = $1",
    "DELETE FROM guests WHERE person = $1",
    "DELETE FROM friends WHERE person = $1 OR friend = $1",
    "DELETE FROM discoverable WHERE person = $1",
    "DELETE FROM dismissed WHERE person = $1 OR other = $1",
    // Whole, because a conversation of two is not the other one's alone. Its replies go along.
    "DELETE FROM private_topics WHERE asker = $1 OR addressee = $1",
    "UPDATE topics SET addressee = NULL WHERE addressee = $1",
    // What was done stays, so that it can still be undone.
    "UPDATE acts SET person = NULL WHERE person = $1",
    "UPDATE acts SET subject = NULL WHERE subject = $1",
    "UPDATE acts SET detail = '' WHERE detail = $1",
    "UPDATE topics SET author = NULL WHERE author = $1",
    "UPDATE replies SET author = NULL WHERE author = $1",
    "DELETE FROM people WHERE id = $1",
];

/// What becomes of what a person wrote who is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posts {
    /// Topics and replies stay, by nobody.
    Stay,
    /// They go; with a topic go the replies to it.
    Go,
}

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Topics that the person had asked.
    pub topics: u64,
    /// Replies that the person had given.
    pub replies: u64,
}

impl Database {
    /// All that is kept about the person with this id, as one JSON object; `None` where nothing is.
    ///
    /// # Errors
    /// The database failed.
    pub async fn kept_about(&self, person: &str) -> Result<Option<Value>, DatabaseError> {
        let mut reading = self.pool.begin().await?;
        let mut kept = Map::new();
        for (name, select) in KEPT {
            let rows = sqlx::query(select).bind(person.to_owned()).fetch_all(&mut *reading).await?;
            let rows: Vec<Value> = rows.iter().map(object).collect::<Result<_, _>>()?;
            if !rows.is_empty() {
                kept.insert(name.to_owned(), Value::Array(rows));
            }
        }
        Ok((!kept.is_empty()).then_some(Value::Object(kept)))
    }

    /// Takes a person out, so that neither the database's files nor its index for searching hold a trace: the rows in one
    /// transaction, and then what they left behind. No import brings them back. `None` where there is no such person.
    ///
    /// # Errors
    /// The database failed. Where only the last part failed because others were at work, it can be done again.
    pub async fn erase(
        &self,
        now: Timestamp,
        person: &str,
        posts: Posts,
    ) -> Result<Option<Erased>, DatabaseError> {
        let is_known = self.kept_about(person).await?.is_some();
        let mut erased = Erased::default();
        if is_known {
            let mut writer = self.write(now).await?;
            if posts == Posts::Go {
                erased.replies = writer.remove_replies(person).await?;
                erased.topics = writer.remove_topics(person).await?;
            }
            for take in TAKE_OUT {
                sqlx::query(take).bind(person.to_owned()).execute(writer.connection()).await?;
            }
            writer.put_erased(person, posts).await?;
            writer.note(None, "erase", "").await?;
            writer.commit().await?;
        }
        // Also where nobody is there any more: an earlier time may have got no further than that.
        Kind::sweep(&mut *self.connection().await?).await?;
        Ok(is_known.then_some(erased))
    }
}

impl Writer {
    async fn remove_replies(&mut self, person: &str) -> Result<u64, DatabaseError> {
        const TOPICS: &str = "SELECT DISTINCT topics.number AS number, topics.id AS id, topics.state AS state FROM replies \
            JOIN topics ON topics.number = replies.topic WHERE replies.author = $1";
        const COUNT: &str = "UPDATE topics SET reply_count = reply_count - (SELECT COUNT(*) FROM replies \
            WHERE topic = topics.number AND author = $1 AND state = 'published') WHERE number = $2";
        const UNSOLVE: &str = "UPDATE topics SET solved_by = NULL \
            WHERE solved_by IN (SELECT number FROM replies WHERE author = $1)";
        let find = sqlx::query(TOPICS).bind(person.to_owned());
        let topics = find.fetch_all(self.connection()).await?;
        for topic in &topics {
            let count = sqlx::query(COUNT).bind(person.to_owned()).bind(integer(topic, "number")?);
            count.execute(self.connection()).await?;
        }
        sqlx::query(UNSOLVE).bind(person.to_owned()).execute(self.connection()).await?;
        let remove = sqlx::query("DELETE FROM replies WHERE author = $1").bind(person.to_owned());
        let removed = remove.execute(self.connection()).await?.rows_affected();
        for topic in topics {
            words::refresh(self.connection(), integer(&topic, "number")?).await?;
            self.tell(&topic)?;
        }
        Ok(removed)
    }

    async fn remove_topics(&mut self, person: &str) -> Result<u64, DatabaseError> {
        const PART: &str = "UPDATE topics SET merged_into = NULL \
            WHERE merged_into IN (SELECT number FROM topics WHERE author = $1)";
        const REMOVE: &str = "DELETE FROM topics WHERE author = $1 RETURNING number, id, state";
        sqlx::query(PART).bind(person.to_owned()).execute(self.connection()).await?;
        let remove = sqlx::query(REMOVE).bind(person.to_owned());
        let removed = remove.fetch_all(self.connection()).await?;
        for topic in &removed {
            words::refresh(self.connection(), integer(topic, "number")?).await?;
            self.tell(topic)?;
        }
        Ok(u64::try_from(removed.len()).unwrap_or(u64::MAX))
    }

    /// Tells those who see the topic that something of it is gone.
    fn tell(&mut self, topic: &AnyRow) -> Result<(), DatabaseError> {
        if text(topic, "state")? == State::Published.word() {
            self.changed("hide", &text(topic, "id")?);
        }
        Ok(())
    }
}

/// A row as an object, without what is not known.
fn object(row: &AnyRow) -> Result<Value, sqlx::Error> {
    let mut object = Map::new();
    for (index, column) in row.columns().iter().enumerate() {
        let value = row.try_get_raw(index)?;
        let (is_null, kind) = (value.is_null(), value.type_info().kind());
        let value = match kind {
            _ if is_null => continue,
            AnyTypeInfoKind::Text => Value::from(row.try_get::<String, _>(index)?),
            _ => Value::from(row.try_get::<i64, _>(index)?),
        };
        let moment = value.as_i64().filter(|_| column.name().ends_with("_at"));
        let moment = moment.and_then(|millis| rfc3339(Timestamp::from_millis(millis)));
        object.insert(column.name().to_owned(), moment.map_or(value, Value::from));
    }
    Ok(Value::Object(object))
}
