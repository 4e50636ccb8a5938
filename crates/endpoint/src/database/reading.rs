//! The whole community as it is at one moment, part by part, however large it is.

use goodword_core::model::{Person, Product, Recommendation, Topic};
use sqlx::{Any, AnyConnection, Transaction};

use super::rows::{RECOMMENDATION_COLUMNS, integer, person, recommendation};
use super::{About, Database, DatabaseError, about, people, topics};

/// How many rows are in memory at a time.
const PART: u32 = 200;

/// A reading: what others write in the meantime is not in it. Each list is read by calling until it gives nothing more.
#[derive(Debug)]
pub struct Reading {
    transaction: Transaction<'static, Any>,
    last_topic: i64,
    last_person: i64,
    last_recommendation: i64,
}

impl Database {
    /// Begins to read.
    ///
    /// # Errors
    /// The database failed.
    pub async fn read(&self) -> Result<Reading, DatabaseError> {
        let transaction = self.kind.begin_reading(&self.pool).await?;
        Ok(Reading { transaction, last_topic: 0, last_person: 0, last_recommendation: 0 })
    }
}

impl Reading {
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// The community's name and the origins of images.
    ///
    /// # Errors
    /// The database failed.
    pub async fn about(&mut self) -> Result<About, DatabaseError> {
        about(&mut self.transaction).await
    }

    /// All products.
    ///
    /// # Errors
    /// The database failed.
    pub async fn products(&mut self) -> Result<Vec<Product>, DatabaseError> {
        people::products(&mut self.transaction).await
    }

    /// The next published topics, with all their published replies, in the order in which they came.
    ///
    /// # Errors
    /// The database failed.
    pub async fn topics(&mut self) -> Result<Vec<Topic>, DatabaseError> {
        let rows = topics::following(&mut self.transaction, self.last_topic, PART).await?;
        self.last_topic = rows.last().map_or(self.last_topic, |(number, _)| *number);
        Ok(rows.into_iter().map(|(_, topic)| topic).collect())
    }

    /// The next people, in the order in which they came, without guests of whom nothing is published.
    ///
    /// # Errors
    /// The database failed.
    pub async fn people(&mut self) -> Result<Vec<Person>, DatabaseError> {
        const NEXT: &str = "SELECT number, id, name, avatar, url, role FROM people WHERE number > $1 \
            AND (NOT EXISTS (SELECT 1 FROM guests WHERE guests.person = people.id) \
            OR EXISTS (SELECT 1 FROM published_topics WHERE published_topics.author = people.id)) \
            ORDER BY number LIMIT $2";
        let query = sqlx::query(NEXT).bind(self.last_person).bind(i64::from(PART));
        let rows = query.fetch_all(&mut *self.transaction).await?;
        if let Some(last) = rows.last() {
            self.last_person = integer(last, "number")?;
        }
        Ok(rows.iter().map(person).collect::<Result<_, _>>()?)
    }

    /// The next recommendations that were not taken back, in the order in which they came, for whatever audience.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recommendations(&mut self) -> Result<Vec<Recommendation>, DatabaseError> {
        let sql = format!(
            "SELECT {RECOMMENDATION_COLUMNS} FROM recommendations \
            WHERE state = 'published' AND number > $1 ORDER BY number LIMIT $2"
        );
        let query = sqlx::query(&sql).bind(self.last_recommendation).bind(i64::from(PART));
        let rows = query.fetch_all(&mut *self.transaction).await?;
        if let Some(last) = rows.last() {
            self.last_recommendation = integer(last, "number")?;
        }
        Ok(rows.iter().map(recommendation).collect::<Result<_, _>>()?)
    }
}
