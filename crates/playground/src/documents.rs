//! Documents out of a JSON array whose bytes arrive in pieces. Only the document that is being read is ever held, so that
//! what an engine needs of memory is the engine's own.

use goodword_core::json::{self, JsonError, Value};

/// How deep a document may nest: itself, its tags, and some to spare.
const MAX_DEPTH: usize = 8;

/// What is searched of a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The topic's title.
    pub title: String,
    /// The question's body.
    pub body: String,
    /// The best answer; empty where there is none.
    pub answer: String,
    /// Its tags.
    pub tags: Vec<String>,
}

/// Why documents cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentsError {
    /// A document is no JSON.
    #[error("document {document}: {error}")]
    Json {
        /// Its number.
        document: u32,
        /// What is wrong with it; the place counts from the document's beginning.
        error: JsonError,
    },
    /// A document has no title.
    #[error("document {0} has no title")]
    Untitled(u32),
    /// The array has no end.
    #[error("the list of documents has no end")]
    Truncated,
}

/// A reader of such an array. What stands between the documents is not looked at.
#[derive(Debug, Default)]
pub struct Documents {
    /// The document that has begun, as far as it has come.
    begun: Vec<u8>,
    depth: usize,
    in_text: bool,
    is_escaped: bool,
    number: u32,
}

impl Documents {
    /// Takes the next bytes and gives the documents that end in them.
    ///
    /// # Errors
    /// The first document that is none; the reader is of no use after it.
    pub fn feed(&mut self, bytes: &[u8], give: &mut dyn FnMut(Document)) -> Result<(), DocumentsError> {
        let (mut start, mut at) = (0, 0);
        while at < bytes.len() {
            if self.in_text && !self.is_escaped {
                // Most bytes stand in texts, of which only two are of any meaning here.
                let Some(next) = memchr::memchr2(b'"', b'\\', &bytes[at..]) else { break };
                at += next;
            }
            let byte = bytes[at];
            at += 1;
            if !self.take(byte) {
                continue;
            }
            if self.depth == 1 {
                start = at - 1;
            } else {
                self.begun.extend_from_slice(&bytes[start..at]);
                start = at;
                give(read(&self.begun, self.number)?);
                self.begun.clear();
                self.number += 1;
            }
        }
        if self.depth > 0 {
            self.begun.extend_from_slice(&bytes[start..]);
        }
        Ok(())
    }

    /// Says that nothing more comes.
    ///
    /// # Errors
    /// Where a document has begun and not ended.
    pub fn finish(&self) -> Result<(), DocumentsError> {
        if self.depth == 0 { Ok(()) } else { Err(DocumentsError::Truncated) }
    }

    /// Follows one byte; whether a document begins or ends with it.
    fn take(&mut self, byte: u8) -> bool {
        if self.is_escaped {
            self.is_escaped = false;
            return false;
        }
        match byte {
            b'"' => self.in_text = !self.in_text,
            b'\\' if self.in_text => self.is_escaped = true,
            b'{' if !self.in_text => {
                self.depth += 1;
                return self.depth == 1;
            }
            b'}' if !self.in_text && self.depth > 0 => {
                self.depth -= 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

fn read(bytes: &[u8], number: u32) -> Result<Document, DocumentsError> {
    let value =
        json::parse(bytes, MAX_DEPTH).map_err(|error| DocumentsError::Json { document: number, error })?;
    let text = |key| value.get(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let title = text("title");
    if title.is_empty() {
        return Err(DocumentsError::Untitled(number));
    }
    let tags = match value.get("tags") {
        Some(Value::List(tags)) => tags.iter().filter_map(Value::as_text).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    Ok(Document { title, body: text("body"), answer: text("answer"), tags })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"[{"id":"a","title":"A \"{\" in it","body":"x\\","tags":["one","two"]}, {"id":"b","title":"B","answer":"y"}]"#;

    fn read_in(pieces: usize) -> Result<Vec<Document>, DocumentsError> {
        let (mut documents, mut found) = (Documents::default(), Vec::new());
        for piece in LIST.as_bytes().chunks(pieces) {
            documents.feed(piece, &mut |document| found.push(document))?;
        }
        documents.finish()?;
        Ok(found)
    }

    #[test]
    fn documents_are_the_same_however_their_bytes_are_cut() {
        let whole = read_in(LIST.len()).unwrap();
        assert_eq!(whole[0].title, "A \"{\" in it");
        assert_eq!(whole[0].body, "x\\");
        assert_eq!(whole[0].tags, ["one", "two"]);
        assert_eq!(whole[1], Document { title: "B".into(), answer: "y".into(), ..Document::default() });
        for pieces in 1..LIST.len() {
            assert_eq!(read_in(pieces).unwrap(), whole, "in pieces of {pieces} bytes");
        }
    }

    #[test]
    fn a_document_without_a_title_or_an_end_is_told_by_its_number() {
        let feed = |text: &str| {
            let mut documents = Documents::default();
            documents.feed(text.as_bytes(), &mut |_| {}).and_then(|()| documents.finish())
        };
        assert_eq!(feed(r#"[{"title":"A"},{"body":"B"}]"#), Err(DocumentsError::Untitled(1)));
        assert_eq!(feed(r#"[{"title":"A"},{"title":"#), Err(DocumentsError::Truncated));
        assert!(matches!(feed(r#"[{"title":}]"#), Err(DocumentsError::Json { document: 0, .. })));
    }
}
