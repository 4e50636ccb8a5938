//! The log of what changed what is public: who did what, with all it takes to undo it. Rows are added and never changed.

use goodword_core::model::{Person, Timestamp};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::edits::Edit;
use super::page::{self, Key, Page, PageRequest, cut};
use super::rows::{integer, text};
use super::statement::Statement;
use super::{Database, DatabaseError, Writer};

/// An act that is to be written down.
pub(super) struct Entry<'a> {
    /// The id that it shall have.
    pub(super) id: &'a str,
    /// Who did it; nobody, where rules did.
    pub(super) person: Option<&'a str>,
    /// What was done.
    pub(super) act: &'a str,
    /// To which topic, by id.
    pub(super) topic: &'a str,
    /// To which of its replies, and to what: as a moderator asked.
    pub(super) detail: Detail,
}

/// What else an act was about.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Detail {
    /// The reply's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// The status, or the id of the other topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// An act as the log tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its id.
    pub id: String,
    /// Who did it; nobody, where rules did.
    pub person: Option<String>,
    /// What was done.
    pub act: String,
    /// To which topic, by id.
    pub topic: String,
    /// To which reply, and to what.
    pub detail: Detail,
    /// When.
    pub at: Timestamp,
    /// The act that this one undid.
    pub undoes: Option<String>,
    /// The act that undid this one.
    pub undone: Option<String>,
}

/// What became of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It was done now, under this id.
    Done(String),
    /// It was done before, under this id.
    Before(String),
    /// The key was used for another act.
    KeyTaken,
    /// There is no such topic, reply or act.
    NotFound,
    /// It would change nothing; why.
    Nothing(&'static str),
    /// What it would put back was changed again since.
    Clash,
}

impl Writer {
    /// Does the edits and writes the act down; whether they could be done.
    pub(super) async fn act(
        &mut self,
        entry: Entry<'_>,
        event: &str,
        edits: &[Edit],
    ) -> Result<bool, DatabaseError> {
        // Others who moderate see it too where the public does not.
        self.changed_in_queue(entry.act, entry.topic);
        Ok(self.apply(event, edits).await? && {
            self.put_act(entry, edits, None).await?;
            true
        })
    }

    async fn put_act(
        &mut self,
        entry: Entry<'_>,
        edits: &[Edit],
        undoes: Option<i64>,
    ) -> Result<(), DatabaseError> {
        const PUT: &str = "INSERT INTO acts (created_at, person, act, subject, detail, id, changed, undoes) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let now = self.now().millis();
        let put = sqlx::query(PUT).bind(now).bind(entry.person.map(str::to_owned)).bind(entry.act.to_owned());
        let put = put.bind(entry.topic.to_owned()).bind(json(&entry.detail)?).bind(entry.id.to_owned());
        put.bind(json(&edits)?).bind(undoes).execute(self.connection()).await?;
        Ok(())
    }
}

impl Database {
    /// Puts back what the act with the id `act` changed; `id` is the id of doing so.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn undo(
        &self,
        now: Timestamp,
        person: &Person,
        act: &str,
        id: &str,
    ) -> Result<Acted, DatabaseError> {
        const FIND: &str = "SELECT number, subject, detail, changed FROM acts WHERE id = $1";
        const UNDONE: &str = "SELECT id FROM acts WHERE undoes = $1";
        let mut writer = self.write(now).await?;
        let row = sqlx::query(FIND).bind(act.to_owned()).fetch_optional(writer.connection()).await?;
        let Some(row) = row else { return Ok(Acted::NotFound) };
        let number = integer(&row, "number")?;
        let undone = sqlx::query(UNDONE).bind(number).fetch_optional(writer.connection()).await?;
        if let Some(undone) = undone {
            return Ok(Acted::Before(text(&undone, "id")?));
        }
        let edits: Vec<Edit> = parse(&text(&row, "changed")?)?;
        let edits: Vec<Edit> = edits.into_iter().rev().map(Edit::inverse).collect();
        writer.put_person(person).await?;
        if !writer.apply("undo", &edits).await? {
            return Ok(Acted::Clash);
        }
        let (topic, detail) = (text(&row, "subject")?, detail(&row)?);
        writer.changed_in_queue("undo", &topic);
        let entry = Entry { id, person: Some(person.id.as_str()), act: "undo", topic: &topic, detail };
        writer.put_act(entry, &edits, Some(number)).await?;
        writer.commit().await?;
        Ok(Acted::Done(id.to_owned()))
    }

    /// A page of the log, newest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn acts(&self, page: PageRequest) -> Result<Page<Act>, DatabaseError> {
        const COUNT: &str = "SELECT COUNT(*) AS total FROM acts WHERE changed IS NOT NULL";
        const SELECT: &str = "SELECT * FROM (SELECT acts.number AS number, acts.number AS first_key, acts.id AS id, \
            acts.person AS person, acts.act AS act, acts.subject AS subject, acts.detail AS detail, \
            acts.created_at AS created_at, undone.id AS undoes, undoing.id AS undone FROM acts \
            LEFT JOIN acts AS undone ON undone.number = acts.undoes \
            LEFT JOIN acts AS undoing ON undoing.undoes = acts.number \
            WHERE acts.changed IS NOT NULL) AS log WHERE 1 = 1";
        let mut connection = self.connection().await?;
        let total: i64 = sqlx::query(COUNT).fetch_one(&mut *connection).await?.try_get("total")?;
        let mut statement = Statement::new(SELECT);
        page::push(&mut statement, page, ["first_key", "first_key"]);
        let (sql, arguments) = statement.into_parts();
        let rows = sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await?;
        let mut rows = rows.iter().map(keyed).collect::<Result<Vec<_>, DatabaseError>>()?;
        let next = cut(&mut rows, page.limit);
        let rows = rows.into_iter().map(|(_, act)| act).collect();
        Ok(Page { total: total.unsigned_abs(), rows, next })
    }
}

fn keyed(row: &AnyRow) -> Result<(Key, Act), DatabaseError> {
    let number = integer(row, "number")?;
    let act = Act {
        id: text(row, "id")?,
        person: row.try_get("person")?,
        act: text(row, "act")?,
        topic: text(row, "subject")?,
        detail: detail(row)?,
        at: Timestamp::from_millis(integer(row, "created_at")?),
        undoes: row.try_get("undoes")?,
        undone: row.try_get("undone")?,
    };
    Ok((Key { first: number, second: number, number }, act))
}

fn detail(row: &AnyRow) -> Result<Detail, DatabaseError> {
    parse(&text(row, "detail")?)
}

fn json(value: &impl serde::Serialize) -> Result<String, DatabaseError> {
    serde_json::to_string(value).map_err(|error| DatabaseError::Write(error.into()))
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DatabaseError> {
    serde_json::from_str(text).map_err(|error| DatabaseError::Write(error.into()))
}
