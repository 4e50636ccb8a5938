//! Character references, as Markdown and HTML write them.
//!
//! Of the two thousand named ones only those that people type are known here; the browser's parser knows the
//! rest, and an unknown one is shown as it was written.

use super::scan;

const NAMED: &str = "amp& lt< gt> quot\" apos' nbsp\u{a0} copy© reg® trade™ hellip… mdash— ndash– lsquo‘ rsquo’ \
    ldquo“ rdquo” laquo« raquo» bull• middot· times× deg° euro€ pound£ sect§ larr← rarr→ auml\u{e4} ouml\u{f6} \
    uuml\u{fc} eacute\u{e9} egrave\u{e8}";

/// The character that the reference at the start of `text` (which begins with `&`) stands for, and the
/// reference's length in bytes.
#[inline(never)]
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = scan::between(text, 1, end);
    let found = if scan::byte(name, 0) == b'#' {
        let hex = matches!(scan::byte(name, 1), b'x' | b'X');
        let code = scan::number(scan::from(name, 1 + usize::from(hex)), if hex { 16 } else { 10 })?;
        char::from_u32(code).filter(|&found| found != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
    } else {
        named(name)?
    };
    Some((found, end + 1))
}

fn named(name: &str) -> Option<char> {
    let mut rest = NAMED;
    while !rest.is_empty() {
        let end = scan::find(rest, b" ");
        let entry = scan::until(rest, end);
        let mut after = scan::from(entry, name.len()).chars();
        if !name.is_empty()
            && entry.starts_with(name)
            && let (Some(found), None) = (after.next(), after.next())
        {
            return Some(found);
        }
        rest = scan::from(rest, end + 1);
    }
    None
}
