use goodword_endpoint::identity::IdentityError;
use serde_json::{Value, json};

use crate::common::{NOW, at, both_keys, check_refused, claims, signed_ed, token_with, verify};

/// The outcome for a token with these times.
fn outcome(times: Value) -> Result<(), IdentityError> {
    verify(&token_with(times)).map(drop)
}

#[test]
fn a_token_is_good_until_60_seconds_after_it_expires() {
    for (age_s, expected) in [
        (-300.0, Ok(())),
        (0.0, Ok(())),
        (60.0, Ok(())),
        (60.001, Err(IdentityError::Expired)),
        (61.0, Err(IdentityError::Expired)),
        (1e9, Err(IdentityError::Expired)),
    ] {
        #[expect(clippy::cast_precision_loss, reason = "seconds of our time are exact in 53 bits")]
        let exp = NOW as f64 - age_s;
        assert_eq!(outcome(json!({ "iat": exp - 300.0, "exp": exp })), expected, "expired {age_s} s ago");
    }
}

#[test]
fn a_token_is_good_from_60_seconds_before_it_begins() {
    for name in ["nbf", "iat"] {
        for (ahead_s, expected) in
            [(-1, Ok(())), (0, Ok(())), (60, Ok(())), (61, Err(IdentityError::NotYetValid))]
        {
            assert_eq!(outcome(json!({ name: NOW + ahead_s })), expected, "{name} in {ahead_s} s");
        }
    }
}

#[test]
fn a_token_lives_ten_minutes_at_most() {
    for (iat, exp, expected) in [
        (Some(NOW), NOW + 600, Ok(())),
        (Some(NOW), NOW + 601, Err(IdentityError::Lifetime)),
        (Some(NOW + 60), NOW + 660, Ok(())),
        (Some(NOW - 300), NOW + 301, Err(IdentityError::Lifetime)),
        (Some(NOW), NOW - 1, Err(IdentityError::Lifetime)),
        (None, NOW + 600, Ok(())),
        (None, NOW + 660, Ok(())),
        (None, NOW + 661, Err(IdentityError::Lifetime)),
        (Some(NOW), 253_402_300_799, Err(IdentityError::Lifetime)),
    ] {
        assert_eq!(outcome(json!({ "iat": iat, "exp": exp })), expected, "{iat:?} to {exp}");
    }
}

#[test]
fn a_token_signed_for_next_year_is_refused_today() {
    let year = 365 * 86_400;
    assert_eq!(
        outcome(json!({ "iat": NOW + year, "exp": NOW + year + 600 })),
        Err(IdentityError::NotYetValid)
    );
}

#[test]
fn a_time_has_to_be_there_and_to_be_a_number_of_our_age() {
    let not_a_time = |name| IdentityError::Claim { name, expected: "a number of seconds since 1970" };
    check_refused(&token_with(json!({ "exp": null })), not_a_time("exp"));
    for name in ["exp", "iat", "nbf"] {
        for value in [
            "-1",
            "1e300",
            "-1e300",
            "253402300800",
            "18446744073709551615",
            "123456789012345678901234567890",
        ] {
            let mut claims = claims(json!({}));
            claims[name] = json!("HERE");
            let text = claims.to_string().replace("\"HERE\"", value);
            check_refused(&signed_ed(r#"{"alg":"EdDSA","kid":"ed"}"#, &text), not_a_time(name));
        }
        for value in [json!("1800000300"), json!(true), json!([NOW]), json!({})] {
            check_refused(&token_with(json!({ name: value })), IdentityError::Claims);
        }
    }
}

#[test]
fn fractions_of_a_second_are_read() {
    let identity = verify(&token_with(json!({ "iat": 1_799_999_999.25, "exp": 1_800_000_300.5 }))).unwrap();
    assert_eq!(identity.expires, at(NOW + 300) + std::time::Duration::from_millis(500));
}

#[test]
fn only_an_expired_token_is_called_expired() {
    let keys = both_keys();
    let token = token_with(json!({}));
    assert!(keys.verify(&token, at(NOW + 400)).unwrap_err().is_expired());
    assert!(!keys.verify(&token, at(NOW - 400)).unwrap_err().is_expired());
    assert!(!keys.verify("", at(NOW)).unwrap_err().is_expired());
}

#[test]
fn a_clock_that_is_far_off_does_no_harm() {
    let token = token_with(json!({}));
    let long_ago = std::time::UNIX_EPOCH - std::time::Duration::from_secs(1 << 40);
    assert_eq!(both_keys().verify(&token, long_ago), Err(IdentityError::NotYetValid));
    let far_ahead = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1 << 62);
    assert_eq!(both_keys().verify(&token, far_ahead), Err(IdentityError::Expired));
}
