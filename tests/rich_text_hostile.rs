//! Whatever is written, only listed tags, attributes and schemes come of it.

#![cfg(not(target_arch = "wasm32"))]

mod rich_text_support;

use goodword_core::model::Format;
use goodword_rich_text::{MAX_DEPTH, MAX_ELEMENTS};
use proptest::prelude::*;
use rich_text_support::{assert_safe, depth, elements, read, shared};

const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Html];

fn check(source: &str) {
    for format in FORMATS {
        let nodes = read(source, format);
        assert_safe(&nodes, source);
        assert!(depth(&nodes) <= MAX_DEPTH && elements(&nodes) <= MAX_ELEMENTS, "too much of {source:?}");
    }
}

#[test]
fn known_attacks_come_to_nothing_in_any_format() {
    let mut read = 0;
    for file in [
        "owasp_filter_evasion",
        "ammonia",
        "dompurify_expect",
        "bleach",
        "blns",
        "markdown_it_fixtures",
        "wpt_sanitizer_api",
    ] {
        let Some(corpus) = shared(&format!("corpora/{file}.json")) else { continue };
        for item in corpus["items"].as_array().expect("a list of items") {
            let Some(payload) = item.as_str().or_else(|| item["payload"].as_str()) else { continue };
            read += 1;
            check(payload);
            // The same where Markdown expects an address.
            check(&format!("[a]({payload}) ![b](<{payload}>) <{payload}>"));
        }
    }
    println!("{read} attacks were read");
}

#[test]
fn no_spelling_of_a_forbidden_scheme_is_linked() {
    if let Some(corpus) = shared("corpora/url_wpt.json") {
        for item in corpus["items"].as_array().expect("a list of items") {
            let url = item["input"].as_str().expect("an input");
            check(&format!("[a](<{url}>) ![b]({url}) <{url}> {url}"));
        }
    }
}

#[test]
fn our_own_hostile_html_has_only_words_without_a_browser() {
    let sources: Vec<String> =
        serde_json::from_str(include_str!("fixtures/hostile_html.json")).expect("a list");
    assert!(sources.len() >= 60);
    for source in &sources {
        check(source);
    }
}

/// What the grammars are made of, so that chance often writes something that means something.
fn pieces() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "|",
        "|-|\n",
        "\\",
        "&",
        "&#x6a;",
        "a",
        "é",
        "漢",
        "\u{202e}",
        "\"",
        "'",
        "javascript:",
        "https://a.test/",
        "data:text/html,",
        "<a href=",
        "<img src=x onerror=alert(1)>",
        "<!--",
        "-->",
        "</p>",
        "<script>",
        "</script>",
        "--",
        "===",
        "\0",
        "\r\n",
        ":",
        "(",
        " ",
    ]);
    prop::collection::vec(marks, 0..60).prop_map(|marks| marks.concat())
}

proptest! {
    #[test]
    fn any_characters_are_read_safely(source in any::<String>()) {
        check(&source);
    }

    #[test]
    fn any_mix_of_marks_is_read_safely(source in pieces()) {
        check(&source);
    }

    #[test]
    fn no_letter_of_a_text_is_lost(source in "[a-z <>&\n*_-]{0,200}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        prop_assert_eq!(letters(&rich_text_support::text_of(&read(&source, Format::Text))), letters(&source));
        prop_assert_eq!(letters(&rich_text_support::text_of(&read(&source, Format::Markdown))), letters(&source));
    }
}
