//! Plain text, and HTML where no browser is at hand to read it.

#![cfg(not(target_arch = "wasm32"))]

mod rich_text_support;

use goodword_core::model::Format;
use goodword_rich_text::{MAX_ELEMENTS, absolute_links};
use rich_text_support::{elements, html_of, read, text_of};

#[track_caller]
fn check(format: Format, source: &str, expect: &str) {
    assert_eq!(html_of(&read(source, format)), expect, "of {source:?}");
}

#[test]
fn paragraphs_end_at_blank_lines_and_lines_where_they_were_typed() {
    check(Format::Text, "a\nb\n\n \nc", "<p>a<br>\nb</p><p>c</p>");
    check(Format::Text, "a\r\nb", "<p>a<br>\nb</p>");
    check(Format::Text, "", "");
    check(Format::Text, "*a* <b>c</b> &amp;", "<p>*a* &lt;b&gt;c&lt;/b&gt; &amp;amp;</p>");
}

#[test]
fn a_web_address_is_linked_without_the_sentence_around_it() {
    let link = |url: &str| format!("<a href=\"{url}\">{url}</a>");
    for (before, url, after) in [
        ("see ", "https://a.test/b?c=d", "."),
        ("(", "http://a.test/b_(c)", ")"),
        ("“", "https://a.test", "”"),
        ("见", "https://a.test/b", "。好"),
        ("&lt;", "https://a.test", "&gt;"),
        ("", "HTTPS://a.test/b", "!?"),
        ("", "https://a.test/ü", ", b"),
    ] {
        let source = format!("{before}{url}{after}").replace("&lt;", "<").replace("&gt;", ">");
        check(Format::Text, &source, &format!("<p>{before}{}{after}</p>", link(url)));
    }
}

#[test]
fn what_only_resembles_a_web_address_is_not_linked() {
    for source in [
        "xhttps://a.test",
        "https://",
        "http://.",
        "http:/a.test",
        "www.a.test",
        "javascript:alert(1)",
        "ftp://a.test",
        "https:// a",
    ] {
        check(Format::Text, source, &format!("<p>{source}</p>"));
    }
}

#[test]
fn html_without_a_browser_is_its_words() {
    check(Format::Html, "<p>a <b>b</b></p><p>c<br>d</p>", "<p>a b c d</p>");
    check(Format::Html, "a<script>alert('<p>')</script>&lt;b&gt;", "<p>a &lt;b&gt;</p>");
    check(Format::Html, "<a title='>' href=\"javascript:alert(1)\">a</a>", "<p>a</p>");
}

#[test]
fn a_body_of_any_size_becomes_a_bounded_number_of_elements() {
    for format in [Format::Text, Format::Markdown, Format::Html] {
        let nodes = read(&"a\n\n".repeat(100_000), format);
        assert!(elements(&nodes) <= MAX_ELEMENTS, "{format:?}");
        assert_eq!(text_of(&nodes).matches('a').count(), 100_000, "{format:?}");
    }
}

#[test]
fn without_a_url_parser_only_whole_addresses_are_links() {
    let href = |reference: &str| absolute_links(reference).map(|url| url.href);
    assert_eq!(href("https://a.test/b").as_deref(), Some("https://a.test/b"));
    assert_eq!(href("mailto:a@b.test").as_deref(), Some("mailto:a@b.test"));
    assert_eq!(
        absolute_links("HTTPS://A.test:8/b?c").map(|url| url.origin).as_deref(),
        Some("https://a.test:8")
    );
    for reference in [
        "",
        "/a",
        "a.html",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "https:a",
        "https://",
        "https://a\\b",
        "//a.test",
    ] {
        assert_eq!(href(reference), None, "{reference:?}");
    }
}
