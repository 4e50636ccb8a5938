//! The kinds of database there are, and what each does in its own way.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Any, AnyConnection, AnyPool, Executor, Transaction};
use std::borrow::Cow;

use super::words::{Plain, Query};
use super::{DatabaseError, postgres, sqlite};

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// What kind a URL names, and the address that sqlx takes for it.
    pub(super) fn of_url(url: &str) -> Option<(Self, String)> {
        let sqlite = sqlite::address(url).map(|address| (Self::Sqlite, address));
        sqlite.or_else(|| postgres::is_address(url).then(|| (Self::Postgres, url.to_owned())))
    }

    /// What kind a connection leads to.
    pub(super) fn of(connection: &AnyConnection) -> Self {
        if connection.backend_name() == "SQLite" { Self::Sqlite } else { Self::Postgres }
    }

    /// Makes the drivers known to sqlx; a second time does nothing.
    pub(super) fn install() {
        // It fails only where drivers were chosen before, and nobody else chooses any.
        let _ = sqlx::any::install_drivers(&[sqlx::sqlite::any::DRIVER, sqlx::postgres::any::DRIVER]);
    }

    /// Sets up a new connection.
    pub(super) async fn prepare(connection: &mut AnyConnection) -> sqlx::Result<()> {
        match Self::of(connection) {
            Self::Sqlite => sqlite::prepare(connection).await,
            Self::Postgres => postgres::prepare(connection).await,
        }
    }

    /// Every step from an empty database to today's tables. A step that was released is never changed.
    pub(super) fn migrator(self) -> Migrator {
        let step = |(version, name, sql): Step| {
            Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, Cow::Borrowed(sql), false)
        };
        let steps = match self {
            Self::Sqlite => sqlite::STEPS,
            Self::Postgres => postgres::STEPS,
        };
        Migrator { migrations: steps.iter().copied().map(step).collect(), ..Migrator::DEFAULT }
    }

    /// Begins a transaction that writes, of which there is one at a time in every kind of database: what it has read stays
    /// true until it ends, and numbers are given out in the order in which rows come to be seen.
    pub(super) async fn begin_writing(self, pool: &AnyPool) -> sqlx::Result<Transaction<'static, Any>> {
        let begin = match self {
            Self::Sqlite => sqlite::BEGIN_WRITING,
            Self::Postgres => postgres::BEGIN_WRITING,
        };
        pool.begin_with(begin).await
    }

    /// Begins a transaction that reads the same from beginning to end.
    pub(super) async fn begin_reading(self, pool: &AnyPool) -> sqlx::Result<Transaction<'static, Any>> {
        match self {
            Self::Sqlite => pool.begin().await,
            Self::Postgres => pool.begin_with(postgres::BEGIN_READING).await,
        }
    }

    /// Keeps the words of the topic with this number; it must have none yet.
    pub(super) async fn put_words(
        connection: &mut AnyConnection,
        number: i64,
        plain: Plain,
    ) -> Result<(), DatabaseError> {
        match Self::of(connection) {
            Self::Sqlite => sqlite::put_words(connection, number, plain).await,
            Self::Postgres => postgres::put_words(connection, number, &plain).await,
        }
    }

    /// Forgets the words of the topic with this number.
    pub(super) async fn drop_words(connection: &mut AnyConnection, number: i64) -> Result<(), DatabaseError> {
        match Self::of(connection) {
            Self::Sqlite => sqlite::drop_words(connection, number).await,
            Self::Postgres => postgres::drop_words(connection, number).await,
        }
    }

    /// The numbers of at most `limit` published topics that hold the words, most promising first.
    pub(super) async fn candidates(
        connection: &mut AnyConnection,
        query: &Query,
        limit: u32,
    ) -> Result<Vec<i64>, DatabaseError> {
        match Self::of(connection) {
            Self::Sqlite => sqlite::candidates(connection, query, limit).await,
            Self::Postgres => postgres::candidates(connection, query, limit).await,
        }
    }

    /// Leaves nothing of what was deleted, as far as it is in the database's hands.
    pub(super) async fn sweep(connection: &mut AnyConnection) -> Result<(), DatabaseError> {
        let swept = match Self::of(connection) {
            Self::Sqlite => sqlite::sweep(connection).await,
            Self::Postgres => postgres::sweep(connection).await.map(|()| true),
        };
        match swept {
            Ok(true) => Ok(()),
            Ok(false) => Err(DatabaseError::InUse),
            Err(error) if Self::is_busy(&error) => Err(DatabaseError::InUse),
            Err(error) => Err(error.into()),
        }
    }

    /// Leaves as little of what was just deleted as can be without much work; what others are reading at the moment may keep
    /// some of it for a while.
    pub(super) async fn forget(connection: &mut AnyConnection) -> sqlx::Result<()> {
        match Self::of(connection) {
            Self::Sqlite => sqlite::forget(connection).await,
            // What was deleted goes when the rows' places are used again, and what the write-ahead log holds with that.
            Self::Postgres => Ok(()),
        }
    }

    /// Counts what the tables hold, where the database plans by it and would do so only later.
    pub(super) async fn take_stock(self, pool: &AnyPool) -> sqlx::Result<()> {
        match self {
            Self::Sqlite => Ok(()),
            Self::Postgres => pool.execute(postgres::TAKE_STOCK).await.map(drop),
        }
    }

    /// Whether an error says that others were at work for too long.
    pub(super) fn is_busy(error: &sqlx::Error) -> bool {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        code.is_some_and(|code| sqlite::BUSY.contains(&code.as_ref()) || postgres::BUSY == code)
    }
}

/// A migration: its number, its name and its SQL.
pub(super) type Step = (i64, &'static str, &'static str);
