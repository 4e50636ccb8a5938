//! Character references, as Markdown and HTML write them.
//!
//! Of the two thousand named ones only those that people type are known here; the browser's parser knows the
//! rest, and an unknown one is shown as it was written.

use std::borrow::Cow;

const NAMED: &str = "amp& lt< gt> quot\" apos' nbsp\u{a0} copy© reg® trade™ hellip… mdash— ndash– lsquo‘ rsquo’ \
    ldquo“ rdquo” laquo« raquo» bull• middot· times× deg° euro€ pound£ sect§ para¶ larr← rarr→ auml\u{e4} \
    ouml\u{f6} uuml\u{fc} eacute\u{e9} egrave\u{e8}";

/// The character that the reference at the start of `text` (which begins with `&`) stands for, and the
/// reference's length in bytes.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let found = if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |hex| (hex, 16));
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
            return None;
        }
        let code = u32::from_str_radix(digits, radix).unwrap_or_default();
        char::from_u32(code).filter(|&found| found != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
    } else {
        let of = |entry: &str| entry.strip_prefix(name).and_then(|rest| single(rest));
        NAMED.split(' ').find_map(of).filter(|_| !name.is_empty())?
    };
    Some((found, end + 1))
}

/// `text` with its references replaced.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (found, length) = reference(&rest[at..]).unwrap_or(('&', 1));
        decoded.push(found);
        rest = &rest[at + length..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.as_str().is_empty())
}
