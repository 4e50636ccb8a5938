//! People at the panel, whom the site vouches for.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use goodword_endpoint::api::{Moderate, Rules};
use goodword_endpoint::database::Database;
use goodword_endpoint::identity::Keys;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::stage::{Answer, Service, demo};

const SECRET: &[u8] = b"thirty-two bytes of nothing much";
pub(crate) const KEY: &str = "0190f5fe-7c00-7a00-8000-0000000000";

pub(crate) fn keys() -> Keys {
    let secret = URL_SAFE_NO_PAD.encode(SECRET);
    let site = "issuer = \"https://brand.example\"\naudience = \"goodword\"\n";
    Keys::parse(&format!("{site}[[keys]]\nkid = \"a\"\nalg = \"HS256\"\nkey = \"{secret}\"\n")).unwrap()
}

/// A token of the site's for this person, good until so many seconds from now.
pub(crate) fn token(person: &str, role: &str, until: i64) -> String {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap();
    let claims = json!({
        "iss": "https://brand.example", "aud": "goodword", "sub": person, "name": format!("{person} by name"),
        "role": role, "iat": now + until - 300, "exp": now + until,
    });
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", part(r#"{"alg":"HS256","kid":"a"}"#), part(&claims.to_string()));
    let mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap().chain_update(&message);
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// A person at the panel.
pub(crate) struct Visitor<'a> {
    service: &'a Service,
    pub(crate) bearer: String,
}

impl<'a> Visitor<'a> {
    pub(crate) fn new(service: &'a Service, person: &str) -> Self {
        Self::of(service, person, "visitor")
    }

    pub(crate) fn of(service: &'a Service, person: &str, role: &str) -> Self {
        Self { service, bearer: format!("Bearer {}", token(person, role, 300)) }
    }

    pub(crate) async fn post(&self, path: &str, key: u8, body: &Value) -> Answer {
        let key = format!("{KEY}{key:02x}");
        let headers = [("authorization", self.bearer.as_str()), ("idempotency-key", &key)];
        self.service.send_with("POST", path, &headers, body.to_string().into_bytes()).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str) -> Answer {
        self.service.send(method, path, &[("authorization", &self.bearer)]).await
    }

    /// Sends a document, under no key.
    pub(crate) async fn say(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [("authorization", self.bearer.as_str())];
        self.service.send_with(method, path, &headers, body.to_string().into_bytes()).await
    }

    /// The JSON that a GET gives, which must succeed.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let answer = self.send("GET", path).await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }
}

pub(crate) async fn open(name: &str) -> (Database, Service) {
    let (database, _) = demo(name).await;
    let service = Service::with(&database, Some(keys()));
    (database, service)
}

/// The demo's community, where newcomers wait and guests may ask.
pub(crate) async fn guarded(name: &str) -> (Database, Service) {
    let (database, _) = demo(name).await;
    let rules = Rules { moderate: Moderate::Newcomers, guests: true };
    let service = Service::ruled(&database, Some(keys()), rules);
    (database, service)
}

pub(crate) fn id(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

pub(crate) fn problem(answer: &Answer) -> (u16, String) {
    let problem = answer.json();
    let kind = problem["type"].as_str().unwrap().trim_start_matches("urn:goodword:problem:").to_owned();
    (answer.status.as_u16(), kind)
}

pub(crate) fn question(title: &str) -> Value {
    json!({
        "kind": "question", "title": title, "body": "It says **nothing**.", "format": "markdown",
        "tags": ["descaling"], "products": ["k2"],
    })
}
