//! What was asked before, in memory only: as somebody types, all words but the last stay the same.

use super::{
    expand::Alone,
    given::{Given, Norms},
    query::QueryWord,
    sums::Sums,
};
use std::{
    cell::{OnceCell, RefCell, RefMut},
    rc::Rc,
};

/// How many words are kept at most.
const KEPT: usize = 64;
/// How many scores of theirs are kept at most, as multiples of the documents. A word has no more than one for each.
const KEPT_SCORES: usize = 16;

/// What searches leave behind for the next.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The latest last.
    words: RefCell<Vec<(QueryWord, Rc<Alone>)>>,
    sums: RefCell<Sums>,
    norms: OnceCell<Rc<Norms>>,
}

impl Asked {
    /// What stands for a word, as it was found before or is found now.
    pub(super) fn word(&self, word: &QueryWord, find: impl FnOnce() -> Alone) -> Rc<Alone> {
        let mut kept = self.words.borrow_mut();
        let entry = match kept.iter().rposition(|(other, _)| other == word) {
            Some(at) => kept.remove(at),
            None => (word.clone(), Rc::new(find())),
        };
        let found = entry.1.clone();
        kept.push(entry);
        found
    }

    /// Lets go of the words that were not asked for the longest.
    pub(super) fn tidy(&self, documents: usize) {
        let mut kept = self.words.borrow_mut();
        let mut left = KEPT_SCORES * documents;
        let size = |alone: &Alone| match alone.scores.get().map(|scores| &scores.given) {
            Some(Given::Few(given)) => given.len(),
            Some(Given::Many(given)) => given.len(),
            None => 0,
        };
        let fits = |(_, alone): &&(QueryWord, Rc<Alone>)| {
            let size = size(alone);
            let fits = size <= left;
            left = left.saturating_sub(size);
            fits
        };
        let many = kept.iter().rev().take(KEPT).take_while(fits).count();
        let old = kept.len() - many;
        kept.drain(..old);
    }

    /// The accumulators.
    pub(super) fn sums(&self) -> RefMut<'_, Sums> {
        self.sums.borrow_mut()
    }

    /// What mentions are worth, as it was worked out before or is now.
    pub(super) fn norms(&self, make: impl FnOnce() -> Norms) -> Rc<Norms> {
        self.norms.get_or_init(|| Rc::new(make())).clone()
    }

    /// Forgets what hangs on the documents, the weights or the synonyms.
    pub(super) fn forget(&mut self) {
        self.words.get_mut().clear();
        let sums = self.sums.get_mut();
        let documents = sums.documents.len();
        sums.clear(documents);
        self.norms.take();
    }
}
