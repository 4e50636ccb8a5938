//! What is answered: files from one folder, the snapshot, the community in a database, and the headers that let any site use both.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::api;
use crate::api::Service;
use crate::cors::{self, Origin};
use crate::encoding::negotiate;
use crate::limits::{self, Gate, Guard};
use crate::metrics::{self, METRICS_PATH, Metrics};
use crate::snapshot::Snapshot;

/// Where the snapshot is served.
pub const SNAPSHOT_PATH: &str = "/community.json";

/// The quality of compressing a file as it is sent, for gzip and Brotli alike: from here on up each step costs
/// much time and saves few bytes.
const COMPRESSION_QUALITY: i32 = 5;

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// What to serve.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder whose files are served. Links in it are followed; nothing else outside of it can be reached.
    pub www: Option<PathBuf>,
    /// Served at [`SNAPSHOT_PATH`], before a file of that name.
    pub snapshot: Option<Snapshot>,
    /// Answered under [`crate::api::ENDPOINT_PATH`].
    pub service: Option<Service>,
    /// The pages that may read and write there; with none, all may read and those of this server's own origin write.
    pub origins: Vec<Origin>,
    /// How much anyone may ask of it.
    pub guard: Guard,
    /// Where the demo signs people in, at an address of its own.
    pub tokens: Option<Router>,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The folder of files cannot be used.
    #[error("cannot serve the folder {}: {source}; give --www a folder that holds the built files", path.display())]
    Folder {
        /// As given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The whole service, without a socket.
///
/// # Errors
/// `www` is no folder, or cannot be read.
pub fn router(options: Options) -> Result<Router, ServeError> {
    let Options { www, snapshot, service, origins, guard, tokens } = options;
    let mut router = match www {
        Some(www) => Router::new().fallback_service(files(www)?),
        None => Router::new().fallback(not_found),
    };
    if let Some(snapshot) = snapshot {
        router = router.route(SNAPSHOT_PATH, get(send_snapshot).with_state(Arc::new(snapshot)));
    }
    if service.is_some() {
        router = router.route(api::OPENAPI_PATH, get(api::send_openapi));
    }
    router = router.layer(cors::files());
    let metrics = Metrics::new();
    let database = service.as_ref().map(|service| service.database.clone());
    router = router.route(METRICS_PATH, get(metrics::show).with_state((metrics.clone(), database)));
    if let Some(tokens) = tokens {
        router = router.merge(tokens);
    }
    if let Some(service) = service {
        let can_write = service.identity.is_some();
        let database = service.database.clone();
        let gate = Gate::new(guard, metrics.clone(), database.clone());
        let api = api::remembering(api::router(service).layer(compression()), database)
            .layer(middleware::from_fn_with_state(gate, limits::pass))
            .layer(cors::api(&origins, can_write));
        router = router.merge(api);
    }
    let always = SetResponseHeaderLayer::overriding;
    Ok(router
        .layer(middleware::from_fn(one_slash))
        .layer(middleware::from_fn(cache))
        .layer(always(header::VARY, cors::vary(&origins)))
        .layer(middleware::from_fn(api::vary_by_reader))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(always(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ))
        .layer(middleware::from_fn_with_state(metrics, metrics::observe)))
}

/// The files of a folder.
fn files(www: PathBuf) -> Result<Router, ServeError> {
    if let Err(source) = std::fs::read_dir(&www) {
        return Err(ServeError::Folder { path: www, source });
    }
    Ok(Router::new()
        .fallback_service(ServeDir::new(www).not_found_service(not_found.into_service()))
        .layer(middleware::map_response(name_type))
        .layer(compression()))
}

fn compression() -> CompressionLayer<impl Predicate> {
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("application/gzip"));
    CompressionLayer::new()
        .quality(CompressionLevel::Precise(COMPRESSION_QUALITY))
        .compress_when(compressible)
}

async fn not_found() -> (StatusCode, &'static str) {
    (StatusCode::NOT_FOUND, "Not found\n")
}

/// Says that text is UTF-8, and gives each script the one type of RFC 9239.
async fn name_type(mut response: Response) -> Response {
    let full = match response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes) {
        Some(b"application/javascript") => Some(HeaderValue::from_static("text/javascript; charset=utf-8")),
        Some(plain) if plain.starts_with(b"text/") || plain == b"image/svg+xml" => {
            let is_bare = !plain.contains(&b';');
            is_bare.then(|| HeaderValue::from_bytes(&[plain, b"; charset=utf-8"].concat()).ok()).flatten()
        }
        _ => None,
    };
    if let Some(full) = full {
        response.headers_mut().insert(header::CONTENT_TYPE, full);
    }
    response
}

/// A path that begins with two slashes would be redirected to the host of that name if a folder bore it too.
async fn one_slash(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("//") {
        return not_found().await.into_response();
    }
    next.run(request).await
}

/// Files whose name changes with their content are kept for ever; about all others the cache asks each time, which
/// costs an answer without a body. An error is never kept: the file may be about to be put there.
async fn cache(request: Request, next: Next) -> Response {
    let hashed = request.uri().path().rsplit('/').next().is_some_and(is_hashed);
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let policy = if hashed && found { FOREVER } else { ASK_FIRST };
    // An answer that is one reader's own has said so.
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(policy);
    response
}

/// `goodword-<12 hex digits>.js` or `.wasm`, or with `goodword-text-`, `goodword-desk-`, `goodword-dialect-` or `goodword-ranking-` in front. The name is asked for in
/// full, because other names may well end in twelve digits, such as a date, without promising anything.
fn is_hashed(name: &str) -> bool {
    name.strip_prefix("goodword-")
        .map(|rest| {
            ["text-", "desk-", "dialect-", "ranking-"]
                .iter()
                .find_map(|part| rest.strip_prefix(part))
                .unwrap_or(rest)
        })
        .and_then(|rest| rest.strip_suffix(".js").or_else(|| rest.strip_suffix(".wasm")))
        .is_some_and(|hash| hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

async fn send_snapshot(State(snapshot): State<Arc<Snapshot>>, request: HeaderMap) -> Response {
    let encoding = negotiate(&joined(&request, header::ACCEPT_ENCODING));
    let etag = snapshot.etag(encoding);
    let known = joined(&request, header::IF_NONE_MATCH);
    // The comparison is the weak one, as RFC 9110 section 13.1.2 asks: a proxy may have weakened the tag.
    let is_known =
        known.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag);
    if is_known {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    let headers = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::ETAG, etag)];
    let mut response = (headers, snapshot.bytes(encoding)).into_response();
    if let Some(name) = encoding.name() {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

/// The values of a header that may come in several lines, as one list; empty where there is none.
fn joined(headers: &HeaderMap, name: HeaderName) -> String {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.collect::<Vec<_>>().join(",")
}
