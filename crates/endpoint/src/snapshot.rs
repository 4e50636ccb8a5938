//! A community's file, read once at the start: checked by the reader that the widget uses too, then kept in memory
//! in each encoding, so that no request costs any compressing.

use std::fmt;
use std::fs::File;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use axum::body::Bytes;
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use goodword_core::snapshot::{Limits, Row, Skipped, SnapshotError, SnapshotReader};

use crate::confided::Member;
use crate::encoding::Encoding;

/// Bytes given to the reader at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// Above this many bytes Brotli's quality falls from 11 to 9: the last steps take some 4 s per MiB to save a tenth,
/// and the start waits for them.
const SMALL_BYTES: usize = 256 * 1024;

/// Why a file cannot be served as a snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotFileError {
    /// There is no file of that name.
    #[error("there is no file {}; give --snapshot the path of a .json or .json.gz file", path.display())]
    Missing {
        /// As given.
        path: PathBuf,
    },
    /// The file is there and cannot be read: no permission, a folder, broken gzip.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// As given.
        path: PathBuf,
        /// What the system or the decoder says.
        source: io::Error,
    },
    /// The file was read and is no snapshot.
    #[error("{} cannot be served: {source}", path.display())]
    Refused {
        /// As given.
        path: PathBuf,
        /// What is wrong with it.
        source: SnapshotError,
    },
    /// It holds what people confided, as an export for moving does.
    #[error("{} holds what is not for everyone (private); serve what goodword export writes without --with-private", path.display())]
    Private {
        /// As given.
        path: PathBuf,
    },
}

/// What was read from a snapshot. Shown, it is one line of counts and then one line for each skipped row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Topics read.
    pub topics: usize,
    /// People read.
    pub people: usize,
    /// Recommendations read.
    pub recommendations: usize,
    /// What was left out, in the order of the file.
    pub skipped: Vec<Skipped>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { topics, people, recommendations, skipped } = self;
        write!(f, "{topics} topics, {people} people, {recommendations} recommendations")?;
        write_skipped(f, skipped)
    }
}

/// A line for each row that was left out.
pub(crate) fn write_skipped(f: &mut fmt::Formatter<'_>, skipped: &[Skipped]) -> fmt::Result {
    skipped.iter().try_for_each(|Skipped { path, reason }| write!(f, "\n  skipped {path}: {reason}"))
}

/// A snapshot ready to be sent.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What it holds.
    pub summary: Summary,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
    hash: u64,
}

impl Snapshot {
    /// Reads, checks and compresses the file. Whether it is gzip is told by its first bytes, not by its name.
    ///
    /// # Errors
    /// It cannot be read, or it is no snapshot as a whole. A bad row is no error: it stands in the summary.
    pub fn read(path: &Path) -> Result<Self, SnapshotFileError> {
        let unreadable = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => SnapshotFileError::Missing { path: path.into() },
            _ => SnapshotFileError::Unreadable { path: path.into(), source },
        };
        let mut file = BufReader::new(File::open(path).map_err(unreadable)?);
        let is_gzip = file.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
        let input: Box<dyn Read> = if is_gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };

        let (plain, summary) = check(input).map_err(|error| match error {
            Unfit::Input(source) => unreadable(source),
            Unfit::Document(source) => SnapshotFileError::Refused { path: path.into(), source },
        })?;
        if Member::is_in(&plain) {
            return Err(SnapshotFileError::Private { path: path.into() });
        }
        let (gzip, brotli) = compress(&plain).map_err(unreadable)?;
        Ok(Self {
            summary,
            hash: hash(&plain),
            plain: plain.into(),
            gzip: gzip.into(),
            brotli: brotli.into(),
        })
    }

    /// The bytes in that encoding.
    pub fn bytes(&self, encoding: Encoding) -> Bytes {
        match encoding {
            Encoding::Identity => self.plain.clone(),
            Encoding::Gzip => self.gzip.clone(),
            Encoding::Brotli => self.brotli.clone(),
        }
    }

    /// The strong entity tag of the bytes in that encoding, with its quotes. Tags of encodings differ, because a
    /// strong tag promises the same bytes (RFC 9110 section 8.8.1).
    pub fn etag(&self, encoding: Encoding) -> String {
        format!("\"{:016x}-{}\"", self.hash, encoding.name().unwrap_or("id"))
    }
}

/// Whose fault it is.
enum Unfit {
    Input(io::Error),
    Document(SnapshotError),
}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Self {
        Self::Input(error)
    }
}

impl From<SnapshotError> for Unfit {
    fn from(error: SnapshotError) -> Self {
        Self::Document(error)
    }
}

/// Reads to the end. The rows are drained after each chunk, so that the reader's limit on bytes also ends a small
/// gzip file that unfolds without end.
fn check(mut input: impl Read) -> Result<(Vec<u8>, Summary), Unfit> {
    let mut reader = SnapshotReader::new(Limits::default());
    let mut plain = Vec::new();
    let mut summary = Summary::default();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        plain.extend_from_slice(&chunk[..read]);
        reader.feed(&chunk[..read]);
        count_rows(&mut reader, &mut summary)?;
    }
    reader.finish()?;
    Ok((plain, summary))
}

fn count_rows(reader: &mut SnapshotReader, summary: &mut Summary) -> Result<(), SnapshotError> {
    while let Some(row) = reader.next_row()? {
        match row {
            Row::Topic(_) => summary.topics += 1,
            Row::Person(_) => summary.people += 1,
            Row::Recommendation(_) => summary.recommendations += 1,
            Row::Skipped(skipped) => summary.skipped.push(skipped),
            _ => {}
        }
    }
    Ok(())
}

/// As gzip and as Brotli, side by side: the start takes as long as the slower one.
fn compress(plain: &[u8]) -> io::Result<(Vec<u8>, Vec<u8>)> {
    thread::scope(|scope| {
        let gzip = scope.spawn(|| gzip(plain));
        let brotli = brotli(plain)?;
        let gzip = gzip.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        Ok((gzip, brotli))
    })
}

fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}

fn brotli(plain: &[u8]) -> io::Result<Vec<u8>> {
    let quality = if plain.len() <= SMALL_BYTES { 11 } else { 9 };
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, size_hint: plain.len(), ..Default::default() };
    let mut encoded = Vec::new();
    brotli::BrotliCompress(&mut &plain[..], &mut encoded, &parameters)?;
    Ok(encoded)
}

/// The standard library's hasher has fixed keys, so that a restart keeps the tags. Should a later compiler change
/// it, clients only fetch once more.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
