//! The `goodword` command: its arguments, and what they lead to.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, Parser, Subcommand, ValueEnum};
use goodword_core::model::Timestamp;

use crate::api::{Moderate, Rules, Service};
use crate::check::{self, CheckArgs, CheckError};
use crate::cors::Origin;
use crate::database::{Database, DatabaseError, shown};
use crate::demo;
use crate::export::{self, Extent};
use crate::getsatisfaction;
use crate::identity::{IdentityError, Keys, KeysError, KeysFileError, Role};
use crate::limits::GuardArgs;
use crate::listen::{ListenError, listen};
use crate::log::{self, Log};
use crate::person::{self, PersonCommand, PersonError};
use crate::prebuilt::{self, IndexArgs, PrebuiltError};
use crate::seed::{self, SeedError};
use crate::serve::{Options, SNAPSHOT_PATH, ServeError, router};
use crate::snapshot::{Snapshot, SnapshotFileError};

/// Goodword: a panel of answers and of friends' words for any website.
#[derive(Debug, Parser)]
#[command(name = "goodword", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the command can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve a folder of files, and optionally a community, to pages of any origin
    ///
    /// Prints one line with its address to the standard output once it listens; everything else it has to say goes
    /// to the standard error. SIGINT and SIGTERM stop it.
    Serve(ServeArgs),

    /// Put the rows of a snapshot, or of Get Satisfaction's lists, into a database
    ///
    /// Rows whose id is there already stay as they are. It says what was added, and what was left out and why.
    Import(ImportArgs),

    /// Write the community of a database as a snapshot
    Export(ExportArgs),

    /// Make an index of a snapshot, with which a panel opens a large community without reading all of it
    Index(IndexArgs),

    /// Say what a dialect makes of a backend's answers
    ///
    /// A dialect is a document that says how a backend is asked, and where in its answers everything stands; www/dialects/README.md
    /// has the language. All mistakes in it are told. Then its operations are run over samples, or over a backend, of which it
    /// only reads, and what came out is told field by field.
    Check(CheckArgs),

    /// Read out, or take out, what is kept about one person
    #[command(subcommand)]
    Person(PersonCommand),

    /// Print a token for trying things out, good for five minutes
    ///
    /// The file must hold a key whose alg is HS256. Sites sign their own tokens; the README says how.
    Token(TokenArgs),
}

/// Arguments of `goodword serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Folder whose files are served
    #[arg(long, value_name = "DIR", required_unless_present = "database")]
    pub www: Option<PathBuf>,

    /// Database of the community to serve at /api/, as `sqlite:FILE` or `postgres://USER@HOST/NAME`
    ///
    /// The file is made where it is not there; a database of `PostgreSQL` has to be. Its tables are brought up to date.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,

    /// Snapshot (.json or .json.gz) to put into the database, if that holds no community yet
    #[arg(long, value_name = "FILE", requires = "database")]
    pub seed: Option<PathBuf>,

    /// File (.toml) that says whose tokens are believed; without it nobody can write
    #[arg(long, value_name = "FILE", requires = "database")]
    pub identity: Option<PathBuf>,

    /// Origin whose pages may read and write the community, such as `https://shop.example`
    ///
    /// It may be given more than once. Without it, pages of every origin may read, and only those of this server's own origin may write.
    #[arg(long = "allow-origin", value_name = "ORIGIN", requires = "database")]
    pub origins: Vec<Origin>,

    /// How it is guarded.
    #[command(flatten)]
    pub guard: GuardArgs,

    /// How the log is written to the standard error
    #[arg(long, value_enum, value_name = "HOW", default_value_t)]
    pub log: Log,

    /// Try it out: sign anyone in at /demo/token?as=ana, ben, eve (employee) or mo (moderator)
    ///
    /// The key is made anew at each start. It listens on this machine alone.
    #[arg(long, requires = "database", conflicts_with = "identity")]
    pub demo: bool,

    /// Whose posts wait for a moderator before others see them
    #[arg(long, value_enum, value_name = "WHOM", default_value_t, requires = "database")]
    pub moderate: Moderate,

    /// Let guests ask with a name and an email address, without the site vouching for them
    #[arg(long, requires = "database")]
    pub guests: bool,

    /// Community (.json or .json.gz) to serve at /community.json
    ///
    /// It is read once, at the start, and refused if it is no snapshot; rows that cannot be used are listed and the
    /// file is served all the same. Start again to serve a changed file. It goes before a file of that name in the
    /// folder.
    #[arg(long, value_name = "FILE")]
    pub snapshot: Option<PathBuf>,

    /// Port to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub port: u16,

    /// Address to listen on; 0.0.0.0 is every network this machine is in
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub host: String,
}

/// Arguments of `goodword import`.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Database to put it into, as `sqlite:FILE` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "URL")]
    pub database: String,

    /// What the files are
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,

    /// Files (.json or .json.gz); those of one Get Satisfaction community belong together
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

/// What `goodword import` can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A snapshot.
    #[default]
    Snapshot,
    /// Lists of topics, replies and people, as Get Satisfaction's API gave them.
    Getsatisfaction,
}

/// Arguments of `goodword export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// Database to read, as `sqlite:FILE` or `postgres://USER@HOST/NAME`
    #[arg(long, value_name = "URL")]
    pub database: String,

    /// Also write the recommendations that are for friends or for their author alone: for moving, not for publishing
    #[arg(long)]
    pub with_private: bool,

    /// File to write; the standard output where none is given
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Arguments of `goodword token`.
#[derive(Args, Debug)]
pub struct TokenArgs {
    /// File (.toml) that says whose tokens are believed
    #[arg(long, value_name = "FILE")]
    pub identity: PathBuf,

    /// The person's id
    #[arg(long, value_name = "ID")]
    pub person: String,

    /// What the person is called
    #[arg(long)]
    pub name: String,

    /// visitor, champion, employee or moderator
    #[arg(long, default_value = "visitor", value_parser = ["visitor", "champion", "employee", "moderator"])]
    pub role: String,
}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The snapshot cannot be served.
    #[error(transparent)]
    Snapshot(#[from] SnapshotFileError),
    /// The files cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Nothing can be done about that person.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The file of keys cannot be used.
    #[error(transparent)]
    Identity(#[from] KeysFileError),
    /// The file of keys holds nothing to sign with.
    #[error("{} holds no key whose alg is HS256, and a public key signs nothing", path.display())]
    NoSecret {
        /// As given.
        path: PathBuf,
    },
    /// The token would not be believed.
    #[error("cannot sign such a token: {0}")]
    Token(#[from] IdentityError),
    /// The demo's key cannot be made.
    #[error("cannot make a key: {0}")]
    DemoKey(#[from] KeysError),
    /// The demo would be open to others.
    #[error(
        "--demo lets anyone be anyone, so it listens on this machine alone: give --host 127.0.0.1, not {host}"
    )]
    DemoHost {
        /// As given.
        host: String,
    },
    /// A snapshot cannot be put into the database.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// The index cannot be made.
    #[error(transparent)]
    Prebuilt(#[from] PrebuiltError),
    /// The dialect, or what it makes of the answers, is of no use.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// The snapshot cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// As given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It cannot be served on the network.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The system refuses what any server needs: threads, signals, its own socket.
    #[error("cannot run: {0}")]
    System(#[from] io::Error),
}

/// Does what the arguments say, and returns when it was told to stop.
///
/// # Errors
/// It could not start, or the system took away what it needs.
pub fn run(cli: Cli) -> Result<(), RunError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match cli.command {
        Command::Serve(arguments) => runtime.block_on(serve(arguments)),
        Command::Import(arguments) => runtime.block_on(import(arguments)),
        Command::Export(arguments) => runtime.block_on(export(arguments)),
        Command::Index(arguments) => {
            eprintln!("goodword: {}", prebuilt::run(&arguments)?);
            Ok(())
        }
        Command::Check(arguments) => Ok(check::run(&arguments, now(), &mut io::stdout())?),
        Command::Person(command) => Ok(runtime.block_on(person::run(command, now()))?),
        Command::Token(arguments) => token(&arguments),
    }
}

async fn serve(arguments: ServeArgs) -> Result<(), RunError> {
    let ServeArgs {
        www,
        database,
        seed,
        identity,
        demo,
        moderate,
        guests,
        origins,
        guard,
        log,
        snapshot,
        port,
        host,
    } = arguments;
    let _log = log::start(log);
    let rules = Rules { moderate, guests };
    if demo && !demo::is_loopback(&host) {
        return Err(RunError::DemoHost { host });
    }
    let identity =
        if demo { Some(demo::keys()?) } else { identity.as_deref().map(Keys::read).transpose()? };
    let identity = identity.map(Arc::new);
    let tokens = identity.clone().filter(|_| demo).map(demo::router);
    let snapshot = snapshot.as_deref().map(Snapshot::read).transpose()?;
    if let Some(snapshot) = &snapshot {
        eprintln!("goodword: {SNAPSHOT_PATH} holds {}", snapshot.summary);
    }
    let database = match database {
        Some(url) => Some(open(&url, seed.as_deref(), demo).await?),
        None => None,
    };
    let service = database.clone().map(|database| Service { database, identity, rules });
    let router = router(Options { www, snapshot, service, tokens, origins, guard: guard.guard() })?;
    let served = listen(router, host, port).await;
    if let Some(database) = database {
        database.close().await;
    }
    Ok(served?)
}

/// Prints a token, once it is sure that it would be believed.
fn token(TokenArgs { identity, person, name, role }: &TokenArgs) -> Result<(), RunError> {
    let keys = Keys::read(identity)?;
    let (now, role) = (SystemTime::now(), Role::from_name(role));
    let token =
        keys.sign(person, name, role, now).ok_or_else(|| RunError::NoSecret { path: identity.clone() })?;
    keys.verify(&token, now)?;
    writeln!(io::stdout(), "{token}")?;
    Ok(())
}

/// Opens the database, and seeds it where it holds nothing yet, for the demo with its people.
async fn open(url: &str, seed: Option<&Path>, demo: bool) -> Result<Database, RunError> {
    let database = Database::open(url).await?;
    let url = shown(url);
    match seed {
        Some(file) if database.is_empty().await? => {
            let added = seed::import(&database, file, now()).await?;
            eprintln!("goodword: {url} was seeded with {added}");
            if demo {
                demo::move_in(&database, now()).await?;
            }
        }
        Some(file) => eprintln!("goodword: {url} holds a community already; {} is not used", file.display()),
        None => {}
    }
    Ok(database)
}

async fn import(ImportArgs { database, format, files }: ImportArgs) -> Result<(), RunError> {
    let database = Database::open(&database).await?;
    match format {
        Format::Snapshot => {
            for file in &files {
                let added = seed::import(&database, file, now()).await?;
                eprintln!("goodword: added {added}");
            }
        }
        Format::Getsatisfaction => {
            let added = getsatisfaction::import(&database, &files, now()).await?;
            eprintln!("goodword: added {added}");
        }
    }
    database.close().await;
    Ok(())
}

async fn export(arguments: ExportArgs) -> Result<(), RunError> {
    let ExportArgs { database, with_private, file } = arguments;
    let database = Database::open(&database).await?;
    let extent = if with_private { Extent::WithPrivate } else { Extent::Public };
    match file {
        None => export::export(&database, extent, BufWriter::new(io::stdout())).await?,
        Some(path) => {
            // A file of that name holds a whole snapshot at every moment: the one of before, or this one.
            let mut partial = path.clone().into_os_string();
            partial.push(".partial");
            let failed = |source| RunError::Write { path: path.clone(), source };
            let to = File::create(&partial).map_err(failed)?;
            export::export(&database, extent, BufWriter::new(to)).await?;
            fs::rename(&partial, &path).map_err(failed)?;
        }
    }
    database.close().await;
    Ok(())
}

fn now() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
}
