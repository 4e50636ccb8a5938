//! Recommendations, for those whom they are meant for.

use goodword_core::model::Recommendation;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::eye::push_recommendations;
use super::page::{self, Key, Page, PageRequest, cut};
use super::rows::{RECOMMENDATION_COLUMNS, integer, recommendation};
use super::statement::Statement;
use super::{Database, DatabaseError, State};

/// Which recommendations. What is `None` leaves all.
#[derive(Clone, Debug, Default)]
pub struct RecommendationFilter {
    /// Of this product, or of the brand.
    pub subject: Option<String>,
}

impl Database {
    /// A page of the recommendations that the person with the id `reader` may see, or everyone; newest first. Those that wait
    /// are the reader's own.
    ///
    /// # Errors
    /// The database failed.
    pub async fn recommendations(
        &self,
        reader: Option<&str>,
        filter: &RecommendationFilter,
        page: PageRequest,
    ) -> Result<Page<(Recommendation, State)>, DatabaseError> {
        let mut connection = self.connection().await?;
        let mut statement = Statement::new("SELECT COUNT(*) AS total");
        push_recommendations(&mut statement, reader).push(" WHERE 1 = 1");
        push_filter(&mut statement, filter);
        let (sql, arguments) = statement.into_parts();
        let total: i64 =
            sqlx::query_with(&sql, arguments).fetch_one(&mut *connection).await?.try_get("total")?;

        let mut statement = Statement::new("SELECT state, ");
        statement.push(RECOMMENDATION_COLUMNS);
        push_recommendations(&mut statement, reader).push(" WHERE 1 = 1");
        push_filter(&mut statement, filter);
        page::push(&mut statement, page, ["recent_key", "recent_key"]);
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;

        let mut rows = rows.iter().map(keyed).collect::<Result<Vec<_>, _>>()?;
        let next = cut(&mut rows, page.limit);
        let rows = rows.into_iter().map(|(_, word)| word).collect();
        Ok(Page { total: total.unsigned_abs(), rows, next })
    }
}

fn push_filter(statement: &mut Statement, filter: &RecommendationFilter) {
    if let Some(subject) = &filter.subject {
        statement.push(" AND subject = ").bind(subject.clone());
    }
}

fn keyed(row: &AnyRow) -> sqlx::Result<(Key, (Recommendation, State))> {
    let recent = integer(row, "recent_key")?;
    let key = Key { first: recent, second: recent, number: integer(row, "number")? };
    Ok((key, (recommendation(row)?, State::of(row)?)))
}
