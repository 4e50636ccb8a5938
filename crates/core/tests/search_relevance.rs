//! How well search ranks real questions: the judged FAQs of the shared data.

use goodword_core::search::{Document, Index, SearchOptions};
use serde_json::Value;
use std::{collections::HashMap, fs, path::PathBuf};

/// How many hits a visitor looks at, the 10 of NDCG@10.
const LOOKED_AT: usize = 10;

struct Judged {
    ids: Vec<String>,
    index: Index,
    /// By query, then by topic: how relevant it is.
    grades: HashMap<String, HashMap<String, f64>>,
    folder: PathBuf,
}

impl Judged {
    fn open(folder: PathBuf) -> Self {
        let mut ids = Vec::new();
        let mut index = Index::default();
        for line in read(&folder.join("topics.jsonl")).lines() {
            let topic: Value = serde_json::from_str(line).expect("a topic is JSON");
            let text = |key: &str| topic[key].as_str().unwrap_or_default().to_owned();
            let tags = topic["tags"].as_array().into_iter().flatten();
            let tags: Vec<String> = tags.filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
            let (title, question, answer) = (text("title"), text("body"), text("answer"));
            index.add(&Document { title: &title, question: &question, answer: &answer, tags: &tags });
            ids.push(text("id"));
        }
        let mut grades: HashMap<String, HashMap<String, f64>> = HashMap::new();
        for line in read(&folder.join("qrels.tsv")).lines() {
            let row: Vec<&str> = line.split('\t').collect();
            let grade = row[2].parse().expect("a grade is a number");
            grades.entry(row[0].to_owned()).or_default().insert(row[1].to_owned(), grade);
        }
        Self { ids, index, grades, folder }
    }

    /// Mean NDCG@10 over the queries of a file.
    fn ndcg(&self, queries: &str, last_word_is_prefix: bool) -> f64 {
        let options = SearchOptions {
            limit: LOOKED_AT,
            last_word_is_prefix,
            keep: None,
            boost: None,
            texts: None,
            excerpt_chars: 0,
        };
        let text = read(&self.folder.join(queries));
        let scores: Vec<f64> = text
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(id, query)| Some((self.grades.get(id)?, query)))
            .map(|(grades, query)| {
                let hits = self.index.search(query, &options).hits;
                let grade = |document: u32| grades.get(&self.ids[document as usize]).copied().unwrap_or(0.0);
                let mut ideal: Vec<f64> = grades.values().copied().collect();
                ideal.sort_by(|a, b| b.total_cmp(a));
                gain(hits.iter().map(|hit| grade(hit.document))) / gain(ideal.into_iter().take(LOOKED_AT))
            })
            .collect();
        scores.iter().sum::<f64>() / f64::from(u32::try_from(scores.len()).expect("few queries"))
    }
}

/// Discounted cumulative gain, Järvelin and Kekäläinen (2002), with exponential gains.
fn gain(grades: impl Iterator<Item = f64>) -> f64 {
    (2_u32..).zip(grades).map(|(rank, grade)| (grade.exp2() - 1.0) / f64::from(rank).log2()).sum()
}

fn read(path: &std::path::Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn search_finds_the_right_answer_to_paraphrased_questions() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/stackfaq"));
    if !folder.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        println!("skipped: {} is missing", folder.display());
        return;
    }
    let judged = Judged::open(folder);
    let clean = judged.ndcg("queries.tsv", false);
    let typing = judged.ndcg("queries.tsv", true);
    let typo = judged.ndcg("queries.typo.tsv", false);
    let prefix = judged.ndcg("queries.prefix.tsv", true);
    println!(
        "stackfaq NDCG@10: clean {clean:.3} (while typing {typing:.3}), typo {typo:.3}, prefix {prefix:.3}"
    );
    assert!(clean >= 0.75 && typing >= 0.75, "clean queries reach {clean:.3}, while typing {typing:.3}");
    assert!(prefix >= 0.70, "prefix queries reach {prefix:.3}");
}
