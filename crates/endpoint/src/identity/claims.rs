//! What a token says, once its signature is known to be good: first the times, then the texts.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::Uri;
use serde::Deserialize;
use serde_json::{Number, Value};

use super::error::IdentityError;
use super::{Identity, MAX_LIFETIME_S, Role, SKEW_S};

const MAX_ID_CHARS: usize = 128;
const MAX_NAME_CHARS: usize = 100;
/// RFC 5321 section 4.5.3.1.3, less the angle brackets.
const MAX_EMAIL_CHARS: usize = 254;

/// The claims that are judged here, as the library judges `iss` and `aud`; others are ignored. Both leave it to serde to
/// refuse a name that stands there twice.
#[derive(Deserialize)]
pub(super) struct ClaimsWire {
    exp: Option<Number>,
    iat: Option<Number>,
    nbf: Option<Number>,
    sub: Option<String>,
    name: Option<String>,
    avatar: Option<String>,
    email: Option<String>,
    role: Option<Value>,
    jti: Option<String>,
}

/// The identity in claims whose signature, issuer and audience are good.
pub(super) fn judge(claims: ClaimsWire, now: SystemTime) -> Result<Identity, IdentityError> {
    let expires_ms = judge_times(&claims, now)?;
    let subject = claims.sub.filter(|sub| is_id(sub)).ok_or(IdentityError::Claim {
        name: "sub",
        expected: "the person's id on the site, 1 to 128 characters",
    })?;
    Ok(Identity {
        subject,
        name: optional(claims.name.as_deref(), "name", "at most 100 characters", |name| {
            is_text(name, MAX_NAME_CHARS)
        })?,
        avatar: optional(claims.avatar.as_deref(), "avatar", "an http or https URL", is_web_address)?,
        email: optional(claims.email.as_deref(), "email", "an email address", is_email)?,
        role: claims.role.as_ref().and_then(Value::as_str).map_or(Role::Visitor, Role::from_name),
        token_id: optional(claims.jti.as_deref(), "jti", "1 to 128 characters", is_id)?,
        expires: UNIX_EPOCH + Duration::from_millis(expires_ms.unsigned_abs()),
    })
}

/// Judges `exp`, `nbf` and `iat`; yields `exp` in milliseconds, at least 0.
///
/// The skew is granted wherever a claim is compared with our clock, and nowhere else: `exp` and `iat` come from one
/// clock. An `iat` ahead is refused, or else a token signed now could begin its ten minutes next year.
fn judge_times(claims: &ClaimsWire, now: SystemTime) -> Result<i64, IdentityError> {
    const SKEW_MS: i64 = SKEW_S * 1000;
    const LIFETIME_MS: i64 = MAX_LIFETIME_S * 1000;
    let now_ms = milliseconds_of(now);
    let exp = milliseconds(claims.exp.as_ref(), "exp")?.ok_or(not_a_time("exp"))?;
    let nbf = milliseconds(claims.nbf.as_ref(), "nbf")?;
    let iat = milliseconds(claims.iat.as_ref(), "iat")?;
    if exp < now_ms - SKEW_MS {
        return Err(IdentityError::Expired);
    }
    if [nbf, iat].into_iter().flatten().any(|begins| begins > now_ms + SKEW_MS) {
        return Err(IdentityError::NotYetValid);
    }
    let (earliest, latest) = match iat {
        Some(iat) => (iat, iat + LIFETIME_MS),
        None => (exp, now_ms + SKEW_MS + LIFETIME_MS),
    };
    if (earliest..=latest).contains(&exp) { Ok(exp) } else { Err(IdentityError::Lifetime) }
}

/// A `NumericDate` of RFC 7519 section 2, seconds with or without a fraction, in milliseconds. Limited to the years 1970
/// to 9999, so that no sum of times overflows.
fn milliseconds(claim: Option<&Number>, name: &'static str) -> Result<Option<i64>, IdentityError> {
    const YEAR_10000_S: f64 = 253_402_300_800.0;
    let Some(number) = claim else { return Ok(None) };
    let seconds = number.as_f64().filter(|seconds| (0.0..YEAR_10000_S).contains(seconds));
    #[expect(clippy::cast_possible_truncation, reason = "the range was limited on the line above")]
    seconds.map(|seconds| Some((seconds * 1000.0).round() as i64)).ok_or(not_a_time(name))
}

fn not_a_time(name: &'static str) -> IdentityError {
    IdentityError::Claim { name, expected: "a number of seconds since 1970" }
}

/// Milliseconds since 1970; a clock that is set before it reads as 1970.
fn milliseconds_of(now: SystemTime) -> i64 {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    // A quarter of the range: far past any date, and still no sum overflows.
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX).min(i64::MAX / 4)
}

/// The text without the space around it. Absent, null and blank are the same: hosts often have an empty string where
/// they know nothing.
fn optional(
    claim: Option<&str>,
    name: &'static str,
    expected: &'static str,
    is_good: impl Fn(&str) -> bool,
) -> Result<Option<String>, IdentityError> {
    match claim.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) if is_good(text) => Ok(Some(text.to_owned())),
        Some(_) => Err(IdentityError::Claim { name, expected }),
    }
}

/// Whether the text is the id of a person, a token or a key: 1 to 128 characters, no control characters (of
/// which databases do not keep all, and which break lines in logs).
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && is_text(text, MAX_ID_CHARS)
}

/// Whether a person can be called so: 1 to 100 characters, no control characters.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && is_text(text, MAX_NAME_CHARS)
}

fn is_text(text: &str, max_chars: usize) -> bool {
    text.chars().count() <= max_chars && !text.contains(char::is_control)
}

/// Whether the text is an absolute URL of the web, without a user name in it. Characters outside ASCII have to be
/// percent-encoded.
fn is_web_address(text: &str) -> bool {
    text.parse::<Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri
                .authority()
                .is_some_and(|authority| !authority.host().is_empty() && !authority.as_str().contains('@'))
    })
}

/// Whether the text has the look of an email address; whether it is one, only a message to it can show.
pub fn is_email(text: &str) -> bool {
    let halves = text.rsplit_once('@');
    halves.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && is_text(text, MAX_EMAIL_CHARS)
        && !text.contains(char::is_whitespace)
}
