//! Finds where one JSON value ends, while its bytes still arrive.
//!
//! It minds strings, escapes and brackets and nothing else; whether the value is sound is for its reader to say.

use memchr::memchr2;

/// How far a scan came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// All bytes were used and the value goes on.
    More,
    /// The value is whole.
    Whole,
    /// A bracket opens more levels than allowed.
    TooDeep,
    /// A bracket closes what another kind of bracket opened.
    Mismatch,
}

/// The scan of one value, between chunks.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The closing brackets that are waited for, outermost first.
    open: Vec<u8>,
    in_string: bool,
    escaped: bool,
    /// A number, a word or nonsense: it ends before the next byte that cannot be in one.
    bare: bool,
    max_open: usize,
}

impl Scan {
    /// Makes ready for a value that begins with `first` and may open `max_open` brackets within one another.
    pub(super) fn begin(&mut self, first: u8, max_open: usize) {
        self.open.clear();
        self.in_string = false;
        self.escaped = false;
        self.bare = !matches!(first, b'"' | b'{' | b'[');
        self.max_open = max_open;
    }

    /// Reads on in `bytes`, which follow those of the last call. Gives how many bytes belong to the value, up to
    /// and without the one that was found wrong.
    pub(super) fn advance(&mut self, bytes: &[u8]) -> (usize, Progress) {
        if self.bare {
            return match bytes.iter().position(|&byte| ends_bare(byte)) {
                Some(end) => (end, Progress::Whole),
                None => (bytes.len(), Progress::More),
            };
        }
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.escaped {
                self.escaped = false;
                at += 1;
            } else if self.in_string {
                let Some(found) = memchr2(b'"', b'\\', &bytes[at..]) else { break };
                at += found + 1;
                self.escaped = bytes[at - 1] == b'\\';
                self.in_string = self.escaped;
                if !self.in_string && self.open.is_empty() {
                    return (at, Progress::Whole);
                }
            } else {
                match byte {
                    b'"' => self.in_string = true,
                    b'{' | b'[' if self.open.len() == self.max_open => return (at, Progress::TooDeep),
                    b'{' => self.open.push(b'}'),
                    b'[' => self.open.push(b']'),
                    b'}' | b']' => {
                        if self.open.pop() != Some(byte) {
                            return (at, Progress::Mismatch);
                        }
                        if self.open.is_empty() {
                            return (at + 1, Progress::Whole);
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
        }
        (bytes.len(), Progress::More)
    }
}

fn ends_bare(byte: u8) -> bool {
    matches!(byte, b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']') || byte.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::{Progress, Scan};

    #[track_caller]
    fn check(text: &str, expect: (usize, Progress)) {
        let mut scan = Scan::default();
        scan.begin(text.as_bytes()[0], 3);
        assert_eq!(scan.advance(text.as_bytes()), expect, "{text} at once");

        scan.begin(text.as_bytes()[0], 3);
        let mut used = 0;
        let mut progress = Progress::More;
        for byte in text.bytes() {
            let (more, now) = scan.advance(&[byte]);
            used += more;
            progress = now;
            if progress != Progress::More {
                break;
            }
        }
        assert_eq!((used, progress), expect, "{text} byte by byte");
    }

    #[test]
    fn a_value_ends_where_its_string_or_brackets_close() {
        check(r#""a" x"#, (3, Progress::Whole));
        check(r#""a\"b" x"#, (6, Progress::Whole));
        check(r#""a\\" x"#, (5, Progress::Whole));
        check(r#"{"a]":[{}]},"#, (11, Progress::Whole));
        check(r"[[[]]]]", (6, Progress::Whole));
        check("12.5e3,", (6, Progress::Whole));
        check("nul]", (3, Progress::Whole));
    }

    #[test]
    fn an_unfinished_value_wants_more() {
        for text in [r#""a"#, r#""a\"#, r#"{"a":1"#, "12", r#"["]"#] {
            check(text, (text.len(), Progress::More));
        }
    }

    #[test]
    fn wrong_and_too_many_brackets_are_told_with_their_place() {
        check("[1}", (2, Progress::Mismatch));
        check("[[[[", (3, Progress::TooDeep));
    }
}
