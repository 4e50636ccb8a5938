//! A community whose index was made before finds what one finds that indexes everything, wherever the texts are.

#![expect(clippy::unwrap_used, reason = "a test whose input cannot be read fails")]

use goodword_core::{
    Community,
    community::Whereabouts,
    friends::{Circle, Friend, Relation},
    model::{Kind, Mark, Standing},
    search::{IndexError, sign},
    snapshot::{Row, SnapshotReader},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

const WORDS: &[&str] =
    &["kettle", "kettles", "descale", "descaling", "the", "how", "lid", "café", "dishwasher", "dish", "a"];
const KINDS: &[&str] = &["question", "idea", "problem", "praise", "update"];
const PEOPLE: &[&str] = &["ada", "ben", "cleo"];

fn rows(document: &Value) -> Vec<Row> {
    let mut reader = SnapshotReader::default();
    reader.feed(document.to_string().as_bytes());
    let rows = std::iter::from_fn(|| reader.next_row().unwrap()).collect();
    reader.finish().unwrap();
    rows
}

fn of(topics: &[Value]) -> Vec<Row> {
    rows(
        &json!({ "goodword": 1, "topics": topics, "people": PEOPLE.iter().map(|id| json!({ "id": id, "name": id })).collect::<Vec<_>>() }),
    )
}

fn grown(topics: &[Value]) -> Community {
    let mut community = Community::default();
    for row in of(topics) {
        community.add(row);
    }
    community.index_all();
    community
}

/// A community that has only `front` of `topics`, and the index of all; texts are in shards of `size` topics.
fn opened(topics: &[Value], front: &[Value], size: usize) -> Community {
    let bytes = grown(topics).pack_index(&starts(topics.len(), size));
    let mut community = grown(front);
    community.open_index(bytes).unwrap();
    community.index_all();
    community
}

fn starts(topics: usize, size: usize) -> Vec<u32> {
    (0..topics).step_by(size).map(|first| u32::try_from(first).unwrap()).collect()
}

/// Ids (in the order of the source) and scores of what is found.
fn found(
    community: &Community,
    topics: &[Value],
    query: &str,
    kinds: &[Kind],
    circle: &Circle,
) -> Vec<(String, f32)> {
    let found = community.find(query, kinds, circle, usize::MAX);
    assert_eq!(found.total, found.hits.len());
    let id = |at| match at {
        Whereabouts::Here(number) => community.topics()[number as usize].id.to_string(),
        Whereabouts::InShard { document, .. } => topics[document as usize]["id"].as_str().unwrap().to_owned(),
    };
    found.hits.into_iter().map(|hit| (id(hit.at), hit.score)).collect()
}

fn circle(friends: &[&str]) -> Circle {
    let friend = |id: &&str| Friend {
        id: (*id).into(),
        name: (*id).to_owned(),
        avatar: None,
        relation: Relation::Friend,
        mutual: 0,
    };
    Circle::new(None, friends.iter().map(friend).collect())
}

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(WORDS), count).prop_map(|words| words.join(" "))
}

prop_compose! {
    fn topic()(
        title in words(1..5), body in words(1..6), kind in select(KINDS), author in select(PEOPLE), replier in select(PEOPLE),
        me_toos in 0..70_000_u32, day in 1..28_u32, replies in 0..3_usize, is_best in any::<bool>(), dated in any::<bool>(),
    ) -> Value {
        let reply = json!({ "body": body, "author": replier, "best": is_best });
        let mut topic = json!({
            "title": title, "body": body, "kind": kind, "author": author, "me_too_count": me_toos,
            "replies": vec![reply; replies],
        });
        if dated {
            topic["created_at"] = json!(format!("2026-03-{day:02}T10:00:00Z"));
        }
        topic
    }
}

fn topics(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Value>> {
    vec(topic(), count).prop_map(|mut topics| {
        for (number, topic) in topics.iter_mut().enumerate() {
            topic["id"] = json!(format!("t{number}"));
            // As me-toos are noted.
            topic["me_too_count"] = json!(topic["me_too_count"].as_u64().unwrap().min(65_535));
        }
        topics
    })
}

#[test]
fn what_a_friend_shows_lifts_alike_with_a_prebuilt_index_and_without() {
    let topics: Vec<_> = ["t0", "t1", "t2"].map(|id| json!({ "id": id, "title": "kettle lid" })).to_vec();
    let shown = Standing { friends: vec![("eve".into(), Mark::MeToo)], ..Standing::default() };
    let found = |mut community: Community, friends: &[&str]| {
        community.put(Row::Standing("t1".into(), shown.clone()));
        found(&community, &topics, "kettle", &[], &circle(friends))
    };
    let here = found(grown(&topics), &["eve"]);
    assert_eq!(here[0].0, "t1");
    assert_eq!(found(opened(&topics, &topics, 1), &["eve"]), here);
    assert_eq!(found(opened(&topics, &topics, 1), &["ada"])[0].0, "t0");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_prebuilt_index_finds_the_same_with_the_same_scores_wherever_texts_are(
        topics in topics(1..40), every in 1..6_usize, size in 1..7_usize, query in words(1..4),
        kind in proptest::option::of(select(KINDS)), friends in vec(select(PEOPLE), 0..3), come in vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let kinds: Vec<Kind> = kind.iter().map(|word| {
            let all = [Kind::Question, Kind::Idea, Kind::Problem, Kind::Praise, Kind::Update];
            all[KINDS.iter().position(|of| of == word).unwrap()]
        }).collect();
        let circle = circle(&friends);
        let front: Vec<Value> = topics.iter().step_by(every).cloned().collect();
        let (whole, mut prebuilt) = (grown(&topics), opened(&topics, &front, size));
        let expect = found(&whole, &topics, &query, &kinds, &circle);
        // What the front document holds counts for the newest; the prebuilt index says it for all.
        prop_assert_eq!(&found(&prebuilt, &topics, &query, &kinds, &circle), &expect);

        let shards: Vec<&[Value]> = topics.chunks(size).collect();
        for at in come {
            let shard = at.index(shards.len());
            prop_assert!(prebuilt.take_texts(u32::try_from(shard).unwrap(), of(shards[shard])));
            prebuilt.index_all();
            prop_assert_eq!(&found(&prebuilt, &topics, &query, &kinds, &circle), &expect);
        }
        for (number, shard) in shards.iter().enumerate() {
            prop_assert!(prebuilt.take_texts(u32::try_from(number).unwrap(), of(shard)));
        }
        prebuilt.index_all();
        let (first, second) = (whole.search(&query, &kinds, &circle, 10), prebuilt.search(&query, &kinds, &circle, 10));
        let shown = |community: &Community, found: goodword_core::search::Found| -> Vec<_> {
            found.hits.into_iter().map(|hit| (community.topics()[hit.document as usize].id.clone(), hit.title_marks, hit.excerpt)).collect()
        };
        prop_assert_eq!(shown(&prebuilt, second), shown(&whole, first));
        prop_assert_eq!(prebuilt.skipped_count(), 0);
    }

    #[test]
    fn a_changed_byte_of_the_index_leaves_the_community_as_it_was(
        topics in topics(1..12), at in any::<prop::sample::Index>(), flip in 1..=255_u8,
    ) {
        let mut bytes = grown(&topics).pack_index(&[0]);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let mut community = grown(&topics[..1]);
        prop_assert!(community.open_index(bytes).is_err());
        prop_assert!(!community.has_prebuilt());
        prop_assert_eq!(community.find(topics[0]["title"].as_str().unwrap(), &[], &Circle::default(), 9).total, 1);
    }

    #[test]
    fn an_index_that_lies_never_panics(
        topics in topics(1..30), changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), query in words(1..4),
        friends in vec(select(PEOPLE), 0..3), size in 1..5_usize,
    ) {
        let mut bytes = grown(&topics).pack_index(&starts(topics.len(), size));
        for (at, byte) in changes {
            let at = 12 + at.index(bytes.len() - 12);
            bytes[at] = byte;
        }
        sign(&mut bytes);
        let mut community = grown(&topics[..1]);
        if community.open_index(bytes).is_ok() {
            for number in 0..u32::try_from(topics.len()).unwrap() {
                let from = (number as usize * size).min(topics.len());
                community.take_texts(number, of(&topics[from..(from + size).min(topics.len())]));
                community.index_all();
                community.find(&query, &[Kind::Question], &circle(&friends), 10);
            }
        }
    }
}

fn titled(id: &str, title: &str) -> Value {
    json!({ "id": id, "title": title })
}

#[test]
fn what_is_no_index_of_a_community_is_refused() {
    let mut community = grown(&[titled("a", "kettle")]);
    let bare = goodword_core::search::Index::default().pack(&[]);
    let later = goodword_core::search::Index::default().pack(&[2]);
    for (bytes, expect) in [
        (b"<!doctype html>".to_vec(), IndexError::NotAnIndex),
        (bare, IndexError::Damaged),
        (later, IndexError::OtherVersion),
    ] {
        assert_eq!(community.open_index(bytes).err(), Some(expect));
    }
    let whole = grown(&[titled("a", "kettle"), titled("b", "lid")]).pack_index(&[0, 1]);
    for end in 0..whole.len() {
        assert!(community.open_index(whole[..end].to_vec()).is_err(), "{end}");
    }
    assert_eq!(community.open_index(whole), Ok(()));
}

#[test]
fn texts_of_another_shard_or_another_index_are_not_taken() {
    let topics = [titled("a", "kettle"), titled("b", "lid"), titled("c", "spout")];
    let mut community = opened(&topics, &[], 2);
    assert!(!community.take_texts(0, of(&topics[2..])), "too few");
    assert!(!community.take_texts(0, of(&topics)), "too many");
    assert!(!community.take_texts(1, of(&topics[..1])), "another");
    assert!(!community.take_texts(2, of(&topics[..1])), "there are two");
    assert!(community.topics().is_empty());
    assert!(community.take_texts(1, of(&topics[2..])));
    assert_eq!(community.prebuilt_topic(2).map(|topic| topic.title.as_str()), Some("spout"));
    assert_eq!(community.person("ada").map(|person| person.name.as_str()), Some("ada"));
    assert!(community.prebuilt_topic(0).is_none() && community.prebuilt_topic(9).is_none());
}

#[test]
fn topics_that_the_index_does_not_know_are_found_beside_it_once_each() {
    let old: Vec<Value> =
        (0..60).map(|n| titled(&format!("old{n}"), if n < 3 { "kettle lid" } else { "spout" })).collect();
    let mut community = opened(&old, &old[..1], 8);
    let ids = |community: &Community, query: &str| -> Vec<String> {
        found(community, &old, query, &[], &Circle::default()).into_iter().map(|(id, _)| id).collect()
    };
    assert_eq!(ids(&community, "kettle"), ["old0", "old1", "old2"]);

    // A service's: one that is newer, and one that changed.
    community.put(Row::Topic(topic_of(&titled("new", "kettle"))));
    community.put(Row::Topic(topic_of(&titled("old0", "handle"))));
    community.index_all();
    let all = ids(&community, "kettle");
    assert_eq!(all.len(), 3, "{all:?}");
    assert_eq!(all[0], "new", "a shorter title with the same word is better, in whichever index it is");
    assert_eq!(ids(&community, "handle"), ["old0"]);

    // Its text in a shard is older than what is here.
    assert!(community.take_texts(0, of(&old[..8])));
    community.index_all();
    assert_eq!(ids(&community, "kettle"), all);
    assert_eq!(community.topic("old0").map(|topic| topic.title.as_str()), Some("handle"));

    // One that the service has no more is not found, nor one that comes again changed in its old words.
    community.forget("old1");
    community.index_all();
    assert_eq!(ids(&community, "kettle"), ["new", "old2"]);
    community.put(Row::Topic(topic_of(&titled("old1", "base"))));
    community.index_all();
    assert_eq!(
        (ids(&community, "kettle"), ids(&community, "base")),
        (vec!["new".to_owned(), "old2".to_owned()], vec!["old1".to_owned()])
    );
    // A change of what is not searched keeps it where it was.
    let mut liked = titled("old2", "kettle lid");
    liked["me_too_count"] = json!(3);
    community.put(Row::Topic(topic_of(&liked)));
    community.index_all();
    assert_eq!(ids(&community, "kettle"), ["new", "old2"]);
}

fn topic_of(topic: &Value) -> goodword_core::model::Topic {
    let mut rows = of(std::slice::from_ref(topic)).into_iter();
    rows.find_map(|row| if let Row::Topic(topic) = row { Some(topic) } else { None }).unwrap()
}

#[test]
fn a_front_document_says_how_many_questions_are_answered_in_all() {
    let mut community = Community::default();
    let answered = json!({ "id": 1, "title": "A", "status": "complete" });
    for row in rows(&json!({ "goodword": 1, "answered_count": 12, "topics": [answered] })) {
        community.add(row);
    }
    assert_eq!((community.answered_count(), community.skipped_count()), (12, 0));
    for (given, skipped) in [(json!("many"), 1), (Value::Null, 0)] {
        let mut community = Community::default();
        for row in rows(&json!({ "goodword": 1, "answered_count": given })) {
            community.add(row);
        }
        assert_eq!((community.answered_count(), community.skipped_count()), (0, skipped));
    }
    let fewer = json!({ "goodword": 1, "answered_count": 0, "topics": [answered] });
    let mut community = Community::default();
    for row in rows(&fewer) {
        community.add(row);
    }
    assert_eq!(community.answered_count(), 1);
}
