//! A community's file: what is said of it, what is refused, and how it is sent.

use std::fs;
use std::io::Write;

use axum::http::{StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use goodword_endpoint::encoding::Encoding;
use goodword_endpoint::snapshot::{Snapshot, SnapshotFileError};

use crate::common::{SNAPSHOT, decode, fetch, folder, send, with_snapshot};

fn read(name: &str, bytes: &[u8]) -> Result<Snapshot, SnapshotFileError> {
    let path = folder(name).join("community.json");
    fs::write(&path, bytes).unwrap();
    Snapshot::read(&path)
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn what_was_read_and_what_was_skipped_is_told() {
    let summary = read("summary", SNAPSHOT.as_bytes()).unwrap().summary;
    assert_eq!((summary.topics, summary.people, summary.recommendations), (2, 1, 1));
    let paths: Vec<_> = summary.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
    assert_eq!(paths, ["topics[1]"]);
    let shown = summary.to_string();
    assert!(shown.starts_with("2 topics, 1 people, 1 recommendations\n  skipped topics[1]: "), "{shown}");
}

#[test]
fn a_gzip_file_is_the_same_snapshot() {
    let plain = read("gzip-plain", SNAPSHOT.as_bytes()).unwrap();
    let packed = read("gzip-packed", &gzip(SNAPSHOT.as_bytes())).unwrap();
    let encoding = Encoding::Identity;
    assert_eq!(packed.summary, plain.summary);
    assert_eq!(packed.bytes(encoding), SNAPSHOT);
    assert_eq!(packed.etag(encoding), plain.etag(encoding));
}

#[test]
fn a_file_that_is_no_snapshot_is_refused_by_name_and_reason() {
    let cut = &SNAPSHOT.as_bytes()[..SNAPSHOT.len() / 2];
    let packed = gzip(SNAPSHOT.as_bytes());
    let endless = gzip(&vec![b' '; 40 * 1024 * 1024]);
    for (name, bytes, reason) in [
        ("html", &b"<!doctype html><p>Sorry"[..], "not a JSON object"),
        ("empty", b"", ""),
        ("cut", cut, "truncated"),
        ("version", br#"{"goodword": 2, "topics": []}"#, "version 2"),
        ("other", br#"{"posts": []}"#, "\"goodword\": 1 is missing"),
        ("cut-gzip", &packed[..packed.len() / 2], ""),
        ("endless", &endless, "larger than"),
    ] {
        let error = read(&format!("refused-{name}"), bytes).unwrap_err().to_string();
        assert!(error.contains(&format!("refused-{name}")) && error.contains(reason), "{name}: {error}");
    }
}

#[test]
fn what_people_confided_is_not_served() {
    let error = read("private.json", br#"{"goodword":1,"topics":[],"private":{"friends":[]}}"#).unwrap_err();
    assert!(matches!(error, SnapshotFileError::Private { .. }), "{error}");
    assert!(error.to_string().contains("without --with-private"), "{error}");
    read("public.json", br#"{"goodword":1,"topics":[{"id":1,"title":"private","private":true}]}"#).unwrap();
}

#[test]
fn a_file_that_is_not_there_is_named_with_the_option() {
    let error = Snapshot::read(&folder("no-file").join("none.json")).unwrap_err().to_string();
    assert!(error.contains("none.json") && error.contains("--snapshot"), "{error}");
}

#[tokio::test]
async fn the_snapshot_is_sent_in_each_encoding_with_a_tag_of_its_own() {
    let router = with_snapshot("encodings");
    let mut tags = Vec::new();
    for (accept, expect) in [("", ""), ("gzip, deflate", "gzip"), ("gzip, deflate, br", "br")] {
        let answer = fetch(&router, "/community.json", &[(header::ACCEPT_ENCODING, accept)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header(header::CONTENT_ENCODING), expect);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/json");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-cache");
        assert_eq!(answer.header(header::VARY), "accept-encoding");
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
        assert_eq!(answer.header(header::CONTENT_LENGTH), answer.body.len().to_string());
        assert!(decode(&answer.body, expect) == SNAPSHOT.as_bytes(), "{expect}");
        tags.push(answer.header(header::ETAG));
    }
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.ends_with('"')), "{tags:?}");
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
}

#[tokio::test]
async fn a_snapshot_that_the_client_has_is_not_sent_again() {
    let router = with_snapshot("tags");
    let br = (header::ACCEPT_ENCODING, "br");
    let tag = fetch(&router, "/community.json", std::slice::from_ref(&br)).await.header(header::ETAG);
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".into()] {
        let answer = fetch(&router, "/community.json", &[br.clone(), (header::IF_NONE_MATCH, &known)]).await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{known}");
        assert_eq!(answer.header(header::ETAG), tag, "{known}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-cache", "{known}");
        assert!(answer.body.is_empty(), "{known}");
    }
    for (name, accept, known) in [("other tag", "br", "\"other\""), ("other encoding", "gzip", tag.as_str())]
    {
        let asked = [(header::ACCEPT_ENCODING, accept), (header::IF_NONE_MATCH, known)];
        assert_eq!(fetch(&router, "/community.json", &asked).await.status, StatusCode::OK, "{name}");
    }
}

#[tokio::test]
async fn the_snapshot_is_only_read() {
    let router = with_snapshot("snapshot-methods");
    let posted = send(&router, "POST", "/community.json", &[]).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    let head = send(&router, "HEAD", "/community.json", &[]).await;
    assert_eq!(head.header(header::CONTENT_LENGTH), SNAPSHOT.len().to_string());
    assert!(head.body.is_empty());
}
