//! Lines into blocks, in one pass, as CommonMark's appendix describes: each line is matched against the
//! containers that are open, may open further ones, and what is left of it goes to the leaf.

use std::ops::Range;

use super::lines;

/// Containers within containers; deeper markers are words.
const MAX_OPEN: usize = 100;

/// The document in order; a container lasts until its `End`. Ranges are of the text that comes with it.
pub(super) enum Block {
    Quote,
    List { start: Option<u32>, loose: bool },
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
    for line in source.lines() {
        parser.line(line);
    }
    parser.end_leaf();
    parser.close_to(0);
    (parser.blocks, parser.text)
}

impl Parser {
    fn line(&mut self, raw: &str) {
        let expanded = lines::expand_tabs(raw);
        let (mut matched, mut rest) = self.match_containers(&expanded);
        let mut all = matched == self.open.len();
        let mut opened = false;
        if all && self.continue_code(rest, raw) {
            return;
        }
        while !rest.trim_start().is_empty() {
            let indent = lines::indent(rest);
            let words = &rest[indent..];
            if indent >= 4 {
                if self.leaf == Leaf::Paragraph {
                    break;
                }
                self.start_leaf(matched, Leaf::Indented);
                self.add(&rest[4..]);
                return;
            }
            if all && self.end_paragraph(words) {
                return;
            }
            if words.starts_with('>') && matched < MAX_OPEN {
                self.start(matched, Kind::Quote, Block::Quote);
                rest = words[1..].strip_prefix(' ').unwrap_or(&words[1..]);
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
        let words = rest.trim_start();
        if words.is_empty() {
            self.close_to(matched);
            self.end_leaf();
            self.blank_from = if opened { None } else { self.blank_from(matched) };
        } else {
            self.add_words(matched, all, words);
        }
    }

    /// How many of the open containers `line` continues, and what is left of it.
    fn match_containers<'a>(&self, line: &'a str) -> (usize, &'a str) {
        let mut rest = line;
        for (depth, container) in self.open.iter().enumerate() {
            let indent = lines::indent(rest);
            let blank = rest.trim_start().is_empty();
            match container.kind {
                Kind::Quote if indent < 4 && rest[indent..].starts_with('>') => {
                    let inner = &rest[indent + 1..];
                    rest = inner.strip_prefix(' ').unwrap_or(inner);
                }
                Kind::Item(_) if blank && container.filled => {}
                Kind::Item(content) if !blank && indent >= content => rest = &rest[content..],
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
                let words = rest.trim();
                let closes = words.len() >= length && words.bytes().all(|byte| byte == mark);
                if closes && lines::indent(rest) < 4 {
                    self.end_leaf();
                } else {
                    // Where nothing is to be cut off, the tabs stay as they were typed.
                    let line = if self.open.is_empty() && indent == 0 { raw } else { rest };
                    let cut = lines::indent(line).min(indent);
                    self.add(&line[cut..]);
                }
                self.blank_from = None;
                true
            }
            Leaf::Indented if lines::indent(rest) >= 4 || rest.trim_start().is_empty() => {
                self.add(rest.get(4..).unwrap_or_default());
                // A blank line may also be the one that parts two items.
                let blank = rest.trim_start().is_empty();
                self.blank_from = if blank { self.blank_from(self.open.len()) } else { None };
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
        let above = self.text[self.leaf_start..].trim_end();
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
        let marker = lines::marker(&rest[indent..])?;
        let after = &rest[indent + marker.width..];
        let blank = after.trim_start().is_empty();
        let interrupts = all && self.leaf == Leaf::Paragraph;
        if matched + 2 > MAX_OPEN || interrupts && (blank || marker.start.is_some_and(|start| start != 1)) {
            return None;
        }
        let goes_on = matched.checked_sub(1).and_then(|last| self.open.get(last));
        let goes_on =
            goes_on.is_some_and(|list| matches!(list.kind, Kind::List(kind) if kind == marker.kind));
        let mut depth = matched;
        if !goes_on {
            self.start(matched, Kind::List(marker.kind), Block::List { start: marker.start, loose: false });
            depth = self.open.len();
        }
        let spaces = lines::indent(after);
        let gap = if blank || spaces > 4 { 1 } else { spaces };
        self.start(depth, Kind::Item(indent + marker.width + gap), Block::Item);
        Some(after.get(gap..).unwrap_or_default())
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

    fn blank_from(&self, matched: usize) -> Option<usize> {
        let innermost_quote = self.open[..matched].iter().rposition(|open| matches!(open.kind, Kind::Quote));
        Some(innermost_quote.map_or(0, |depth| depth + 1))
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
        let list = match container.kind {
            Kind::List(_) => Some(depth),
            Kind::Item(_) => depth.checked_sub(1),
            Kind::Quote => None,
        };
        if let Some(list) = list.filter(|_| parted)
            && let Some(Block::List { loose, .. }) = self.blocks.get_mut(self.open[list].block)
        {
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
        let range = self.leaf_start..self.text.len();
        let trimmed = |text: &str| range.start..range.start + text.len();
        let block = match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => return,
            Leaf::Paragraph => Block::Paragraph(trimmed(self.text[range.clone()].trim_end())),
            Leaf::Table => Block::Table(range),
            Leaf::Indented => {
                let code = self.text[range.clone()].trim_end_matches([' ', '\n']);
                let end = self.text[range.start + code.len()..]
                    .find('\n')
                    .map_or(code.len(), |at| code.len() + at + 1);
                Block::Code(range.start..range.start + end)
            }
            Leaf::Fence { .. } => Block::Code(range),
        };
        self.blocks.push(block);
    }

    fn add(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.leaf_lines += 1;
    }
}
