//! Halves of UTF-16 surrogate pairs, which cut-off text in JavaScript leaves behind and JSON parsers refuse.

/// `json` with each `\u` escape that is half a surrogate pair turned into U+FFFD; `None` where there is none.
pub(super) fn replace_lone(json: &[u8]) -> Option<Vec<u8>> {
    let mut repaired: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &json[at..]) {
        at += found;
        match escaped_unit(&json[at..]) {
            Some(0xD800..=0xDBFF) if matches!(escaped_unit(&json[at + 6..]), Some(0xDC00..=0xDFFF)) => {
                at += 12;
            }
            Some(0xD800..=0xDFFF) => {
                let copy = repaired.get_or_insert_with(|| json.to_vec());
                copy[at + 2..at + 6].copy_from_slice(b"FFFD");
                at += 6;
            }
            _ => at = (at + 2).min(json.len()),
        }
    }
    repaired
}

/// The UTF-16 unit of the `\uXXXX` that `json` begins with.
fn escaped_unit(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..4)?;
    digits
        .iter()
        .try_fold(0, |unit, &digit| Some(unit * 16 + u16::try_from(char::from(digit).to_digit(16)?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::replace_lone;

    #[track_caller]
    fn check(json: &str, expect: Option<&str>) {
        assert_eq!(replace_lone(json.as_bytes()).as_deref(), expect.map(str::as_bytes), "{json}");
    }

    #[test]
    fn only_halves_of_pairs_are_replaced() {
        check(r#""\ud83d""#, Some(r#""\uFFFD""#));
        check(r#""\ude00 \ud83d\ude00""#, Some(r#""\uFFFD \ud83d\ude00""#));
        check(r#""\ud83d\ud83d\ude00""#, Some(r#""\uFFFD\ud83d\ude00""#));
        check(r#""\uD83D\n""#, Some(r#""\uFFFD\n""#));
        check(r#""\ud83d\ude00""#, None);
        check(r#""\\ud83d""#, None);
        check(r#""\u00e9 \ud8""#, None);
        check("\"\\", None);
    }
}
