//! `goodword index`: from a snapshot to what a panel opens a large community with.
//!
//! Three things lie beside each other: the index as bytes, the texts in small files that are fetched for the topics shown, and the
//! front document, a snapshot of its own with what the first screen needs, whose links lead to the other two.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use flate2::Compression;
use flate2::write::GzEncoder;
use goodword_core::Community;
use goodword_core::community::List;
use goodword_core::model::{Id, Kind, Topic};
use goodword_core::snapshot::{Limits, Row, SnapshotReader};
use serde::{Deserialize, Serialize};

use crate::seed::{MAX_BYTES, SeedError, open};
use crate::snapshot::write_skipped;
use crate::wire::{PersonWire, ProductWire, RecommendationWire, TopicWire, VERSION};

/// Bytes given to the reader at a time.
const CHUNK_BYTES: usize = 64 * 1024;
/// How many topics of each list, and of each kind in it, the front document holds: as many as home shows.
const LISTED: usize = 8;
const LISTS: [List; 3] = [List::Popular, List::Recent, List::Unanswered];
const KINDS: [Kind; 5] = [Kind::Question, Kind::Idea, Kind::Problem, Kind::Praise, Kind::Update];

/// Arguments of `goodword index`.
#[derive(Args, Debug)]
pub struct IndexArgs {
    /// Snapshot (.json or .json.gz) to read
    #[arg(value_name = "SNAPSHOT")]
    pub snapshot: PathBuf,

    /// Index to write (.gwx, or .gwx.gz for servers that do not compress), or a folder for community.gwx
    ///
    /// Beside it stand NAME.front.json, which is the panel's endpoint, and the folder NAME.texts.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,

    /// How large a file of texts is, in KiB before compression; a longer topic has a file of its own
    #[arg(long, value_name = "KIB", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub shard_kb: u16,
}

/// Why no index was made.
#[derive(Debug, thiserror::Error)]
pub enum PrebuiltError {
    /// The snapshot cannot be read, or is none.
    #[error(transparent)]
    Snapshot(#[from] SeedError),
    /// The output's name is of another kind.
    #[error("{} is no name for an index; give -o a folder, or a file that ends in .gwx or .gwx.gz", path.display())]
    Name {
        /// As given.
        path: PathBuf,
    },
    /// What would be written is the snapshot itself.
    #[error("{} is the snapshot itself; give -o another name", path.display())]
    Overwrites {
        /// The file that would be written.
        path: PathBuf,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What was written. Shown, it says where, how large, and what to put on the page.
#[derive(Debug)]
pub struct Written {
    topics: usize,
    skipped: Vec<goodword_core::snapshot::Skipped>,
    skipped_count: usize,
    front: (PathBuf, usize, usize),
    index: (PathBuf, usize),
    texts: (PathBuf, usize, usize),
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { topics, skipped, skipped_count, front, index, texts } = self;
        writeln!(f, "indexed {topics} topics")?;
        writeln!(
            f,
            "  {}  {}, what a panel opens with, and {} topics",
            front.0.display(),
            Size(front.1),
            front.2
        )?;
        writeln!(f, "  {}  {}, what it searches", index.0.display(), Size(index.1))?;
        writeln!(f, "  {}/  {} in {} files, the texts", texts.0.display(), Size(texts.1), texts.2)?;
        let name = front.0.file_name().unwrap_or_default().to_string_lossy();
        write!(f, "Put them into one folder of your server, and on the page: ")?;
        write!(f, "<good-word endpoint=\"/{name}\"></good-word>")?;
        write_skipped(f, skipped)?;
        match skipped_count - skipped.len() {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

/// A number of bytes as people read it.
struct Size(usize);

impl fmt::Display for Size {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            bytes @ 0..1_000 => write!(f, "{bytes} bytes"),
            bytes @ 1_000..1_000_000 => write!(f, "{:.1} kB", bytes as f64 / 1e3),
            bytes => write!(f, "{:.1} MB", bytes as f64 / 1e6),
        }
    }
}

/// Where everything goes.
struct Names {
    folder: PathBuf,
    /// What all names begin with.
    stem: String,
    is_gzip: bool,
}

impl Names {
    fn of(output: &Path) -> Result<Self, PrebuiltError> {
        if output.is_dir() {
            return Ok(Self { folder: output.into(), stem: "community".to_owned(), is_gzip: false });
        }
        let refused = || PrebuiltError::Name { path: output.into() };
        let name = output.file_name().and_then(|name| name.to_str()).ok_or_else(refused)?;
        let plain = name.strip_suffix(".gz");
        let stem = plain.unwrap_or(name).strip_suffix(".gwx").filter(|stem| !stem.is_empty());
        Ok(Self {
            folder: output.parent().unwrap_or(Path::new("")).into(),
            stem: stem.ok_or_else(refused)?.to_owned(),
            is_gzip: plain.is_some(),
        })
    }

    fn index(&self) -> String {
        format!("{}.gwx{}", self.stem, if self.is_gzip { ".gz" } else { "" })
    }

    fn front(&self) -> String {
        format!("{}.front.json", self.stem)
    }

    fn texts(&self) -> String {
        format!("{}.texts", self.stem)
    }
}

/// What of a snapshot the model does not hold, and the front document repeats.
#[derive(Default, Deserialize)]
struct Repeated {
    ranking: Option<serde_json::Value>,
    friend_ranking: Option<serde_json::Value>,
    synonyms: Option<serde_json::Value>,
}

#[derive(Serialize)]
struct FrontWire<'a> {
    goodword: u32,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    answered_count: usize,
    links: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ranking: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    friend_ranking: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    synonyms: Option<serde_json::Value>,
    image_hosts: &'a [String],
    products: Vec<ProductWire>,
    recommendations: Vec<RecommendationWire>,
    topics: Vec<TopicWire>,
    people: Vec<PersonWire>,
}

/// A file of texts: consecutive topics and those who speak in them, as a service answers a list.
#[derive(Serialize)]
struct TextsWire {
    data: Vec<TopicWire>,
    people: Vec<PersonWire>,
}

/// A snapshot as it was read.
struct Known {
    community: Community,
    links: BTreeMap<String, String>,
    repeated: Repeated,
}

/// Makes an index of a snapshot, with the texts and the front document beside it.
///
/// # Errors
/// The snapshot cannot be read, or something cannot be written. The snapshot itself is never written over.
pub fn run(IndexArgs { snapshot, output, shard_kb }: &IndexArgs) -> Result<Written, PrebuiltError> {
    let names = Names::of(output)?;
    let Known { mut community, mut links, repeated } = read(snapshot)?;
    let path = |name: String| names.folder.join(name);
    for name in [names.index(), names.front()] {
        let path = path(name);
        if path.exists() && same_file(&path, snapshot) {
            return Err(PrebuiltError::Overwrites { path });
        }
    }

    let (starts, shards) = shards(&community, usize::from(*shard_kb) * 1024);
    let packed = community.pack_index(&starts);
    // The addresses change with what they lead to, so that no cache brings an old file beside a new one.
    let version = version(&packed, &shards);
    links.insert("index".to_owned(), format!("{}?v={version}", encoded(&names.index())));
    links.insert("texts".to_owned(), format!("{}/{{shard}}.json?v={version}", encoded(&names.texts())));

    let index = if names.is_gzip { gzip(&packed) } else { packed };
    let texts = path(names.texts());
    fs::create_dir_all(&texts).map_err(|source| PrebuiltError::Write { path: texts.clone(), source })?;
    for (number, shard) in shards.iter().enumerate() {
        write(&texts.join(format!("{number}.json")), shard)?;
    }
    // Those of an earlier, larger index.
    for number in shards.len().. {
        if fs::remove_file(texts.join(format!("{number}.json"))).is_err() {
            break;
        }
    }
    write(&path(names.index()), &index)?;
    let (front, shown) = front(&community, links, repeated);
    write(&path(names.front()), &front)?;
    Ok(Written {
        topics: community.topics().len(),
        skipped: community.skipped().to_vec(),
        skipped_count: community.skipped_count(),
        front: (path(names.front()), front.len(), shown),
        index: (path(names.index()), index.len()),
        texts: (texts, shards.iter().map(Vec::len).sum(), shards.len()),
    })
}

fn read(path: &Path) -> Result<Known, SeedError> {
    let unreadable = |source| SeedError::Unreadable { path: path.into(), source };
    let refused = |source| SeedError::Refused { path: path.into(), source };
    let mut bytes = Vec::new();
    open(path).and_then(|mut input| input.read_to_end(&mut bytes)).map_err(unreadable)?;
    let mut reader = SnapshotReader::new(Limits { max_bytes: MAX_BYTES, ..Limits::default() });
    let (mut community, mut links) = (Community::default(), BTreeMap::new());
    for chunk in bytes.chunks(CHUNK_BYTES) {
        reader.feed(chunk);
        while let Some(row) = reader.next_row().map_err(refused)? {
            if let Row::Link(relation, template) = &row {
                links.insert(relation.as_str().to_owned(), template.clone());
            }
            community.add(row);
        }
    }
    reader.finish().map_err(refused)?;
    // What is no JSON between its rows was refused above; what is none within a row has cost that row.
    let repeated = serde_json::from_slice(&bytes).unwrap_or_default();
    Ok(Known { community, links, repeated })
}

/// The first topic of each file of texts, and the files. Each holds as many consecutive topics as `size` bytes of JSON do, and one at least.
fn shards(community: &Community, size: usize) -> (Vec<u32>, Vec<Vec<u8>>) {
    let (mut starts, mut shards) = (Vec::new(), Vec::new());
    let (mut from, mut bytes) = (0, 0);
    let topics = community.topics();
    for (at, topic) in topics.iter().enumerate() {
        let more = json(&TopicWire::from(&**topic)).len();
        if at > from && bytes + more > size {
            starts.push(number(from));
            shards.push(shard(community, &topics[from..at]));
            (from, bytes) = (at, 0);
        }
        bytes += more;
    }
    if from < topics.len() {
        starts.push(number(from));
        shards.push(shard(community, &topics[from..]));
    }
    (starts, shards)
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn shard(community: &Community, topics: &[Arc<Topic>]) -> Vec<u8> {
    json(&TextsWire {
        data: topics.iter().map(|topic| TopicWire::from(&**topic)).collect(),
        people: people(community, topics.iter().flat_map(|topic| speakers(topic))),
    })
}

/// The front document, and how many topics are in it: whatever the lists of home show, in the order of the source.
fn front(community: &Community, links: BTreeMap<String, String>, repeated: Repeated) -> (Vec<u8>, usize) {
    let of_kinds = [vec![]].into_iter().chain(KINDS.map(|kind| vec![kind]));
    let listed: HashSet<Id> = of_kinds
        .flat_map(|kinds| LISTS.into_iter().flat_map(move |list| community.list(list, &kinds, LISTED)))
        .map(|topic| topic.id.clone())
        .collect();
    let topics: Vec<_> = community.topics().iter().filter(|topic| listed.contains(&topic.id)).collect();
    let words = community.recommendations();
    let named = topics.iter().flat_map(|topic| speakers(topic)).chain(words.all().map(|word| &word.person));
    let front = FrontWire {
        goodword: VERSION,
        name: community.name(),
        answered_count: community.answered_count(),
        links,
        ranking: repeated.ranking,
        friend_ranking: repeated.friend_ranking,
        synonyms: repeated.synonyms,
        image_hosts: community.image_hosts(),
        products: community.products().iter().map(|product| ProductWire::from(&**product)).collect(),
        recommendations: words.all().map(RecommendationWire::from).collect(),
        topics: topics.iter().map(|topic| TopicWire::from(&***topic)).collect(),
        people: people(community, named),
    };
    (json(&front), topics.len())
}

fn speakers(topic: &Topic) -> impl Iterator<Item = &Id> {
    topic.author.iter().chain(topic.replies.iter().filter_map(|reply| reply.author.as_ref()))
}

/// Those that the community knows, each once.
fn people<'a>(community: &Community, ids: impl Iterator<Item = &'a Id>) -> Vec<PersonWire> {
    let mut seen = HashSet::new();
    let new = ids.filter(|id| seen.insert(id.as_str()));
    new.filter_map(|id| community.person(id)).map(|person| PersonWire::from(&**person)).collect()
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("rows are texts, numbers and lists, which JSON has")
}

/// A name within an address.
fn encoded(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%2E", ".")
        .replace("%2D", "-")
        .replace("%5F", "_")
}

fn version(index: &[u8], shards: &[Vec<u8>]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(index);
    for shard in shards {
        hasher.write(shard);
    }
    format!("{:016x}", hasher.finish())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.expect("a list of bytes takes all that is written")
}

/// A file of that name is whole at every moment: as it was before, or as it is now.
fn write(path: &Path, bytes: &[u8]) -> Result<(), PrebuiltError> {
    let mut partial = path.to_path_buf().into_os_string();
    partial.push(".partial");
    let failed = |source| PrebuiltError::Write { path: path.into(), source };
    fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, path)).map_err(failed)
}

fn same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).ok().zip(fs::canonicalize(other).ok()).is_some_and(|(one, other)| one == other)
}
