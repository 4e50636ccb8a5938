//! What a service can tell from its log of whom it was asked about.
//!
//! The service is as clever as it can be here: it knows every person and every subject, hence every prefix, and which requests are one visitor's.
//! Every world is drawn from a seed, so these tests find the same each time; the bounds are those that a drawing passes with the confidence that stands there.

use goodword_core::{
    friends::{Ranges, prefix},
    model::Id,
};
use std::collections::BTreeSet;

const PEOPLE: u64 = 120;
const FRIENDS: usize = 5;
/// As many prefixes as five friends hide in.
const ASKED: usize = 16;
const DIGITS: u32 = 4;
const SUBJECTS: [&str; 4] = ["kettle", "lid", "filter", "cord"];
const WORLDS: u64 = 300;

/// `SplitMix64`. Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn secret(&mut self) -> [u8; 32] {
        let mut secret = [0; 32];
        for bytes in secret.chunks_mut(8) {
            bytes.copy_from_slice(&self.next().to_le_bytes());
        }
        secret
    }

    fn some(&mut self, all: &[Id], count: usize) -> Vec<Id> {
        let mut chosen = BTreeSet::new();
        while chosen.len() < count {
            let (next, people) = (self.next(), all.len() as u64);
            chosen.extend(usize::try_from(next % people));
        }
        chosen.into_iter().map(|number| all[number].clone()).collect()
    }
}

/// A visitor in a community, and whose prefixes the service sees.
struct World {
    people: Vec<Id>,
    friends: Vec<Id>,
    secret: [u8; 32],
    ranges: Ranges,
    chance: Chance,
}

fn world(seed: u64) -> World {
    let mut chance = Chance(seed);
    let people: Vec<_> = (0..PEOPLE).map(|number| Id::from(format!("w{seed}p{number}"))).collect();
    let friends = chance.some(&people, FRIENDS);
    let secret = chance.secret();
    let ranges = Ranges::new(&friends, &people, secret);
    World { people, friends, secret, ranges, chance }
}

/// One opening of the panel as the service's log has it: for each subject the prefixes, in the order in which they came.
type Opening = Vec<Vec<String>>;

impl World {
    fn opening(&self) -> Opening {
        SUBJECTS.iter().map(|subject| self.ranges.prefixes(subject, DIGITS)).collect()
    }

    fn is_friends(&self, subject: &str, asked: &str) -> bool {
        self.friends.iter().any(|friend| prefix(subject, friend, DIGITS) == asked)
    }
}

/// Who is asked for in every opening and on every subject: the service's best guess of who the friends are.
fn always_asked_for(people: &[Id], log: &[Opening]) -> Vec<Id> {
    let is_asked = |person: &Id, opening: &Opening| {
        SUBJECTS.iter().zip(opening).all(|(subject, asked)| asked.contains(&prefix(subject, person, DIGITS)))
    };
    people.iter().filter(|person| log.iter().all(|opening| is_asked(person, opening))).cloned().collect()
}

/// The sum of squared distances from what is expected of each, in units of it.
fn chi_square(found: &[u32], expected: f64) -> f64 {
    found.iter().map(|found| (f64::from(*found) - expected).powi(2) / expected).sum()
}

/// What chi-square with 15 degrees of freedom exceeds once in a thousand drawings.
const ONCE_IN_A_THOUSAND: f64 = 37.70;

/// The part of hits among guesses, and what that part stays below with a confidence of 99.9 % where each guess hits with `chance`: the normal bound of
/// the binomial distribution.
fn hit_rate(hits: usize, guesses: usize, chance: f64) -> (f64, f64) {
    let count = |number: usize| u32::try_from(number).map_or(f64::NAN, f64::from);
    let spread = (chance * (1.0 - chance) / count(guesses)).sqrt();
    (count(hits) / count(guesses), chance + 3.09 * spread)
}

#[test]
fn the_same_friends_are_asked_for_in_the_same_way_each_time() {
    for seed in 0..20 {
        let world = world(seed);
        let first = world.opening();
        assert!((0..10).all(|_| world.opening() == first), "nothing is to be learnt from a second opening");
        // However the host page lists them.
        let mut friends = world.friends.clone();
        friends.reverse();
        let reversed: Vec<_> = world.people.iter().rev().cloned().collect();
        let again = Ranges::new(&friends, &reversed, world.secret);
        assert_eq!(again.prefixes("kettle", DIGITS), first[0]);
    }
}

#[test]
fn neither_place_nor_digits_tell_a_friends_prefix_from_a_decoy() {
    let (mut places, mut digits, mut friends) = ([0; ASKED], [0; 16], 0);
    for seed in 0..WORLDS {
        let world = world(seed);
        for (subject, asked) in SUBJECTS.iter().zip(world.opening()) {
            assert_eq!(asked.len(), ASKED);
            for (place, prefix) in asked.iter().enumerate() {
                if world.is_friends(subject, prefix) {
                    places[place] += 1;
                    digits[usize::from_str_radix(&prefix[..1], 16).unwrap()] += 1;
                    friends += 1;
                }
            }
        }
    }
    let expected = f64::from(friends) / 16.0;
    assert!(expected > 300.0, "{friends} are too few to tell");
    let (by_place, by_digit) = (chi_square(&places, expected), chi_square(&digits, expected));
    assert!(by_place < ONCE_IN_A_THOUSAND, "{by_place}: {places:?}");
    assert!(by_digit < ONCE_IN_A_THOUSAND, "{by_digit}: {digits:?}");
}

#[test]
fn who_is_asked_for_on_every_subject_is_no_more_a_friend_than_chance_has_it() {
    let (mut hits, mut guesses, mut fewest) = (0, 0, usize::MAX);
    for seed in 0..WORLDS {
        let world = world(seed);
        let log = [world.opening(), world.opening(), world.opening()];
        let suspects = always_asked_for(&world.people, &log);
        fewest = fewest.min(suspects.len());
        hits += suspects.iter().filter(|suspect| world.friends.contains(suspect)).count();
        guesses += suspects.len();
    }
    assert!(fewest >= ASKED - 1, "{fewest} people are asked for on every subject");
    let (rate, bound) = hit_rate(hits, guesses, 5.0 / 16.0);
    assert!(rate < bound, "{rate} of {guesses} guesses hit, where chance allows {bound}");
}

#[test]
fn no_kind_of_id_is_more_a_friends_than_another() {
    // The friends are drawn without regard to ids, so a service that guesses whose id comes first must not hit more often.
    let (mut hits, mut guesses) = (0, 0);
    for seed in 0..WORLDS {
        let world = world(seed);
        let suspects = always_asked_for(&world.people, &[world.opening()]);
        hits += suspects.iter().take(FRIENDS).filter(|suspect| world.friends.contains(suspect)).count();
        guesses += FRIENDS;
    }
    let (rate, bound) = hit_rate(hits, guesses, 5.0 / 16.0);
    assert!(rate < bound, "{rate} of {guesses} guesses hit, where chance allows {bound}");
}

/// What must not be done, to show that the tests above would see it.
#[test]
fn decoys_that_change_with_each_visit_or_with_the_subject_would_give_the_friends_away() {
    let (mut by_visits, mut by_subjects, mut visits, mut subjects) = (0, 0, 0, 0);
    for seed in 0..40 {
        let mut world = world(seed);
        let log: Vec<Opening> = (0..5)
            .map(|_| {
                let ranges = Ranges::new(&world.friends, &world.people, world.chance.secret());
                SUBJECTS.iter().map(|subject| ranges.prefixes(subject, DIGITS)).collect()
            })
            .collect();
        let suspects = always_asked_for(&world.people, &log);
        by_visits += suspects.iter().filter(|suspect| world.friends.contains(suspect)).count();
        visits += suspects.len();

        // Without a crowd decoys are made up, and no person is asked for on every subject but the friends.
        let alone = Ranges::new(&world.friends, &[], world.chance.secret());
        let log = [SUBJECTS.iter().map(|subject| alone.prefixes(subject, DIGITS)).collect()];
        let suspects = always_asked_for(&world.people, &log);
        by_subjects += suspects.iter().filter(|suspect| world.friends.contains(suspect)).count();
        subjects += suspects.len();
    }
    let (rate, bound) = hit_rate(by_visits, visits, 5.0 / 16.0);
    assert!(rate > bound && rate > 0.9, "{rate}");
    let (rate, bound) = hit_rate(by_subjects, subjects, 5.0 / 16.0);
    assert!(rate > bound && rate > 0.9, "{rate}");
}
