//! A site that signs, with its own few lines rather than the library that verifies: the two have to agree on the RFCs.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use goodword_endpoint::identity::{Identity, IdentityError, Keys};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// The second at which the tests take place.
pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const ISSUER: &str = "https://brand.example";
pub(crate) const AUDIENCE: &str = "goodword";
pub(crate) const SECRET: &[u8] = b"thirty-two bytes of nothing much";

pub(crate) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn signing_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub(crate) fn public_key() -> [u8; 32] {
    signing_key().verifying_key().to_bytes()
}

/// Keys from rows of kid, alg and key.
pub(crate) fn keys(rows: &[(&str, &str, &str)]) -> Keys {
    Keys::parse(&configuration(rows)).unwrap()
}

pub(crate) fn configuration(rows: &[(&str, &str, &str)]) -> String {
    let mut text = format!("issuer = \"{ISSUER}\"\naudience = \"{AUDIENCE}\"\n");
    for (kid, alg, key) in rows {
        writeln!(text, "[[keys]]\nkid = \"{kid}\"\nalg = \"{alg}\"\nkey = '''{key}'''").unwrap();
    }
    text
}

/// One key of each algorithm: `ed` and `hs`.
pub(crate) fn both_keys() -> Keys {
    keys(&[("ed", "EdDSA", &base64url(public_key())), ("hs", "HS256", &base64url(SECRET))])
}

/// Claims that are good at [`NOW`], with these in their place; null removes.
pub(crate) fn claims(changes: Value) -> Value {
    let mut claims = json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "k2", "iat": NOW, "exp": NOW + 300 });
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    for (name, value) in changes {
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(&name);
        } else {
            claims[name] = value;
        }
    }
    claims
}

pub(crate) fn unsigned(header: &str, claims: &str) -> String {
    format!("{}.{}", base64url(header), base64url(claims))
}

pub(crate) fn signed_ed(header: &str, claims: &str) -> String {
    let message = unsigned(header, claims);
    let signature = signing_key().sign(message.as_bytes()).to_bytes();
    format!("{message}.{}", base64url(signature))
}

pub(crate) fn signed_hs(secret: &[u8], header: &str, claims: &str) -> String {
    let message = unsigned(header, claims);
    let mac = Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(&message);
    format!("{message}.{}", base64url(mac.finalize().into_bytes()))
}

/// A token with these claims, by the key `ed`.
pub(crate) fn token_with(changes: Value) -> String {
    signed_ed(r#"{"alg":"EdDSA","kid":"ed"}"#, &claims(changes).to_string())
}

pub(crate) fn at(seconds: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs())
}

pub(crate) fn verify(token: &str) -> Result<Identity, IdentityError> {
    both_keys().verify(token, at(NOW))
}

#[track_caller]
pub(crate) fn check_refused(token: &str, expected: IdentityError) {
    assert_eq!(verify(token), Err(expected), "{token}");
}

pub(crate) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|ci| ci == "true")
}

/// A file of the shared test data; none where it is missing, except in CI.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.is_file() {
        return Some(path);
    }
    assert!(!is_ci(), "{} is missing", path.display());
    println!("skipped, since {} is missing", path.display());
    None
}
