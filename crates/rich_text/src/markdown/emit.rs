//! Settled pieces into nodes.

use super::delimiters::Run;
use super::inlines::Piece;
use super::leaves::Destination;
use crate::builder::Builder;
use crate::tree::{Attribute, Tag};
use crate::{scan, text};

pub(super) fn emit(builder: &mut Builder<'_>, pieces: &[Piece<'_>], runs: &[Run]) {
    let mut pieces = pieces.iter();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => builder.text(text),
            Piece::Char(c) => builder.text(c.encode_utf8(&mut [0; 4])),
            Piece::Break => {
                builder.void(Tag::Br);
                builder.text("\n");
            }
            Piece::Code(code) => {
                builder.open_plain(Tag::Code);
                builder.text(&code_text(code));
                builder.close();
            }
            Piece::Url(prefix, url) => text::write_url(builder, prefix, url),
            Piece::Run(run) => {
                let run = &runs[*run];
                (0..run.closes).for_each(|_| builder.close());
                for _ in 0..run.left {
                    builder.text(run.mark().encode_utf8(&mut [0; 4]));
                }
                run.opens.iter().rev().for_each(|&tag| builder.open_plain(tag));
            }
            Piece::Link(Tag::Img, to) => {
                let alt = alternative(&mut pieces, runs);
                builder.open(Tag::Img, &|attribute| match attribute {
                    Attribute::Src => Some(to.url.clone()),
                    Attribute::Alt => Some(alt.clone()),
                    _ => title(attribute, to),
                });
                builder.close();
            }
            Piece::Link(tag, to) => builder.open(*tag, &|attribute| match attribute {
                Attribute::Href => Some(to.url.clone()),
                _ => title(attribute, to),
            }),
            Piece::LinkEnd => builder.close(),
        }
    }
}

fn title(attribute: Attribute, to: &Destination) -> Option<String> {
    to.title.clone().filter(|_| attribute == Attribute::Title)
}

/// The words of an image, up to and with its end.
fn alternative<'p, 'a: 'p>(pieces: &mut impl Iterator<Item = &'p Piece<'a>>, runs: &[Run]) -> String {
    let mut alt = String::new();
    let mut depth = 1;
    for piece in pieces {
        match piece {
            Piece::Text(text) | Piece::Url(_, text) => alt.push_str(text),
            Piece::Char(c) => alt.push(*c),
            Piece::Break => alt.push('\n'),
            Piece::Code(code) => alt.push_str(&code_text(code)),
            Piece::Run(run) => alt.extend((0..runs[*run].left).map(|_| runs[*run].mark())),
            Piece::Link(..) => depth += 1,
            Piece::LinkEnd => depth -= 1,
        }
        if depth == 0 {
            break;
        }
    }
    alt
}

/// Lines joined by spaces, without the one space at either end that keeps backticks apart from the marks.
fn code_text(code: &str) -> String {
    let mut joined = String::new();
    let mut rest = code;
    while !rest.is_empty() {
        let end = scan::find(rest, b"\n");
        joined.push_str(scan::until(rest, end));
        joined.push_str(if end < rest.len() { " " } else { "" });
        rest = scan::from(rest, end + 1);
    }
    let last = joined.len().saturating_sub(1);
    if scan::byte(&joined, 0) == b' ' && scan::byte(&joined, last) == b' ' && !scan::is_blank(&joined) {
        return scan::between(&joined, 1, last).to_owned();
    }
    joined
}
