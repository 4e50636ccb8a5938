//! Plain text: paragraphs at blank lines, line breaks as they were typed, and web addresses made links.

use super::builder::Builder;
use super::scan;
use super::tree::{Attribute, Tag};

pub(super) fn write(builder: &mut Builder<'_>, source: &str) {
    let mut in_paragraph = false;
    let mut rest = source;
    while !rest.is_empty() {
        let (line, after) = scan::line(rest);
        rest = after;
        if scan::is_blank(line) {
            if in_paragraph {
                builder.close();
            }
            in_paragraph = false;
            continue;
        }
        if in_paragraph {
            builder.void(Tag::Br);
            builder.text("\n");
        } else {
            builder.open_plain(Tag::P);
            in_paragraph = true;
        }
        write_line(builder, line);
    }
    if in_paragraph {
        builder.close();
    }
}

fn write_line(builder: &mut Builder<'_>, line: &str) {
    let (mut done, mut at) = (0, 0);
    while at < line.len() {
        at += scan::find(scan::from(line, at), b"hH");
        if let Some(length) = url_at(line, at) {
            builder.text(scan::between(line, done, at));
            write_url(builder, "", scan::between(line, at, at + length));
            at += length;
            done = at;
        } else {
            at += 1;
        }
    }
    builder.text(scan::from(line, done));
}

/// An address that is its own words, except for the `prefix` that it lacks.
pub(super) fn write_url(builder: &mut Builder<'_>, prefix: &str, url: &str) {
    let mut href = String::from(prefix);
    href.push_str(url);
    builder.open(Tag::A, &|attribute| if attribute == Attribute::Href { Some(href.clone()) } else { None });
    builder.text(url);
    builder.close();
}

/// The length in bytes of the web address that begins at `at`, if one does: `http://` or `https://`, not in the
/// middle of a word, up to what cannot be in a URL, without the punctuation that ends the sentence around it.
pub(super) fn url_at(text: &str, at: usize) -> Option<usize> {
    let rest = scan::from(text, at);
    let scheme = ["https://", "http://"].into_iter().find(|scheme| scan::begins(rest, scheme))?.len();
    let in_word = at > 0 && scan::byte(text, at - 1).is_ascii_alphanumeric();
    let first = scan::byte(rest, scheme);
    // Checked before the scan below, so that every scan ends in a URL and none is walked twice.
    if in_word || first.is_ascii() && !first.is_ascii_alphanumeric() {
        return None;
    }
    let mut surplus = 0_i32;
    let mut end = 0;
    for c in rest.chars().take_while(|&c| !ends_url(c)) {
        end += c.len_utf8();
        surplus += i32::from(c == ')') - i32::from(c == '(');
    }
    loop {
        match scan::byte(rest, end - 1) {
            b'.' | b',' | b':' | b';' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' => end -= 1,
            b')' if surplus > 0 => {
                end -= 1;
                surplus -= 1;
            }
            _ => return Some(end),
        }
    }
}

/// Besides what no URL holds, the quotation marks and full-width punctuation that follow one in prose.
fn ends_url(c: char) -> bool {
    let other = matches!(c, '<' | '>' | '"' | '`' | '[' | ']' | '{' | '}' | '|' | '\\' | '^' | '\0'..=' ' | '\u{7f}'..='\u{a0}');
    let space = matches!(c, '\u{2000}'..='\u{200f}' | '\u{2018}'..='\u{201f}' | '\u{2028}'..='\u{202f}');
    other || space || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}
