//! Why a word or a topic stands where it stands, said beside it.

#![cfg(target_arch = "wasm32")]

mod web_support;

use serde_json::json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_support::{Host, js, until};

wasm_bindgen_test_configure!(run_in_browser);

/// A panel on this snapshot, for somebody with these friends.
async fn shown(snapshot: &serde_json::Value, friends: &serde_json::Value) -> Host {
    let given = [("data", js(&snapshot.to_string())), ("friends", js(&friends.to_string()))];
    let host = Host::with(&[("subject", "k2")], &given);
    until("the lists", || host.screen.count("[role=tab]") > 0).await;
    host
}

#[wasm_bindgen_test]
async fn below_each_word_stands_what_raised_it_and_nothing_where_nothing_did() {
    let word = |person: &str, will_answer: bool| json!({ "id": person, "person": person, "subject": "k2", "verb": "uses", "text": "Daily.", "will_answer": will_answer });
    let snapshot = json!({
        "goodword": 1, "name": "Kettles", "topics": [{ "id": "1", "title": "Loud?" }],
        "people": [
            { "id": "mia", "name": "Mia" }, { "id": "tom", "name": "Tom", "role": "champion" },
            { "id": "bo", "name": "Bo", "role": "champion" }, { "id": "eve", "name": "Eve" }, { "id": "brand", "name": "Kim", "role": "employee" }],
        "recommendations": [word("mia", true), word("tom", false), word("bo", true), word("eve", false), word("brand", false)],
    });
    let host = shown(&snapshot, &json!([{ "id": "mia", "mutual": 6 }, { "id": "tom" }])).await;
    host.screen.clicks("[part=strip]");
    host.until_says("Your friends").await;
    let why = |person: &str| {
        let voices = host.screen.texts(".voice");
        let voice = voices.into_iter().find(|voice| voice.contains(person)).unwrap_or_default();
        voice.split_once("Daily.").map(|(_, after)| after.to_owned())
    };
    for (person, expect) in [
        ("Mia", "6 mutual friendsHappy to answer questions"),
        // A friend stands among the friends whatever else the friend is.
        ("Tom", ""),
        ("Bo", "Counts for more hereHappy to answer questions"),
        ("Eve", ""),
        ("Kim", ""),
    ] {
        assert_eq!(why(person).as_deref(), Some(expect), "{person}");
    }
}

#[wasm_bindgen_test]
async fn a_topic_names_two_friends_with_a_part_in_it_and_counts_the_others() {
    let reply = |id: &str, author: &str, best: bool| json!({ "id": id, "author": author, "body": "So.", "best": best });
    let snapshot = json!({
        "goodword": 1, "name": "Kettles", "people": [],
        "topics": [
            { "id": "1", "title": "Loud?", "author": "ann", "me_too_count": 3,
              "replies": [reply("a", "bob", true), reply("b", "cem", false), reply("c", "dan", false), reply("d", "eve", false)] },
            { "id": "2", "title": "Heavy?", "author": "bob", "me_too_count": 2 },
            { "id": "3", "title": "Red?", "author": "eve", "me_too_count": 1 }],
    });
    let friends = ["ann", "bob", "cem", "dan"].map(|id| json!({ "id": id, "name": id }));
    let host = shown(&snapshot, &json!(friends)).await;
    assert_eq!(host.screen.texts(".row .by-friend").len(), 2);
    let parts = async |row: &str| {
        host.screen.clicks(row);
        until("the topic", || host.screen.count("[part=topic]") > 0).await;
        let parts = host.screen.texts("[part=topic] > header > p:nth-of-type(3) > *");
        host.screen.clicks("[aria-label=Back]");
        until("the lists", || host.screen.count("[role=tab]") > 0).await;
        parts
    };
    // The initial is the face's.
    assert_eq!(
        parts("#tab-popular-0").await,
        ["bbob gave the best answer", "aann asked this", "and 2 more friends"]
    );
    assert_eq!(parts("#tab-popular-1").await, ["bbob asked this"]);
    assert_eq!(parts("#tab-popular-2").await, Vec::<String>::new());
}
