//! `goodword check`: what a dialect makes of a backend's answers, before any page uses it.
//!
//! Reads the document, then what samples or a running backend answer, as the panel would, and says field by field what came out. It
//! only ever reads of a backend.

mod answers;
mod fetch;
mod presets;
mod report;
mod schema;
mod session;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use goodword_core::dialect::{Dialect, Mistake};
use goodword_core::model::Timestamp;
use url::Url;

pub use presets::{PRESETS, preset};
pub use schema::schema;

use session::Session;

/// What requests are shown with where there is no backend.
const NOWHERE: &str = "https://backend.example";

/// Arguments of `goodword check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Dialect to check: a file, or the name of one that comes along
    #[arg(value_name = "DIALECT", required_unless_present = "schema")]
    pub dialect: Option<String>,

    /// Backend to ask: for its topics, for what a search finds, and for the first topic with its replies
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<Url>,

    /// Answer (.json) of an operation, instead of asking for it
    ///
    /// It may be given more than once, for different operations.
    #[arg(long = "sample", value_name = "OP=FILE")]
    pub samples: Vec<Pair>,

    /// What is searched for; a word of the first topic's title where it is not given
    #[arg(long, value_name = "TEXT")]
    pub query: Option<String>,

    /// Value of one of the dialect's variables
    #[arg(long = "var", value_name = "NAME=VALUE")]
    pub vars: Vec<Pair>,

    /// Origin of the page that the panel will be on, which the backend has to allow
    #[arg(long, value_name = "ORIGIN", default_value = "https://page.example")]
    pub origin: String,

    /// Print the JSON Schema of dialects, for editors
    #[arg(long, exclusive = true)]
    pub schema: bool,
}

/// A name and what it is set to.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What stands before the first `=`.
    pub name: String,
    /// What stands after it.
    pub value: String,
}

impl FromStr for Pair {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) =
            text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or("write NAME=VALUE")?;
        Ok(Self { name: name.to_owned(), value: value.to_owned() })
    }
}

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// It is neither a file nor a preset.
    #[error("{name} is no file, and none of the dialects that come along: {}", names())]
    NoDialect {
        /// As given.
        name: String,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// As given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The document cannot be meant so.
    #[error("{name} has {}{}", counted(mistakes.len(), "mistake"), listed(mistakes))]
    Unsound {
        /// As given.
        name: String,
        /// All of them.
        mistakes: Vec<Mistake>,
    },
    /// A variable is set that the document does not have.
    #[error("the dialect has no variable {name}; give --var one of its \"vars\"")]
    NoVariable {
        /// As given.
        name: String,
    },
    /// A sample is for an operation that the document does not have.
    #[error("the dialect has no operation {name}; it has {has}")]
    NoOperation {
        /// As given.
        name: String,
        /// All that it has.
        has: String,
    },
    /// Some operations give nothing.
    #[error("{} of {} gave nothing of use: {}", counted(failed.len(), "operation"), run, failed.join(", "))]
    Failed {
        /// Their names.
        failed: Vec<String>,
        /// How many were run.
        run: usize,
    },
    /// What came out cannot be written.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
}

/// Does what the arguments say, and tells it line by line.
///
/// # Errors
/// The dialect is no such thing, or an operation fails, or gives no row that could be used.
pub fn run(arguments: &CheckArgs, now: Timestamp, out: &mut dyn io::Write) -> Result<(), CheckError> {
    let Some(name) = arguments.dialect.as_deref().filter(|_| !arguments.schema) else {
        return Ok(out.write_all(schema().as_bytes())?);
    };
    let document = read(name)?;
    let mut dialect = Dialect::parse(&document)
        .map_err(|mistakes| CheckError::Unsound { name: name.to_owned(), mistakes })?;
    if let Some(endpoint) = &arguments.endpoint {
        // Templates write the slash themselves.
        dialect.set("base", endpoint.as_str().trim_end_matches('/'));
    } else if dialect.var("base") == Some("") {
        dialect.set("base", NOWHERE);
    }
    for Pair { name, value } in &arguments.vars {
        if !dialect.set(name, value) {
            return Err(CheckError::NoVariable { name: name.clone() });
        }
    }
    if let Some(Pair { name, .. }) = arguments.samples.iter().find(|of| dialect.operation(&of.name).is_none())
    {
        let has = dialect.names().collect::<Vec<_>>().join(", ");
        return Err(CheckError::NoOperation { name: name.clone(), has });
    }
    Session::new(&dialect, arguments, now).run(name, out)
}

/// The document of a preset or of a file.
fn read(name: &str) -> Result<Vec<u8>, CheckError> {
    if let Some(document) = preset(name) {
        return Ok(document.as_bytes().to_vec());
    }
    fs::read(name).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => CheckError::NoDialect { name: name.to_owned() },
        _ => CheckError::Read { path: name.into(), source },
    })
}

fn names() -> String {
    PRESETS.map(|(name, _)| name).join(", ")
}

/// "1 mistake", "2 mistakes".
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A line for each.
fn listed(mistakes: &[Mistake]) -> String {
    mistakes.iter().fold(String::new(), |mut lines, mistake| {
        let _ = write!(lines, "\n  {mistake}");
        lines
    })
}
