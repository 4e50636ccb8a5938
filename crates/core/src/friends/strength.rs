//! How strong one person's word is, and why.

use super::{FriendWeights, Relation, logarithm::ln, note::Note};
use crate::model::{Recommendation, Role, Timestamp, Verb};

/// Whose word it is to the visitor, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// A friend's.
    Friend,
    /// A friend's friend's: counted, never shown.
    FriendOfFriend,
    /// That of a champion or owner of some standing, said in public.
    Standing,
    /// Somebody's, said in public.
    Public,
}

impl Nearness {
    /// What somebody is whom the visitor does not know.
    pub fn of_stranger(role: Role) -> Self {
        match role {
            Role::Champion | Role::Owner => Self::Standing,
            // Who speaks for the brand recommends it by trade.
            Role::Employee | Role::Member => Self::Public,
        }
    }
}

impl From<Relation> for Nearness {
    fn from(relation: Relation) -> Self {
        match relation {
            Relation::Friend => Self::Friend,
            Relation::FriendOfFriend => Self::FriendOfFriend,
        }
    }
}

/// Why a recommendation stands where it stands. Each member that is not as by default has raised it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Whose word it is.
    pub nearness: Nearness,
    /// The person gave words of their own.
    pub has_words: bool,
    /// The person said to be willing to answer questions.
    pub will_answer: bool,
    /// How many friends the visitor has in common with this friend; 0 for everyone else.
    pub mutual: u32,
    /// What it says is about what the visitor looks for.
    pub is_relevant: bool,
}

impl Reason {
    /// Of a word, as far as the word alone tells.
    pub fn of(word: &Recommendation, nearness: Nearness, mutual: u32, relevance: f32) -> Self {
        Note::new(word, [0; 3]).reason(nearness, mutual, relevance)
    }
}

/// How strong a word is, at least 0: nearness × verb × age × what speaks for it besides.
///
/// `relevance` is 0 to 1; what is beyond is brought to the nearest of the two, and what is no number is 0.
///
/// Each factor grows with what it stands for and products of rounded numbers keep their order, so a friend's word is never weaker than an
/// otherwise equal stranger's.
pub fn strength(
    word: &Recommendation,
    reason: Reason,
    relevance: f32,
    now: Timestamp,
    weights: &FriendWeights,
) -> f32 {
    Note::new(word, [0; 3]).strength(reason, relevance, now, weights)
}

pub(super) fn weighed(
    verb: Verb,
    said_at: Option<Timestamp>,
    reason: Reason,
    relevance: f32,
    now: Timestamp,
    weights: &FriendWeights,
) -> f32 {
    let verb = match verb {
        Verb::Loves => weights.loves,
        Verb::Recommends => weights.recommends,
        Verb::Uses => weights.uses,
        Verb::Bought => weights.bought,
    };
    let some = |is_so: bool, weight: f32| if is_so { weight } else { 0.0 };
    let besides = 1.0
        + some(reason.has_words, weights.words)
        + some(reason.will_answer, weights.will_answer)
        + if reason.mutual > 0 { tie(reason.mutual, weights) } else { 0.0 }
        + some(relevance > 0.0, weights.relevance * relevance.min(1.0));
    let age = 1.0 - weights.recency + weights.recency * left(half_lives(said_at, now, weights));
    let strength = nearness(reason.nearness, weights) * verb * age * besides;
    // Weights beyond their ranges make neither a number below 0 nor none.
    if strength > 0.0 { strength } else { 0.0 }
}

/// A friend's is no less than any other's, whatever the weights were set to.
fn nearness(nearness: Nearness, weights: &FriendWeights) -> f32 {
    match nearness {
        Nearness::Friend => weights.friend.max(weights.friend_of_friend).max(weights.standing).max(1.0),
        Nearness::FriendOfFriend => weights.friend_of_friend,
        Nearness::Standing => weights.standing,
        Nearness::Public => 1.0,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a logarithm of a u32 is at most 23")]
fn tie(mutual: u32, weights: &FriendWeights) -> f32 {
    (weights.mutual * ln(mutual.saturating_add(1)) as f32).min(weights.mutual_most)
}

/// How many half-lives ago that was. The future is now.
#[expect(
    clippy::cast_precision_loss,
    reason = "an age in days, and a part of a second matters to no ranking"
)]
fn half_lives(at: Option<Timestamp>, now: Timestamp, weights: &FriendWeights) -> f32 {
    const DAY_MS: f32 = 86_400_000.0;
    let Some(at) = at else { return weights.undated };
    now.millis().saturating_sub(at.millis()).max(0) as f32 / DAY_MS / weights.recency_half_life
}

/// What is left after so many half-lives, from 1 down to 0: exact after whole ones, straight in between, at most 6.2 % above `2^-x` there. That is no
/// matter to a ranking, and the exact power would bring a part of the mathematical library along.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "from 0 to 126"
)]
fn left(half_lives: f32) -> f32 {
    if half_lives >= 126.0 {
        return 0.0;
    }
    let whole = half_lives as u32;
    // The float of this exponent and no fraction: a power of two.
    let power = f32::from_bits((127 - whole) << 23);
    power * (1.0 - (half_lives - whole as f32) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::{FriendWeights, half_lives, left};
    use crate::model::Timestamp;

    #[test]
    fn half_of_it_is_left_after_each_half_life() {
        for (half_lives, expect) in [(0.0, 1.0), (1.0, 0.5), (2.0, 0.25), (10.0, 1.0 / 1024.0)] {
            assert!((left(half_lives) - expect).abs() < 1e-9, "{half_lives}");
        }
        assert!(left(125.9) > 0.0);
        assert!(left(126.0) == 0.0 && left(f32::INFINITY) == 0.0);
    }

    #[test]
    fn in_between_it_falls_and_stays_near_the_power_of_two() {
        for step in 0..4000_u16 {
            let (x, next) = (f32::from(step) / 100.0, f32::from(step + 1) / 100.0);
            assert!(left(next) < left(x), "{x}");
            let exact = (-x).exp2();
            assert!(left(x) >= exact * 0.9999 && left(x) <= exact * 1.062, "{x}");
        }
    }

    #[test]
    fn the_future_is_now_and_what_has_no_date_is_as_old_as_the_knob_says() {
        let weights = FriendWeights::default();
        let (now, day) = (Timestamp::from_millis(1_000_000_000_000), 86_400_000);
        let age = |at: Option<i64>| half_lives(at.map(Timestamp::from_millis), now, &weights);
        assert!(age(Some(i64::MAX)) == 0.0 && age(Some(now.millis())) == 0.0);
        assert!((age(Some(now.millis() - 365 * day)) - 1.0).abs() < 1e-6);
        assert!((age(None) - weights.undated).abs() < f32::EPSILON);
        assert!(age(Some(i64::MIN)) > 1e5);
    }
}
