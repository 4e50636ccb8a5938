//! Where the texts are kept for excerpts, where somebody asked for it; an index holds none.

use crate::Document;
#[cfg(feature = "engine")]
use goodword_core::search::{self, Texts};

/// The documents by number.
#[derive(Debug, Default)]
pub struct Kept(pub Vec<Document>);

#[cfg(feature = "engine")]
impl Texts for Kept {
    fn read(&self, document: u32, read: &mut dyn FnMut(&search::Document<'_>)) {
        if let Some(document) = self.0.get(document as usize) {
            read(&document.fields());
        }
    }
}

#[cfg(feature = "engine")]
impl Document {
    /// The document as the engine has it.
    pub fn fields(&self) -> search::Document<'_> {
        search::Document { title: &self.title, question: &self.body, answer: &self.answer, tags: &self.tags }
    }
}
