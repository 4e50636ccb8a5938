//! Prints how well search ranks judged questions: NDCG@10 in both halves.
use goodword_core::search::{Document, Index, RankingWeights as Weights, SearchOptions};
use serde_json::Value;
use std::{collections::HashMap, fs, io::Read, path::PathBuf, time::Instant};

fn read(path: &PathBuf) -> String {
    if let Ok(text) = fs::read_to_string(path) {
        return text;
    }
    let mut packed = path.clone().into_os_string();
    packed.push(".gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(packed).expect("file"))
        .read_to_string(&mut text)
        .expect("gzip");
    text
}

fn gain(grades: impl Iterator<Item = f64>) -> f64 {
    grades.enumerate().map(|(rank, grade)| (2f64.powf(grade) - 1.0) / (rank as f64 + 2.0).log2()).sum()
}

fn half(id: &str) -> usize {
    (id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) & 1)
        as usize
}

fn weights() -> Weights {
    let mut weights = Weights::default();
    for argument in std::env::args().skip(1) {
        if let Some((name, value)) = argument.split_once('=') {
            let value: f32 = value.parse().expect("a number");
            weights.set(name, value).expect(name);
        }
    }
    weights
}

struct Set {
    name: &'static str,
    index: Index,
    queries: Vec<Vec<Query>>,
}
struct Query {
    half: usize,
    id: String,
    text: String,
    grades: HashMap<u32, f64>,
    best: f64,
}

fn load(name: &'static str) -> Set {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let mut ids = HashMap::new();
    let mut index = Index::default();
    for line in read(&folder.join("topics.jsonl")).lines() {
        let topic: Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| topic[key].as_str().unwrap_or_default().to_owned();
        let tags = topic["tags"].as_array().into_iter().flatten();
        let tags: Vec<String> = tags.filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
        let (title, question, answer) = (text("title"), text("body"), text("answer"));
        let number =
            index.add(&Document { title: &title, question: &question, answer: &answer, tags: &tags });
        ids.insert(text("id"), number);
    }
    let mut grades: HashMap<String, HashMap<u32, f64>> = HashMap::new();
    for line in read(&folder.join("qrels.tsv")).lines() {
        let row: Vec<&str> = line.split('\t').collect();
        grades.entry(row[0].to_owned()).or_default().insert(
            ids.get(row[1]).copied().unwrap_or(
                u32::MAX - row[1].bytes().fold(7u32, |h, b| h.wrapping_mul(31) + u32::from(b)) % 1_000_000,
            ),
            row[2].parse().expect("grade"),
        );
    }
    let queries = ["queries.tsv", "queries.typo.tsv", "queries.prefix.tsv"]
        .iter()
        .map(|file| {
            read(&folder.join(file))
                .lines()
                .filter_map(|line| line.split_once('\t'))
                .filter_map(|(id, text)| {
                    let grades = grades.get(id)?.clone();
                    let mut ideal: Vec<f64> = grades.values().copied().collect();
                    ideal.sort_by(|a, b| b.total_cmp(a));
                    let best = gain(ideal.into_iter().take(10));
                    (best > 0.0).then(|| Query {
                        half: half(id),
                        id: id.to_owned(),
                        text: text.to_owned(),
                        grades,
                        best,
                    })
                })
                .collect()
        })
        .collect();
    Set { name, index, queries }
}

/// Mean NDCG by mode and half.
fn measure(set: &Set, stride: usize, typing: [bool; 3]) -> [[f64; 2]; 3] {
    let mut result = [[0.0; 2]; 3];
    for (mode, queries) in set.queries.iter().enumerate() {
        let mut counts = [0usize; 2];
        for query in queries.iter().step_by(stride) {
            let options = SearchOptions {
                limit: 10,
                last_word_is_prefix: typing[mode],
                keep: None,
                boost: None,
                texts: None,
                excerpt_chars: 0,
            };
            let found = set.index.search(&query.text, &options);
            let ndcg =
                gain(found.hits.iter().map(|hit| query.grades.get(&hit.document).copied().unwrap_or(0.0)))
                    / query.best;
            if std::env::var_os("WORST").is_some() && ndcg < 0.5 {
                println!("{mode} {}\t{}\t{ndcg:.2}", query.id, query.text);
            }
            result[mode][query.half] += ndcg;
            counts[query.half] += 1;
        }
        for half in 0..2 {
            result[mode][half] /= counts[half].max(1) as f64;
        }
    }
    result
}

const KNOBS: &[(&str, &[f32])] = &[
    ("title_b", &[0.3, 0.5, 0.6, 0.7, 0.8, 0.9]),
    ("answer_b", &[0.4, 0.6, 0.8, 0.9]),
    ("answer", &[0.15, 0.2, 0.3, 0.45, 0.6]),
    ("title", &[1.5, 2.0, 2.5, 3.0, 4.0]),
    ("k1", &[0.8, 1.2, 1.6, 2.0, 2.5, 3.0]),
    ("prefix", &[0.5, 0.6, 0.7, 0.8, 0.9]),
    ("coordination", &[0.0, 0.1, 0.2, 0.3, 0.4, 0.6]),
    ("all_words", &[0.0, 0.3, 0.6, 1.0]),
    ("stem", &[0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0]),
    ("stop", &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8]),
    ("typo", &[0.4, 0.5, 0.6, 0.7, 0.8, 0.9]),
    ("two_typos", &[0.3, 0.4, 0.5, 0.6, 0.7]),
    ("rare", &[0.0, 0.0005, 0.001, 0.002, 0.005]),
    ("neighbours", &[0.0, 0.1, 0.2, 0.4]),
    ("synonym", &[0.4, 0.5, 0.6, 0.7, 0.8]),
    ("compound", &[0.5, 0.8, 1.0]),
];

fn tune() {
    let mut sets = [load("stackfaq"), load("banking77"), load("medquad")];
    let strides = [1, 3, 1];
    let weight_of = [1.5, 1.0, 0.15];
    let mut best = weights();
    let mut evaluate = |weights: Weights| -> (f64, f64, String) {
        let (mut tuned, mut held) = (0.0, 0.0);
        let mut line = String::new();
        for ((set, stride), share) in sets.iter_mut().zip(strides).zip(weight_of) {
            set.index = std::mem::take(&mut set.index).with_weights(weights);
            let figures = measure(set, stride, [false, false, true]);
            for mode in figures {
                tuned += share * mode[0];
                held += share * mode[1];
                line += &format!("{:.3} ", f64::midpoint(mode[0], mode[1]));
            }
        }
        (tuned, held, line)
    };
    let mut top = evaluate(best);
    println!("start {:.4} {:.4} {}", top.0, top.1, top.2);
    for round in 0..2 {
        for (name, values) in KNOBS {
            for value in *values {
                let mut other = best;
                other.set(name, *value).expect(name);
                if other == best {
                    continue;
                }
                let found = evaluate(other);
                if found.0 > top.0 + 0.0005 {
                    top = found;
                    best = other;
                    println!("{round} {name}={value}: {:.4} {:.4} {}", top.0, top.1, top.2);
                }
            }
        }
    }
    println!("{best:?}");
}

fn main() {
    if std::env::args().any(|a| a == "tune") {
        return tune();
    }
    if std::env::args().any(|a| a == "fast") {
        for name in ["stackfaq", "banking77", "medquad"] {
            let mut set = load(name);
            set.index = std::mem::take(&mut set.index).with_weights(weights());
            for typing in [false, true] {
                let f = measure(&set, 1, [typing, typing, true]);
                print!("{} {typing}: ", set.name);
                for m in f {
                    print!("{:.3} ({:.3} {:.3})  ", f64::midpoint(m[0], m[1]), m[0], m[1]);
                }
                println!();
            }
        }
        return;
    }

    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let only: Vec<String> = std::env::args().skip(1).filter(|a| !a.contains('=')).collect();
    let mut line = Vec::new();
    for set in ["stackfaq", "banking77", "medquad"] {
        if !only.is_empty() && !only.iter().any(|o| set.starts_with(o.as_str())) {
            continue;
        }
        let folder = root.join(set);
        let mut ids = Vec::new();
        let mut index = Index::default().with_weights(weights());
        let rows = read(&folder.join("topics.jsonl"));
        let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let started = Instant::now();
        for topic in rows {
            let text = |key: &str| topic[key].as_str().unwrap_or_default().to_owned();
            let tags = topic["tags"].as_array().into_iter().flatten();
            let tags: Vec<String> = tags.filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
            let (title, question, answer) = (text("title"), text("body"), text("answer"));
            index.add(&Document { title: &title, question: &question, answer: &answer, tags: &tags });
            ids.push(text("id"));
        }
        let built = started.elapsed();
        let mut grades: HashMap<String, HashMap<String, f64>> = HashMap::new();
        for line in read(&folder.join("qrels.tsv")).lines() {
            let row: Vec<&str> = line.split('\t').collect();
            grades
                .entry(row[0].to_owned())
                .or_default()
                .insert(row[1].to_owned(), row[2].parse().expect("grade"));
        }
        for queries in ["queries.tsv", "queries.typo.tsv", "queries.prefix.tsv"] {
            let text = read(&folder.join(queries));
            let (mut sums, mut counts, mut zero) = ([0.0; 2], [0usize; 2], 0);
            let mut times = Vec::new();
            for (id, query) in text.lines().filter_map(|line| line.split_once('\t')) {
                let Some(grades) = grades.get(id) else { continue };
                let options = SearchOptions {
                    limit: 10,
                    last_word_is_prefix: queries.contains("prefix") || only.is_empty() && false,
                    keep: None,
                    boost: None,
                    texts: None,
                    excerpt_chars: 0,
                };
                let started = Instant::now();
                let found = index.search(query, &options);
                times.push(started.elapsed().as_secs_f64() * 1e3);
                zero += usize::from(found.hits.is_empty());
                let grade = |document: u32| grades.get(&ids[document as usize]).copied().unwrap_or(0.0);
                let mut ideal: Vec<f64> = grades.values().copied().collect();
                ideal.sort_by(|a, b| b.total_cmp(a));
                let best = gain(ideal.into_iter().take(10));
                let ndcg = if best > 0.0 {
                    gain(found.hits.iter().map(|hit| grade(hit.document))) / best
                } else {
                    continue;
                };
                let half = half(id);
                sums[half] += ndcg;
                counts[half] += 1;
                if std::env::var_os("WORST").is_some() && ndcg < 0.4 {
                    println!(
                        "{id}\t{query}\t{ndcg:.2}\t{:?}",
                        found.hits.iter().take(3).map(|h| &ids[h.document as usize]).collect::<Vec<_>>()
                    );
                }
            }
            times.sort_by(f64::total_cmp);
            let mean = (sums[0] + sums[1]) / (counts[0] + counts[1]) as f64;
            line.push(format!("{mean:.3}"));
            println!(
                "{set:10} {queries:20} {mean:.3}  halves {:.3} {:.3}  zero {zero}  p50 {:.3} p99 {:.3} ms  built {built:?}",
                sums[0] / counts[0] as f64,
                sums[1] / counts[1] as f64,
                times[times.len() / 2],
                times[times.len() * 99 / 100]
            );
        }
    }
    println!("{}", line.join(" "));
}
