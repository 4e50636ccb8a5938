//! A database with a community in it, and the service on it. What knows the kind of database is here and in `postgres`.

mod postgres;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use goodword_core::Community;
use goodword_core::model::Timestamp;
use goodword_core::snapshot::{Limits, SnapshotReader};
use goodword_endpoint::api::{self, Moderate, Rules};
use goodword_endpoint::database::Database;
use goodword_endpoint::identity::Keys;
use goodword_endpoint::seed::{Added, import};
use goodword_endpoint::serve::{Options, router};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

/// Whoever the site vouches for is published at once.
pub(crate) const RULES: Rules = Rules { moderate: Moderate::Nobody, guests: false };

/// When rows come to be in a test's database.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

/// Whether these are the tests of `protocol_postgres`.
fn is_on_postgres() -> bool {
    module_path!().starts_with("protocol_postgres")
}

/// A fresh folder for one test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let run = module_path!().split("::").next().unwrap();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(run).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The URL of a fresh database without anything in it.
pub(crate) async fn url(name: &str) -> String {
    if is_on_postgres()
        && let Some(url) = postgres::create(name).await
    {
        return url;
    }
    format!("sqlite:{}", folder(name).join("community.db").display())
}

/// A fresh database without a community.
pub(crate) async fn empty(name: &str) -> Database {
    Database::open(&url(name).await).await.unwrap()
}

/// Puts a snapshot's file into the database.
pub(crate) async fn put_file(database: &Database, file: &Path) -> Added {
    import(database, file, NOW).await.unwrap()
}

/// Puts a snapshot into the database.
pub(crate) async fn put(database: &Database, name: &str, snapshot: &str) -> Added {
    let file = folder(&format!("{name}-source")).join("community.json");
    fs::write(&file, snapshot).unwrap();
    put_file(database, &file).await
}

/// A fresh database with the demo's community, and the service on it.
pub(crate) async fn demo(name: &str) -> (Database, Service) {
    let database = empty(name).await;
    put_file(&database, &demo_file()).await;
    let service = Service::on(&database);
    (database, service)
}

pub(crate) fn demo_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/demo/community.json")
}

/// A file of the shared test data beside the repository. Where there is none, says so and gives `None`; under
/// `CI=true` that is a failure.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.is_file() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{} is missing", path.display());
    println!("skipped, since {} is missing", path.display());
    None
}

/// Reads a document as the widget does; nothing of it may be skipped.
pub(crate) fn community(bytes: &[u8]) -> Community {
    let mut reader = SnapshotReader::new(Limits::default());
    reader.feed(bytes);
    let mut community = Community::default();
    while let Some(row) = reader.next_row().unwrap() {
        community.add(row);
    }
    reader.finish().unwrap();
    assert_eq!(community.skipped(), []);
    community.index_all();
    community
}

/// The service, without a socket.
pub(crate) struct Service(Router);

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The header as text; empty where there is none.
    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Service {
    /// The service on a database alone.
    pub(crate) fn on(database: &Database) -> Self {
        Self::with(database, None)
    }

    /// The service on a database into which whoever these keys vouch for can write, and is published at once.
    pub(crate) fn with(database: &Database, identity: Option<Keys>) -> Self {
        Self::ruled(database, identity, RULES)
    }

    /// The service under these rules.
    pub(crate) fn ruled(database: &Database, identity: Option<Keys>, rules: Rules) -> Self {
        let service = api::Service { database: database.clone(), identity: identity.map(Arc::new), rules };
        Self(router(Options { service: Some(service), ..Options::default() }).unwrap())
    }

    /// The service as it is run with these options.
    pub(crate) fn of(options: Options) -> Self {
        Self(router(options).unwrap())
    }

    /// The service as it is tried out, with a key of its own.
    pub(crate) fn trying(database: &Database, keys: Arc<Keys>, rules: Rules) -> Self {
        let tokens = Some(goodword_endpoint::demo::router(keys.clone()));
        let service = Some(api::Service { database: database.clone(), identity: Some(keys), rules });
        Self(router(Options { service, tokens, ..Options::default() }).unwrap())
    }

    /// Sends a request without a body.
    pub(crate) async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send_with(method, path, headers, Vec::new()).await
    }

    /// Sends a request.
    pub(crate) async fn send_with(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.call(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a request as it is.
    pub(crate) async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.0.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The JSON that a GET gives, which must succeed.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let answer = self.send("GET", path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// All rows of a list from `path` on, and how many pages they took.
    pub(crate) async fn walk(&self, path: &str) -> (Vec<Value>, usize) {
        let (mut path, mut rows, mut pages) = (path.to_owned(), Vec::new(), 0);
        loop {
            let page = self.get(&path).await;
            rows.extend(page["data"].as_array().unwrap().iter().cloned());
            pages += 1;
            let Some(next) = page["next"].as_str() else { return (rows, pages) };
            path = resolve(&path, next);
        }
    }
}

/// What `next` names, relative to the address it stood at.
pub(crate) fn resolve(path: &str, next: &str) -> String {
    let path = path.split('?').next().unwrap();
    if next.starts_with('?') {
        format!("{path}{next}")
    } else {
        format!("{}/{next}", path.rsplit_once('/').unwrap().0)
    }
}

/// The ids of rows.
pub(crate) fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}
