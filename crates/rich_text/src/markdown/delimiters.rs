//! Runs of `*`, `_` and `~`, and which of them pair into emphasis.

use crate::tree::Tag;

/// Consecutive marks of one kind.
pub(super) struct Run {
    mark: u8,
    length: usize,
    /// How many marks are unpaired, and therefore shown.
    pub(super) left: usize,
    can_open: bool,
    can_close: bool,
    /// What begins after it, the innermost first.
    pub(super) opens: Vec<Tag>,
    /// How many elements end before it.
    pub(super) closes: usize,
}

impl Run {
    /// A run between two characters; `'\0'` stands for the beginning and end of the text.
    pub(super) fn new(mark: u8, length: usize, before: char, after: char) -> Self {
        let (space_before, space_after) = (is_space(before), is_space(after));
        let (mark_before, mark_after) = (is_punctuation(before), is_punctuation(after));
        let left = !space_after && (!mark_after || space_before || mark_before);
        let right = !space_before && (!mark_before || space_after || mark_after);
        let (can_open, can_close) = match mark {
            b'_' => (left && (!right || mark_before), right && (!left || mark_after)),
            // One tilde is said of approximate numbers far more often than of what is struck out.
            b'~' => (left && length == 2, right && length == 2),
            _ => (left, right),
        };
        Self { mark, length, left: length, can_open, can_close, opens: Vec::new(), closes: 0 }
    }

    pub(super) fn mark(&self) -> char {
        char::from(self.mark)
    }

    fn pairs_with(&self, closer: &Self) -> bool {
        let both_ways = self.can_close || closer.can_open;
        let sum_in_threes = (self.length + closer.length).is_multiple_of(3);
        let ambiguous = both_ways && sum_in_threes && !self.length.is_multiple_of(3);
        self.mark == closer.mark && (self.mark == b'~' || !ambiguous)
    }

    /// Runs of the same key pair with the same openers, so that what one did not find, none will.
    fn key(&self) -> usize {
        let mark = match self.mark {
            b'*' => 0,
            b'_' => 1,
            _ => 2,
        };
        (mark * 3 + self.length % 3) * 2 + usize::from(self.can_open)
    }
}

/// Pairs the runs in `order`, indexes into `runs`.
pub(super) fn pair(runs: &mut [Run], order: &[usize]) {
    let mut openers: Vec<usize> = Vec::new();
    let mut floors = [0; 18];
    for &closer in order {
        while runs[closer].can_close && runs[closer].left > 0 {
            let key = runs[closer].key();
            let found =
                openers[floors[key]..].iter().rposition(|&opener| runs[opener].pairs_with(&runs[closer]));
            let Some(found) = found else {
                floors[key] = openers.len();
                break;
            };
            let at = floors[key] + found;
            let opener = openers[at];
            let strong = runs[opener].left > 1 && runs[closer].left > 1;
            let tag = match runs[closer].mark {
                b'~' => Tag::Del,
                _ if strong => Tag::Strong,
                _ => Tag::Em,
            };
            let used = 1 + usize::from(strong);
            runs[opener].left -= used;
            runs[opener].opens.push(tag);
            runs[closer].left -= used;
            runs[closer].closes += 1;
            openers.truncate(if runs[opener].left > 0 { at + 1 } else { at });
            for floor in &mut floors {
                *floor = (*floor).min(openers.len());
            }
        }
        if runs[closer].can_open && runs[closer].left > 0 {
            openers.push(closer);
        }
    }
}

/// ASCII punctuation, and the blocks of Unicode's that surround words in prose.
fn is_punctuation(c: char) -> bool {
    let prose =
        ['\u{a1}'..='\u{bf}', '\u{2010}'..='\u{2bff}', '\u{3001}'..='\u{3020}', '\u{ff01}'..='\u{ff20}'];
    c.is_ascii_punctuation()
        || prose.iter().any(|block| block.contains(&c)) && !('\u{ff10}'..='\u{ff19}').contains(&c)
}

/// As `CommonMark` has it: the end of the text, ASCII's white space and Unicode's spaces.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
        || matches!(c, '\0' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}')
}
