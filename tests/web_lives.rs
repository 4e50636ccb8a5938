//! Panels that come and go: each root serves the next element, which finds nothing of the former and costs no more memory.

#![cfg(target_arch = "wasm32")]

mod web_support;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_support::{Host, SNAPSHOT, dialog, js, loaded, until};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_root_serves_the_next_element_and_nothing_of_the_former_is_left() {
    let mut former = Host::new(&[("mode", "modal"), ("theme", "dark"), ("query", "lid")]);
    former.until_says("2 results").await;
    former.now_has("messages", &js(r#"{ "panel.close": "Shut" }"#));
    former.panel().show();
    until("it is open", || former.is("open") && former.screen.count("[role=option]") == 2).await;
    former.screen.presses("Enter");
    until("a topic", || former.screen.count("h2") == 1).await;
    let root = former.root();
    former.unmount();
    assert_eq!(former.screen.0.child_element_count(), 2);
    assert_eq!(former.states.size(), 0);
    assert_eq!(former.screen.get("[part=trigger]").get_attribute("aria-expanded").as_deref(), Some("false"));
    // At once in the same task, and then with turns between.
    for _ in 0..2 {
        let mut next = Host::new(&[("mode", "modal")]);
        assert!(next.root() == root, "another root");
        next.until_loaded().await;
        assert!(!dialog(&next).open() && !next.is("open"));
        assert_eq!((next.screen.count(".good-word.auto"), next.screen.count("[role=option]")), (1, 0));
        assert_eq!(next.screen.count("[aria-label=Back], [aria-label=Forward], [aria-label=Shut]"), 0);
        assert_eq!(next.screen.search_box().value(), "");
        assert_eq!(next.names(), ["ready"]);
        next.unmount();
        until("an empty root", || !root.has_child_nodes()).await;
    }
    let told = former.names();
    assert_eq!(told.iter().filter(|name| *name == "ready").count(), 1);
    former.mount("");
    former.until_says("2 results").await;
    assert_eq!(former.screen.0.adopted_style_sheets().length(), 1);
}

#[wasm_bindgen_test]
async fn two_panels_on_a_page_know_nothing_of_each_other() {
    let (one, other) = (loaded(&[]).await, loaded(&[("theme", "dark")]).await);
    one.screen.types("lid");
    until("options", || one.screen.count("[role=option]") == 2).await;
    assert_eq!(other.screen.count("[role=option]"), 0);
    assert_eq!((one.screen.count(".dark"), other.screen.count(".good-word.dark")), (0, 1));
}

/// One element's life: its data is drawn, something is typed and found, and it goes.
async fn one_life(data: &JsValue) {
    let mut host = Host::with(&[], &[("data", data.clone())]);
    host.until_loaded().await;
    host.screen.types("lid");
    until("options", || host.screen.count("[role=option]") == 2).await;
    let root = host.root();
    host.unmount();
    until("an empty root", || !root.has_child_nodes()).await;
}

/// It was seen to fail: with a pool that never gives a root back, each life costs 2 KB of memory and 7 JavaScript values
/// for good, and with applications destroyed instead of pooled still 1.5 KB and 5 values.
#[wasm_bindgen_test]
async fn a_thousand_lives_need_no_more_memory_than_a_hundred() {
    let memory = wasm_bindgen::memory().unchecked_into::<js_sys::WebAssembly::Memory>();
    let bytes = || memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length();
    let data = js(SNAPSHOT);
    for _ in 0..100 {
        one_life(&data).await;
    }
    let (before, values_before) = (bytes(), wasm_bindgen::externref_heap_live_count());
    for _ in 100..1_000 {
        one_life(&data).await;
    }
    let values = wasm_bindgen::externref_heap_live_count();
    assert_eq!((bytes(), values), (before, values_before), "bytes of memory, JavaScript values held");
}
