//! Folding: what makes `Café`, `CAFE` and `cafe` one term.
//!
//! Own tables and rules instead of Unicode's: in Wasm they weigh 3.8 kB (1.7 kB under brotli), `unicode-normalization`
//! with the standard library's lower-casing 144 kB (54 kB). The crate serves as the oracle in the tests instead.

use self::tables::{GREEK, GREEK_EXTENDED, GREEK_LETTERS, HALF_WIDTH, LATIN, LATIN_ADDITIONAL, LETTER_PAIRS};
use crate::part::last;

/// Appends what `letter` folds to: nothing for marks that people leave out, up to three letters for a ligature.
pub(super) fn fold(letter: char, out: &mut String) {
    let code = letter as u32;
    match code {
        0..=0x7f => out.push(letter.to_ascii_lowercase()),
        0xaa => out.push('a'),
        0xba => out.push('o'),
        0xb2 => out.push('2'),
        0xb3 => out.push('3'),
        0xb5 => out.push('μ'),
        0xb9 => out.push('1'),
        0x241 => out.push('ɂ'),
        0xc0..=0x2af => latin(LATIN[(code - 0xc0) as usize], letter, out),
        0x370..=0x3ff => greek(GREEK[(code - 0x370) as usize], letter, out),
        0x400..=0x482 | 0x48a..=0x52f => out.push(cyrillic(letter)),
        // Armenian, and the ligature of its "and".
        0x531..=0x556 => out.push(shifted(code, 0x30)),
        0x587 => out.push_str("եւ"),
        0x610..=0x6ff => arabic(letter, out),
        // Georgian capitals: the titling ones, and the old ecclesiastical ones.
        0x1c90..=0x1cbf => out.push(shifted(code - 0xbc0, 0)),
        0x10a0..=0x10c5 => out.push(shifted(code, 0x1c60)),
        0x1e00..=0x1eff => latin(LATIN_ADDITIONAL[(code - 0x1e00) as usize], letter, out),
        0x1f00..=0x1fff => greek(GREEK_EXTENDED[(code - 0x1f00) as usize], letter, out),
        0xfb00..=0xfb06 => {
            out.push_str(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][(code - 0xfb00) as usize]);
        }
        // Digits of the Indian scripts, whose blocks share one layout, and of Thai and Lao.
        0x900..=0xdff if matches!(code & 0x7f, 0x66..=0x6f) => out.push(shifted((code & 0x7f) - 0x66, 0x30)),
        0xe50..=0xe59 | 0xed0..=0xed9 => out.push(shifted(code & 0xf, 0x30)),
        // What follows the letter of a decomposed syllable, and Kana's voicing: `compose` puts them on it.
        0x1160..=0x11ff | 0x3099 | 0x309a | 0xff9e | 0xff9f => {}
        0xff66..=0xff9d => out.push(shifted(0x30a0, u32::from(HALF_WIDTH[(code - 0xff66) as usize]))),
        // Full-width forms of ASCII.
        0xff01..=0xff5e => out.push(shifted(code - 0xfee0, 0).to_ascii_lowercase()),
        _ if is_optional_mark(letter) => {}
        _ => out.push(letter),
    }
}

/// Marks and joiners that people leave out when they type: they belong to a word but not to its term.
pub(super) fn is_optional_mark(letter: char) -> bool {
    matches!(letter as u32,
        0x300..=0x36f | 0x483..=0x489 // Latin, Greek, Cyrillic
        | 0x591..=0x5bd | 0x5bf | 0x5c1..=0x5c2 | 0x5c4..=0x5c5 | 0x5c7 // Hebrew niqqud and cantillation
        | 0x610..=0x61a | 0x640 | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x6df..=0x6e4 | 0x6e7..=0x6e8 | 0x6ea..=0x6ed // Arabic
        | 0x711 | 0x730..=0x74a // Syriac
        | 0xad | 0x200b..=0x200d | 0x2060 // soft hyphen, zero-width characters
        | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xe_0100..=0xe_01ef)
}

/// Puts a voicing mark of Kana, or a vowel or a final of decomposed Hangul, on the letter that `term` ends in, where it goes on it: what
/// is written apart, as some systems do, is the same term as what is not.
pub(super) fn compose(mark: char, term: &mut String) {
    let Some(before) = last(term).map(u32::from) else { return };
    let mark = mark as u32;
    let joined = match mark {
        0x3099 | 0xff9e => voiced(before, 1),
        0x309a | 0xff9f => voiced(before, 2),
        0x1161..=0x1175 if matches!(before, 0x1100..=0x1112) => {
            0xac00 + ((before - 0x1100) * 21 + mark - 0x1161) * 28
        }
        0x11a8..=0x11c2 if matches!(before, 0xac00..=0xd7a3) && before % 28 == 0xac00 % 28 => {
            before + mark - 0x11a7
        }
        _ => return,
    };
    term.pop();
    term.push(shifted(joined, 0));
}

/// A Kana with a voicing mark, the `by`th after it where it takes one.
fn voiced(kana: u32, by: u32) -> u32 {
    // Hiragana and Katakana stand in the same order.
    match if kana < 0x30a0 { kana } else { kana - 0x60 } {
        code @ 0x304b..=0x3062 if code % 2 == 1 && by == 1 => kana + 1,
        0x3064 | 0x3066 | 0x3068 if by == 1 => kana + 1,
        0x306f | 0x3072 | 0x3075 | 0x3078 | 0x307b => kana + by,
        0x3046 if by == 1 => kana + 0x4e,
        _ => kana,
    }
}

fn shifted(code: u32, by: u32) -> char {
    char::from_u32(code + by).unwrap_or('\u{fffd}')
}

fn latin(key: u8, letter: char, out: &mut String) {
    match key {
        b'.' => out.push(letter),
        b'a'..=b'z' => out.push(char::from(key)),
        _ => out.extend(LETTER_PAIRS.iter().find(|pair| pair.0 == key).map(|pair| pair.1)),
    }
}

fn greek(key: u8, letter: char, out: &mut String) {
    out.push(match (key, letter as u32) {
        (b'a'..=b'z', _) => GREEK_LETTERS[usize::from(key - b'a')],
        // Archaic and Coptic letters: capitals are even, their small letters follow.
        (_, code @ (0x370..=0x373 | 0x376..=0x377 | 0x3d8..=0x3ef)) => shifted(code | 1, 0),
        _ => letter,
    });
}

fn cyrillic(letter: char) -> char {
    let code = letter as u32;
    let small = match code {
        0x400..=0x40f => code + 0x50,
        0x410..=0x42f => code + 0x20,
        0x4c0 => 0x4cf,
        0x4c1..=0x4ce => code + (code & 1),
        0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f => code | 1,
        _ => code,
    };
    match small {
        0x439 | 0x45d | 0x4e3 | 0x4e5 => 'и',
        0x450 | 0x451 | 0x4d7 => 'е',
        0x453 => 'г',
        0x457 => 'і',
        0x45c => 'к',
        0x45e | 0x4ef | 0x4f1 | 0x4f3 => 'у',
        0x477 => 'ѵ',
        0x4c2 | 0x4dd => 'ж',
        0x4d1 | 0x4d3 => 'а',
        0x4db => 'ә',
        0x4df => 'з',
        0x4e7 => 'о',
        0x4eb => 'ө',
        0x4ed => 'э',
        0x4f5 => 'ч',
        0x4f9 => 'ы',
        _ => shifted(small, 0),
    }
}

/// The letters that Arabic and Persian writers use for one another, and both sets of digits, as one.
fn arabic(letter: char, out: &mut String) {
    out.push(match letter as u32 {
        0x622 | 0x623 | 0x625 | 0x671 => 'ا',
        0x624 => 'و',
        0x626 | 0x649 | 0x6cc => 'ي',
        0x629 | 0x6c0 => 'ه',
        0x6a9 => 'ك',
        0x6c2 => 'ہ',
        0x6d3 => 'ے',
        code @ 0x660..=0x669 => shifted(code - 0x660, 0x30),
        code @ 0x6f0..=0x6f9 => shifted(code - 0x6f0, 0x30),
        _ if is_optional_mark(letter) => return,
        _ => letter,
    });
}

mod tables;
#[cfg(test)]
mod tests;
