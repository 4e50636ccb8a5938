//! Plain text: paragraphs at blank lines, line breaks as they were typed, and web addresses made links.

use super::builder::Builder;
use super::tree::{Attribute, Tag};

pub(super) fn write(builder: &mut Builder<'_>, source: &str) {
    let mut in_paragraph = false;
    for line in source.lines() {
        let blank = line.trim().is_empty();
        if blank && in_paragraph {
            builder.close();
        } else if !blank && !in_paragraph {
            builder.open_plain(Tag::P);
        } else if !blank {
            builder.void(Tag::Br);
            builder.text("\n");
        }
        in_paragraph = !blank;
        if !blank {
            write_line(builder, line);
        }
    }
    if in_paragraph {
        builder.close();
    }
}

fn write_line(builder: &mut Builder<'_>, line: &str) {
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find(['h', 'H']) {
        at += found;
        let Some(length) = url_at(line, at) else {
            at += 1;
            continue;
        };
        builder.text(&line[done..at]);
        write_url(builder, &line[at..at + length]);
        at += length;
        done = at;
    }
    builder.text(&line[done..]);
}

/// An address that is its own words.
pub(super) fn write_url(builder: &mut Builder<'_>, url: &str) {
    builder.open(Tag::A, &|attribute| (attribute == Attribute::Href).then(|| url.to_owned()));
    builder.text(url);
    builder.close();
}

/// The length in bytes of the web address that begins at `at`, if one does: `http://` or `https://`, not in the
/// middle of a word, up to what cannot be in a URL, without the punctuation that ends the sentence around it.
pub(super) fn url_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let scheme = ["https://", "http://"]
        .iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))?;
    let in_word = text[..at].ends_with(|before: char| before.is_ascii_alphanumeric());
    let has_host = rest[scheme.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || !c.is_ascii());
    // Checked before the scan below, so that every scan ends in a URL and none is walked twice.
    if in_word || !has_host {
        return None;
    }
    let mut url = &rest[..rest.find(ends_url).unwrap_or(rest.len())];
    let mut surplus = url.matches(')').count().saturating_sub(url.matches('(').count());
    loop {
        if let Some(shorter) = url.strip_suffix(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~']) {
            url = shorter;
        } else if surplus > 0 && url.ends_with(')') {
            url = &url[..url.len() - 1];
            surplus -= 1;
        } else {
            return Some(url.len());
        }
    }
}

/// Besides what no URL holds, the quotation marks and full-width punctuation that follow one in prose.
fn ends_url(c: char) -> bool {
    let typographic =
        matches!(c, '\u{2018}'..='\u{201f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    typographic || c.is_whitespace() || c.is_control() || "<>\"`[]{}|\\^".contains(c)
}
