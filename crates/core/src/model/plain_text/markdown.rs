//! Markdown to words: line by line the marks of blocks fall away, within lines those of emphasis, code and links.

use super::{entities, words::Words};
use crate::letters::is_alphanumeric;
use crate::part::{find, first, from, last, part, until};

pub(super) fn plain_text(source: &str) -> String {
    let mut words = Words::default();
    let mut fence: Option<(char, usize)> = None;
    let mut code = None;
    for line in source.lines() {
        words.space();
        let trimmed = line.trim_start();
        if let Some((mark, length)) = fence_of(trimmed) {
            match fence {
                None => {
                    fence = Some((mark, length));
                    continue;
                }
                Some((open, least))
                    if open == mark && length >= least && from(trimmed, length).trim().is_empty() =>
                {
                    fence = None;
                    continue;
                }
                Some(_) => {}
            }
        }
        if fence.is_some() {
            words.push_str(line);
            continue;
        }
        let text = without_block_marks(trimmed);
        if text.is_empty() || is_rule(text) || is_definition(text) {
            code = None;
            continue;
        }
        inline(text, &mut code, &mut words);
    }
    words.finish()
}

/// The mark and length of the fence that a line begins with.
fn fence_of(line: &str) -> Option<(char, usize)> {
    let mark = first(line).filter(|c| matches!(c, '`' | '~'))?;
    let length = run(line, mark);
    (length >= 3 && !(mark == '`' && from(line, length).contains('`'))).then_some((mark, length))
}

/// How often `mark`, one byte long, stands at the beginning of `text`.
fn run(text: &str, mark: char) -> usize {
    text.len() - text.trim_start_matches(mark).len()
}

/// A line without the marks of quotes, lists and headings before it.
fn without_block_marks(line: &str) -> &str {
    let mut rest = line.trim();
    loop {
        let next = rest.strip_prefix('>').or_else(|| after_bullet(rest)).or_else(|| after_heading(rest));
        match next {
            Some(next) => rest = next.trim_start(),
            None => return rest,
        }
    }
}

fn after_bullet(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = if (1..=9).contains(&digits) { ['.', ')'].as_slice() } else { &['-', '*', '+'] };
    let digits = if digits <= 9 { digits } else { 0 };
    from(line, digits).strip_prefix(mark).filter(|rest| rest.starts_with([' ', '\t']))
}

fn after_heading(line: &str) -> Option<&str> {
    let level = run(line, '#');
    let rest = from(line, level);
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let title = rest.trim_end();
    let bare = title.trim_end_matches('#');
    // Closing marks stand apart from the title; "C#" is no closing mark.
    Some(if bare.is_empty() || bare.ends_with([' ', '\t']) { bare } else { title })
}

/// A line of nothing but `-`, `*`, `_` or `=`: a rule, or what makes the line above a heading.
fn is_rule(line: &str) -> bool {
    ['-', '*', '_', '='].iter().any(|mark| line.chars().all(|c| c == *mark || c == ' '))
}

/// `[name]: address`, which readers do not see.
fn is_definition(line: &str) -> bool {
    line.starts_with('[') && find(line, "]:").is_some_and(|end| !until(line, end).contains(']'))
}

/// Adds a line's words. `code` is the length of the backticks that code within the text was opened with.
fn inline(line: &str, code: &mut Option<usize>, words: &mut Words) {
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = first(from(line, at)) {
        let rest = from(line, at);
        let after = first(from(rest, c.len_utf8())).unwrap_or(' ');
        let read = match c {
            '`' => {
                let length = run(rest, '`');
                match *code {
                    None => *code = Some(length),
                    Some(open) if open == length => *code = None,
                    Some(_) => {}
                }
                length
            }
            _ if code.is_some() => {
                words.push(c);
                c.len_utf8()
            }
            '\\' if after.is_ascii_punctuation() => {
                words.push(after);
                2
            }
            '&' => entities::push(rest, words),
            ']' => 1 + destination_length(from(rest, 1)),
            '<' => {
                let address = autolink(rest);
                words.push_str(address.unwrap_or("<"));
                address.map_or(1, |address| address.len() + 2)
            }
            '[' => 1,
            '!' if after == '[' => 1,
            '~' if after == '~' => 2,
            '*' if !(before.is_whitespace() && after.is_whitespace()) => 1,
            '_' if !(is_alphanumeric(before) && is_alphanumeric(after)) => 1,
            _ => {
                words.push(c);
                c.len_utf8()
            }
        };
        before = last(part(line, at..at + read)).unwrap_or(c);
        at += read;
    }
}

/// How long the `(address "title")` or `[name]` after a link's text is; 0 where there is none.
///
/// It does not look past the next `[` or `]`, so that no byte is looked at for more than one link.
fn destination_length(rest: &str) -> usize {
    let end =
        rest.bytes().skip(1).position(|byte| matches!(byte, b'[' | b']')).map_or(rest.len(), |end| end + 1);
    if rest.starts_with('[') {
        return if from(rest, end).starts_with(']') { end + 1 } else { 0 };
    }
    if !rest.starts_with('(') {
        return 0;
    }
    let mut depth = 0_usize;
    for (at, byte) in until(rest, end).bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    0
}

/// The address between `<` and `>`.
fn autolink(rest: &str) -> Option<&str> {
    let inner = from(rest, 1);
    if !["http://", "https://", "mailto:"].iter().any(|scheme| inner.starts_with(scheme)) {
        return None;
    }
    let end = inner.find(|c: char| c == '>' || c == '<' || c.is_whitespace())?;
    from(inner, end).starts_with('>').then(|| until(inner, end))
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(source: &str, expect: &str) {
        assert_eq!(super::plain_text(source), expect, "{source:?}");
    }

    #[test]
    fn marks_of_blocks_fall_away() {
        check("# Title #\n\nText", "Title Text");
        check("Title\n=====\nText\n---", "Title Text");
        check("> quoted\n> > twice", "quoted twice");
        check("- one\n* two\n+ three\n10. ten\n1) first", "one two three ten first");
        check("- [ ] open\n- [x] done", "open x done");
        check("***\n- - -", "");
        check("#hashtag C# 3. -1", "#hashtag C# 3. -1");
        check("## C#", "C#");
        check("2026 was 1.5 good", "2026 was 1.5 good");
        check("[ref]: https://example.com\nText", "Text");
    }

    #[test]
    fn fences_fall_away_and_code_stays_as_it_is() {
        check("```rust\nlet a_b = *c;\n```\nafter", "let a_b = *c; after");
        check("~~~\n```\n# no heading\n~~~", "``` # no heading");
        check("`snake_case *x*` and ``a ` b``", "snake_case *x* and a  b".replace("  ", " ").as_str());
        check("```\nnever closed", "never closed");
    }

    #[test]
    fn marks_within_lines_fall_away() {
        check("**bold** _it_ ~~gone~~ ***both***", "bold it gone both");
        check("snake_case stays, 2 * 3 too, ~5", "snake_case stays, 2 * 3 too, ~5");
        check(r"\*literal\* C:\dir", r"*literal* C:\dir");
        check("Q&amp;A &copy;", "Q&A ©");
        check("un*break*able", "unbreakable");
    }

    #[test]
    fn links_keep_their_words_and_lose_their_addresses() {
        check("see [the guide](https://a.example/x_(y)) now", "see the guide now");
        check("![a kettle](k.png \"title\") boils", "a kettle boils");
        check("[text][ref] and [text][]", "text and text");
        check("<https://a.example/b> <b>", "https://a.example/b <b>");
        check("f](x", "f(x");
        check("[a](b [c](d)", "a(b c");
    }
}
