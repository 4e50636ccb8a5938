//! A person who is taken out leaves no trace: the bytes of all files are looked through.

use std::path::Path;
use std::process::{Command, Output};

use goodword_core::model::{
    Audience, Body, Format, Id, Kind, Person, Recommendation, Reply, Role, Status, Timestamp, Topic, Verb,
};
use goodword_endpoint::database::{By, Database, Mark, Once, PageRequest, RecommendationFilter};
use goodword_endpoint::seed::import;
use serde_json::Value;

use crate::common::folder;

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);
const PAGE: PageRequest = PageRequest { after: None, limit: 50 };
const ID: &str = "person-quirl-7731";
const NAME: &str = "Zyxanthia Vexholm";
/// Words that nobody else uses: of what the person is, of what the person did, and of what the person wrote.
const WHO: [&str; 8] = [
    ID,
    NAME,
    "Vexholm.png",
    "thrumbly recommendation",
    "zyx@vexmail.example",
    "What a frobnitz",
    // Of a private topic both, because it goes whole.
    "grumbleflick",
    "zwieselbart",
];
const WROTE: [&str; 4] = ["flumadiddle", "wabberjock", "snollygost", "kerfuffle-tag"];

const SEED: &str = r#"{"goodword": 1, "topics": [
    {"id": "1", "title": "Is it kettle?", "author": "p1", "me_too_count": 4, "follower_count": 2,
     "replies": [{"id": "r", "author": "p1", "body": "Yes", "star_count": 3}]}],
  "people": [{"id": "p1", "name": "Mira"}],
  "recommendations": [{"id": "w", "person": "person-quirl-7731", "subject": "k2", "verb": "loves",
     "text": "A thrumbly recommendation", "audience": "friends"}]}"#;

/// As an older export had it.
const OLD: &str = r#"{"goodword": 1, "topics": [
    {"id": "t-1", "title": "Does a flumadiddle boil?", "author": "person-quirl-7731", "tags": ["kerfuffle-tag"]},
    {"id": "2", "title": "Is it pan?", "author": "p1", "reply_count": 1,
     "replies": [{"id": "r-1", "author": "person-quirl-7731", "body": "Only a snollygost says yes."}]}],
  "people": [{"id": "person-quirl-7731", "name": "Zyxanthia Vexholm", "avatar": "https://faces.example/Vexholm.png"}],
  "recommendations": [{"id": "w", "person": "person-quirl-7731", "subject": "k2", "verb": "loves",
     "text": "A thrumbly recommendation", "audience": "friends"}]}"#;

fn person() -> Person {
    let avatar = Some("https://faces.example/Vexholm.png".to_owned());
    Person { id: Id::from(ID), name: NAME.to_owned(), avatar, url: None, role: Role::default() }
}

fn once(key: &str) -> Once {
    Once { person: ID.to_owned(), key: key.to_owned(), fingerprint: "print".to_owned() }
}

fn body(source: &str) -> Body {
    Body { source: source.to_owned(), format: Format::Text }
}

/// A database in which the person did everything that one can do.
async fn open(name: &str) -> (Database, String) {
    let file = folder(name).with_file_name("kettles.db");
    let url = format!("sqlite:{}", file.display());
    let database = Database::open(&url).await.unwrap();
    let seed = file.with_file_name("seed.txt");
    std::fs::write(&seed, SEED).unwrap();
    import(&database, &seed, NOW).await.unwrap();
    std::fs::remove_file(&seed).unwrap();

    let topic = Topic {
        id: Id::from("t-1"),
        kind: Kind::default(),
        status: Status::default(),
        title: "Does a flumadiddle boil?".to_owned(),
        body: body("My wabberjock does not."),
        author: Some(Id::from(ID)),
        created_at: Some(NOW),
        last_active_at: Some(NOW),
        url: None,
        tags: vec!["kerfuffle-tag".to_owned()],
        products: Vec::new(),
        me_too_count: 0,
        follower_count: 0,
        reply_count: 0,
        replies: Vec::new(),
    };
    let (author, [first, second]) = (person(), ["a", "b"].map(once));
    let by = |once| By { now: NOW, once, author: &author, at_once: true };
    database.ask(by(&first), &topic, None, Some("zyx@vexmail.example"), None).await.unwrap();
    let reply = Reply {
        id: Id::from("r-1"),
        author: Some(Id::from(ID)),
        body: body("Only a snollygost says yes."),
        created_at: Some(NOW),
        best: true,
        official: false,
        star_count: 0,
    };
    database.reply(by(&second), "1", &reply).await.unwrap();
    for mark in [Mark::MeToo, Mark::Follow, Mark::Star { reply: "r" }] {
        database.mark(NOW, &author, "1", mark, true).await.unwrap();
    }
    let more = [
        "INSERT INTO private_topics (number, id, created_at, asker, addressee, kind, title, body, format, tags, products, active_at) \
            VALUES (7, 't-7', 5, 'p1', 'person-quirl-7731', 'question', 'Is it a grumbleflick?', '', 'text', '[]', '[]', 5)",
        "INSERT INTO private_replies (topic, position, id, created_at, author, body, format) \
            VALUES (7, 1, 'r-7', 5, 'p1', 'Or a zwieselbart?', 'text')",
        "INSERT INTO discoverable (person, created_at) VALUES ('person-quirl-7731', 5)",
        "INSERT INTO dismissed (person, other, created_at) VALUES ('p1', 'person-quirl-7731', 5), ('person-quirl-7731', 'p1', 5)",
        "INSERT INTO flags (topic, person, created_at, reason, detail) \
            VALUES (1, 'person-quirl-7731', 5, 'other', 'What a frobnitz')",
        "INSERT INTO friends (person, friend, created_at) VALUES ('p1', 'person-quirl-7731', 5)",
        "INSERT INTO acts (created_at, person, act, detail) VALUES (5, 'p1', 'friend', 'person-quirl-7731')",
    ];
    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
    for sql in more {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    pool.close().await;
    (database, url)
}

fn goodword(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_goodword")).args(arguments).output().unwrap()
}

/// Which of the words stand in any file of the database. The index keeps a word without the letters that it shares with
/// the one before, so that the ends of words are looked for.
fn found<'a>(url: &str, words: &[&'a str]) -> Vec<&'a str> {
    let folder = Path::new(url.strip_prefix("sqlite:").unwrap()).parent().unwrap();
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files.filter(|path| path.is_file() && !path.ends_with("secret.txt")).collect();
    let bytes: Vec<u8> = files.iter().flat_map(|path| std::fs::read(path).unwrap()).collect();
    let bytes = bytes.to_ascii_lowercase();
    let is_found = |word: &&str| {
        let end = word[3..].to_ascii_lowercase();
        bytes.windows(end.len()).any(|window| window == end.as_bytes())
    };
    words.iter().copied().filter(is_found).collect()
}

#[tokio::test]
async fn a_person_who_is_erased_with_everything_is_in_no_file_any_more() {
    // The database stays open, as where a server is at work on it.
    let (database, url) = open("erasure-all").await;
    assert_eq!((found(&url, &WHO), found(&url, &WROTE)), (WHO.to_vec(), WROTE.to_vec()));

    let erased = goodword(&["person", "erase", ID, "--with-posts", "--database", &url]);
    assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
    assert_eq!(found(&url, &WHO), Vec::<&str>::new());
    assert_eq!(found(&url, &WROTE), Vec::<&str>::new());

    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
    let count = "SELECT (SELECT COUNT(*) FROM topics), (SELECT COUNT(*) FROM replies), me_too_count, follower_count, \
        reply_count, (SELECT star_count FROM replies WHERE number = 1) FROM topics WHERE number = 1";
    let counts: (i64, i64, i64, i64, i64, i64) = sqlx::query_as(count).fetch_one(&pool).await.unwrap();
    assert_eq!(counts, (1, 1, 4, 2, 1, 3));
    let check: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&pool).await.unwrap();
    assert_eq!(check, "ok");
    pool.close().await;

    let old = folder("erasure-old").with_file_name("old.json");
    std::fs::write(&old, OLD).unwrap();
    let imported = goodword(&["import", "--database", &url, old.to_str().unwrap()]);
    let told = String::from_utf8(imported.stderr).unwrap();
    assert!(told.contains("1 topics, 0 replies, 0 people, 0 recommendations"), "{told}");
    assert!(told.contains("of people who were erased 4 rows were left out"), "{told}");
    assert_eq!(found(&url, &WHO), Vec::<&str>::new());
    assert_eq!(found(&url, &WROTE), Vec::<&str>::new());
    database.close().await;
    assert!(!goodword(&["person", "export", ID, "--database", &url]).status.success());
}

#[tokio::test]
async fn a_person_who_is_erased_leaves_posts_by_nobody() {
    let (database, url) = open("erasure-posts-stay").await;
    assert!(goodword(&["person", "erase", ID, "--database", &url]).status.success());
    assert_eq!(found(&url, &WHO), Vec::<&str>::new());
    assert_eq!(found(&url, &WROTE), WROTE.to_vec());
    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
    let nobody =
        "SELECT COUNT(*) FROM topics, replies WHERE topics.author IS NULL AND replies.author IS NULL";
    assert_eq!(sqlx::query_scalar::<_, i64>(nobody).fetch_one(&pool).await.unwrap(), 1);
    let log = "SELECT COUNT(*) FROM acts WHERE act IN ('ask', 'reply', 'me too') AND person IS NULL";
    assert_eq!(sqlx::query_scalar::<_, i64>(log).fetch_one(&pool).await.unwrap(), 3);
    database.close().await;
}

#[tokio::test]
async fn a_word_that_is_taken_back_is_in_no_file_any_more() {
    // The database stays open, and readers hold connections.
    let (database, url) = open("erasure-withdrawn").await;
    let mut word = Recommendation {
        id: Id::from("w-2"),
        person: Id::from(ID),
        subject: Id::from("k9"),
        verb: Verb::Loves,
        text: "It is a blivetter-snark.".to_owned(),
        created_at: Some(NOW),
        audience: Audience::Friends,
        will_answer: true,
    };
    let first = database.recommend(NOW, &person(), &word, true).await.unwrap();
    // Longer, so that it is not written over the other in its place.
    word.text = "No, a whangdoodle ".repeat(20);
    let second = database.recommend(NOW, &person(), &word, true).await.unwrap();
    assert_eq!(first, second);
    database.count_referral(NOW, &first.referral).await.unwrap();
    database.recommendations(None, &RecommendationFilter::default(), PAGE).await.unwrap();
    let words = ["blivetter-snark", "whangdoodle", &first.referral];
    assert_eq!(found(&url, &words), words);
    database.withdraw(NOW, ID, "k9").await.unwrap();
    assert_eq!(found(&url, &words), Vec::<&str>::new());
    // The other word of the same person is still there.
    assert_eq!(found(&url, &["thrumbly recommendation"]).len(), 1);
    database.close().await;
}

#[tokio::test]
async fn that_a_mark_was_shown_is_in_no_file_once_it_is_shown_no_more() {
    // The database stays open, and readers hold connections.
    let (database, url) = open("erasure-unshared").await;
    let person = person();
    for (reply, mark) in [(None, Mark::MeToo), (Some("r"), Mark::Star { reply: "r" })] {
        let share = async |is_shared| database.share(NOW, &person, "1", reply, is_shared).await.unwrap();
        // Leaves the files as they are without it.
        assert_eq!((share(true).await, share(false).await), (Some(true), Some(true)));
        let before = count(&url);
        share(true).await;
        assert!(count(&url) > before, "{reply:?}");
        share(false).await;
        assert_eq!(count(&url), before, "{reply:?}");
        share(true).await;
        database.mark(NOW, &person, "1", mark, false).await.unwrap();
        // The log has it that the mark was taken back, in its place.
        assert!(count(&url) <= before, "{reply:?}");
    }
    database.close().await;
}

/// How often the person's id stands in the files of the database.
fn count(url: &str) -> usize {
    let folder = Path::new(url.strip_prefix("sqlite:").unwrap()).parent().unwrap();
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let bytes: Vec<u8> =
        files.filter(|path| path.is_file()).flat_map(|path| std::fs::read(path).unwrap()).collect();
    bytes.windows(ID.len()).filter(|window| *window == ID.as_bytes()).count()
}

#[tokio::test]
async fn a_person_is_told_all_that_is_kept() {
    let (database, url) = open("erasure-export").await;
    let told = goodword(&["person", "export", ID, "--database", &url]);
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let lists: Vec<_> = told.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        lists,
        [
            "acknowledged",
            "acts",
            "discoverable",
            "dismissed",
            "flags",
            "follows",
            "friends",
            "guest",
            "me_too",
            "person",
            "private_replies",
            "private_topics",
            "recommendations",
            "replies",
            "stars",
            "topics"
        ]
    );
    assert_eq!(told["person"][0]["name"], NAME);
    assert_eq!(told["topics"][0]["body"], "My wabberjock does not.");
    assert_eq!(told["topics"][0]["created_at"], "2026-09-21T14:13:20Z");
    assert_eq!((&told["replies"][0]["topic"], &told["stars"][0]["reply"]), (&"1".into(), &"r".into()));
    assert_eq!(told["recommendations"][0]["audience"], "friends");
    database.close().await;
    let nobody = goodword(&["person", "export", "nobody", "--database", &url]);
    assert!(String::from_utf8(nobody.stderr).unwrap().contains("nothing is kept about nobody"));
}
