//! Untrusted HTML in a real browser: nothing runs, and nothing is built that is not on the list.

#![cfg(target_arch = "wasm32")]

use goodword_core::model::{Body, Format};
use goodword_rich_text::{Attribute, Links, MAX_DEPTH, Rich, Tag, browser_links, element, rich};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Node};

wasm_bindgen_test_configure!(run_in_browser);

const BASE: &str = "https://base.test/community.json";

/// What drawing adds to what may be written.
const ADDED: [&str; 5] = ["rel", "target", "loading", "decoding", "referrerpolicy"];

fn html(source: &str) -> Vec<Rich> {
    read(source, Format::Html)
}

fn read(source: &str, format: Format) -> Vec<Rich> {
    let resolve = browser_links(BASE);
    let images = ["https://images.test/".to_owned()];
    rich(&Body { source: source.to_owned(), format }, &Links { resolve: &resolve, image_origins: &images })
}

fn hostile() -> Vec<String> {
    serde_json::from_str(include_str!("fixtures/hostile_html.json")).expect("a list of strings")
}

fn document() -> web_sys::Document {
    web_sys::window().expect("a window").document().expect("a document")
}

fn fired() -> bool {
    Reflect::get(&js_sys::global(), &"__fired".into()).expect("globals can be read").is_truthy()
        && !Reflect::get(&js_sys::global(), &"__fired".into()).expect("globals can be read").is_object()
}

/// For comparing only.
fn written(nodes: &[Rich]) -> String {
    let of = |node: &Rich| match node {
        Rich::Text(text) => text.clone(),
        Rich::Element { tag, attributes, children } => {
            let attributes = attributes
                .iter()
                .map(|(attribute, value)| format!(" {}={value:?}", attribute.name()))
                .collect::<Vec<_>>()
                .concat();
            format!("<{}{attributes}>{}</{}>", tag.name(), written(children), tag.name())
        }
    };
    nodes.iter().map(of).collect()
}

#[track_caller]
fn check(source: &str, expect: &str) {
    assert_eq!(written(&html(source)), expect, "of {source:?}");
}

/// Draws a body in a new element of the page, as the panel does.
async fn drawn(source: &str, format: Format) -> Element {
    let root = document().create_element("div").expect("a div");
    document().body().expect("a body").append_child(&root).expect("the body takes it");
    let body = Body { source: source.to_owned(), format };
    let drawn = element(&body, BASE, &["https://images.test".to_owned()]);
    root.append_child(&drawn).expect("a div takes it");
    settle().await;
    root
}

/// A task later: what was queued by drawing has run, and so would have a handler of a load that failed.
async fn settle() {
    let later = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a window");
        window.set_timeout_with_callback(&resolve).expect("a timer");
    });
    wasm_bindgen_futures::JsFuture::from(later).await.expect("it resolves");
}

fn assert_listed(element: &Element, source: &str) {
    let tag = Tag::ALL.iter().find(|tag| tag.name() == element.local_name());
    assert!(tag.is_some(), "<{}> of {source:?}", element.local_name());
    assert_eq!(element.namespace_uri().as_deref(), Some("http://www.w3.org/1999/xhtml"));
    for name in element.get_attribute_names() {
        let name = name.as_string().expect("names are strings");
        let listed = Attribute::ALL.iter().any(|attribute| attribute.name() == name);
        assert!(
            listed || ADDED.contains(&name.as_str()),
            "{name} on <{}> of {source:?}",
            element.local_name()
        );
    }
    if let Some(href) = element.get_attribute("href") {
        let allowed = ["http:", "https:", "mailto:"].iter().any(|scheme| href.starts_with(scheme));
        assert!(allowed, "{href} of {source:?}");
        assert_eq!(element.get_attribute("rel").as_deref(), Some("nofollow ugc noopener noreferrer"));
        assert_eq!(element.get_attribute("target").as_deref(), Some("_blank"));
    }
    if let Some(src) = element.get_attribute("src") {
        let allowed =
            ["https://base.test/", "https://images.test/"].iter().any(|origin| src.starts_with(origin));
        assert!(allowed || src.starts_with("https://user:pass@base.test/"), "{src} of {source:?}");
        assert!(element.has_attribute("alt") && element.get_attribute("referrerpolicy").is_some());
    }
}

/// The elements within `node`, through its shadow roots too, were there any.
fn each_element(node: &Node, visit: &mut dyn FnMut(&Element)) {
    let mut child = node.first_child();
    while let Some(node) = child {
        if let Some(element) = node.dyn_ref::<Element>() {
            visit(element);
        }
        each_element(&node, visit);
        child = node.next_sibling();
    }
}

#[wasm_bindgen_test]
async fn hostile_html_runs_nothing_and_builds_only_what_is_listed() {
    Reflect::set(&js_sys::global(), &"__fired".into(), &JsValue::UNDEFINED).expect("globals can be set");
    for source in hostile() {
        for format in [Format::Html, Format::Markdown, Format::Text] {
            let root = drawn(&source, format).await;
            let wrapper = root.first_element_child().expect("one element is drawn");
            each_element(&wrapper, &mut |element| assert_listed(element, &source));
            assert!(!fired(), "{source:?} ran");
            root.remove();
        }
    }
}

#[wasm_bindgen_test]
async fn the_check_above_sees_scripts_run() {
    let probe = document().create_element("div").expect("a div");
    document().body().expect("a body").append_child(&probe).expect("the body takes it");
    probe.set_inner_html("<details open ontoggle='window.__fired=1'><summary>a</summary></details>");
    settle().await;
    settle().await;
    assert!(fired());
    Reflect::set(&js_sys::global(), &"__fired".into(), &JsValue::UNDEFINED).expect("globals can be set");
    probe.remove();
}

#[wasm_bindgen_test]
fn allowed_html_keeps_its_shape() {
    check("<p>a <b>b</b></p><ul><li>c<li>d</ul>", "<p>a <b>b</b></p><ul><li>c</li><li>d</li></ul>");
    check("<h1>a</h1><h2>b</h2><h4>c</h4>", "<h3>a</h3><h3>b</h3><h4>c</h4>");
    check(
        "<table><tr><th colspan=2>a<tr><td>b<td rowspan=999>c</table>",
        "<table><tbody><tr><th colspan=\"2\">a</th></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
    );
    check("<ol start=3><li>a</ol>", "<ol start=\"3\"><li>a</li></ol>");
    check("<p dir=RTL lang=ar id=x style='color:red' onclick=a()>b", "<p lang=\"ar\" dir=\"rtl\">b</p>");
    check("<details open><summary>a</summary>b</details>", "<details><summary>a</summary>b</details>");
    check("<pre><code class=x>a\n  b</code></pre>", "<pre><code>a\n  b</code></pre>");
    check("a &lt;b&gt; &AElig;", "a <b> Æ");
}

#[wasm_bindgen_test]
fn what_is_not_listed_leaves_its_words_or_nothing() {
    check("<span>a</span><font>b</font><x-c>c</x-c>", "abc");
    check("<div>a</div><div>b</div>", "a<br></br>b");
    check("<p>a</p><div><p>b</p></div>", "<p>a</p><p>b</p>");
    check("a<script>b</script><style>c</style><svg>d</svg><select><option>e</select><title>f</title>g", "ag");
    check("<li>a</li><td>b</td>", "a<br></br>b");
    check("<form><input name=firstChild><p>a</p></form>", "<p>a</p>");
    check("<img name=body src=/x><p>a</p>", "<img src=\"https://base.test/x\"></img><p>a</p>");
}

#[wasm_bindgen_test]
fn addresses_are_resolved_and_judged_by_the_browser() {
    check("<a href=/b title=c target=d>a</a>", "<a href=\"https://base.test/b\" title=\"c\">a</a>");
    check("<a href='mailto:a@b.test'>a</a>", "<a href=\"mailto:a@b.test\">a</a>");
    check("<img src=b.png alt=c>", "<img src=\"https://base.test/b.png\" alt=\"c\"></img>");
    check("<img src=//images.test/b alt=c>", "<img src=\"https://images.test/b\" alt=\"c\"></img>");
    check("<img src=https://else.test/b alt=c>", "<a href=\"https://else.test/b\">c</a>");
    check("<img src=https://else.test/pixel>", "");
    check("<a href=' java\tscript:a()'>b</a><a href='&#1;javascript:a()'>c</a><a href='#d'>d</a>", "bcd");
    check("<img src=data:image/png,x alt=a><img src=blob:https://base.test/b alt=b>", "ab");
}

#[wasm_bindgen_test]
async fn a_deep_or_long_source_is_words() {
    check(&"<b>".repeat(201), "");
    let deep = format!("{}a", "<div><i>".repeat(101));
    check(&deep, "<p>a</p>");
    let long = format!("<h3>a</h3>{}", "b ".repeat(32 * 1024));
    assert!(written(&html(&long)).starts_with("<p>a b b"));
    let allowed = format!("{}a", "<blockquote>".repeat(199));
    assert_eq!(written(&html(&allowed)).matches("<blockquote>").count(), MAX_DEPTH);
    let root = drawn(&allowed, Format::Html).await;
    assert_eq!(root.query_selector_all("blockquote").expect("a selector").length() as usize, MAX_DEPTH);
    root.remove();
}

#[wasm_bindgen_test]
fn what_would_make_the_parser_open_a_million_elements_is_words() {
    let opened = (0..150).map(|number| format!("<b title={number}>")).collect::<Vec<_>>().concat();
    let source = format!("<p>{opened}a</p>{}", "<p>b</p>".repeat(5_000));
    assert!(source.len() < 64 * 1024);
    assert!(!written(&html(&source)).contains("<b"));
}

#[wasm_bindgen_test]
async fn a_body_is_drawn_with_its_direction_and_careful_links() {
    let root = drawn("# a\n\n[b](/c)\n\n- d\n\n```\ne\n```\n\n![f](/g)", Format::Markdown).await;
    let expect = "<div dir=\"auto\" class=\"rich-text\"><h3 dir=\"auto\">a</h3>\
        <p dir=\"auto\"><a href=\"https://base.test/c\" rel=\"nofollow ugc noopener noreferrer\" target=\"_blank\">b</a></p>\
        <ul dir=\"auto\"><li>d</li></ul><pre dir=\"ltr\"><code>e\n</code></pre>\
        <p dir=\"auto\"><img src=\"https://base.test/g\" alt=\"f\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\"></p></div>";
    assert_eq!(root.inner_html(), expect);
    root.remove();
    let empty = drawn("", Format::Markdown).await;
    assert_eq!(empty.inner_html(), "<div dir=\"auto\" class=\"rich-text\"></div>");
    empty.remove();
}

/// Runs `read` as if the page's global `name` of `owner` were `value`.
fn with(owner: &js_sys::Object, name: &str, value: &JsValue, read: impl FnOnce()) {
    let key = JsValue::from(name);
    let descriptor = Reflect::get_own_property_descriptor(owner, &key).expect("an object");
    let replacement = js_sys::Object::new();
    for (field, value) in [("value", value), ("configurable", &JsValue::TRUE), ("writable", &JsValue::TRUE)] {
        Reflect::set(&replacement, &field.into(), value).expect("a plain object");
    }
    assert!(Reflect::define_property(owner, &key, &replacement).expect("an object"));
    read();
    if descriptor.is_undefined() {
        Reflect::delete_property(owner, &key).expect("it was configurable");
    } else {
        Reflect::define_property(owner, &key, descriptor.unchecked_ref::<js_sys::Object>())
            .expect("it was configurable");
    }
}

fn object(owner: &js_sys::Object, name: &str) -> js_sys::Object {
    Reflect::get(owner, &name.into()).expect("a property").unchecked_into()
}

fn every_hostile_tree() -> Vec<String> {
    hostile().iter().map(|source| written(&html(source))).collect()
}

#[wasm_bindgen_test]
async fn every_way_of_parsing_gives_the_same_trees() {
    let global = js_sys::global();
    let document = object(&global, "Document");
    let expect = every_hostile_tree();
    with(&document, "parseHTML", &JsValue::UNDEFINED, || {
        let policies = Reflect::get(&global, &"trustedTypes".into()).expect("a property");
        if !policies.is_undefined() {
            assert_eq!(every_hostile_tree(), expect, "with a policy");
        }
        with(&global, "trustedTypes", &JsValue::UNDEFINED, || {
            assert_eq!(every_hostile_tree(), expect, "without");
        });
    });
    settle().await;
    assert!(!fired());
}

#[wasm_bindgen_test]
fn where_no_way_of_parsing_is_left_the_words_are_shown() {
    let global = js_sys::global();
    let document = object(&global, "Document");
    let parser = object(&global, "DOMParser");
    let prototype = object(&parser, "prototype");
    let refuse = js_sys::Function::new_no_args("throw new TypeError('refused')");
    with(&document, "parseHTML", &refuse, || {
        with(&prototype, "parseFromString", &refuse, || check("<h3>a</h3> <b>b</b>", "<p>a b</p>"));
    });
    check("<h3>a</h3> <b>b</b>", "<h3>a</h3> <b>b</b>");
}

#[wasm_bindgen_test]
fn options_that_the_page_adds_to_every_object_are_not_taken() {
    let prototype = object(&js_sys::Object::new(), "__proto__");
    let list = js_sys::Array::of1(&"p".into());
    with(&prototype, "removeElements", &list, || check("<p>a</p>", "<p>a</p>"));
    with(&prototype, "sanitizer", &JsValue::from("none"), || check("<p>a</p>", "<p>a</p>"));
}
