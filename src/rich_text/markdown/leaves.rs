//! Rows of tables, and destinations of links: small grammars of their own.

use crate::rich_text::entities;

/// Longest destination and title that is looked for, in bytes, so that a text full of unfinished links is
/// still read in linear time.
const MAX_DESTINATION: usize = 2_000;

/// The cells of a table's row, with `\|` turned to `|`.
pub(super) fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        if let Some(cell) = cells.last_mut() {
            if c == '|' && escaped {
                cell.pop();
            }
            if c != '|' || escaped {
                cell.push(c);
            } else {
                cells.push(String::new());
            }
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Where a link goes.
#[derive(Default)]
pub(super) struct Destination {
    pub(super) url: String,
    pub(super) title: Option<String>,
}

/// What follows `](`, and its length with the closing parenthesis.
pub(super) fn destination(text: &str) -> Option<(Destination, usize)> {
    let rest = text.trim_start();
    let (url, rest) = if let Some(inner) = rest.strip_prefix('<') {
        let end = find_end(inner, |byte| matches!(byte, b'>' | b'<' | b'\n'))?;
        (&inner[..end], inner[end..].strip_prefix('>')?)
    } else {
        let mut depth = 0;
        let end = find_end(rest, |byte| {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            depth < 0 || depth > 32 || byte <= b' ' || byte == 0x7f
        })?;
        rest.split_at(end)
    };
    let after = rest.trim_start();
    let mark = after.bytes().next()?;
    let (title, after) = if matches!(mark, b'"' | b'\'' | b'(') && after.len() < rest.len() {
        let closing = if mark == b'(' { b')' } else { mark };
        let end = find_end(&after[1..], |byte| byte == closing)?;
        (Some(unescape(&after[1..=end])), after[end + 2..].trim_start())
    } else {
        (None, after)
    };
    let after = after.strip_prefix(')')?;
    Some((Destination { url: unescape(url), title }, text.len() - after.len()))
}

/// Where the first unescaped byte is that `ends`.
fn find_end(text: &str, mut ends: impl FnMut(u8) -> bool) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(MAX_DESTINATION) {
        if !(escaped && byte.is_ascii_punctuation()) && ends(byte) {
            return Some(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// `text` without the backslashes before punctuation, and with its references replaced.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let escaped =
            rest.as_bytes().get(1).filter(|byte| rest.starts_with('\\') && byte.is_ascii_punctuation());
        let (found, length) = match escaped {
            Some(&byte) => (char::from(byte), 2),
            None if rest.starts_with('&') => entities::reference(rest).unwrap_or(('&', 1)),
            None => ('\\', 1),
        };
        plain.push(found);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain
}
