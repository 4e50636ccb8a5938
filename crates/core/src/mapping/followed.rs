//! A document that may have mistakes, as far as it can be followed.

use crate::dialect::{Dialect, Mistake};

/// Reads a document while it is written: the dialect, where it is JSON at all, and all that is wrong with it. What is wrong finds
/// nothing, and the rest is seen.
pub fn followed(bytes: &[u8]) -> (Option<Dialect>, Vec<Mistake>) {
    match Dialect::parse(bytes) {
        Ok(dialect) => (Some(dialect), Vec::new()),
        Err(mistakes) => (Dialect::trusted(bytes).ok(), mistakes),
    }
}
