//! Whose word is heard, in which order, and who is never shown.

mod friends_support;

use friends_support::{Said, gathered, said};
use goodword_core::{
    friends::{
        Circle, Deed, Friend, FriendWeights, Listener, Nearness, Part, Parts, Reason, Relation, parts,
        parts_up_to, strength,
    },
    model::{Audience, Id, Recommendation, Role, Timestamp, Topic, Verb},
    snapshot::{Row, SnapshotReader},
};
use std::sync::LazyLock;

fn known(id: &str, relation: Relation) -> Friend {
    Friend { id: id.into(), name: id.to_owned(), avatar: None, relation, mutual: 1 }
}

/// The visitor `me` with the friends `ann`, `bob` and `cy` and the friends' friends `far` and `gus`.
fn circle() -> Circle {
    let friends = ["ann", "bob", "cy"].map(|id| known(id, Relation::Friend));
    let further = ["far", "gus"].map(|id| known(id, Relation::FriendOfFriend));
    Circle::new(Some("me".into()), friends.into_iter().chain(further).collect())
}

/// A public, wordless, undated "uses" of `k`.
fn word(id: &str, person: &str) -> Recommendation {
    Recommendation {
        id: id.into(),
        person: person.into(),
        subject: "k".into(),
        verb: Verb::Uses,
        text: String::new(),
        created_at: None,
        audience: Audience::Public,
        will_answer: false,
    }
}

fn standing(id: &Id) -> Role {
    match id.as_str() {
        "champion" => Role::Champion,
        "owner" => Role::Owner,
        "employee" => Role::Employee,
        _ => Role::Member,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "lists are made for it alone")]
fn heard(words: Vec<Recommendation>, subject: Option<&str>) -> Said {
    voices(&words, &Listener { subject, ..listener(&circle()) })
}

fn voices(words: &[Recommendation], listener: &Listener<'_>) -> Said {
    said(&mut gathered(words, standing), listener)
}

/// Who listens to everything, on a day in May, with the weights as they are.
fn listener(circle: &Circle) -> Listener<'_> {
    Listener { subject: None, circle, now: now(), relevance: None, weights: weights() }
}

fn weights() -> &'static FriendWeights {
    static WEIGHTS: LazyLock<FriendWeights> = LazyLock::new(FriendWeights::default);
    &WEIGHTS
}

fn now() -> Timestamp {
    // 2026-05-01.
    Timestamp::from_millis(1_777_593_600_000)
}

fn friends_of(said: &Said) -> Vec<&str> {
    assert!(said.friends.iter().all(|voice| voice.reason.nearness == Nearness::Friend));
    said.friends.iter().map(|voice| voice.recommendation.id.as_str()).collect()
}

fn public_of(said: &Said) -> Vec<&str> {
    said.public.iter().map(|voice| voice.recommendation.id.as_str()).collect()
}

#[test]
fn each_stands_by_nearness_and_counts_once() {
    let said = heard(
        vec![word("1", "ann"), word("2", "far"), word("3", "gus"), word("4", "zoe"), word("5", "me")],
        Some("k"),
    );
    assert_eq!(friends_of(&said), ["1"]);
    assert_eq!(said.friends_of_friends, 2);
    assert_eq!(public_of(&said), ["4"]);
    assert_eq!(said.total, 4);
    assert_eq!(said.own.iter().map(|word| word.id.as_str()).collect::<Vec<_>>(), ["5"]);
}

#[test]
fn only_the_subject_asked_for_is_heard() {
    let other = Recommendation { subject: "j".into(), ..word("2", "bob") };
    assert_eq!(friends_of(&heard(vec![word("1", "ann"), other.clone()], Some("k"))), ["1"]);
    assert_eq!(friends_of(&heard(vec![word("1", "ann"), other], None)), ["1", "2"]);
    assert_eq!(heard(vec![word("1", "ann")], Some("nothing")), Said::default());
}

#[test]
fn of_everything_a_person_has_a_voice_a_subject_and_counts_once() {
    let both = |id: &str, person: &str| {
        [
            word(&format!("{id}k"), person),
            Recommendation { subject: "j".into(), ..word(&format!("{id}j"), person) },
        ]
    };
    let said = heard([both("a", "ann"), both("f", "far"), both("z", "zoe")].concat(), None);
    assert_eq!(friends_of(&said), ["aj", "ak"]);
    assert_eq!(public_of(&said), ["zj", "zk"]);
    assert_eq!((said.friends_of_friends, said.total), (1, 3));
}

#[test]
fn nobody_sees_what_was_not_said_to_them() {
    let to = |audience| {
        ["ann", "far", "zoe", "me"].map(|person| Recommendation { audience, ..word(person, person) }).to_vec()
    };
    let said = heard(to(Audience::Friends), Some("k"));
    assert_eq!((friends_of(&said), public_of(&said)), (vec!["ann"], vec![]));
    assert_eq!((said.friends_of_friends, said.total, said.own.len()), (0, 1, 1));

    let said = heard(to(Audience::OnlyMe), Some("k"));
    assert_eq!((friends_of(&said), public_of(&said)), (vec![], vec![]));
    assert_eq!((said.friends_of_friends, said.total, said.own.len()), (0, 0, 1));

    let stranger = Circle::default();
    assert_eq!(voices(&to(Audience::Friends), &listener(&stranger)), Said::default(), "to a stranger");
}

#[test]
fn of_a_persons_words_the_strongest_then_newest_then_the_one_with_words_is_heard() {
    let new = Timestamp::parse("2026-01-01");
    let old = Timestamp::parse("2020-01-01");
    assert!(new > old);
    let loves = Recommendation { verb: Verb::Loves, ..word("loves", "ann") };
    let newer = Recommendation { created_at: new, ..word("newer", "ann") };
    let older = Recommendation { created_at: old, text: "words".to_owned(), ..word("older", "ann") };
    let spoken = Recommendation { created_at: new, text: "words".to_owned(), ..word("spoken", "ann") };
    let hidden = Recommendation { verb: Verb::Loves, audience: Audience::OnlyMe, ..word("hidden", "ann") };
    let undated = word("undated", "ann");
    for (words, expect) in [
        (vec![newer.clone(), loves, spoken.clone()], "loves"),
        (vec![older.clone(), newer.clone()], "newer"),
        (vec![undated.clone(), older.clone()], "older"),
        (vec![newer, spoken.clone(), older], "spoken"),
        (vec![hidden, undated], "undated"),
    ] {
        assert_eq!(friends_of(&heard(words.clone(), Some("k"))), [expect]);
        assert_eq!(friends_of(&heard(words.into_iter().rev().collect(), Some("k"))), [expect]);
    }
}

#[test]
fn friends_stand_by_words_verb_and_age_and_then_by_id() {
    let said = heard(
        vec![
            Recommendation { verb: Verb::Bought, text: "words".to_owned(), ..word("bought", "ann") },
            Recommendation {
                verb: Verb::Recommends,
                created_at: Timestamp::parse("2026-01-01"),
                ..word("wordless", "bob")
            },
            Recommendation { verb: Verb::Recommends, text: "words".to_owned(), ..word("spoken", "cy") },
        ],
        Some("k"),
    );
    assert_eq!(friends_of(&said), ["spoken", "wordless", "bought"]);
    let dated = |id: &str, person: &str, date: &str| Recommendation {
        created_at: Timestamp::parse(date),
        ..word(id, person)
    };
    let said = heard(
        vec![word("undated", "ann"), dated("old", "bob", "2020-01-01"), dated("new", "cy", "2026-01-01")],
        Some("k"),
    );
    assert_eq!(friends_of(&said), ["new", "undated", "old"]);
    assert_eq!(friends_of(&heard(vec![word("2", "ann"), word("1", "bob")], Some("k"))), ["1", "2"]);
}

#[test]
fn the_public_stands_by_words_verb_and_standing() {
    let spoken =
        |id: &str, person: &str, verb| Recommendation { verb, text: "words".to_owned(), ..word(id, person) };
    let said = heard(
        vec![
            Recommendation { verb: Verb::Loves, ..word("wordless champion", "champion") },
            spoken("member loves", "zoe", Verb::Loves),
            spoken("owner uses", "owner", Verb::Uses),
            spoken("employee recommends", "employee", Verb::Recommends),
            word("wordless", "yan"),
        ],
        Some("k"),
    );
    assert_eq!(
        public_of(&said),
        ["member loves", "owner uses", "employee recommends", "wordless champion", "wordless"]
    );
    let reasons: Vec<_> =
        said.public.iter().map(|voice| (voice.reason.nearness, voice.reason.has_words)).collect();
    let expect = [
        (Nearness::Public, true),
        (Nearness::Standing, true),
        (Nearness::Public, true),
        (Nearness::Standing, false),
        (Nearness::Public, false),
    ];
    assert_eq!(reasons, expect);
}

#[test]
fn a_reason_tells_everything_that_raised_a_word() {
    let told = Recommendation { text: "It lasts.".to_owned(), will_answer: true, ..word("1", "ann") };
    let relevance = |word: &Recommendation| if word.text.is_empty() { 0.0 } else { 0.5 };
    let words = [told, word("2", "zoe")];
    let circle = circle();
    let said = voices(&words, &Listener { relevance: Some(&relevance), ..listener(&circle) });
    let full = Reason {
        nearness: Nearness::Friend,
        has_words: true,
        will_answer: true,
        mutual: 1,
        is_relevant: true,
    };
    let bare = Reason {
        nearness: Nearness::Public,
        has_words: false,
        will_answer: false,
        mutual: 0,
        is_relevant: false,
    };
    assert_eq!((said.friends[0].reason, said.public[0].reason), (full, bare));
}

#[test]
fn whatever_raises_a_word_raises_it_before_one_that_lacks_it() {
    let raised = |change: &dyn Fn(&mut Recommendation)| {
        let mut better = word("z", "bob");
        change(&mut better);
        friends_of(&heard(vec![word("a", "ann"), better], Some("k"))) == ["z", "a"]
    };
    assert!(!raised(&|_| ()), "else they stand by id");
    assert!(raised(&|word| word.verb = Verb::Recommends));
    assert!(raised(&|word| word.text = "words".to_owned()));
    assert!(raised(&|word| word.will_answer = true));
    assert!(raised(&|word| word.created_at = Some(now())));

    let near = Circle::new(
        None,
        vec![known("a", Relation::Friend), Friend { mutual: 9, ..known("z", Relation::Friend) }],
    );
    let words = [word("a", "a"), word("z", "z")];
    assert_eq!(friends_of(&voices(&words, &listener(&near))), ["z", "a"]);
    let relevance = |word: &Recommendation| if word.id.as_str() == "z" { 0.1 } else { f32::NAN };
    let even = Circle::new(None, vec![known("a", Relation::Friend), known("z", Relation::Friend)]);
    assert_eq!(friends_of(&voices(&words, &listener(&even))), ["a", "z"]);
    let sought = Listener { relevance: Some(&relevance), ..listener(&even) };
    assert_eq!(friends_of(&voices(&words, &sought)), ["z", "a"]);
}

#[test]
fn what_is_dated_in_the_future_is_of_now() {
    let of = |date: &str| {
        let word = Recommendation { created_at: Timestamp::parse(date), ..word("1", "ann") };
        let reason = Reason::of(&word, Nearness::Friend, 0, 0.0);
        strength(&word, reason, 0.0, now(), &FriendWeights::default())
    };
    assert!(of("2026-05-01").to_bits() == of("2999-01-01").to_bits());
    assert!(of("2026-05-01") > of("2026-04-01") && of("2026-04-01") > of("2020-01-01"));
}

#[test]
fn all_that_is_said_together_is_stronger_with_each_voice() {
    let of =
        |people: &[&str]| heard(people.iter().map(|person| word(person, person)).collect(), None).strength;
    assert!(of(&[]).abs() < f32::EPSILON);
    assert!(of(&["zoe"]) > 0.0 && of(&["far"]) > of(&["zoe"]) && of(&["ann"]) > of(&["far"]));
    assert!(of(&["ann", "zoe"]) > of(&["ann"]));
    assert!((of(&["me", "ann"]) - of(&["ann"])).abs() < f32::EPSILON, "the own word is not among it");
}

fn topic(row: &str) -> Topic {
    let mut reader = SnapshotReader::default();
    reader.feed(format!(r#"{{"topics":[{row}]"#).as_bytes());
    match reader.next_row() {
        Ok(Some(Row::Topic(topic))) => topic,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_friends_part_is_the_weightiest_deed() {
    let topic = topic(
        r#"{"id":1,"title":"A","author":"cy","replies":[
            {"body":"x","author":"bob"},{"body":"x","author":"cy"},{"body":"x","author":"zoe"},{"body":"x","author":"me"},
            {"body":"x","author":"ann","best":true},{"body":"x","author":"ann"},{"body":"x","author":"far"},{"body":"x"},{"body":"x","author":"bob"}]}"#,
    );
    let found: Vec<_> =
        parts(&topic, &circle()).into_iter().map(|part| (part.friend.to_string(), part.deed)).collect();
    let expect = [("ann", Deed::GaveBestAnswer), ("cy", Deed::Asked), ("bob", Deed::Replied)];
    assert_eq!(found, expect.map(|(id, deed)| (id.to_owned(), deed)));
    assert_eq!(parts(&topic, &Circle::default()), []);
}

#[test]
fn who_answers_the_own_question_best_gave_the_best_answer() {
    let topic =
        topic(r#"{"id":1,"title":"A","author":"ann","replies":[{"body":"x","author":"ann","best":true}]}"#);
    let deeds: Vec<_> = parts(&topic, &circle()).into_iter().map(|part| part.deed).collect();
    assert_eq!(deeds, [Deed::GaveBestAnswer]);
}

#[test]
fn friends_who_only_replied_stand_by_id() {
    let topic =
        topic(r#"{"id":1,"title":"A","replies":[{"body":"x","author":"cy"},{"body":"x","author":"ann"}]}"#);
    let found: Vec<_> = parts(&topic, &circle()).into_iter().map(|part| part.friend.to_string()).collect();
    assert_eq!(found, ["ann", "cy"]);
}

#[test]
fn what_the_service_knows_of_friends_in_a_topic_comes_after_what_the_topic_shows() {
    let topic = topic(r#"{"id":1,"title":"A","author":"cy"}"#);
    let part = |friend: &str, deed| Part { friend: friend.into(), deed };
    let brought = [
        part("bob", Deed::FoundUseful),
        part("cy", Deed::HasToo),
        part("zoe", Deed::HasToo),
        part("far", Deed::HasToo),
        part("ann", Deed::FoundUseful),
        part("ann", Deed::HasToo),
        part("me", Deed::HasToo),
    ];
    let all = [part("cy", Deed::Asked), part("ann", Deed::HasToo), part("bob", Deed::FoundUseful)];
    assert_eq!(parts_up_to(3, &topic, &brought, &circle()), Parts { shown: all.to_vec(), more: 0 });
    assert_eq!(parts_up_to(1, &topic, &brought, &circle()), Parts { shown: all[..1].to_vec(), more: 2 });
    assert_eq!(parts_up_to(0, &topic, &brought, &circle()), Parts { shown: vec![], more: 3 });
    assert_eq!(parts_up_to(3, &topic, &brought, &Circle::default()), Parts::default());
}
