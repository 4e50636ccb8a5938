//! Which pages may read and write, as browsers ask for it.

use std::sync::Arc;

use axum::http::header;
use goodword_endpoint::api;
use goodword_endpoint::serve::Options;

use super::visitors::{Visitor, keys, question};
use crate::stage::{RULES, Service, demo};

const SHOP: &str = "https://shop.example";

async fn open(name: &str, origins: &[&str]) -> Service {
    let (database, _) = demo(name).await;
    let service = Some(api::Service { database, identity: Some(Arc::new(keys())), rules: RULES });
    let origins = origins.iter().map(|origin| origin.parse().unwrap()).collect();
    Service::of(Options { service, origins, ..Options::default() })
}

/// Asks as a browser does before it writes.
fn preflight(origin: &'static str) -> [(&'static str, &'static str); 3] {
    [
        ("origin", origin),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization,content-type,idempotency-key"),
    ]
}

#[tokio::test]
async fn a_page_of_a_listed_origin_may_send_what_writing_takes() {
    let service = open("origins-listed", &[SHOP, "https://other.example"]).await;
    let allowed = service.send("OPTIONS", "/api/topics", &preflight(SHOP)).await;
    assert_eq!(allowed.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), SHOP);
    assert_eq!(allowed.header(header::ACCESS_CONTROL_ALLOW_METHODS), "GET,HEAD,POST,PUT,DELETE");
    assert_eq!(
        allowed.header(header::ACCESS_CONTROL_ALLOW_HEADERS),
        "authorization,content-type,idempotency-key,goodword-proof"
    );
    assert_eq!(allowed.header(header::ACCESS_CONTROL_MAX_AGE), "7200");

    for (origin, expect) in [
        (SHOP, SHOP),
        ("https://other.example", "https://other.example"),
        ("https://shop.example.evil.example", ""),
        ("http://shop.example", ""),
        ("https://shop.example:8443", ""),
        ("null", ""),
    ] {
        for path in ["/api/", "/api/topics?limit=1", "/api/none"] {
            let answer = service.send("GET", path, &[("origin", origin)]).await;
            assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), expect, "{origin} {path}");
            let vary = answer.header(header::VARY);
            assert!(vary.split(", ").any(|name| name == "origin"), "{origin} {path}: {vary}");
        }
        let told = service.send("OPTIONS", "/api/topics", &[("origin", origin), preflight("")[1]]).await;
        assert_eq!(told.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), expect, "{origin}");
    }
}

#[tokio::test]
async fn where_no_origin_is_listed_every_page_reads_and_none_of_another_origin_writes() {
    let service = open("origins-none", &[]).await;
    let told = service.send("OPTIONS", "/api/topics", &preflight(SHOP)).await;
    assert_eq!(told.header(header::ACCESS_CONTROL_ALLOW_METHODS), "GET,HEAD");
    let read = service.send("GET", "/api/topics", &[("origin", SHOP)]).await;
    assert_eq!(read.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "*");
}

#[tokio::test]
async fn nothing_goes_by_cookies() {
    for (name, origins) in [("cookies", vec![]), ("cookies-listed", vec![SHOP])] {
        let service = open(name, &origins).await;
        let ada = Visitor::new(&service, "ada");
        let mut answers = vec![ada.post("/api/topics", 1, &question("Does it bake?")).await];
        answers.push(ada.send("PUT", "/api/topics/1/me_too").await);
        for path in ["/api/", "/api/search?q=kettle", "/api/topics", "/api/none", "/healthz"] {
            answers.push(service.send("GET", path, &[("origin", SHOP), ("cookie", "session=1")]).await);
        }
        answers.push(service.send("OPTIONS", "/api/topics", &preflight(SHOP)).await);
        for answer in answers {
            assert_eq!(answer.header(header::SET_COOKIE), "");
            assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), "");
        }
    }
}
