//! One line, and what its beginning says.

use super::leaves;
use crate::scan;

/// Tabs in front of a line's words become the spaces up to the next multiple of four, so that columns can be
/// counted in bytes. Those within its words stay.
pub(super) fn expand_tabs(line: &str, expanded: &mut String) {
    expanded.clear();
    let prefix = scan::span(line, b" \t>+-*.)0123456789");
    for byte in scan::until(line, prefix).bytes() {
        if byte == b'\t' {
            expanded.push_str(scan::from("    ", expanded.len() % 4));
        } else {
            expanded.push(char::from(byte));
        }
    }
    expanded.push_str(scan::from(line, prefix));
}

/// How many spaces `line` begins with.
pub(super) fn indent(line: &str) -> usize {
    scan::span(line, b" ")
}

/// What begins a list item.
pub(super) struct Marker<'a> {
    /// The bullet, or what follows the number: items of one list share it.
    pub(super) kind: u8,
    /// The digits of an ordered list's number; none of a bullet.
    pub(super) start: &'a str,
    /// Bytes.
    pub(super) width: usize,
}

/// The marker that `line`, which begins with no space, begins with.
pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    let digits = scan::span(line, b"0123456789");
    let kind = scan::byte(line, digits);
    let known = if digits == 0 { matches!(kind, b'-' | b'+' | b'*') } else { matches!(kind, b'.' | b')') };
    let start = scan::until(line, digits);
    let ends = matches!(scan::byte(line, digits + 1), 0 | b' ');
    (known && ends && digits < 10).then_some(Marker { kind, start, width: digits + 1 })
}

/// Whether `line` is three or more of one of `*-_` and spaces.
pub(super) fn is_rule(line: &str) -> bool {
    let mark = scan::byte(line, 0);
    let count = line.bytes().filter(|&byte| byte == mark).count();
    matches!(mark, b'*' | b'-' | b'_') && count >= 3 && scan::span(line, &[mark, b' ', b'\t']) == line.len()
}

/// The level and words of a heading that begins with `#`.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = scan::span(line, b"#");
    if !(1..=6).contains(&level) || !matches!(scan::byte(line, level), 0 | b' ' | b'\t') {
        return None;
    }
    let words = scan::trim(scan::from(line, level));
    let marks = words.bytes().rev().take_while(|&byte| byte == b'#').count();
    let open = scan::until(words, words.len() - marks);
    let closed = scan::trim_end(open);
    Some((level, if open.is_empty() || closed.len() < open.len() { closed } else { words }))
}

/// The level of the heading that `line` makes of the paragraph above it.
pub(super) fn underline(line: &str) -> Option<usize> {
    let line = scan::trim_end(line);
    let mark = scan::byte(line, 0);
    let level = 1 + usize::from(mark == b'-');
    (matches!(mark, b'=' | b'-') && scan::span(line, &[mark]) == line.len()).then_some(level)
}

/// The character and length of the fence that opens a block of code.
pub(super) fn fence(line: &str) -> Option<(u8, usize)> {
    let mark = scan::byte(line, 0);
    let length = scan::span(line, &[mark]);
    let rest = scan::from(line, length);
    let closed = mark == b'`' && scan::find(rest, b"`") < rest.len();
    (matches!(mark, b'`' | b'~') && length >= 3 && !closed).then_some((mark, length))
}

/// Whether `line` rules off the head of a table with as many columns as `head`.
pub(super) fn is_table_rule(line: &str, head: &str) -> bool {
    if scan::span(line, b"|-: \t") < line.len()
        || scan::find(line, b"|") == line.len() && scan::find(head, b"|") == head.len()
    {
        return false;
    }
    let cells = leaves::cells(line);
    let dashes = |cell: &String| {
        let from = scan::span(cell, b":");
        let to = from + scan::span(scan::from(cell, from), b"-");
        from < 2 && to > from && matches!(scan::from(cell, to), "" | ":")
    };
    cells.iter().all(dashes) && cells.len() == leaves::cells(head).len()
}
