//! What search finds and marks in the languages of the world, and what it does not.
//!
//! Each row is a title, a query, the loosest way in which the title has any of the query's words (`None` where it is not found), and
//! the title with what is marked between brackets.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

use goodword_core::search::{Document, Index, SearchOptions, Texts, Way};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

const SAME: Option<Way> = Some(Way::Same);
const PREFIX: Option<Way> = Some(Way::Prefix);
const STEM: Option<Way> = Some(Way::Stem);
const TYPO: Option<Way> = Some(Way::Typo);
const TWO_TYPOS: Option<Way> = Some(Way::TwoTypos);
const NOTHING: Option<Way> = None;

type Row = (&'static str, &'static str, Option<Way>, &'static str);

struct One<'a>(Document<'a>);

impl Texts for One<'_> {
    fn read(&self, _: u32, read: &mut dyn FnMut(&Document<'_>)) {
        read(&self.0);
    }
}

fn options(texts: &dyn Texts, is_prefix: bool, excerpt_chars: usize) -> SearchOptions<'_> {
    SearchOptions {
        limit: 1,
        last_word_is_prefix: is_prefix,
        keep: None,
        boost: None,
        texts: Some(texts),
        excerpt_chars,
    }
}

/// How loosely, as the ranking's knobs are ordered.
fn looseness(way: Way) -> usize {
    [Way::Same, Way::Stem, Way::Prefix, Way::Synonym, Way::Compound, Way::Typo, Way::TwoTypos]
        .iter()
        .position(|other| *other == way)
        .unwrap()
}

fn find(title: &str, query: &str, is_prefix: bool) -> (Option<Way>, String) {
    let texts = One(Document { title, ..Document::default() });
    let index = Index::build([texts.0.clone()]);
    let ways = index.explain(query, is_prefix, 0).map(|told| {
        let best = told.by_word.iter().filter_map(|word| Some(word.ways[word.best?].way));
        best.max_by_key(|way| looseness(*way)).unwrap()
    });
    let found = index.search(query, &options(&texts, is_prefix, 60));
    assert_eq!(ways.is_some(), found.total == 1, "{query}");
    let (mut shown, mut at) = (String::new(), 0);
    for mark in found.hits.iter().flat_map(|hit| &hit.title_marks) {
        shown.extend([&title[at..mark.start], "[", &title[mark.clone()], "]"]);
        at = mark.end;
    }
    (ways, shown + &title[at..])
}

/// Holds all rows, each also with title or query taken apart into letters and marks, as some keyboards and systems write them.
fn check(is_prefix: bool, rows: &[Row]) {
    let mut wrong = Vec::new();
    for (title, query, way, marked) in rows {
        let found = find(title, query, is_prefix);
        if found != (*way, (*marked).to_owned()) {
            wrong.push(format!("{query:?} in {title:?}: {found:?} instead of {:?}", (way, marked)));
        }
        let apart = |text: &str| text.nfd().collect::<String>();
        for (title, query) in [(apart(title), (*query).to_owned()), ((*title).to_owned(), apart(query))] {
            let (other, marks) = find(&title, &query, is_prefix);
            if other != *way || marks.nfc().collect::<String>() != marked.nfc().collect::<String>() {
                wrong.push(format!(
                    "{query:?} in {title:?}, apart: {other:?}, {marks:?} instead of {:?}",
                    (way, marked)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn latin_letters_are_found_without_case_and_marks() {
    check(
        false,
        &[
            ("Größe und Gewicht", "GRÖSSE", SAME, "[Größe] und Gewicht"),
            ("Größe und Gewicht", "grosse", SAME, "[Größe] und Gewicht"),
            ("STRASSE", "straße", SAME, "[STRASSE]"),
            ("Müller", "muller", SAME, "[Müller]"),
            ("Kessel entkalken", "Entkalken", SAME, "Kessel [entkalken]"),
            ("Crème brûlée à l'œuf", "creme BRULEE", SAME, "[Crème] [brûlée] à l'œuf"),
            ("Cœur", "coeur", SAME, "[Cœur]"),
            ("Où est-ce", "ou", SAME, "[Où] est-ce"),
            ("El niño come piña", "nino pina", SAME, "El [niño] come [piña]"),
            ("¿Cómo descalcificar?", "como", SAME, "¿[Cómo] descalcificar?"),
            ("São João", "sao joao", SAME, "[São] [João]"),
            ("Łódź i żółw", "lodz zolw", SAME, "[Łódź] i [żółw]"),
            ("Příliš žluťoučký kůň", "prilis zlutoucky kun", SAME, "[Příliš] [žluťoučký] [kůň]"),
            ("Őrült űr", "orult ur", SAME, "[Őrült] [űr]"),
            ("Åben dør, æble", "aben dor aeble", SAME, "[Åben] [dør], [æble]"),
            ("Þór á Íslandi", "thor islandi", SAME, "[Þór] á [Íslandi]"),
            ("Șef și Țară", "sef tara", SAME, "[Șef] și [Țară]"),
            ("Čaj", "caj", SAME, "[Čaj]"),
            ("İstanbul ışık", "istanbul ısık", SAME, "[İstanbul] [ışık]"),
            ("IŞIK", "ışık", SAME, "[IŞIK]"),
            ("ışık", "isik", SAME, "[ışık]"),
            ("İSTANBUL", "istanbul", SAME, "[İSTANBUL]"),
            ("Ấm đun nước điện", "am dun nuoc dien", SAME, "[Ấm] [đun] [nước] [điện]"),
            ("Tiếng Việt", "TIENG viet", SAME, "[Tiếng] [Việt]"),
            ("Ｋｅｔｔｌｅ　２", "kettle 2", SAME, "[Ｋｅｔｔｌｅ]　[２]"),
            ("m² und H₂O", "m2", SAME, "[m²] und H₂O"),
            ("ﬁne ﬂow", "fine flow", SAME, "[ﬁne] [ﬂow]"),
        ],
    );
}

#[test]
fn spellings_that_are_two_words_to_the_index_are_found_as_slips_at_best() {
    check(
        false,
        &[
            // German umlauts written out are another letter more.
            ("Müller", "mueller", TYPO, "[Müller]"),
            ("Kühlschrank", "kuehlschrank", TYPO, "[Kühlschrank]"),
            ("Öl", "oel", NOTHING, "Öl"),
            // An article or an ending joined by an apostrophe is a part of the word.
            ("Qu'est-ce que l'eau", "eau", NOTHING, "Qu'est-ce que l'eau"),
            ("İstanbul'da", "istanbul", TWO_TYPOS, "[İstanbul'da]"),
        ],
    );
}

#[test]
fn cyrillic_and_greek_letters_are_found_without_case_and_marks() {
    check(
        false,
        &[
            ("Чайник ещё тёплый", "ЕЩЕ теплый", SAME, "Чайник [ещё] [тёплый]"),
            ("Йод и накипь", "иод", SAME, "[Йод] и накипь"),
            ("Їжак у Києві", "їжак києві", SAME, "[Їжак] у [Києві]"),
            ("Ґанок", "ґанок", SAME, "[Ґанок]"),
            ("Ўзбек", "узбек", SAME, "[Ўзбек]"),
            ("Љубав и Ђорђе", "ЉУБАВ ђорђе", SAME, "[Љубав] и [Ђорђе]"),
            ("Οδυσσεύς", "ΟΔΥΣΣΕΥΣ", SAME, "[Οδυσσεύς]"),
            ("ΝΕΡΟΣ", "νερος", SAME, "[ΝΕΡΟΣ]"),
            ("Το νερό βράζει", "νερο ΒΡΑΖΕΙ", SAME, "Το [νερό] [βράζει]"),
            ("ᾠδή τοῦ Ὁμήρου", "ωδη του ομηρου", SAME, "[ᾠδή] [τοῦ] [Ὁμήρου]"),
            ("προΐστωρ", "προιστωρ", SAME, "[προΐστωρ]"),
            ("Հայաստան", "հայաստան", SAME, "[Հայաստան]"),
            ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი", SAME, "[ᲗᲑᲘᲚᲘᲡᲘ]"),
        ],
    );
}

#[test]
fn arabic_and_hebrew_words_are_found_without_vowels_and_in_either_spelling() {
    check(
        false,
        &[
            ("مُحَمَّد", "محمد", SAME, "[مُحَمَّد]"),
            ("محمد", "مُحَمَّد", SAME, "[محمد]"),
            ("أحمد وإبراهيم وآدم", "احمد", SAME, "[أحمد] وإبراهيم وآدم"),
            ("إزالة الترسبات", "ازاله", SAME, "[إزالة] الترسبات"),
            ("مستشفى", "مستشفي", SAME, "[مستشفى]"),
            ("كتــــاب", "كتاب", SAME, "[كتــــاب]"),
            ("سؤال", "سوال", SAME, "[سؤال]"),
            ("کتاب فارسی", "كتاب فارسي", SAME, "[کتاب] [فارسی]"),
            ("غلاية ٢٠٢٦", "2026", SAME, "غلاية [٢٠٢٦]"),
            ("۱۲۳", "123", SAME, "[۱۲۳]"),
            ("شَلَام", "شلام", SAME, "[شَلَام]"),
            ("שָׁלוֹם עוֹלָם", "שלום עולם", SAME, "[שָׁלוֹם] [עוֹלָם]"),
            ("שלום", "שָׁלוֹם", SAME, "[שלום]"),
            ("צה״ל", "צהל", SAME, "[צה״ל]"),
            ("צה\"ל", "צהל", SAME, "[צה\"ל]"),
            ("דו״ח", "דו\"ח", SAME, "[דו״ח]"),
            ("מסך \"15", "15", SAME, "מסך \"[15]"),
            ("ג׳ירפה", "גירפה", SAME, "[ג׳ירפה]"),
            ("יִשְׂרָאֵל", "ישראל", SAME, "[יִשְׂרָאֵל]"),
        ],
    );
}

#[test]
fn arabic_words_are_found_with_and_without_their_article() {
    check(
        false,
        &[
            ("الغلاية", "غلاية", STEM, "[الغلاية]"),
            ("غلاية كهربائية", "الغلاية", STEM, "[غلاية] كهربائية"),
            ("إزالة التَّرَسُّبات", "ترسبات", STEM, "إزالة [التَّرَسُّبات]"),
            ("الغلاية", "الغلاية", SAME, "[الغلاية]"),
            // Two letters are too few to be the word.
            ("له", "الله", NOTHING, "له"),
            // Other prefixes are parts of other words.
            ("بالخل", "الخل", TYPO, "[بالخل]"),
            ("والغلاية", "غلاية", NOTHING, "والغلاية"),
        ],
    );
    check(true, &[("الغلاية", "غلا", PREFIX, "[الغلاية]"), ("غلاية", "الغلا", PREFIX, "[غلاية]")]);
}

#[test]
fn joined_articles_of_hebrew_are_other_words() {
    check(false, &[("הקומקום", "קומקום", TYPO, "[הקומקום]"), ("הקיר", "קיר", NOTHING, "הקיר")]);
}

#[test]
fn words_of_the_indian_scripts_keep_their_vowels() {
    check(
        false,
        &[
            ("हिन्दी में केतली", "हिन्दी", SAME, "[हिन्दी] में केतली"),
            ("केतली", "कतल", NOTHING, "केतली"),
            ("क़लम", "क़लम", SAME, "[क़लम]"),
            ("বাংলা ভাষা", "ভাষা", SAME, "বাংলা [ভাষা]"),
            ("தமிழ் மொழி", "தமிழ்", SAME, "[தமிழ்] மொழி"),
            ("తెలుగు", "తెలుగు", SAME, "[తెలుగు]"),
            ("मॉडल २०२६", "2026", SAME, "मॉडल [२०२६]"),
        ],
    );
}

#[test]
fn scripts_without_spaces_are_found_by_pairs_of_letters() {
    check(
        false,
        &[
            ("電気ケトルの水垢", "ケトル", SAME, "電気[ケトル]の水垢"),
            ("電気ケトルの水垢", "水垢", SAME, "電気ケトルの[水垢]"),
            ("電気ケトルの水垢", "垢", SAME, "電気ケトルの水[垢]"),
            ("お湯が出ない", "湯", PREFIX, "お[湯]が出ない"),
            ("烧水壶漏水怎么办", "漏水", SAME, "烧水壶[漏水]怎么办"),
            ("烧水壶漏水怎么办", "水壶", SAME, "烧[水壶]漏水怎么办"),
            ("烧水壶漏水怎么办", "电视", NOTHING, "烧水壶漏水怎么办"),
            ("ｹﾄﾙ", "ケトル", SAME, "[ｹﾄﾙ]"),
            ("ガス", "ｶﾞｽ", SAME, "[ガス]"),
            ("ｶﾞｽ", "ガス", SAME, "[ｶﾞｽ]"),
            ("パン", "ﾊﾟﾝ", SAME, "[パン]"),
            ("Ｗｉ－Ｆｉ設定", "wi-fi設定", SAME, "[Ｗｉ]－[Ｆｉ設定]"),
            ("กา ๒๐๒๖", "2026", SAME, "กา [๒๐๒๖]"),
            ("주전자 물때 제거", "물때", SAME, "주전자 [물때] 제거"),
            ("주전자가 샌다", "주전자", SAME, "[주전자]가 샌다"),
            ("กาน้ำร้อน", "น้ำร้อน", SAME, "กา[น้ำร้อน]"),
            ("กาน้ำร้อน", "โทรทัศน์", NOTHING, "กาน้ำร้อน"),
            ("K2で沸かす", "k2", SAME, "[K2]で沸かす"),
        ],
    );
}

#[test]
fn scripts_are_not_told_apart_by_meaning() {
    check(
        false,
        &[
            // Simplified and traditional characters, and both kinds of Kana, are other letters.
            ("烧水壶", "燒水壺", NOTHING, "烧水壶"),
            ("ケトル", "けとる", NOTHING, "ケトル"),
        ],
    );
}

#[test]
fn what_is_typed_marks_what_was_typed_in_every_script() {
    check(
        true,
        &[
            ("Größe", "grö", PREFIX, "[Grö]ße"),
            ("Größe", "gros", PREFIX, "[Größ]e"),
            ("Накипь", "нак", PREFIX, "[Нак]ипь"),
            ("Νερό", "νε", PREFIX, "[Νε]ρό"),
            ("مُحَمَّد", "مح", PREFIX, "[مُحَ]مَّد"),
            ("שָׁלוֹם", "של", PREFIX, "[שָׁל]וֹם"),
            ("דו\"חות", "דוח", PREFIX, "[דו\"ח]ות"),
            ("ｶﾞｽｺﾝﾛ", "ガス", SAME, "[ｶﾞｽ]ｺﾝﾛ"),
            ("한국어", "한국", SAME, "[한국]어"),
            ("केतली", "केत", PREFIX, "[केत]ली"),
            ("沸騰石", "沸", PREFIX, "[沸]騰石"),
            ("Ấm đun nước", "nuo", PREFIX, "Ấm đun [nướ]c"),
        ],
    );
}

#[test]
fn emoji_and_signs_are_no_words_and_part_none() {
    check(
        false,
        &[
            ("Kettle☕️lid 👩‍👩‍👧", "kettle lid", SAME, "[Kettle]☕️[lid] 👩‍👩‍👧"),
            ("Hot 🔥🔥🔥", "🔥", NOTHING, "Hot 🔥🔥🔥"),
            ("1️⃣ Step", "1", SAME, "[1️⃣] Step"),
            ("C++ & C#", "c", SAME, "[C]++ & [C]#"),
            ("so\u{ad}ft hy\u{ad}phen", "soft hyphen", SAME, "[so\u{ad}ft] [hy\u{ad}phen]"),
            ("zero\u{200b}width", "zerowidth", SAME, "[zero\u{200b}width]"),
        ],
    );
}

#[test]
fn forms_of_a_word_are_known_in_english_alone() {
    check(
        false,
        &[
            ("Descaling", "descale", STEM, "[Descaling]"),
            ("Kessel entkalkt", "entkalken", TWO_TYPOS, "Kessel [entkalkt]"),
            ("Les bouilloires", "bouilloire", STEM, "Les [bouilloires]"),
            ("Чайники", "чайник", TYPO, "[Чайники]"),
        ],
    );
}

/// Whatever is cut out of a long text begins and ends between characters as readers see them, and between words where it can.
#[test]
fn excerpts_end_between_characters_as_readers_see_them() {
    for (text, query) in [
        ("Größe und Gewicht des Kessels, ganz ohne Deckel und Sockel gemessen in der Werkstatt, ", "deckel"),
        ("हिन्दी में केतली का प्रयोग क्षण भर में पानी उबालता है और बंद होता है। ", "पानी"),
        ("น้ำร้อนในกาต้มน้ำเดือดเร็วมากและปิดเองได้เมื่อน้ำเดือดแล้วค่ะ ", "เดือด"),
        ("電気ケトルの水垢はクエン酸で落とせます。お湯が冷めるまで待ってください。", "クエン酸"),
        ("주전자에 물때가 생기면 구연산을 넣고 끓인 뒤에 삼십 분쯤 기다리세요. ", "구연산"),
        ("إِزَالَةُ التَّرَسُّبَاتِ مِنَ الغَلَّايَةِ بِالخَلِّ أَوْ حَمْضِ اللَّيْمُونِ كُلَّ شَهْرٍ. ", "الخل"),
        ("👩‍👩‍👧 🇩🇪🇫🇷 👍🏽 1️⃣ kettle 👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 🇩🇪🇩🇪🇩🇪 ☕️ ", "kettle"),
        ("e\u{301}e\u{301}e\u{301} kettle o\u{308}\u{304}o\u{308}\u{304}o\u{308}\u{304} ", "kettle"),
    ] {
        let answer = text.repeat(6);
        let texts = One(Document { title: "x", answer: &answer, ..Document::default() });
        let index = Index::build([texts.0.clone()]);
        let boundaries: Vec<usize> =
            answer.grapheme_indices(true).map(|(at, _)| at).chain([answer.len()]).collect();
        for limit in [1, 7, 12, 25, 40, 60] {
            let found = index.search(query, &options(&texts, false, limit));
            let excerpt = found.hits[0].excerpt.clone().unwrap();
            assert!(!excerpt.marks.is_empty() || limit < 12, "{query}, {limit}");
            assert!(answer[excerpt.span.clone()].graphemes(true).count() <= limit.max(8), "{query}, {limit}");
            for at in [excerpt.span.start, excerpt.span.end]
                .iter()
                .chain(excerpt.marks.iter().flat_map(|mark| [&mark.start, &mark.end]))
            {
                assert!(
                    boundaries.contains(at),
                    "{query}, {limit}: {at} is within a character of {:?}",
                    &answer[excerpt.span.clone()]
                );
            }
        }
    }
}
