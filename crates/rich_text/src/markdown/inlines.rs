//! The inside of one block: code, links, images, emphasis and breaks.
//!
//! One pass cuts the text into pieces; what a bracket or a run of marks means is settled when its end is
//! seen, by changing the piece where it began.

use super::delimiters::{self, Run};
use super::leaves::{self, Destination};
use crate::builder::Builder;
use crate::tree::Tag;
use crate::{entities, scan, text};

/// Longest run of backticks that can enclose code; longer ones are shown.
const MAX_TICKS: usize = 32;

pub(super) enum Piece<'a> {
    Text(&'a str),
    Char(char),
    Break,
    Code(&'a str),
    /// What is missing before it, and an address.
    Url(&'static str, &'a str),
    /// An index into the runs.
    Run(usize),
    Link(Tag, Destination),
    LinkEnd,
}

/// How many bytes were read, and what they are unless they are text.
type Taken<'a> = (usize, Option<Piece<'a>>);

/// A `[` that may begin a link.
struct Bracket {
    piece: usize,
    /// How many runs came before it.
    runs: usize,
    image: bool,
}

struct Inlines<'a> {
    source: &'a str,
    at: usize,
    /// Where the text begins that is not in `pieces` yet.
    pending: usize,
    pieces: Vec<Piece<'a>>,
    runs: Vec<Run>,
    /// Runs that are not paired yet.
    unpaired: Vec<usize>,
    brackets: Vec<Bracket>,
    /// How many of `brackets` are before a link, and so cannot be links around it.
    inactive: usize,
    /// By length, where the last run of so many backticks is; filled at the first backtick.
    last_ticks: Option<[usize; MAX_TICKS + 1]>,
}

pub(super) fn write(builder: &mut Builder<'_>, source: &str) {
    let mut inlines = Inlines {
        source,
        at: 0,
        pending: 0,
        pieces: Vec::new(),
        runs: Vec::new(),
        unpaired: Vec::new(),
        brackets: Vec::new(),
        inactive: 0,
        last_ticks: None,
    };
    while inlines.at < source.len() {
        inlines.step();
    }
    inlines.flush();
    delimiters::pair(&mut inlines.runs, &inlines.unpaired);
    super::emit::emit(builder, &inlines.pieces, &inlines.runs);
}

impl<'a> Inlines<'a> {
    fn step(&mut self) {
        self.at += scan::find(scan::from(self.source, self.at), b"\\`*_~[!]<&\nhH");
        let rest = scan::from(self.source, self.at);
        let next = scan::byte(rest, 1);
        let (length, piece) = match scan::byte(rest, 0) {
            b'\\' if next == b'\n' => (2, Some(Piece::Break)),
            b'\\' if next.is_ascii_punctuation() => (2, Some(Piece::Text(scan::between(rest, 1, 2)))),
            b'`' => self.code(rest),
            mark @ (b'*' | b'_' | b'~') => self.run(rest, mark),
            b'[' => self.bracket(rest, 1),
            b'!' if next == b'[' => self.bracket(rest, 2),
            b']' => self.close_bracket(rest),
            b'<' => autolink(rest),
            b'&' => entities::reference(rest)
                .map_or((1, None), |(found, length)| (length, Some(Piece::Char(found)))),
            b'\n' => self.line_end(),
            b'h' | b'H' => match text::url_at(self.source, self.at) {
                Some(length) => (length, Some(Piece::Url("", scan::until(rest, length)))),
                None => (1, None),
            },
            _ => (1, None),
        };
        if let Some(piece) = piece {
            self.flush();
            self.pieces.push(piece);
            self.pending = self.at + length;
        }
        self.at = self.source.len().min(self.at + length);
    }

    /// Moves the text before `at` into the pieces.
    fn flush(&mut self) {
        if self.pending < self.at {
            self.pieces.push(Piece::Text(scan::between(self.source, self.pending, self.at)));
            self.pending = self.at;
        }
    }

    fn line_end(&mut self) -> Taken<'a> {
        let before = scan::between(self.source, self.pending, self.at);
        let kept = scan::trim_end(before);
        if !kept.is_empty() {
            self.pieces.push(Piece::Text(kept));
        }
        self.pending = self.at;
        (1, Some(if before.ends_with("  ") { Piece::Break } else { Piece::Char('\n') }))
    }

    fn code(&mut self, rest: &'a str) -> Taken<'a> {
        let length = scan::span(rest, b"`");
        let last = self.last_ticks.get_or_insert_with(|| last_ticks(self.source)).get(length);
        // Looked up first, so that only text that becomes code is searched.
        if last.is_some_and(|&last| last > self.at) {
            let mut end = length;
            while end < rest.len() {
                end += scan::find(scan::from(rest, end), b"`");
                let run = scan::span(scan::from(rest, end), b"`");
                if run == length {
                    return (end + length, Some(Piece::Code(scan::between(rest, length, end))));
                }
                end += run;
            }
        }
        (length, None)
    }

    fn run(&mut self, rest: &'a str, mark: u8) -> Taken<'a> {
        let length = scan::span(rest, &[mark]);
        let before = scan::until(self.source, self.at).chars().next_back().unwrap_or_default();
        let after = scan::from(rest, length).chars().next().unwrap_or_default();
        self.unpaired.push(self.runs.len());
        self.runs.push(Run::new(mark, length, before, after));
        (length, Some(Piece::Run(self.runs.len() - 1)))
    }

    fn bracket(&mut self, rest: &'a str, length: usize) -> Taken<'a> {
        self.flush();
        self.brackets.push(Bracket {
            piece: self.pieces.len(),
            runs: self.unpaired.len(),
            image: length == 2,
        });
        (length, Some(Piece::Text(scan::until(rest, length))))
    }

    fn close_bracket(&mut self, rest: &'a str) -> Taken<'a> {
        let Some(bracket) = self.brackets.pop() else { return (1, None) };
        let before = self.brackets.len();
        let active = bracket.image || before >= self.inactive;
        self.inactive = self.inactive.min(before);
        if active
            && scan::byte(rest, 1) == b'('
            && let Some((destination, length)) = leaves::destination(scan::from(rest, 2))
            && let Some(piece) = self.pieces.get_mut(bracket.piece)
        {
            *piece = Piece::Link(if bracket.image { Tag::Img } else { Tag::A }, destination);
            delimiters::pair(&mut self.runs, self.unpaired.get(bracket.runs..).unwrap_or_default());
            self.unpaired.truncate(bracket.runs);
            if !bracket.image {
                self.inactive = before;
            }
            return (length + 2, Some(Piece::LinkEnd));
        }
        (1, None)
    }
}

/// `<https://…>`, or an address of mail. Other things in angle brackets are words.
fn autolink(rest: &str) -> Taken<'_> {
    let inner = scan::from(rest, 1);
    let inner = scan::until(inner, scan::find(inner, b"<> \t\n"));
    let absolute = ["http://", "https://", "mailto:"].iter().any(|scheme| scan::begins(inner, scheme));
    let at = scan::find(inner, b"@");
    let host = scan::from(inner, at + 1);
    let plain = |text: &str, also: &[u8]| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || scan::holds(also, byte))
    };
    let mail = at > 0
        && scan::byte(host, 0).is_ascii_alphanumeric()
        && plain(host, b".-")
        && plain(scan::until(inner, at), b".!#$%&'*+/=?^_{|}~-");
    if !(absolute || mail) || scan::byte(rest, inner.len() + 1) != b'>' {
        return (1, None);
    }
    (inner.len() + 2, Some(Piece::Url(if absolute { "" } else { "mailto:" }, inner)))
}

fn last_ticks(source: &str) -> [usize; MAX_TICKS + 1] {
    let mut last = [0; MAX_TICKS + 1];
    let mut at = 0;
    while at < source.len() {
        at += scan::find(scan::from(source, at), b"`");
        let length = scan::span(scan::from(source, at), b"`");
        if let Some(last) = last.get_mut(length) {
            *last = at;
        }
        at += length;
    }
    last
}
