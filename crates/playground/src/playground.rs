//! The ranking playground as JavaScript has it.

use crate::ranking::{Ranking, knobs};
use wasm_bindgen::prelude::*;

/// A community whose ranking is tuned. What it gives is JSON; the shapes are in `ranking.rs`.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Playground(Ranking);

#[wasm_bindgen]
impl Playground {
    /// Without a community.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes of a snapshot.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        Ok(self.0.feed(bytes)?)
    }

    /// Says that the snapshot has ended.
    ///
    /// # Errors
    /// Where it has not, or was none.
    pub fn finish(&mut self) -> Result<(), JsError> {
        Ok(self.0.finish()?)
    }

    /// Brings up to `topics` more into the index; whether there are more.
    pub fn index(&mut self, topics: usize) -> bool {
        self.0.index(topics)
    }

    /// The community.
    pub fn describe(&self) -> String {
        self.0.describe()
    }

    /// All knobs.
    pub fn knobs() -> String {
        knobs()
    }

    /// Sets a knob.
    ///
    /// # Errors
    /// There is none of this name, or it does not take the value.
    pub fn set(&mut self, name: &str, value: f32) -> Result<(), JsError> {
        Ok(self.0.set(name, value)?)
    }

    /// Takes words of one meaning, a group a line, between commas.
    pub fn set_synonyms(&mut self, lines: &str) {
        self.0.set_synonyms(lines);
    }

    /// Takes a person as the visitor's only friend; nobody, by an unknown id.
    pub fn set_friend(&mut self, id: &str) {
        self.0.set_friend(id);
    }

    /// What a snapshot says for this ranking.
    pub fn settings(&self) -> String {
        self.0.settings()
    }

    /// What a query finds, by the knobs and by the defaults, and why.
    pub fn search(&mut self, query: &str, limit: usize) -> String {
        self.0.search(query, limit)
    }
}
