//! Two topics that ask the same become one: replies, and who has it too or follows it, go over; the old id leads to the
//! new one from then on.

use std::collections::HashSet;

use sqlx::Row;

use super::edits::{Edit, Field, Place};
use super::moderation::Subject;
use super::rows::{integer, text};
use super::{Database, DatabaseError, State, Writer};

/// What merging `topic` into the one with the id `to` changes, or why it cannot be done.
pub(super) async fn plan(
    writer: &mut Writer,
    topic: &Subject,
    to: &str,
) -> Result<Result<Vec<Edit>, &'static str>, DatabaseError> {
    const REPLIES: &str = "SELECT number, id, best FROM replies WHERE topic = $1 ORDER BY number";
    let Some(other) = writer.subject(to).await? else {
        return Ok(Err("there is no topic with the id in to"));
    };
    if other.number == topic.number || other.state != State::Published {
        return Ok(Err("a topic is merged into another one that is published"));
    }
    let there = sqlx::query(REPLIES).bind(other.number).fetch_all(writer.connection()).await?;
    let mut ids = there.iter().map(|row| text(row, "id")).collect::<Result<HashSet<_>, _>>()?;
    let bests = there.iter().map(|row| integer(row, "best")).collect::<Result<Vec<_>, _>>()?;
    let has_best = bests.contains(&1);

    let mut edits = Vec::new();
    for row in sqlx::query(REPLIES).bind(topic.number).fetch_all(writer.connection()).await? {
        let (reply, id) = (integer(&row, "number")?, text(&row, "id")?);
        if has_best {
            let best = Some(integer(&row, "best")?);
            edits.extend(Edit::set(Field::ReplyBest, reply, best, Some(0)));
        }
        // Ids are unique within a topic alone.
        let mut there = id.clone();
        while !ids.insert(there.clone()) {
            there = format!("{there}-{reply}");
        }
        let (from, to) = (Place { topic: topic.number, id }, Place { topic: other.number, id: there });
        edits.push(Edit::Move { reply, from, to });
    }
    let me_too = topic.me_too_count - named(writer, "me_too", topic.number).await?;
    let followers = topic.follower_count - named(writer, "follows", topic.number).await?;
    let (me_too, followers) = (me_too.max(0), followers.max(0));
    edits.push(Edit::Join { from: topic.number, to: other.number, me_too, followers });
    edits.extend(Edit::set(Field::TopicMergedInto, topic.number, None::<i64>, Some(other.number)));
    edits.extend(Edit::set(Field::TopicState, topic.number, topic.state, State::Hidden));
    Ok(Ok(edits))
}

/// How many of those whom a topic counts are known one by one.
async fn named(writer: &mut Writer, table: &str, topic: i64) -> Result<i64, DatabaseError> {
    let sql = format!("SELECT COUNT(*) AS named FROM {table} WHERE topic = $1");
    Ok(integer(&sqlx::query(&sql).bind(topic).fetch_one(writer.connection()).await?, "named")?)
}

impl Database {
    /// The id of the topic that the one with this id became part of, where it did.
    ///
    /// # Errors
    /// The database failed.
    pub async fn merged_into(&self, topic: &str) -> Result<Option<String>, DatabaseError> {
        // Where it goes through several topics, each leads to the next one.
        const FIND: &str = "SELECT other.id AS id FROM topics JOIN topics AS other ON other.number = topics.merged_into \
            WHERE topics.id = $1 AND topics.state = 'hidden' \
            AND (other.state = 'published' OR other.merged_into IS NOT NULL)";
        let mut connection = self.connection().await?;
        let row = sqlx::query(FIND).bind(topic.to_owned()).fetch_optional(&mut *connection).await?;
        Ok(row.map(|row| row.try_get("id")).transpose()?)
    }
}
