//! Tokens by those who are not the site, or who have hold of one of its tokens and change it.

use ed25519_dalek::pkcs8::EncodePublicKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::{Signer, SigningKey};
use goodword_endpoint::identity::{IdentityError, MAX_TOKEN_BYTES, bearer};
use proptest::prelude::*;
use serde_json::json;

use crate::common::{
    NOW, SECRET, at, base64url, both_keys, check_refused, claims, keys, public_key, shared, signed_ed,
    signed_hs, signing_key, token_with, unsigned, verify,
};

/// The header of tokens signed in great numbers, since Ed25519 is slow without optimization.
const HS: &str = r#"{"alg":"HS256","kid":"hs"}"#;

/// The order of the group of Ed25519, RFC 8032 section 5.1, least byte first.
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

#[test]
fn a_token_without_a_signature_is_refused_however_it_is_spelt() {
    let text = claims(json!({ "role": "moderator" })).to_string();
    for alg in ["none", "None", "NONE", "nOnE", "none ", "", "null", "\u{1d5c7}one"] {
        for kid in ["", r#","kid":"ed""#, r#","kid":"hs""#] {
            let header = format!(r#"{{"alg":"{alg}"{kid}}}"#);
            let message = unsigned(&header, &text);
            check_refused(&format!("{message}."), IdentityError::Malformed);
            check_refused(&message, IdentityError::Malformed);
            check_refused(&signed_ed(&header, &text), IdentityError::Malformed);
        }
    }
    for header in [r#"{"kid":"ed"}"#, r#"{"alg":null,"kid":"ed"}"#, r#"{"alg":["EdDSA"],"kid":"ed"}"#] {
        check_refused(&signed_ed(header, &text), IdentityError::Malformed);
    }
    // The right name over no signature.
    for (alg, kid) in [("EdDSA", "ed"), ("HS256", "hs")] {
        let message = unsigned(&format!(r#"{{"alg":"{alg}","kid":"{kid}"}}"#), &text);
        check_refused(&format!("{message}."), IdentityError::Signature);
        check_refused(&message, IdentityError::Malformed);
    }
}

#[test]
fn the_public_key_is_no_secret() {
    let text = claims(json!({ "role": "moderator" })).to_string();
    let verifying = signing_key().verifying_key();
    let pem = verifying.to_public_key_pem(LineEnding::LF).unwrap();
    let der = verifying.to_public_key_der().unwrap();
    let base64 = base64url(public_key());
    let one = keys(&[("ed", "EdDSA", &base64)]);
    for secret in
        [&public_key()[..], pem.as_bytes(), pem.trim_end().as_bytes(), der.as_bytes(), base64.as_bytes(), b""]
    {
        let token = signed_hs(secret, r#"{"alg":"HS256","kid":"ed"}"#, &text);
        check_refused(&token, IdentityError::Algorithm);
        let unnamed = signed_hs(secret, r#"{"alg":"HS256"}"#, &text);
        assert_eq!(one.verify(&unnamed, at(NOW)), Err(IdentityError::Algorithm));
        check_refused(&signed_hs(secret, r#"{"alg":"HS256","kid":"hs"}"#, &text), IdentityError::Signature);
    }
}

#[test]
fn a_key_is_used_with_its_own_algorithm_only() {
    let text = claims(json!({})).to_string();
    for alg in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "HS384", "HS512"] {
        for kid in ["ed", "hs"] {
            let header = format!(r#"{{"alg":"{alg}","kid":"{kid}"}}"#);
            check_refused(&signed_ed(&header, &text), IdentityError::Algorithm);
            check_refused(&signed_hs(SECRET, &header, &text), IdentityError::Algorithm);
        }
    }
    check_refused(&signed_ed(r#"{"alg":"EdDSA","kid":"hs"}"#, &text), IdentityError::Algorithm);
    check_refused(&signed_hs(SECRET, r#"{"alg":"HS256","kid":"ed"}"#, &text), IdentityError::Algorithm);
    for alg in ["eddsa", "EDDSA", "hs256", "Ed25519", "Ed448", "ES512", "HS1"] {
        check_refused(
            &signed_ed(&format!(r#"{{"alg":"{alg}","kid":"ed"}}"#), &text),
            IdentityError::Malformed,
        );
    }
}

#[test]
fn another_key_than_the_sites_is_refused_also_where_the_token_brings_it() {
    let stranger = SigningKey::from_bytes(&[8; 32]);
    let x = base64url(stranger.verifying_key().to_bytes());
    for header in [
        r#"{"alg":"EdDSA","kid":"ed"}"#.to_owned(),
        format!(r#"{{"alg":"EdDSA","kid":"ed","jwk":{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}}}"#),
        r#"{"alg":"EdDSA","kid":"ed","jku":"https://evil.example/keys.json"}"#.to_owned(),
        r#"{"alg":"EdDSA","kid":"ed","x5u":"https://evil.example/chain.pem","x5c":["AAAA"]}"#.to_owned(),
    ] {
        let message = unsigned(&header, &claims(json!({})).to_string());
        let signature = base64url(stranger.sign(message.as_bytes()).to_bytes());
        check_refused(&format!("{message}.{signature}"), IdentityError::Signature);
    }
    let token = signed_hs(
        b"another thirty-two bytes of text",
        r#"{"alg":"HS256","kid":"hs"}"#,
        &claims(json!({})).to_string(),
    );
    check_refused(&token, IdentityError::Signature);
}

#[test]
fn a_header_with_crit_or_with_a_name_twice_is_refused() {
    let text = claims(json!({})).to_string();
    for crit in [r#"["b64"]"#, r#"["exp"]"#, "[]"] {
        let header = format!(r#"{{"alg":"EdDSA","kid":"ed","b64":false,"crit":{crit}}}"#);
        check_refused(&signed_ed(&header, &text), IdentityError::CriticalHeader);
    }
    for header in [
        r#"{"alg":"EdDSA","kid":"ed","crit":"exp"}"#,
        r#"{"alg":"HS256","alg":"EdDSA","kid":"ed"}"#,
        r#"{"alg":"EdDSA","alg":"none","kid":"ed"}"#,
        r#"{"alg":"EdDSA","kid":"hs","kid":"ed"}"#,
        r#"["JWT","EdDSA","ed"]"#,
        "null",
        "",
    ] {
        check_refused(&signed_ed(header, &text), IdentityError::Malformed);
    }
}

#[test]
fn changed_claims_need_a_new_signature() {
    let token = token_with(json!({}));
    let [header, _, signature]: [&str; 3] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    for changed in [
        claims(json!({ "role": "moderator" })),
        claims(json!({ "sub": "k3" })),
        claims(json!({ "exp": NOW + 301 })),
    ] {
        check_refused(
            &format!("{header}.{}.{signature}", base64url(changed.to_string())),
            IdentityError::Signature,
        );
    }
    // Nor does a signature of one token fit another.
    let other = token_with(json!({ "sub": "k3" }));
    let other_signature = other.rsplit_once('.').unwrap().1;
    let message = token.rsplit_once('.').unwrap().0;
    check_refused(&format!("{message}.{other_signature}"), IdentityError::Signature);
}

#[test]
fn a_signature_is_accepted_in_one_spelling_only() {
    let token = token_with(json!({}));
    let (message, signature) = token.rsplit_once('.').unwrap();
    // S + L is the same number modulo the order of the group: a lenient verifier takes both.
    let mut bytes = signing_key().sign(message.as_bytes()).to_bytes();
    assert_eq!(base64url(bytes), signature);
    let mut carry = 0;
    for (byte, order) in bytes[32..].iter_mut().zip(L) {
        carry += u16::from(*byte) + u16::from(order);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    check_refused(&format!("{message}.{}", base64url(bytes)), IdentityError::Signature);
    for padded in [
        format!("{token}="),
        format!("{token}=="),
        format!("{token} "),
        format!("{token}\n"),
        format!(" {token}"),
    ] {
        assert!(verify(&padded).is_err(), "{padded:?}");
    }
}

#[test]
fn a_token_cut_short_or_lengthened_is_refused() {
    for token in [
        token_with(json!({})),
        signed_hs(SECRET, r#"{"alg":"HS256","kid":"hs"}"#, &claims(json!({})).to_string()),
    ] {
        assert_eq!(verify(&token).err(), None);
        for length in 0..token.len() {
            assert!(verify(&token[..length]).is_err(), "the first {length} bytes");
            assert!(length == 0 || verify(&token[length..]).is_err(), "all after the first {length} bytes");
        }
        let [header, payload, signature]: [&str; 3] =
            token.split('.').collect::<Vec<_>>().try_into().unwrap();
        for changed in [
            format!("{token}."),
            format!(".{token}"),
            format!("{token}.{signature}"),
            format!("{header}.{token}"),
            format!("{header}.{payload}.{payload}.{signature}"),
            format!("{header}.{payload}..{signature}"),
            format!("{header}..{signature}"),
            format!(".{payload}.{signature}"),
            format!("{token}.{token}"),
            format!("{token},{token}"),
            "..".to_owned(),
            ".".repeat(4000),
        ] {
            assert!(verify(&changed).is_err(), "{changed}");
        }
    }
}

#[test]
fn a_token_over_4_kb_is_refused_before_it_is_read() {
    // 3,012 bytes of claims are 4,016 of base64url; the header makes 35 or, one space longer, 36, the signature 43.
    let bare = claims(json!({ "padding": "" })).to_string();
    let text = claims(json!({ "padding": "a".repeat(3012 - bare.len()) })).to_string();
    let longest = signed_hs(SECRET, r#"{"alg":"HS256","kid":"hs"}"#, &text);
    assert_eq!(longest.len(), MAX_TOKEN_BYTES);
    assert_eq!(verify(&longest).err(), None);
    let longer = signed_hs(SECRET, r#"{"alg":"HS256","kid":"hs" }"#, &text);
    assert_eq!(longer.len(), MAX_TOKEN_BYTES + 1);
    assert_eq!(verify(&longer), Err(IdentityError::TooLong));
    assert_eq!(verify(&"a".repeat(5000)), Err(IdentityError::TooLong));
    assert_eq!(verify(&token_with(json!({ "padding": "a".repeat(3600) }))), Err(IdentityError::TooLong));
}

#[test]
fn naughty_strings_are_refused_as_tokens_and_harmless_as_texts() {
    let Some(corpus) = shared("corpora/blns.json") else { return };
    let corpus: serde_json::Value = serde_json::from_slice(&std::fs::read(corpus).unwrap()).unwrap();
    let mut strings = Vec::new();
    collect(&corpus, &mut strings);
    assert!(strings.len() > 400, "{}", strings.len());
    let keys = both_keys();
    for text in strings {
        assert!(keys.verify(text, at(NOW)).is_err(), "{text:?}");
        let _ = bearer(text);
        let _ = bearer(&format!("Bearer {text}"));
        for header in [text.to_owned(), json!({ "alg": text, "kid": text }).to_string()] {
            assert!(
                keys.verify(&signed_hs(SECRET, &header, &claims(json!({})).to_string()), at(NOW)).is_err(),
                "{text:?}"
            );
        }
        assert!(keys.verify(&signed_hs(SECRET, HS, text), at(NOW)).is_err(), "{text:?}");
        for name in ["sub", "name", "avatar", "email", "role", "jti"] {
            if let Ok(identity) =
                keys.verify(&signed_hs(SECRET, HS, &claims(json!({ name: text })).to_string()), at(NOW))
            {
                assert!(name != "sub" || identity.subject == text, "{text:?}");
                assert!(
                    name != "name" || identity.name.as_deref().unwrap_or_default() == text.trim(),
                    "{text:?}"
                );
            }
        }
    }
}

/// All strings in the value, however deep.
fn collect<'a>(value: &'a serde_json::Value, strings: &mut Vec<&'a str>) {
    match value {
        serde_json::Value::String(text) => strings.push(text),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, strings)),
        serde_json::Value::Object(values) => values.values().for_each(|value| collect(value, strings)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn any_byte_changed_is_refused(index in any::<prop::sample::Index>(), byte in 0u8..128, is_ed: bool) {
        let text = claims(json!({ "name": "Ada" })).to_string();
        let token = if is_ed {
            signed_ed(r#"{"alg":"EdDSA","kid":"ed"}"#, &text)
        } else {
            signed_hs(SECRET, r#"{"alg":"HS256","kid":"hs"}"#, &text)
        };
        let mut bytes = token.clone().into_bytes();
        let index = index.index(bytes.len());
        prop_assume!(bytes[index] != byte);
        bytes[index] = byte;
        prop_assert!(verify(&token).is_ok());
        prop_assert!(verify(&String::from_utf8(bytes).unwrap()).is_err());
    }

    #[test]
    fn any_text_is_refused_without_a_panic(text in ".*", parts in "[A-Za-z0-9_-]{0,60}(\\.[A-Za-z0-9_-]{0,60}){0,4}") {
        prop_assert!(verify(&text).is_err());
        prop_assert!(verify(&parts).is_err());
        prop_assert!(verify(&signed_hs(SECRET, &text, &text)).is_err());
    }
}
