//! SQL that is put together from pieces, with each value bound where it stands.

use sqlx::any::AnyArguments;
use sqlx::{Any, Arguments, Encode, Type};

/// A statement and its values. Text pieces are the program's own; whatever comes from outside is bound.
#[derive(Default)]
pub(super) struct Statement {
    sql: String,
    arguments: AnyArguments<'static>,
}

impl Statement {
    /// A statement that begins with `sql`.
    pub(super) fn new(sql: &str) -> Self {
        Self { sql: sql.to_owned(), arguments: AnyArguments::default() }
    }

    /// Adds a piece of SQL.
    pub(super) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a placeholder, `$1` and so on, for the value.
    pub(super) fn bind<T>(&mut self, value: T) -> &mut Self
    where
        T: Encode<'static, Any> + Type<Any> + 'static,
    {
        // Texts and integers always encode.
        let bound = self.arguments.add(value);
        debug_assert!(bound.is_ok());
        self.sql.push('$');
        self.sql.push_str(&self.arguments.len().to_string());
        self
    }

    /// Adds the values between commas and parentheses, and `(NULL)`, which nothing is in, where there are none.
    pub(super) fn bind_list<T>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self
    where
        T: Encode<'static, Any> + Type<Any> + 'static,
    {
        let mut separator = "(";
        for value in values {
            self.push(separator).bind(value);
            separator = ", ";
        }
        self.push(if separator == "(" { "(NULL)" } else { ")" })
    }

    /// The text and the values, for `sqlx::query_with`.
    pub(super) fn into_parts(self) -> (String, AnyArguments<'static>) {
        (self.sql, self.arguments)
    }
}
