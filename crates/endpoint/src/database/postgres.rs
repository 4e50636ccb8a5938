//! What is `PostgreSQL`'s own: its addresses, its settings, its migrations and its full-text search.
//!
//! Its text search configurations are not used. The words of texts and queries are cut and folded by `goodword_core`, as in
//! the panel's own search, and the database is given the terms as they are.

use std::collections::HashSet;
use std::fmt::Write;

use goodword_core::search::{QueryWord, each_term};
use sqlx::{AnyConnection, Executor};

use super::DatabaseError;
use super::kind::Step;
use super::rows::integer;
use super::statement::Statement;
use super::words::{Plain, Query};

/// Whether the URL is of this kind. Everything in it, and the environment's `PGPASSWORD` and the like, is as its other
/// programs have it.
pub(super) fn is_address(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// Writers wait for each other for 5 s, as in a file.
pub(super) async fn prepare(connection: &mut AnyConnection) -> sqlx::Result<()> {
    connection.execute("SET lock_timeout = '5s'").await.map(drop)
}

/// The lock is held until the transaction ends; its number says nothing and is only to be no other program's. Besides what
/// `Kind::begin_writing` says, it keeps two writers that touch the same rows in different order from waiting for each other
/// forever.
pub(super) const BEGIN_WRITING: &str = "BEGIN; SELECT pg_advisory_xact_lock(7461927716)";

/// Otherwise each statement would see what was committed before it.
pub(super) const BEGIN_READING: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Without it, it reads whole tables for a page of topics until it happens to count them by itself, some minutes later.
pub(super) const TAKE_STOCK: &str = "ANALYZE";

/// `lock_not_available`.
pub(super) const BUSY: &str = "55P03";

/// Every step from an empty database to today's tables.
pub(super) const STEPS: &[Step] = &[
    (1, "community", include_str!("../../migrations/postgres/0001_community.sql")),
    (2, "words", include_str!("../../migrations/postgres/0002_words.sql")),
    (3, "acknowledged", include_str!("../../migrations/postgres/0003_acknowledged.sql")),
    (4, "acts", include_str!("../../migrations/postgres/0004_acts.sql")),
    (5, "limits", include_str!("../../migrations/postgres/0005_limits.sql")),
    (6, "erased", include_str!("../../migrations/postgres/0006_erased.sql")),
    (7, "friends", include_str!("../../migrations/postgres/0007_friends.sql")),
    (8, "shared_marks", include_str!("../../migrations/postgres/0008_shared_marks.sql")),
];

/// Keeps the words of the topic with this number; it must have none yet.
pub(super) async fn put_words(
    connection: &mut AnyConnection,
    number: i64,
    plain: &Plain,
) -> Result<(), DatabaseError> {
    const INSERT: &str =
        "INSERT INTO topic_words (topic, title, words) VALUES ($1, $2::tsvector, $3::tsvector)";
    let title = vector(&[(&plain.title, 'A')]);
    let words = [(&plain.title, 'A'), (&plain.tags, 'B'), (&plain.answer, 'C'), (&plain.question, 'D')];
    let insert = sqlx::query(INSERT)
        .bind(number)
        .bind(title)
        .bind(vector(&words.map(|(text, field)| (text.as_str(), field))));
    insert.execute(connection).await?;
    Ok(())
}

/// Forgets the words of the topic with this number.
pub(super) async fn drop_words(connection: &mut AnyConnection, number: i64) -> Result<(), DatabaseError> {
    sqlx::query("DELETE FROM topic_words WHERE topic = $1").bind(number).execute(connection).await?;
    Ok(())
}

/// Leaves nothing of what was deleted in the tables and their indexes: each is written anew. What the write-ahead log and
/// its archives hold goes when they do.
pub(super) async fn sweep(connection: &mut AnyConnection) -> sqlx::Result<()> {
    const TABLES: &str = "VACUUM (FULL, ANALYZE) people, topics, replies, topic_tags, topic_products, topic_words, \
        recommendations, me_too, stars, follows, flags, friends, guests, acts, acknowledged, private_topics, \
        private_replies, discoverable, dismissed";
    connection.execute(TABLES).await.map(drop)
}

/// The numbers of at most `limit` published topics that hold the words, most promising first: those that hold them in the
/// title, and then others.
pub(super) async fn candidates(
    connection: &mut AnyConnection,
    query: &Query,
    limit: u32,
) -> Result<Vec<i64>, DatabaseError> {
    if query.terms.is_empty() {
        return Ok(Vec::new());
    }
    let mut numbers = holding(connection, query, "title", limit).await?;
    if numbers.len() < limit as usize {
        let known: HashSet<i64> = numbers.iter().copied().collect();
        let others = holding(connection, query, "words", limit).await?;
        numbers.extend(others.into_iter().filter(|number| !known.contains(number)));
        numbers.truncate(limit as usize);
    }
    Ok(numbers)
}

/// How many rows are scored. Scoring reads the whole vector, so of more topics that hold the words some are left out: words
/// that are everywhere say little about any.
const MAX_SCORED: i64 = 800;

/// Those that hold the words in this column.
async fn holding(
    connection: &mut AnyConnection,
    query: &Query,
    column: &str,
    limit: u32,
) -> Result<Vec<i64>, DatabaseError> {
    let mut statement =
        Statement::new("SELECT number FROM (SELECT topic_words.topic AS number, topic_words.");
    statement.push(column).push(" AS held FROM topic_words ");
    statement.push("JOIN published_topics ON published_topics.number = topic_words.topic WHERE topic_words.");
    statement.push(column).push(" @@ ").bind(expression(query)).push("::tsquery");
    if !query.kinds.is_empty() {
        statement.push(" AND kind IN ").bind_list(query.kinds.iter().map(|kind| (*kind).to_owned()));
    }
    statement.push(" LIMIT ").bind(MAX_SCORED);
    // For question, answer, tags and title, in the proportions of the ranking that follows; short texts before long ones.
    statement.push(
        ") AS found ORDER BY ts_rank('{0.25, 0.375, 0.5, 1}', held, $1::tsquery, 1) DESC, number LIMIT ",
    );
    statement.bind(i64::from(limit));
    let (sql, arguments) = statement.into_parts();
    // Planned each time, because how to go about it depends on how rare the words are.
    let rows = sqlx::query_with(&sql, arguments).persistent(false).fetch_all(connection).await?;
    Ok(rows.iter().map(|row| integer(row, "number")).collect::<Result<_, _>>()?)
}

/// The terms as a `tsvector` is written, each with its place and with a letter for its field. What goes beyond is left out
/// of the search: a vector holds less than 1 MB, and takes no more than this text does.
fn vector(fields: &[(&str, char)]) -> String {
    const MAX_BYTES: usize = 1_000_000;
    const LAST_PLACE: u32 = 16_383;
    let (mut vector, mut place) = (String::new(), 0);
    for (text, field) in fields {
        each_term(text, &mut |term| {
            if vector.len() < MAX_BYTES {
                place = LAST_PLACE.min(place + 1);
                // Writing into a String does not fail.
                let _ = write!(vector, "{}:{place}{field} ", quoted(term));
            }
        });
    }
    vector
}

/// The query as a `tsquery` is written.
fn expression(query: &Query) -> String {
    let term = |word: &QueryWord| quoted(&word.term) + if word.is_prefix { ":*" } else { "" };
    let terms: Vec<_> = query.terms.iter().map(term).collect();
    terms.join(if query.all { " & " } else { " | " })
}

fn quoted(term: &str) -> String {
    format!("'{}'", term.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use goodword_core::search::query_words;

    use super::{Query, expression, is_address, quoted, vector};

    #[test]
    fn both_names_of_its_addresses_are_known() {
        for (url, expect) in [
            ("postgres://kettles@db.example/kettles", true),
            ("postgresql:///kettles?host=/run/postgresql", true),
            ("postgres:kettles", false),
            ("sqlite:postgres://", false),
        ] {
            assert_eq!(is_address(url), expect, "{url}");
        }
    }

    #[test]
    fn words_are_folded_and_carry_their_field() {
        let fields = [("Café?", 'A'), ("k2", 'B'), ("It's warm", 'D')];
        assert_eq!(vector(&fields), "'cafe':1A 'k2':2B 'its':3D 'warm':4D ");
    }

    #[test]
    fn words_without_end_are_cut() {
        let question = (0..300_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        assert!(vector(&[(&question, 'D')]).len() < 1_000_100);
    }

    #[test]
    fn terms_are_quoted_and_the_last_is_a_prefix() {
        let terms = query_words("Né & descal");
        let mut query = Query { words: Vec::new(), terms, all: true, kinds: Vec::new() };
        assert_eq!(expression(&query), "'ne' & 'descal':*");
        query.all = false;
        assert_eq!(expression(&query), "'ne' | 'descal':*");
        assert_eq!(quoted(r"a'b\c"), r"'a''b\\c'");
    }
}
