//! Laws of whose word counts.

use goodword_core::{
    friends::{
        Circle, Deed, Friend, FriendWeights, Listener, Nearness, Part, Reason, Relation, Voices, parts_up_to,
        strength, voices,
    },
    model::{Audience, Body, Id, Kind, Recommendation, Reply, Role, Status, Timestamp, Topic, Verb},
};
use proptest::{collection::vec, prelude::*};
use std::{collections::HashSet, sync::Arc};

fn id() -> impl Strategy<Value = Id> {
    (0..8_u8).prop_map(|id| Id::from(format!("p{id}")))
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![Just(Relation::Friend), Just(Relation::FriendOfFriend)]
}

fn people() -> impl Strategy<Value = Vec<Friend>> {
    let friend = (id(), relation(), "[ab]", prop::option::of("[xy]".prop_map(String::from)), 0..3_u32);
    let friend =
        friend.prop_map(|(id, relation, name, avatar, mutual)| Friend { id, name, avatar, relation, mutual });
    vec(friend, 0..8)
}

fn words() -> impl Strategy<Value = Vec<Arc<Recommendation>>> {
    let verb = prop_oneof![Just(Verb::Loves), Just(Verb::Recommends), Just(Verb::Uses), Just(Verb::Bought)];
    let audience = prop_oneof![Just(Audience::Public), Just(Audience::Friends), Just(Audience::OnlyMe)];
    let time = prop::option::of((0..3_i64).prop_map(Timestamp::from_millis));
    vec((id(), 0..2_u8, verb, "[a ]?", time, audience), 0..20).prop_map(|words| {
        let numbered = words.into_iter().enumerate();
        numbered
            .map(|(number, (person, subject, verb, text, created_at, audience))| {
                let id = Id::from(format!("r{number}"));
                let subject = Id::from(format!("k{subject}"));
                let will_answer = false;
                Arc::new(Recommendation {
                    id,
                    person,
                    subject,
                    verb,
                    text,
                    created_at,
                    audience,
                    will_answer,
                })
            })
            .collect()
    })
}

/// Some input and the same shuffled.
fn shuffled<T: Clone + std::fmt::Debug>(
    list: impl Strategy<Value = Vec<T>>,
) -> impl Strategy<Value = (Vec<T>, Vec<T>)> {
    list.prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle()))
}

fn topic() -> impl Strategy<Value = Topic> {
    let reply = (prop::option::of(id()), any::<bool>()).prop_map(|(author, best)| Reply {
        id: "r".into(),
        author,
        body: Body::default(),
        created_at: None,
        best,
        official: false,
        star_count: 0,
    });
    (prop::option::of(id()), vec(reply, 0..6)).prop_map(|(author, replies)| Topic {
        id: "t".into(),
        kind: Kind::Question,
        status: Status::None,
        title: "A".to_owned(),
        body: Body::default(),
        author,
        created_at: None,
        last_active_at: None,
        url: None,
        tags: Vec::new(),
        products: Vec::new(),
        me_too_count: 0,
        follower_count: 0,
        reply_count: 0,
        replies,
    })
}

fn standing(id: &Id) -> Role {
    if id.ends_with('1') { Role::Champion } else { Role::Member }
}

/// What `circle` and everyone say of `subject`, at some moment.
fn heard(words: &[Arc<Recommendation>], subject: Option<&str>, circle: &Circle) -> Voices {
    let relevance = |word: &Recommendation| if word.text == "a" { 0.5 } else { 0.0 };
    voices(
        words,
        &Listener {
            subject,
            circle,
            standing: &standing,
            now: Timestamp::from_millis(100_000_000_000),
            relevance: Some(&relevance),
            weights: &FriendWeights::default(),
        },
    )
}

fn brought() -> impl Strategy<Value = Vec<Part>> {
    let deed = prop_oneof![Just(Deed::HasToo), Just(Deed::FoundUseful)];
    vec((id(), deed).prop_map(|(friend, deed)| Part { friend, deed }), 0..6)
}

/// Weights within their ranges: each at some hundredth of the way from the least to the most.
fn weights() -> impl Strategy<Value = FriendWeights> {
    vec(0..=100_u8, FriendWeights::KNOBS.len()).prop_map(|places| {
        let mut weights = FriendWeights::default();
        for (knob, place) in FriendWeights::KNOBS.iter().zip(places) {
            let value = knob.least + (knob.most - knob.least) * f32::from(place) / 100.0;
            let set = weights.set(knob.name, value.clamp(knob.least, knob.most));
            assert_eq!(set, Ok(()));
        }
        weights
    })
}

/// Each word that is in `said` by name.
fn named(said: &Voices) -> impl Iterator<Item = &Arc<Recommendation>> {
    let placed = said.friends.iter().chain(&said.public).map(|voice| &voice.recommendation);
    placed.chain(&said.own)
}

proptest! {
    #[test]
    fn the_order_of_the_input_does_not_matter(
        viewer in prop::option::of(id()), people in shuffled(people()), words in shuffled(words()),
        subject in prop::option::of(Just("k0")), topic in topic(), brought in shuffled(brought()), most in 0..8_usize,
    ) {
        let circle = Circle::new(viewer.clone(), people.0);
        let shuffled = Circle::new(viewer, people.1);
        prop_assert_eq!(&circle, &shuffled);
        prop_assert_eq!(heard(&words.0, subject, &circle), heard(&words.1, subject, &shuffled));
        prop_assert_eq!(parts_up_to(most, &topic, &brought.0, &circle), parts_up_to(most, &topic, &brought.1, &shuffled));
    }

    #[test]
    fn nobody_is_shown_who_did_not_choose_to_be(
        viewer in prop::option::of(id()), people in people(), words in words(), subject in prop::option::of(Just("k0")),
    ) {
        let circle = Circle::new(viewer, people);
        let said = heard(&words, subject, &circle);
        for word in named(&said) {
            prop_assert!(words.contains(word), "only what was said is shown");
            let own = circle.viewer() == Some(&word.person);
            match word.audience {
                Audience::Public => {}
                Audience::Friends => prop_assert!(own || circle.friend(&word.person).is_some()),
                Audience::OnlyMe => prop_assert!(own),
            }
            prop_assert_eq!(own, said.own.contains(word));
        }
        // A count tells too: it must be the same without the words that the visitor may not see.
        let visible: Vec<_> = words.iter().filter(|word| {
            let own = circle.viewer() == Some(&word.person);
            own || word.audience == Audience::Public
                || (word.audience == Audience::Friends && circle.friend(&word.person).is_some())
        }).cloned().collect();
        prop_assert_eq!(heard(&visible, subject, &circle), said);
    }

    #[test]
    fn friends_of_friends_are_counted_and_never_named(
        viewer in prop::option::of(id()), people in people(), words in words(), topic in topic(), brought in brought(),
    ) {
        let circle = Circle::new(viewer, people);
        let said = heard(&words, None, &circle);
        for word in named(&said) {
            prop_assert_ne!(circle.relation(&word.person), Some(Relation::FriendOfFriend));
        }
        for part in parts_up_to(8, &topic, &brought, &circle).shown {
            prop_assert_eq!(circle.relation(&part.friend), Some(Relation::Friend));
        }
        let counted: HashSet<&Id> = words.iter()
            .filter(|word| word.audience == Audience::Public)
            .map(|word| &word.person)
            .filter(|person| circle.relation(person) == Some(Relation::FriendOfFriend))
            .collect();
        prop_assert_eq!(said.friends_of_friends, counted.len());
    }

    #[test]
    fn a_person_has_one_voice_a_subject(viewer in prop::option::of(id()), people in people(), words in words()) {
        let said = heard(&words, None, &Circle::new(viewer, people));
        let placed: Vec<_> = said.friends.iter().chain(&said.public).map(|voice| &voice.recommendation).collect();
        let distinct: HashSet<_> = placed.iter().map(|word| (&word.person, &word.subject)).collect();
        prop_assert_eq!(distinct.len(), placed.len());
        let people: HashSet<_> = placed.iter().map(|word| &word.person).collect();
        prop_assert_eq!(said.total, people.len() + said.friends_of_friends);
    }

    #[test]
    fn a_withdrawn_word_leaves_no_trace(
        viewer in prop::option::of(id()), people in people(), words in words(), withdrawn in id(),
    ) {
        let circle = Circle::new(viewer, people);
        let left: Vec<_> = words.iter().filter(|word| word.person != withdrawn).cloned().collect();
        let (before, after) = (heard(&words, None, &circle), heard(&left, None, &circle));
        prop_assert!(named(&after).all(|word| word.person != withdrawn));
        // What the others say stands as it stood, and the counts are less by this one person at most.
        let others = |said: &Voices| -> Vec<_> {
            named(said).filter(|word| word.person != withdrawn).cloned().collect()
        };
        prop_assert_eq!(others(&before), others(&after));
        let spoke = words.iter().any(|word| {
            let is_seen = match word.audience {
                Audience::Public => true,
                Audience::Friends => circle.friend(&word.person).is_some(),
                Audience::OnlyMe => false,
            };
            word.person == withdrawn && is_seen && !circle.is_viewer(&word.person)
        });
        prop_assert_eq!(before.total, after.total + usize::from(spoke));
    }

    #[test]
    fn a_friend_never_stands_below_an_otherwise_equal_stranger(
        words in words(), mutual in 0..u32::MAX, relevance in prop_oneof![-1.0..2.0_f32, Just(f32::NAN)],
        now in any::<i64>(), weights in weights(),
    ) {
        for word in words {
            let of = |nearness| {
                let reason = Reason::of(&word, nearness, mutual, relevance);
                strength(&word, reason, relevance, Timestamp::from_millis(now), &weights)
            };
            let friend = of(Nearness::Friend);
            prop_assert!(friend.is_finite() && friend >= 0.0);
            for other in [Nearness::FriendOfFriend, Nearness::Standing, Nearness::Public] {
                prop_assert!(friend >= of(other), "{:?}", other);
                prop_assert!(of(other) >= of(Nearness::Public), "{:?}", other);
            }
        }
    }
}
