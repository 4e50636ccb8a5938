//! `goodword index`: what it writes is together what it read, and it says what it cannot do.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flate2::read::GzDecoder;
use goodword_core::Community;
use goodword_core::community::{List, Whereabouts};
use goodword_core::friends::Circle;
use goodword_core::snapshot::{Answer, Limits, Of, SnapshotReader};
use serde_json::{Value, json};

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn index(arguments: &[&str]) -> (bool, String) {
    let command = Command::new(env!("CARGO_BIN_EXE_goodword")).arg("index").args(arguments).output();
    let Output { status, stderr, .. } = command.unwrap();
    (status.success(), String::from_utf8(stderr).unwrap())
}

fn read(bytes: &[u8]) -> Community {
    let mut reader = SnapshotReader::new(Limits::default());
    let mut community = Community::default();
    reader.feed(bytes);
    while let Some(row) = reader.next_row().unwrap() {
        community.add(row);
    }
    reader.finish().unwrap();
    community
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/demo/community.json")
}

/// Titles of what is found, of all topics by their number in the index.
fn titles(community: &Community, whole: &Community, query: &str) -> Vec<String> {
    let found = community.find(query, &[], &Circle::default(), 50);
    let title = |at| match at {
        Whereabouts::Here(number) => community.topics()[number as usize].title.clone(),
        Whereabouts::InShard { document, .. } => whole.topics()[document as usize].title.clone(),
    };
    found.hits.iter().map(|hit| title(hit.at)).collect()
}

#[test]
fn what_it_writes_is_together_what_it_read() {
    let folder = folder("index-whole");
    let demo = demo();
    let before = fs::read(&demo).unwrap();
    let (is_done, told) = index(&[name(&demo), "-o", name(&folder), "--shard-kb", "8"]);
    assert!(is_done && told.starts_with("goodword: indexed 82 topics\n"), "{told}");
    assert!(told.contains("<good-word endpoint=\"/community.front.json\"></good-word>"), "{told}");
    assert_eq!(fs::read(&demo).unwrap(), before, "the snapshot stays as it was");

    let mut whole = read(&before);
    whole.index_all();
    let mut community = read(&fs::read(folder.join("community.front.json")).unwrap());
    assert_eq!((community.name(), community.skipped_count()), (whole.name(), 0));
    assert_eq!(community.answered_count(), whole.answered_count());
    assert_eq!(community.recommendations().all().count(), whole.recommendations().all().count());
    assert_eq!(community.products(), whole.products());
    assert!(community.topics().len() < whole.topics().len());
    for list in [List::Popular, List::Recent, List::Unanswered] {
        assert_eq!(community.list(list, &[], 8), whole.list(list, &[], 8), "{list:?}");
    }
    let link = community.link("texts").unwrap().to_owned();
    assert!(link.starts_with("community.texts/{shard}.json?v="), "{link}");
    assert!(community.link("index").unwrap().starts_with("community.gwx?v="));

    community.open_index(fs::read(folder.join("community.gwx")).unwrap()).unwrap();
    community.index_all();
    let queries = ["descale", "kettel lid", "warranty", "how do I"];
    for query in queries {
        assert_eq!(titles(&community, &whole, query), titles(&whole, &whole, query), "{query}");
    }
    let shards = fs::read_dir(folder.join("community.texts")).unwrap().count();
    assert!(shards > 5, "{shards}");
    for shard in 0..shards {
        let texts = fs::read(folder.join(format!("community.texts/{shard}.json"))).unwrap();
        let rows = Answer::read(&texts, &Of::Topics).unwrap().rows;
        assert!(community.take_texts(u32::try_from(shard).unwrap(), rows), "{shard}");
    }
    assert_eq!(community.topics().len(), whole.topics().len());
    for topic in whole.topics() {
        assert_eq!(community.topic(&topic.id), Some(topic));
        for person in topic.replies.iter().filter_map(|reply| reply.author.as_ref()).chain(&topic.author) {
            assert_eq!(community.person(person), whole.person(person));
        }
    }
}

#[test]
fn made_again_it_leaves_nothing_of_before_and_as_gzip_it_is_the_same() {
    let folder = folder("index-again");
    let demo = demo();
    let small = index(&[name(&demo), "-o", name(&folder.join("kettles.gwx")), "--shard-kb", "1"]);
    assert!(small.0, "{}", small.1);
    let texts = folder.join("kettles.texts");
    fs::write(texts.join("mine.txt"), "kept").unwrap();
    assert!(fs::read_dir(&texts).unwrap().count() > 40);
    let plain = fs::read(folder.join("kettles.gwx")).unwrap();

    let (is_done, told) = index(&[name(&demo), "-o", name(&folder.join("kettles.gwx.gz"))]);
    assert!(is_done && told.contains("kettles.gwx.gz"), "{told}");
    let left: Vec<String> = fs::read_dir(&texts)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(left.len() < 12 && left.contains(&"mine.txt".to_owned()), "{left:?}");
    assert!(left.iter().all(|name| !name.contains("partial")), "{left:?}");
    let mut unpacked = Vec::new();
    let packed = fs::read(folder.join("kettles.gwx.gz")).unwrap();
    GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
    let mut community = read(&fs::read(folder.join("kettles.front.json")).unwrap());
    assert!(community.link("index").unwrap().starts_with("kettles.gwx.gz?v="));
    // Texts are cut elsewhere, so the notes differ; both are whole.
    assert_ne!(unpacked, plain);
    assert!(community.open_index(unpacked).is_ok() && community.open_index(plain).is_ok());
}

#[test]
fn what_the_snapshot_says_of_ranking_and_links_is_said_again_and_bad_rows_are_named() {
    let folder = folder("index-front");
    let snapshot = folder.join("a b.json");
    let document = json!({
        "goodword": 1, "links": { "ask": "/ask" }, "ranking": { "title": 3.5 }, "friend_ranking": { "friend": 5.0 }, "synonyms": [["lid", "cover"]],
        "image_hosts": ["https://images.example"],
        "topics": [{ "id": 1, "title": "Lid" }, { "id": 2 }, { "id": 1, "title": "Again" }],
    });
    fs::write(&snapshot, document.to_string()).unwrap();
    let (is_done, told) = index(&[name(&snapshot), "-o", name(&folder.join("a b.gwx"))]);
    assert!(is_done && told.contains("indexed 1 topics"), "{told}");
    assert!(told.contains("skipped topics[1]") && told.contains("skipped topics[?id=1]"), "{told}");
    let front: Value = serde_json::from_slice(&fs::read(folder.join("a b.front.json")).unwrap()).unwrap();
    for key in ["ranking", "friend_ranking", "synonyms", "image_hosts"] {
        assert_eq!(front[key], document[key], "{key}");
    }
    assert_eq!(front["links"]["ask"], "/ask");
    let link = front["links"]["index"].as_str().unwrap();
    assert!(link.starts_with("a%20b.gwx?v="), "{link}");
}

#[test]
fn it_says_what_to_do_where_it_cannot() {
    let folder = folder("index-refused");
    let snapshot = folder.join("kettles.front.json");
    fs::copy(demo(), &snapshot).unwrap();
    let broken = folder.join("broken.json");
    fs::write(&broken, "{\"goodword\": 1, \"topics\": [").unwrap();
    let out = folder.join("out.gwx");
    for (input, output, expect) in [
        (&snapshot, folder.join("kettles.gwx"), "is the snapshot itself; give -o another name"),
        (&snapshot, folder.join("kettles.json"), "give -o a folder, or a file that ends in .gwx or .gwx.gz"),
        (&snapshot, folder.join(".gwx"), "give -o a folder, or a file that ends in .gwx or .gwx.gz"),
        (&snapshot, broken.join("kettles.gwx"), "cannot write"),
        (&folder.join("none.json"), out.clone(), "give a .json or .json.gz file"),
        (&broken, out.clone(), "truncated"),
    ] {
        let (is_done, told) = index(&[name(input), "-o", name(&output)]);
        assert!(!is_done && told.contains(expect), "{}: {told}", output.display());
    }
    assert!(!out.exists());
    assert_eq!(fs::read(&snapshot).unwrap(), fs::read(demo()).unwrap());
}
