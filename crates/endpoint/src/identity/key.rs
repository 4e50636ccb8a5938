//! One key of the configuration, in the shape in which the site has it.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ed25519_dalek::VerifyingKey;
use ed25519_dalek::pkcs8::DecodePublicKey;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;

use super::error::KeyError;

/// RFC 7518 section 3.2: a key at least as long as the hash.
const MIN_SECRET_BYTES: usize = 32;

/// Keys are made with all sorts of tools, some of which pad.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The key that verifies, and the only algorithm that it is ever used with.
pub(super) fn read(alg: &str, text: &str) -> Result<(Algorithm, DecodingKey), KeyError> {
    let text = text.trim();
    match alg {
        "EdDSA" => Ok((Algorithm::EdDSA, DecodingKey::from_ed_der(public_key(text)?.as_bytes()))),
        "HS256" => Ok((Algorithm::HS256, DecodingKey::from_secret(&secret(text)?))),
        _ => Err(KeyError::Algorithm),
    }
}

/// The members of a JWK that matter here, RFC 7517 and 8037.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    #[serde(default)]
    crv: String,
    #[serde(default)]
    x: String,
    d: Option<serde_json::Value>,
    #[serde(default)]
    k: String,
}

fn public_key(text: &str) -> Result<VerifyingKey, KeyError> {
    let key = if text.starts_with("-----") {
        if text.contains("PRIVATE KEY") {
            return Err(KeyError::Private);
        }
        VerifyingKey::from_public_key_pem(text).map_err(|_| KeyError::NotEd25519)?
    } else if text.starts_with('{') {
        let jwk: Jwk = serde_json::from_str(text).map_err(|_| KeyError::NotEd25519)?;
        if jwk.d.is_some() {
            return Err(KeyError::Private);
        }
        if jwk.kty != "OKP" || jwk.crv != "Ed25519" {
            return Err(KeyError::NotEd25519);
        }
        public_key_of_bytes(&jwk.x)?
    } else {
        public_key_of_bytes(text)?
    };
    // With a key of small order one signature fits many messages.
    if key.is_weak() { Err(KeyError::NotEd25519) } else { Ok(key) }
}

fn public_key_of_bytes(base64url: &str) -> Result<VerifyingKey, KeyError> {
    let bytes = decode(base64url).and_then(|bytes| bytes.try_into().ok()).ok_or(KeyError::NotEd25519)?;
    VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::NotEd25519)
}

fn secret(text: &str) -> Result<Vec<u8>, KeyError> {
    let bytes = if text.starts_with('{') {
        let jwk: Jwk = serde_json::from_str(text).map_err(|_| KeyError::NotSecret)?;
        (jwk.kty == "oct").then(|| decode(&jwk.k)).flatten()
    } else {
        // Also refuses a PEM: a public key as the secret is a token that everyone can sign.
        decode(text)
    };
    let bytes = bytes.ok_or(KeyError::NotSecret)?;
    if bytes.len() < MIN_SECRET_BYTES { Err(KeyError::Short) } else { Ok(bytes) }
}

/// The bytes of base64url; plain base64, as `openssl rand -base64 32` writes it, is taken as well.
fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL.decode(text.replace('+', "-").replace('/', "_")).ok()
}
