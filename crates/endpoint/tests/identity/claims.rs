use goodword_endpoint::identity::{Identity, IdentityError, Role};
use serde_json::{Value, json};

use crate::common::{AUDIENCE, ISSUER, NOW, at, check_refused, claims, signed_ed, token_with, verify};

#[test]
fn all_that_a_site_says_of_a_person_is_read() {
    let token = token_with(json!({
        "name": " Ada Lovelace ", "avatar": "https://brand.example/ada.png?s=64", "email": "ada@brand.example",
        "role": "employee", "jti": "9f", "favourite_colour": "green",
    }));
    let expected = Identity {
        subject: "k2".into(),
        name: Some("Ada Lovelace".into()),
        avatar: Some("https://brand.example/ada.png?s=64".into()),
        email: Some("ada@brand.example".into()),
        role: Role::Employee,
        token_id: Some("9f".into()),
        expires: at(NOW + 300),
    };
    assert_eq!(verify(&token), Ok(expected));
}

#[test]
fn only_the_subject_is_needed() {
    let expected = Identity {
        subject: "k2".into(),
        name: None,
        avatar: None,
        email: None,
        role: Role::Visitor,
        token_id: None,
        expires: at(NOW + 300),
    };
    assert_eq!(verify(&token_with(json!({}))), Ok(expected.clone()));
    // As it comes from a host that knows nothing more: empty strings, and null written out.
    let text = claims(json!({ "name": "", "email": " ", "avatar": "" })).to_string();
    let text = text.replacen('{', r#"{"jti":null,"nbf":null,"role":null,"#, 1);
    assert_eq!(verify(&signed_ed(r#"{"alg":"EdDSA","kid":"ed"}"#, &text)), Ok(expected));
}

#[test]
fn a_role_that_is_not_known_is_a_visitors() {
    for (role, expected) in [
        (json!("visitor"), Role::Visitor),
        (json!("champion"), Role::Champion),
        (json!("employee"), Role::Employee),
        (json!("moderator"), Role::Moderator),
        (json!("Moderator"), Role::Visitor),
        (json!(" moderator"), Role::Visitor),
        (json!("moderator\u{0}"), Role::Visitor),
        (json!("admin"), Role::Visitor),
        (json!(""), Role::Visitor),
        (json!(["moderator"]), Role::Visitor),
        (json!({ "moderator": true }), Role::Visitor),
        (json!(3), Role::Visitor),
    ] {
        assert_eq!(verify(&token_with(json!({ "role": role }))).unwrap().role, expected, "{role}");
    }
}

#[test]
fn roles_go_by_one_name_in_both_directions() {
    for role in [Role::Visitor, Role::Champion, Role::Employee, Role::Moderator] {
        assert_eq!(Role::from_name(role.name()), role);
    }
    assert!(
        Role::Visitor < Role::Champion && Role::Champion < Role::Employee && Role::Employee < Role::Moderator
    );
}

#[test]
fn texts_are_good_up_to_their_limits_in_characters() {
    let long = |count: usize| "é".repeat(count);
    for (name, good, bad) in [
        (
            "sub",
            vec![json!("a"), json!(long(128))],
            vec![json!(""), json!(long(129)), json!("a\u{0}b"), json!("a\nb")],
        ),
        ("jti", vec![json!(long(128))], vec![json!(long(129)), json!("a\u{7f}")]),
        ("name", vec![json!(long(100)), json!("\u{202e}名前")], vec![json!(long(101)), json!("A\u{0}")]),
        (
            "email",
            vec![json!("a@b"), json!("\"a@b\"@c.example"), json!(format!("{}@b", "a".repeat(252)))],
            vec![
                json!("a"),
                json!("@b"),
                json!("a@"),
                json!("a b@c"),
                json!("a@b\r\nBcc:c@d"),
                json!(format!("{}@b", "a".repeat(253))),
            ],
        ),
    ] {
        for value in good {
            assert_eq!(verify(&token_with(json!({ name: value }))).err(), None, "{name} {value}");
        }
        for value in bad {
            check_claim_refused(name, &value);
        }
    }
    check_claim_refused("sub", &Value::Null);
}

#[test]
fn an_avatar_is_an_address_of_the_web() {
    for good in [
        "http://a/",
        "https://a.example/b.png#c",
        "HTTPS://A.example",
        "https://[::1]:8080/a",
        "https://a/?b=%20",
    ] {
        assert_eq!(verify(&token_with(json!({ "avatar": good }))).unwrap().avatar.as_deref(), Some(good));
    }
    for bad in [
        "javascript:alert(1)",
        "JavaScript://a/%0aalert(1)",
        "data:image/svg+xml,<svg/>",
        "data:image/png;base64,AA",
        "ftp://a/",
        "file:///etc/passwd",
        "blob:https://a/b",
        "//a/b.png",
        "/b.png",
        "b.png",
        "https:",
        "https://",
        "https:///b",
        "https:a/b",
        "https://user:password@a/",
        "https://a b/",
        "https://a/\u{0}",
        "https://a/\"onerror=alert(1) x",
        "java\nscript:alert(1)",
        "*",
    ] {
        check_claim_refused("avatar", &json!(bad));
    }
}

#[track_caller]
fn check_claim_refused(name: &'static str, value: &Value) {
    let outcome = verify(&token_with(json!({ name: value })));
    assert!(
        matches!(outcome, Err(IdentityError::Claim { name: found, .. }) if found == name),
        "{name}: {outcome:?}"
    );
}

#[test]
fn a_text_of_the_wrong_type_is_refused() {
    for name in ["sub", "name", "avatar", "email", "jti"] {
        for value in [json!(1), json!(true), json!(["a"]), json!({ "a": 1 })] {
            check_refused(&token_with(json!({ name: value })), IdentityError::Claims);
        }
    }
}

#[test]
fn the_issuer_has_to_be_ours() {
    for iss in [
        json!(null),
        json!(""),
        json!("https://brand.example/"),
        json!("https://BRAND.example"),
        json!("https://other.example"),
        json!(["https://other.example"]),
        json!([]),
        json!(1),
        json!({ "https://brand.example": 1 }),
    ] {
        check_refused(&token_with(json!({ "iss": iss })), IdentityError::Issuer);
    }
    assert_eq!(verify(&token_with(json!({ "iss": ISSUER }))).err(), None);
}

#[test]
fn the_audience_has_to_have_ours() {
    for aud in [json!(AUDIENCE), json!([AUDIENCE]), json!(["other", AUDIENCE])] {
        assert_eq!(verify(&token_with(json!({ "aud": aud }))).err(), None, "{aud}");
    }
    for aud in [
        json!(null),
        json!(""),
        json!("other"),
        json!("Goodword"),
        json!("goodword "),
        json!([]),
        json!(["other"]),
        json!([["goodword"]]),
        json!(1),
        json!({ "goodword": 1 }),
    ] {
        check_refused(&token_with(json!({ "aud": aud })), IdentityError::Audience);
    }
}

#[test]
fn a_claim_that_stands_there_twice_is_refused() {
    let good = claims(
        json!({ "name": "Ada", "avatar": "https://a/", "email": "a@b", "role": "visitor", "jti": "1", "nbf": NOW }),
    );
    for (name, value) in good.as_object().unwrap() {
        let twice = good.to_string().replacen('{', &format!("{{\"{name}\":{value},"), 1);
        check_refused(&signed_ed(r#"{"alg":"EdDSA","kid":"ed"}"#, &twice), IdentityError::Claims);
        // A name may be written with escapes, and is the same name.
        let escaped = format!("\\u{:04x}{}", name.as_bytes()[0], &name[1..]);
        let twice = good.to_string().replacen('{', &format!("{{\"{escaped}\":{value},"), 1);
        check_refused(&signed_ed(r#"{"alg":"EdDSA","kid":"ed"}"#, &twice), IdentityError::Claims);
    }
}

#[test]
fn claims_that_are_no_object_are_refused() {
    let deep = "[".repeat(2000);
    for text in
        ["", "null", "[]", "1", "\"a\"", "{", "{}}", "\u{feff}{}", &deep, r#"["https://brand.example"]"#]
    {
        check_refused(&signed_ed(r#"{"alg":"EdDSA","kid":"ed"}"#, text), IdentityError::Claims);
    }
}
