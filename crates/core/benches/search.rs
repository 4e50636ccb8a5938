//! What search costs natively: how a change shows before it is measured in pages. Real questions from the data beside the repository where
//! it is there, else the community of the demonstration over and over.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use flate2::read::GzDecoder;
use goodword_core::search::{Document, Index, SearchOptions, Texts};
use serde_json::Value;
use std::{fs, hint::black_box, io::Read, path::Path};

/// Topics of a community that a panel indexes by itself, and of one that comes prebuilt.
const SIZES: [usize; 2] = [1_000, 16_000];
/// Typed letter by letter.
const TYPED: &str = "how do I change my email adress";
const EXCERPT_CHARS: usize = 160;
const SHOWN: usize = 10;

struct Topic {
    title: String,
    question: String,
    answer: String,
    tags: Vec<String>,
}

impl Topic {
    fn document(&self) -> Document<'_> {
        Document { title: &self.title, question: &self.question, answer: &self.answer, tags: &self.tags }
    }
}

struct Shelf<'a>(&'a [Topic]);

impl Texts for Shelf<'_> {
    fn read(&self, document: u32, read: &mut dyn FnMut(&Document<'_>)) {
        if let Some(topic) = self.0.get(document as usize) {
            read(&topic.document());
        }
    }
}

/// Questions of the largest judged collection, or of the demonstration, as often as it takes.
fn topics(count: usize) -> Vec<Topic> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut lines = String::new();
    let shared = fs::read(root.join("../shared/data/medquad/topics.jsonl.gz"));
    let topics: Vec<Value> = if let Ok(bytes) = shared {
        GzDecoder::new(&*bytes).read_to_string(&mut lines).expect("the data is whole");
        lines.lines().take(count).map(|line| serde_json::from_str(line).expect("a topic is JSON")).collect()
    } else {
        let demo = fs::read(root.join("www/demo/community.json")).expect("the demonstration is there");
        let demo: Value = serde_json::from_slice(&demo).expect("it is JSON");
        demo["topics"].as_array().expect("it has topics").clone()
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let topic = |topic: &Value| Topic {
        title: text(&topic["title"]),
        question: text(&topic["body"]),
        answer: text(if topic["answer"].is_string() {
            &topic["answer"]
        } else {
            &topic["replies"][0]["body"]
        }),
        tags: topic["tags"].as_array().into_iter().flatten().map(text).collect(),
    };
    topics.iter().cycle().take(count).map(topic).collect()
}

fn options(texts: Option<&dyn Texts>) -> SearchOptions<'_> {
    SearchOptions {
        limit: SHOWN,
        last_word_is_prefix: true,
        keep: None,
        boost: None,
        texts,
        excerpt_chars: EXCERPT_CHARS,
    }
}

fn search(criterion: &mut Criterion) {
    for size in SIZES {
        let topics = topics(size);
        let build = || Index::build(topics.iter().map(Topic::document));
        let index = build();
        let packed = index.pack(&[]);

        let mut group = criterion.benchmark_group("index");
        group.sample_size(10).throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::new("build", size), |bencher| bencher.iter(build));
        group.bench_function(BenchmarkId::new("pack", size), |bencher| bencher.iter(|| index.pack(&[])));
        group.bench_function(BenchmarkId::new("open", size), |bencher| {
            bencher.iter_batched(|| packed.clone(), Index::open, BatchSize::LargeInput);
        });
        group.finish();

        let mut group = criterion.benchmark_group("search");
        let keystrokes: Vec<&str> =
            TYPED.char_indices().map(|(at, letter)| &TYPED[..at + letter.len_utf8()]).collect();
        group.sample_size(20).throughput(Throughput::Elements(keystrokes.len() as u64));
        let shelf = Shelf(&topics);
        for (name, texts) in [("keystrokes", None), ("keystrokes with marks", Some(&shelf as &dyn Texts))] {
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| {
                    for query in &keystrokes {
                        black_box(index.search(query, &options(texts)));
                    }
                });
            });
        }
        let opened = Index::open(packed).expect("it was just packed");
        group.bench_function(BenchmarkId::new("keystrokes, packed", size), |bencher| {
            bencher.iter(|| {
                for query in &keystrokes {
                    black_box(opened.search(query, &options(None)));
                }
            });
        });
        group.finish();

        let mut group = criterion.benchmark_group("show");
        group.sample_size(20).throughput(Throughput::Elements(SHOWN as u64));
        let marker = index.marker(TYPED, true);
        group.bench_function(BenchmarkId::new("marks", size), |bencher| {
            bencher.iter(|| {
                for topic in &topics[..SHOWN] {
                    black_box(marker.show(&topic.document(), EXCERPT_CHARS));
                }
            });
        });
        group.finish();
    }
}

criterion_group!(benches, search);
criterion_main!(benches);
