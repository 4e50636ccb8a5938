//! What search finds, in which order and how it shows it.

use goodword_core::search::{Boost, Document, Field, Found, Index, SearchOptions, Texts};

/// A document's title, question, answer and tags.
#[derive(Clone, Default)]
struct Text {
    title: &'static str,
    question: &'static str,
    answer: &'static str,
    tags: Vec<String>,
}

impl Text {
    fn document(&self) -> Document<'_> {
        Document { title: self.title, question: self.question, answer: self.answer, tags: &self.tags }
    }
}

struct Shelf(Vec<Text>);

impl Texts for Shelf {
    fn read(&self, document: u32, read: &mut dyn FnMut(&Document<'_>)) {
        if let Some(text) = self.0.get(document as usize) {
            read(&text.document());
        }
    }
}

fn title(title: &'static str) -> Text {
    Text { title, ..Text::default() }
}

fn answer(title: &'static str, answer: &'static str) -> Text {
    Text { title, answer, ..Text::default() }
}

fn options(texts: &dyn Texts) -> SearchOptions<'_> {
    SearchOptions {
        limit: 10,
        last_word_is_prefix: true,
        keep: None,
        boost: None,
        texts: Some(texts),
        excerpt_chars: 60,
    }
}

fn search(texts: &[Text], query: &str) -> Found {
    let shelf = Shelf(texts.to_vec());
    Index::build(texts.iter().map(Text::document)).search(query, &options(&shelf))
}

/// Checks which documents are found, in order.
fn check(texts: &[Text], query: &str, expect: &[u32]) {
    let found = search(texts, query);
    let documents: Vec<u32> = found.hits.iter().map(|hit| hit.document).collect();
    assert_eq!(documents, expect, "{query}");
    assert_eq!(found.total, expect.len(), "{query}");
    assert!(found.hits.iter().all(|hit| hit.score > 0.0), "{query}");
}

#[test]
fn search_matches_any_word_and_the_rarest_of_several_tell_most() {
    let texts = [
        title("Descaling the coffee machine"),
        answer("How do I clean a kettle", "It wants descaling with vinegar once a month"),
        title("Kettle or pot"),
        title("Toaster"),
    ];
    check(&texts, "kettle descaling", &[1, 2, 0]);
    check(&texts, "toaster lids", &[3]);
    check(&texts, "toaster kettles", &[3, 2, 1]);
    check(&texts, "nothing at all", &[]);
    check(&texts, "", &[]);
    check(&texts, " ?! ", &[]);
    check(&[], "kettle", &[]);
}

#[test]
fn search_weighs_titles_over_tags_over_questions_over_answers() {
    let texts = [
        Text { title: "One", answer: "warranty", ..Text::default() },
        Text { title: "Two", question: "warranty", ..Text::default() },
        Text { title: "Three", tags: vec!["warranty".to_owned()], ..Text::default() },
        title("Warranty"),
    ];
    check(&texts, "warranty", &[3, 2, 1, 0]);
}

#[test]
fn search_takes_the_last_word_for_a_beginning_while_it_is_typed() {
    let texts = [title("Canada"), title("Can"), title("Cane sugar")];
    check(&texts, "can", &[1, 0, 2]);
    // "can" tells little in English, so the beginning of a word that tells more comes before it.
    check(&texts, "can sug", &[2, 1]);
    check(&texts, "sug can", &[1, 0, 2]);
    check(&texts, "x", &[]);
    let shelf = Shelf(Vec::new());
    let finished = SearchOptions { last_word_is_prefix: false, ..options(&shelf) };
    let found = Index::build(texts.iter().map(Text::document)).search("can", &finished);
    assert_eq!(found.hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), [1]);
}

#[test]
fn search_folds_case_and_diacritics_both_ways() {
    let cafe = [title("Café crème")];
    check(&cafe, "CAFE CREME", &[0]);
    check(&cafe, "cafe\u{301}", &[0]);
    check(&[title("Strasse")], "straße", &[0]);
    check(&[title("Ёлка")], "елка", &[0]);
    check(&[title("Οδυσσεύς")], "ΟΔΥΣΣΕΥΣ", &[0]);
    check(&[title("كِتَاب")], "كتاب", &[0]);
    check(&[title("שָׁלוֹם")], "שלום", &[0]);
    check(&[title("It doesn’t boil")], "doesnt", &[0]);
}

#[test]
fn search_finds_words_in_scripts_without_spaces() {
    let texts = [title("電気ケトルの洗浄方法"), title("保証について"), title("น้ำร้อนไม่เดือด")];
    check(&texts, "洗浄", &[0]);
    check(&texts, "ケトル", &[0]);
    check(&texts, "法", &[0]);
    check(&texts, "保", &[1]);
    check(&texts, "ร้อน", &[2]);
    check(&texts, "水", &[]);
}

#[test]
fn search_breaks_ties_by_the_order_of_adding() {
    check(&[title("Lid"), title("Lid"), title("Lid")], "lid", &[0, 1, 2]);
}

#[test]
fn search_leaves_out_counts_boosts_and_limits() {
    let texts: Vec<Text> = ["Lid a", "Lid b", "Lid c", "Lid d"].map(title).to_vec();
    let index = Index::build(texts.iter().map(Text::document));
    let keep = |document| document != 0;
    let lift = |document| if document == 3 { 2.0 } else { 1.0 };
    let boost = Boost { of: &lift, most: 2.0 };
    let shelf = Shelf(texts);
    let options = SearchOptions { limit: 2, keep: Some(&keep), boost: Some(boost), ..options(&shelf) };
    let found = index.search("lid", &options);
    assert_eq!(found.total, 3);
    assert_eq!(found.hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(index.search("lid", &SearchOptions { limit: 0, ..options }).total, 3);
}

#[test]
fn search_survives_boosts_that_are_no_factors() {
    let index = Index::build([title("Lid").document(), title("Lid").document()]);
    for factor in [f32::NAN, 0.0, -1.0] {
        let lift = move |_| factor;
        let boost = Boost { of: &lift, most: factor };
        let shelf = Shelf(Vec::new());
        let found = index.search("lid", &SearchOptions { boost: Some(boost), ..options(&shelf) });
        assert!(found.hits.len() == 2 && found.hits.iter().all(|hit| hit.score > 0.0), "{factor}");
    }
}

/// Checks the title and the excerpt of the first hit, marks in square brackets.
fn check_shown(text: &Text, query: &str, expect_title: &str, expect: Option<(Field, &str)>) {
    let found = search(std::slice::from_ref(text), query);
    let hit = &found.hits[0];
    assert_eq!(marked(text.title, &(0..text.title.len()), &hit.title_marks), expect_title, "{query}");
    let shown = hit.excerpt.as_ref().map(|excerpt| {
        let of = if excerpt.field == Field::Answer { text.answer } else { text.question };
        (excerpt.field, marked(of, &excerpt.span, &excerpt.marks))
    });
    assert_eq!(shown.as_ref().map(|(field, text)| (*field, text.as_str())), expect, "{query}");
}

fn marked(text: &str, span: &std::ops::Range<usize>, marks: &[std::ops::Range<usize>]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for mark in marks {
        out.extend([&text[at..mark.start], "[", &text[mark.clone()], "]"]);
        at = mark.end;
    }
    out + &text[at..span.end]
}

const LONG: &str = "Fill it with water. Wait for a while, then pour it all out again and rinse well. \
    Descaling with citric acid takes ten minutes; vinegar smells. Never use bleach, for it damages the steel inside.";

#[test]
fn search_marks_what_was_typed_and_no_more() {
    check_shown(&title("Descaling your kettle"), "descal", "[Descal]ing your kettle", None);
    check_shown(&title("Kettle kettles"), "kettle", "[Kettle] [kettle]s", None);
    check_shown(&title("A cafe\u{301}s menu"), "cafe", "A [cafe\u{301}]s menu", None);
    check_shown(&title("Großes Straßenfest"), "strass", "Großes [Straß]enfest", None);
    check_shown(&title("It doesn't work"), "doesnt", "It [doesn't] work", None);
    check_shown(&title("電気ケトルの洗浄"), "ケトル", "電気[ケトル]の洗浄", None);
    check_shown(&title("電気ケトル"), "ト", "電気ケ[ト]ル", None);
}

#[test]
fn search_shows_the_passage_that_tells_most() {
    let shown = "Descaling with [citric] [acid] takes ten minutes; vinegar";
    check_shown(&answer("Acid", LONG), "citric acid", "[Acid]", Some((Field::Answer, shown)));
    let question = Text { title: "How", question: "Is citric acid safe?", answer: "Yes.", tags: Vec::new() };
    check_shown(&question, "acid", "How", Some((Field::Question, "Is citric [acid] safe?")));
    let both = Text { title: "How", question: "Is acid safe?", answer: "Acid is.", tags: Vec::new() };
    check_shown(&both, "acid", "How", Some((Field::Answer, "[Acid] is.")));
}

#[test]
fn search_shows_the_beginning_where_only_the_title_matches() {
    let beginning = "Fill it with water. Wait for a while, then pour it all out";
    check_shown(&answer("Lid", LONG), "lid", "[Lid]", Some((Field::Answer, beginning)));
    let question = Text { title: "Lid", question: "  \n Why?", answer: " ", tags: Vec::new() };
    check_shown(&question, "lid", "[Lid]", Some((Field::Question, "Why?")));
    check_shown(&title("Lid"), "lid", "[Lid]", None);
}

#[test]
fn search_cuts_inside_a_word_only_if_it_is_longer_than_an_excerpt() {
    let text = answer(
        "Link",
        "https://example.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
    );
    let found = search(std::slice::from_ref(&text), "link");
    let excerpt = found.hits[0].excerpt.clone().expect("there is an answer");
    assert_eq!(excerpt.span, 0..60);
    let flags = answer("Flags", "🇩🇪🇫🇷🇪🇸🇮🇹👩‍👩‍👧‍👦e\u{301}e\u{301}");
    let shelf = Shelf(vec![flags.clone()]);
    let index = Index::build([flags.document()]);
    for excerpt_chars in 0..20 {
        let found = index.search("flags", &SearchOptions { excerpt_chars, ..options(&shelf) });
        let end = found.hits[0].excerpt.as_ref().map(|excerpt| excerpt.span.end);
        let expect = [(0, 0), (8, 32), (15, 57), (17, 60), (19, 63)];
        let expect = expect.iter().rev().find(|(chars, _)| *chars <= excerpt_chars).map(|(_, end)| *end);
        assert_eq!(end, expect, "{excerpt_chars}");
    }
}
