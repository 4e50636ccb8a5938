//! Asking who of one's friends said something in public, without saying who one's friends are.
//!
//! A word's key is the SHA-256 of its subject, U+0000 and its person. The service is asked for all words whose keys begin with some digits, as
//! Li, Pal, Ali and others describe for leaked passwords ("Protocols for checking compromised credentials", 2019), and what comes is matched here. How the
//! friends' prefixes hide among others, and from whom they do not, is in this module's documentation.

use crate::{model::Id, order};
use sha2::{Digest, Sha256};

/// The least number of prefixes that are asked for, and the first of its doublings.
const STEP: usize = 16;
/// The longest prefix that a service may ask for.
const MAX_DIGITS: u32 = 6;

/// The key of a person's word on a subject: 64 lower-case hexadecimal digits.
pub fn key(subject: &str, person: &str) -> String {
    hex(&hash(subject, person))
}

fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        digits.push(hexadecimal(u32::from(byte >> 4)));
        digits.push(hexadecimal(u32::from(byte & 15)));
    }
    digits
}

/// The first `digits` of [`key`], 1 to 6.
pub fn prefix(subject: &str, person: &str, digits: u32) -> String {
    written(number(subject, person, bounded(digits)), bounded(digits))
}

fn bounded(digits: u32) -> u32 {
    digits.clamp(1, MAX_DIGITS)
}

fn hash(subject: &str, person: &str) -> [u8; 32] {
    Sha256::new().chain_update(subject).chain_update([0]).chain_update(person).finalize().into()
}

/// A prefix as a number.
fn number(subject: &str, person: &str, digits: u32) -> u32 {
    let [a, b, c, d, ..] = hash(subject, person);
    u32::from_be_bytes([a, b, c, d]) >> (32 - 4 * digits)
}

fn written(number: u32, digits: u32) -> String {
    let digit = |place: u32| hexadecimal(number >> (4 * place) & 15);
    (0..digits).rev().map(digit).collect()
}

fn hexadecimal(digit: u32) -> char {
    char::from_digit(digit, 16).unwrap_or_default()
}

/// Friends, and the people among whom they hide.
#[derive(Clone, Debug)]
pub struct Ranges {
    friends: Vec<Id>,
    /// The first who serve as decoys first.
    crowd: Vec<Id>,
    secret: [u8; 32],
}

impl Ranges {
    /// Hides `friends` in `crowd`: people who wrote something in public, as many as the page knows; some hundreds are enough, and each costs a hash. `secret` is
    /// random, known to the page alone, and the same for as long as visits can be told to be one visitor's.
    pub fn new(friends: &[Id], crowd: &[Id], secret: [u8; 32]) -> Self {
        let friends = distinct(friends);
        let crowd = distinct(crowd);
        let is_friend = |id: &Id| friends.get(friends.partition_point(|friend| friend < id)) == Some(id);
        let ranks: Vec<_> = crowd.iter().map(|id| keyed(&secret, id.as_bytes())).collect();
        let rank = |number: u32| &ranks[number as usize];
        let others = order::numbers(crowd.len(), &|number| !is_friend(&crowd[number as usize]));
        // Prefixes may fall together, so twice as many as are asked for are at hand.
        let decoys = order::first(others, 2 * size(friends.len()), &|a, b| rank(a).cmp(rank(b)));
        let crowd = decoys.into_iter().map(|number| crowd[number as usize].clone()).collect();
        Self { friends, crowd, secret }
    }

    /// The prefixes to ask for, of `digits` digits, 1 to 6: those of the friends and those of decoys, each once, in ascending order, which says nothing
    /// but what is in it. None where there are no friends.
    ///
    /// As many as the first of 16, 32, 64 and so on that is twice the number of friends or more; all that there are, where that is more than half of them.
    pub fn prefixes(&self, subject: &str, digits: u32) -> Vec<String> {
        if self.friends.is_empty() {
            return Vec::new();
        }
        let digits = bounded(digits);
        let (all, size) = (1_usize << (4 * digits), size(self.friends.len()));
        if size * 2 > all {
            return (0..1 << (4 * digits)).map(|number| written(number, digits)).collect();
        }
        let mut asked = Vec::with_capacity(size);
        let mut ask = |person: &str| {
            let wanted = number(subject, person, digits);
            let place = asked.partition_point(|other| *other < wanted);
            if asked.len() < size && asked.get(place) != Some(&wanted) {
                asked.insert(place, wanted);
            }
            asked.len() < size
        };
        let people = self.friends.iter().chain(&self.crowd);
        let mut is_short = true;
        for person in people {
            is_short = ask(person);
        }
        let mut made_up = 0_u32;
        while is_short {
            is_short = ask(&hex(&keyed(&self.secret, &made_up.to_be_bytes())));
            made_up += 1;
        }
        asked.into_iter().map(|number| written(number, digits)).collect()
    }

    /// By what to match the answers on a subject.
    pub fn sought(&self, subject: &str) -> Sought {
        let keys: Vec<_> = self.friends.iter().map(|friend| key(subject, friend)).collect();
        let mut numbers = order::numbers(keys.len(), &|_| true);
        order::sort(&mut numbers, &|a, b| keys[a as usize].cmp(&keys[b as usize]));
        let pair = |number: u32| (keys[number as usize].clone(), self.friends[number as usize].clone());
        Sought { friends: numbers.into_iter().map(pair).collect() }
    }
}

/// The friends' keys on one subject.
#[derive(Clone, Debug)]
pub struct Sought {
    /// By key.
    friends: Vec<(String, Id)>,
}

impl Sought {
    /// The friend whose word has this key: all 64 digits, as the service gave it. Most that comes is nobody's.
    pub fn friend(&self, key: &str) -> Option<&Id> {
        let place = self.friends.partition_point(|(known, _)| known.as_str() < key);
        self.friends.get(place).filter(|(known, _)| known == key).map(|(_, friend)| friend)
    }
}

/// How many prefixes so many friends hide in.
fn size(friends: usize) -> usize {
    let mut size = STEP;
    while size < friends.saturating_mul(2) {
        size *= 2;
    }
    size
}

/// What only who has the secret can tell of some bytes.
fn keyed(secret: &[u8; 32], bytes: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(secret).chain_update(bytes).finalize().into()
}

/// Each id once, in order.
fn distinct(ids: &[Id]) -> Vec<Id> {
    let id = |number: u32| &ids[number as usize];
    let mut numbers = order::numbers(ids.len(), &|_| true);
    order::sort(&mut numbers, &|a, b| id(a).cmp(id(b)));
    numbers.dedup_by(|a, b| id(*a) == id(*b));
    numbers.into_iter().map(|number| id(number).clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Ranges, key, prefix, size};
    use crate::model::Id;

    fn ids(from: u32, to: u32) -> Vec<Id> {
        (from..to).map(|number| Id::from(format!("p{number}"))).collect()
    }

    #[test]
    fn keys_are_those_of_sha_256() {
        // printf 'kettle\0p7' | sha256sum
        let expect = "245ad89d979df955897348865b525c3379114dd1874c61e56901a78f65736383";
        assert_eq!(key("kettle", "p7"), expect);
        assert_eq!(prefix("kettle", "p7", 4), expect[..4]);
        assert_eq!((prefix("kettle", "p7", 0).len(), prefix("kettle", "p7", 9).len()), (1, 6));
        assert_ne!(key("a", "bc"), key("ab", "c"), "subject and person do not run into one another");
    }

    #[test]
    fn there_are_at_least_as_many_decoys_as_friends() {
        let check = |friends, expect| assert_eq!(size(friends), expect, "{friends}");
        check(1, 16);
        check(8, 16);
        check(9, 32);
        check(16, 32);
        check(17, 64);
        check(10_000, 32_768);
    }

    #[test]
    fn every_friend_is_asked_for_among_a_number_that_says_little() {
        for friends in [1, 5, 8, 9, 40] {
            let ranges = Ranges::new(&ids(0, friends), &ids(0, 300), [7; 32]);
            let asked = ranges.prefixes("kettle", 5);
            assert_eq!(asked.len(), size(friends as usize));
            assert!(asked.is_sorted_by(|a, b| a < b), "ascending, and each once");
            for friend in ids(0, friends) {
                assert!(asked.contains(&prefix("kettle", &friend, 5)), "{friend}");
            }
        }
        assert!(Ranges::new(&[], &ids(0, 300), [7; 32]).prefixes("kettle", 5).is_empty());
    }

    #[test]
    fn where_nobody_else_is_known_decoys_are_made_up_and_stay() {
        let ranges = Ranges::new(&ids(0, 3), &[], [1; 32]);
        let asked = ranges.prefixes("kettle", 4);
        assert_eq!((asked.len(), ranges.prefixes("kettle", 4)), (16, asked.clone()));
        assert_ne!(Ranges::new(&ids(0, 3), &[], [2; 32]).prefixes("kettle", 4), asked);
    }

    #[test]
    fn where_half_of_all_would_be_asked_for_all_are() {
        let asked = Ranges::new(&ids(0, 3), &[], [1; 32]).prefixes("kettle", 1);
        assert_eq!(asked.concat(), "0123456789abcdef");
        let many = Ranges::new(&ids(0, 100), &[], [1; 32]).prefixes("kettle", 2);
        assert_eq!((many.len(), many[255].as_str()), (256, "ff"));
    }

    #[test]
    fn a_new_friend_who_was_a_decoy_changes_nothing_that_is_asked() {
        let crowd = ids(0, 14);
        let before = Ranges::new(&crowd[..3], &crowd, [3; 32]);
        let after = Ranges::new(&crowd[..4], &crowd, [3; 32]);
        assert_eq!(before.prefixes("kettle", 6), after.prefixes("kettle", 6));
    }

    #[test]
    fn answers_are_matched_by_their_whole_key() {
        let sought = Ranges::new(&ids(0, 40), &ids(0, 300), [7; 32]).sought("kettle");
        for friend in ids(0, 40) {
            assert_eq!(sought.friend(&key("kettle", &friend)), Some(&friend));
        }
        assert_eq!(sought.friend(&key("kettle", "p40")), None);
        assert_eq!(sought.friend(&key("lid", "p0")), None);
        assert_eq!((sought.friend(""), sought.friend(&key("kettle", "p0")[..63])), (None, None));
    }
}
