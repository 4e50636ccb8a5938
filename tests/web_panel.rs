//! The element's panel in a real browser: what it is given, what it shows, what it tells, and what it leaves behind.

#![cfg(target_arch = "wasm32")]

mod web_support;

use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_support::{Host, SNAPSHOT, Warnings, dialog, js, loaded, until};

wasm_bindgen_test_configure!(run_in_browser);

fn rows(host: &Host) -> Vec<String> {
    host.screen.texts(".row-title")
}

fn slot_is_hidden(host: &Host) -> bool {
    host.screen.get("slot:not([name])").hidden()
}

#[wasm_bindgen_test]
async fn a_panel_mounts_beside_the_trigger_with_one_stylesheet_and_says_that_it_is_ready() {
    let host = loaded(&[]).await;
    assert_eq!(host.names(), ["ready"]);
    assert!(host.is("ready") && !host.is("open"));
    assert_eq!(host.screen.0.adopted_style_sheets().length(), 1);
    assert_eq!(host.screen.0.child_element_count(), 3);
    assert_eq!(host.screen.count("section.panel"), 1);
    assert_eq!(host.screen.count("[style]"), 0);
}

#[wasm_bindgen_test]
async fn an_element_without_an_open_shadow_root_is_refused() {
    let bare = web_support::element();
    assert!(
        goodword::element::Panel::new(bare.clone(), JsValue::UNDEFINED, None, String::new(), None).is_err()
    );
    bare.remove();
}

#[wasm_bindgen_test]
async fn the_fallback_gives_way_in_the_flow_and_stays_elsewhere() {
    let mut host = loaded(&[]).await;
    assert!(slot_is_hidden(&host));
    host.now_says(&[("mode", Some("modal"))]);
    assert!(!slot_is_hidden(&host));
    until("a dialog", || host.screen.count("dialog") == 1).await;
    host.now_says(&[("mode", None)]);
    assert!(slot_is_hidden(&host));
    until("a region", || host.screen.count("section.panel") == 1).await;
    host.unmount();
    assert!(!slot_is_hidden(&host));
}

#[wasm_bindgen_test]
async fn data_is_an_object_or_json_text_and_wins_over_the_endpoint() {
    for data in [js(SNAPSHOT), SNAPSHOT.into()] {
        let host = Host::with(&[("endpoint", "http://127.0.0.1:1/")], &[("data", data)]);
        host.until_loaded().await;
        assert!(host.screen.says("Kettles") && host.screen.says("1 answered question"));
        assert_eq!(rows(&host).len(), 3);
        assert_eq!(host.told("error"), Vec::<serde_json::Value>::new());
    }
}

#[wasm_bindgen_test]
async fn typing_finds_and_a_settled_query_is_told_once() {
    let host = loaded(&[]).await;
    host.screen.types("l");
    host.screen.types("lid");
    until("options", || host.screen.count("[role=option]") == 2).await;
    assert_eq!(host.screen.texts("[role=option] mark"), ["lid", "lid"]);
    assert_eq!(host.screen.search_box().get_attribute("aria-expanded").as_deref(), Some("true"));
    until("the search is told", || host.told("search").len() == 1).await;
    let told = &host.told("search")[0];
    assert_eq!((&told["query"], &told["count"]), (&json!("lid"), &json!(2)));
    assert!(told["ms"].is_u64(), "{told}");
    assert!(host.screen.texts("[role=status]")[0].contains("2 results"));
}

#[wasm_bindgen_test]
async fn an_update_does_not_tell_a_settled_query_again() {
    let (host, later) = (loaded(&[]).await, loaded(&[]).await);
    host.screen.types("lid");
    until("the search is told", || host.told("search").len() == 1).await;
    host.now_says(&[("placeholder", Some("Ask"))]);
    until("it is drawn", || host.screen.search_box().placeholder() == "Ask").await;
    // What this panel tells comes later than whatever the update might have set off.
    later.screen.types("lid");
    until("the later search is told", || later.told("search").len() == 1).await;
    assert_eq!(host.told("search").len(), 1);
    assert!(host.screen.texts("[role=status]")[0].contains("2 results"));
}

#[wasm_bindgen_test]
async fn enter_opens_a_topic_and_back_returns_to_what_was_typed() {
    let host = loaded(&[]).await;
    host.screen.types("lid");
    until("options", || host.screen.count("[role=option]") == 2).await;
    host.screen.presses("ArrowDown");
    host.screen.presses("ArrowDown");
    until("an active option", || host.screen.count("#option-1[aria-selected=true]") == 1).await;
    let title = rows(&host)[1].clone();
    host.screen.presses("Enter");
    until("the topic", || host.screen.texts("h2") == [title.as_str()]).await;
    let id = if title.starts_with('A') { "2" } else { "3" };
    assert_eq!(host.told("topic"), [json!({ "id": id, "rank": 2 })]);
    assert_eq!(host.screen.count("#search"), 0);
    host.screen.clicks("[aria-label=Back]");
    until("the results", || host.screen.count("[role=option]") == 2).await;
    assert_eq!(host.screen.search_box().value(), "lid");
}

#[wasm_bindgen_test]
async fn a_row_opens_its_topic_with_the_best_answer_first_and_its_rank_told() {
    let host = loaded(&[]).await;
    host.screen.clicks("#tab-popular-0");
    host.until_says("Boil water with vinegar").await;
    assert_eq!(host.told("topic"), [json!({ "id": "1", "rank": 1 })]);
    assert_eq!(host.screen.texts(".best-title"), ["Best answer"]);
}

#[wasm_bindgen_test]
async fn a_link_out_of_the_panel_can_be_prevented() {
    let host = loaded(&[]).await;
    host.screen.clicks("#tab-popular-0");
    until("a link", || host.screen.count("a[rel=noopener]") == 1).await;
    host.refuses.set(true);
    host.screen.clicks("a[rel=noopener]");
    assert_eq!(host.told("navigate"), [json!({ "url": "https://kettles.test/1" })]);
}

#[wasm_bindgen_test]
async fn a_modal_panel_opens_and_closes_and_may_be_refused() {
    let host = loaded(&[("mode", "modal")]).await;
    let expanded = || host.screen.get("[part=trigger]").get_attribute("aria-expanded");
    host.refuses.set(true);
    host.panel().show();
    until("the question whether", || host.told("before-open").len() == 1).await;
    host.refuses.set(false);
    host.panel().show();
    until("it is open", || dialog(&host).open()).await;
    assert!(host.is("open"));
    assert_eq!(expanded().as_deref(), Some("true"));
    until("focus in the search box", || host.screen.0.active_element().is_some_and(|at| at.id() == "search"))
        .await;
    host.panel().toggle();
    until("it is closed", || !dialog(&host).open()).await;
    assert!(!host.is("open"));
    assert_eq!(expanded().as_deref(), Some("false"));
    assert_eq!(host.names(), ["ready", "before-open", "before-open", "open", "close"]);
}

#[wasm_bindgen_test]
async fn commands_before_the_first_drawing_are_kept() {
    let host = Host::new(&[("mode", "modal")]);
    host.panel().search("lid".to_owned());
    until("it is open", || host.screen.find("dialog").is_some() && dialog(&host).open()).await;
    until("options", || host.screen.count("[role=option]") == 2).await;
    host.panel().hide();
    until("it is closed", || !dialog(&host).open()).await;
}

#[wasm_bindgen_test]
async fn an_endpoint_out_of_reach_is_told_and_can_be_tried_again() {
    let warnings = Warnings::hear();
    let host = Host::with(&[("endpoint", "http://127.0.0.1:1/")], &[]);
    until("the error", || host.told("error").len() == 1).await;
    assert_eq!(host.told("error"), [json!({ "code": "unreachable", "retryable": true })]);
    host.until_says("We cannot reach the answers").await;
    assert_eq!(warnings.lines().len(), 1, "{:?}", warnings.lines());
    host.screen.clicks("[part=notice] button");
    until("the second error", || host.told("error").len() == 2).await;
    host.now_has("data", &js(SNAPSHOT));
    host.until_loaded().await;
}

#[wasm_bindgen_test]
async fn a_panel_that_is_given_nothing_says_so_once() {
    let warnings = Warnings::hear();
    let host = Host::with(&[], &[]);
    until("the error", || host.told("error").len() == 1).await;
    assert_eq!(host.told("error"), [json!({ "code": "unconfigured", "retryable": false })]);
    host.until_says("There are no answers here yet").await;
    assert_eq!(host.screen.count("[part=notice] button"), 0);
    assert_eq!(warnings.lines().len(), 1, "{:?}", warnings.lines());
}

#[wasm_bindgen_test]
async fn the_look_follows_its_attributes() {
    let host = loaded(&[]).await;
    let has = |selector: &str| host.screen.count(selector) == 1;
    assert!(has(".good-word.auto") && !host.is("dark") && !host.is("light"));
    host.now_says(&[("theme", Some("dark"))]);
    until("dark", || has(".good-word.dark")).await;
    assert!(host.is("dark"));
    host.now_says(&[("theme", Some("light"))]);
    until("light", || has(".good-word.light")).await;
    assert!(host.is("light") && !host.is("dark"));
    host.now_says(&[("theme", Some("host"))]);
    until("as the page", || has(".good-word.auto")).await;
    let page = web_support::document().body().expect("a body");
    page.set_attribute("data-theme", "dark").expect("a name");
    until("dark as the page", || has(".good-word.dark")).await;
    page.remove_attribute("data-theme").expect("a name");
    until("as the page again", || has(".good-word.auto")).await;
    host.now_says(&[("mode", Some("tab")), ("position", Some("left"))]);
    until("a tab on the left", || has("dialog.panel.tab.left")).await;
}

#[wasm_bindgen_test]
async fn what_is_shown_follows_its_attributes() {
    let host = loaded(&[]).await;
    host.now_says(&[("query", Some("kettle")), ("max-results", Some("2"))]);
    until("two results", || host.screen.count("[role=option]") == 2).await;
    assert_eq!(host.screen.search_box().value(), "kettle");
    host.now_says(&[("max-results", None)]);
    until("all results", || host.screen.count("[role=option]") == 3).await;
    host.now_says(&[("kinds", Some("idea, problem"))]);
    until("results of two kinds", || host.screen.count("[role=option]") == 2).await;
    host.now_says(&[("query", None), ("placeholder", Some("Ask away"))]);
    until("the lists", || rows(&host) == ["A quieter kettle lid", "The kettle lid does not close"]).await;
    until("the placeholder", || host.screen.search_box().placeholder() == "Ask away").await;
    host.now_says(&[("subject", Some("k2"))]);
    host.until_says("Kettle Two").await;
    host.now_says(&[("subject", Some("k3"))]);
    until("nobody speaks", || host.screen.count("[part=strip]") == 0).await;
}

#[wasm_bindgen_test]
async fn the_open_attribute_opens_and_closes() {
    let host = loaded(&[("mode", "modal"), ("open", "")]).await;
    until("it is open", || dialog(&host).open()).await;
    host.now_says(&[("open", None)]);
    until("it is closed", || !dialog(&host).open()).await;
    host.now_says(&[("open", Some(""))]);
    until("it is open again", || dialog(&host).open()).await;
}

#[wasm_bindgen_test]
async fn an_open_panel_that_moves_into_the_flow_is_open_no_more() {
    let host = loaded(&[("mode", "modal"), ("open", "")]).await;
    until("it is open", || host.is("open")).await;
    host.now_says(&[("mode", Some("inline"))]);
    until("a region", || host.screen.count("section.panel") == 1).await;
    until("it is not open", || !host.is("open")).await;
}

#[wasm_bindgen_test]
async fn config_stands_for_attributes_and_wins_over_them() {
    let host = loaded(&[("theme", "light"), ("query", "descale")]).await;
    host.now_has(
        "config",
        &js(r#"{ "theme": "dark", "maxResults": 1, "kinds": ["idea", "problem"], "query": "lid" }"#),
    );
    until("the one result", || host.screen.count("[role=option]") == 1).await;
    until("dark", || host.screen.count(".good-word.dark") == 1).await;
    assert_eq!(host.screen.search_box().value(), "lid");
}

#[wasm_bindgen_test]
async fn language_and_direction_come_from_the_element_or_from_around_it() {
    let mut host = Host::bare();
    host.give("data", &js(SNAPSHOT));
    // Whatever file is asked for below this base is these words.
    host.mount(r#"data:application/json,{"search.placeholder":"Frag"}#"#);
    host.until_loaded().await;
    let is = |lang: &str, dir: &str| host.screen.count(&format!(".good-word[lang={lang}][dir={dir}]")) == 1;
    assert!(is("en", "ltr"));
    host.now_says(&[("lang", Some("de-CH"))]);
    until("German", || is("de-CH", "ltr") && host.screen.search_box().placeholder() == "Frag").await;
    host.now_says(&[("lang", Some("ar"))]);
    until("right to left by language", || is("ar", "rtl")).await;
    host.now_says(&[("lang", Some("en")), ("dir", Some("rtl"))]);
    until("right to left by attribute", || is("en", "rtl")).await;
    assert_eq!(host.screen.search_box().placeholder(), "What would you like to know?");
    host.now_says(&[("lang", None), ("dir", None)]);
    let page = web_support::document().document_element().expect("a page");
    page.set_attribute("lang", "he").expect("a name");
    until("as the page", || is("he", "rtl")).await;
    page.remove_attribute("lang").expect("a name");
    until("as at first", || is("en", "ltr")).await;
}

#[wasm_bindgen_test]
async fn messages_override_and_give_way_again() {
    let host = loaded(&[]).await;
    host.now_has(
        "messages",
        &js(r#"{ "list.popular": "Often asked", "panel.answered": { "one": "{n} solved" } }"#),
    );
    host.until_says("Often asked").await;
    assert!(host.screen.says("1 solved") && host.screen.says("Recent"));
    host.now_has("messages", &JsValue::NULL);
    host.until_says("Popular").await;
    assert!(!host.screen.says("1 solved"));
    assert_eq!(host.names(), ["ready"]);
}

#[wasm_bindgen_test]
async fn friends_are_shown_and_hidden_again_at_sign_out() {
    let host = loaded(&[("subject", "k2")]).await;
    let strip = || host.screen.texts(".strip-line b").concat();
    assert_eq!(strip(), "1 owner speaks for it");
    host.now_has("friends", &js(r#"[{ "id": "p2", "name": "Bobby Tables" }]"#));
    until("the friend's word", || strip() == "Bobby speaks for it").await;
    assert!(host.screen.says("Bobby gave the best answer"));
    host.screen.clicks("[part=strip]");
    host.until_says("Your friends").await;
    host.give("viewer", &js(r#"{ "id": "p2" }"#));
    host.now_has("friends", &JsValue::NULL);
    until("none of it", || !host.screen.text().contains("Bobby")).await;
    assert_eq!(host.screen.count(".friend, .by-friend"), 0);
}

#[wasm_bindgen_test]
async fn a_value_that_is_not_understood_is_warned_of_once() {
    let warnings = Warnings::hear();
    let host = Host::new(&[("mode", "drawer"), ("kinds", "idea bug")]);
    host.until_says("A quieter kettle lid").await;
    host.now_says(&[("theme", Some("dark"))]);
    host.panel().update();
    host.now_has("friends", &js(r#"{ "id": "p2" }"#));
    host.panel().update();
    let lines = warnings.lines();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].contains(r#"mode="drawer""#) && lines[1].contains(r#"kinds="bug""#), "{lines:?}");
    assert!(lines[2].contains(".friends"), "{lines:?}");
}

/// A name that is markup, and text of it all over a snapshot.
#[wasm_bindgen_test]
async fn names_and_titles_are_never_markup() {
    let evil = "<img src=x onerror=self.__ran=1>";
    let snapshot = json!({
        "goodword": 1, "name": evil, "products": [{ "id": "k2", "name": evil }], "people": [{ "id": "p", "name": evil }],
        "topics": [{ "id": evil, "title": evil, "body": evil, "format": "text", "author": "p", "tags": [evil],
            "replies": [{ "id": evil, "author": "p", "body": evil, "format": "text", "best": true }] }],
        "recommendations": [{ "id": evil, "person": "p", "subject": "k2", "verb": "loves", "text": evil }],
    });
    let given = [
        ("data", js(&snapshot.to_string())),
        ("friends", js(&json!([{ "id": "p", "name": evil }]).to_string())),
        ("messages", js(&json!({ "list.popular": evil }).to_string())),
    ];
    let host = Host::with(&[("subject", "k2"), ("placeholder", evil)], &given);
    host.until_says(evil).await;
    let is_clean = || host.screen.count("img, [onerror]") == 0;
    until("all of home", || host.screen.texts("#tab-popular, .row-title, .panel-name, .quote") == [evil; 4])
        .await;
    assert!(is_clean());
    host.screen.types(evil);
    until("the result", || host.screen.count("[role=option]") == 1).await;
    assert!(is_clean());
    host.screen.presses("Enter");
    until("the topic", || {
        host.screen.texts("h2, .tags li, .rich-text, .name").iter().filter(|it| *it == evil).count() == 6
    })
    .await;
    assert!(is_clean());
    host.screen.clicks("[aria-label=Back]");
    until("the search box", || host.screen.count("#search") == 1).await;
    host.screen.types("");
    until("the strip", || host.screen.count("[part=strip]") == 1).await;
    host.screen.clicks("[part=strip]");
    until("the words", || host.screen.texts("blockquote") == [evil]).await;
    assert!(is_clean());
    assert!(js_sys::Reflect::get(&js_sys::global(), &"__ran".into()).expect("globals").is_undefined());
}
