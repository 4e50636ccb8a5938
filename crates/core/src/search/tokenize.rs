//! Texts into words: where each one stands and the term it is indexed by.
//!
//! A word is a run of letters and digits; apostrophes inside are dropped and marks do not break it. Scripts without
//! spaces are taken by overlapping pairs, and the last letter of a run once more alone, so that a single
//! letter, searched as a prefix, is found wherever it stands.

use super::{
    fold::{compose, fold},
    script::{is_dropped, is_mark, is_spaced_letter, is_unspaced},
};
use crate::part::{first, from, until};

/// Longer words are cut, in bytes of their term: only encoded data is longer, and it would fill the dictionary.
pub(super) const MAX_TERM_BYTES: usize = 64;

/// How a word was cut out of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Between spaces or punctuation.
    Word,
    /// Two neighbours in a script without spaces.
    Pair,
    /// The only letter of its run.
    Lone,
    /// The last letter of a run whose pairs came before.
    Last,
}

/// Where a word stands, in bytes of the text, and how it was cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) cut: Cut,
}

/// The words of a text, in order.
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
    is_in_run: bool,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, is_in_run: false }
    }

    /// The next word; `term` is overwritten with its term, so that one buffer serves a whole text.
    pub(super) fn next(&mut self, term: &mut String) -> Option<Word> {
        loop {
            let letter = self.peek(self.at)?;
            term.clear();
            let word = if is_unspaced(letter) {
                Some(self.unspaced(letter, term))
            } else {
                self.is_in_run = false;
                if is_spaced_letter(letter) && !is_mark(letter) {
                    Some(self.spaced(term))
                } else {
                    self.at += letter.len_utf8();
                    None
                }
            };
            // A word of nothing but optional marks has no term.
            if word.is_some() && !term.is_empty() {
                return word;
            }
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        // Most texts are ASCII: one comparison instead of decoding.
        match *self.text.as_bytes().get(at)? {
            byte @ 0..=0x7f => Some(char::from(byte)),
            _ => first(from(self.text, at)),
        }
    }

    fn spaced(&mut self, term: &mut String) -> Word {
        let start = self.at;
        while let Some(letter) = self.peek(self.at) {
            if letter.is_ascii_alphanumeric() {
                self.ascii_run(term);
            } else if self.peek(self.at + letter.len_utf8()).is_some_and(|next| is_dropped(letter, next)) {
                self.at += letter.len_utf8();
            } else if is_mark(letter) || is_spaced_letter(letter) {
                if term.len() < MAX_TERM_BYTES {
                    fold(letter, term);
                }
                self.at += letter.len_utf8();
            } else {
                break;
            }
        }
        Word { start, end: self.at, cut: Cut::Word }
    }

    fn ascii_run(&mut self, term: &mut String) {
        let rest = from(self.text, self.at);
        let run = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let folded_from = term.len();
        term.push_str(until(rest, run.min(MAX_TERM_BYTES.saturating_sub(folded_from))));
        if let Some(folded) = term.get_mut(folded_from..) {
            folded.make_ascii_lowercase();
        }
        self.at += run;
    }

    fn unspaced(&mut self, letter: char, term: &mut String) -> Word {
        let start = self.at;
        self.at = self.cluster(start, letter, term);
        let (end, cut) = match self.peek(self.at) {
            Some(next) if is_unspaced(next) => (self.cluster(self.at, next, term), Cut::Pair),
            _ if self.is_in_run => (self.at, Cut::Last),
            _ => (self.at, Cut::Lone),
        };
        self.is_in_run = cut == Cut::Pair;
        Word { start, end, cut }
    }

    /// Folds the letter at `at` with the marks on it and returns where they end.
    fn cluster(&self, at: usize, letter: char, term: &mut String) -> usize {
        fold(letter, term);
        let mut end = at + letter.len_utf8();
        while let Some(mark) = self.peek(end).filter(|mark| is_mark(*mark)) {
            if term.len() < MAX_TERM_BYTES {
                fold(mark, term);
                compose(mark, term);
            }
            end += mark.len_utf8();
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, MAX_TERM_BYTES, Words};

    fn check(text: &str, expect: &[(&str, &str)]) {
        let mut words = Words::new(text);
        let mut term = String::new();
        let mut found = Vec::new();
        while let Some(word) = words.next(&mut term) {
            found.push((text[word.start..word.end].to_owned(), term.clone()));
        }
        let found: Vec<_> = found.iter().map(|(word, term)| (word.as_str(), term.as_str())).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("", &[]);
        check(" ?! \u{301} ", &[]);
        check("Wi-Fi 2.0", &[("Wi", "wi"), ("Fi", "fi"), ("2", "2"), ("0", "0")]);
        check("Don't 'quote' it’s", &[("Don't", "dont"), ("quote", "quote"), ("it’s", "its")]);
        check("cafe\u{301}s Ünïcode", &[("cafe\u{301}s", "cafes"), ("Ünïcode", "unicode")]);
        check("हिन्दी भाषा", &[("हिन्दी", "हिन्दी"), ("भाषा", "भाषा")]);
        check("\u{640} كتاب", &[("كتاب", "كتاب")]);
        check("a_b@c.d", &[("a", "a"), ("b", "b"), ("c", "c"), ("d", "d")]);
    }

    #[test]
    fn scripts_without_spaces_are_taken_by_pairs() {
        check("日本語", &[("日本", "日本"), ("本語", "本語"), ("語", "語")]);
        check("湯。", &[("湯", "湯")]);
        check("iPhone用ケ", &[("iPhone", "iphone"), ("用ケ", "用ケ"), ("ケ", "ケ")]);
        check("น้ำร้อน", &[("น้ำร้", "น้ำร้"), ("ร้อ", "ร้อ"), ("อน", "อน"), ("น", "น")]);
        check("한국 물", &[("한국", "한국"), ("국", "국"), ("물", "물")]);
    }

    #[test]
    fn the_last_letter_of_a_run_is_told_from_a_lone_one() {
        let mut words = Words::new("日本 湯");
        let mut term = String::new();
        let cuts: Vec<Cut> = std::iter::from_fn(|| words.next(&mut term).map(|word| word.cut)).collect();
        assert_eq!(cuts, [Cut::Pair, Cut::Last, Cut::Lone]);
    }

    #[test]
    fn overlong_words_are_cut_but_span_the_whole() {
        let text = "x".repeat(1000) + " y";
        let mut words = Words::new(&text);
        let mut term = String::new();
        let word = words.next(&mut term).expect("a word");
        assert_eq!((word.start..word.end, term.len()), (0..1000, MAX_TERM_BYTES));
        assert_eq!(words.next(&mut term).map(|word| word.start), Some(1001));
    }
}
