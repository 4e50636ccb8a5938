//! From a snapshot's file into the database, in one transaction: all of it or nothing.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use goodword_core::model::{Id, Timestamp};
use goodword_core::search::RankingWeights;
use goodword_core::snapshot::{Limits, Row, Skipped, SnapshotError, SnapshotReader};

use serde_json::{Value, json};

use crate::confided::{Member, PRIVATE};
use crate::database::{Came, Confided, Database, DatabaseError, Erasures, LISTS, List, Put, Ranking, Writer};
use crate::erased::{Passed, pass};
use crate::kept;
use crate::snapshot::write_skipped;

/// Bytes given to the reader at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// The largest snapshot that is read, in bytes. A browser's limit is lower; a file that was exported here must be
/// readable here.
pub(crate) const MAX_BYTES: usize = 4 * 1024 * 1024 * 1024 - 1;

/// From how many on the database is to count anew what it holds.
const MANY_TOPICS: usize = 100;

/// Why a snapshot was not put into the database.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}; give a .json or .json.gz file that holds a snapshot", path.display())]
    Unreadable {
        /// As given.
        path: PathBuf,
        /// What the system or the decoder says.
        source: io::Error,
    },
    /// The file is no snapshot.
    #[error("{} is not used: {source}", path.display())]
    Refused {
        /// As given.
        path: PathBuf,
        /// What is wrong with it.
        source: SnapshotError,
    },
    /// The file is no list of Get Satisfaction's.
    #[error("{} is not used: {source}; give a list of topics, replies or people", path.display())]
    NoList {
        /// As given.
        path: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// What was added. Shown, it is one line of counts and then one line for each row that was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Topics.
    pub topics: usize,
    /// Replies in them.
    pub replies: usize,
    /// People.
    pub people: usize,
    /// Recommendations.
    pub recommendations: usize,
    /// Products.
    pub products: usize,
    /// Rows of what is not for everyone: what friends ask each other, friendships, marks and the like.
    pub confided: usize,
    /// How many rows were left out because they are of people who were erased, whom nothing names any more.
    pub erased: usize,
    /// How many topics and replies of such people came without their author.
    pub nameless: usize,
    /// What was left out: bad rows by their path, and rows whose id is there already.
    pub skipped: Vec<Skipped>,
}

impl fmt::Display for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { topics, replies, people, recommendations, products, confided, erased, nameless, skipped } =
            self;
        write!(f, "{topics} topics, {replies} replies, {people} people, ")?;
        write!(f, "{recommendations} recommendations, {products} products")?;
        if *confided > 0 {
            write!(f, ", {confided} private rows")?;
        }
        if *erased + *nameless > 0 {
            write!(
                f,
                "; of people who were erased {erased} rows were left out, and {nameless} posts are by nobody"
            )?;
        }
        write_skipped(f, skipped)
    }
}

/// Adds a snapshot's rows. A row whose id is there already stays as it is and is named, and nobody who was erased comes back. The name, the origins of
/// images, the ranking and the synonyms replace those of before; `links` are passed over, because what this endpoint can do it says itself. `now` is
/// when the rows come to be here.
///
/// # Errors
/// The file cannot be read, or is no snapshot as a whole, or the database failed; then nothing was added.
pub async fn import(database: &Database, path: &Path, now: Timestamp) -> Result<Added, SeedError> {
    let unreadable = |source| SeedError::Unreadable { path: path.into(), source };
    let refused = |source| SeedError::Refused { path: path.into(), source };
    let mut input = open(path).map_err(unreadable)?;

    let mut reader = SnapshotReader::new(Limits { max_bytes: MAX_BYTES, ..Limits::default() });
    let mut adding = Adding::begin(database, now).await?;
    let mut member = Member::default();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(error)),
        };
        reader.feed(&chunk[..read]);
        member.feed(&chunk[..read]);
        while let Some(row) = reader.next_row().map_err(refused)? {
            adding.add(row).await?;
        }
    }
    reader.finish().map_err(refused)?;
    match member.value() {
        Ok(Some(confided)) => adding.add_confided(confided).await?,
        Ok(None) => {}
        Err(error) => adding.skip(PRIVATE.to_owned(), error.to_string()),
    }
    let added = adding.finish().await?;
    if added.topics >= MANY_TOPICS {
        database.take_stock().await?;
    }
    Ok(added)
}

/// The bytes of a file, which may be gzip.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    let mut file = BufReader::new(File::open(path)?);
    let is_gzip = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    Ok(if is_gzip { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// The beginning of an id, so that a line stays a line.
fn shown(id: &Id) -> String {
    id.as_str().chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// An import under way.
pub(crate) struct Adding {
    writer: Writer,
    added: Added,
    hosts: Vec<String>,
    ranking: Ranking,
    synonyms: Vec<Vec<String>>,
    erasures: Erasures,
    came: Came,
}

impl Adding {
    pub(crate) async fn begin(database: &Database, now: Timestamp) -> Result<Self, DatabaseError> {
        let mut writer = database.write(now).await?;
        let erasures = writer.erasures().await?;
        Ok(Self {
            writer,
            added: Added::default(),
            hosts: Vec::new(),
            ranking: Ranking::new(),
            synonyms: Vec::new(),
            erasures,
            came: Came::default(),
        })
    }

    fn skip(&mut self, path: String, reason: impl Into<String>) {
        self.added.skipped.push(Skipped { path, reason: reason.into() });
    }

    /// Adds what is not for everyone, once all topics are there.
    async fn add_confided(&mut self, confided: Value) -> Result<(), DatabaseError> {
        let Value::Object(mut lists) = confided else {
            self.skip(PRIVATE.to_owned(), "it is no object");
            return Ok(());
        };
        for list in &LISTS {
            let Some(rows) = lists.remove(list.name) else { continue };
            let Value::Array(rows) = rows else {
                self.skip(format!("{PRIVATE}.{}", list.name), "it is no list");
                continue;
            };
            for (index, row) in rows.into_iter().enumerate() {
                let put = match &row {
                    Value::Object(row) => self.put_confided(list, row).await?,
                    _ => Put::LeftOut("it is no object"),
                };
                match put {
                    Put::Added => self.added.confided += 1,
                    Put::Erased => self.added.erased += 1,
                    Put::LeftOut(reason) => self.skip(format!("{PRIVATE}.{}[{index}]", list.name), reason),
                }
            }
        }
        for name in lists.keys() {
            self.skip(format!("{PRIVATE}.{name}"), "there is no such list");
        }
        Ok(())
    }

    async fn put_confided(&mut self, list: &List, row: &Confided) -> Result<Put, DatabaseError> {
        self.writer.put_confided(list, row, &self.erasures, &mut self.came).await
    }

    pub(crate) async fn add(&mut self, row: Row) -> Result<(), DatabaseError> {
        let added = &mut self.added;
        if let Some(reason) = kept::fault(&row) {
            let path = match &row {
                Row::Topic(topic) => format!("topics[?id={}]", shown(&topic.id)),
                Row::Person(person) => format!("people[?id={}]", shown(&person.id)),
                Row::Recommendation(word) => format!("recommendations[?id={}]", shown(&word.id)),
                Row::Product(product) => format!("products[?id={}]", shown(&product.id)),
                Row::ImageHost(_) => "image_hosts".to_owned(),
                Row::Synonyms(_) => "synonyms".to_owned(),
                Row::Weight(..) => "ranking".to_owned(),
                _ => "name".to_owned(),
            };
            added.skipped.push(Skipped { path, reason: reason.to_owned() });
            return Ok(());
        }
        let topic = if let Row::Topic(topic) = &row { Some(topic.id.to_string()) } else { None };
        let Passed { row, left_out, nameless } = pass(&self.erasures, row);
        let Some(row) = row else {
            added.erased += left_out;
            self.came.erased.extend(topic);
            return Ok(());
        };
        let (is_new, count, section, id) = match row {
            Row::Topic(row) => {
                let is_new = self.writer.add_topic(&row).await?;
                added.replies += if is_new { row.replies.len() } else { 0 };
                added.erased += if is_new { left_out } else { 0 };
                added.nameless += if is_new { nameless } else { 0 };
                self.came.topics.extend(topic.filter(|_| is_new));
                (is_new, &mut added.topics, "topics", row.id)
            }
            Row::Person(person) => {
                (self.writer.add_person(&person).await?, &mut added.people, "people", person.id)
            }
            Row::Recommendation(word) => {
                let is_new = self.writer.add_recommendation(&word).await?;
                (is_new, &mut added.recommendations, "recommendations", word.id)
            }
            Row::Product(product) => {
                (self.writer.add_product(&product).await?, &mut added.products, "products", product.id)
            }
            Row::Name(name) => return self.writer.set_meta("name", &name).await,
            Row::ImageHost(origin) => {
                self.hosts.push(origin);
                return Ok(());
            }
            Row::Synonyms(words) => {
                self.synonyms.push(words);
                return Ok(());
            }
            Row::Weight(name, number) => {
                if let Err(error) = RankingWeights::default().set(&name, number.to_f32()) {
                    let path = format!("ranking.{}", shown(&name));
                    added.skipped.push(Skipped { path, reason: error.to_string() });
                } else if let Ok(value) = number.as_str().parse() {
                    self.ranking.insert(name.to_string(), value);
                }
                return Ok(());
            }
            Row::Skipped(skipped) => {
                added.skipped.push(skipped);
                return Ok(());
            }
            // A snapshot tells neither whole pages of replies nor anything of a visitor.
            Row::Version
            | Row::AnsweredCount(_)
            | Row::RangeDigits(_)
            | Row::Link(..)
            | Row::Replies(..)
            | Row::Standing(..) => {
                return Ok(());
            }
        };
        if is_new {
            *count += 1;
        } else {
            let reason = "a row with this id is there already".to_owned();
            added.skipped.push(Skipped { path: format!("{section}[?id={id}]"), reason });
        }
        Ok(())
    }

    pub(crate) async fn finish(mut self) -> Result<Added, DatabaseError> {
        if !self.hosts.is_empty() {
            // An origin holds no line break.
            let hosts: Vec<_> = self.hosts.iter().flat_map(|host| host.split_whitespace()).collect();
            self.writer.set_meta("image_hosts", &hosts.join("\n")).await?;
        }
        if !self.ranking.is_empty() {
            self.writer.set_meta("ranking", &json!(self.ranking).to_string()).await?;
        }
        if !self.synonyms.is_empty() {
            self.writer.set_meta("synonyms", &json!(self.synonyms).to_string()).await?;
        }
        let counts = self.added.to_string();
        self.writer.note(None, "import", counts.lines().next().unwrap_or_default()).await?;
        self.writer.commit().await?;
        Ok(self.added)
    }
}
