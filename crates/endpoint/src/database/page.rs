//! Pages by keyset: a page begins after the key of the last row of the page before, so that rows which are added in
//! the meantime neither repeat nor hide a row.

use super::statement::Statement;

/// Where a row stands in a list: its two sort values, greatest first, and then its number, smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The value that the list is sorted by.
    pub first: i64,
    /// What decides among equals.
    pub second: i64,
    /// The row's number, which no other row has.
    pub number: i64,
}

/// Which page of a list.
#[derive(Clone, Copy, Debug)]
pub struct PageRequest {
    /// The key of the last row before the page; `None` for the first page.
    pub after: Option<Key>,
    /// How many rows at most, from 1 upwards.
    pub limit: u32,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// How many rows the whole list has.
    pub total: u64,
    /// The rows.
    pub rows: Vec<T>,
    /// The key of the last of them, where more rows follow.
    pub next: Option<Key>,
}

/// Adds what comes after WHERE's first condition: rows after `page`'s key, in order, and one more than asked for,
/// which tells whether more follow.
pub(super) fn push(statement: &mut Statement, page: PageRequest, [first, second]: [&str; 2]) {
    if let Some(after) = page.after {
        // The first condition says nothing new; it is what an index can be entered by.
        statement.push(" AND ").push(first).push(" <= ").bind(after.first);
        statement.push(" AND (").push(first).push(" < ").bind(after.first);
        statement.push(" OR (").push(second).push(" < ").bind(after.second);
        statement.push(" OR (").push(second).push(" = ").bind(after.second);
        statement.push(" AND number > ").bind(after.number).push(")))");
    }
    statement.push(" ORDER BY ").push(first).push(" DESC, ").push(second).push(" DESC, number LIMIT ");
    statement.bind(i64::from(page.limit) + 1);
}

/// Takes off the row that was one too many; the key of the last that is left, where there was one.
pub(super) fn cut<T>(rows: &mut Vec<(Key, T)>, limit: u32) -> Option<Key> {
    let limit = limit as usize;
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.last().filter(|_| more).map(|(key, _)| *key)
}
