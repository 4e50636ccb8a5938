//! What people confided to this community and not to everyone, as rows for one that moves: read, and put into another database.
//!
//! Whoever adds a table of that kind adds it to [`LISTS`], or it stays behind.

use std::collections::HashSet;

use goodword_core::model::Timestamp;
use serde_json::{Map, Value};
use sqlx::any::AnyRow;

use super::private::random_number;
use super::rows::{flag, integer, optional, text};
use super::statement::Statement;
use super::{DatabaseError, Erasures, Reading, Writer};
use crate::kept;
use crate::wire::rfc3339;

/// How many rows are in memory at a time.
const PART: i64 = 500;

/// What a field of a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// A person's id.
    Person,
    /// Another id.
    Id,
    Text,
    /// Text that may be missing.
    MaybeText,
    /// A list of words.
    Words,
    /// When; missing, it is now.
    Moment,
    Flag,
    Place,
    /// No field: a number that the database alone knows.
    Number,
}

/// What a row is of, which has to have come with it: what was there before has rows of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Of nothing.
    Nothing,
    /// Of the topic that the field `topic` names.
    Topic,
    /// Of the private topic that it names.
    Private,
}

/// One list of rows.
#[derive(Debug)]
pub(crate) struct List {
    /// What it is called.
    pub(crate) name: &'static str,
    of: Of,
    /// In the order of the values of `put`.
    fields: &'static [(&'static str, Holds)],
    /// Up to a WHERE that lacks a last condition.
    select: &'static str,
    /// What rows are sorted by, the same in each database that they are in: the columns, under which names they are selected, and what
    /// they hold.
    keys: &'static [(&'static str, &'static str, Holds)],
    put: &'static str,
}

/// All that is confided, in the order in which it is put.
pub(crate) const LISTS: [List; 10] = [
    List {
        name: "friends",
        of: Of::Nothing,
        fields: &[("person", Holds::Person), ("friend", Holds::Person), ("created_at", Holds::Moment)],
        select: "SELECT person, friend, created_at FROM friends WHERE",
        keys: &[("person", "person", Holds::Id), ("friend", "friend", Holds::Id)],
        put: "INSERT INTO friends (person, friend, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    },
    List {
        name: "discoverable",
        of: Of::Nothing,
        fields: &[("person", Holds::Person), ("created_at", Holds::Moment)],
        select: "SELECT person, created_at FROM discoverable WHERE",
        keys: &[("person", "person", Holds::Id)],
        put: "INSERT INTO discoverable (person, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    },
    List {
        name: "dismissed",
        of: Of::Nothing,
        fields: &[("person", Holds::Person), ("other", Holds::Person), ("created_at", Holds::Moment)],
        select: "SELECT person, other, created_at FROM dismissed WHERE",
        keys: &[("person", "person", Holds::Id), ("other", "other", Holds::Id)],
        put: "INSERT INTO dismissed (person, other, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    },
    List {
        name: "guests",
        of: Of::Nothing,
        fields: &[("person", Holds::Person), ("email", Holds::Text), ("created_at", Holds::Moment)],
        select: "SELECT person, email, created_at FROM guests WHERE",
        keys: &[("person", "person", Holds::Id)],
        put: "INSERT INTO guests (person, email, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    },
    List {
        name: "topics",
        of: Of::Nothing,
        fields: &[
            ("id", Holds::Id),
            ("asker", Holds::Person),
            ("addressee", Holds::Person),
            ("kind", Holds::Text),
            ("title", Holds::Text),
            ("body", Holds::Text),
            ("format", Holds::Text),
            ("mood", Holds::MaybeText),
            ("tags", Holds::Words),
            ("products", Holds::Words),
            ("created_at", Holds::Moment),
            ("active_at", Holds::Moment),
            ("number", Holds::Number),
        ],
        select: "SELECT id, asker, addressee, kind, title, body, format, mood, tags, products, created_at, active_at \
            FROM private_topics WHERE",
        keys: &[("id", "id", Holds::Id)],
        put: "INSERT INTO private_topics (id, asker, addressee, kind, title, body, format, mood, tags, products, created_at, \
            active_at, number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
    },
    List {
        name: "replies",
        of: Of::Private,
        fields: &[
            ("topic", Holds::Id),
            ("position", Holds::Place),
            ("id", Holds::Id),
            ("author", Holds::Person),
            ("body", Holds::Text),
            ("format", Holds::Text),
            ("created_at", Holds::Moment),
        ],
        select: "SELECT private_topics.id AS topic, position, private_replies.id AS id, author, private_replies.body AS body, \
            private_replies.format AS format, private_replies.created_at AS created_at FROM private_replies \
            JOIN private_topics ON private_topics.number = private_replies.topic WHERE",
        keys: &[("private_topics.id", "topic", Holds::Id), ("private_replies.id", "id", Holds::Id)],
        put: "INSERT INTO private_replies (topic, position, id, author, body, format, created_at) \
            SELECT number, $2, $3, $4, $5, $6, $7 FROM private_topics WHERE id = $1 ON CONFLICT DO NOTHING",
    },
    List {
        name: "asked",
        of: Of::Topic,
        fields: &[("topic", Holds::Id), ("person", Holds::Person)],
        select: "SELECT number AS key, id AS topic, addressee AS person FROM published_topics WHERE addressee IS NOT NULL AND",
        keys: &[("number", "key", Holds::Place)],
        put: "UPDATE topics SET addressee = $2 WHERE id = $1 AND addressee IS NULL",
    },
    List {
        name: "me_too",
        of: Of::Topic,
        fields: &[
            ("topic", Holds::Id),
            ("person", Holds::Person),
            ("shared", Holds::Flag),
            ("created_at", Holds::Moment),
        ],
        select: "SELECT me_too.topic AS key, published_topics.id AS topic, me_too.person AS person, me_too.shared AS shared, \
            me_too.created_at AS created_at FROM me_too JOIN published_topics ON published_topics.number = me_too.topic WHERE",
        keys: &[("me_too.topic", "key", Holds::Place), ("me_too.person", "person", Holds::Id)],
        put: "INSERT INTO me_too (topic, person, shared, created_at) SELECT number, $2, $3, $4 FROM topics WHERE id = $1 \
            ON CONFLICT DO NOTHING",
    },
    List {
        name: "follows",
        of: Of::Topic,
        fields: &[("topic", Holds::Id), ("person", Holds::Person), ("created_at", Holds::Moment)],
        select: "SELECT follows.topic AS key, published_topics.id AS topic, follows.person AS person, follows.created_at AS created_at FROM follows \
            JOIN published_topics ON published_topics.number = follows.topic WHERE",
        keys: &[("follows.topic", "key", Holds::Place), ("follows.person", "person", Holds::Id)],
        put: "INSERT INTO follows (topic, person, created_at) SELECT number, $2, $3 FROM topics WHERE id = $1 \
            ON CONFLICT DO NOTHING",
    },
    List {
        name: "stars",
        of: Of::Topic,
        fields: &[
            ("topic", Holds::Id),
            ("reply", Holds::Id),
            ("person", Holds::Person),
            ("shared", Holds::Flag),
            ("created_at", Holds::Moment),
        ],
        select: "SELECT published_replies.topic AS key, published_replies.number AS reply_key, published_topics.id AS topic, \
            published_replies.id AS reply, stars.person AS person, \
            stars.shared AS shared, stars.created_at AS created_at FROM stars \
            JOIN published_replies ON published_replies.number = stars.reply \
            JOIN published_topics ON published_topics.number = published_replies.topic WHERE",
        keys: &[
            ("published_replies.topic", "key", Holds::Place),
            ("published_replies.number", "reply_key", Holds::Place),
            ("stars.person", "person", Holds::Id),
        ],
        put: "INSERT INTO stars (reply, person, shared, created_at) SELECT replies.number, $3, $4, $5 FROM replies \
            JOIN topics ON topics.number = replies.topic WHERE topics.id = $1 AND replies.id = $2 ON CONFLICT DO NOTHING",
    },
];

/// A row by its fields.
pub(crate) type Confided = Map<String, Value>;

impl Reading {
    /// The next rows of the list; `after` is empty at the beginning, and then says how far the reading is.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn confided(
        &mut self,
        list: &List,
        after: &mut Vec<Value>,
    ) -> Result<Vec<Confided>, DatabaseError> {
        if after.is_empty() {
            let before_all =
                |holds| if holds == Holds::Place { Value::from(i64::MIN) } else { Value::from("") };
            after.extend(list.keys.iter().map(|(.., holds)| before_all(*holds)));
        }
        let columns: Vec<&str> = list.keys.iter().map(|(column, ..)| *column).collect();
        let mut statement = Statement::new(list.select);
        // The first condition says nothing new; it is what an index can be entered by.
        statement.push(" ").push(columns[0]).push(" >= ");
        push_key(&mut statement, &after[0]);
        let columns = columns.join(", ");
        let mut before = ") > (";
        statement.push(" AND (").push(&columns);
        for key in &*after {
            statement.push(before);
            push_key(&mut statement, key);
            before = ", ";
        }
        statement.push(") ORDER BY ").push(&columns).push(" LIMIT ").bind(PART);
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(self.connection()).await?;
        if let Some(last) = rows.last() {
            let key = |(_, name, holds): &(&str, &str, Holds)| {
                Ok(if *holds == Holds::Place {
                    Value::from(integer(last, name)?)
                } else {
                    Value::from(text(last, name)?)
                })
            };
            *after = list.keys.iter().map(key).collect::<sqlx::Result<_>>()?;
        }
        Ok(rows.iter().map(|row| list.read(row)).collect::<sqlx::Result<_>>()?)
    }
}

fn push_key(statement: &mut Statement, key: &Value) {
    match key.as_i64() {
        Some(number) => statement.bind(number),
        None => statement.bind(key.as_str().unwrap_or_default().to_owned()),
    };
}

impl List {
    fn read(&self, row: &AnyRow) -> sqlx::Result<Confided> {
        let mut read = Map::new();
        for (name, holds) in self.fields {
            let value = match holds {
                Holds::Person | Holds::Id | Holds::Text => Value::from(text(row, name)?),
                Holds::MaybeText => Value::from(optional(row, name)?),
                // This program alone wrote them.
                Holds::Words => serde_json::from_str(&text(row, name)?).unwrap_or_default(),
                Holds::Moment => Value::from(rfc3339(Timestamp::from_millis(integer(row, name)?))),
                Holds::Flag => Value::from(flag(row, name)?),
                Holds::Place => Value::from(integer(row, name)?),
                Holds::Number => continue,
            };
            if !value.is_null() {
                read.insert((*name).to_owned(), value);
            }
        }
        Ok(read)
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// It was added.
    Added,
    /// It is of somebody who was erased.
    Erased,
    /// It was left out, and why.
    LeftOut(&'static str),
}

/// Which topics came along, and which did not because of people who were erased.
#[derive(Debug, Default)]
pub(crate) struct Came {
    /// By id, those that were added.
    pub(crate) topics: HashSet<String>,
    /// By id, those that were left out, also private ones.
    pub(crate) erased: HashSet<String>,
    private: HashSet<String>,
}

impl Writer {
    /// Adds a row of the list. A mark is counted already: the number that came with its topic counts it.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn put_confided(
        &mut self,
        list: &List,
        row: &Confided,
        erasures: &Erasures,
        came: &mut Came,
    ) -> Result<Put, DatabaseError> {
        let field = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let mut people =
            list.fields.iter().filter(|(_, holds)| *holds == Holds::Person).map(|(name, _)| field(name));
        let (topic, id) = (field("topic"), field("id"));
        if people.clone().any(|person| erasures.of(person).is_some()) || came.erased.contains(topic) {
            if list.name == "topics" {
                came.erased.insert(id.to_owned());
            }
            return Ok(Put::Erased);
        }
        if people.next().is_some_and(|first| people.next() == Some(first)) {
            return Ok(Put::LeftOut("it is of two who are one"));
        }
        let is_of_these = match list.of {
            Of::Nothing => true,
            Of::Topic => came.topics.contains(topic),
            Of::Private => came.private.contains(topic),
        };
        if !is_of_these {
            return Ok(Put::LeftOut("its topic did not come with it"));
        }
        let mut put = sqlx::query(list.put);
        for (name, holds) in list.fields {
            let value = row.get(*name).unwrap_or(&Value::Null);
            if let Some(reason) = kept::text_fault(value, matches!(holds, Holds::Person | Holds::Id)) {
                return Ok(Put::LeftOut(reason));
            }
            let text = value.as_str().map(str::to_owned);
            put = match (holds, text) {
                (Holds::Person | Holds::Id, Some(id)) if !id.is_empty() => put.bind(id),
                (Holds::Text, Some(text)) => put.bind(text),
                (Holds::MaybeText, text) => put.bind(text),
                (Holds::Words, _) if value.is_array() => put.bind(value.to_string()),
                (Holds::Moment, None) if value.is_null() => put.bind(self.now().millis()),
                (Holds::Moment, Some(text)) => {
                    let Some(time) = Timestamp::parse(&text) else {
                        return Ok(Put::LeftOut("a moment in it is none"));
                    };
                    put.bind(time.millis())
                }
                (Holds::Flag, _) => put.bind(i64::from(value == true)),
                (Holds::Place, _) if value.is_i64() => put.bind(value.as_i64()),
                (Holds::Number, _) => put.bind(random_number()?),
                _ => return Ok(Put::LeftOut("a field is missing or of another kind")),
            };
        }
        if put.execute(self.connection()).await?.rows_affected() == 0 {
            return Ok(Put::LeftOut("it is there already, or what it is of is not"));
        }
        if list.name == "topics" {
            came.private.insert(id.to_owned());
        }
        Ok(Put::Added)
    }
}
