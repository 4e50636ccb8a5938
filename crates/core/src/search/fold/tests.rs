//! Folding against Unicode's own decomposition, and the letters where Goodword goes further.

use super::{compose, fold, is_optional_mark};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

fn folded(text: &str) -> String {
    let mut out = String::new();
    text.chars().for_each(|letter| fold(letter, &mut out));
    out
}

/// Compatibility decomposition without its marks, in lower case.
fn oracle(letter: char) -> String {
    let bare = |text: String| text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    bare(bare(letter.to_string()).to_lowercase()).replace('ς', "σ")
}

#[test]
fn letters_with_a_decomposition_fold_to_its_base() {
    let blocks = [0xc0..=0x24f, 0x1e00..=0x1eff, 0x370..=0x3ff, 0x1f00..=0x1fff, 0x400..=0x52f];
    // Spacing marks and archaic letters that nobody searches for.
    let exempt = "\u{374}\u{37a}\u{37f}ϏϷϺϽϾϿ";
    let mut compared = 0;
    for letter in blocks.into_iter().flatten().filter_map(char::from_u32) {
        let expect = oracle(letter);
        let decomposes = letter.nfkd().next() != Some(letter);
        let is_latin = matches!(letter as u32, 0xc0..=0x24f | 0x1e00..=0x1eff);
        // Latin letters without a decomposition are ours to choose; the next test says which.
        if !letter.is_alphabetic()
            || exempt.contains(letter)
            || is_latin && !expect.is_ascii() && letter != 'ŉ'
        {
            continue;
        }
        assert!(decomposes || !is_latin || letter.is_ascii() || !expect.is_empty());
        let expect = expect.trim_start_matches('ʼ');
        if is_latin && !decomposes && letter.to_lowercase().eq([letter]) {
            continue;
        }
        assert_eq!(folded(&letter.to_string()), expect, "U+{:04X} {letter}", letter as u32);
        compared += 1;
    }
    assert!(compared > 1000, "only {compared} letters were compared");
}

#[test]
fn both_cases_of_a_letter_fold_alike_and_folding_twice_changes_nothing() {
    let blocks =
        [0x20..=0x24f, 0x370..=0x3ff, 0x400..=0x6ff, 0x10a0..=0x10ff, 0x1c90..=0x1cbf, 0x1e00..=0x1fff];
    // Their other case lies in a block without a table.
    let exempt = "ȺȾ\u{37f}ϏϷϺϽϾϿ\u{10c7}\u{10cd}";
    for letter in blocks.into_iter().flatten().filter_map(char::from_u32) {
        if exempt.contains(letter) || !letter.is_alphanumeric() || letter.to_lowercase().count() > 1 {
            continue;
        }
        let lower: String = letter.to_lowercase().collect();
        assert_eq!(folded(&letter.to_string()), folded(&lower), "U+{:04X} {letter}", letter as u32);
        assert_eq!(folded(&folded(&lower)), folded(&lower), "{letter}");
    }
}

#[test]
fn words_fold_to_what_people_type() {
    let check = |input: &str, expect: &str| assert_eq!(folded(input), expect, "{input}");
    check("CAFÉ", "cafe");
    check("cafe\u{301}", "cafe");
    check("Straße STRASSE", "strasse strasse");
    check("Łódź Ærø œuvre Þór", "lodz aero oeuvre thor");
    check("Đặng Nguyễn", "dang nguyen");
    check("İstanbul ılık", "istanbul ilik");
    check("Azərbaycan", "azerbaycan");
    check("ΟΔΥΣΣΕΎΣ Ὀδυσσεύς", "οδυσσευσ οδυσσευσ");
    check("ЁЛКА й", "елка и");
    check("Ґанок Ўз", "ґанок уз");
    check("مُحَمَّد كـتـاب", "محمد كتاب");
    check("أإآ ى ة ی ک ١٢ ۳", "ااا ي ه ي ك 12 3");
    check("שָׁלוֹם", "שלום");
    check("ﬁne ＡＢ１ m²", "fine ab1 m2");
    check("हिन्दी", "हिन्दी");
    check("ՀԱՅ", "հայ");
    check("soft\u{ad}ly", "softly");
    check("२०२६ ๒๐ ໒໐ ௨௦", "2026 20 20 20");
    check("ｹﾄﾙ ﾜｲﾝ ｰ", "ケトル ワイン ー");
}

#[test]
fn optional_marks_fold_to_nothing() {
    for letter in (0..0x11_0000).filter_map(char::from_u32).filter(|c| is_optional_mark(*c)) {
        assert_eq!(folded(&letter.to_string()), "", "U+{:04X}", letter as u32);
    }
}

#[test]
fn letters_written_apart_are_composed_as_unicode_does() {
    let composed = |text: &str| {
        let mut out = String::new();
        for letter in text.chars() {
            fold(letter, &mut out);
            compose(letter, &mut out);
        }
        out
    };
    let mut compared = 0;
    for letter in (0x3041..0x30ff).chain(0xac00..=0xd7a3).filter_map(char::from_u32) {
        // Voiced letters of dialects that nothing but old texts has, and marks by themselves.
        if matches!(letter as u32, 0x3099..=0x309e | 0x30f7..=0x30fa | 0x30fe) {
            continue;
        }
        let apart: String = letter.nfd().collect();
        assert_eq!(composed(&apart), letter.to_string(), "U+{:04X}", letter as u32);
        compared += usize::from(apart != letter.to_string());
    }
    assert!(compared > 11_000, "{compared}");
    for (half, full) in [("ｶﾞｷﾞ", "ガギ"), ("ﾊﾟﾋﾞ", "パビ"), ("ｳﾞ", "ヴ"), ("ｱﾞ", "ア"), ("\u{3099}", "")]
    {
        assert_eq!(composed(half), full, "{half}");
    }
}
