//! Runs of `*`, `_` and `~`, and which of them pair into emphasis.

use crate::rich_text::tree::Tag;

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
    pub(super) fn new(mark: u8, length: usize, before: Option<char>, after: Option<char>) -> Self {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let punctuation = |c: Option<char>| c.is_some_and(is_punctuation);
        let left = !space(after) && (!punctuation(after) || space(before) || punctuation(before));
        let right = !space(before) && (!punctuation(before) || space(after) || punctuation(after));
        let (can_open, can_close) = match mark {
            b'_' => (left && (!right || punctuation(before)), right && (!left || punctuation(after))),
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
        let both_in_threes = self.length.is_multiple_of(3) && closer.length.is_multiple_of(3);
        self.mark == closer.mark && !(self.mark != b'~' && both_ways && sum_in_threes && !both_in_threes)
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
    c.is_ascii_punctuation()
        || matches!(c, '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '\u{d7}' | '\u{f7}')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}')
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}
