//! Whom a visitor may want to know, why, and who is never suggested.

use goodword_core::friends::{Champion, Consent, FriendWeights, Graph, Progress, Suggesting, Suggestion};
use proptest::{collection::vec, prelude::*};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

const OPEN: Consent = Consent { is_given: true, is_blocked: false, is_dismissed: false };

/// A graph of friendships written as `ann-bob`.
fn graph(friendships: &[&str]) -> Arc<Graph> {
    let mut graph = Graph::default();
    for friendship in friendships {
        let (a, b) = friendship.split_once('-').expect("two people");
        let (a, b) = (graph.node(a), graph.node(b));
        graph.befriend(a, b);
    }
    Arc::new(graph)
}

fn work(mut suggesting: Suggesting, budget: u32) -> Vec<Suggestion> {
    loop {
        if let Progress::Ready(found) = suggesting.step(budget) {
            return found;
        }
    }
}

/// Who is suggested to `me`, each as `id mutual answered`.
fn suggested(
    graph: &Arc<Graph>,
    consents: &[Consent],
    champions: &[Champion],
    weights: &FriendWeights,
) -> Vec<String> {
    let suggesting =
        Suggesting::new(graph.clone(), graph.find("me"), consents.to_vec(), champions, weights, 20);
    let told =
        |found: Suggestion| format!("{} {} {}", graph.id(found.node), found.why.mutual, found.why.answered);
    work(suggesting, 1000).into_iter().map(told).collect()
}

fn of_all(graph: &Arc<Graph>, champions: &[Champion]) -> Vec<String> {
    suggested(graph, &vec![OPEN; graph.len()], champions, &FriendWeights::default())
}

#[test]
fn friends_of_friends_are_suggested_with_the_number_of_common_friends() {
    let graph = graph(&["me-ann", "me-bob", "ann-cy", "bob-cy", "bob-dan", "dan-eve"]);
    assert_eq!(of_all(&graph, &[]), ["cy 2 0", "dan 1 0"]);
}

#[test]
fn a_common_friend_who_knows_few_tells_more_than_one_who_knows_many() {
    let graph = graph(&["me-few", "me-many", "few-zed", "many-abe", "many-x", "many-y", "many-z"]);
    assert_eq!(of_all(&graph, &[]), ["zed 1 0", "abe 1 0", "x 1 0", "y 1 0", "z 1 0"]);
}

#[test]
fn friendships_given_twice_or_with_oneself_count_once_or_not_at_all() {
    let once = graph(&["me-ann", "ann-bob", "me-cy", "cy-dan", "cy-eve"]);
    let messy = graph(&[
        "ann-me", "me-ann", "ann-bob", "bob-ann", "ann-ann", "me-me", "me-cy", "cy-dan", "cy-eve", "eve-cy",
    ]);
    assert_eq!(of_all(&once, &[]), ["bob 1 0", "dan 1 0", "eve 1 0"]);
    assert_eq!(of_all(&messy, &[]), of_all(&once, &[]));
}

#[test]
fn of_a_common_friend_whose_other_friends_are_not_in_the_graph_the_number_given_counts() {
    let graph = graph(&["me-few", "me-many", "few-zed", "many-abe"]);
    let node = |id: &str| graph.find(id).unwrap();
    let ranked = |degrees: &[(&str, u32)]| {
        let mut by_node = vec![0; graph.len()];
        for (id, degree) in degrees {
            by_node[node(id) as usize] = *degree;
        }
        let (consents, weights) = (vec![OPEN; graph.len()], FriendWeights::default());
        let suggesting = Suggesting::new(graph.clone(), graph.find("me"), consents, &[], &weights, 20);
        let found = work(suggesting.with_degrees(by_node), 3);
        found.iter().map(|found| graph.id(found.node).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ranked(&[]), ["abe", "zed"]);
    assert_eq!(ranked(&[("many", 3)]), ["zed", "abe"]);
    // Fewer than the graph holds are no less than that.
    assert_eq!(ranked(&[("many", 1), ("few", 0)]), ["abe", "zed"]);
}

#[test]
fn who_answers_what_the_visitor_asks_about_is_suggested_with_what_that_is() {
    let graph = {
        let mut graph = Graph::clone(&graph(&["me-ann", "ann-bob"]));
        graph.node("champion");
        Arc::new(graph)
    };
    let champion = graph.find("champion").unwrap();
    let of = |answered, about| Champion { node: champion, answered, about };
    let consents = vec![OPEN; graph.len()];
    let weights = FriendWeights::default();
    let champions = [of(2, Some(7)), of(40, Some(9)), of(40, Some(8)), of(0, None)];
    let suggesting =
        Suggesting::new(graph.clone(), graph.find("me"), consents.clone(), &champions, &weights, 20);
    let found = work(suggesting, 10);
    let told: Vec<_> =
        found.iter().map(|found| (graph.id(found.node), found.why.answered, found.why.about)).collect();
    // ann has two friends: 1 / ln 2 is 1.44; the 40 answers are 0.3 ln 41, 1.11.
    assert_eq!(told, [("bob", 0, None), ("champion", 40, Some(8))]);
    let mut weights = FriendWeights::default();
    weights.set("answered", 0.5).unwrap();
    assert_eq!(suggested(&graph, &consents, &champions, &weights), ["champion 0 40", "bob 1 0"]);
}

#[test]
fn nobody_is_suggested_who_is_a_friend_or_does_not_want_to_be_or_is_not_wanted() {
    let graph = graph(&["me-ann", "me-bob", "ann-bob", "ann-cy", "ann-dan", "ann-eve", "ann-fay"]);
    let consents = |node: u32| match graph.id(node) {
        "cy" => Consent { is_given: false, ..OPEN },
        "dan" => Consent { is_blocked: true, ..OPEN },
        "eve" => Consent { is_dismissed: true, ..OPEN },
        _ => OPEN,
    };
    let consents: Vec<_> = (0..).take(graph.len()).map(consents).collect();
    let champions: Vec<_> =
        (0..).take(graph.len()).map(|node| Champion { node, answered: 3, about: None }).collect();
    assert_eq!(suggested(&graph, &consents, &champions, &FriendWeights::default()), ["fay 1 3"]);
    let silent = suggested(&graph, &[], &champions, &FriendWeights::default());
    assert!(silent.is_empty(), "who said nothing did not agree: {silent:?}");
}

#[test]
fn a_blocked_friend_is_none_and_is_no_common_friend() {
    let graph = graph(&["me-ann", "ann-bob"]);
    let mut consents = vec![OPEN; graph.len()];
    consents[graph.find("ann").unwrap() as usize].is_blocked = true;
    assert!(suggested(&graph, &consents, &[], &FriendWeights::default()).is_empty());
}

#[test]
fn a_visitor_without_friends_is_suggested_champions_alone() {
    let graph = graph(&["ann-bob", "bob-cy"]);
    assert!(of_all(&graph, &[]).is_empty());
    assert_eq!(of_all(&graph, &[Champion { node: 2, answered: 1, about: None }]), ["cy 0 1"]);
    assert!(of_all(&Arc::default(), &[Champion { node: 2, answered: 1, about: None }]).is_empty());
}

#[test]
fn no_more_are_suggested_than_asked_for() {
    let graph = graph(&["me-ann", "ann-b", "ann-c", "ann-d"]);
    let (consents, weights) = (vec![OPEN; graph.len()], FriendWeights::default());
    for (limit, expect) in [(0, 0), (2, 2), (9, 3)] {
        let suggesting =
            Suggesting::new(graph.clone(), graph.find("me"), consents.clone(), &[], &weights, limit);
        assert_eq!(work(suggesting, 1).len(), expect);
    }
}

/// People are `p0` to `p11`; the visitor is `p0`.
const PEOPLE: u32 = 12;

fn friendships() -> impl Strategy<Value = Vec<(u32, u32)>> {
    vec((0..PEOPLE, 0..PEOPLE), 0..40)
}

fn consents() -> impl Strategy<Value = Vec<Consent>> {
    let consent = (prop::bool::weighted(0.8), prop::bool::weighted(0.1), prop::bool::weighted(0.1))
        .prop_map(|(is_given, is_blocked, is_dismissed)| Consent { is_given, is_blocked, is_dismissed });
    vec(consent, PEOPLE as usize)
}

fn champions() -> impl Strategy<Value = Vec<(u32, u32, Option<u32>)>> {
    vec((0..PEOPLE, 0..4_u32, prop::option::of(0..3_u32)), 0..6)
}

/// Who is suggested, with why, where people become nodes in the order of `naming`.
fn named(
    naming: &[u32],
    friendships: &[(u32, u32)],
    consents: &[Consent],
    champions: &[(u32, u32, Option<u32>)],
    budget: u32,
) -> Vec<(String, u32, u32, Option<u32>)> {
    told(naming, friendships, consents, champions, Vec::new(), budget)
}

/// The same with `degrees`, by node.
fn told(
    naming: &[u32],
    friendships: &[(u32, u32)],
    consents: &[Consent],
    champions: &[(u32, u32, Option<u32>)],
    degrees: Vec<u32>,
    budget: u32,
) -> Vec<(String, u32, u32, Option<u32>)> {
    let mut graph = Graph::default();
    let mut consents_by_node = Vec::new();
    for person in naming {
        graph.node(&format!("p{person}"));
        consents_by_node.push(consents[*person as usize]);
    }
    let node = |graph: &Graph, person: u32| graph.find(&format!("p{person}")).expect("everyone is a node");
    for (a, b) in friendships {
        let (a, b) = (node(&graph, *a), node(&graph, *b));
        graph.befriend(a, b);
    }
    let champions: Vec<_> = champions
        .iter()
        .map(|(person, answered, about)| Champion {
            node: node(&graph, *person),
            answered: *answered,
            about: *about,
        })
        .collect();
    let (graph, weights) = (Arc::new(graph), FriendWeights::default());
    let suggesting =
        Suggesting::new(graph.clone(), graph.find("p0"), consents_by_node, &champions, &weights, 20);
    let told = |found: Suggestion| {
        (graph.id(found.node).to_owned(), found.why.mutual, found.why.answered, found.why.about)
    };
    work(suggesting.with_degrees(degrees), budget).into_iter().map(told).collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The same by sets, one by one, as the definition has it.
fn by_definition(
    friendships: &[(u32, u32)],
    consents: &[Consent],
    champions: &[(u32, u32, Option<u32>)],
) -> BTreeMap<String, (u32, u32)> {
    let friends_of = |person: u32| -> BTreeSet<u32> {
        let ends = friendships.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
        ends.filter(|(a, b)| *a == person && b != a).map(|(_, b)| b).collect()
    };
    let friends = friends_of(0);
    let mut found = BTreeMap::new();
    for person in 1..PEOPLE {
        let Consent { is_given, is_blocked, is_dismissed } = consents[person as usize];
        let is_common = |friend: &&u32| !consents[**friend as usize].is_blocked;
        let mutual = friends.intersection(&friends_of(person)).filter(is_common).count();
        let answered =
            champions.iter().filter(|champion| champion.0 == person).map(|champion| champion.1).max();
        let answered = answered.unwrap_or(0);
        if is_given
            && !is_blocked
            && !is_dismissed
            && !friends.contains(&person)
            && mutual + answered as usize > 0
        {
            found.insert(format!("p{person}"), (u32::try_from(mutual).unwrap_or(u32::MAX), answered));
        }
    }
    found
}

proptest! {
    #[test]
    fn exactly_those_who_may_be_are_suggested_with_the_right_reasons(
        friendships in friendships(), consents in consents(), champions in champions(), budget in 1..50_u32,
    ) {
        let naming: Vec<_> = (0..PEOPLE).collect();
        let found = named(&naming, &friendships, &consents, &champions, budget);
        let reasons = found.iter().map(|(id, mutual, answered, _)| (id.clone(), (*mutual, *answered)));
        prop_assert_eq!(reasons.collect::<BTreeMap<_, _>>(), by_definition(&friendships, &consents, &champions));
    }

    #[test]
    fn the_friendships_around_the_visitor_and_degrees_suggest_what_all_friendships_do(
        friendships in friendships(), consents in consents(), champions in champions(),
    ) {
        let is_friend = |person: u32| friendships.iter().any(|edge| *edge == (0, person) || *edge == (person, 0));
        // What leads from a friend to somebody who may be suggested, or to the visitor.
        let is_near = |(friend, other): (u32, u32)| {
            is_friend(friend) && (other == 0 || consents[other as usize].is_given)
        };
        let near: Vec<_> = friendships.iter().copied().filter(|(a, b)| is_near((*a, *b)) || is_near((*b, *a))).collect();
        let degree = |person: u32| {
            let ends = friendships.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
            count(ends.filter(|(a, b)| *a == person && b != a).collect::<BTreeSet<_>>().len())
        };
        let degrees = (0..PEOPLE).map(degree).collect();
        let naming: Vec<_> = (0..PEOPLE).collect();
        prop_assert_eq!(
            told(&naming, &near, &consents, &champions, degrees, 100),
            named(&naming, &friendships, &consents, &champions, 100)
        );
    }

    #[test]
    fn no_order_of_people_friendships_or_champions_matters_and_no_size_of_slices(
        naming in Just((0..PEOPLE).collect::<Vec<_>>()).prop_shuffle(),
        friendships in friendships().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        champions in champions().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        consents in consents(), budget in 1..50_u32,
    ) {
        let sorted: Vec<_> = (0..PEOPLE).collect();
        let turned: Vec<_> = friendships.1.iter().map(|(a, b)| (*b, *a)).collect();
        prop_assert_eq!(
            named(&sorted, &friendships.0, &consents, &champions.0, 1_000),
            named(&naming, &turned, &consents, &champions.1, budget)
        );
    }
}
