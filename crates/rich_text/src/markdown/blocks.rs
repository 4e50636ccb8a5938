//! Lines into blocks, in one pass, as `CommonMark`'s appendix describes: each line is matched against the
//! containers that are open, may open further ones, and what is left of it goes to the leaf.

use std::ops::Range;

use super::lines;
use crate::scan;

/// Containers within containers; deeper markers are words.
const MAX_OPEN: usize = 100;

/// The document in order; a container lasts until its `End`. Ranges are of the text that comes with it.
pub(super) enum Block {
    Quote,
    /// Its first number; empty where its items have bullets.
    List {
        start: String,
        loose: bool,
    },
    Item,
    End,
    Paragraph(Range<usize>),
    Heading(usize, Range<usize>),
    Code(Range<usize>),
    Table(Range<usize>),
    Rule,
}

enum Kind {
    Quote,
    /// The marker that its items share.
    List(u8),
    /// How far what belongs to it is indented.
    Item(usize),
}

struct Container {
    kind: Kind,
    /// Where it begins among the blocks.
    block: usize,
    /// Whether anything is in it yet.
    filled: bool,
}

/// The leaf that the next line may continue.
#[derive(Clone, Copy, PartialEq)]
enum Leaf {
    None,
    Paragraph,
    Table,
    Indented,
    Fence { mark: u8, length: usize, indent: usize },
}

struct Parser {
    blocks: Vec<Block>,
    text: String,
    open: Vec<Container>,
    leaf: Leaf,
    /// Where the leaf begins in `text`.
    leaf_start: usize,
    leaf_lines: usize,
    /// When the line before was blank: the first of `open` that it was blank for (a quote's `>` alone is blank
    /// within the quote only).
    blank_from: Option<usize>,
}

pub(super) fn parse(source: &str) -> (Vec<Block>, String) {
    let mut parser = Parser {
        blocks: Vec::new(),
        text: String::with_capacity(source.len()),
        open: Vec::new(),
        leaf: Leaf::None,
        leaf_start: 0,
        leaf_lines: 0,
        blank_from: None,
    };
    let (mut rest, mut expanded) = (source, String::new());
    while !rest.is_empty() {
        let (line, after) = scan::line(rest);
        lines::expand_tabs(line, &mut expanded);
        parser.line(&expanded, line);
        rest = after;
    }
    parser.end_leaf();
    parser.close_to(0);
    (parser.blocks, parser.text)
}

impl Parser {
    /// `raw` is `line` with its tabs.
    fn line(&mut self, line: &str, raw: &str) {
        let (mut matched, mut rest) = self.match_containers(line);
        let mut all = matched == self.open.len();
        let mut opened = false;
        if all && self.continue_code(rest, raw) {
            return;
        }
        while !scan::is_blank(rest) {
            let indent = lines::indent(rest);
            let words = scan::from(rest, indent);
            if indent >= 4 {
                if self.leaf == Leaf::Paragraph {
                    break;
                }
                self.start_leaf(matched, Leaf::Indented);
                self.add(scan::from(rest, 4));
                return;
            }
            if all && self.end_paragraph(words) {
                return;
            }
            if scan::byte(words, 0) == b'>' && matched < MAX_OPEN {
                self.start(matched, Kind::Quote, Block::Quote);
                rest = after_quote(words);
            } else if self.start_simple(matched, words, indent) {
                return;
            } else if let Some(after) = self.start_item(matched, all, rest) {
                rest = after;
            } else {
                break;
            }
            matched = self.open.len();
            all = true;
            opened = true;
        }
        let words = scan::trim_start(rest);
        if words.is_empty() {
            self.close_to(matched);
            self.end_leaf();
            self.blank_from = (!opened).then(|| self.innermost_quote(matched));
        } else {
            self.add_words(matched, all, words);
        }
    }

    /// How many of the open containers `line` continues, and what is left of it.
    fn match_containers<'a>(&self, line: &'a str) -> (usize, &'a str) {
        let mut rest = line;
        for (depth, container) in self.open.iter().enumerate() {
            let indent = lines::indent(rest);
            let blank = scan::is_blank(rest);
            match container.kind {
                Kind::Quote if indent < 4 && scan::byte(rest, indent) == b'>' => {
                    rest = after_quote(scan::from(rest, indent));
                }
                Kind::Item(_) if blank && container.filled => {}
                Kind::Item(content) if !blank && indent >= content => rest = scan::from(rest, content),
                Kind::List(_) => {}
                Kind::Quote | Kind::Item(_) => return (depth, rest),
            }
        }
        (self.open.len(), rest)
    }

    /// Gives the line to the block of code that is open, unless it ends that block.
    fn continue_code(&mut self, rest: &str, raw: &str) -> bool {
        match self.leaf {
            Leaf::Fence { mark, length, indent } => {
                let words = scan::trim(rest);
                let closes = words.len() >= length && scan::span(words, &[mark]) == words.len();
                if closes && lines::indent(rest) < 4 {
                    self.end_leaf();
                } else {
                    // Where nothing is to be cut off, the tabs stay as they were typed.
                    let line = if self.open.is_empty() && indent == 0 { raw } else { rest };
                    let cut = lines::indent(line).min(indent);
                    self.add(scan::from(line, cut));
                }
                self.blank_from = None;
                true
            }
            Leaf::Indented if lines::indent(rest) >= 4 || scan::is_blank(rest) => {
                self.add(scan::from(rest, 4));
                // A blank line may also be the one that parts two items.
                self.blank_from = scan::is_blank(rest).then(|| self.innermost_quote(self.open.len()));
                true
            }
            _ => false,
        }
    }

    /// Makes the open paragraph a heading or the head of a table, if that is what `words` below it say.
    fn end_paragraph(&mut self, words: &str) -> bool {
        if self.leaf != Leaf::Paragraph {
            return false;
        }
        let above = scan::trim_end(scan::from(&self.text, self.leaf_start));
        if let Some(level) = lines::underline(words) {
            let range = self.leaf_start..self.leaf_start + above.len();
            self.leaf = Leaf::None;
            self.blocks.push(Block::Heading(level, range));
            self.blank_from = None;
            return true;
        }
        if self.leaf_lines == 1 && lines::is_table_rule(words, above) {
            self.leaf = Leaf::Table;
            self.add(words);
            return true;
        }
        false
    }

    /// A heading, a fence or a rule.
    fn start_simple(&mut self, matched: usize, words: &str, indent: usize) -> bool {
        if let Some((level, heading)) = lines::heading(words) {
            self.start_leaf(matched, Leaf::None);
            self.add(heading);
            self.blocks.push(Block::Heading(level, self.leaf_start..self.leaf_start + heading.len()));
        } else if let Some((mark, length)) = lines::fence(words) {
            self.start_leaf(matched, Leaf::Fence { mark, length, indent });
        } else if lines::is_rule(words) {
            self.start_leaf(matched, Leaf::None);
            self.blocks.push(Block::Rule);
        } else {
            return false;
        }
        self.blank_from = None;
        true
    }

    /// Opens the list item that `rest` begins with, and its list unless it goes on with one; gives what is left.
    fn start_item<'a>(&mut self, matched: usize, all: bool, rest: &'a str) -> Option<&'a str> {
        let indent = lines::indent(rest);
        let marker = lines::marker(scan::from(rest, indent))?;
        let after = scan::from(rest, indent + marker.width);
        let blank = scan::is_blank(after);
        let interrupts = all && self.leaf == Leaf::Paragraph;
        if matched + 2 > MAX_OPEN || interrupts && (blank || !matches!(marker.start, "" | "1")) {
            return None;
        }
        let goes_on = matched.checked_sub(1).and_then(|last| self.open.get(last));
        let goes_on =
            goes_on.is_some_and(|list| matches!(list.kind, Kind::List(kind) if kind == marker.kind));
        let mut depth = matched;
        if !goes_on {
            self.start(
                matched,
                Kind::List(marker.kind),
                Block::List { start: marker.start.to_owned(), loose: false },
            );
            depth = self.open.len();
        }
        let spaces = lines::indent(after);
        let gap = if blank || spaces > 4 { 1 } else { spaces };
        self.start(depth, Kind::Item(indent + marker.width + gap), Block::Item);
        Some(scan::from(after, gap))
    }

    /// What is left of the line when it opens nothing more.
    fn add_words(&mut self, matched: usize, all: bool, words: &str) {
        let lazy = !all && self.leaf == Leaf::Paragraph;
        if !(lazy || all && matches!(self.leaf, Leaf::Paragraph | Leaf::Table)) {
            self.start_leaf(matched, Leaf::Paragraph);
        }
        self.add(words);
        self.blank_from = None;
    }

    /// The first container within the innermost of the `matched` quotes.
    fn innermost_quote(&self, matched: usize) -> usize {
        let quote = self.open.iter().take(matched).rposition(|open| matches!(open.kind, Kind::Quote));
        quote.map_or(0, |depth| depth + 1)
    }

    fn start(&mut self, depth: usize, kind: Kind, block: Block) {
        self.end_leaf();
        self.close_to(depth);
        if !matches!(kind, Kind::Item(_)) {
            self.leave_list();
        }
        self.fill();
        self.open.push(Container { kind, block: self.blocks.len(), filled: false });
        self.blocks.push(block);
    }

    fn start_leaf(&mut self, depth: usize, leaf: Leaf) {
        self.end_leaf();
        self.close_to(depth);
        self.leave_list();
        self.fill();
        self.leaf = leaf;
        self.leaf_lines = 0;
        self.leaf_start = self.text.len();
        self.blank_from = None;
    }

    /// Closes the list that is innermost, as what comes is no item of it.
    fn leave_list(&mut self) {
        if matches!(self.open.last(), Some(Container { kind: Kind::List(_), .. })) {
            self.close_to(self.open.len() - 1);
        }
    }

    /// Notes that the innermost container gets another block; after a blank line that makes its list loose.
    fn fill(&mut self) {
        let depth = self.open.len().wrapping_sub(1);
        let Some(container) = self.open.last_mut() else { return };
        let parted = container.filled && self.blank_from.is_some_and(|from| depth >= from);
        container.filled = true;
        let list = if matches!(container.kind, Kind::Item(_)) { depth.wrapping_sub(1) } else { depth };
        let block = self.open.get(list).filter(|_| parted).map(|list| list.block);
        // A quote is no list and stays as it is.
        if let Some(Block::List { loose, .. }) = block.and_then(|block| self.blocks.get_mut(block)) {
            *loose = true;
        }
    }

    fn close_to(&mut self, depth: usize) {
        if depth < self.open.len() {
            self.end_leaf();
        }
        while self.open.len() > depth {
            self.open.pop();
            self.blocks.push(Block::End);
        }
    }

    fn end_leaf(&mut self) {
        let start = self.leaf_start;
        let text = scan::from(&self.text, start);
        let block = match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => return,
            Leaf::Paragraph => Block::Paragraph(start..start + scan::trim_end(text).len()),
            Leaf::Table => Block::Table(start..self.text.len()),
            Leaf::Indented => {
                let code = scan::trim_end(text).len();
                Block::Code(start..start + code + scan::find(scan::from(text, code), b"\n") + 1)
            }
            Leaf::Fence { .. } => Block::Code(start..self.text.len()),
        };
        self.blocks.push(block);
    }

    fn add(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.leaf_lines += 1;
    }
}

/// What follows `>` and the space that may come after it.
fn after_quote(words: &str) -> &str {
    scan::from(words, 1 + usize::from(scan::byte(words, 1) == b' '))
}
