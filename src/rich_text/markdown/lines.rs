//! One line, and what its beginning says.

use std::borrow::Cow;

/// Tabs in front of a line's words become the spaces up to the next multiple of four, so that columns can be
/// counted in bytes. Those within its words stay.
pub(super) fn expand_tabs(line: &str) -> Cow<'_, str> {
    let prefix = line.find(|c: char| !" \t>+-*.)".contains(c) && !c.is_ascii_digit()).unwrap_or(line.len());
    if !line[..prefix].contains('\t') {
        return Cow::Borrowed(line);
    }
    let mut expanded = String::with_capacity(line.len() + 16);
    for c in line[..prefix].chars() {
        if c == '\t' {
            expanded.push_str(&"    "[expanded.len() % 4..]);
        } else {
            expanded.push(c);
        }
    }
    expanded.push_str(&line[prefix..]);
    Cow::Owned(expanded)
}

/// How many spaces `line` begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// What begins a list item.
pub(super) struct Marker {
    /// The bullet, or what follows the number: items of one list share it.
    pub(super) kind: u8,
    /// The number of an ordered list.
    pub(super) start: Option<u32>,
    /// Bytes.
    pub(super) width: usize,
}

/// The marker that `line`, which begins with no space, begins with.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let kind = *line.as_bytes().get(digits)?;
    let wanted: &[u8] = if digits == 0 { b"-+*" } else { b".)" };
    let ends = line.as_bytes().get(digits + 1).is_none_or(|&next| next == b' ');
    if digits > 9 || !wanted.contains(&kind) || !ends {
        return None;
    }
    Some(Marker { kind, start: line[..digits].parse().ok(), width: digits + 1 })
}

/// Whether `line` is three or more of one of `*-_` and spaces.
pub(super) fn is_rule(line: &str) -> bool {
    let Some(&first) = line.as_bytes().first() else { return false };
    let others = || line.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'));
    b"*-_".contains(&first) && others().all(|byte| byte == first) && others().take(3).count() == 3
}

/// The level and words of a heading that begins with `#`.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let rest = &line[level..];
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let words = rest.trim();
    let unclosed = words.trim_end_matches('#');
    let closed = unclosed.is_empty() || unclosed.ends_with([' ', '\t']);
    Some((level, if closed { unclosed.trim_end() } else { words }))
}

/// The level of the heading that `line` makes of the paragraph above it.
pub(super) fn underline(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let all = |mark: u8| !line.is_empty() && line.bytes().all(|byte| byte == mark);
    if all(b'=') { Some(1) } else { all(b'-').then_some(2) }
}

/// The character and length of the fence that opens a block of code.
pub(super) fn fence(line: &str) -> Option<(u8, usize)> {
    let mark = *line.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|&byte| byte == mark).count();
    (length >= 3 && !(mark == b'`' && line[length..].contains('`'))).then_some((mark, length))
}

/// Whether `line` rules off the head of a table with as many columns as `head`.
pub(super) fn is_table_rule(line: &str, head: &str) -> bool {
    let dashes = |cell: &String| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    if !line.bytes().all(|byte| b"|-: \t".contains(&byte)) || !(head.contains('|') || line.contains('|')) {
        return false;
    }
    let cells = super::leaves::cells(line);
    cells.iter().all(dashes) && cells.len() == super::leaves::cells(head).len()
}
