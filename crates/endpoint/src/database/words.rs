//! Searching: candidates by the database's own full-text search, ranked by the code that ranks in the panel.

use std::collections::HashSet;

use goodword_core::Community;
use goodword_core::friends::Circle;
use goodword_core::json::Number;
use goodword_core::letters::is_alphanumeric;
use goodword_core::model::{self, Reply, Topic};
use goodword_core::search::{QueryWord, forms, query_words};
use goodword_core::snapshot::{Ranked, Row};
use sqlx::AnyConnection;

use super::kind::Kind;
use super::{About, Database, DatabaseError, about, topics};

/// How many topics are ranked, which is most of what a search costs. Beyond, the database's own ranking decides which are left
/// out.
const MAX_CANDIDATES: u32 = 100;

/// Where fewer topics hold all words, those that hold any are looked at too.
const ENOUGH: usize = 50;

/// Words after these are left out, as in the panel's own search.
const MAX_WORDS: usize = 64;

/// What of a topic is searched, as plain text.
pub(super) struct Plain {
    pub(super) title: String,
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) tags: String,
}

impl Plain {
    /// The answer is the best one or, where none was chosen, the first.
    pub(super) fn of(topic: &Topic) -> Self {
        let answer = topic.best_reply().or(topic.replies.first());
        Self {
            title: topic.title.clone(),
            question: topic.body.plain_text().into_owned(),
            answer: answer.map(|reply| reply.body.plain_text().into_owned()).unwrap_or_default(),
            tags: topic.tags.join("\n"),
        }
    }
}

/// What candidates are looked for by.
pub(super) struct Query {
    /// Letters, digits and marks only; at least one.
    pub(super) words: Vec<String>,
    /// The same as the panel's own search has them: cut and folded.
    pub(super) terms: Vec<QueryWord>,
    /// Whether all of them must be there, or any.
    pub(super) all: bool,
    /// Of any of these kinds; all, where empty.
    pub(super) kinds: Vec<&'static str>,
}

impl Database {
    /// Searches published topics of the given kinds (all, where empty). Best first, at most `limit`, and how many of the
    /// candidates answer. Each topic has at most one reply: the best answer or, where there is none, the first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn search(
        &self,
        query: &str,
        kinds: &[model::Kind],
        limit: u32,
    ) -> Result<(u64, Vec<Topic>), DatabaseError> {
        let words = words(query);
        if words.is_empty() {
            return Ok((0, Vec::new()));
        }
        let mut connection = self.connection().await?;
        let kinds_by_word = kinds.iter().map(|kind| kind.word()).collect();
        let wanted = Query { words, terms: terms(query), all: true, kinds: kinds_by_word };
        let numbers = candidates(&mut connection, wanted).await?;
        let topics = topics::numbered(&mut connection, &numbers).await?;
        let about = about(&mut connection).await?;
        drop(connection);
        let (query, kinds) = (query.to_owned(), kinds.to_vec());
        // Some milliseconds of nothing but arithmetic: other requests go on meanwhile.
        let ranked = tokio::task::spawn_blocking(move || rank(topics, about, &query, &kinds, limit as usize));
        ranked.await.map_err(|error| DatabaseError::Write(std::io::Error::other(error)))
    }
}

async fn candidates(connection: &mut AnyConnection, mut query: Query) -> Result<Vec<i64>, DatabaseError> {
    let mut numbers = Kind::candidates(connection, &query, MAX_CANDIDATES).await?;
    if numbers.len() < ENOUGH && query.words.len() > 1 {
        query.all = false;
        let known: HashSet<i64> = numbers.iter().copied().collect();
        let more = Kind::candidates(connection, &query, MAX_CANDIDATES).await?;
        numbers.extend(more.into_iter().filter(|number| !known.contains(number)));
        numbers.truncate(MAX_CANDIDATES as usize);
    }
    Ok(numbers)
}

fn rank(
    topics: Vec<Topic>,
    about: About,
    query: &str,
    kinds: &[model::Kind],
    limit: usize,
) -> (u64, Vec<Topic>) {
    let mut community = Community::default();
    for (name, value) in about.ranking {
        community.add(Row::Weight(Ranked::Topics, name.as_str().into(), Number::new(&value.to_string())));
    }
    for words in about.synonyms {
        community.add(Row::Synonyms(words));
    }
    for topic in topics {
        community.add(Row::Topic(topic));
    }
    community.index_all();
    let found = community.search(query, kinds, &Circle::default(), limit);
    let topics = found.hits.iter().filter_map(|hit| community.topics().get(hit.document as usize));
    (found.total as u64, topics.map(|topic| Topic::clone(topic)).collect())
}

/// The terms of a query, each in any form.
fn terms(query: &str) -> Vec<QueryWord> {
    let mut terms = query_words(query);
    for word in &mut terms {
        if let Some(shared) = forms(&word.term) {
            *word = QueryWord { term: shared, is_prefix: true };
        }
    }
    terms
}

/// The words of a query as the full-text search takes them: runs of letters, digits and the marks on them.
fn words(query: &str) -> Vec<String> {
    let is_mark = |letter: char| matches!(letter, '\u{300}'..='\u{36f}');
    let runs = query.split(|letter| !is_alphanumeric(letter) && !is_mark(letter));
    runs.filter(|run| run.contains(is_alphanumeric)).take(MAX_WORDS).map(str::to_owned).collect()
}

/// Keeps the words of a topic that has none yet.
pub(super) async fn put(
    connection: &mut AnyConnection,
    number: i64,
    topic: &Topic,
) -> Result<(), DatabaseError> {
    Kind::put_words(connection, number, Plain::of(topic)).await
}

/// Brings a topic's words in step with the topic, after anything of it was changed; to be called in the transaction
/// that changed it. A topic that is not published has none.
pub(super) async fn refresh(connection: &mut AnyConnection, number: i64) -> Result<(), DatabaseError> {
    Kind::drop_words(connection, number).await?;
    match topics::numbered(connection, &[number]).await?.pop() {
        Some(topic) => put(connection, number, &topic).await,
        None => Ok(()),
    }
}

/// As [`refresh`], after a reply was added. Only the answer of a topic is searched, so one more reply to what was answered
/// before changes nothing, unless it is official.
pub(super) async fn refresh_replied(
    connection: &mut AnyConnection,
    number: i64,
    reply: &Reply,
) -> Result<(), DatabaseError> {
    const OTHER: &str = "SELECT 1 AS one FROM published_replies WHERE topic = $1 AND id <> $2 LIMIT 1";
    let other = sqlx::query(OTHER).bind(number).bind(reply.id.to_string());
    let is_answer = reply.best || reply.official;
    if !is_answer && other.fetch_optional(&mut *connection).await?.is_some() {
        return Ok(());
    }
    refresh(connection, number).await
}
