//! From bytes to the tree.

use super::{JsonError, Number, Value, text};
use crate::part::{from, part};

/// What stands where a comma or a closing bracket should.
const NEXT: &str = "a comma or the closing bracket";

/// Reads `bytes` as one JSON value, with white space around it and nothing else.
///
/// Arrays and objects may stand within one another `max_depth` levels deep; each level takes stack, so a few hundred
/// are reasonable. Half of a surrogate pair, as `\ud83d` alone, reads as U+FFFD.
///
/// # Errors
/// The first place where `bytes` are not JSON, or not UTF-8, or nested deeper.
pub fn parse(bytes: &[u8], max_depth: usize) -> Result<Value, JsonError> {
    parse_noting_halves(bytes, max_depth).map(|(value, _)| value)
}

/// The same, and whether half of a surrogate pair was replaced.
pub(crate) fn parse_noting_halves(bytes: &[u8], max_depth: usize) -> Result<(Value, bool), JsonError> {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(JsonError { at: error.valid_up_to(), expected: "UTF-8" }),
    };
    let mut reader = Reader { text, at: 0, found_half: false };
    let value = reader.value(max_depth)?;
    match reader.token() {
        None => Ok((value, reader.found_half)),
        Some(_) => Err(reader.expected("nothing after the value")),
    }
}

/// What is read, and how far.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// The next byte; always between characters.
    pub(super) at: usize,
    pub(super) found_half: bool,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        match self.token() {
            Some(b'"') => text::read(self).map(Value::Text),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.object(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, JsonError> {
        let depth = self.enter(depth)?;
        let mut list = Vec::new();
        while self.goes_on(b']', list.is_empty())? {
            list.push(self.value(depth)?);
        }
        Ok(Value::List(list))
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        let depth = self.enter(depth)?;
        let mut members = Vec::new();
        while self.goes_on(b'}', members.is_empty())? {
            if self.token() != Some(b'"') {
                return Err(self.expected("a key in quotes"));
            }
            let key = text::read(self)?;
            if self.token() != Some(b':') {
                return Err(self.expected("a colon after the key"));
            }
            self.at += 1;
            members.push((key, self.value(depth)?));
        }
        Ok(Value::Object(members))
    }

    /// Steps over an opening bracket; how many more may stand within it.
    fn enter(&mut self, depth: usize) -> Result<usize, JsonError> {
        let within = depth.checked_sub(1).ok_or_else(|| self.expected("fewer levels of nesting"))?;
        self.at += 1;
        Ok(within)
    }

    /// Steps over what stands before the next element: nothing before the first one, else a comma. `false` at the
    /// closing bracket, which is stepped over too.
    fn goes_on(&mut self, closing: u8, is_first: bool) -> Result<bool, JsonError> {
        match self.token() {
            Some(byte) if byte == closing => {
                self.at += 1;
                Ok(false)
            }
            _ if is_first => Ok(true),
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.expected(NEXT)),
        }
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(Value::Number(Number::new(self.since(start))))
    }

    /// Steps over one digit or more.
    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == start { Err(self.expected("a digit")) } else { Ok(()) }
    }

    fn word(&mut self) -> Result<Value, JsonError> {
        let (word, value) = match self.byte() {
            Some(b'n') => ("null", Value::Null),
            Some(b't') => ("true", Value::Bool(true)),
            _ => ("false", Value::Bool(false)),
        };
        if !from(self.text, self.at).starts_with(word) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// The next byte that is no white space; it is not stepped over.
    fn token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// What stands from `start`, which was a place between characters, up to here.
    pub(super) fn since(&self, start: usize) -> &str {
        part(self.text, start..self.at)
    }

    pub(super) fn expected(&self, expected: &'static str) -> JsonError {
        JsonError { at: self.at, expected }
    }
}
