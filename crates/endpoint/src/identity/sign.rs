//! Tokens for trying things out, signed with a secret that the configuration holds. A site signs its own.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::Algorithm;
use serde_json::json;
use sha2::Sha256;

use super::{Keys, Role};

/// How long a token is good that is signed here, in seconds.
pub const SIGNED_FOR_S: u64 = 300;

impl Keys {
    /// A token that says it is this person, good from `now` on for [`SIGNED_FOR_S`]; `None` where there is no secret to
    /// sign it with, because all keys are public ones.
    pub fn sign(&self, person: &str, name: &str, role: Role, now: SystemTime) -> Option<String> {
        let key = self.held.iter().find(|key| key.validation.algorithms.contains(&Algorithm::HS256))?;
        let secret = key.decoding.try_get_as_bytes().ok()?;
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let header = json!({ "alg": "HS256", "kid": key.kid });
        let claims = json!({
            "iss": self.issuer, "aud": self.audience, "sub": person, "name": name, "role": role.name(),
            "iat": now, "exp": now + SIGNED_FOR_S,
        });
        let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let message = format!("{header}.{claims}");
        let mac = Hmac::<Sha256>::new_from_slice(secret).ok()?.chain_update(&message);
        Some(format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())))
    }
}
