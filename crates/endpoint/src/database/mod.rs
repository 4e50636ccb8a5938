//! The community in a database: opened, read and written, by SQL that runs on every kind of database alike.
//!
//! What differs between them lies in one file each (`sqlite`, `postgres`), and `kind` chooses: how a connection is prepared,
//! how a transaction begins, the migrations, and the full-text search for candidates. Everything else uses `$1` placeholders, text and 64-bit integers only; yes and no are
//! 1 and 0. The functions that answer the public read the `published_…` and `public_…` views.
//!
//! What is read comes out as `goodword_core::model`; this module knows no HTTP and no JSON.

mod acquaintance;
mod acts;
mod changes;
mod circle;
mod confided;
mod edits;
mod erased;
mod eye;
mod flags;
mod kind;
mod limits;
mod marks;
mod merge;
mod moderation;
mod page;
mod people;
mod personal;
mod postgres;
mod private;
mod proofs;
mod queue;
mod ranges;
mod reading;
mod recommend;
mod recommendations;
mod referrals;
mod replies;
mod rows;
mod solve;
mod sqlite;
mod state;
mod statement;
mod topics;
mod totals;
mod vetting;
mod viewing;
mod words;
mod write;
mod writing;

pub use acquaintance::Surroundings;
pub use acts::{Act, Acted, Detail};
pub use changes::{Change, Changes};
pub use circle::Near;
pub(crate) use confided::{Came, Confided, LISTS, List, Put};
pub(crate) use erased::Erasures;
pub use eye::Eye;
pub use flags::{Flag, Flagging, Reason};
pub use limits::Recent;
pub use marks::Mark;
pub use moderation::Deed;
pub use page::{Key, Page, PageRequest};
pub use personal::{Erased, Posts};
pub use private::{Asked, Private, Side, To};
pub use queue::{Case, Matter};
pub use ranges::{DIGITS, RangeKey, range_key};
pub use reading::Reading;
pub use recommend::Recommended;
pub use recommendations::RecommendationFilter;
pub use referrals::Own;
pub use solve::{Solved, Solving};
pub use state::{Mood, State};
pub use topics::{Sort, TopicFilter};
pub use vetting::{stand_in, stood_for};
pub use viewing::Viewing;
pub use write::Writer;
pub use writing::{By, Done, Once, Written};

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use goodword_core::friends::FriendWeights;
use goodword_core::model::{Id, Person, Product};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection};
use tokio::sync::Semaphore;

use self::kind::Kind;
use self::totals::Totals;

/// How many connections one process keeps at most.
const MAX_CONNECTIONS: u32 = 8;

/// How long a request waits for one of them.
const WAIT: Duration = Duration::from_secs(5);

/// A community's database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
    kind: Kind,
    /// One of this process writes at a time. It waits here, where it holds no connection and is woken in its turn; the
    /// database's own lock is for other processes.
    turn: Arc<Semaphore>,
    totals: Totals,
}

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The URL names no kind of database that is known.
    #[error("cannot open the database {url}: give --database sqlite:FILE or postgres://USER@HOST/NAME")]
    Unknown {
        /// As given.
        url: String,
    },
    /// It cannot be opened.
    #[error("cannot open the database {url}: {source}")]
    Open {
        /// As given.
        url: String,
        /// What the database says.
        source: sqlx::Error,
    },
    /// Its tables cannot be brought to what this version needs.
    #[error("cannot bring the database {url} up to date: {source}")]
    Migrate {
        /// As given.
        url: String,
        /// What the database says.
        source: sqlx::migrate::MigrateError,
    },
    /// It failed at a query.
    #[error("the database failed: {0}")]
    Query(#[from] sqlx::Error),
    /// Others are at work in it, so that what was deleted may still stand in its files.
    #[error(
        "others are at work in the database, so that its files may still hold what was deleted; do it again"
    )]
    InUse,
    /// What was read could not be written where it should go.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
}

impl DatabaseError {
    /// Whether it is not the database's fault but others were at work for too long, so that it may be done later.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Query(sqlx::Error::PoolTimedOut) => true,
            Self::Query(error) => Kind::is_busy(error),
            _ => false,
        }
    }
}

/// A database's URL as it may be printed: without the password in it.
pub fn shown(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let authority = match authority.rsplit_once('@') {
        Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
        None => authority.to_owned(),
    };
    let path = path.split_once("password=").map_or(path, |(before, _)| before);
    format!("{scheme}://{authority}{path}")
}

impl Database {
    /// Opens the database at `url`, makes it where it is not there yet, and brings its tables up to date.
    ///
    /// # Errors
    /// It is of no kind that is known, cannot be opened, or comes from a later version of this program.
    pub async fn open(url: &str) -> Result<Self, DatabaseError> {
        let Some((kind, address)) = Kind::of_url(url) else {
            return Err(DatabaseError::Unknown { url: shown(url) });
        };
        let failed = |source| DatabaseError::Open { url: shown(url), source };
        Kind::install();
        let options: AnyConnectOptions = address.parse().map_err(failed)?;

        // By a connection of its own, because a pool tries again for long before it says why it cannot connect.
        let mut first = AnyConnection::connect_with(&options).await.map_err(failed)?;
        Kind::prepare(&mut first).await.map_err(failed)?;
        let migrated = kind.migrator().run_direct(&mut first).await;
        migrated.map_err(|source| DatabaseError::Migrate { url: shown(url), source })?;
        first.close().await.map_err(failed)?;

        let pool = AnyPoolOptions::new()
            .max_connections(MAX_CONNECTIONS)
            .acquire_timeout(WAIT)
            // A connection to a file does not go away between two queries; one to a server may.
            .test_before_acquire(kind == Kind::Postgres)
            .after_connect(|connection, _| Box::pin(Kind::prepare(connection)))
            .connect_with(options)
            .await
            .map_err(failed)?;
        let database = Self { pool, kind, turn: Arc::new(Semaphore::new(1)), totals: Totals::default() };
        database.fill_ranges().await?;
        Ok(database)
    }

    /// Waits until all connections are closed, so that everything stands in the database's own file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn connection(&self) -> Result<PoolConnection<Any>, DatabaseError> {
        Ok(self.pool.acquire().await?)
    }

    /// To be called after much was added at once, so that the next request is as quick as the thousandth.
    ///
    /// # Errors
    /// The database failed.
    pub async fn take_stock(&self) -> Result<(), DatabaseError> {
        Ok(self.kind.take_stock(&self.pool).await?)
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), DatabaseError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Whether it holds no community yet: no topics, people, products or recommendations, in whatever state.
    ///
    /// # Errors
    /// The database failed.
    pub async fn is_empty(&self) -> Result<bool, DatabaseError> {
        const ANY_ROW: &str = "SELECT 1 AS one FROM topics UNION ALL SELECT 1 FROM people \
            UNION ALL SELECT 1 FROM products UNION ALL SELECT 1 FROM recommendations LIMIT 1";
        Ok(sqlx::query(ANY_ROW).fetch_optional(&self.pool).await?.is_none())
    }

    /// The community's name and the origins of images.
    ///
    /// # Errors
    /// The database failed.
    pub async fn about(&self) -> Result<About, DatabaseError> {
        about(&mut *self.connection().await?).await
    }

    /// All products, in the order in which they came.
    ///
    /// # Errors
    /// The database failed.
    pub async fn products(&self) -> Result<Vec<Product>, DatabaseError> {
        people::products(&mut *self.connection().await?).await
    }

    /// Those of the people that are known.
    ///
    /// # Errors
    /// The database failed.
    pub async fn people(&self, ids: &[Id]) -> Result<Vec<Person>, DatabaseError> {
        people::named(&mut *self.connection().await?, ids).await
    }
}

/// What is known of the community as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Its name.
    pub name: Option<String>,
    /// Origins that images in bodies may come from.
    pub image_hosts: Vec<String>,
    /// What its ranking weights are set to that are not at their defaults.
    pub ranking: Ranking,
    /// The same of those of friends.
    pub friend_ranking: Ranking,
    /// Groups of words or phrases of one meaning.
    pub synonyms: Vec<Vec<String>>,
}

impl About {
    /// How friends and people to know are ranked.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it came from a number that was held to the knob's range"
    )]
    pub fn friend_weights(&self) -> FriendWeights {
        let mut weights = FriendWeights::default();
        for (name, value) in &self.friend_ranking {
            // One that there was and is no more leaves the others as they are.
            let _unknown = weights.set(name, *value as f32);
        }
        weights
    }
}

/// Ranking weights by name.
pub type Ranking = BTreeMap<String, f64>;

async fn about(connection: &mut sqlx::AnyConnection) -> Result<About, DatabaseError> {
    let mut about = About::default();
    let rows = sqlx::query("SELECT key, value FROM meta ORDER BY key").fetch_all(connection).await?;
    for row in rows {
        let value = rows::text(&row, "value")?;
        match rows::text(&row, "key")?.as_str() {
            "name" => about.name = Some(value),
            "image_hosts" => about.image_hosts = value.lines().map(str::to_owned).collect(),
            // This program alone wrote them.
            "ranking" => about.ranking = serde_json::from_str(&value).unwrap_or_default(),
            "friend_ranking" => about.friend_ranking = serde_json::from_str(&value).unwrap_or_default(),
            "synonyms" => about.synonyms = serde_json::from_str(&value).unwrap_or_default(),
            _ => {}
        }
    }
    Ok(about)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn no_password_is_printed() {
        for (url, expect) in [
            ("sqlite:kettles.db", "sqlite:kettles.db"),
            ("postgres://ada:s3cret@db.example:5432/kettles", "postgres://ada@db.example:5432/kettles"),
            ("postgres://ada:p@ss@db.example", "postgres://ada@db.example"),
            ("postgres:///kettles?password=s3cret", "postgres:///kettles?"),
            ("postgres://db.example/kettles", "postgres://db.example/kettles"),
        ] {
            assert_eq!(shown(url), expect);
        }
    }
}
