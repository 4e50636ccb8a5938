//! The safe subset of Markdown: `CommonMark`'s blocks and inlines with strikethrough and simple tables, without
//! reference links and without HTML, which is shown as it was written.
//!
//! Own code because bytes are weighed: pulldown-cmark 0.13 without default features adds 60.4 kB of brotli to a
//! Wasm built for size. Time is linear in the source: blocks are one pass over the lines, inlines one
//! pass over the characters with the delimiter stack's lower bounds of `CommonMark`'s appendix, and the few
//! look-aheads have a fixed length.

mod blocks;
mod delimiters;
mod emit;
mod inlines;
mod leaves;
mod lines;

use super::builder::Builder;
use super::scan;
use super::tree::{Attribute, Tag};
use blocks::Block;

/// The first heading below the panel's own, which end at h2.
const HEADINGS: [Tag; 6] = [Tag::H3, Tag::H4, Tag::H5, Tag::H6, Tag::H6, Tag::H6];

pub(super) fn write(builder: &mut Builder<'_>, source: &str) {
    let (blocks, text) = blocks::parse(source);
    // For each open container whether paragraphs stand in it without a `p` of their own.
    let mut tight = Vec::new();
    for block in blocks {
        match block {
            Block::Quote => {
                tight.push(false);
                builder.open_plain(Tag::Blockquote);
            }
            Block::List { start, loose } => {
                tight.push(!loose);
                open_list(builder, &start);
            }
            Block::Item => {
                tight.push(tight.last() == Some(&true));
                builder.open_plain(Tag::Li);
            }
            Block::End => {
                tight.pop();
                builder.close();
            }
            Block::Paragraph(range) if tight.last() == Some(&true) => {
                inlines::write(builder, scan::between(&text, range.start, range.end));
            }
            Block::Paragraph(range) => leaf(builder, Tag::P, scan::between(&text, range.start, range.end)),
            Block::Heading(level, range) => {
                leaf(builder, HEADINGS[level.clamp(1, 6) - 1], scan::between(&text, range.start, range.end));
            }
            Block::Code(range) => {
                builder.open_plain(Tag::Pre);
                builder.open_plain(Tag::Code);
                builder.text(scan::between(&text, range.start, range.end));
                builder.close();
                builder.close();
            }
            Block::Table(range) => table(builder, scan::between(&text, range.start, range.end)),
            Block::Rule => builder.void(Tag::Hr),
        }
    }
}

fn open_list(builder: &mut Builder<'_>, start: &str) {
    if start.is_empty() {
        return builder.open_plain(Tag::Ul);
    }
    let mut number = start;
    while number.len() > 1 && scan::byte(number, 0) == b'0' {
        number = scan::from(number, 1);
    }
    let numbered = |attribute| attribute == Attribute::Start && number != "1";
    builder.open(Tag::Ol, &|attribute| if numbered(attribute) { Some(number.to_owned()) } else { None });
}

fn leaf(builder: &mut Builder<'_>, tag: Tag, text: &str) {
    builder.open_plain(tag);
    inlines::write(builder, text);
    builder.close();
}

/// The first line heads the columns, the second only rules them off; each row has as many cells as the first.
fn table(builder: &mut Builder<'_>, text: &str) {
    builder.open_plain(Tag::Table);
    let (head, rest) = scan::line(text);
    let columns = leaves::cells(head).len();
    builder.open_plain(Tag::Thead);
    row(builder, Tag::Th, head, columns);
    builder.close();
    let mut rest = scan::line(rest).1;
    builder.open_plain(Tag::Tbody);
    while !rest.is_empty() {
        let (line, after) = scan::line(rest);
        row(builder, Tag::Td, line, columns);
        rest = after;
    }
    builder.close();
    builder.close();
}

fn row(builder: &mut Builder<'_>, tag: Tag, line: &str, columns: usize) {
    let mut cells = leaves::cells(line);
    cells.resize(columns, String::new());
    builder.open_plain(Tag::Tr);
    for cell in &cells {
        leaf(builder, tag, cell);
    }
    builder.close();
}
