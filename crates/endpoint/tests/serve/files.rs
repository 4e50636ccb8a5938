//! What is answered for files: types, caching, encodings, other origins, and what must not be reached.

use axum::http::{StatusCode, header};
use goodword_endpoint::serve::{Options, router};

use crate::common::{decode, fetch, files, folder, send};

const FOREVER: &str = "public, max-age=31536000, immutable";

#[tokio::test]
async fn each_file_has_its_type() {
    let router = files("types");
    for (path, expect) in [
        ("/goodword.js", "text/javascript; charset=utf-8"),
        ("/module.mjs", "text/javascript; charset=utf-8"),
        ("/goodword-0123456789ab.wasm", "application/wasm"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/data.json", "application/json"),
        ("/page.html", "text/html; charset=utf-8"),
        ("/photo.png", "image/png"),
        ("/demo/", "text/html; charset=utf-8"),
    ] {
        let answer = fetch(&router, path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header(header::CONTENT_TYPE), expect, "{path}");
    }
}

#[tokio::test]
async fn only_files_with_a_hashed_name_are_kept_for_ever() {
    let router = files("caching");
    for (path, expect) in [
        ("/goodword-0123456789ab.js", FOREVER),
        ("/goodword-0123456789ab.wasm", FOREVER),
        ("/goodword-0123456789ab.wasm?v=2", FOREVER),
        ("/goodword-text-0123456789ab.js", FOREVER),
        ("/goodword-text-0123456789ab.wasm", FOREVER),
        ("/goodword-desk-0123456789ab.wasm", FOREVER),
        ("/goodword-ranking-0123456789ab.wasm", FOREVER),
        ("/goodword-0123456789.js", "no-cache"),
        ("/goodword-other-0123456789ab.js", "no-cache"),
        ("/report-202605010900.js", "no-cache"),
        ("/goodword.js", "no-cache"),
        ("/demo/", "no-cache"),
        ("/demo", "no-cache"),
        ("/goodword-ffffffffffff.js", "no-cache"),
    ] {
        assert_eq!(fetch(&router, path, &[]).await.header(header::CACHE_CONTROL), expect, "{path}");
    }
    assert_eq!(fetch(&router, "/goodword-ffffffffffff.js", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() {
    let router = files("conditional");
    for path in ["/goodword.js", "/goodword-0123456789ab.js"] {
        let first = fetch(&router, path, &[]).await;
        let since = first.header(header::LAST_MODIFIED);
        let second = fetch(&router, path, &[(header::IF_MODIFIED_SINCE, &since)]).await;
        assert_eq!(second.status, StatusCode::NOT_MODIFIED);
        assert!(second.body.is_empty());
        assert_eq!(second.header(header::CACHE_CONTROL), first.header(header::CACHE_CONTROL));

        let long_ago = [(header::IF_MODIFIED_SINCE, "Thu, 01 Jan 1970 00:00:00 GMT")];
        assert_eq!(fetch(&router, path, &long_ago).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn text_and_wasm_are_compressed_as_the_client_asks() {
    let router = files("compression");
    let plain = fetch(&router, "/goodword.js", &[]).await;
    assert_eq!(plain.header(header::CONTENT_ENCODING), "");

    for path in ["/goodword.js", "/goodword-0123456789ab.wasm", "/data.json", "/icon.svg", "/demo/"] {
        for (accept, expect) in
            [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")]
        {
            let answer = fetch(&router, path, &[(header::ACCEPT_ENCODING, accept)]).await;
            assert_eq!(answer.header(header::CONTENT_ENCODING), expect, "{path} {accept}");
            assert_eq!(answer.header(header::VARY), "accept-encoding", "{path} {accept}");
            assert!(answer.body.len() < plain.body.len() / 10, "{path} {accept}");
            assert!(decode(&answer.body, expect) == plain.body, "{path} {accept}");
        }
    }
}

#[tokio::test]
async fn what_is_compressed_already_is_sent_as_it_is() {
    let router = files("compressed-already");
    for path in ["/photo.png", "/packed.json.gz"] {
        let answer = fetch(&router, path, &[(header::ACCEPT_ENCODING, "br, gzip")]).await;
        assert_eq!(answer.header(header::CONTENT_ENCODING), "", "{path}");
    }
}

#[tokio::test]
async fn a_part_of_a_file_can_be_asked_for() {
    let router = files("ranges");
    let asked = [(header::RANGE, "bytes=3-10"), (header::ACCEPT_ENCODING, "br")];
    let answer = fetch(&router, "/goodword.js", &asked).await;
    assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(answer.header(header::CONTENT_RANGE), "bytes 3-10/7600");
    assert_eq!(answer.body, b"the same");
    assert_eq!(
        fetch(&router, "/goodword.js", &[(header::RANGE, "bytes=9000-")]).await.status,
        StatusCode::RANGE_NOT_SATISFIABLE
    );
}

#[tokio::test]
async fn every_answer_may_be_used_by_every_origin() {
    let router = files("origins");
    for (path, status) in [("/goodword.js", StatusCode::OK), ("/none.js", StatusCode::NOT_FOUND)] {
        let answer = fetch(&router, path, &[(header::ORIGIN, "https://shop.example")]).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*", "{path}");
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), "", "{path}");
        assert_eq!(answer.headers["cross-origin-resource-policy"], "cross-origin", "{path}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(answer.header(header::VARY), "accept-encoding", "{path}");
    }
}

#[tokio::test]
async fn a_preflight_is_allowed_to_read_and_nothing_else() {
    let asked = [
        (header::ORIGIN, "https://shop.example"),
        (header::ACCESS_CONTROL_REQUEST_METHOD, "GET"),
        (header::ACCESS_CONTROL_REQUEST_HEADERS, "range"),
    ];
    let answer = send(&files("preflight"), "OPTIONS", "/goodword.js", &asked).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_METHODS), "GET,HEAD");
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_HEADERS), "*");
}

#[tokio::test]
async fn a_folder_is_its_index_or_nothing() {
    let router = files("folders");
    let slashless = fetch(&router, "/demo", &[]).await;
    assert_eq!(slashless.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(slashless.header(header::LOCATION), "/demo/");
    for path in ["/", "/empty/", "/none", "//demo"] {
        let answer = fetch(&router, path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "text/plain; charset=utf-8", "{path}");
        assert_eq!(answer.body, b"Not found\n", "{path}");
    }
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_reached() {
    let www = folder("outside");
    assert!(www.join("../secret.txt").exists());
    let absolute = www.with_file_name("secret.txt");
    let router = router(Options { www: Some(www), ..Options::default() }).unwrap();
    for path in [
        "/../secret.txt",
        "/demo/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/demo/%00/../../secret.txt",
        "/goodword.js%00.txt",
        "/%ff",
        absolute.to_str().unwrap(),
        &format!("/{}", absolute.to_str().unwrap().replace('/', "%2f")),
    ] {
        let answer = fetch(&router, path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.body, b"Not found\n", "{path}");
    }
}

#[tokio::test]
async fn files_are_only_read() {
    let router = files("methods");
    for method in ["POST", "PUT", "DELETE"] {
        let answer = send(&router, method, "/goodword.js", &[]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    let head = send(&router, "HEAD", "/goodword.js", &[]).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.header(header::CONTENT_LENGTH), "7600");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let www = folder("no-folder").join("none");
    let error = router(Options { www: Some(www.clone()), ..Options::default() }).unwrap_err().to_string();
    assert!(error.contains(www.to_str().unwrap()) && error.contains("--www"), "{error}");
}
