//! What may be asked: the rules that a panel shows while somebody writes and that an endpoint holds what it gets to.

/// The longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 140;

/// Why a text cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing but white space.
    Empty,
    /// Longer than this many characters.
    TooLong {
        /// The longest that passes.
        most: usize,
    },
}

/// What is wrong with a title, if anything. White space around it does not count.
pub fn title_fault(title: &str) -> Option<Fault> {
    match title.trim().chars().count() {
        0 => Some(Fault::Empty),
        length if length > MAX_TITLE_CHARS => Some(Fault::TooLong { most: MAX_TITLE_CHARS }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, title_fault};

    #[test]
    fn a_title_is_a_sentence_and_no_more() {
        assert_eq!(title_fault(" \n"), Some(Fault::Empty));
        assert_eq!(title_fault(&format!(" {} ", "ä".repeat(140))), None);
        assert_eq!(title_fault(&"ä".repeat(141)), Some(Fault::TooLong { most: 140 }));
    }
}
