//! Rows of tables, and destinations of links: small grammars of their own.

use crate::{entities, scan};

/// Longest destination and title that is looked for, in bytes, so that a text full of unfinished links is
/// still read in linear time.
const MAX_DESTINATION: usize = 2_000;

/// The cells of a table's row, with `\|` turned to `|`.
#[inline(never)]
pub(super) fn cells(line: &str) -> Vec<String> {
    let mut rest = scan::trim(line);
    rest = rest.strip_prefix('|').unwrap_or(rest);
    let mut cells = Vec::new();
    let mut cell = String::new();
    loop {
        let end = scan::find(rest, b"|\\");
        cell.push_str(scan::until(rest, end));
        let escapes = scan::byte(rest, end) == b'\\';
        if escapes {
            let next = scan::byte(rest, end + 1);
            cell.push_str(match next {
                b'|' => "|",
                b'\\' => "\\\\",
                _ => "\\",
            });
            rest = scan::from(rest, end + 1 + usize::from(matches!(next, b'|' | b'\\')));
        } else {
            cells.push(scan::trim(&cell).to_owned());
            cell.clear();
            if end == rest.len() {
                break;
            }
            rest = scan::from(rest, end + 1);
        }
    }
    if cells.len() > 1 && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

/// Where a link goes.
pub(super) struct Destination {
    pub(super) url: String,
    pub(super) title: Option<String>,
}

/// What follows `](`, and its length with the closing parenthesis.
pub(super) fn destination(text: &str) -> Option<(Destination, usize)> {
    let rest = scan::trim_start(text);
    let bracketed = scan::byte(rest, 0) == b'<';
    let start = usize::from(bracketed);
    let end = start + if bracketed { find_end(scan::from(rest, 1), b"><\n")? } else { bare_end(rest)? };
    let url = scan::between(rest, start, end);
    if bracketed && scan::byte(rest, end) != b'>' {
        return None;
    }
    let rest = scan::from(rest, end + start);
    let mut after = scan::trim_start(rest);
    let mut title = None;
    let closing = match scan::byte(after, 0) {
        b'(' => b')',
        mark @ (b'"' | b'\'') => mark,
        _ => 0,
    };
    if closing > 0 && after.len() < rest.len() {
        let end = find_end(scan::from(after, 1), &[closing])?;
        title = Some(unescape(scan::between(after, 1, 1 + end)));
        after = scan::trim_start(scan::from(after, end + 2));
    }
    (scan::byte(after, 0) == b')')
        .then(|| (Destination { url: unescape(url), title }, text.len() - after.len() + 1))
}

/// Where a destination without angle brackets ends: at a space, or a parenthesis that was not opened in it.
fn bare_end(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    loop {
        at += find_end(scan::from(text, at), b"() \t\n")?;
        match scan::byte(text, at) {
            b'(' | b')' if at > MAX_DESTINATION => return None,
            b'(' if depth < 32 => depth += 1,
            b')' if depth > 0 => depth -= 1,
            b'(' => return None,
            _ => return Some(at),
        }
        at += 1;
    }
}

/// Where the first unescaped byte is that is among `set`.
#[inline(never)]
fn find_end(text: &str, set: &[u8]) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(MAX_DESTINATION) {
        if !(escaped && byte.is_ascii_punctuation()) && scan::holds(set, byte) {
            return Some(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// `text` without the backslashes before punctuation, and with its references replaced.
#[inline(never)]
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = scan::find(rest, b"\\&");
        plain.push_str(scan::until(rest, at));
        rest = scan::from(rest, at);
        let next = scan::byte(rest, 1);
        let (found, length) = match scan::byte(rest, 0) {
            0 => break,
            b'\\' if next.is_ascii_punctuation() => (char::from(next), 2),
            b'&' => entities::reference(rest).unwrap_or(('&', 1)),
            _ => ('\\', 1),
        };
        plain.push(found);
        rest = scan::from(rest, length);
    }
    plain
}
