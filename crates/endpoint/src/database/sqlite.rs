//! What is `SQLite`'s own: one file, its settings, its migrations and its full-text search, FTS5.

use sqlx::{AnyConnection, Executor};

use super::DatabaseError;
use super::kind::Step;
use super::rows::integer;
use super::statement::Statement;
use super::words::{Plain, Query};
use goodword_core::search::forms;

/// The address that sqlx takes for `sqlite:FILE`; `None` where the URL is another. The file is made where it is not there.
/// A database in memory would be another one for each connection, so there is none.
pub(super) fn address(url: &str) -> Option<String> {
    let file = url.strip_prefix("sqlite:")?;
    let is_file = !file.is_empty() && !file.contains(":memory:") && !file.contains("mode=memory");
    let separator = if file.contains('?') { '&' } else { '?' };
    is_file.then(|| if file.contains("mode=") { url.to_owned() } else { format!("{url}{separator}mode=rwc") })
}

/// Sets up a new connection. Write-ahead logging lets readers go on while one writes; with FULL, what was acknowledged
/// outlives a loss of power. Writers wait for each other for 5 s, and deleted text is overwritten.
pub(super) async fn prepare(connection: &mut AnyConnection) -> sqlx::Result<()> {
    const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
        PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON";
    connection.execute(SETTINGS).await.map(drop)
}

/// At once and not at the first statement that writes: a transaction that has read before would be refused, if another wrote
/// in between.
pub(super) const BEGIN_WRITING: &str = "BEGIN IMMEDIATE";

/// `SQLITE_BUSY` and its kinds.
pub(super) const BUSY: [&str; 4] = ["5", "261", "517", "773"];

/// Every step from an empty file to today's tables.
pub(super) const STEPS: &[Step] = &[
    (1, "community", include_str!("../../migrations/sqlite/0001_community.sql")),
    (2, "words", include_str!("../../migrations/sqlite/0002_words.sql")),
    (3, "acknowledged", include_str!("../../migrations/sqlite/0003_acknowledged.sql")),
    (4, "acts", include_str!("../../migrations/sqlite/0004_acts.sql")),
    (5, "limits", include_str!("../../migrations/sqlite/0005_limits.sql")),
    (6, "erased", include_str!("../../migrations/sqlite/0006_erased.sql")),
    (7, "friends", include_str!("../../migrations/sqlite/0007_friends.sql")),
    (8, "shared_marks", include_str!("../../migrations/sqlite/0008_shared_marks.sql")),
];

/// Keeps the words of the topic with this number; it must have none yet.
pub(super) async fn put_words(
    connection: &mut AnyConnection,
    number: i64,
    plain: Plain,
) -> Result<(), DatabaseError> {
    const INSERT: &str =
        "INSERT INTO topic_words (rowid, title, question, answer, tags) VALUES ($1, $2, $3, $4, $5)";
    let Plain { title, question, answer, tags } = plain;
    let insert = sqlx::query(INSERT).bind(number).bind(title).bind(question).bind(answer).bind(tags);
    insert.execute(connection).await?;
    Ok(())
}

/// Forgets the words of the topic with this number.
pub(super) async fn drop_words(connection: &mut AnyConnection, number: i64) -> Result<(), DatabaseError> {
    sqlx::query("DELETE FROM topic_words WHERE rowid = $1").bind(number).execute(connection).await?;
    Ok(())
}

/// Leaves nothing of what was deleted: the full-text index is merged into one segment without it, the file is written anew,
/// and the log of changes is emptied into it; whether that was not kept from it by others who read.
pub(super) async fn sweep(connection: &mut AnyConnection) -> sqlx::Result<bool> {
    connection.execute("INSERT INTO topic_words (topic_words) VALUES ('optimize')").await?;
    connection.execute("VACUUM").await?;
    let row = connection.fetch_one("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(integer(&row, "busy")? == 0)
}

/// Files up to this size are written anew for one deleted row, in bytes: that takes a fraction of a second.
const SMALL_BYTES: i64 = 32 * 1024 * 1024;

/// Leaves nothing of what was just deleted where the file is small. A deleted row is overwritten anyway; but where rows were moved
/// within a page before, copies of it may be left there, which go when the file is written anew. In a large file they stay until
/// it is swept. Then the log of changes is emptied into the file.
pub(super) async fn forget(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let pages = integer(&connection.fetch_one("PRAGMA page_count").await?, "page_count")?;
    let bytes = pages * integer(&connection.fetch_one("PRAGMA page_size").await?, "page_size")?;
    if bytes <= SMALL_BYTES {
        connection.execute("VACUUM").await?;
    }
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.map(drop)
}

/// The numbers of at most `limit` published topics that hold the words, most promising first.
pub(super) async fn candidates(
    connection: &mut AnyConnection,
    query: &Query,
    limit: u32,
) -> Result<Vec<i64>, DatabaseError> {
    // A title counts most, as in the ranking that follows.
    let mut statement = Statement::new(
        "SELECT number FROM (SELECT topic_words.rowid AS number, bm25(topic_words, 4.0, 1.0, 1.5, 2.0) AS score \
        FROM topic_words JOIN published_topics ON published_topics.number = topic_words.rowid \
        WHERE topic_words MATCH ",
    );
    statement.bind(expression(query));
    if !query.kinds.is_empty() {
        statement.push(" AND kind IN ").bind_list(query.kinds.iter().map(|kind| (*kind).to_owned()));
    }
    statement.push(" ORDER BY topic_words.rowid DESC LIMIT ").bind(MAX_SCORED);
    statement.push(") AS found ORDER BY score LIMIT ").bind(i64::from(limit));
    let (sql, arguments) = statement.into_parts();
    let rows = sqlx::query_with(&sql, arguments).fetch_all(connection).await?;
    Ok(rows.iter().map(|row| integer(row, "number")).collect::<Result<_, _>>()?)
}

/// Of more topics that hold the words, only the newest so many are scored: words that are everywhere say little about any.
const MAX_SCORED: i64 = 4000;

/// The query in FTS5's language: each word in quotes, so that none is an operator, the last one as a prefix, and any of which forms are
/// known by what they share.
fn expression(query: &Query) -> String {
    let word = |word: &String| match forms(&word.to_lowercase()) {
        Some(shared) => format!("\"{shared}\" *"),
        None => format!("\"{word}\""),
    };
    let words: Vec<_> = query.words.iter().map(word).collect();
    let joined = words.join(if query.all { " AND " } else { " OR " });
    if joined.ends_with('*') { joined } else { joined + " *" }
}

#[cfg(test)]
mod tests {
    use super::{Query, address, expression};

    #[test]
    fn a_file_is_made_where_there_is_none_and_nothing_is_kept_in_memory() {
        for (url, expect) in [
            ("sqlite:kettles.db", Some("sqlite:kettles.db?mode=rwc")),
            (
                "sqlite:///var/kettles.db?cache=private",
                Some("sqlite:///var/kettles.db?cache=private&mode=rwc"),
            ),
            ("sqlite:kettles.db?mode=ro", Some("sqlite:kettles.db?mode=ro")),
            ("sqlite:", None),
            ("sqlite::memory:", None),
            ("kettles.db", None),
            ("mysql://host/kettles", None),
        ] {
            assert_eq!(address(url).as_deref(), expect, "{url}");
        }
    }

    #[test]
    fn words_are_quoted_and_the_last_is_a_prefix() {
        let words = ["NOT", "descal"].map(str::to_owned).to_vec();
        let mut query = Query { words, terms: Vec::new(), all: true, kinds: Vec::new() };
        assert_eq!(expression(&query), r#""NOT" AND "descal" *"#);
        query.all = false;
        assert_eq!(expression(&query), r#""NOT" OR "descal" *"#);
        query.words = ["Descaling", "lids"].map(str::to_owned).to_vec();
        assert_eq!(expression(&query), r#""descal" * OR "lids" *"#);
    }
}
