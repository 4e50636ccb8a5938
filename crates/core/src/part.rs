//! Parts of texts, by byte.
//!
//! A place that is outside the text or within a character gives an empty part. Indexing would panic there instead, and
//! what its message needs to quote the text is several kB of Wasm.

use std::ops::Range;

/// What stands in `range`.
#[inline]
pub(crate) fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// What stands from `at` on.
#[inline]
pub(crate) fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// What stands before `at`.
#[inline]
pub(crate) fn until(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// The first character.
#[inline]
pub(crate) fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// The last character.
#[inline]
pub(crate) fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// The first `count` characters.
pub(crate) fn beginning(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| until(text, end))
}

/// The text that `bytes` are; U+FFFD for all from the first byte on that is none.
pub(crate) fn readable(bytes: &[u8]) -> String {
    let end = str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let text = str::from_utf8(bytes.get(..end).unwrap_or_default()).unwrap_or_default();
    let mut readable = text.to_owned();
    if end < bytes.len() {
        readable.push(char::REPLACEMENT_CHARACTER);
    }
    readable
}

/// Where `wanted` begins first. For what is a few bytes long: the standard search prepares itself for more, and that is
/// 4 kB of Wasm.
pub(crate) fn find(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|bytes| bytes == wanted.as_bytes())
}

/// A whole number that is not negative, `u32::MAX` where it is larger.
pub(crate) fn whole(text: &str) -> Option<u32> {
    let digits = text.trim_ascii().as_bytes();
    let mut number = 0_u32;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
    }
    (!digits.is_empty()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{beginning, find, first, from, last, part, readable, until};

    #[test]
    fn parts_end_between_characters_or_are_empty() {
        let text = "aé日";
        assert_eq!((from(text, 1), until(text, 1), part(text, 1..3)), ("é日", "a", "é"));
        assert_eq!((from(text, 2), until(text, 2), part(text, 1..2)), ("", "", ""));
        assert_eq!((from(text, 6), until(text, 6), from(text, 7), until(text, 7)), ("", text, "", ""));
        assert_eq!((first(text), last(text), first(""), last("")), (Some('a'), Some('日'), None, None));
    }

    #[test]
    fn a_beginning_is_counted_in_characters() {
        assert_eq!((beginning("日本語", 2), beginning("日本", 2), beginning("", 2)), ("日本", "日本", ""));
    }

    #[test]
    fn bytes_are_read_up_to_the_first_that_is_no_text() {
        let check = |bytes: &[u8], expect: &str| assert_eq!(readable(bytes), expect);
        check("é".as_bytes(), "é");
        check(b"a\xffb", "a\u{fffd}");
        check(b"\xe6\x97", "\u{fffd}");
    }

    #[test]
    fn a_text_is_found_where_it_begins_first() {
        assert_eq!(find("a</b</c", "</"), Some(1));
        assert_eq!(find("é-->", "-->"), Some(2));
        assert_eq!(find("--", "-->"), None);
        assert_eq!(find("", "]:"), None);
    }
}
