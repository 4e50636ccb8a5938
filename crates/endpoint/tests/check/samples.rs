//! A dialect over samples, and one that is wrong.

use crate::common::{check, folder};

const KETTLES: &str = r#"{"dialect": 1, "vars": {"base": "", "shop": "kettles"},
  "ops": {
    "topics": {"url": "{+base}/{shop}/threads{?limit}", "items": "threads[*]", "as": "thread", "error": "oops",
      "page": {"style": "offset", "total": "header:X-Total"}},
    "topic": {"url": "{+base}/threads/{id}", "as": "thread", "error": "oops"},
    "replies": {"from": "topic", "items": "posts[*]", "as": "post"},
    "reply": {"method": "POST", "url": "{+base}/threads/{id}/posts", "headers": {"X-Key": "{token}"}, "json": {"words": "{body}"}, "as": "post"}},
  "map": {
    "thread": {"id": {"path": "no", "as": "str"}, "title": "heading", "author": "by.id", "author_name": "by.name",
      "created_at": {"path": "at", "as": "epoch"}, "me_too_count": "votes", "tags": "labels", "url": "link"},
    "post": {"id": {"path": "no", "as": "str"}, "body": {"path": "words", "as": "html"}, "best": "solved"}}}"#;

const THREADS: &str = r#"{"threads": [
  {"no": 7, "heading": "How is it\n  descaled?", "by": {"id": "u1", "name": "Mira"}, "at": 1700000000, "votes": 3, "labels": ["care", 2024]},
  {"no": 8, "by": {"id": "u1", "name": "Mira"}},
  {"no": 9, "heading": "Why does it sing?", "votes": "many"}]}"#;

const THREAD: &str = r#"{"no": 7, "heading": "How is it descaled?", "posts": [{"no": 70, "words": "<p>With vinegar.</p>", "solved": 1}, {"no": 71}]}"#;

#[test]
fn each_field_is_told_and_each_row_that_is_left_out() {
    let files = [("kettles.json", KETTLES), ("threads.json", THREADS), ("thread.json", THREAD)];
    let folder = folder("good", &files);
    let said = check(
        &folder,
        &[
            "kettles.json",
            "--sample",
            "topics=threads.json",
            "--sample",
            "topic=thread.json",
            "--var",
            "shop=pots",
        ],
    );
    assert_eq!(said.error, "");
    assert_eq!(said.code, 0);
    for expect in [
        "kettles.json is sound: topics, topic, replies, reply\n",
        "\n  GET https://backend.example/pots/threads?limit=30\n",
        "\n  of threads.json: 2 rows usable of 3\n",
        "\n    title           2  How is it descaled?\n",
        "\n    author_name     2  Mira\n",
        "\n    created_at      1  2023-11-14T22:13:20Z\n",
        "\n    tags            1  [\"care\",\"2024\"]\n",
        "\n    url             0\n",
        "\n  skipped topics[1]: title is missing",
        "\n  header x-total is looked for: a sample has no headers\n",
        "\n  GET https://backend.example/threads/7\n",
        "\n  reads the answer of topic\n  of thread.json: 1 row usable of 2\n",
        "\n    body    1  <p>With vinegar.</p>\n",
        "\n    best    1  true\n",
        "\n  skipped data[1]: body is missing or empty\n",
        "\n  POST https://backend.example/threads/7/posts\n    X-Key: TOKEN\n    Content-Type: application/json\n    {\"words\":\"Some words.\"}\n  not run: give --sample reply=FILE\n",
        "\n  topics           present\n  search           absent: only what is on the page is searched\n",
        "\n  replies          present\n  ask              absent\n  reply            present\n",
    ] {
        assert!(said.out.contains(expect), "{expect:?} in\n{}", said.out);
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let wrong = KETTLES
        .replace("\"style\": \"offset\"", "\"style\": \"pages\"")
        .replace("\"headin", "\"[headin")
        .replace("{shop}", "{shopp}")
        .replace("\"items\": \"posts[*]\"", "\"item\": \"posts[*]\"")
        .replace("\"as\": \"epoch\"", "\"as\": \"date\"");
    let said = check(&folder("wrong", &[("kettles.json", &wrong)]), &["kettles.json"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    let lines: Vec<&str> = said.error.lines().collect();
    assert_eq!(lines[0], "goodword: kettles.json has 5 mistakes", "{}", said.error);
    for (line, expect) in lines[1..].iter().zip([
        "  ops.topics.url: \"shopp\" is no value here; ",
        "  ops.topics.page.style: \"pages\" is none of page, offset, cursor, url, ids",
        "  ops.replies.item: \"item\" is none of method, url, ",
        "  map.thread.title: \"[heading\" is no path from \"[heading\" on",
        "  map.thread.created_at.as: \"date\" is none of str, int, ",
    ]) {
        assert!(line.starts_with(expect), "{expect:?}: {line:?}");
    }
    assert_eq!(lines.len(), 6);
}

#[test]
fn an_operation_that_gives_nothing_fails_the_check() {
    let files = [
        ("kettles.json", KETTLES),
        ("oops.json", r#"{"oops": "no such shop"}"#),
        ("none.json", r#"{"threads": [{"no": 7}]}"#),
        ("no.json", "<html>"),
    ];
    let folder = folder("no-rows", &files);
    for (sample, expect) in [
        ("oops.json", "  failed: the backend says that it failed: no such shop\n"),
        ("none.json", "  failed: no row that can be used\n"),
        ("no.json", "  failed: no.json is no JSON: expected "),
        ("absent.json", "  failed: cannot read absent.json: "),
    ] {
        let said = check(&folder, &["kettles.json", "--sample", &format!("topics={sample}")]);
        assert_eq!(said.code, 1, "{sample}");
        assert!(said.out.contains(expect), "{sample}: {}", said.out);
        assert!(said.out.contains("\n  topics           present, but it failed\n"), "{}", said.out);
        assert_eq!(said.error, "goodword: 1 operation of 1 gave nothing of use: topics\n");
    }
}

#[test]
fn it_says_what_to_give_where_it_is_given_something_else() {
    let folder = folder("else", &[("kettles.json", KETTLES)]);
    for (arguments, expect) in [
        (
            vec!["kettle.json"],
            "kettle.json is no file, and none of the dialects that come along: discourse, ",
        ),
        (vec!["kettles.json", "--var", "town=x"], "the dialect has no variable town"),
        (vec!["kettles.json", "--var", "town"], "write NAME=VALUE"),
        (
            vec!["kettles.json", "--sample", "ask=x.json"],
            "no operation ask; it has topics, topic, replies, reply",
        ),
        (vec![], "<DIALECT>"),
    ] {
        let said = check(&folder, &arguments);
        assert_ne!(said.code, 0, "{arguments:?}");
        assert!(said.error.contains(expect), "{arguments:?}: {}", said.error);
    }
}

#[test]
fn what_stands_in_a_page_may_be_one_document_alone() {
    let alone = r#"{"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Why?", "acceptedAnswer": {"text": "So."}}]}"#;
    let list = format!("[{alone}]");
    let folder = folder("of-page", &[("alone.json", alone), ("list.json", &list)]);
    for file in ["alone.json", "list.json"] {
        let said = check(&folder, &["page", "--sample", &format!("topics={file}")]);
        assert_eq!(said.code, 0, "{}", said.error);
        assert!(said.out.contains(": 1 row usable of 1\n"), "{}", said.out);
        assert!(
            said.out.contains("\n  replies          present: they come with their topic\n"),
            "{}",
            said.out
        );
    }
}
