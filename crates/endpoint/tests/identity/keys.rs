//! Which key a token is verified with, and changing keys.

use goodword_endpoint::identity::IdentityError;
use serde_json::json;

use crate::common::{
    NOW, SECRET, at, base64url, both_keys, check_refused, claims, keys, public_key, signed_ed, signed_hs,
    verify,
};

const OTHER_SECRET: &[u8] = b"the next thirty-two secret bytes";

#[test]
fn the_kid_chooses_the_key_of_either_algorithm() {
    let text = claims(json!({})).to_string();
    assert_eq!(verify(&signed_ed(r#"{"alg":"EdDSA","kid":"ed","typ":"JWT"}"#, &text)).err(), None);
    assert_eq!(verify(&signed_hs(SECRET, r#"{"alg":"HS256","kid":"hs","typ":"JWT"}"#, &text)).err(), None);
}

#[test]
fn a_kid_that_no_key_has_is_refused() {
    let text = claims(json!({})).to_string();
    for kid in ["", "ED", "ed ", "../ed", "ed\\u0000", "' OR 1=1 --", "/dev/null"] {
        check_refused(
            &signed_ed(&format!(r#"{{"alg":"EdDSA","kid":"{kid}"}}"#), &text),
            IdentityError::KeyUnknown,
        );
    }
    let one = keys(&[("ed", "EdDSA", &base64url(public_key()))]);
    let other = signed_ed(r#"{"alg":"EdDSA","kid":"other"}"#, &text);
    assert_eq!(
        one.verify(&other, at(NOW)),
        Err(IdentityError::KeyUnknown),
        "also where there is only one key"
    );
    check_refused(&signed_ed(r#"{"alg":"EdDSA","kid":1}"#, &text), IdentityError::Malformed);
}

#[test]
fn the_kid_may_be_left_out_where_there_is_one_key() {
    let token = signed_ed(r#"{"alg":"EdDSA"}"#, &claims(json!({})).to_string());
    let one = keys(&[("ed", "EdDSA", &base64url(public_key()))]);
    assert_eq!(one.verify(&token, at(NOW)).err(), None);
    assert_eq!(both_keys().verify(&token, at(NOW)), Err(IdentityError::KeyUnnamed));
}

#[test]
fn keys_are_changed_without_refusing_anyone() {
    let [old, new] = [base64url(SECRET), base64url(OTHER_SECRET)];
    let text = claims(json!({})).to_string();
    let by_old = signed_hs(SECRET, r#"{"alg":"HS256","kid":"october"}"#, &text);
    let by_new = signed_hs(OTHER_SECRET, r#"{"alg":"HS256","kid":"november"}"#, &text);
    let swapped = signed_hs(SECRET, r#"{"alg":"HS256","kid":"november"}"#, &text);
    let [october, november] = [("october", "HS256", old.as_str()), ("november", "HS256", new.as_str())];
    for (rows, expected) in [
        (&[october][..], [None, Some(IdentityError::KeyUnknown)]),
        (&[october, november], [None, None]),
        (&[november], [Some(IdentityError::KeyUnknown), None]),
    ] {
        let keys = keys(rows);
        assert_eq!([&by_old, &by_new].map(|token| keys.verify(token, at(NOW)).err()), expected);
        assert!(keys.verify(&swapped, at(NOW)).is_err());
    }
}
