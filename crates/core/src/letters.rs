//! Which characters are letters or digits.
//!
//! An own table because of the bytes that every visitor loads: it weighs 1.2 kB less under brotli than the standard
//! library's `char::is_alphanumeric`, and agrees with it on every character that is assigned in the basic plane and is
//! no combining mark.

/// Whether `letter` is a letter or a digit of any script. What is unassigned or a combining mark may go either way, and so
/// may the punctuation of scripts beyond the basic plane, which are historic.
pub fn is_alphanumeric(letter: char) -> bool {
    match letter as u32 {
        0..=0x7f => letter.is_ascii_alphanumeric(),
        // The quotes and dashes that texts are full of.
        0x2010..=0x2027 => false,
        code @ 0x80..=0xffff => in_basic_plane(code),
        code => !matches!(code,
            0x1_ccfa..=0x1_d2bf | 0x1_d300..=0x1_d35f | 0x1_d800..=0x1_deff // game pieces, music, diagrams, written signs
            | 0x1_eef0..=0x1_f0ff | 0x1_f10d..=0x1_f12f | 0x1_f14a..=0x1_f14f | 0x1_f16a..=0x1_f16f // tiles, cards
            | 0x1_f18a..=0x1_fbef | 0x1_fbfa..=0x1_ffff // pictographs
            | 0xe_0000.. // tags, private use
        ),
    }
}

fn in_basic_plane(code: u32) -> bool {
    let mut at = 0x80;
    let mut is_letter = false;
    let mut steps = STEPS.iter().map(|step| u32::from(*step));
    while let Some(step) = steps.next() {
        at += if step > 0 { step } else { steps.next().unwrap_or(0) << 8 | steps.next().unwrap_or(0) };
        if code < at {
            return is_letter;
        }
        is_letter = !is_letter;
    }
    is_letter
}

/// From U+0080 on, how many characters are none, are some, are none and so on; after a 0 stand the two bytes of what is
/// larger than 255.
static STEPS: &[u8] = &[
    42, 1, 7, 2, 1, 1, 3, 2, 1, 3, 1, 23, 1, 31, 1, 0, 1, 202, 4, 12, 14, 5, 7, 1, 1, 1, 129, 5, 1, 8, 1, 5,
    2, 1, 1, 110, 1, 139, 8, 206, 1, 1, 6, 41, 71, 35, 45, 74, 4, 102, 1, 8, 8, 4, 5, 15, 2, 1, 16, 230, 4,
    4, 2, 48, 16, 30, 2, 40, 1, 7, 16, 66, 34, 96, 2, 10, 1, 129, 2, 6, 2, 1, 8, 113, 15, 107, 9, 119, 1,
    130, 18, 114, 1, 7, 1, 4, 1, 202, 5, 37, 1, 122, 13, 62, 1, 15, 1, 10, 39, 128, 31, 20, 12, 69, 3, 54,
    66, 74, 6, 78, 2, 91, 1, 0, 2, 100, 9, 39, 16, 96, 1, 0, 2, 108, 2, 17, 1, 26, 5, 75, 3, 71, 11, 148, 3,
    1, 4, 36, 16, 0, 1, 48, 6, 152, 34, 30, 2, 128, 7, 1, 93, 73, 2, 10, 41, 121, 4, 59, 5, 62, 2, 64, 41, 0,
    2, 212, 1, 1, 3, 11, 3, 13, 3, 13, 5, 11, 115, 10, 5, 11, 6, 13, 101, 1, 4, 1, 2, 10, 1, 1, 3, 5, 6, 1,
    1, 1, 1, 1, 1, 4, 1, 11, 2, 4, 5, 5, 4, 1, 1, 58, 0, 2, 214, 60, 26, 74, 0, 2, 118, 30, 0, 4, 108, 229,
    6, 14, 4, 1, 2, 112, 16, 128, 47, 1, 0, 1, 213, 3, 25, 15, 1, 5, 2, 5, 4, 90, 2, 3, 1, 90, 1, 148, 2, 4,
    10, 32, 48, 16, 32, 10, 30, 8, 1, 15, 32, 10, 39, 15, 0, 1, 64, 0, 25, 192, 64, 0, 86, 144, 64, 46, 2, 0,
    1, 13, 3, 99, 12, 115, 37, 9, 2, 103, 2, 82, 20, 55, 8, 6, 10, 52, 14, 76, 2, 40, 3, 1, 1, 49, 2, 47, 1,
    97, 14, 15, 2, 124, 4, 23, 3, 100, 2, 16, 2, 105, 1, 14, 6, 123, 5, 0, 52, 16, 0, 25, 0, 0, 2, 41, 1,
    136, 33, 0, 1, 107, 18, 64, 2, 54, 40, 12, 116, 143, 17, 10, 7, 26, 6, 26, 11, 122,
];

#[cfg(test)]
mod tests {
    use super::is_alphanumeric;
    use unicode_normalization::char::{is_combining_mark, is_public_assigned};

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        let mut compared = 0;
        for letter in
            ('\0'..='\u{ffff}').filter(|letter| is_public_assigned(*letter) && !is_combining_mark(*letter))
        {
            assert_eq!(is_alphanumeric(letter), letter.is_alphanumeric(), "U+{:04X} {letter}", letter as u32);
            compared += 1;
        }
        assert!(compared > 50_000, "only {compared} characters were compared");
    }

    #[test]
    fn no_letter_beyond_the_basic_plane_is_missed_and_no_pictograph_is_one() {
        for letter in '\u{10000}'..='\u{10ffff}' {
            let is_known = letter.is_alphanumeric() && !is_combining_mark(letter);
            assert!(!is_known || is_alphanumeric(letter), "U+{:04X} {letter}", letter as u32);
        }
        for letter in ('\u{1f000}'..='\u{1faff}').filter(|letter| !letter.is_alphanumeric()) {
            assert!(
                !is_alphanumeric(letter) || !is_public_assigned(letter),
                "U+{:04X} {letter}",
                letter as u32
            );
        }
    }

    #[test]
    fn private_use_and_controls_are_no_letters() {
        for letter in
            ['\0', '\u{7f}', '\u{9f}', '\u{e000}', '\u{f8ff}', '\u{f0000}', '\u{10fffd}', '\u{fffd}']
        {
            assert!(!is_alphanumeric(letter), "U+{:04X}", letter as u32);
        }
    }
}
