//! Who calls whom a friend. Friends are two who call each other so; of friends' friends it is told only that they are,
//! and only of those who recommend something to everyone, because these alone are counted anywhere.

use goodword_core::model::{Id, Person, Timestamp};
use sqlx::Row;

use super::rows::{integer, person, text};
use super::{Database, DatabaseError, people};

/// How many friends, and how many friends' friends, are told at most.
const MANY: i64 = 500;

/// Somebody near to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Who: by id alone where it is a friend's friend.
    pub person: Result<Person, Id>,
    /// How many friends the two have in common.
    pub mutual: u32,
}

impl Database {
    /// The friends and friends' friends of the person with this id.
    ///
    /// # Errors
    /// The database failed.
    pub async fn circle(&self, of: &str) -> Result<Vec<Near>, DatabaseError> {
        // `mutual` of a friend counts the third ones who are friends with both.
        const FRIENDS: &str = "SELECT people.id AS id, people.name AS name, people.avatar AS avatar, people.url AS url, \
            people.role AS role, (SELECT COUNT(*) FROM mutual_friends AS theirs \
            JOIN mutual_friends AS mine ON mine.friend = theirs.friend AND mine.person = $1 \
            WHERE theirs.person = people.id) AS mutual FROM mutual_friends AS friends \
            JOIN people ON people.id = friends.friend WHERE friends.person = $1 ORDER BY people.number LIMIT $2";
        const FURTHER: &str = "SELECT theirs.friend AS id, COUNT(*) AS mutual FROM mutual_friends AS mine \
            JOIN mutual_friends AS theirs ON theirs.person = mine.friend WHERE mine.person = $1 \
            AND theirs.friend <> $1 AND NOT EXISTS (SELECT 1 FROM mutual_friends AS near \
            WHERE near.person = $1 AND near.friend = theirs.friend) \
            AND EXISTS (SELECT 1 FROM public_recommendations WHERE public_recommendations.person = theirs.friend) \
            GROUP BY theirs.friend ORDER BY theirs.friend LIMIT $2";
        let mut connection = self.connection().await?;
        let mut circle = Vec::new();
        let friends = sqlx::query(FRIENDS).bind(of.to_owned()).bind(MANY);
        for row in friends.fetch_all(&mut *connection).await? {
            circle.push(Near { person: Ok(person(&row)?), mutual: count(integer(&row, "mutual")?) });
        }
        let further = sqlx::query(FURTHER).bind(of.to_owned()).bind(MANY);
        for row in further.fetch_all(&mut *connection).await? {
            let id = Id::from(text(&row, "id")?);
            circle.push(Near { person: Err(id), mutual: count(integer(&row, "mutual")?) });
        }
        Ok(circle)
    }

    /// Keeps that `person` calls the one with the id `friend` a friend, or no more; whether the two are friends after
    /// it, `None` where nobody like that is known.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn befriend(
        &self,
        now: Timestamp,
        person: &Person,
        friend: &str,
        is_friend: bool,
    ) -> Result<Option<bool>, DatabaseError> {
        const ADD: &str = "INSERT INTO friends (person, friend, created_at) VALUES ($1, $2, $3) \
            ON CONFLICT (person, friend) DO NOTHING";
        const TAKE: &str = "DELETE FROM friends WHERE person = $1 AND friend = $2";
        const ARE: &str = "SELECT COUNT(*) AS total FROM mutual_friends WHERE person = $1 AND friend = $2";
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let is_known = !people::named(writer.connection(), &[Id::from(friend.to_owned())]).await?.is_empty();
        if !is_known || friend == person.id.as_str() {
            return Ok(None);
        }
        let own = person.id.to_string();
        let change =
            sqlx::query(if is_friend { ADD } else { TAKE }).bind(own.clone()).bind(friend.to_owned());
        let change = if is_friend { change.bind(now.millis()) } else { change };
        change.execute(writer.connection()).await?;
        let are = sqlx::query(ARE).bind(own).bind(friend.to_owned());
        let are: i64 = are.fetch_one(writer.connection()).await?.try_get("total")?;
        writer.commit().await?;
        Ok(Some(are > 0))
    }
}

fn count(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
