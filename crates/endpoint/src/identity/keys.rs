//! The identity configuration: whose tokens are believed, and by which keys.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use super::claims::{self, ClaimsWire};
use super::error::{IdentityError, KeysError, KeysFileError};
use super::{Identity, MAX_TOKEN_BYTES, key, signature};

/// Far above what any number of keys in rotation needs.
const MAX_FILE_BYTES: u64 = 64 * 1024;

/// Whose tokens are believed, and by which keys. Shown with `{:?}` it shows no key.
///
/// ```toml
/// issuer = "https://brand.example"    # the tokens' "iss"
/// audience = "goodword"               # the tokens' "aud", or one of them
///
/// [[keys]]
/// kid = "2026-11"                     # the token's header says which key it is signed with
/// alg = "EdDSA"                       # or "HS256"
/// key = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
/// ```
///
/// `key` is, for `EdDSA`, an Ed25519 public key as PEM, as its 32 bytes in base64url, or as the text of a JWK; for
/// HS256, a secret of at least 32 bytes in base64url or as the text of a JWK. To change keys without refusing anyone,
/// have the new key here beside the old, sign with the new one, and remove the old after ten minutes.
#[derive(Clone, Debug)]
pub struct Keys {
    pub(super) issuer: String,
    pub(super) audience: String,
    pub(super) held: Vec<Key>,
}

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) kid: String,
    pub(super) decoding: DecodingKey,
    /// Has the key's one algorithm, the issuer and the audience. The library judges no times: it would ask a clock.
    pub(super) validation: Validation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeysWire {
    issuer: String,
    audience: String,
    #[serde(default)]
    keys: Vec<KeyWire>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyWire {
    kid: String,
    alg: String,
    key: String,
}

impl Keys {
    /// Reads a file of at most 64 kB.
    ///
    /// # Errors
    /// The file cannot be read, or [`Keys::parse`] refuses it.
    pub fn read(path: &Path) -> Result<Self, KeysFileError> {
        let unreadable = |source| KeysFileError::Unreadable { path: path.to_owned(), source };
        let mut text = String::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(MAX_FILE_BYTES + 1).read_to_string(&mut text).map_err(unreadable)?;
        if text.len() as u64 > MAX_FILE_BYTES {
            return Err(unreadable(io::Error::new(io::ErrorKind::FileTooLarge, "it is over 64 kB")));
        }
        Self::parse(&text).map_err(|source| KeysFileError::Refused { path: path.to_owned(), source })
    }

    /// Reads the configuration from TOML.
    ///
    /// # Errors
    /// The first thing that is wrong, in words that repeat no key.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let wire: KeysWire = toml::from_str(text).map_err(|error| syntax(text, &error))?;
        for (name, value) in [("issuer", &wire.issuer), ("audience", &wire.audience)] {
            if value.trim().is_empty() {
                return Err(KeysError::Empty { name });
            }
        }
        if wire.keys.is_empty() {
            return Err(KeysError::NoKeys);
        }
        signature::install();
        let mut keys: Vec<Key> = Vec::with_capacity(wire.keys.len());
        for (index, KeyWire { kid, alg, key }) in wire.keys.into_iter().enumerate() {
            if !claims::is_id(&kid) {
                return Err(KeysError::Kid { position: index + 1 });
            }
            if keys.iter().any(|key| key.kid == kid) {
                return Err(KeysError::KidTwice { kid });
            }
            let (algorithm, decoding) = match key::read(&alg, &key) {
                Ok(read) => read,
                Err(source) => return Err(KeysError::Key { kid, source }),
            };
            let mut validation = Validation::new(algorithm);
            validation.validate_exp = false;
            validation.set_required_spec_claims(&["iss", "aud"]);
            validation.set_issuer(&[&wire.issuer]);
            validation.set_audience(&[&wire.audience]);
            keys.push(Key { kid, decoding, validation });
        }
        Ok(Self { issuer: wire.issuer, audience: wire.audience, held: keys })
    }

    /// Who the token says it is, at the time `now`.
    ///
    /// # Errors
    /// The first reason not to believe it. Nothing of the claims is read before the signature is found good.
    pub fn verify(&self, token: &str, now: SystemTime) -> Result<Identity, IdentityError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(IdentityError::TooLong);
        }
        let header = decode_header(token).map_err(|_| IdentityError::Malformed)?;
        if header.crit.is_some() {
            return Err(IdentityError::CriticalHeader);
        }
        let key = self.key(header.kid.as_deref())?;
        let decoded = decode::<ClaimsWire>(token, &key.decoding, &key.validation);
        claims::judge(decoded.map_err(|error| refusal(&error))?.claims, now)
    }

    fn key(&self, kid: Option<&str>) -> Result<&Key, IdentityError> {
        match (kid, self.held.as_slice()) {
            (Some(kid), keys) => keys.iter().find(|key| key.kid == kid).ok_or(IdentityError::KeyUnknown),
            (None, [only]) => Ok(only),
            (None, _) => Err(IdentityError::KeyUnnamed),
        }
    }
}

/// What the library found. The header has been read once before, so that what cannot be read now is in the claims.
fn refusal(error: &Error) -> IdentityError {
    match error.kind() {
        ErrorKind::InvalidAlgorithm => IdentityError::Algorithm,
        ErrorKind::InvalidSignature => IdentityError::Signature,
        ErrorKind::InvalidIssuer => IdentityError::Issuer,
        ErrorKind::MissingRequiredClaim(name) if name == "iss" => IdentityError::Issuer,
        ErrorKind::InvalidAudience | ErrorKind::MissingRequiredClaim(_) => IdentityError::Audience,
        ErrorKind::Json(_) | ErrorKind::Utf8(_) => IdentityError::Claims,
        _ => IdentityError::Malformed,
    }
}

/// The line and the reason. Serde repeats a value that is of the wrong type, and that value may be a key.
fn syntax(text: &str, error: &toml::de::Error) -> KeysError {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
    let reason = match error.message().split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
        _ => error.message().to_owned(),
    };
    KeysError::Syntax { line, reason }
}
