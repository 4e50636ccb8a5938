//! What kind of character: part of a cluster, of a script without spaces, or of a word.
//!
//! Ranges rather than Unicode's tables, for the bytes: they may take in an unassigned code point, never a letter of
//! another script.

use super::fold::is_optional_mark;
use crate::{
    letters::is_alphanumeric,
    part::{first, from, last, until},
};

/// Whether `letter` hangs on the one before it: it neither breaks a word nor may be cut off.
pub(super) fn is_mark(letter: char) -> bool {
    let code = letter as u32;
    if code < 0x300 {
        return code == 0xad;
    }
    match code {
        // The Indian scripts share one layout: signs, nukta, vowel signs and virama stand at the same places.
        0x900..=0xdff => matches!(code & 0x7f, 0..=3 | 0x3c | 0x3e..=0x4d | 0x55..=0x57 | 0x62..=0x63),
        0xe31 | 0xe33..=0xe3a | 0xe47..=0xe4e | 0xeb1 | 0xeb3..=0xebc | 0xec8..=0xece // Thai, Lao
        | 0xf18..=0xf19 | 0xf35 | 0xf37 | 0xf39 | 0xf71..=0xf84 | 0xf86..=0xf87 | 0xf8d..=0xfbc // Tibetan
        | 0x102b..=0x103e | 0x1056..=0x1059 | 0x17b4..=0x17d3 | 0x17dd // Burmese, Khmer
        | 0x1160..=0x11ff // vowels and finals of decomposed Hangul
        | 0x302a..=0x302f | 0x3099..=0x309a | 0xff9e..=0xff9f // Chinese tones, Kana voicing
        | 0x1_f3fb..=0x1_f3ff | 0xe_0020..=0xe_007f => true, // skin tones, flag tags
        0x640 => false,
        _ => is_optional_mark(letter),
    }
}

/// Whether words of this letter's script are written without spaces between, so that they are indexed by pairs.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter as u32,
        0x1100..=0x115f // letters that decomposed Hangul syllables begin with
        | 0xe01..=0xe30 | 0xe32 | 0xe40..=0xe46 | 0xe81..=0xeb0 | 0xeb2 | 0xebd..=0xec6 | 0xedc..=0xedf // Thai, Lao
        | 0x1000..=0x102a | 0x103f | 0x1780..=0x17b3 // Burmese, Khmer
        | 0x3005..=0x3007 | 0x3041..=0x3096 | 0x309d..=0x309f | 0x30a1..=0x30fa | 0x30fc..=0x30ff // Kana
        | 0x3105..=0x312f | 0x31a0..=0x31bf | 0x31f0..=0x31ff | 0xff66..=0xff9d
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff // Han
        | 0xac00..=0xd7a3) // Hangul
}

/// Whether `letter` belongs to a word that stands between spaces.
pub(super) fn is_spaced_letter(letter: char) -> bool {
    !is_unspaced(letter) && is_alphanumeric(letter)
}

/// Dropped between two letters of a word: `don't` is the term `dont`.
pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' | '\u{5f3}' | '\u{5f4}')
}

/// Whether `letter` is dropped before `next` within a word. In Hebrew the quotation mark of every keyboard stands for the sign of
/// abbreviations.
pub(super) fn is_dropped(letter: char, next: char) -> bool {
    (is_apostrophe(letter) || (letter == '"' && matches!(next, '\u{5d0}'..='\u{5ea}')))
        && is_spaced_letter(next)
}

/// Whether a reader sees the two as one character, or as one with what follows, so that no cut may fall between.
///
/// Where it departs from Unicode's grapheme clusters in the scripts that are told apart here, it joins more: any run of flags is one.
pub(super) fn joins(before: char, after: char) -> bool {
    let is_flag = |letter: char| matches!(letter as u32, 0x1_f1e6..=0x1_f1ff);
    (is_mark(after) && !matches!(before, '\r' | '\n'))
        || before == '\u{200d}'
        || (before == '\r' && after == '\n')
        || (is_flag(before) && is_flag(after))
        || matches!(before as u32, code @ 0x900..=0xdff if code & 0x7f == 0x4d)
        || matches!((before as u32, after as u32), (0x1100..=0x115f, 0x1100..=0x11ff | 0xac00..=0xd7a3))
}

/// Whether a text may be cut at `at`, a `char` boundary, without cutting a cluster.
pub(super) fn is_cluster_boundary(text: &str, at: usize) -> bool {
    match (last(until(text, at)), first(from(text, at))) {
        (Some(before), Some(after)) => !joins(before, after),
        _ => true,
    }
}

/// Whether a reader finds a cut at `at` between words.
pub(super) fn is_word_boundary(text: &str, at: usize) -> bool {
    match (last(until(text, at)), first(from(text, at))) {
        (Some(before), Some(after)) => {
            let splits = |letter: char| letter.is_whitespace() || is_unspaced(letter);
            !joins(before, after)
                && (splits(before) || splits(after) || (is_mark(before) && splits_after_marks(text, at)))
        }
        _ => true,
    }
}

/// Whether the letter that the marks before `at` hang on is of a script without spaces.
fn splits_after_marks(text: &str, at: usize) -> bool {
    until(text, at).chars().rev().take(16).find(|letter| !is_mark(*letter)).is_some_and(is_unspaced)
}
