//! What people write: topics and replies. Each in one transaction.

use goodword_core::model::{Id, Person, Reply, Role, Timestamp, Topic};

use super::rows::text;
use super::{Database, DatabaseError, Mood, State, To, Writer, replies, words};
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
    /// The one it is for is no friend who may be asked.
    NoFriend,
}

/// Who writes, under which key, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// When.
    pub now: Timestamp,
    /// The key.
    pub once: &'a Once,
    /// Who, as the request says it.
    pub author: &'a Person,
    /// Whether it is published even where nothing of the author's was published before.
    pub at_once: bool,
}

/// A row that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: String,
    /// Whether it is published, or waits.
    pub state: State,
}

impl Database {
    /// Keeps a topic. `mood` is how it makes its asker feel, `email` how a guest can be reached, `to` the friend whom it is put
    /// to.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn ask(
        &self,
        by: By<'_>,
        topic: &Topic,
        mood: Option<Mood>,
        email: Option<&str>,
        to: Option<&To>,
    ) -> Result<Done<Written>, DatabaseError> {
        let (author, id) = (by.author.id.as_str(), topic.id.as_str());
        let mut writer = self.write(by.now).await?;
        if let Some(done) = writer.claim(by.once, id).await? {
            return Ok(done);
        }
        if let Some(to) = to
            && !writer.may_ask(author, to.person.as_str()).await?
        {
            return Ok(Done::NoFriend);
        }
        let mood = mood.map(Word::word);
        writer.put_person(by.author).await?;
        if let Some(email) = email {
            writer.put_guest(author, email).await?;
        }
        let written = if let Some(To { person, is_private: true }) = to {
            writer.put_private(author, topic, mood, person).await?;
            writer.keep_totals();
            // No name of it stands where others read.
            writer.note(Some(author), "ask", "").await?;
            Written { id: id.to_owned(), state: State::Private }
        } else {
            let to = to.map(|to| &to.person);
            writer.put_question(author, by.at_once, topic, mood, to).await?
        };
        writer.commit().await?;
        Ok(Done::Now(written))
    }

    /// Keeps a reply to the topic with the id `topic`.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn reply(
        &self,
        by: By<'_>,
        topic: &str,
        reply: &Reply,
    ) -> Result<Done<Written>, DatabaseError> {
        const COUNT: &str = "UPDATE topics SET reply_count = reply_count + 1, last_active_at = $1, active_key = $1 \
            WHERE number = $2";
        const WAIT: &str = "UPDATE replies SET state = $1 WHERE topic = $2 AND id = $3";
        let (author, id) = (by.author.id.as_str(), reply.id.as_str());
        let mut writer = self.write(by.now).await?;
        if let Some(done) = writer.claim(by.once, id).await? {
            return Ok(done);
        }
        let Some(number) = replies::number(writer.connection(), topic).await? else {
            return writer.reply_privately(by, topic, reply).await;
        };
        let state = writer.state_for(author, by.at_once).await?;
        writer.put_person(by.author).await?;
        writer.add_reply(number, reply).await?;
        if state == State::Published {
            sqlx::query(COUNT).bind(by.now.millis()).bind(number).execute(writer.connection()).await?;
            words::refresh_replied(writer.connection(), number, reply).await?;
            writer.changed("reply", topic);
        } else {
            let wait = sqlx::query(WAIT).bind(state.word()).bind(number).bind(id.to_owned());
            wait.execute(writer.connection()).await?;
            writer.changed_in_queue("waiting", topic);
        }
        // A best or official reply answers the topic, which then no longer waits for one.
        if !reply.best && !reply.official {
            writer.keep_totals();
        }
        writer.note(Some(author), "reply", id).await?;
        writer.commit().await?;
        Ok(Done::Now(Written { id: id.to_owned(), state }))
    }
}

impl Writer {
    /// Puts a question among the topics, where it may wait. The moderators, or everyone, are told of it.
    pub(super) async fn put_question(
        &mut self,
        author: &str,
        at_once: bool,
        topic: &Topic,
        mood: Option<&str>,
        to: Option<&Id>,
    ) -> Result<Written, DatabaseError> {
        const MORE: &str = "UPDATE topics SET mood = $1, addressee = $2 WHERE id = $3";
        let id = topic.id.as_str();
        let state = self.state_for(author, at_once).await?;
        self.add_topic(topic).await?;
        if mood.is_some() || to.is_some() {
            let set = sqlx::query(MORE).bind(mood.map(str::to_owned)).bind(to.map(Id::to_string));
            set.bind(id.to_owned()).execute(self.connection()).await?;
        }
        if state == State::Published {
            self.changed("topic", id);
        } else {
            self.set_topic_state(id, state).await?;
            self.changed_in_queue("waiting", id);
        }
        self.note(Some(author), "ask", id).await?;
        Ok(Written { id: id.to_owned(), state })
    }

    /// Takes the key for the row that is about to be made; where it was taken before, what became of that request. It comes
    /// first in its transaction, so that whoever else comes with the same key waits here.
    async fn claim(&mut self, once: &Once, subject: &str) -> Result<Option<Done<Written>>, DatabaseError> {
        const STATE: &str = "SELECT state FROM topics WHERE id = $1 UNION ALL SELECT state FROM replies WHERE id = $1 \
            UNION ALL SELECT 'private' FROM private_topics WHERE id = $1 \
            UNION ALL SELECT 'private' FROM private_replies WHERE id = $1";
        let done = match self.claim_key(once, subject).await? {
            None => return Ok(None),
            Some(Done::Before(id)) => {
                let row = sqlx::query(STATE).bind(id.clone()).fetch_optional(self.connection()).await?;
                let word = row.map(|row| text(&row, "state")).transpose()?;
                let state = word.and_then(|word| State::from_word(&word)).unwrap_or(State::Hidden);
                Done::Before(Written { id, state })
            }
            Some(Done::KeyTaken | Done::NoTopic | Done::NoFriend | Done::Now(_)) => Done::KeyTaken,
        };
        Ok(Some(done))
    }

    /// The same for rows of any kind.
    pub(super) async fn claim_key(
        &mut self,
        once: &Once,
        subject: &str,
    ) -> Result<Option<Done<String>>, DatabaseError> {
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

    /// What the writing of the person with this id is at first: who is new here waits for a moderator, unless it is to be
    /// published `at_once`.
    pub(super) async fn state_for(&mut self, author: &str, at_once: bool) -> Result<State, DatabaseError> {
        const KNOWN: &str = "SELECT 1 AS one FROM topics WHERE author = $1 AND state = 'published' \
            UNION ALL SELECT 1 FROM replies WHERE author = $1 AND state = 'published' \
            UNION ALL SELECT 1 FROM public_recommendations WHERE person = $1 LIMIT 1";
        if at_once {
            return Ok(State::Published);
        }
        let known = sqlx::query(KNOWN).bind(author.to_owned());
        let row = known.fetch_optional(self.connection()).await?;
        Ok(if row.is_some() { State::Published } else { State::Waiting })
    }

    /// Keeps how a guest can be reached.
    async fn put_guest(&mut self, person: &str, email: &str) -> Result<(), DatabaseError> {
        const PUT: &str = "INSERT INTO guests (person, created_at, email) VALUES ($1, $2, $3)";
        let now = self.now().millis();
        let put = sqlx::query(PUT).bind(person.to_owned()).bind(now).bind(email.to_owned());
        put.execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps who somebody is as their site says now. A role that a community gave stays where the site says none.
    pub(super) async fn put_person(&mut self, person: &Person) -> Result<(), DatabaseError> {
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
