//! Laws of search, over texts that nobody would think of.

use goodword_core::search::{Document, Found, Index, SearchOptions, Texts};
use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// Title, question, answer, tags.
type Text = (String, String, String, Vec<String>);

struct Shelf<'a>(&'a [Text]);

impl Texts for Shelf<'_> {
    fn read(&self, document: u32, read: &mut dyn FnMut(&Document<'_>)) {
        if let Some(text) = self.0.get(document as usize) {
            read(&document_of(text));
        }
    }
}

fn document_of((title, question, answer, tags): &Text) -> Document<'_> {
    Document { title, question, answer, tags }
}

fn build(texts: &[Text]) -> Index {
    Index::build(texts.iter().map(document_of))
}

fn options(last_word_is_prefix: bool) -> SearchOptions<'static> {
    SearchOptions {
        limit: usize::MAX,
        last_word_is_prefix,
        keep: None,
        boost: None,
        texts: None,
        excerpt_chars: 40,
    }
}

fn scores(found: &Found) -> HashMap<u32, f32> {
    found.hits.iter().map(|hit| (hit.document, hit.score)).collect()
}

/// Words of many scripts, some beginning alike.
const WORDS: &[&str] = &[
    "kettle",
    "kettles",
    "ket",
    "Kettle",
    "descale",
    "descaling",
    "the",
    "a",
    "ab",
    "café",
    "cafe\u{301}",
    "Straße",
    "don't",
    "ЁЛКА",
    "Οδυσσεύς",
    "שָׁלוֹם",
    "مُحَمَّد",
    "हिन्दी",
    "क्ष",
    "น้ำร้อน",
    "日本語",
    "語",
    "한국어",
    "ケトル",
    "iPhone用ケース",
];

/// What stands between words, and characters of several code points.
const OTHERS: &[&str] =
    &["👩‍👩‍👧", "🇩🇪🇫🇷", "👍🏽", "1️⃣", "\u{301}", "\u{200d}", "\r\n", ". ", "。", "… ", "'", "-", "  ", "\n"];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(WORDS).prop_map(str::to_owned), 1 => "[a-zà-öø-žа-яא-ת一-丏가-갏]{1,8}"]
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![4 => word(), 2 => select(OTHERS).prop_map(str::to_owned), 4 => Just(" ".to_owned())]
}

fn prose() -> impl Strategy<Value = String> {
    vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = Text> {
    (prose(), prose(), prose(), vec(prose(), 0..2))
}

/// Words without marks or shared beginnings, where a law is about counting.
fn plain_words(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(["kettle", "lid", "water", "boil", "scale", "acid"].as_slice()), count)
}

proptest! {
    // The defaults for what is kept of failures suit tests beside a lib.rs only.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn searching_permuted_documents_gives_each_the_same_score(
        (texts, order) in vec(text(), 1..12).prop_flat_map(|texts| {
            let order: Vec<usize> = (0..texts.len()).collect();
            (Just(texts), Just(order).prop_shuffle())
        }),
        query in prose(),
        is_prefix: bool,
    ) {
        let permuted: Vec<Text> = order.iter().map(|at| texts[*at].clone()).collect();
        let first = scores(&build(&texts).search(&query, &options(is_prefix)));
        let second = scores(&build(&permuted).search(&query, &options(is_prefix)));
        let back: HashMap<u32, f32> =
            second.into_iter().map(|(document, score)| (u32::try_from(order[document as usize]).unwrap(), score)).collect();
        prop_assert_eq!(first, back);
    }

    #[test]
    fn a_replaced_document_scores_as_if_it_had_always_been_so(
        mut texts in vec(text(), 1..8), new in text(), at: prop::sample::Index, query in prose(), is_prefix: bool,
    ) {
        let at = at.index(texts.len());
        let mut index = build(&texts);
        index.replace(u32::try_from(at).unwrap(), &document_of(&texts[at]), &document_of(&new));
        texts[at] = new;
        prop_assert_eq!(
            scores(&index.search(&query, &options(is_prefix))),
            scores(&build(&texts).search(&query, &options(is_prefix)))
        );
    }

    /// The document must hold the term already, or the term's rarity would change, and the word it
    /// replaces must not be asked for; lengths stay, so all else is equal.
    #[test]
    fn searching_for_a_term_never_scores_one_more_occurrence_lower(
        mut title in plain_words(1..8), answer in plain_words(1..30), other in plain_words(1..30), at: prop::sample::Index,
        query in plain_words(1..4),
    ) {
        let asked = query[0];
        title.push(asked);
        let Some(place) = (0..answer.len()).map(|offset| (at.index(answer.len()) + offset) % answer.len())
            .find(|place| !query.contains(&answer[*place])) else { return Ok(()); };
        let mut more = answer.clone();
        more[place] = asked;
        let score = |answer: &[&str]| {
            let texts = [
                (title.join(" "), String::new(), answer.join(" "), Vec::new()),
                (other.join(" "), String::new(), String::new(), Vec::new()),
            ];
            scores(&build(&texts).search(&query.join(" "), &options(false)))[&0]
        };
        let (before, after) = (score(&answer), score(&more));
        // Rounding is not a loss.
        prop_assert!(after >= before * (1.0 - 1e-6), "{before} fell to {after}");
    }

    #[test]
    fn searching_any_beginning_of_a_title_word_finds_the_title(
        mut texts in vec(text(), 1..8), before in prose(), word in word(), after in prose(), length: prop::sample::Index,
    ) {
        let letters: Vec<char> = word.chars().collect();
        let typed: String = letters[..=length.index(letters.len())].iter().collect();
        texts[0].0 = format!("{before} {word} {after}");
        let found = build(&texts).search(&typed, &options(true));
        prop_assert!(found.hits.iter().any(|hit| hit.document == 0), "{typed} does not find {}", texts[0].0);
    }

    /// One letter put in, left out, replaced, or swapped with its neighbour.
    #[test]
    fn a_word_of_five_letters_or_more_is_found_with_any_one_edit(
        mut texts in vec(text(), 1..8), word in "[a-z]{5,12}", at: prop::sample::Index, letter in "[a-z]", edit in 0..4,
        is_prefix: bool,
    ) {
        let mut typed: Vec<char> = word.chars().collect();
        let at = at.index(typed.len());
        let letter = letter.chars().next().unwrap_or('x');
        match edit {
            0 => typed.insert(at, letter),
            1 => drop(typed.remove(at)),
            2 => typed[at] = letter,
            _ => typed.swap(at, (at + 1) % word.len()),
        }
        // The first and the last letter are no neighbours.
        prop_assume!(edit < 3 || at + 1 < word.len());
        let typed: String = typed.into_iter().collect();
        texts[0].0 = word.clone();
        let index = build(&texts);
        let found = index.search(&typed, &options(is_prefix));
        // Where what was typed is a word here, that is what is looked for.
        let is_known = index.search(&typed, &options(is_prefix)).hits.iter().any(|hit| hit.document != 0);
        prop_assert!(
            is_known || found.hits.iter().any(|hit| hit.document == 0),
            "{typed} does not find {word}"
        );
    }

    #[test]
    fn search_marks_lie_in_order_within_excerpts_cut_between_characters(
        texts in vec(text(), 1..6), query in prose(), excerpt_chars in 0_usize..60, is_prefix: bool,
    ) {
        let shelf = Shelf(&texts);
        let options = SearchOptions { texts: Some(&shelf), excerpt_chars, ..options(is_prefix) };
        for hit in build(&texts).search(&query, &options).hits {
            let (title, question, answer, _) = &texts[hit.document as usize];
            check_marks(title, &(0..title.len()), &hit.title_marks)?;
            if let Some(excerpt) = hit.excerpt {
                let text = if excerpt.field == goodword_core::search::Field::Answer { answer } else { question };
                check_marks(text, &excerpt.span, &excerpt.marks)?;
                prop_assert!(text[excerpt.span.clone()].chars().count() <= excerpt_chars);
                let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
                for end in [excerpt.span.start, excerpt.span.end] {
                    prop_assert!(boundaries.contains(&end), "{:?} is cut at {end} inside a character", text);
                }
            } else {
                prop_assert!(question.trim().is_empty() && answer.trim().is_empty());
            }
        }
    }

    #[test]
    fn search_between_additions_sees_what_building_at_once_sees(texts in vec(text(), 0..12), query in prose()) {
        let mut index = Index::default();
        for (at, text) in texts.iter().enumerate() {
            prop_assert_eq!(index.add(&document_of(text)) as usize, at);
            let now = index.search(&query, &options(true));
            prop_assert_eq!(now, build(&texts[..=at]).search(&query, &options(true)));
        }
    }

    #[test]
    fn search_limits_to_the_first_of_all_hits(texts in vec(text(), 0..12), query in prose(), limit in 0_usize..14) {
        let index = build(&texts);
        let all = index.search(&query, &options(true));
        let some = index.search(&query, &SearchOptions { limit, ..options(true) });
        prop_assert_eq!(all.total, all.hits.len());
        prop_assert_eq!(some.total, all.total);
        prop_assert_eq!(&some.hits[..], &all.hits[..limit.min(all.total)]);
        let in_order = |pair: &[goodword_core::search::Hit]| {
            pair[0].score > pair[1].score || pair[0].score.to_bits() == pair[1].score.to_bits() && pair[0].document < pair[1].document
        };
        prop_assert!(all.hits.windows(2).all(in_order));
    }

    #[test]
    fn search_takes_any_text_for_a_query(title in any::<String>(), query in any::<String>(), excerpt_chars in 0_usize..9) {
        let texts = [(title.clone(), query.clone(), title, vec![query.clone()])];
        let shelf = Shelf(&texts);
        let found = build(&texts).search(&query, &SearchOptions { texts: Some(&shelf), excerpt_chars, ..options(true) });
        prop_assert!(found.total <= 1);
    }
}

/// `PROPTEST_CASES`, else few enough for every run of the tests.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(96)
}

fn check_marks(
    text: &str,
    span: &std::ops::Range<usize>,
    marks: &[std::ops::Range<usize>],
) -> Result<(), TestCaseError> {
    prop_assert!(text.get(span.clone()).is_some(), "{span:?} is no part of {text:?}");
    let mut at = span.start;
    for mark in marks {
        prop_assert!(
            at <= mark.start && mark.start < mark.end && mark.end <= span.end,
            "{marks:?} in {span:?}"
        );
        prop_assert!(text.get(mark.clone()).is_some(), "{mark:?} is no part of {text:?}");
        at = mark.end;
    }
    Ok(())
}

/// A community of many topics, whose words are as unevenly spread as people's are.
fn many(count: u32, seed: u32) -> Vec<Text> {
    let mut state = seed;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut words = |count: u32| {
        let words: Vec<String> = (0..count)
            .map(|_| {
                let (rank, spread) = (next(60), 1 + next(60));
                let stem = ["ket", "lid", "descal", "water", "steam", "cord"][(rank % 6) as usize];
                if rank > spread { format!("{stem}{}", rank / 6) } else { "how do i".to_owned() }
            })
            .collect();
        words.join(" ")
    };
    (0..count).map(|n| (words(3 + n % 5), words(n % 9), words(n % 4), Vec::new())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Words that were asked before are not worked out again, and what cannot be among the best is only counted.
    #[test]
    fn a_query_finds_the_same_whatever_was_asked_before_and_however_few_are_wanted(
        count in 200..1500_u32, seed in any::<u32>(), limit in 1..30_usize,
        queries in vec("(ket|lid|descal|wat|ste|cor|how|do|i|x)[0-9]{0,2}( (ket|lid|desc|water|s|c|how|i)[0-9]{0,2}){0,4}", 1..5),
    ) {
        let texts = many(count, seed);
        let mut index = build(&texts);
        let typed: Vec<&str> = queries.iter().flat_map(|query| (1..=query.len()).map(|end| &query[..end])).collect();
        let warm: Vec<Found> =
            typed.iter().map(|query| index.search(query, &SearchOptions { limit, ..options(true) })).collect();
        for (query, warm) in typed.iter().zip(warm) {
            index.set_weights(*index.weights());
            let mut whole = index.search(query, &options(true));
            prop_assert_eq!(whole.hits.len(), whole.total, "{}", query);
            whole.hits.truncate(limit);
            prop_assert_eq!(warm, whole, "{}", query);
        }
    }
}
