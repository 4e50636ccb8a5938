//! A community in memory: its rows, lists and searches.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

use goodword_core::{
    Community,
    community::{KEPT_SKIPPED, List, PlainTexts},
    friends::{Circle, Friend, FriendWeights, Relation},
    model::Kind,
    snapshot::{Row, Skipped, SnapshotReader},
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

fn rows(document: &Value) -> Vec<Row> {
    let mut reader = SnapshotReader::default();
    reader.feed(document.to_string().as_bytes());
    let rows = std::iter::from_fn(|| reader.next_row().unwrap()).collect();
    reader.finish().unwrap();
    rows
}

fn community(document: &Value) -> Community {
    let mut community = Community::default();
    for row in rows(document) {
        community.add(row);
    }
    community.index_all();
    community
}

fn with_topics(topics: &Value) -> Community {
    community(&json!({ "goodword": 1, "topics": topics }))
}

fn ids(community: &Community, list: List, kinds: &[Kind], limit: usize) -> Vec<String> {
    community.list(list, kinds, limit).iter().map(|topic| topic.id.to_string()).collect()
}

fn hits(community: &Community, query: &str, kinds: &[Kind], circle: &Circle) -> Vec<String> {
    let found = community.search(query, kinds, circle, 10);
    assert_eq!(found.total, found.hits.len());
    found.hits.iter().map(|hit| community.topics()[hit.document as usize].id.to_string()).collect()
}

fn friend(id: &str, relation: Relation) -> Friend {
    Friend { id: id.into(), name: id.to_owned(), avatar: None, relation, mutual: 0 }
}

#[test]
fn rows_are_found_by_id() {
    let community = community(&json!({
        "goodword": 1, "name": "Juniper", "topics": [{ "id": 1, "title": "A" }, { "id": 2, "title": "B" }],
        "people": [{ "id": "p", "name": "P" }], "products": [{ "id": "k", "name": "K" }],
        "recommendations": [{ "id": "r", "person": "p", "subject": "k", "verb": "uses" }],
        "image_hosts": ["https://i.example"], "links": { "topic": "/t/{id}" }
    }));
    assert_eq!(community.name(), "Juniper");
    assert_eq!(community.topic("2").map(|topic| topic.title.as_str()), Some("B"));
    assert_eq!(community.person("p").map(|person| person.name.as_str()), Some("P"));
    assert_eq!(community.product("k").map(|product| product.name.as_str()), Some("K"));
    assert_eq!(community.recommendations().all().count(), 1);
    assert_eq!(community.image_hosts(), ["https://i.example"]);
    assert_eq!(community.link("topic"), Some("/t/{id}"));
    assert!(
        community.topic("3").is_none() && community.person("q").is_none() && community.link("ask").is_none()
    );
}

#[test]
fn a_community_knows_which_kinds_its_topics_are_of() {
    let community = with_topics(&json!([
        { "id": 1, "title": "A", "kind": "praise" }, { "id": 2, "title": "B" }, { "id": 2, "title": "C", "kind": "idea" }
    ]));
    let kinds = [Kind::Question, Kind::Idea, Kind::Problem, Kind::Praise, Kind::Update];
    let known: Vec<Kind> = kinds.into_iter().filter(|kind| community.has_kind(*kind)).collect();
    assert_eq!(known, [Kind::Question, Kind::Praise], "a topic that was skipped is of no kind");
}

#[test]
fn a_second_row_with_the_same_id_is_skipped_and_counted() {
    let community = community(&json!({
        "goodword": 1, "topics": [{ "id": 1, "title": "first" }, { "id": "1", "title": "second" }, { "id": 2, "title": "third" }],
        "people": [{ "id": "p", "name": "first" }, { "id": "p", "name": "second" }],
        "products": [{ "id": "k", "name": "first" }, { "id": "k", "name": "second" }],
        "recommendations": [
            { "id": "r", "person": "p", "subject": "k", "verb": "uses" },
            { "id": "r", "person": "p", "subject": "k", "verb": "loves" }
        ]
    }));
    assert_eq!(community.topics().len(), 2);
    assert_eq!(community.topic("1").map(|topic| topic.title.as_str()), Some("first"));
    assert_eq!(community.person("p").map(|person| person.name.as_str()), Some("first"));
    assert_eq!(community.product("k").map(|product| product.name.as_str()), Some("first"));
    assert_eq!(community.recommendations().all().count(), 1);
    assert_eq!(community.skipped_count(), 4);
    let paths: Vec<&str> = community.skipped().iter().map(|skipped| skipped.path.as_str()).collect();
    let mut sorted = paths.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["people[?id=p]", "products[?id=k]", "recommendations[?id=r]", "topics[?id=1]"]);
    assert_eq!(hits(&community, "second", &[], &Circle::default()), [] as [&str; 0]);
    assert_eq!(
        hits(&community, "third", &[], &Circle::default()),
        ["2"],
        "numbers stay in step with the index"
    );
}

#[test]
fn of_many_skipped_rows_the_first_are_kept_and_all_are_counted() {
    let mut community = Community::default();
    for at in 0..KEPT_SKIPPED + 5 {
        community.add(Row::Skipped(Skipped { path: format!("topics[{at}]"), reason: String::new() }));
    }
    assert_eq!(community.skipped_count(), KEPT_SKIPPED + 5);
    assert_eq!(community.skipped().len(), KEPT_SKIPPED);
    assert_eq!(community.skipped()[0].path, "topics[0]");
}

#[test]
fn what_has_a_best_or_official_answer_or_is_complete_counts_as_answered() {
    let community = with_topics(&json!([
        { "id": 1, "title": "best", "replies": [{ "body": "b", "best": true }] },
        { "id": 2, "title": "official", "replies": [{ "body": "b", "official": true }] },
        { "id": 3, "title": "complete", "status": "complete" },
        { "id": 4, "title": "only a remark", "replies": [{ "body": "b" }] },
        { "id": 5, "title": "rejected", "status": "rejected" }
    ]));
    assert_eq!(community.answered_count(), 3);
}

#[test]
fn popular_topics_stand_by_me_toos_and_followers_then_by_activity() {
    let community = with_topics(&json!([
        { "id": "undated", "title": "A", "me_too_count": 5 },
        { "id": "undated too", "title": "A", "follower_count": 5 },
        { "id": "old", "title": "A", "me_too_count": 2, "follower_count": 3, "last_active_at": "2020-01-01" },
        { "id": "new", "title": "A", "me_too_count": 4, "follower_count": 1, "created_at": "2021-01-01" },
        { "id": "most", "title": "A", "me_too_count": 4_294_967_295_u32, "follower_count": 4_294_967_295_u32 }
    ]));
    let all = ["most", "new", "old", "undated", "undated too"];
    assert_eq!(ids(&community, List::Popular, &[], 10), all);
    assert_eq!(ids(&community, List::Popular, &[], 3), all[..3]);
    assert_eq!(ids(&community, List::Popular, &[], 0), [] as [&str; 0]);
}

#[test]
fn recent_topics_stand_by_their_last_activity() {
    let community = with_topics(&json!([
        { "id": "undated", "title": "A" },
        { "id": "said", "title": "A", "last_active_at": "2021-01-01", "replies": [{ "body": "b", "created_at": "2029-01-01" }] },
        { "id": "replied", "title": "A", "created_at": "2019-01-01", "replies": [{ "body": "b", "created_at": "2022-01-01" }] },
        { "id": "created", "title": "A", "created_at": "2020-01-01" }
    ]));
    assert_eq!(ids(&community, List::Recent, &[], 10), ["replied", "said", "created", "undated"]);
}

#[test]
fn unanswered_are_open_questions_and_problems_only() {
    let community = with_topics(&json!([
        { "id": "old", "title": "A", "created_at": "2020-01-01" },
        { "id": "new", "title": "A", "created_at": "2021-01-01", "replies": [{ "body": "me too" }] },
        { "id": "problem", "kind": "problem", "title": "A", "me_too_count": 3 },
        { "id": "idea", "kind": "idea", "title": "A", "me_too_count": 9 },
        { "id": "done", "title": "A", "status": "complete" },
        { "id": "refused", "title": "A", "status": "rejected" },
        { "id": "answered", "title": "A", "replies": [{ "body": "b", "official": true }] }
    ]));
    assert_eq!(ids(&community, List::Unanswered, &[], 10), ["problem", "new", "old"]);
    assert_eq!(ids(&community, List::Unanswered, &[Kind::Problem, Kind::Idea], 10), ["problem"]);
    assert_eq!(ids(&community, List::Popular, &[Kind::Problem, Kind::Idea], 10), ["idea", "problem"]);
}

#[test]
fn a_search_sees_title_question_best_answer_and_tags() {
    let community = with_topics(&json!([
        { "id": "title", "title": "descaling" },
        { "id": "question", "title": "A", "body": "<p>about des<b>caling</b></p>", "format": "html" },
        { "id": "best", "title": "A", "replies": [{ "body": "x" }, { "body": "**descaling**", "format": "markdown", "best": true }] },
        { "id": "first", "title": "A", "replies": [{ "body": "descaling" }, { "body": "x" }] },
        { "id": "tags", "title": "A", "tags": ["descaling"] },
        { "id": "other reply", "title": "A", "replies": [{ "body": "x", "best": true }, { "body": "descaling" }] },
        { "id": "markup", "title": "A", "body": "<a title='descaling'>x</a>", "format": "html" }
    ]));
    let mut found = hits(&community, "descal", &[], &Circle::default());
    found.sort();
    assert_eq!(found, ["best", "first", "question", "tags", "title"]);
}

#[test]
fn a_search_keeps_to_the_kinds_asked_for() {
    let community = with_topics(&json!([
        { "id": "q", "title": "lid" }, { "id": "i", "kind": "idea", "title": "lid" }, { "id": "p", "kind": "praise", "title": "lid" }
    ]));
    assert_eq!(hits(&community, "lid", &[Kind::Idea], &Circle::default()), ["i"]);
    assert_eq!(hits(&community, "lid", &[], &Circle::default()).len(), 3);
}

#[test]
fn a_friends_part_a_best_answer_and_me_toos_lift_a_topic() {
    let lifted_by = |changed: Value, circle: &Circle| {
        let mut topic = json!({ "id": "lifted", "title": "lid", "replies": [{ "body": "x" }] });
        topic.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
        let plain = json!({ "id": "plain", "title": "lid", "replies": [{ "body": "x" }] });
        let found = with_topics(&json!([plain, topic])).search("lid", &[], circle, 10);
        assert_eq!(found.hits.len(), 2);
        let score = |document| found.hits.iter().find(|hit| hit.document == document).unwrap().score;
        score(1) / score(0)
    };
    let circle = Circle::new(
        Some("me".into()),
        vec![friend("f", Relation::Friend), friend("ff", Relation::FriendOfFriend)],
    );
    let close = |factor: f32, expect: f32| assert!((factor - expect).abs() < 0.001, "{factor}, not {expect}");
    close(lifted_by(json!({ "author": "f" }), &circle), 1.15);
    close(lifted_by(json!({ "replies": [{ "body": "x", "author": "f" }] }), &circle), 1.15);
    close(lifted_by(json!({ "author": "f" }), &Circle::default()), 1.0);
    close(lifted_by(json!({ "author": "ff" }), &circle), 1.0);
    close(lifted_by(json!({ "author": "me" }), &circle), 1.0);
    close(lifted_by(json!({ "replies": [{ "body": "x", "best": true }] }), &circle), 1.05);
    close(lifted_by(json!({ "me_too_count": 19 }), &circle), 1.06);
    close(lifted_by(json!({ "me_too_count": 1_000_000 }), &circle), 1.1);
}

#[test]
fn people_may_come_after_the_topics_and_searches_between_rows() {
    let mut community = Community::default();
    let document = json!({
        "goodword": 1,
        "topics": [{ "id": 1, "title": "lid", "author": "p" }, { "id": 2, "title": "lid too" }]
    });
    let mut found = Vec::new();
    for row in rows(&document) {
        community.add(row);
        assert_eq!(community.index_next(), !found.is_empty(), "only topics are indexed");
        found.push(hits(&community, "lid", &[], &Circle::default()).len());
    }
    assert_eq!(found, [0, 1, 2]);
    for row in rows(&json!({ "goodword": 1, "people": [{ "id": "p", "name": "P" }] })) {
        community.add(row);
    }
    let author = community.topics()[0].author.clone().unwrap();
    assert_eq!(community.person(&author).map(|person| person.name.as_str()), Some("P"));
}

#[test]
fn excerpts_are_ranges_in_the_plain_texts() {
    let community = with_topics(&json!([
        { "id": 1, "title": "A", "format": "html", "body": "<p>Caf&eacute; water,</p><p>then <b>des</b>caling &amp; rinsing</p>" }
    ]));
    let found = community.search("descaling", &[], &Circle::default(), 1);
    let excerpt = found.hits[0].excerpt.clone().unwrap();
    let mut marked = Vec::new();
    let texts = PlainTexts::of(&community.topics()[0]);
    assert_eq!(texts.question, "Café water, then descaling & rinsing");
    marked.extend(excerpt.marks.iter().map(|mark| texts.question[mark.clone()].to_owned()));
    assert_eq!(marked, ["descaling"]);
}

proptest! {
    #[test]
    fn a_short_list_is_the_beginning_of_the_long_one(
        topics in vec((0..4_u32, 0..3_u32, prop::option::of(2000..2004_u32)), 0..40), limit in 0..40_usize,
    ) {
        let topics: Vec<Value> = topics.iter().enumerate().map(|(id, (me_toos, followers, year))| {
            let created = year.map(|year| format!("{year}-01-01"));
            json!({ "id": id, "title": "A", "me_too_count": me_toos, "follower_count": followers, "created_at": created })
        }).collect();
        let community = with_topics(&json!(topics));
        for list in [List::Popular, List::Recent, List::Unanswered] {
            let all = ids(&community, list, &[], usize::MAX);
            prop_assert_eq!(all.len(), topics.len());
            prop_assert_eq!(&ids(&community, list, &[], limit)[..], &all[..limit.min(all.len())]);
        }
    }
}

#[test]
fn a_site_ranks_by_its_own_weights_and_synonyms() {
    let topics = json!([
        {"id": "t", "title": "Where is my cart"},
        {"id": "b", "title": "Delivery", "body": "Where did the basket go"},
    ]);
    let document = |more: Value| {
        let mut document = json!({"goodword": 1, "topics": topics});
        document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        community(&document)
    };
    let none = Circle::default();
    assert_eq!(hits(&document(json!({})), "basket", &[], &none), ["b"]);
    let synonyms = document(json!({"synonyms": [["cart", "basket"], ["one"], []]}));
    assert_eq!(hits(&synonyms, "basket", &[], &none), ["b", "t"]);
    // Whatever order the members come in, and at the knob's end the other wins.
    let ranking =
        json!({"synonyms": [["cart", "basket"]], "ranking": {"synonym": 1, "question": 0.0, "title": 10}});
    assert_eq!(hits(&document(ranking), "basket", &[], &none), ["t", "b"]);
}

#[test]
fn a_weight_that_cannot_be_set_is_told_by_its_name_and_leaves_the_rest() {
    let document = json!({"goodword": 1, "topics": [{"id": "a", "title": "Lid"}],
        "ranking": {"k1": 99, "titel": 1, "title": "2", "question": null, "answer": 0.5},
        "friend_ranking": {"friend": 1, "freind": 4, "words": 0.5, "title": 1},
        "synonyms": [["lid", 7], "lid", ["lid", ""]]});
    let community = community(&document);
    let mut faults: Vec<_> =
        community.skipped().iter().map(|fault| (fault.path.as_str(), fault.reason.as_str())).collect();
    faults.sort_unstable();
    assert_eq!(
        faults,
        [
            (
                "friend_ranking.freind",
                "there is no ranking weight of this name; they are the fields of FriendWeights"
            ),
            ("friend_ranking.friend", "it takes a number from 2.0 to 10.0"),
            (
                "friend_ranking.title",
                "there is no ranking weight of this name; they are the fields of FriendWeights"
            ),
            ("ranking.k1", "it takes a number from 0.0 to 3.0"),
            (
                "ranking.titel",
                "there is no ranking weight of this name; they are the fields of RankingWeights"
            ),
            ("ranking.title", "expected a number, found text"),
            ("synonyms[0]", "expected text, found a number"),
            ("synonyms[1]", "expected a list, found text"),
            ("synonyms[2]", "it is empty"),
        ]
    );
    assert_eq!(hits(&community, "lid", &[], &Circle::default()), ["a"]);
    assert_eq!(*community.friend_weights(), FriendWeights { words: 0.5, ..FriendWeights::default() });
}

#[test]
fn what_only_a_service_finds_stands_besides_what_is_found_here() {
    let community = with_topics(&json!([
        {"id": "lid", "title": "The lid drips"},
        {"id": "k2", "title": "Water on the table"},
        {"id": "praise", "kind": "praise", "title": "Lovely"},
    ]));
    let besides = |query: &str, kinds: &[Kind], ids: &[&str]| -> Vec<String> {
        let ids: Vec<_> = ids.iter().map(|id| goodword_core::model::Id::from(*id)).collect();
        let found = community.find_besides(query, kinds, &ids);
        found
            .iter()
            .map(|hit| match hit.at {
                goodword_core::community::Whereabouts::Here(number) => {
                    community.topics()[number as usize].id.to_string()
                }
                goodword_core::community::Whereabouts::InShard { .. } => unreachable!("no index is open"),
            })
            .collect()
    };
    assert_eq!(besides("lid drips", &[], &["praise", "lid", "k2", "elsewhere"]), ["praise", "k2"]);
    assert_eq!(besides("lid drips", &[Kind::Question], &["praise", "lid", "k2"]), ["k2"]);
    assert!(besides("lid drips", &[], &["lid"]).is_empty() && besides("", &[], &[]).is_empty());
}
