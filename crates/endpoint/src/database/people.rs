//! People and products, by id.

use goodword_core::model::{Id, Person, Product};
use sqlx::AnyConnection;

use super::DatabaseError;
use super::rows::{person, product};
use super::statement::Statement;

/// Those of the people that are known, each once.
pub(super) async fn named(connection: &mut AnyConnection, ids: &[Id]) -> Result<Vec<Person>, DatabaseError> {
    let mut ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = Statement::new("SELECT id, name, avatar, url, role FROM people WHERE id IN ");
    statement.bind_list(ids.into_iter().map(str::to_owned)).push(" ORDER BY number");
    let (sql, arguments) = statement.into_parts();
    let rows = sqlx::query_with(&sql, arguments).fetch_all(connection).await?;
    Ok(rows.iter().map(person).collect::<Result<_, _>>()?)
}

/// All products, in the order in which they came.
pub(super) async fn products(connection: &mut AnyConnection) -> Result<Vec<Product>, DatabaseError> {
    let rows =
        sqlx::query("SELECT id, name, url FROM products ORDER BY number").fetch_all(connection).await?;
    Ok(rows.iter().map(product).collect::<Result<_, _>>()?)
}
