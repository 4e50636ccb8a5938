//! A `PostgreSQL` for this run of the tests, and fresh databases in it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::{Connection, Executor, PgConnection};

/// It stops once this process has ended, because then its standard input ends.
struct Cluster {
    socket_folder: String,
    _process: Child,
}

/// A database that is empty, under a name of its own; `None` where there is no `PostgreSQL`, which under `CI=true` is a failure.
pub(super) async fn create(name: &str) -> Option<String> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder = &CLUSTER.get_or_init(start).as_ref()?.socket_folder;
    let address = |database: &str| format!("postgres://postgres@localhost/{database}?host={folder}");
    let database = format!("{name}-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&address("postgres")).await.unwrap();
    connection.execute(format!("CREATE DATABASE \"{database}\"").as_str()).await.unwrap();
    connection.close().await.unwrap();
    Some(address(&database))
}

fn start() -> Option<Cluster> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pkg-scripts/postgres");
    let mut command = Command::new(script);
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let cluster = spawned.ok().and_then(|mut process| {
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let socket_folder = line.trim().to_owned();
        (!socket_folder.is_empty()).then_some(Cluster { socket_folder, _process: process })
    });
    if cluster.is_none() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "there is no PostgreSQL");
        // Not by a macro, whose words the runner keeps to itself when tests pass.
        let told = "skipped on PostgreSQL, which is not there: these tests run on SQLite once more\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
    }
    cluster
}
