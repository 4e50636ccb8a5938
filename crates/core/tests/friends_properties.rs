//! Laws of whose word counts.

use goodword_core::{
    friends::{Circle, Friend, Relation, Voices, parts, voices},
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

/// Each word that is in `said` by name.
fn named(said: &Voices) -> impl Iterator<Item = &Arc<Recommendation>> {
    let placed = said.friends.iter().chain(&said.public).map(|voice| &voice.recommendation);
    placed.chain(&said.own)
}

proptest! {
    #[test]
    fn the_order_of_the_input_does_not_matter(
        viewer in prop::option::of(id()), people in shuffled(people()), words in shuffled(words()),
        subject in prop::option::of(Just("k0")), topic in topic(),
    ) {
        let circle = Circle::new(viewer.clone(), people.0);
        let shuffled = Circle::new(viewer, people.1);
        prop_assert_eq!(&circle, &shuffled);
        prop_assert_eq!(voices(&words.0, subject, &circle, &standing), voices(&words.1, subject, &shuffled, &standing));
        prop_assert_eq!(parts(&topic, &circle), parts(&topic, &shuffled));
    }

    #[test]
    fn nobody_is_shown_who_did_not_choose_to_be(
        viewer in prop::option::of(id()), people in people(), words in words(), subject in prop::option::of(Just("k0")),
    ) {
        let circle = Circle::new(viewer, people);
        let said = voices(&words, subject, &circle, &standing);
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
        prop_assert_eq!(voices(&visible, subject, &circle, &standing), said);
    }

    #[test]
    fn friends_of_friends_are_counted_and_never_named(
        viewer in prop::option::of(id()), people in people(), words in words(), topic in topic(),
    ) {
        let circle = Circle::new(viewer, people);
        let said = voices(&words, None, &circle, &standing);
        for word in named(&said) {
            prop_assert_ne!(circle.relation(&word.person), Some(Relation::FriendOfFriend));
        }
        for part in parts(&topic, &circle) {
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
        let said = voices(&words, None, &Circle::new(viewer, people), &standing);
        let placed: Vec<_> = said.friends.iter().chain(&said.public).map(|voice| &voice.recommendation).collect();
        let distinct: HashSet<_> = placed.iter().map(|word| (&word.person, &word.subject)).collect();
        prop_assert_eq!(distinct.len(), placed.len());
        let people: HashSet<_> = placed.iter().map(|word| &word.person).collect();
        prop_assert_eq!(said.total, people.len() + said.friends_of_friends);
    }
}
