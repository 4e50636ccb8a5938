//! Recommendations for everyone by ranges of their keys. A key is the SHA-256 of subject and person, so that whoever knows a
//! friend's id can find that friend's word in a range that holds some others too, and need not say for whom they look.

use goodword_core::model::{Id, Recommendation, Timestamp};
use sha2::{Digest, Sha256};

use super::rows::{RECOMMENDATION_COLUMNS, integer, recommendation, text};
use super::statement::Statement;
use super::{Database, DatabaseError};

/// A key.
pub type RangeKey = [u8; 32];

/// How many hexadecimal digits a range may be named by, at least and at most.
pub const DIGITS: std::ops::RangeInclusive<u32> = 1..=6;

/// A range holds at most so many words on average. With one digit more it would hold a sixteenth, so that it is 16 in the
/// middle between most and fewest.
const MOST: u64 = 64;

/// How many keys are worked out in one transaction.
const PART: i64 = 1000;

/// The key of a person's word for a subject: SHA-256 of the subject, U+0000, and the person's id.
pub fn range_key(subject: &Id, person: &Id) -> RangeKey {
    let hash = Sha256::new().chain_update(subject.as_str()).chain_update([0]);
    hash.chain_update(person.as_str()).finalize().into()
}

/// How many digits name a range where there are so many words for everyone.
fn digits(words: u64) -> u32 {
    let holds = |digits: &u32| words <= MOST << (4 * digits);
    DIGITS.into_iter().find(holds).unwrap_or(*DIGITS.end())
}

/// The statement that finds the words of a range.
///
/// First the numbers of whatever is in it, by their index, and then those of them that are for everyone: `SQLite` takes a condition on a range for one that holds for
/// most rows, and would rather read all words for everyone, which takes seconds where there are a million. It keeps to the order of a `CROSS JOIN`.
fn within(digits: u32, prefix: u32) -> Statement {
    let shift = 4 * DIGITS.end().saturating_sub(digits);
    let first = i64::from(prefix) << shift;
    let mut statement = Statement::new("SELECT ");
    statement.push(RECOMMENDATION_COLUMNS);
    statement.push(" FROM (SELECT number AS found FROM recommendations WHERE range_start >= ").bind(first);
    statement.push(" AND range_start < ").bind(first + (1 << shift));
    statement.push(") AS ranged CROSS JOIN public_recommendations WHERE number = found");
    statement
}

/// What a key is found by.
pub(super) fn start(key: RangeKey) -> i64 {
    i64::from(u32::from_be_bytes([0, key[0], key[1], key[2]]))
}

impl Database {
    /// How many digits name a range today. It changes when a community of words grows or shrinks past 1024, or 16 times as many,
    /// and so on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn range_digits(&self) -> Result<u32, DatabaseError> {
        let count = || Statement::new("SELECT COUNT(*) AS total FROM public_recommendations");
        let mut connection = self.connection().await?;
        Ok(digits(self.totals.of(&mut connection, "public recommendations".to_owned(), count).await?))
    }

    /// The words for everyone whose keys begin with these digits, of which there are as many as `digits` says; by their keys.
    ///
    /// # Errors
    /// The database failed.
    pub async fn range(
        &self,
        digits: u32,
        prefix: u32,
    ) -> Result<Vec<(RangeKey, Recommendation)>, DatabaseError> {
        let (sql, arguments) = within(digits, prefix).into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *self.connection().await?).await?;
        let mut words = Vec::with_capacity(rows.len());
        for row in &rows {
            let word = recommendation(row)?;
            words.push((range_key(&word.subject, &word.person), word));
        }
        // Of one person there may be several for a subject, where a snapshot had them.
        words.sort_by(|(one, a), (other, b)| (one, a.id.as_str()).cmp(&(other, b.id.as_str())));
        Ok(words)
    }

    /// Works out the keys of rows that an earlier version put here.
    pub(super) async fn fill_ranges(&self) -> Result<(), DatabaseError> {
        const FIND: &str =
            "SELECT number, subject, person FROM recommendations WHERE range_start IS NULL LIMIT $1";
        const SET: &str = "UPDATE recommendations SET range_start = $1 WHERE number = $2";
        loop {
            let rows = sqlx::query(FIND).bind(PART).fetch_all(&mut *self.connection().await?).await?;
            if rows.is_empty() {
                return Ok(());
            }
            // What is written bears no moment.
            let mut writer = self.write(Timestamp::from_millis(0)).await?;
            for row in rows {
                let [subject, person] = [text(&row, "subject")?, text(&row, "person")?].map(Id::from);
                let set = sqlx::query(SET).bind(start(range_key(&subject, &person)));
                set.bind(integer(&row, "number")?).execute(writer.connection()).await?;
            }
            writer.commit().await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Database, digits, text, within};

    #[test]
    fn a_range_holds_about_sixteen_words() {
        for (words, expect) in
            [(0, 1), (17, 1), (1024, 1), (1025, 2), (100_000, 3), (1_000_000, 4), (1 << 30, 6), (u64::MAX, 6)]
        {
            assert_eq!(digits(words), expect, "{words}");
        }
    }

    #[tokio::test]
    async fn a_range_is_found_by_its_index_and_not_among_all_words() {
        let file = std::env::temp_dir().join(format!("goodword-range-{}.db", std::process::id()));
        let database = Database::open(&format!("sqlite:{}", file.display())).await.unwrap();
        let (sql, arguments) = within(4, 7).into_parts();
        let explained = format!("EXPLAIN QUERY PLAN {sql}");
        let mut connection = database.connection().await.unwrap();
        let steps = sqlx::query_with(&explained, arguments).fetch_all(&mut *connection).await.unwrap();
        let steps: Vec<String> = steps.iter().map(|step| text(step, "detail").unwrap()).collect();
        assert_eq!(steps.len(), 2, "{steps:?}");
        assert!(steps[0].contains("recommendations_range"), "{steps:?}");
        assert!(steps[1].contains("PRIMARY KEY"), "{steps:?}");
        std::fs::remove_file(file).unwrap();
    }
}
