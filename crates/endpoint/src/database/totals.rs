//! How long lists of topics are. Counting reads the whole index, and most writes are replies and marks, which make no list
//! longer; so what was counted is remembered until a transaction that does not promise that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::{AnyConnection, Row};

use super::DatabaseError;
use super::rows::text;
use super::statement::Statement;
use super::write::LAST_TOTALS;

/// How many lists are remembered at most; beyond, all are forgotten at once.
const MANY: usize = 1000;

/// What was counted. Clones are the same memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals(Arc<Mutex<Counted>>);

/// By the name of what was counted, all of one state of the database.
#[derive(Debug, Default)]
struct Counted {
    change: Option<String>,
    totals: HashMap<String, u64>,
}

impl Totals {
    /// The number in the column `total` of what the statement finds, which `name` tells from all others that are asked for.
    pub(super) async fn of(
        &self,
        connection: &mut AnyConnection,
        name: String,
        statement: impl FnOnce() -> Statement,
    ) -> Result<u64, DatabaseError> {
        const READ: &str = "SELECT value FROM meta WHERE key = $1";
        // Before it is counted: what changes in between makes the number worthless, never wrong.
        let row = sqlx::query(READ).bind(LAST_TOTALS).fetch_optional(&mut *connection).await?;
        let change = row.map(|row| text(&row, "value")).transpose()?;
        if let Some(total) = self.known(change.as_ref(), &name) {
            return Ok(total);
        }
        let (sql, arguments) = statement().into_parts();
        let total: i64 = sqlx::query_with(&sql, arguments).fetch_one(connection).await?.try_get("total")?;
        let total = total.unsigned_abs();
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.change != change || counted.totals.len() >= MANY {
            *counted = Counted { change, totals: HashMap::new() };
        }
        counted.totals.insert(name, total);
        Ok(total)
    }

    fn known(&self, change: Option<&String>, name: &str) -> Option<u64> {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.change.as_ref() == change { counted.totals.get(name).copied() } else { None }
    }
}
