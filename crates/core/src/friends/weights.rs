//! The knobs by which friends are ranked, in one place.

use crate::knobs::knobs;

knobs! {
    /// What the ranking of words and of people to know is tuned by.
    ///
    /// There is no collection of judgements to choose these by, so the defaults are chosen by what they mean and are held by tests of the order that
    /// they give. A factor multiplies; what "adds to the factor" is summed with 1 first.
    pub struct FriendWeights;
    /// Worth of a friend's word, where a stranger's is 1. At 2 a champion's may come near it. It is never taken for less than any other's, so that no
    /// friend stands below an otherwise equal stranger. Sinha and Swearingen, "Comparing recommendations made by online systems and friends" (2001):
    /// friends' recommendations were preferred to those of every system.
    friend = 4.0 in 2.0..=10.0;
    /// Worth of a friend's friend's word, as `friend`. Such words are counted and never shown, so this moves `Voices::strength` alone. At 1 they
    /// are strangers.
    friend_of_friend = 1.5 in 1.0..=2.0;
    /// Worth of the public word of a champion or an owner, as `friend`. At 1 standing tells nothing.
    standing = 1.5 in 1.0..=2.0;
    /// Worth of "loves it". At 0 the verb alone silences a word.
    loves = 1.0 in 0.0..=1.0;
    /// Worth of "recommends it", as `loves`.
    recommends = 0.8 in 0.0..=1.0;
    /// Worth of "uses it", as `loves`.
    uses = 0.6 in 0.0..=1.0;
    /// Worth of "bought it", as `loves`. To have bought says least of what came after.
    bought = 0.35 in 0.0..=1.0;
    /// What own words add to the factor. At 0 a word without a sentence is worth as much as one with; at 4 nothing else brings one before the other.
    words = 1.0 in 0.0..=4.0;
    /// What being willing to answer adds to the factor. At 0 nothing; at 1 it counts as much as own words do.
    will_answer = 0.1 in 0.0..=1.0;
    /// What each `ln(1 + mutual friends)` adds to the factor on a friend's word. Gilbert and Karahalios, "Predicting tie strength with social
    /// media" (2009): mutual friends are one sign of a strong tie among many. At 0 they tell nothing; at 0.5 six of them count as own words do.
    mutual = 0.05 in 0.0..=0.5;
    /// What `mutual` adds at most.
    mutual_most = 0.3 in 0.0..=1.0;
    /// What a word that is relevant to the query adds to the factor, times how relevant it is, 0 to 1. At 0 the query tells nothing;
    /// at 10 a stranger's relevant word comes before a friend's that is not.
    relevance = 2.0 in 0.0..=10.0;
    /// The part of a word's worth that goes with time. At 0 age does not count; at 1 old words are worth nothing.
    recency = 0.5 in 0.0..=1.0;
    /// After how many days half of `recency` is gone, after as many again half of the rest: exponential decay. Ding and Li, "Time weight
    /// collaborative filtering" (2005). At 1 only today's words have any; at 36500 all have.
    recency_half_life = 365.0 in 1.0..=36500.0;
    /// How old a word without a date is taken to be, in half-lives. At 0 it is of today; at 20 nothing of `recency` is left.
    undated = 2.0 in 0.0..=20.0;
    /// Worth of one common friend `e` in degree, Adamic-Adar's measure being 1 for that. At 0 people to know are champions alone.
    common_friends = 1.0 in 0.0..=4.0;
    /// What each `ln(1 + answered topics)` adds to somebody who may be good to know. At 0 people to know are friends of friends alone; at 4 one answered
    /// topic counts as almost three common friends do.
    answered = 0.3 in 0.0..=4.0;
}

#[cfg(test)]
mod tests {
    use super::FriendWeights;
    use crate::knobs::KnobError;

    #[test]
    fn knobs_are_set_by_name_within_their_range() {
        let mut weights = FriendWeights::default();
        for knob in FriendWeights::KNOBS {
            assert_eq!(weights.set(knob.name, knob.most), Ok(()), "{}", knob.name);
            assert_eq!(weights.get(knob.name), Some(knob.most));
            assert_eq!(weights.set(knob.name, knob.most + 1.0), Err(KnobError::OutOfRange(knob.range)));
            assert_eq!(weights.set(knob.name, knob.default), Ok(()), "{}", knob.name);
        }
        assert_eq!(weights, FriendWeights::default());
        assert_eq!(FriendWeights::KNOBS.len(), FriendWeights::MEANINGS.len());
    }

    #[test]
    fn ranges_keep_the_order_of_nearness() {
        let least = |name: &str| FriendWeights::KNOBS.iter().find(|knob| knob.name == name).unwrap().least;
        let most = |name: &str| FriendWeights::KNOBS.iter().find(|knob| knob.name == name).unwrap().most;
        assert!(least("friend") >= most("friend_of_friend") && least("friend") >= most("standing"));
        assert!(least("friend_of_friend") >= 1.0 && least("standing") >= 1.0);
    }
}
