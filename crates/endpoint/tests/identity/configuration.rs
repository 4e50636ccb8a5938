//! The identity file: the shapes of a key, and what is said of a file that cannot be used.

use ed25519_dalek::pkcs8::EncodePublicKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use goodword_endpoint::identity::{KeyError, Keys, KeysError, KeysFileError};
use serde_json::json;

use crate::common::{
    AUDIENCE, ISSUER, NOW, SECRET, at, base64url, both_keys, claims, configuration, keys, public_key,
    signed_ed, signed_hs, signing_key,
};

#[test]
fn a_public_key_comes_as_pem_as_bytes_or_as_a_jwk() {
    let verifying = signing_key().verifying_key();
    let x = base64url(public_key());
    let token = signed_ed(r#"{"alg":"EdDSA","kid":"a"}"#, &claims(json!({})).to_string());
    for key in [
        verifying.to_public_key_pem(LineEnding::LF).unwrap(),
        verifying.to_public_key_pem(LineEnding::CRLF).unwrap(),
        x.clone(),
        format!("{x}="),
        format!("\n  {x}\n"),
        json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "kid": "b", "use": "sig", "alg": "EdDSA" })
            .to_string(),
    ] {
        assert_eq!(keys(&[("a", "EdDSA", &key)]).verify(&token, at(NOW)).err(), None, "{key}");
    }
}

#[test]
fn a_secret_comes_as_bytes_or_as_a_jwk() {
    let secret: Vec<u8> = (224..=255).collect();
    let k = base64url(&secret);
    assert!(k.contains('_') || k.contains('-'), "{k}");
    let token = signed_hs(&secret, r#"{"alg":"HS256","kid":"a"}"#, &claims(json!({})).to_string());
    let plain = k.replace('-', "+").replace('_', "/");
    for key in [
        k.clone(),
        format!("{k}="),
        format!("{plain}="),
        json!({ "kty": "oct", "k": k, "alg": "HS256" }).to_string(),
    ] {
        assert_eq!(keys(&[("a", "HS256", &key)]).verify(&token, at(NOW)).err(), None, "{key}");
    }
}

#[test]
fn a_key_that_cannot_be_used_is_refused() {
    let x = base64url(public_key());
    let pem = signing_key().verifying_key().to_public_key_pem(LineEnding::LF).unwrap();
    let jwk = |more: serde_json::Value| {
        let mut jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
        jwk.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        jwk.to_string()
    };
    let ec = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----";
    let private = pem.replace("PUBLIC", "PRIVATE");
    for (alg, key, expected) in [
        ("none", x.clone(), KeyError::Algorithm),
        ("RS256", x.clone(), KeyError::Algorithm),
        ("eddsa", x.clone(), KeyError::Algorithm),
        ("", x.clone(), KeyError::Algorithm),
        ("EdDSA", private, KeyError::Private),
        ("EdDSA", jwk(json!({ "d": base64url([7; 32]) })), KeyError::Private),
        ("EdDSA", String::new(), KeyError::NotEd25519),
        ("EdDSA", ec.to_owned(), KeyError::NotEd25519),
        ("EdDSA", pem.replace("END", "BEGIN"), KeyError::NotEd25519),
        ("EdDSA", base64url([1; 31]), KeyError::NotEd25519),
        ("EdDSA", base64url([1; 33]), KeyError::NotEd25519),
        // The neutral element: a point of small order, with which anyone can sign.
        ("EdDSA", base64url([&[1][..], &[0; 31]].concat()), KeyError::NotEd25519),
        // No point of the curve at all.
        ("EdDSA", base64url([&[2][..], &[0; 31]].concat()), KeyError::NotEd25519),
        ("EdDSA", jwk(json!({ "crv": "Ed448" })), KeyError::NotEd25519),
        ("EdDSA", jwk(json!({ "crv": "X25519" })), KeyError::NotEd25519),
        ("EdDSA", jwk(json!({ "kty": "EC" })), KeyError::NotEd25519),
        ("EdDSA", json!({ "kty": "oct", "k": base64url(SECRET) }).to_string(), KeyError::NotEd25519),
        ("EdDSA", "{".to_owned(), KeyError::NotEd25519),
        ("HS256", pem, KeyError::NotSecret),
        ("HS256", jwk(json!({})), KeyError::NotSecret),
        ("HS256", "correct horse battery staple, they said".to_owned(), KeyError::NotSecret),
        ("HS256", base64url([1; 31]), KeyError::Short),
        ("HS256", String::new(), KeyError::Short),
    ] {
        match Keys::parse(&configuration(&[("a", alg, &key)])) {
            Err(KeysError::Key { kid, source }) => {
                assert_eq!((kid.as_str(), source), ("a", expected), "{alg} {key}");
            }
            other => panic!("{alg} {key}: {other:?}"),
        }
    }
}

#[test]
fn a_file_that_cannot_be_used_is_refused_with_what_to_do() {
    let x = base64url(public_key());
    let head = format!("issuer = \"{ISSUER}\"\naudience = \"{AUDIENCE}\"\n");
    for (text, expected) in [
        (String::new(), "line 1: missing field `issuer`"),
        (head.clone(), "there is no key; give at least one [[keys]]"),
        (head.replace(AUDIENCE, " "), "\"audience\" is empty; give the text that tokens carry"),
        (head.replace(ISSUER, ""), "\"issuer\" is empty; give the text that tokens carry"),
        (
            format!("{head}secret = 1\n"),
            "line 3: unknown field `secret`, expected one of `issuer`, `audience`, `keys`",
        ),
        (configuration(&[("", "EdDSA", &x)]), "key 1: \"kid\" has to be 1 to 128 characters"),
        (
            configuration(&[("a", "EdDSA", &x), ("a", "HS256", &base64url(SECRET))]),
            "two keys have the kid \"a\"; give each its own",
        ),
        (
            configuration(&[("a", "HS256", "c2hvcnQ")]),
            "key \"a\": the secret has to be at least 32 bytes; make one with: openssl rand -base64 32",
        ),
    ] {
        assert_eq!(Keys::parse(&text).unwrap_err().to_string(), expected, "{text}");
    }
}

#[test]
fn no_error_and_no_debug_output_shows_a_key() {
    let secret = base64url(SECRET);
    let good = configuration(&[("a", "HS256", &secret)]);
    for text in [
        good.replace("'''\n", ""),
        good.replace("key = '''", "key = "),
        good.replace("key = ", "keys = "),
        good.replace("alg = \"HS256\"", &format!("alg = \"{secret}\"")),
        good.replace("[[keys]]", &format!("keys = \"{secret}\"")),
        good.replace("[[keys]]", "[keys]"),
        good.replace("key = ", "key = 1"),
        good.replace(&secret, &secret[..20]),
        good.replace("audience", "[audience]\na"),
    ] {
        let error = Keys::parse(&text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(&secret[..20]), "{error} {error:?}");
    }
    let shown = format!("{:?}", keys(&[("a", "HS256", &secret)]));
    let bytes = format!("{:?}", &SECRET[..8]);
    assert!(!shown.contains(&secret) && !shown.contains(bytes.trim_matches(['[', ']'])), "{shown}");
    assert!(format!("{:?}", both_keys()).contains("ed"));
}

#[test]
fn a_file_is_read_from_disk() {
    let folder = std::env::temp_dir().join(format!("goodword-identity-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("identity.toml");
    assert!(matches!(Keys::read(&path), Err(KeysFileError::Unreadable { .. })), "there is none yet");
    std::fs::write(&path, configuration(&[("a", "HS256", &base64url(SECRET))])).unwrap();
    let token = signed_hs(SECRET, r#"{"alg":"HS256"}"#, &claims(json!({})).to_string());
    assert_eq!(Keys::read(&path).unwrap().verify(&token, at(NOW)).err(), None);
    std::fs::write(&path, "issuer = 1").unwrap();
    let error = Keys::read(&path).unwrap_err().to_string();
    assert_eq!(error, format!("{} cannot be used: line 1: expected a string", path.display()));
    std::fs::write(&path, "#".repeat(65 * 1024)).unwrap();
    assert!(Keys::read(&path).unwrap_err().to_string().contains("it is over 64 kB"));
    std::fs::remove_dir_all(&folder).unwrap();
}
