//! What was asked before, in memory only: as somebody types, all words but the last stay the same.

use super::{expand::Expansion, query::QueryWord, sums::Sums};
use std::{
    cell::{RefCell, RefMut},
    rc::Rc,
};

/// How many words' expansions are kept.
const KEPT: usize = 32;

/// What searches leave behind for the next.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The latest last.
    expansions: RefCell<Vec<(QueryWord, Rc<Expansion>)>>,
    sums: RefCell<Sums>,
}

impl Asked {
    /// What stands for a word, as it was found before or is found now.
    pub(super) fn expansion(&self, word: &QueryWord, find: impl FnOnce() -> Expansion) -> Rc<Expansion> {
        let mut kept = self.expansions.borrow_mut();
        let entry = match kept.iter().position(|(other, _)| other == word) {
            Some(at) => kept.remove(at),
            None => (word.clone(), Rc::new(find())),
        };
        if kept.len() == KEPT {
            kept.remove(0);
        }
        let found = entry.1.clone();
        kept.push(entry);
        found
    }

    /// The accumulators, all at zero.
    pub(super) fn sums(&self) -> RefMut<'_, Sums> {
        self.sums.borrow_mut()
    }

    /// Forgets what hangs on the documents, the weights or the synonyms.
    pub(super) fn forget(&mut self) {
        self.expansions.get_mut().clear();
    }
}
