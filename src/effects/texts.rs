//! Texts that come in files of their own.

use crate::library::Library;
use goodword_core::snapshot::{Answer, Of};

/// Takes a file of texts into the library, with its topics indexed; whether it was the right one.
pub(crate) fn take_texts(library: &Library, shard: u32, bytes: &[u8]) -> bool {
    let Ok(answer) = Answer::read(bytes, &Of::Topics) else { return false };
    let mut is_taken = false;
    library.grow(|community| {
        is_taken = community.take_texts(shard, answer.rows);
        while is_taken && community.index_next() {}
    });
    is_taken
}
