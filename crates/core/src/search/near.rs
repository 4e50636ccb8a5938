//! Words that are nearly the same, by edits: a letter put in, left out, replaced, or swapped with its neighbour.

/// How many edits a word of `letters` forgives: in a short one every letter tells.
pub(super) fn forgiven(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// A word that others are compared with.
pub(super) struct Wanted {
    chars: Vec<char>,
    letters: u32,
    bytes: usize,
    /// Its first bytes.
    beginning: [u8; 2],
    edits: usize,
    /// Whether a beginning of the other word suffices.
    is_prefix: bool,
    /// The other word, one buffer for all.
    other: Vec<char>,
}

impl Wanted {
    pub(super) fn new(word: &str, edits: usize, is_prefix: bool) -> Self {
        let chars = word.chars().collect();
        let byte = |at| word.as_bytes().get(at).copied().unwrap_or_default();
        let beginning = [byte(0), byte(1)];
        Self {
            chars,
            letters: letters(word).1,
            bytes: word.len(),
            beginning,
            edits,
            is_prefix,
            other: Vec::new(),
        }
    }

    /// How many letters it has.
    pub(super) fn length(&self) -> usize {
        self.chars.len()
    }

    /// Whether a term with these [`letters`] can be near at all; most cannot, and this costs next to nothing.
    #[inline]
    pub(super) fn may_be(&self, letters: u32) -> bool {
        (self.letters & !letters).count_ones() as usize <= self.edits
            && (self.is_prefix || (letters & !self.letters).count_ones() as usize <= self.edits)
    }

    /// Whether `term` is near.
    pub(super) fn is(&mut self, term: &str) -> bool {
        // A letter has up to four bytes.
        let slack = 4 * self.edits;
        if term.len() + slack < self.bytes || (!self.is_prefix && self.bytes + slack < term.len()) {
            return false;
        }
        if self.edits == 1 && self.chars.len() > 1 && !may_begin(self.beginning, term.as_bytes()) {
            return false;
        }
        // No letter behind these is looked at.
        let most = self.chars.len() + self.edits + 1;
        self.other.resize(most, '\0');
        let mut length = 0;
        for (letter, place) in term.chars().zip(&mut self.other) {
            *place = letter;
            length += 1;
        }
        within(&self.chars, &self.other[..length], self.edits, self.is_prefix)
    }
}

/// Whether one edit can make a word that begins so of `term`, as far as the first two letters tell: one of them stands where it did, or
/// beside. Letters of more than a byte tell nothing here.
fn may_begin([first, second]: [u8; 2], term: &[u8]) -> bool {
    let &[a, b, ..] = term else { return true };
    first | second | a | b >= 0x80 || a == first || b == second || a == second || b == first
}

/// How many letters a term has, and which: a bit for each of 32 classes.
pub(super) fn letters(term: &str) -> (usize, u32) {
    term.chars().fold((0, 0), |(count, bits), letter| (count + 1, bits | 1 << (letter as u32 & 31)))
}

/// Whether at most `edits` make `a` of `b`, or of a beginning of `b`.
///
/// What both begin with is passed over and then each edit is tried: with two edits that is at most sixteen short ways, fewer steps than a table
/// of distances.
fn within(mut a: &[char], mut b: &[char], edits: usize, is_prefix: bool) -> bool {
    while let ([first, rest @ ..], [other, others @ ..]) = (a, b)
        && first == other
    {
        (a, b) = (rest, others);
    }
    let ([first, rest @ ..], Some(left)) = (a, edits.checked_sub(1)) else {
        return a.is_empty() && (is_prefix || b.len() <= edits);
    };
    let [other, others @ ..] = b else { return a.len() <= edits };
    if a.len() > b.len() + edits || (!is_prefix && b.len() > a.len() + edits) {
        return false;
    }
    let is_swapped = rest.first() == Some(other) && others.first() == Some(first);
    (is_swapped && within(&rest[1..], &others[1..], left, is_prefix))
        || within(rest, others, left, is_prefix)
        || within(a, others, left, is_prefix)
        || within(rest, b, left, is_prefix)
}

#[cfg(test)]
mod tests {
    use super::{Wanted, letters};
    use proptest::prelude::*;

    fn is_near(word: &str, term: &str, edits: usize, is_prefix: bool) -> bool {
        let mut wanted = Wanted::new(word, edits, is_prefix);
        wanted.may_be(letters(term).1) && wanted.is(term)
    }

    /// Optimal string alignment, by the table.
    fn distance(a: &[char], b: &[char]) -> Vec<usize> {
        let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
        for i in 1..=a.len() {
            let mut row = vec![i];
            for j in 1..=b.len() {
                let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                row.push(best);
            }
            rows.push(row);
        }
        rows.pop().unwrap_or_default()
    }

    #[test]
    fn one_edit_is_any_of_four() {
        for near in ["kettle", "ketle", "kettlee", "kexttle", "kezzle", "ekttle", "lettle", "ketlte"] {
            assert_eq!(is_near("kettle", near, 1, false), near != "kezzle", "{near}");
        }
        assert!(is_near("kettle", "kezzle", 2, false));
        assert!(is_near("чайник", "чайнк", 1, false));
        assert!(is_near("desclaing", "descaling", 1, false) && is_near("desclai", "descaling", 1, true));
        assert!(!is_near("desclai", "descaling", 1, false));
    }

    proptest! {
        #[test]
        fn nearness_is_that_of_the_table(a in "[abcß]{0,7}", b in "[abcß]{0,9}", edits in 0..3_usize) {
            let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let row = distance(&left, &right);
            prop_assert_eq!(is_near(&a, &b, edits, false), row[right.len()] <= edits);
            prop_assert_eq!(is_near(&a, &b, edits, true), row.iter().any(|distance| *distance <= edits));
        }
    }
}
