//! Who may be suggested to somebody as somebody to know, and why. Nobody is who did not say so; friends, and those whom one is
//! tired of being shown, either way round, are not either. How they are ranked is not decided here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use goodword_core::friends::{Champion, Consent, Graph};
use goodword_core::model::{Id, Person, Timestamp};

use super::rows::{integer, text};
use super::statement::Statement;
use super::{Database, DatabaseError, people};

/// How many edges and answers are looked at, at most.
const MANY: i64 = 20_000;

/// Around somebody: friends, and whoever may be suggested.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// The friendships with friends, and of these with whoever may be suggested.
    pub graph: Graph,
    /// By node: how many friends a friend has, most of whom are no nodes.
    pub degrees: Vec<u32>,
    /// By node: who may be suggested.
    pub consents: Vec<Consent>,
    /// Who gave the best answer or the official one to topics with a tag of one's interest, and the tag that most of these have.
    pub champions: Vec<Champion>,
    /// The tags, in small letters, by the numbers that champions have for them.
    pub tags: Vec<String>,
    /// Whoever may be suggested, by node.
    pub people: HashMap<u32, Person>,
}

/// To what somebody gave the answer, by number, in all and by tag.
#[derive(Default)]
struct Answered {
    topics: BTreeSet<i64>,
    tags: BTreeMap<String, BTreeSet<i64>>,
}

impl Database {
    /// What there is around the person with this id; with a `subject`, of answers those about that product alone.
    ///
    /// # Errors
    /// The database failed.
    pub async fn surroundings(&self, of: &str, subject: Option<&str>) -> Result<Surroundings, DatabaseError> {
        const DEGREES: &str = "SELECT mine.friend AS id, COUNT(*) AS degree FROM mutual_friends AS mine \
            JOIN mutual_friends AS theirs ON theirs.person = mine.friend WHERE mine.person = $1 GROUP BY mine.friend";
        const EDGES: &str = "SELECT mine.friend AS friend, theirs.friend AS id FROM mutual_friends AS mine \
            JOIN mutual_friends AS theirs ON theirs.person = mine.friend WHERE mine.person = ";
        let mut connection = self.connection().await?;
        let mut around = Surroundings::default();
        let own = around.graph.node(of);
        around.degrees.push(0);
        for row in sqlx::query(DEGREES).bind(of.to_owned()).fetch_all(&mut *connection).await? {
            let friend = around.graph.node(&text(&row, "id")?);
            around.graph.befriend(own, friend);
            around.degrees.push(u32::try_from(integer(&row, "degree")?).unwrap_or(u32::MAX));
        }
        let mut ids: BTreeSet<String> = BTreeSet::new();
        let mut edges = Statement::new(EDGES);
        edges.bind(of.to_owned());
        push_open(&mut edges, "theirs.friend", of);
        edges.push(" ORDER BY mine.friend, theirs.friend LIMIT ").bind(MANY);
        let (sql, arguments) = edges.into_parts();
        for row in sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await? {
            let id = text(&row, "id")?;
            let (friend, other) = (around.graph.node(&text(&row, "friend")?), around.graph.node(&id));
            around.graph.befriend(friend, other);
            ids.insert(id);
        }

        let mut answered: BTreeMap<String, Answered> = BTreeMap::new();
        let (sql, arguments) = answers(of, subject).into_parts();
        for row in sqlx::query_with(&sql, arguments).fetch_all(&mut *connection).await? {
            let (id, topic) = (text(&row, "id")?, integer(&row, "topic")?);
            let answered = answered.entry(id.clone()).or_default();
            answered.topics.insert(topic);
            answered.tags.entry(text(&row, "tag")?).or_default().insert(topic);
            ids.insert(id);
        }
        around.add_champions(answered);

        around.consents.resize(around.graph.len(), Consent::default());
        let ids: Vec<Id> = ids.into_iter().map(Id::from).collect();
        // By parts, because a statement has so many places for values.
        for ids in ids.chunks(500) {
            for person in people::named(&mut connection, ids).await? {
                let node = around.graph.node(&person.id);
                if let Some(consent) = around.consents.get_mut(node as usize) {
                    consent.is_given = true;
                }
                around.people.insert(node, person);
            }
        }
        Ok(around)
    }

    /// Whether the person with this id may be suggested to others.
    ///
    /// # Errors
    /// The database failed.
    pub async fn is_discoverable(&self, person: &str) -> Result<bool, DatabaseError> {
        const FIND: &str = "SELECT 1 AS one FROM discoverable WHERE person = $1";
        let find = sqlx::query(FIND).bind(person.to_owned());
        Ok(find.fetch_optional(&mut *self.connection().await?).await?.is_some())
    }

    /// Keeps whether the person may be suggested to others.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn set_discoverable(
        &self,
        now: Timestamp,
        person: &Person,
        is_so: bool,
    ) -> Result<(), DatabaseError> {
        const ADD: &str =
            "INSERT INTO discoverable (person, created_at) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING";
        const TAKE: &str = "DELETE FROM discoverable WHERE person = $1";
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let set = sqlx::query(if is_so { ADD } else { TAKE }).bind(person.id.to_string());
        let set = if is_so { set.bind(now.millis()) } else { set };
        set.execute(writer.connection()).await?;
        writer.keep_totals();
        writer.note(Some(person.id.as_str()), "discoverable", "").await?;
        writer.commit().await
    }

    /// Keeps that the person with the id `other` is not to be suggested to `person`, nor the other way round, or takes that back;
    /// whether anybody else of this id is known.
    ///
    /// # Errors
    /// The database failed, and nothing was kept.
    pub async fn dismiss(
        &self,
        now: Timestamp,
        person: &Person,
        other: &str,
        is_so: bool,
    ) -> Result<bool, DatabaseError> {
        const ADD: &str = "INSERT INTO dismissed (person, other, created_at) VALUES ($1, $2, $3) \
            ON CONFLICT (person, other) DO NOTHING";
        const TAKE: &str = "DELETE FROM dismissed WHERE person = $1 AND other = $2";
        let mut writer = self.write(now).await?;
        writer.put_person(person).await?;
        let is_known = !people::named(writer.connection(), &[Id::from(other.to_owned())]).await?.is_empty();
        if !is_known || other == person.id.as_str() {
            return Ok(false);
        }
        let set = sqlx::query(if is_so { ADD } else { TAKE }).bind(person.id.to_string());
        let set = set.bind(other.to_owned());
        let set = if is_so { set.bind(now.millis()) } else { set };
        set.execute(writer.connection()).await?;
        writer.keep_totals();
        writer.note(Some(person.id.as_str()), "dismiss", "").await?;
        writer.commit().await?;
        Ok(true)
    }
}

impl Surroundings {
    fn add_champions(&mut self, answered: BTreeMap<String, Answered>) {
        let tags: BTreeSet<&String> = answered.values().flat_map(|answered| answered.tags.keys()).collect();
        self.tags = tags.into_iter().cloned().collect();
        for (id, Answered { topics, tags }) in answered {
            // Of tags that as many share, the first by the alphabet.
            let about = tags.into_iter().rev().max_by_key(|(_, topics)| topics.len());
            let about = about.and_then(|(tag, _)| self.tags.binary_search(&tag).ok());
            self.champions.push(Champion {
                node: self.graph.node(&id),
                answered: u32::try_from(topics.len()).unwrap_or(u32::MAX),
                about: about.and_then(|tag| u32::try_from(tag).ok()),
            });
        }
    }
}

/// Whose reply is the answer to which published topic with which tag, of the tags of topics that the person asked, has too or
/// follows.
fn answers(of: &str, subject: Option<&str>) -> Statement {
    let mut answers = Statement::new(
        "SELECT published_replies.author AS id, topic_tags.folded AS tag, published_replies.topic AS topic \
        FROM published_replies JOIN topic_tags ON topic_tags.topic = published_replies.topic \
        WHERE (best = 1 OR official = 1) AND topic_tags.folded IN (SELECT folded FROM topic_tags WHERE topic IN \
        (SELECT number FROM published_topics WHERE author = ",
    );
    answers.bind(of.to_owned()).push(" OR number IN (SELECT topic FROM me_too WHERE person = ");
    answers.bind(of.to_owned()).push(") OR number IN (SELECT topic FROM follows WHERE person = ");
    answers.bind(of.to_owned()).push(")))");
    if let Some(subject) = subject {
        let of_product = " AND published_replies.topic IN (SELECT topic FROM topic_products WHERE product = ";
        answers.push(of_product).bind(subject.to_owned()).push(")");
    }
    push_open(&mut answers, "published_replies.author", of);
    answers.push(" ORDER BY published_replies.number DESC LIMIT ").bind(MANY);
    answers
}

/// Adds the condition that whoever stands in the column may be suggested to the person with this id.
fn push_open(statement: &mut Statement, column: &str, of: &str) {
    statement.push(" AND ").push(column).push(" IN (SELECT person FROM discoverable) AND ").push(column);
    statement.push(" <> ").bind(of.to_owned()).push(" AND NOT EXISTS (SELECT 1 FROM friends WHERE person = ");
    statement.bind(of.to_owned()).push(" AND friend = ").push(column);
    for (one, other) in [("person", "other"), ("other", "person")] {
        statement.push(") AND NOT EXISTS (SELECT 1 FROM dismissed WHERE dismissed.").push(one).push(" = ");
        statement.bind(of.to_owned()).push(" AND dismissed.").push(other).push(" = ").push(column);
    }
    statement.push(")");
}
