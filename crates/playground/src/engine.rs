//! The engine as JavaScript has it.

use crate::{Documents, Kept};
use goodword_core::search::{Index, SearchOptions, Texts};
use wasm_bindgen::prelude::*;

/// The panel's: about two lines.
const EXCERPT_CHARS: usize = 160;

/// An index, and the texts where they are wanted.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    index: Index,
    texts: Option<Kept>,
    documents: Documents,
}

#[wasm_bindgen]
impl Engine {
    /// Indexes all of a JSON array. Without its texts kept, searches cut no excerpts.
    ///
    /// # Errors
    /// What `push` and `finish` say.
    pub fn build(json: &str, keep_texts: bool) -> Result<Engine, JsError> {
        let mut engine = Self::new(keep_texts);
        engine.push(json.as_bytes())?;
        engine.finish()?;
        Ok(engine)
    }

    /// An engine without documents. With `keep_texts` each search cuts the excerpts of its hits, as a panel does.
    #[wasm_bindgen(constructor)]
    pub fn new(keep_texts: bool) -> Self {
        Self { texts: keep_texts.then(Kept::default), ..Self::default() }
    }

    /// Indexes the documents that end in the next bytes of the array. Searches may go on in between.
    ///
    /// # Errors
    /// The first document that cannot be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        let Self { index, texts, documents } = self;
        documents.feed(bytes, &mut |document| {
            index.add(&document.fields());
            if let Some(Kept(texts)) = texts {
                texts.push(document);
            }
        })?;
        Ok(())
    }

    /// The index as bytes, for `open`.
    #[cfg(feature = "save")]
    pub fn save(&self) -> Vec<u8> {
        self.index.pack(&[])
    }

    /// An engine of the bytes that `save` gave, or `goodword index`.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn open(bytes: Vec<u8>) -> Result<Engine, JsError> {
        Ok(Self { index: Index::open(bytes)?, ..Self::default() })
    }

    /// Says that the array has ended.
    ///
    /// # Errors
    /// Where it has not.
    pub fn finish(&mut self) -> Result<(), JsError> {
        Ok(self.documents.finish()?)
    }

    /// The numbers of the best documents, best first. While the query is typed its last word may go on.
    pub fn search(&self, query: &str, limit: usize, is_typing: bool) -> Vec<u32> {
        let options = SearchOptions {
            limit,
            last_word_is_prefix: is_typing,
            keep: None,
            boost: None,
            texts: self.texts.as_ref().map(|texts| texts as &dyn Texts),
            excerpt_chars: EXCERPT_CHARS,
        };
        self.index.search(query, &options).hits.iter().map(|hit| hit.document).collect()
    }

    /// How many documents there are.
    pub fn total(&self) -> usize {
        self.index.len()
    }
}
