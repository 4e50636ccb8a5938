//! The inside of one block: code, links, images, emphasis and breaks.
//!
//! One pass cuts the text into pieces; what a bracket or a run of marks means is settled when its end is
//! seen, by changing the piece where it began.

use super::delimiters::{self, Run};
use super::leaves::{self, Destination};
use crate::rich_text::builder::Builder;
use crate::rich_text::tree::Tag;
use crate::rich_text::{entities, text};

/// Longest run of backticks that can enclose code; longer ones are shown.
const MAX_TICKS: usize = 32;

pub(super) enum Piece<'a> {
    Text(&'a str),
    Char(char),
    Break,
    Code(&'a str),
    Url(&'a str, &'static str),
    /// An index into the runs.
    Run(usize),
    Link(Tag, Destination),
    LinkEnd,
}

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
        let rest = &self.source[self.at..];
        let byte = rest.as_bytes()[0];
        let taken = match byte {
            b'\\' => self.escape(rest),
            b'`' => self.code(rest),
            b'*' | b'_' | b'~' => self.run(rest, byte),
            b'[' => self.bracket(1),
            b'!' if rest.starts_with("![") => self.bracket(2),
            b']' => self.close_bracket(rest),
            b'<' => self.autolink(rest),
            b'&' => entities::reference(rest).map(|(found, length)| (length, Piece::Char(found))),
            b'\n' => Some(self.line_end()),
            b'h' | b'H' => {
                text::url_at(self.source, self.at).map(|length| (length, Piece::Url(&rest[..length], "")))
            }
            _ => None,
        };
        if let Some((length, piece)) = taken {
            self.flush();
            self.pieces.push(piece);
            self.at += length;
            self.pending = self.at;
        } else {
            self.at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }

    /// Moves the text before `at` into the pieces.
    fn flush(&mut self) {
        if self.pending < self.at {
            self.pieces.push(Piece::Text(&self.source[self.pending..self.at]));
            self.pending = self.at;
        }
    }

    fn escape(&self, rest: &'a str) -> Option<(usize, Piece<'a>)> {
        let next = *rest.as_bytes().get(1)?;
        if next == b'\n' {
            return Some((2, Piece::Break));
        }
        next.is_ascii_punctuation().then(|| (2, Piece::Text(&rest[1..2])))
    }

    fn line_end(&mut self) -> (usize, Piece<'a>) {
        let before = &self.source[self.pending..self.at];
        let kept = before.trim_end_matches(' ');
        if !kept.is_empty() {
            self.pieces.push(Piece::Text(kept));
        }
        self.pending = self.at;
        (1, if before.len() - kept.len() >= 2 { Piece::Break } else { Piece::Char('\n') })
    }

    fn code(&mut self, rest: &'a str) -> Option<(usize, Piece<'a>)> {
        let length = rest.bytes().take_while(|&byte| byte == b'`').count();
        let literal = Some((length, Piece::Text(&rest[..length])));
        let last = self.last_ticks.get_or_insert_with(|| last_ticks(self.source)).get(length).copied();
        // Looked up first, so that only text that becomes code is searched.
        if last.is_none_or(|last| last <= self.at) {
            return literal;
        }
        let mut end = length;
        while let Some(found) = rest[end..].find('`') {
            end += found;
            let run = rest[end..].bytes().take_while(|&byte| byte == b'`').count();
            if run == length {
                return Some((end + length, Piece::Code(&rest[length..end])));
            }
            end += run;
        }
        literal
    }

    fn run(&mut self, rest: &'a str, mark: u8) -> Option<(usize, Piece<'a>)> {
        let length = rest.bytes().take_while(|&byte| byte == mark).count();
        let before = self.source[..self.at].chars().next_back();
        self.unpaired.push(self.runs.len());
        self.runs.push(Run::new(mark, length, before, rest[length..].chars().next()));
        Some((length, Piece::Run(self.runs.len() - 1)))
    }

    fn bracket(&mut self, length: usize) -> Option<(usize, Piece<'a>)> {
        self.flush();
        self.brackets.push(Bracket {
            piece: self.pieces.len(),
            runs: self.unpaired.len(),
            image: length == 2,
        });
        Some((length, Piece::Text(&self.source[self.at..self.at + length])))
    }

    fn close_bracket(&mut self, rest: &'a str) -> Option<(usize, Piece<'a>)> {
        let bracket = self.brackets.pop()?;
        let inactive = !bracket.image && self.brackets.len() < self.inactive;
        self.inactive = self.inactive.min(self.brackets.len());
        let (destination, length) = leaves::destination(rest[1..].strip_prefix('(').filter(|_| !inactive)?)?;
        delimiters::pair(&mut self.runs, &self.unpaired.split_off(bracket.runs));
        let tag = if bracket.image { Tag::Img } else { Tag::A };
        self.pieces[bracket.piece] = Piece::Link(tag, destination);
        if !bracket.image {
            self.inactive = self.brackets.len();
        }
        Some((length + 2, Piece::LinkEnd))
    }

    /// `<https://…>`, or an address of mail. Other things in angle brackets are words.
    fn autolink(&self, rest: &'a str) -> Option<(usize, Piece<'a>)> {
        let end = rest[1..].find(|c: char| c == '>' || c == '<' || c.is_whitespace() || c.is_control())?;
        let inner = &rest[1..=end];
        if !rest[1 + end..].starts_with('>') {
            return None;
        }
        let absolute = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| inner.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
        let mail = inner.split_once('@').is_some_and(|(user, host)| {
            let plain = |text: &str, also: &str| {
                text.bytes().all(|byte| byte.is_ascii_alphanumeric() || also.as_bytes().contains(&byte))
            };
            !user.is_empty()
                && host.starts_with(|c: char| c.is_ascii_alphanumeric())
                && plain(user, ".!#$%&'*+/=?^_{|}~-")
                && plain(host, ".-")
        });
        let prefix = if absolute { "" } else { "mailto:" };
        (absolute || mail).then_some((end + 2, Piece::Url(inner, prefix)))
    }
}

fn last_ticks(source: &str) -> [usize; MAX_TICKS + 1] {
    let mut last = [0; MAX_TICKS + 1];
    let mut at = 0;
    while let Some(found) = source[at..].find('`') {
        at += found;
        let length = source[at..].bytes().take_while(|&byte| byte == b'`').count();
        if let Some(last) = last.get_mut(length) {
            *last = at;
        }
        at += length;
    }
    last
}
