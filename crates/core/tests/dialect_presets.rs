//! Every shipped dialect over answers of the backend it is for: all operations, all fields, as the panel would read them.
//!
//! What comes out is compared with `tests/fixtures/dialects`, one line a fact; `UPDATE_DIALECTS=1` writes them anew, to be looked at.

use goodword_core::{
    dialect::{Dialect, Place, Translator},
    json::{self, Value},
    snapshot::{Answer, Of, Row},
};
use std::{fmt::Write as _, fs, path::PathBuf};

/// Preset, operation, sample, and what is read of it.
const CASES: &[(&str, &str, &str, Reads)] = &[
    ("discourse", "topics", "discourse/latest", Reads::Topics),
    ("discourse", "search", "discourse/search", Reads::Topics),
    ("discourse", "topic", "discourse/topic", Reads::Topics),
    ("discourse", "replies", "discourse/topic", Reads::Replies),
    ("discourse", "topics", "discourse-upstream-2016/latest", Reads::Topics),
    ("discourse", "search", "discourse-upstream-2016/search", Reads::Topics),
    ("discourse", "topic", "discourse-upstream-2016/topic", Reads::Topics),
    ("discourse", "replies", "discourse-upstream-2016/topic", Reads::Replies),
    ("stackexchange", "topics", "stackexchange/questions_recent", Reads::Topics),
    ("stackexchange", "search", "stackexchange/search_advanced", Reads::Topics),
    ("stackexchange", "search", "stackexchange/error", Reads::Topics),
    ("stackexchange", "topic", "stackexchange/question_withbody", Reads::Topics),
    ("stackexchange", "replies", "stackexchange/answers", Reads::Replies),
    ("wordpress", "topics", "wordpress/posts_recent", Reads::Topics),
    ("wordpress", "search", "wordpress/posts_search", Reads::Topics),
    ("wordpress", "topic", "wordpress/post_one", Reads::Topics),
    ("wordpress", "topic", "wordpress/error", Reads::Topics),
    ("wordpress", "replies", "wordpress/comments", Reads::Replies),
    ("wordpress", "reply", "wordpress/error_comment_anon", Reads::Replies),
    ("nodebb", "topics", "nodebb-v1.4/recent", Reads::Topics),
    ("nodebb", "topics", "nodebb-v1.4/popular", Reads::Topics),
    ("nodebb", "search", "nodebb-v1.4/search", Reads::Topics),
    ("nodebb", "topic", "nodebb-v1.4/topic", Reads::Topics),
    ("nodebb", "replies", "nodebb-v1.4/topic", Reads::Replies),
    ("zendesk", "search", "zendesk/articles_search", Reads::Topics),
    ("zendesk-community", "topics", "zendesk/community_posts_sideload", Reads::Topics),
    ("zendesk-community", "topic", "zendesk/community_post_one", Reads::Topics),
    ("zendesk-community", "replies", "zendesk/community_comments", Reads::Replies),
    ("flarum", "search", "flarum/discussions_search", Reads::Topics),
    ("flarum", "replies", "flarum/posts", Reads::Replies),
    ("getsatisfaction", "topics", "getsatisfaction/topics", Reads::Topics),
    ("getsatisfaction", "replies", "getsatisfaction/replies", Reads::Replies),
    ("github-discussions", "search", "github-discussions/search", Reads::Topics),
    ("github-discussions", "topic", "github-discussions/topic", Reads::Topics),
    ("github-discussions", "replies", "github-discussions/topic", Reads::Replies),
    ("github-discussions", "search", "github-discussions/error", Reads::Topics),
    ("json-server", "search", "json-server/topics_search", Reads::Topics),
    ("faq", "topics", "faq-static/faq", Reads::Topics),
    ("page", "topics", "schema-org/faqpage", Reads::Page),
    ("page", "topics", "schema-org/qapage", Reads::Page),
];

#[derive(Clone, Copy, PartialEq)]
enum Reads {
    Topics,
    Replies,
    /// Topics of what stands in a page, which is a list of documents.
    Page,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn preset(name: &str) -> Dialect {
    let path = root().join(format!("www/dialects/{name}.json"));
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut dialect = Dialect::parse(&bytes).unwrap_or_else(|mistakes| {
        panic!("{name}: {}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    if dialect.var("base") == Some("") {
        dialect.set("base", "https://forum.example");
    }
    dialect
}

/// The shared samples, which a clone of the repository alone does not have.
fn samples() -> Option<PathBuf> {
    let samples = root().join("../shared/samples");
    if !samples.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", samples.display());
        eprintln!("skipped: {} is missing", samples.display());
        return None;
    }
    Some(samples)
}

#[test]
fn all_shipped_dialects_are_sound() {
    let mut found = 0;
    for file in fs::read_dir(root().join("www/dialects")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".json").filter(|name| !name.ends_with(".schema")) {
            assert!(preset(name).operation("topics").is_some(), "{name} cannot open a panel");
            found += 1;
        }
    }
    assert!(found >= 12, "{found} presets");
}

#[test]
fn every_field_of_every_sample_reads_as_it_should() {
    let Some(samples) = samples() else { return };
    let mut told = String::new();
    for (preset_name, operation, sample, reads) in CASES {
        let dialect = preset(preset_name);
        let mut bytes = fs::read(samples.join(format!("{sample}.json"))).unwrap();
        if *reads == Reads::Page {
            bytes = [b"[", &bytes[..], b"]"].concat();
        }
        let answer = json::parse(&bytes, 64).unwrap();
        let _ = writeln!(told, "# {preset_name}.{operation} of {sample}");
        let header =
            |name: &str| Some(name).filter(|name| *name == "x-wp-totalpages").map(|_| "3".to_owned());
        match dialect.read(dialect.operation(operation).unwrap(), &answer, &Place::default(), &header) {
            Err(error) => drop(writeln!(told, "failed: {error}")),
            Ok(read) => {
                if let Some(hidden) = &read.hidden_header {
                    let _ = writeln!(told, "hidden header: {hidden}");
                }
                if let Some(place) = &read.next {
                    let call = next_of(&dialect, operation, place);
                    let _ = writeln!(told, "next: {call}");
                }
                let of = if *reads == Reads::Replies { Of::Replies("13".into()) } else { Of::Topics };
                for row in Answer::of(read.answer(), &of).rows {
                    tell(&row, &mut told);
                }
            }
        }
    }
    let kept = root().join("tests/fixtures/dialects/samples.txt");
    if std::env::var_os("UPDATE_DIALECTS").is_some() {
        fs::create_dir_all(kept.parent().unwrap()).unwrap();
        fs::write(&kept, &told).unwrap();
    }
    let kept = fs::read_to_string(&kept).unwrap();
    let pairs = told.lines().zip(kept.lines());
    for (n, (now, before)) in pairs.enumerate() {
        assert_eq!(now, before, "line {} of tests/fixtures/dialects/samples.txt", n + 1);
    }
    assert_eq!(told.lines().count(), kept.lines().count());
}

/// What is asked for the next page.
fn next_of(dialect: &Dialect, operation: &str, place: &Place) -> String {
    let operation = dialect.operation(operation).expect("the operation is there");
    let values = [("query", "reset mail"), ("id", "13"), ("now", "2026-11-22T00:00:00Z")];
    match dialect.call(operation, &values, place) {
        Some(call) => {
            let body = call.body.map(|(_, body)| format!(" {body}")).unwrap_or_default();
            format!("{} {}{body}", if call.method.is_empty() { "GET" } else { &call.method }, call.url)
        }
        None => "of another operation".to_owned(),
    }
}

/// A row as lines: what it is, then each fact that it has.
fn tell(row: &Row, told: &mut String) {
    let text = format!("{row:?}");
    let _ = writeln!(told, "{text}");
}

#[test]
fn a_request_is_what_the_backend_documents() {
    let check = |preset_name: &str, operation: &str, values: &[(&str, &str)], expect: &str| {
        let dialect = preset(preset_name);
        let call = dialect.call(dialect.operation(operation).unwrap(), values, &Place::default()).unwrap();
        let mut told = format!("{} {}", if call.method.is_empty() { "GET" } else { &call.method }, call.url);
        for (name, value) in &call.headers {
            let _ = write!(told, " {name}: {value}");
        }
        if let Some((_, body)) = &call.body {
            let _ = write!(told, " {body}");
        }
        assert_eq!(told, expect, "{preset_name}.{operation}");
    };
    let base = "https://forum.example";
    check("discourse", "search", &[("query", "a&b")], &format!("GET {base}/search.json?page=1&q=a%26b"));
    check("discourse", "topics", &[], &format!("GET {base}/latest.json?page=0"));
    check(
        "discourse",
        "ask",
        &[("title", "Why \"so\"?"), ("body", "Because."), ("token", "k1")],
        &format!(
            "POST {base}/posts.json User-Api-Key: k1 User-Api-Client-Id: goodword {{\"title\":\"Why \\\"so\\\"?\",\"raw\":\"Because.\"}}"
        ),
    );
    check(
        "stackexchange",
        "search",
        &[("query", "c++ & rust")],
        "GET https://api.stackexchange.com/2.3/search/advanced?order=desc&sort=relevance&filter=withbody&q=c%2B%2B%20%26%20rust&page=1&site=stackoverflow",
    );
    check(
        "wordpress",
        "search",
        &[("query", "reset")],
        &format!("GET {base}/wp-json/wp/v2/posts?_embed=author,wp:term&per_page=20&page=1&search=reset"),
    );
    check(
        "wordpress",
        "reply",
        &[("id", "7"), ("body", "Yes."), ("token", "YWRhOng=")],
        &format!(
            "POST {base}/wp-json/wp/v2/comments Authorization: Basic YWRhOng= {{\"post\":\"7\",\"content\":\"Yes.\"}}"
        ),
    );
    check(
        "nodebb",
        "star",
        &[("id", "7"), ("reply", "12")],
        &format!("POST {base}/api/v1/posts/12/vote {{\"delta\":1}}"),
    );
    check(
        "nodebb",
        "star_off",
        &[("id", "7"), ("reply", "12")],
        &format!("DELETE {base}/api/v1/posts/12/vote"),
    );
    check(
        "json-server",
        "reply",
        &[("id", "7"), ("body", "Yes."), ("name", "Maya"), ("now", "2026-11-22T00:00:00Z")],
        &format!(
            "POST {base}/replies {{\"topicId\":7,\"body\":\"Yes.\",\"author\":\"Maya\",\"created_at\":\"2026-11-22T00:00:00Z\"}}"
        ),
    );
    check(
        "flarum",
        "search",
        &[("query", "reset")],
        &format!("GET {base}/api/discussions?include=user,mostRelevantPost,tags&filter%5Bq%5D=reset"),
    );
}

#[test]
fn graphql_is_sent_as_it_stands() {
    let dialect = preset("github-discussions");
    let call = dialect.call(dialect.operation("topic").unwrap(), &[("id", "13")], &Place::default()).unwrap();
    let body = json::parse(call.body.unwrap().1.as_bytes(), 8).unwrap();
    let query = body.get("query").and_then(Value::as_text).unwrap();
    assert!(query.contains("labels(first:5){nodes{name}}"), "{query}");
    let number = body.get("variables").and_then(|variables| variables.get("number")).unwrap();
    assert_eq!(number.as_number().and_then(json::Number::to_i64), Some(13));
}

#[test]
fn what_was_written_is_answered_as_the_native_protocol_does() {
    let translator =
        Translator::new(preset("json-server"), "https://table.example/", "").expect("it is sound");
    let answer = br#"{"id": 9, "title": "Does the lid fit?", "author": "Nia"}"#;
    let read = translator.read("ask", answer, &|_| None).expect("it is read").json;
    let made = json::parse(read.as_bytes(), 8).expect("it is JSON");
    assert_eq!(made.get("id").and_then(Value::as_text), Some("9"));
    assert!(translator.front().contains(r##""ask_as_guest":"#ask""##), "{}", translator.front());
    let listed = translator
        .read("topics?limit=30", br#"[{"id": 1, "title": "a"}]"#, &|_| None)
        .expect("it is read")
        .json;
    assert!(listed.starts_with(r#"{"people":[],"data":[{"id":"1""#), "{listed}");
}
