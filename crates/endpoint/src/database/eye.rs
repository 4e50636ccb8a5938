//! Whose eyes topics and replies are read with. The public's see what is published and nothing else; this is the one
//! place that says who sees more.

use super::statement::Statement;

/// Who looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Eye {
    /// Anyone.
    #[default]
    Public,
    /// The person with this id, who also sees what waits of their own.
    Person(String),
    /// Somebody who decides what is published, and sees all.
    Moderator,
}

impl Eye {
    /// Adds a FROM of the topics that it sees.
    pub(super) fn push_topics<'a>(&self, statement: &'a mut Statement) -> &'a mut Statement {
        match self {
            Self::Public => statement.push(" FROM published_topics"),
            Self::Person(person) => own(statement, "topics", person),
            Self::Moderator => statement.push(" FROM topics"),
        }
    }

    /// Adds a FROM of the replies that it sees, of topics that it sees.
    pub(super) fn push_replies<'a>(&self, statement: &'a mut Statement) -> &'a mut Statement {
        match self {
            Self::Public => statement.push(" FROM published_replies"),
            Self::Person(person) => own(statement, "replies", person),
            Self::Moderator => statement.push(" FROM replies"),
        }
    }
}

fn own<'a>(statement: &'a mut Statement, table: &str, person: &str) -> &'a mut Statement {
    statement.push(" FROM (SELECT * FROM ").push(table);
    statement.push(" WHERE state = 'published' OR (state = 'waiting' AND author = ").bind(person.to_owned());
    statement.push(")) AS own")
}

/// Adds a FROM of the recommendations that somebody sees: one's own, also while they wait, those of friends for their friends,
/// and those for everyone. What somebody keeps to themselves is for no moderator either.
pub(super) fn push_recommendations<'a>(
    statement: &'a mut Statement,
    reader: Option<&str>,
) -> &'a mut Statement {
    let Some(reader) = reader else { return statement.push(" FROM public_recommendations") };
    statement.push(" FROM (SELECT * FROM recommendations WHERE (state = 'waiting' AND person = ");
    statement.bind(reader.to_owned());
    statement.push(") OR (state = 'published' AND (audience = 'public' OR person = ");
    statement.bind(reader.to_owned()).push(" OR (audience = 'friends' AND person IN ");
    statement.push("(SELECT friend FROM mutual_friends WHERE person = ").bind(reader.to_owned());
    statement.push("))))) AS own")
}
