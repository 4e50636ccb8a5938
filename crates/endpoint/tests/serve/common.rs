//! A folder of files to serve, and the answers of a router without a socket.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header::HeaderName};
use goodword_endpoint::serve::{Options, router};
use goodword_endpoint::snapshot::Snapshot;
use http_body_util::BodyExt;
use tower::ServiceExt;

/// A readable snapshot with one topic that is skipped, `topics[1]`, for it has no title.
pub(crate) const SNAPSHOT: &str = r#"{"goodword": 1, "name": "Juniper Kettles",
  "topics": [{"id": "1", "title": "How is the kettle descaled?"}, {"id": "2"}, {"id": 3, "title": "Grüße"}],
  "people": [{"id": "p1", "name": "Mira"}],
  "recommendations": [{"id": "r1", "person": "p1", "subject": "k2", "verb": "loves", "text": "It sings."}]}"#;

/// A fresh folder `NAME/www` of files of each type, with a file beside it that must not be reached.
pub(crate) fn folder(name: &str) -> PathBuf {
    let around = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let www = around.join("www");
    if around.exists() {
        fs::remove_dir_all(&around).unwrap();
    }
    fs::create_dir_all(www.join("demo")).unwrap();
    fs::create_dir_all(www.join("empty")).unwrap();
    fs::write(around.join("secret.txt"), "secret").unwrap();
    let long = "/* the same words, again and again */\n".repeat(200);
    for name in [
        "goodword.js",
        "module.mjs",
        "goodword-0123456789ab.js",
        "goodword-0123456789ab.wasm",
        "goodword-text-0123456789ab.js",
        "goodword-text-0123456789ab.wasm",
        "goodword-desk-0123456789ab.wasm",
        "goodword-ranking-0123456789ab.wasm",
        "goodword-other-0123456789ab.js",
        "goodword-0123456789.js",
        "report-202605010900.js",
        "style.css",
        "icon.svg",
        "data.json",
        "page.html",
        "photo.png",
        "packed.json.gz",
        "demo/index.html",
    ] {
        fs::write(www.join(name), &long).unwrap();
    }
    www
}

/// A service of [`folder`] without a snapshot.
pub(crate) fn files(name: &str) -> Router {
    router(Options { www: Some(folder(name)), ..Options::default() }).unwrap()
}

/// A service of [`folder`] with [`SNAPSHOT`].
pub(crate) fn with_snapshot(name: &str) -> Router {
    let www = folder(name);
    let path = www.with_file_name("community.json");
    fs::write(&path, SNAPSHOT).unwrap();
    let snapshot = Snapshot::read(&path).unwrap();
    router(Options { www: Some(www), snapshot: Some(snapshot), ..Options::default() }).unwrap()
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The header's values as one list; empty where there is none.
    pub(crate) fn header(&self, name: impl Into<HeaderName>) -> String {
        let values = self.headers.get_all(name.into()).iter().map(|value| value.to_str().unwrap());
        values.collect::<Vec<_>>().join(", ")
    }
}

/// Sends a request with the given headers.
pub(crate) async fn send(
    router: &Router,
    method: &str,
    path: &str,
    headers: &[(HeaderName, &str)],
) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

/// Sends a GET with the given headers.
pub(crate) async fn fetch(router: &Router, path: &str, headers: &[(HeaderName, &str)]) -> Answer {
    send(router, "GET", path, headers).await
}

/// What a body was before it was encoded; `encoding` is the value of `Content-Encoding`, empty for none.
pub(crate) fn decode(body: &[u8], encoding: &str) -> Vec<u8> {
    let mut plain = Vec::new();
    match encoding {
        "br" => brotli::BrotliDecompress(&mut &body[..], &mut plain).unwrap(),
        "gzip" => drop(flate2::read::GzDecoder::new(body).read_to_end(&mut plain).unwrap()),
        _ => plain.extend_from_slice(body),
    }
    plain
}
