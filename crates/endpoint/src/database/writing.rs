//! What people write: topics, replies, and that they have a topic too. Each in one transaction.

use goodword_core::model::{Person, Reply, Role, Timestamp, Topic};

use super::rows::{integer, text};
use super::{Database, DatabaseError, Writer, replies, words};
use crate::wire::Word;

/// A request that is done once, however often it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Who asks.
    pub person: String,
    /// The key that the request carries.
    pub key: String,
    /// Of what it says; another text under the same key is another request.
    pub fingerprint: String,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done<T> {
    /// It was done now.
    Now(T),
    /// It was done before, and this is what came of it.
    Before(T),
    /// The key was used for another request.
    KeyTaken,
    /// There is no such topic.
    NoTopic,
}

impl Database {
    /// Publishes a topic by `author`, whose words come with the request.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn ask(
        &self,
        now: Timestamp,
        once: &Once,
        author: &Person,
        topic: &Topic,
    ) -> Result<Done<String>, DatabaseError> {
        let mut writer = self.write(now).await?;
        if let Some(done) = writer.claim(once, topic.id.as_str()).await? {
            return Ok(done);
        }
        writer.put_person(author).await?;
        writer.add_topic(topic).await?;
        writer.note(Some(author.id.as_str()), "ask", topic.id.as_str()).await?;
        writer.commit().await?;
        Ok(Done::Now(topic.id.to_string()))
    }

    /// Publishes a reply to the topic with the id `topic`.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn reply(
        &self,
        now: Timestamp,
        once: &Once,
        author: &Person,
        topic: &str,
        reply: &Reply,
    ) -> Result<Done<String>, DatabaseError> {
        const COUNT: &str = "UPDATE topics SET reply_count = reply_count + 1, last_active_at = $1, active_key = $1 \
            WHERE number = $2";
        let mut writer = self.write(now).await?;
        if let Some(done) = writer.claim(once, reply.id.as_str()).await? {
            return Ok(done);
        }
        let Some(number) = replies::number(writer.connection(), topic).await? else {
            return Ok(Done::NoTopic);
        };
        writer.put_person(author).await?;
        writer.add_reply(number, reply).await?;
        sqlx::query(COUNT).bind(now.millis()).bind(number).execute(writer.connection()).await?;
        words::refresh_replied(writer.connection(), number, reply).await?;
        writer.note(Some(author.id.as_str()), "reply", reply.id.as_str()).await?;
        writer.commit().await?;
        Ok(Done::Now(reply.id.to_string()))
    }

    /// Counts that `person` has the topic too, or no more; the count after it, `None` where there is no such topic.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn me_too(
        &self,
        now: Timestamp,
        person: &Person,
        topic: &str,
        has_it: bool,
    ) -> Result<Option<u32>, DatabaseError> {
        const ADD: &str = "INSERT INTO me_too (topic, person, created_at) \
            SELECT number, $2, $3 FROM published_topics WHERE id = $1 ON CONFLICT (topic, person) DO NOTHING";
        const TAKE: &str = "DELETE FROM me_too WHERE person = $2 AND topic = (SELECT number FROM published_topics WHERE id = $1)";
        const COUNT: &str = "UPDATE topics SET me_too_count = \
            CASE WHEN me_too_count + $2 < 0 THEN 0 ELSE me_too_count + $2 END WHERE id = $1";
        const TOLD: &str = "SELECT me_too_count FROM published_topics WHERE id = $1";
        let mut writer = self.write(now).await?;
        let change =
            sqlx::query(if has_it { ADD } else { TAKE }).bind(topic.to_owned()).bind(person.id.to_string());
        let change = if has_it { change.bind(now.millis()) } else { change };
        if change.execute(writer.connection()).await?.rows_affected() > 0 {
            let step: i64 = if has_it { 1 } else { -1 };
            sqlx::query(COUNT).bind(topic.to_owned()).bind(step).execute(writer.connection()).await?;
            writer.put_person(person).await?;
            writer
                .note(Some(person.id.as_str()), if has_it { "me too" } else { "not me too" }, topic)
                .await?;
        }
        let row = sqlx::query(TOLD).bind(topic.to_owned()).fetch_optional(writer.connection()).await?;
        let count = row.map(|row| integer(&row, "me_too_count")).transpose()?;
        writer.commit().await?;
        Ok(count.map(|count| u32::try_from(count).unwrap_or(u32::MAX)))
    }
}

impl Writer {
    /// Takes the key for the row that is about to be made; where it was taken before, what became of that request. It comes
    /// first in its transaction, so that whoever else comes with the same key waits here.
    async fn claim(&mut self, once: &Once, subject: &str) -> Result<Option<Done<String>>, DatabaseError> {
        const TAKE: &str = "INSERT INTO acknowledged (person, key, created_at, fingerprint, subject) \
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person, key) DO NOTHING";
        const READ: &str = "SELECT fingerprint, subject FROM acknowledged WHERE person = $1 AND key = $2";
        let now = self.now().millis();
        let take = sqlx::query(TAKE).bind(once.person.clone()).bind(once.key.clone()).bind(now);
        let take = take.bind(once.fingerprint.clone()).bind(subject.to_owned());
        if take.execute(self.connection()).await?.rows_affected() > 0 {
            return Ok(None);
        }
        let read = sqlx::query(READ).bind(once.person.clone()).bind(once.key.clone());
        let row = read.fetch_one(self.connection()).await?;
        let is_same = text(&row, "fingerprint")? == once.fingerprint;
        Ok(Some(if is_same { Done::Before(text(&row, "subject")?) } else { Done::KeyTaken }))
    }

    /// Keeps who somebody is as their site says now. A role that a community gave stays where the site says none.
    async fn put_person(&mut self, person: &Person) -> Result<(), DatabaseError> {
        const PUT: &str = "INSERT INTO people (id, created_at, name, avatar, url, role) VALUES ($1, $2, $3, $4, $5, $6) \
            ON CONFLICT (id) DO UPDATE SET name = $3, avatar = COALESCE($4, people.avatar), \
            role = CASE WHEN $6 = $7 THEN people.role ELSE $6 END";
        let now = self.now().millis();
        let put = sqlx::query(PUT).bind(person.id.to_string()).bind(now).bind(person.name.clone());
        let put = put.bind(person.avatar.clone()).bind(person.url.clone());
        let put = put.bind(person.role.word()).bind(Role::default().word());
        put.execute(self.connection()).await?;
        Ok(())
    }
}
