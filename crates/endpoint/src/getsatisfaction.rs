//! From what Get Satisfaction's API answered into the database: lists of topics, of replies and of people.
//!
//! The service is gone, so no address that led there is kept. A list is known by its rows: a topic has a `subject`, a reply a
//! `topic_id`, a person neither. Bodies are HTML. Authors stand whole in what they wrote.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use goodword_core::model::{Body, Format, Id, Kind, Person, Reply, Role, Status, Timestamp, Topic};
use goodword_core::snapshot::{Row, Skipped};
use serde::Deserialize;
use serde_json::Value;

use crate::database::Database;
use crate::seed::{Added, Adding, SeedError, open};
use crate::wire::Word;

#[derive(Deserialize)]
#[serde(untagged)]
enum ListWire {
    Page { data: Vec<Value> },
    Bare(Vec<Value>),
}

#[derive(Deserialize)]
struct TopicWire {
    id: u64,
    subject: String,
    style: Option<String>,
    status: Option<String>,
    content: Option<String>,
    created_at: Option<String>,
    last_active_at: Option<String>,
    reply_count: Option<u32>,
    me_too_count: Option<u32>,
    follower_count: Option<u32>,
    author: Option<PersonWire>,
}

#[derive(Deserialize)]
struct ReplyWire {
    id: u64,
    topic_id: u64,
    content: String,
    created_at: Option<String>,
    star_count: Option<u32>,
    /// The reply that the stars of visitors chose.
    #[serde(default)]
    star_promoted: bool,
    /// The reply that the company chose.
    #[serde(default)]
    company_promoted: bool,
    author: Option<PersonWire>,
}

#[derive(Deserialize)]
struct PersonWire {
    id: u64,
    name: String,
    avatar: Option<String>,
    #[serde(default)]
    champion: bool,
    #[serde(default)]
    employee: bool,
}

/// What the files hold, put together.
#[derive(Default)]
struct Lists {
    topics: Vec<TopicWire>,
    replies: HashMap<u64, Vec<ReplyWire>>,
    people: Vec<Person>,
    known: HashSet<u64>,
    skipped: Vec<Skipped>,
}

/// Adds what the files hold, in one transaction. A row whose id is there already stays as it is and is named. Give the
/// replies of a topic together with it: to a topic that is there already none is added.
///
/// # Errors
/// A file cannot be read, or is no such list, or the database failed; then nothing was added.
pub async fn import(database: &Database, files: &[PathBuf], now: Timestamp) -> Result<Added, SeedError> {
    let mut lists = Lists::default();
    for file in files {
        let unreadable = |source| SeedError::Unreadable { path: file.clone(), source };
        let list = serde_json::from_reader(open(file).map_err(unreadable)?);
        let list = list.map_err(|source| SeedError::NoList { path: file.clone(), source })?;
        lists.read(file, list);
    }
    let mut adding = Adding::begin(database, now).await?;
    for row in lists.into_rows() {
        adding.add(row).await?;
    }
    Ok(adding.finish().await?)
}

impl Lists {
    fn read(&mut self, file: &Path, list: ListWire) {
        let (ListWire::Page { data } | ListWire::Bare(data)) = list;
        for (index, row) in data.into_iter().enumerate() {
            if let Err(error) = self.row(row) {
                let path = format!("{}: data[{index}]", file.display());
                self.skipped.push(Skipped { path, reason: error.to_string() });
            }
        }
    }

    fn row(&mut self, row: Value) -> Result<(), serde_json::Error> {
        if row.get("subject").is_some() {
            let topic: TopicWire = serde_json::from_value(row)?;
            self.person(topic.author.as_ref());
            self.topics.push(topic);
        } else if row.get("topic_id").is_some() {
            let reply: ReplyWire = serde_json::from_value(row)?;
            self.person(reply.author.as_ref());
            self.replies.entry(reply.topic_id).or_default().push(reply);
        } else {
            self.person(Some(&serde_json::from_value(row)?));
        }
        Ok(())
    }

    /// Each person once, as the first row says.
    fn person(&mut self, wire: Option<&PersonWire>) {
        let Some(wire) = wire.filter(|wire| self.known.insert(wire.id)) else { return };
        let role = match wire {
            PersonWire { employee: true, .. } => Role::Employee,
            PersonWire { champion: true, .. } => Role::Champion,
            _ => Role::default(),
        };
        let avatar = wire.avatar.clone().filter(|avatar| avatar.starts_with("http"));
        let person = Person { id: id(wire.id), name: wire.name.clone(), avatar, url: None, role };
        self.people.push(person);
    }

    fn into_rows(mut self) -> impl Iterator<Item = Row> {
        let topics: Vec<_> = std::mem::take(&mut self.topics)
            .into_iter()
            .map(|wire| {
                let mut replies = self.replies.remove(&wire.id).unwrap_or_default();
                replies.sort_by_key(|reply| reply.id);
                topic(wire, replies.into_iter().map(reply).collect())
            })
            .collect();
        let mut homeless: Vec<_> = self.replies.into_values().flatten().collect();
        homeless.sort_by_key(|reply| reply.id);
        let homeless = homeless.into_iter().map(|reply| Skipped {
            path: format!("reply {}", reply.id),
            reason: format!("its topic {} is in none of the files", reply.topic_id),
        });
        let skipped: Vec<_> = self.skipped.into_iter().chain(homeless).collect();
        let people = self.people.into_iter().map(Row::Person);
        people.chain(topics.into_iter().map(Row::Topic)).chain(skipped.into_iter().map(Row::Skipped))
    }
}

fn topic(wire: TopicWire, replies: Vec<Reply>) -> Topic {
    let shown = u32::try_from(replies.len()).unwrap_or(u32::MAX);
    Topic {
        id: id(wire.id),
        kind: wire.style.as_deref().and_then(Kind::from_word).unwrap_or_default(),
        status: wire.status.as_deref().and_then(Status::from_word).unwrap_or_default(),
        title: wire.subject,
        body: html(wire.content.unwrap_or_default()),
        author: wire.author.map(|author| id(author.id)),
        created_at: moment(wire.created_at.as_deref()),
        last_active_at: moment(wire.last_active_at.as_deref()),
        url: None,
        tags: Vec::new(),
        products: Vec::new(),
        me_too_count: wire.me_too_count.unwrap_or_default(),
        follower_count: wire.follower_count.unwrap_or_default(),
        reply_count: wire.reply_count.unwrap_or_default().max(shown),
        replies,
    }
}

fn reply(wire: ReplyWire) -> Reply {
    Reply {
        id: id(wire.id),
        author: wire.author.map(|author| id(author.id)),
        body: html(wire.content),
        created_at: moment(wire.created_at.as_deref()),
        best: wire.star_promoted,
        official: wire.company_promoted,
        star_count: wire.star_count.unwrap_or_default(),
    }
}

fn id(number: u64) -> Id {
    Id::from(number.to_string())
}

fn html(source: String) -> Body {
    Body { source, format: Format::Html }
}

/// `2010/11/01 10:00:00 +0000`, or RFC 3339.
fn moment(text: Option<&str>) -> Option<Timestamp> {
    let text = text?;
    let mut parts = text.split(' ');
    let (Some(date), Some(time), Some(offset), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Timestamp::parse(text);
    };
    let (hours, minutes) = offset.split_at_checked(3)?;
    Timestamp::parse(&format!("{}T{time}{hours}:{minutes}", date.replace('/', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_the_service_wrote_it() {
        for (text, expect) in [
            ("2010/11/01 10:00:00 +0000", Some("2010-11-01T10:00:00Z")),
            ("2010/11/01 10:00:00 -0730", Some("2010-11-01T10:00:00-07:30")),
            ("2010-11-01T10:00:00Z", Some("2010-11-01T10:00:00Z")),
            ("2010/11/01", None),
            ("2010/11/01 10:00:00 Z", None),
            ("2010/13/01 10:00:00 +0000", None),
            ("", None),
        ] {
            assert_eq!(moment(Some(text)), expect.and_then(Timestamp::parse), "{text}");
        }
    }
}
