//! The walk through a document's outer levels, which cuts it into rows.
//!
//! Only the document's own braces, the brackets of its sections and what stands between rows must be sound JSON.
//! A row is cut out by its brackets alone and parsed by itself, so that a bad one costs only itself; members that
//! nobody reads are cut out the same way and never kept.

use super::{
    Limits, Row, Skipped, SnapshotError,
    fields::Report,
    rows::{self, Section},
    scan::{Progress, Scan},
    window::Window,
};
use crate::{
    json::{Value, parse_noting_halves},
    part::{beginning, readable},
};

/// The largest row, in bytes, that is kept and parsed; a larger one is skipped. Parsed JSON takes many times the
/// space of its bytes, and a topic of this size is no topic.
pub const MAX_ROW_BYTES: usize = 4 * 1024 * 1024;

/// How many characters of a foreign key or version are repeated in an error.
const QUOTED_CHARS: usize = 32;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a snapshot that arrives in pieces.
#[derive(Debug, Default)]
pub struct SnapshotReader {
    limits: Limits,
    window: Window,
    place: Place,
    /// The section whose rows are being read; the document itself, where it is `None`.
    section: Option<Section>,
    /// The key of the document's, or the links', current member.
    key: String,
    /// The index of the section's current row.
    index: usize,
    scan: Scan,
    version_seen: bool,
    /// What the last step gave, and was not handed out yet: a row, and then what was left out of it.
    row: Option<Row>,
    skipped: std::vec::IntoIter<Skipped>,
    failed: Option<SnapshotError>,
}

/// What comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// The document's opening brace.
    #[default]
    Begin,
    /// A key; the closing brace too, just after the opening one.
    Key { may_close: bool },
    /// The rest of a key.
    WithinKey,
    /// The colon.
    Colon,
    /// A value; the closing bracket too, just after the opening one.
    Value { may_close: bool },
    /// The rest of a value, which is kept or not.
    WithinValue { kept: bool },
    /// A comma or the closing bracket.
    Comma,
    /// Nothing but white space.
    End,
}

/// Whether a step was made; where not, more bytes are needed first.
type Stepped = Result<bool, SnapshotError>;

impl SnapshotReader {
    /// A reader with the given limits.
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Takes the next bytes; any split is fine, also within a character. Cheap: it only keeps them.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.failed.is_none() {
            self.window.feed(bytes, self.limits.max_bytes);
        }
    }

    /// The next whole row, or `None` where more bytes are needed. It reads at most one row that is used, so that
    /// its caller may rest in between.
    ///
    /// # Errors
    /// The document as a whole cannot be read; every later call gives the same error.
    pub fn next_row(&mut self) -> Result<Option<Row>, SnapshotError> {
        loop {
            if let Some(row) = self.row.take().or_else(|| self.skipped.next().map(Row::Skipped)) {
                return Ok(Some(row));
            }
            if let Some(error) = &self.failed {
                return Err(error.clone());
            }
            match self.step() {
                Ok(true) => {}
                Ok(false) if self.window.overfull => {
                    self.fail(SnapshotError::TooLarge { limit: self.limits.max_bytes });
                }
                Ok(false) => return Ok(None),
                Err(error) => self.fail(error),
            }
        }
    }

    /// Says that no more bytes come, after `next_row` gave `None`.
    ///
    /// # Errors
    /// The document ended too early, or it was no snapshot.
    pub fn finish(&mut self) -> Result<(), SnapshotError> {
        if self.failed.is_none() && self.place != Place::End {
            let begun = if self.place == Place::Begin { self.begin(true) } else { Ok(false) };
            let error = begun.err().unwrap_or_else(|| SnapshotError::Truncated {
                at: self.window.received(),
                path: self.current_path(),
            });
            self.fail(error);
        }
        self.failed.clone().map_or(Ok(()), Err)
    }

    /// Nothing is read any more, so nothing is kept.
    fn fail(&mut self, error: SnapshotError) {
        self.failed = Some(error);
        self.window.clear();
    }

    fn step(&mut self) -> Stepped {
        match self.place {
            Place::Begin => self.begin(false),
            Place::WithinKey => self.read_key(),
            Place::WithinValue { kept } => self.read_value(kept),
            _ => match self.window.next_token() {
                Some(byte) => self.token(byte).map(|()| true),
                None => Ok(false),
            },
        }
    }

    /// Whatever comes before the first brace.
    fn begin(&mut self, ended: bool) -> Stepped {
        if self.window.offset() == 0 {
            if self.window.rest().starts_with(BYTE_ORDER_MARK) {
                self.window.advance(BYTE_ORDER_MARK.len());
            } else if BYTE_ORDER_MARK.starts_with(self.window.rest()) && !ended {
                return Ok(false);
            }
        }
        match self.window.next_token() {
            None => Ok(false),
            Some(b'{') => {
                self.allow_depth(1)?;
                self.window.advance(1);
                self.place = Place::Key { may_close: true };
                Ok(true)
            }
            Some(_) => {
                const FOUND_CHARS: usize = 16;
                let rest = self.window.rest();
                // Each character takes four bytes at most, so what is shown does not depend on the split.
                let shown = &rest[..rest.len().min(4 * FOUND_CHARS)];
                if shown.len() < 4 * FOUND_CHARS && !ended {
                    return Ok(false);
                }
                let found = beginning(&readable(shown), FOUND_CHARS).to_owned();
                Err(SnapshotError::NotJson { found })
            }
        }
    }

    /// One byte of what stands between keys and values.
    fn token(&mut self, byte: u8) -> Result<(), SnapshotError> {
        match (self.place, byte) {
            (Place::Key { .. }, b'"') => {
                self.scan.begin(byte, 0);
                self.place = Place::WithinKey;
            }
            (Place::Key { may_close: true }, b'}') | (Place::Value { may_close: true }, b']') => {
                self.close()?;
            }
            (Place::Key { .. }, _) => return Err(self.malformed("a key in quotes")),
            (Place::Colon, b':') => {
                self.window.advance(1);
                self.place = Place::Value { may_close: false };
            }
            (Place::Colon, _) => return Err(self.malformed("a colon after the key")),
            (Place::Value { .. }, b',' | b':' | b'}' | b']') => return Err(self.malformed("a value")),
            (Place::Value { .. }, _) => self.open(byte)?,
            (Place::Comma, b',') => {
                self.window.advance(1);
                self.index += 1;
                self.place = if self.in_list() {
                    Place::Value { may_close: false }
                } else {
                    Place::Key { may_close: false }
                };
            }
            (Place::Comma, b']') if self.in_list() => self.close()?,
            (Place::Comma, b'}') if !self.in_list() => self.close()?,
            (Place::Comma, _) => return Err(self.malformed("a comma or the closing bracket")),
            _ => return Err(self.malformed("nothing after the last brace")),
        }
        Ok(())
    }

    fn in_list(&self) -> bool {
        self.section.is_some_and(|section| !section.is_object())
    }

    /// A value begins: a section is entered, anything else is scanned to its end.
    fn open(&mut self, first: u8) -> Result<(), SnapshotError> {
        let named = if self.section.is_none() { Section::named(&self.key) } else { None };
        let mut kept = self.section.is_some()
            || matches!(self.key.as_str(), "goodword" | "name" | "answered_count" | "range_digits");
        if let Some(section) = named {
            let is_object = section.is_object();
            if first == if is_object { b'{' } else { b'[' } {
                self.allow_depth(2)?;
                self.section = Some(section);
                self.index = 0;
                self.window.advance(1);
                self.place =
                    if is_object { Place::Key { may_close: true } } else { Place::Value { may_close: true } };
                return Ok(());
            }
            // Null is how some writers say that there is none.
            if first != b'n' {
                let expected = if is_object { "an object" } else { "a list" };
                self.skip(
                    section.name().to_owned(),
                    format!("expected {expected}, found {}", kind_of(first)),
                );
            }
            kept = false;
        }
        let depth = if self.section.is_some() { 2 } else { 1 };
        self.scan.begin(first, self.limits.max_depth.saturating_sub(depth));
        self.place = Place::WithinValue { kept };
        Ok(())
    }

    /// The document or its section ends.
    fn close(&mut self) -> Result<(), SnapshotError> {
        self.window.advance(1);
        if self.section.take().is_some() {
            self.place = Place::Comma;
            return Ok(());
        }
        self.place = Place::End;
        if self.version_seen { Ok(()) } else { Err(SnapshotError::NotASnapshot) }
    }

    fn read_key(&mut self) -> Stepped {
        if !self.scan_on()? {
            return Ok(false);
        }
        // A key that is no JSON string is nobody's key, so its member is passed over like any unknown one.
        self.key = match parse_noting_halves(self.window.kept(), 0) {
            Ok((Value::Text(key), false)) => key,
            _ => String::new(),
        };
        self.place = Place::Colon;
        Ok(true)
    }

    fn read_value(&mut self, kept: bool) -> Stepped {
        let whole = self.scan_on()?;
        if !kept {
            self.window.release();
        } else if self.window.kept().len() > MAX_ROW_BYTES {
            self.skip(self.current_path(), format!("larger than {MAX_ROW_BYTES} bytes"));
            self.window.release();
            self.place = Place::WithinValue { kept: false };
        } else if whole {
            self.read_row()?;
        }
        if whole {
            self.place = Place::Comma;
        }
        Ok(whole)
    }

    /// Scans what there is of the current key or value; whether it is whole.
    fn scan_on(&mut self) -> Stepped {
        let (used, progress) = self.scan.advance(self.window.rest());
        self.window.advance(used);
        match progress {
            Progress::More => Ok(false),
            Progress::Whole => Ok(true),
            Progress::TooDeep => Err(self.too_deep()),
            Progress::Mismatch => Err(self.malformed("the bracket that closes what was opened last")),
        }
    }

    /// Makes rows of the whole value just scanned.
    fn read_row(&mut self) -> Result<(), SnapshotError> {
        let bytes = self.window.kept();
        let mut report = Report::new(self.current_path());
        let value = rows::parse(bytes, &mut report);
        match (self.section, self.key.as_str()) {
            (Some(section), key) => {
                match value.and_then(|value| rows::row(section, key, self.index, value, &mut report)) {
                    Ok(row) => self.row = row,
                    Err(reason) => report.skip("", reason),
                }
            }
            (None, "goodword") => {
                if value.ok().and_then(|value| value.as_number()?.to_i64()) != Some(1) {
                    let found = beginning(&readable(bytes), QUOTED_CHARS).to_owned();
                    return Err(SnapshotError::Version { found });
                }
                self.version_seen = true;
                self.row = Some(Row::Version);
            }
            (None, of @ ("answered_count" | "range_digits")) => match value.as_ref().map(Value::as_number) {
                Ok(Some(number)) => {
                    let number = number.to_u32_saturating();
                    let is_count = of == "answered_count";
                    self.row =
                        Some(if is_count { Row::AnsweredCount(number) } else { Row::RangeDigits(number) });
                }
                _ if value == Ok(Value::Null) => {}
                _ => report.skip("", "expected a number".to_owned()),
            },
            (None, _) => match value.and_then(rows::name) {
                Ok(name) => self.row = name.map(Row::Name),
                Err(reason) => report.skip("", reason),
            },
        }
        self.skipped = report.finish().into_iter();
        Ok(())
    }

    fn skip(&mut self, path: String, reason: String) {
        self.skipped = vec![Skipped { path, reason }].into_iter();
    }

    /// What is being read, for errors and reports.
    fn current_path(&self) -> String {
        let within_member =
            matches!(self.place, Place::Colon | Place::Value { .. } | Place::WithinValue { .. });
        let key = || beginning(&self.key, QUOTED_CHARS);
        match self.section {
            Some(section) if section.is_object() && within_member => format!("{}.{}", section.name(), key()),
            Some(section) if section.is_object() => section.name().to_owned(),
            Some(section) => format!("{}[{}]", section.name(), self.index),
            None if within_member => key().to_owned(),
            None => "the document".to_owned(),
        }
    }

    fn allow_depth(&self, depth: usize) -> Result<(), SnapshotError> {
        if depth > self.limits.max_depth { Err(self.too_deep()) } else { Ok(()) }
    }

    fn too_deep(&self) -> SnapshotError {
        SnapshotError::TooDeep { limit: self.limits.max_depth, at: self.window.offset() }
    }

    fn malformed(&self, expected: &str) -> SnapshotError {
        let within = self.current_path();
        SnapshotError::Malformed {
            at: self.window.offset(),
            reason: format!("expected {expected}, in {within}"),
        }
    }
}

/// What a value is, by its first byte.
fn kind_of(first: u8) -> &'static str {
    match first {
        b'"' => "text",
        b'{' => "an object",
        b'[' => "a list",
        b't' | b'f' => "true or false",
        _ => "a number",
    }
}
