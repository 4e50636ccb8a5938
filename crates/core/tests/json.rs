//! The JSON reader against a table, the shared test suite and another reader.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

mod reading;

use goodword_core::json::{JsonError, Number, Value, parse};
use proptest::{collection::vec, prelude::*, sample::Index};
use reading::shared;
use serde_json::Value as Other;

const DEPTH: usize = 100;

/// Whether the two readers found the same. Doubles are compared as such, up to the last bit, which the other one does
/// not always get right.
fn is_same(ours: &Value, theirs: &Other) -> bool {
    match (ours, theirs) {
        (Value::Null, Other::Null) => true,
        (Value::Bool(a), Other::Bool(b)) => a == b,
        (Value::Text(a), Other::String(b)) => a == b,
        (Value::Number(a), Other::Number(b)) => {
            let (Ok(ours), Some(theirs)) = (a.as_str().parse::<f64>(), b.as_f64()) else { return false };
            let is_same_integer = b.as_i64().is_none_or(|b| b == 0 || a.to_i64() == Some(b));
            is_same_integer && (ours - theirs).abs() <= ours.abs() * 1e-15 + f64::MIN_POSITIVE
        }
        (Value::List(a), Other::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Other::Object(b)) => {
            a.iter().all(|(key, _)| b.contains_key(key))
                && b.iter().all(|(key, b)| ours.get(key).is_some_and(|a| is_same(a, b)))
        }
        _ => false,
    }
}

/// Both readers accept `bytes` and find the same, or neither does. Halves of surrogate pairs and numbers that no double
/// holds are accepted here and refused there.
#[track_caller]
fn check_agreement(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match (parse(bytes, DEPTH), serde_json::from_slice::<Other>(bytes)) {
        (Ok(ours), Ok(theirs)) => assert!(is_same(&ours, &theirs), "{ours:?} and {theirs:?} from {text}"),
        (Err(error), Err(_)) => assert!(error.at <= bytes.len(), "{error} in {text}"),
        (Ok(_), Err(error)) => {
            let reason = error.to_string();
            let is_exempt =
                ["number out of range", "surrogate", "hex escape"].iter().any(|known| reason.contains(known));
            assert!(is_exempt, "accepted: {text}, but: {reason}");
        }
        (Err(error), Ok(_)) => panic!("refused: {text}, since {error}"),
    }
}

fn json() -> impl Strategy<Value = Other> {
    let leaf = prop_oneof![
        Just(Other::Null),
        any::<bool>().prop_map(Other::from),
        any::<i64>().prop_map(Other::from),
        any::<u64>().prop_map(Other::from),
        any::<f64>().prop_map(Other::from),
        any::<String>().prop_map(Other::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Other::from),
            vec((any::<String>(), inner), 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn what_another_library_wrote_is_read_the_same(value in json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let ours = parse(text.as_bytes(), DEPTH);
            prop_assert!(ours.as_ref().is_ok_and(|ours| is_same(ours, &value)), "{:?} from {}", ours, text);
        }
    }

    #[test]
    fn changed_texts_are_accepted_or_refused_alike(
        value in json(),
        changes in vec((any::<Index>(), prop::sample::select(b"{}[]\",:\\u0d8e-+.tfn \n\x00\x1f\xff".to_vec())), 1..4),
    ) {
        let mut bytes = value.to_string().into_bytes();
        for (place, byte) in changes {
            let length = bytes.len();
            bytes[place.index(length)] = byte;
        }
        check_agreement(&bytes);
    }

    #[test]
    fn pieces_of_json_in_any_order_are_accepted_or_refused_alike(
        pieces in vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":1", "1", "-", "0", ".5", "e3", "E+", "null", "true", "false", " ", "\t",
            "\\u00e9", "\\ud83d", "\\ude00", "\\u12", "\\n", "\\x", "é", "\u{7f}",
        ]), 0..12),
    ) {
        check_agreement(pieces.concat().as_bytes());
        check_agreement(format!("\"{}\"", pieces.concat()).as_bytes());
        check_agreement(format!("[{}]", pieces.concat()).as_bytes());
    }
}

/// The bytes of one of the suite's cases: text, Base64, or a beginning that is repeated.
fn bytes_of(case: &Other) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if let Some(text) = case["text"].as_str() {
        return text.as_bytes().to_vec();
    }
    if let Some(text) = case["base64"].as_str() {
        let mut bytes = Vec::new();
        let (mut bits, mut count) = (0_u32, 0);
        for digit in text.chars().filter_map(|digit| DIGITS.find(digit)) {
            bits = (bits << 6 | u32::try_from(digit).unwrap()) & 0xffff;
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
            }
        }
        return bytes;
    }
    case["repeat"][0]
        .as_str()
        .unwrap()
        .repeat(case["repeat"][1].as_u64().unwrap().try_into().unwrap())
        .into_bytes()
}

#[test]
fn the_test_suite_is_accepted_and_refused_as_it_says() {
    let Some(path) = shared("corpora/jsontestsuite.json") else { return };
    let suite: Other = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut counted = 0;
    for case in suite["items"].as_array().unwrap() {
        let bytes = bytes_of(case);
        let is_accepted = parse(&bytes, DEPTH).is_ok();
        match case["expect"].as_str() {
            Some("accept") => assert!(is_accepted, "{case}"),
            Some("reject") => assert!(!is_accepted, "{case}"),
            // Readers may differ here; this one does as the other one does.
            Some("either" | "transform") if case["name"] != "i_structure_500_nested_arrays.json" => {
                check_agreement(&bytes);
            }
            _ => {}
        }
        counted += 1;
    }
    assert!(counted > 300, "only {counted} cases");
}

#[test]
fn an_error_says_where_and_what_was_expected() {
    let check = |text: &[u8], at: usize, expected: &'static str| {
        assert_eq!(parse(text, 2), Err(JsonError { at, expected }), "{}", String::from_utf8_lossy(text));
    };
    check(b"", 0, "a value");
    check(b" nul", 1, "a value");
    check(b"[1,]", 3, "a value");
    check(b"[1 2]", 3, "a comma or the closing bracket");
    check(b"{\"a\":1]", 6, "a comma or the closing bracket");
    check(b"{a:1}", 1, "a key in quotes");
    check(b"{\"a\" 1}", 5, "a colon after the key");
    check(b"1 2", 2, "nothing after the value");
    check(b"01", 1, "nothing after the value");
    check(b"-a", 1, "a digit");
    check(b"1.e5", 2, "a digit");
    check(b"\"a\n\"", 2, "a character or the closing quote");
    check(b"\"a", 2, "a character or the closing quote");
    check(b"\"\\x\"", 2, "an escape");
    check(b"\"\\u12g4\"", 5, "a hexadecimal digit");
    check(b"[\"\xff\"]", 2, "UTF-8");
    check(b"[[[]]]", 2, "fewer levels of nesting");
    let error = parse(b"[", 1).unwrap_err();
    assert_eq!(error.to_string(), "expected a value at byte 1");
}

#[test]
fn nesting_is_read_up_to_the_bound_and_refused_beyond() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for depth in [1, 2, 500] {
        assert!(parse(nested(depth).as_bytes(), depth).is_ok(), "{depth} levels");
        let error = JsonError { at: depth - 1, expected: "fewer levels of nesting" };
        assert_eq!(parse(nested(depth).as_bytes(), depth - 1), Err(error), "{depth} levels");
    }
    assert!(parse(nested(100_000).as_bytes(), 64).is_err());
    assert_eq!(parse(b" 1 ", 0).map(|value| value.as_number().and_then(Number::to_i64)), Ok(Some(1)));
}

#[test]
fn of_a_key_given_twice_the_last_one_counts_and_both_are_kept() {
    let value = parse(br#"{"a":1,"b":null,"a":true}"#, 1).unwrap();
    assert_eq!(value.get("a"), Some(&Value::Bool(true)));
    assert_eq!(value.get("b"), Some(&Value::Null));
    assert_eq!(value.get("c"), None);
    assert_eq!(Value::Null.get("a"), None);
    assert!(matches!(value, Value::Object(members) if members.len() == 3));
}

#[test]
fn halves_of_surrogate_pairs_are_replaced() {
    let check = |json: &str, expect: &str| {
        assert_eq!(parse(json.as_bytes(), 0).unwrap().as_text(), Some(expect), "{json}");
    };
    check(r#""\ud83d""#, "\u{fffd}");
    check(r#""\ude00 \ud83d\ude00""#, "\u{fffd} 😀");
    check(r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀");
    check(r#""\uD83D\n\ud83d\u0041""#, "\u{fffd}\n\u{fffd}A");
    check(r#""\ud83dude00 \\ud83d \ud83d\\""#, "\u{fffd}ude00 \\ud83d \u{fffd}\\");
    check(r#""\uD83d\uDe00\u00e9\u0000""#, "😀é\0");
}
