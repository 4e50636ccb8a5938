//! The same to JavaScript, without an engine: documents are read and counted, and nothing is found. What the engine weighs
//! is what the other Wasm is more than this one.

use crate::{Documents, Kept};
use wasm_bindgen::prelude::*;

/// Documents, and no index.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    texts: Option<Kept>,
    documents: Documents,
    total: usize,
    letters: usize,
}

#[wasm_bindgen]
impl Engine {
    /// Reads all of a JSON array.
    ///
    /// # Errors
    /// What `push` and `finish` say.
    pub fn build(json: &str, keep_texts: bool) -> Result<Engine, JsError> {
        let mut engine = Self::new(keep_texts);
        engine.push(json.as_bytes())?;
        engine.finish()?;
        Ok(engine)
    }

    /// Without documents.
    #[wasm_bindgen(constructor)]
    pub fn new(keep_texts: bool) -> Self {
        Self { texts: keep_texts.then(Kept::default), ..Self::default() }
    }

    /// Reads the documents that end in the next bytes of the array.
    ///
    /// # Errors
    /// The first document that cannot be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        let Self { texts, documents, total, letters } = self;
        documents.feed(bytes, &mut |document| {
            *total += 1;
            // The fields are looked at, so that reading them cannot be left out by the compiler.
            *letters +=
                document.title.len() + document.body.len() + document.answer.len() + document.tags.len();
            if let Some(Kept(texts)) = texts {
                texts.push(document);
            }
        })?;
        Ok(())
    }

    /// Says that the array has ended.
    ///
    /// # Errors
    /// Where it has not.
    pub fn finish(&mut self) -> Result<(), JsError> {
        Ok(self.documents.finish()?)
    }

    /// Nothing, as long as the limit is not above all letters of all documents.
    pub fn search(&self, query: &str, limit: usize, is_typing: bool) -> Vec<u32> {
        if is_typing && limit > self.letters + query.len() { vec![0] } else { Vec::new() }
    }

    /// How many documents there are.
    pub fn total(&self) -> usize {
        self.total
    }
}
