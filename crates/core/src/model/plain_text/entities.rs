//! Character references of HTML: the numeric ones and those names that people's texts are full of.

use super::words::Words;
use crate::part::{from, part, until};

/// No known name is longer.
const LONGEST: usize = 10;

/// Names, each with its character after it: in one text, because a table of addresses takes more bytes.
const NAMED: &str = "amp& lt< gt> quot\" apos' nbsp\u{a0} hellip… mdash— ndash– lsquo‘ rsquo’ ldquo“ rdquo” \
    laquo« raquo» bull• middot· copy© reg® trade™ deg° times× euro€ pound£ cent¢ rarr→ \
    larr← aumlä oumlö uumlü AumlÄ OumlÖ UumlÜ szligß aacuteá agraveà acircâ aringå aeligæ \
    ccedilç eacuteé egraveè ecircê eumlë iacuteí icircî iumlï ntildeñ oacuteó ocircô \
    oslashø uacuteú ugraveù ucircû";

/// Adds what `rest`, which begins with `&`, stands for to `words`; how many bytes of it were read.
pub(super) fn push(rest: &str, words: &mut Words) -> usize {
    if let Some(end) = rest.bytes().take(LONGEST).position(|byte| byte == b';')
        && let Some(c) = decode(part(rest, 1..end))
    {
        words.push(c);
        return end + 1;
    }
    words.push('&');
    1
}

/// A text with its references as characters, and nothing else changed.
pub(super) fn unescape(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.bytes().position(|byte| byte == b'&') {
        out.push_str(until(rest, at));
        let after = from(rest, at + 1);
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        if let Some((letter, end)) = end.and_then(|end| Some((decode(part(after, 0..end))?, end))) {
            out.push(letter);
            rest = from(after, end + 1);
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The character of a known name.
fn named(name: &str) -> Option<char> {
    let mut at = 0;
    for entry in NAMED.as_bytes().split(|byte| *byte == b' ') {
        if let Some(letter) = entry.strip_prefix(name.as_bytes()) {
            let known = from(NAMED, at + name.len()).chars().next()?;
            // Others begin like this one.
            if known.len_utf8() == letter.len() {
                return Some(known);
            }
        }
        at += entry.len() + 1;
    }
    None
}

/// The character that stands between `&` and `;`.
fn decode(name: &str) -> Option<char> {
    let (digits, radix) = match name.as_bytes() {
        [b'#', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'#', digits @ ..] => (digits, 10),
        _ => return named(name),
    };
    let code = digits.iter().try_fold(0_u32, |code, digit| {
        code.checked_mul(radix)?.checked_add(char::from(*digit).to_digit(radix)?)
    });
    // What is a number but no character reads as HTML reads it.
    code.filter(|_| !digits.is_empty())
        .map(|code| char::from_u32(code).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
}
