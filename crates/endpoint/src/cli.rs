//! The `goodword` command: its arguments, listening, and stopping.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use clap::{Args, Parser, Subcommand};
use tokio::net::TcpListener;

use crate::serve::{Options, SNAPSHOT_PATH, ServeError, router};
use crate::snapshot::{Snapshot, SnapshotFileError};

/// How long answers that are under way may still take once the process was told to stop.
const GRACE: Duration = Duration::from_secs(3);

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
}

/// Arguments of `goodword serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Folder whose files are served
    #[arg(long, value_name = "DIR")]
    pub www: PathBuf,

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

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The snapshot cannot be served.
    #[error(transparent)]
    Snapshot(#[from] SnapshotFileError),
    /// The files cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The address cannot be listened on.
    #[error("cannot listen on {host}:{port}: {source}; {}", advice(.source))]
    Listen {
        /// As given.
        host: String,
        /// As given.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The system refuses what any server needs: threads, signals, its own socket.
    #[error("cannot run: {0}")]
    System(#[from] io::Error),
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => "give another --port, or --port 0 for a free one",
        io::ErrorKind::PermissionDenied => "give a --port from 1024 upwards",
        _ => "give --host an address of this machine, such as 127.0.0.1",
    }
}

/// Does what the arguments say, and returns when it was told to stop.
///
/// # Errors
/// It could not start, or the system took away what it needs.
pub fn run(cli: Cli) -> Result<(), RunError> {
    let Command::Serve(ServeArgs { www, snapshot, port, host }) = cli.command;
    let snapshot = snapshot.as_deref().map(Snapshot::read).transpose()?;
    if let Some(snapshot) = &snapshot {
        eprintln!("goodword: {SNAPSHOT_PATH} holds {}", snapshot.summary);
    }
    let router = router(Options { www, snapshot })?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(listen(router, host, port))
}

async fn listen(router: Router, host: String, port: u16) -> Result<(), RunError> {
    let listener = match TcpListener::bind((host.as_str(), port)).await {
        Ok(listener) => listener,
        Err(source) => return Err(RunError::Listen { host, port, source }),
    };
    // Both wait for the signals from before the line is printed: whoever reads it may send one at once.
    let asked = stop_signal()?;
    let overdue = stop_signal()?;

    // A closed standard output is no reason to stop serving.
    let _ = writeln!(io::stdout(), "goodword: serving http://{}/", listener.local_addr()?);

    let serving = axum::serve(listener, router).with_graceful_shutdown(asked).into_future();
    let overdue = async {
        overdue.await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        done = serving => done?,
        () = overdue => {}
    }
    Ok(())
}

/// Waits for SIGINT or SIGTERM, from the moment of the call on and not only from the first poll.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(windows)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
