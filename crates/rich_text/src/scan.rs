//! What all the readers ask of a text again and again.
//!
//! Each question is one function that is not inlined, because the Wasm is weighed: every slice and every search
//! written out where it is needed brings its own copy of the checks. All positions are in bytes; what lies beyond
//! the text, or within a character, is nothing.

#[inline(never)]
pub(super) fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

#[inline(never)]
pub(super) fn until(text: &str, end: usize) -> &str {
    text.get(..end).unwrap_or_default()
}

pub(super) fn between(text: &str, at: usize, end: usize) -> &str {
    from(until(text, end), at)
}

/// The byte at `at`; 0 beyond the end.
#[inline(never)]
pub(super) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or_default()
}

/// How many bytes at the start of `text` are among `set`.
#[inline(never)]
pub(super) fn span(text: &str, set: &[u8]) -> usize {
    text.bytes().take_while(|&byte| holds(set, byte)).count()
}

/// Where the first byte is that is among `set`; the end where none is. The set must be ASCII.
#[inline(never)]
pub(super) fn find(text: &str, set: &[u8]) -> usize {
    text.bytes().take_while(|&byte| !holds(set, byte)).count()
}

#[expect(clippy::manual_contains, reason = "`contains` brings a search made for long slices")]
pub(super) fn holds(set: &[u8], byte: u8) -> bool {
    set.iter().any(|&held| held == byte)
}

/// The first line of `text`, without its end, and what follows it.
#[inline(never)]
pub(super) fn line(text: &str) -> (&str, &str) {
    let end = find(text, b"\n");
    let line = until(text, end);
    (line.strip_suffix('\r').unwrap_or(line), from(text, end + 1))
}

#[inline(never)]
pub(super) fn trim_start(text: &str) -> &str {
    text.trim_ascii_start()
}

#[inline(never)]
pub(super) fn trim_end(text: &str) -> &str {
    text.trim_ascii_end()
}

pub(super) fn trim(text: &str) -> &str {
    trim_start(trim_end(text))
}

pub(super) fn is_blank(text: &str) -> bool {
    trim_start(text).is_empty()
}

/// Whether `text` begins with the ASCII `prefix`, in any case.
#[inline(never)]
pub(super) fn begins(text: &str, prefix: &str) -> bool {
    until(text, prefix.len()).eq_ignore_ascii_case(prefix) && text.len() >= prefix.len()
}

/// Whether `name`, in any case, is among `names`, which are parted by single spaces.
#[inline(never)]
pub(super) fn lists(names: &str, name: &str) -> bool {
    let mut rest = names;
    while !rest.is_empty() {
        let end = find(rest, b" ");
        if end == name.len() && begins(rest, name) {
            return end > 0;
        }
        rest = from(rest, end + 1);
    }
    false
}

/// The number that `digits` write, if they are digits, few and in that base.
#[inline(never)]
pub(super) fn number(digits: &str, radix: u32) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let mut number = 0_u32;
    for byte in digits.bytes() {
        number = number.checked_mul(radix)?.checked_add(char::from(byte).to_digit(radix)?)?;
    }
    Some(number)
}
