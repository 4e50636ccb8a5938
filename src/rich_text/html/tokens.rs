//! HTML cut into tags and text, as far as is needed to count tags and to leave them out.
//!
//! It follows the tokenizer of the HTML standard in comments, quotes and raw text, but decides nothing about
//! safety: what it gives is shown as text only.

use crate::rich_text::{MAX_SOURCE_BYTES, entities};

/// Elements open at once.
const MAX_OPEN: usize = 200;

/// Open elements, added up over all tags. Browsers open formatting elements again in each paragraph that
/// they were left open in, so that a short source can mean a million elements.
const MAX_WORK: usize = 200_000;

const VOID: &str = " area base br col embed hr img input link meta param source track wbr ";

/// Elements whose end may be left out: they do not nest without one of another kind between.
const IMPLIED: &str =
    " p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp html head body ";

const RAW_TEXT: &str = " script style textarea title xmp iframe noembed noframes ";

/// Elements before and after which a line ends.
const BLOCK: &str = " address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form \
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul ";

/// Elements that are set apart from what is around them by a blank line.
const PARAGRAPH: &str = " blockquote div dl h1 h2 h3 h4 h5 h6 ol p pre section table ul ";

enum Token<'a> {
    Text(&'a str),
    Open(&'a str),
    Close(&'a str),
}

/// Whether a browser's parser is quick with `source`: it is quadratic in what is open.
pub(super) fn is_modest(source: &str) -> bool {
    if source.len() > MAX_SOURCE_BYTES {
        return false;
    }
    let mut open: Vec<&str> = Vec::new();
    let mut work = 0;
    for token in tokens(source) {
        match token {
            Token::Open(name) if !is_in(VOID, name) && !is_in(IMPLIED, name) => open.push(name),
            Token::Close(name) => {
                if let Some(at) = open.iter().rposition(|opened| opened.eq_ignore_ascii_case(name)) {
                    open.remove(at);
                }
            }
            Token::Open(_) | Token::Text(_) => {}
        }
        work += open.len();
        if open.len() > MAX_OPEN || work > MAX_WORK {
            return false;
        }
    }
    true
}

/// What is left of `source` without its tags: lines where blocks were, blank lines where paragraphs were.
pub(super) fn words(source: &str) -> String {
    let mut words = String::with_capacity(source.len());
    let mut space = "";
    for token in tokens(source) {
        match token {
            Token::Text(text) => {
                for (number, word) in text.split_ascii_whitespace().enumerate() {
                    let parted = number > 0 || text.starts_with(|c: char| c.is_ascii_whitespace());
                    if space.is_empty() && parted {
                        space = " ";
                    }
                    words.push_str(if words.is_empty() { "" } else { space });
                    words.push_str(&entities::decode(word));
                    space = "";
                }
                if space.is_empty() && text.ends_with(|c: char| c.is_ascii_whitespace()) {
                    space = " ";
                }
            }
            Token::Open(name) | Token::Close(name) if is_in(PARAGRAPH, name) => space = "\n\n",
            Token::Open(name) | Token::Close(name) if is_in(BLOCK, name) && space != "\n\n" => space = "\n",
            Token::Open(name) | Token::Close(name) => {
                if space.is_empty() && matches!(name, "td" | "th") {
                    space = " ";
                }
            }
        }
    }
    words
}

fn tokens(source: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = source;
    let mut raw: Option<&str> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(name) = raw.take() {
                rest = &rest[raw_text_end(rest, name)..];
            }
            let first = *rest.as_bytes().first()?;
            let next = rest.as_bytes().get(1).copied().unwrap_or_default();
            if first != b'<' || !(next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
                let from = usize::from(first == b'<');
                let (text, after) = rest.split_at(rest[from..].find('<').map_or(rest.len(), |at| from + at));
                rest = after;
                return Some(Token::Text(text));
            }
            let name_at = if next == b'/' { 2 } else { 1 };
            if !rest[name_at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                rest = after_comment(rest);
                continue;
            }
            let name_end = rest[name_at..].find([' ', '\t', '\n', '\r', '\u{c}', '/', '>']);
            let name = &rest[name_at..name_end.map_or(rest.len(), |end| name_at + end)];
            rest = after_tag(&rest[name_at + name.len()..]);
            if next == b'/' {
                return Some(Token::Close(name));
            }
            raw = Some(name).filter(|name| is_in(RAW_TEXT, name));
            return Some(Token::Open(name));
        }
    })
}

fn after_comment(rest: &str) -> &str {
    let Some(comment) = rest.strip_prefix("<!--") else {
        return rest.find('>').map_or("", |end| &rest[end + 1..]);
    };
    for empty in [">", "->"] {
        if let Some(after) = comment.strip_prefix(empty) {
            return after;
        }
    }
    let mut from = 0;
    while let Some(at) = comment[from..].find("--") {
        from += at + 1;
        let after = comment[from + 1..].trim_start_matches('-');
        if let Some(after) = after.strip_prefix('>').or_else(|| after.strip_prefix("!>")) {
            return after;
        }
        from = comment.len() - after.len();
    }
    ""
}

/// What follows the `>` that ends a tag, not one within a quoted value.
fn after_tag(rest: &str) -> &str {
    let mut in_value = false;
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return &rest[at + 1..],
            (None, b'"' | b'\'') if in_value => (quote, in_value) = (Some(byte), false),
            (None, b'=') => in_value = true,
            (None, _) => in_value &= byte.is_ascii_whitespace(),
        }
    }
    ""
}

/// Where the end tag of `name` begins.
fn raw_text_end(rest: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        from += at;
        if rest[from + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return from;
        }
        from += 2;
    }
    rest.len()
}

fn is_in(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|listed| listed.eq_ignore_ascii_case(name))
}
