//! Laws of whose word counts.

mod friends_support;

use friends_support::{Placed, Said, gathered, said};
use goodword_core::{
    friends::{
        Circle, Deed, Friend, FriendWeights, Listener, Nearness, Part, Reason, Relation, Words, parts_up_to,
        strength,
    },
    model::{Audience, Body, Id, Kind, Recommendation, Reply, Role, Status, Timestamp, Topic, Verb},
};
use proptest::{collection::vec, prelude::*};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
    sync::LazyLock,
};

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

fn words() -> impl Strategy<Value = Vec<Recommendation>> {
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
                Recommendation { id, person, subject, verb, text, created_at, audience, will_answer }
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
fn heard(words: &[Recommendation], subject: Option<&str>, circle: &Circle) -> Said {
    said(&mut gathered(words, standing), &listener(subject, circle))
}

/// Who listens at some moment, and looks for what is said with an "a".
fn listener<'a>(subject: Option<&'a str>, circle: &'a Circle) -> Listener<'a> {
    static WEIGHTS: LazyLock<FriendWeights> = LazyLock::new(FriendWeights::default);
    Listener { subject, circle, now: NOW, relevance: Some(&relevance), weights: &WEIGHTS }
}

const NOW: Timestamp = Timestamp::from_millis(100_000_000_000);

fn relevance(word: &Recommendation) -> f32 {
    if word.text == "a" { 0.5 } else { 0.0 }
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
fn named(said: &Said) -> impl Iterator<Item = &Recommendation> {
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
        let others = |said: &Said| -> Vec<_> {
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

/// What is said, worked out word by word as it is defined, without any short way.
fn defined(words: &[Recommendation], listener: &Listener<'_>) -> Said {
    let mut voices: BTreeMap<(&Id, &Id), &Recommendation> = BTreeMap::new();
    let choice = |word: &Recommendation| {
        (word.verb, Reverse(word.created_at), word.text.trim().is_empty(), word.id.clone())
    };
    for word in words {
        let is_viewer = listener.circle.is_viewer(&word.person);
        let may_hear = match word.audience {
            Audience::Public => true,
            Audience::Friends => is_viewer || listener.circle.friend(&word.person).is_some(),
            Audience::OnlyMe => is_viewer,
        };
        if may_hear && listener.subject.is_none_or(|subject| *word.subject == *subject) {
            let voice = voices.entry((&word.person, &word.subject)).or_insert(word);
            *voice = std::cmp::min_by_key(*voice, word, |word| choice(word));
        }
    }
    let mut said = Said::default();
    let (mut placed, mut seconds) = (Vec::new(), HashSet::new());
    let mut people = HashSet::new();
    for ((person, _), word) in voices {
        if listener.circle.is_viewer(person) {
            said.own.push(word.clone());
            continue;
        }
        people.insert(person);
        let nearness = match listener.circle.relation(person) {
            Some(Relation::Friend) => Nearness::Friend,
            Some(Relation::FriendOfFriend) => {
                seconds.insert(person);
                Nearness::FriendOfFriend
            }
            None if standing(person) == Role::Champion => Nearness::Standing,
            None => Nearness::Public,
        };
        let relevance = relevance(word);
        let mutual = listener.circle.friend(person).map_or(0, |friend| friend.mutual);
        let reason = Reason::of(word, nearness, mutual, relevance);
        let strength = strength(word, reason, relevance, listener.now, listener.weights);
        placed.push((strength, Placed { recommendation: word.clone(), reason }));
    }
    placed.sort_by(|(a, one), (b, other)| {
        let (one, other) = (&one.recommendation, &other.recommendation);
        b.total_cmp(a).then_with(|| other.created_at.cmp(&one.created_at)).then_with(|| one.id.cmp(&other.id))
    });
    said.own.sort_by_key(choice);
    (said.total, said.friends_of_friends) = (people.len(), seconds.len());
    let mut strengths = [0.0; 3];
    for (strength, voice) in placed {
        let place = match voice.reason.nearness {
            Nearness::Friend => 0,
            Nearness::Standing | Nearness::Public => 1,
            Nearness::FriendOfFriend => 2,
        };
        strengths[place] += strength;
        match place {
            0 => said.friends.push(voice),
            1 => said.public.push(voice),
            _ => {}
        }
    }
    said.strength = strengths.into_iter().sum();
    said
}

/// Something that happens to what a community holds.
#[derive(Clone, Debug)]
enum Event {
    Said(Recommendation),
    Forgot(Id),
    Became(Id, Role),
    Ranked,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let said = (0..20_u8, words()).prop_filter_map("no word", |(number, words)| {
        Some(Event::Said(Recommendation { id: Id::from(format!("r{number}")), ..words.first()?.clone() }))
    });
    let role = prop_oneof![Just(Role::Member), Just(Role::Champion)];
    let event = prop_oneof![
        6 => said,
        1 => id().prop_map(Event::Forgot),
        1 => (id(), role).prop_map(|(id, role)| Event::Became(id, role)),
        1 => Just(Event::Ranked),
    ];
    vec(event, 0..40)
}

proptest! {
    #[test]
    fn what_is_said_is_what_is_defined(
        viewer in prop::option::of(id()), people in people(), words in words(), subject in prop::option::of(Just("k0")),
    ) {
        let circle = Circle::new(viewer, people);
        prop_assert_eq!(heard(&words, subject, &circle), defined(&words, &listener(subject, &circle)));
    }

    #[test]
    fn however_words_came_and_went_what_is_left_is_ranked_as_if_it_had_come_now(
        viewer in prop::option::of(id()), people in people(), events in events(),
    ) {
        let circle = Circle::new(viewer, people);
        let listener = listener(None, &circle);
        let (mut grown, mut roles) = (Words::default(), BTreeMap::new());
        let mut left: Vec<Recommendation> = Vec::new();
        for event in events {
            match event {
                Event::Said(word) => {
                    left.retain(|other| other.id != word.id);
                    left.push(word.clone());
                    grown.put(word);
                }
                Event::Forgot(person) => {
                    left.retain(|word| word.person != person);
                    grown.forget(&|word| word.person == person);
                }
                Event::Became(person, role) => {
                    grown.set_role(&person, role);
                    roles.insert(person, role);
                }
                Event::Ranked => {
                    said(&mut grown, &listener);
                }
            }
        }
        let role = |id: &Id| roles.get(id).copied().unwrap_or_default();
        prop_assert_eq!(said(&mut grown, &listener), said(&mut gathered(&left, role), &listener));
        let mut here: Vec<_> = grown.all().cloned().collect();
        here.sort_by(|a, b| a.id.cmp(&b.id));
        left.sort_by(|a, b| a.id.cmp(&b.id));
        prop_assert_eq!(here, left);
    }

    #[test]
    fn the_number_of_a_forgotten_word_is_never_another_words(words in words(), forgotten in id()) {
        let mut held = gathered(&words, standing);
        let numbered: Vec<_> = (0..).zip(&words).collect();
        held.forget(&|word| word.person == forgotten);
        held.put(Recommendation { id: "new".into(), ..words.first().cloned().unwrap_or_else(blank) });
        for (number, word) in numbered {
            prop_assert_eq!(held.get(number), Some(word).filter(|word| word.person != forgotten));
            prop_assert_eq!(held.has(&word.id), word.person != forgotten);
        }
    }
}

fn blank() -> Recommendation {
    Recommendation {
        id: "r".into(),
        person: "p0".into(),
        subject: "k0".into(),
        verb: Verb::Uses,
        text: String::new(),
        created_at: None,
        audience: Audience::Public,
        will_answer: false,
    }
}
