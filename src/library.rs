//! The one community that a panel reads from while it still grows.
//!
//! Rows are added in place, because copying thousands of topics at every slice would cost more than reading them.
//! Each growth gives a new [`Library`] value, so that what is drawn from it knows that it changed.

use crate::dialect::Translator;
use goodword_core::{Community, search::IndexError};
use std::{
    cell::{Ref, RefCell},
    rc::Rc,
};

/// A community, and how many times it has grown. Equal only to the same community at the same size.
#[derive(Clone, Debug, Default)]
pub struct Library {
    community: Rc<RefCell<Community>>,
    generation: u32,
    /// Between it and its backend, where that does not speak the native protocol.
    translator: Option<Translator>,
}

impl PartialEq for Library {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.community, &other.community) && self.generation == other.generation
    }
}

impl Library {
    /// The community, to read.
    pub fn read(&self) -> Ref<'_, Community> {
        self.community.borrow()
    }

    /// Lets `change` add to the community. Nothing else may read meanwhile, which holds because `change` is not
    /// async and draws nothing.
    pub fn grow(&self, change: impl FnOnce(&mut Community)) {
        change(&mut self.community.borrow_mut());
    }

    /// Opens a prebuilt index.
    ///
    /// # Errors
    /// The bytes are no such index; then nothing changed.
    pub(crate) fn open(&self, index: Vec<u8>) -> Result<(), IndexError> {
        self.community.borrow_mut().open_index(index)
    }

    /// From now on its backend is asked through `translator`.
    pub(crate) fn speak(&mut self, translator: Translator) {
        self.translator = Some(translator);
    }

    /// Between it and its backend.
    pub(crate) fn translator(&self) -> Option<&Translator> {
        self.translator.as_ref()
    }

    /// The same community, seen as changed.
    pub fn next_generation(&self) -> Self {
        Self {
            community: self.community.clone(),
            generation: self.generation + 1,
            translator: self.translator.clone(),
        }
    }
}
