//! What the index says of a score is the score.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

mod reading;

use flate2::read::GzDecoder;
use goodword_core::{
    Community,
    friends::{Circle, Friend, Relation},
    search::{Document, Explanation, Index, RankingWeights, SearchOptions, Way},
    snapshot::SnapshotReader,
};
use proptest::{collection::vec, prelude::*, sample::select};
use reading::shared;
use serde_json::Value;
use std::{collections::HashMap, fs, io::Read, path::Path};

/// Title, question, answer, tags.
type Text = (String, String, String, Vec<String>);

fn index_of(texts: &[Text]) -> Index {
    Index::build(texts.iter().map(|(title, question, answer, tags)| Document {
        title,
        question,
        answer,
        tags,
    }))
}

fn scores(index: &Index, query: &str, last_word_is_prefix: bool) -> HashMap<u32, f32> {
    let options = SearchOptions {
        limit: usize::MAX,
        last_word_is_prefix,
        keep: None,
        boost: None,
        texts: None,
        excerpt_chars: 0,
    };
    index.search(query, &options).hits.iter().map(|hit| (hit.document, hit.score)).collect()
}

/// Holds the parts of an explanation against each other.
fn check_parts(told: &Explanation, weights: &RankingWeights) {
    let score = told.words * told.coordination + told.all_words + told.neighbours;
    assert_eq!(told.score.to_bits(), score.to_bits());
    // The words are told in the order of the query and were added in another, so this sum may be rounded otherwise.
    let words: f32 = told.by_word.iter().map(|word| word.score).sum();
    assert!((words - told.words).abs() <= 1e-5 * words.abs(), "{words} is not {}", told.words);
    for word in &told.by_word {
        let best = word.ways.iter().map(|way| way.score).fold(0.0, f32::max);
        assert_eq!(word.score.to_bits(), best.to_bits(), "{word:?}");
        assert_eq!(word.best.map(|best| word.ways[best].score), (best > 0.0).then_some(best));
        let mut before = 0.0;
        for way in &word.ways {
            // Multiplied in another order than the search does, which may round otherwise.
            let score = (way.worth * way.idf * way.saturated).max(f32::MIN_POSITIVE);
            assert!((way.score - score).abs() <= 1e-5 * score, "{way:?}");
            assert!(way.saturated <= weights.k1 + 1.0 && way.frequency > 0.0, "{way:?}");
            // A phrase has as much as the one of its two words that has less; terms of a tier are added to those of stricter ones.
            let each: Vec<f32> = way.stands.iter().map(|stand| stand.frequencies.iter().sum()).collect();
            let least = each.iter().copied().fold(f32::INFINITY, f32::min);
            let together = before + each.iter().sum::<f32>();
            let has = |frequency: f32| way.frequency.to_bits() == frequency.to_bits();
            assert!(has(together) || has(least), "{way:?}");
            before = if has(together) { together } else { before };
            for stand in &way.stands {
                for (count, worth) in stand.occurrences.iter().zip(stand.frequencies) {
                    assert_eq!(*count > 0, worth > 0.0, "{stand:?}");
                }
            }
        }
    }
}

/// Holds what is told of each document against what a search finds.
fn check_all(index: &Index, query: &str, is_prefix: bool) {
    let found = scores(index, query, is_prefix);
    for document in 0..=u32::try_from(index.len()).unwrap() {
        let told = index.explain(query, is_prefix, document);
        assert_eq!(
            told.as_ref().map(|told| told.score.max(f32::MIN_POSITIVE).to_bits()),
            found.get(&document).map(|score| score.to_bits()),
            "{query:?} in {document}: {told:?}"
        );
        if let Some(told) = told {
            check_parts(&told, index.weights());
        }
    }
}

const WORDS: &[&str] = &[
    "kettle",
    "kettles",
    "ketle",
    "descale",
    "descaling",
    "the",
    "how",
    "email",
    "mail",
    "log",
    "in",
    "login",
    "log in",
    "note",
    "book",
    "notebook",
    "cart",
    "shopping bag",
    "日本語",
    "語",
    "café",
    "x",
];

fn prose(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(WORDS), words).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = Text> {
    (prose(0..6), prose(0..12), prose(0..30), vec(prose(1..3), 0..3))
}

/// Knobs anywhere in their ranges, ends included.
fn weights() -> impl Strategy<Value = RankingWeights> {
    vec(prop_oneof![Just(0.0_f32), Just(1.0), 0.0..=1.0_f32], RankingWeights::KNOBS.len()).prop_map(
        |places| {
            let mut weights = RankingWeights::default();
            for (knob, place) in RankingWeights::KNOBS.iter().zip(places) {
                weights.set(knob.name, knob.least + (knob.most - knob.least) * place).unwrap();
            }
            weights
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn what_is_told_is_the_score_bit_for_bit(
        texts in vec(text(), 0..12), query in prose(0..6), is_prefix: bool, weights in prop_oneof![Just(RankingWeights::default()), weights()],
        has_synonyms: bool,
    ) {
        let mut index = index_of(&texts).with_weights(weights);
        if has_synonyms {
            let groups = [vec!["cart".to_owned(), "shopping bag".to_owned()], vec!["log in".to_owned(), "enter".to_owned(), "café".to_owned()]];
            index.set_synonyms(groups.iter().map(Vec::as_slice));
        }
        check_all(&index, &query, is_prefix);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases() / 8) })]

    /// So many that common words reach no documents of their own, and which words are common differs from one to the next.
    #[test]
    fn in_large_communities_too(
        texts in vec(text(), 257..400), query in prose(1..6), other in prose(0..3), is_prefix: bool,
    ) {
        let index = index_of(&texts);
        // What was asked before stays in memory, and must change nothing.
        for query in [&query, &format!("{query} {other}"), &format!("{query} n"), &query] {
            check_all(&index, query, is_prefix);
        }
    }
}

/// In a larger community common words reach no documents by themselves, which must be told as it is.
#[test]
fn in_a_large_community_common_words_are_told_only_beside_rare_ones() {
    let text = |n: u32| {
        (
            format!("kettle {}", if n.is_multiple_of(3) { "lid" } else { "cord" }),
            format!("number{n}"),
            String::new(),
            Vec::new(),
        )
    };
    let index = index_of(&(0..1_200).map(text).collect::<Vec<_>>());
    for query in ["kettle", "kettle number7", "kettle lid", "lid cord kettle number12", "ketle nmber7"] {
        check_all(&index, query, true);
    }
    let told = index.explain("kettle number8", false, 9);
    assert_eq!(told, None, "the common word alone brings nothing in");
    let told = index.explain("kettle number8", false, 8).unwrap();
    assert!(told.by_word.iter().all(|word| word.score > 0.0), "{told:?}");
    assert!(told.by_word[1].score > told.by_word[0].score, "the rare word tells more");
}

#[test]
fn each_way_is_told_by_its_name_and_terms() {
    let texts: Vec<Text> = [
        ("Descale a kettle", "", ""),
        ("Descaling kettles", "", ""),
        ("My notebook", "", ""),
        ("Photo frames", "", ""),
        ("Wrong billing adress", "billing billing", "billing"),
        ("Log in here", "", ""),
    ]
    .into_iter()
    .map(|(title, question, answer)| (title.to_owned(), question.to_owned(), answer.to_owned(), Vec::new()))
    .collect();
    let mut index = index_of(&texts);
    let groups = [vec!["entrance".to_owned(), "log in".to_owned()]];
    index.set_synonyms(groups.iter().map(Vec::as_slice));
    let check = |query: &str, is_prefix, document, expect: &[(Way, &[&str])]| {
        let told = index
            .explain(query, is_prefix, document)
            .unwrap_or_else(|| panic!("{query} does not find {document}"));
        let ways: Vec<(Way, Vec<&str>)> = (told.by_word.iter().flat_map(|word| &word.ways))
            .map(|way| (way.way, way.stands.iter().map(|stand| stand.term.as_str()).collect()))
            .collect();
        let expect: Vec<(Way, Vec<&str>)> =
            expect.iter().map(|(way, terms)| (*way, terms.to_vec())).collect();
        assert_eq!(ways, expect, "{query}");
    };
    check("descale", false, 0, &[(Way::Same, &["descale"])]);
    check("descale", false, 1, &[(Way::Stem, &["descaling"])]);
    check("desc", true, 1, &[(Way::Prefix, &["descaling"])]);
    check("pictures", false, 3, &[(Way::Synonym, &["photo"])]);
    check("note book", false, 2, &[(Way::Compound, &["notebook"]), (Way::Compound, &["notebook"])]);
    check("ketle", false, 0, &[(Way::Typo, &["kettle"])]);
    check("nootebokk", false, 2, &[(Way::TwoTypos, &["notebook"])]);
    check("entrance", false, 5, &[(Way::Synonym, &["log", "in"])]);
    let told = index.explain("billing", false, 4).unwrap();
    assert_eq!(told.by_word[0].ways[0].stands[0].occurrences, [1, 2, 1, 0]);
    assert_eq!((told.coordination, told.all_words, told.neighbours), (1.0, 0.0, 0.0));
    let told = index.explain("descale kettle", false, 0).unwrap();
    assert!(told.all_words > 0.0 && told.neighbours > 0.0, "{told:?}");
    let told = index.explain("descale frames", false, 0).unwrap();
    assert!(
        told.coordination < 1.0 && told.by_word[1].best.is_none() && told.by_word[1].idf > 0.0,
        "{told:?}"
    );
    assert_eq!(index.explain("nothing", false, 0), None);
    assert_eq!(index.explain("", false, 0), None);
    assert_eq!(index.explain("kettle", false, 99), None);
}

fn read(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let mut text = String::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
        return text;
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn scores_of_real_questions_are_told_bit_for_bit() {
    for (topics, queries) in [
        ("data/stackfaq/topics.jsonl", "data/stackfaq/queries.typo.tsv"),
        ("data/medquad/topics.jsonl.gz", "data/medquad/queries.prefix.tsv"),
    ] {
        let (Some(topics), Some(queries)) = (shared(topics), shared(queries)) else { return };
        let texts: Vec<Text> = read(&topics)
            .lines()
            .take(3_000)
            .map(|line| {
                let topic: Value = serde_json::from_str(line).unwrap();
                let text = |key: &str| topic[key].as_str().unwrap_or_default().to_owned();
                (text("title"), text("body"), text("answer"), Vec::new())
            })
            .collect();
        let index = index_of(&texts);
        let queries = read(&queries);
        let mut asked: Vec<&str> =
            queries.lines().filter_map(|line| Some(line.split_once('\t')?.1)).collect();
        asked = asked.iter().copied().step_by(asked.len() / 12).collect();
        assert!(asked.len() >= 12);
        for query in asked {
            let found = scores(&index, query, true);
            assert!(!found.is_empty(), "{query}");
            for document in
                (0..u32::try_from(index.len()).unwrap()).step_by(7).chain(found.keys().copied().take(40))
            {
                let told = index.explain(query, true, document).map(|told| told.score.to_bits());
                assert_eq!(
                    told,
                    found.get(&document).map(|score| score.to_bits()),
                    "{query:?} in {document}"
                );
            }
        }
    }
}

#[test]
fn a_topics_score_is_told_with_what_lifts_it() {
    let json = read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/demo/community.json")));
    let (mut reader, mut community) = (SnapshotReader::default(), Community::default());
    reader.feed(json.as_bytes());
    while let Some(row) = reader.next_row().unwrap() {
        community.add(row);
    }
    community.index_all();
    let friend = Friend {
        id: "p7".into(),
        name: "Mia".to_owned(),
        avatar: None,
        relation: Relation::Friend,
        mutual: 1,
    };
    let circle = Circle::new(Some("me".into()), vec![friend]);
    let (mut lifted, mut checked) = (0, 0);
    for query in ["descale", "how do I descale my kettle", "leak", "boili", "ketle lid"] {
        let found = community.search(query, &[], &circle, usize::MAX);
        assert!(!found.hits.is_empty(), "{query}");
        for hit in found.hits {
            let told = community.explain(query, &circle, hit.document).unwrap();
            assert_eq!(told.score.to_bits(), hit.score.to_bits(), "{query}: {told:?}");
            assert_eq!(told.score.to_bits(), (told.words.score * told.lift.factor()).to_bits());
            checked += 1;
            lifted +=
                usize::from(told.lift.friend > 1.0 && told.lift.best_answer > 1.0 && told.lift.me_toos > 1.0);
        }
    }
    assert!(checked > 20 && lifted > 0, "{lifted} of {checked}");
    assert_eq!(community.explain("descale", &circle, u32::MAX), None);
}

/// How many cases each law is tried on: `PROPTEST_CASES`, or few enough for every build.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(96)
}
