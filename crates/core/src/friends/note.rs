//! What a word gives to its ranking, apart from who listens.

use super::{FriendWeights, Nearness, Reason, strength::weighed};
use crate::model::{Audience, Recommendation, Timestamp, Verb};
use std::cmp::Reverse;

/// Those to whom a word may be its person's one voice of its subject, as bits: strangers, friends, the person; each hears what those before hear.
pub(super) const LISTENERS: [u8; 3] = [1, 2, 4];

/// What is noted of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note {
    /// Its number.
    pub(super) word: u32,
    /// The number of who says it.
    pub(super) speaker: u32,
    /// The number of its subject.
    pub(super) subject: u32,
    pub(super) verb: Verb,
    has_words: bool,
    will_answer: bool,
    /// In milliseconds since 1970; the least where it has no date. An `Option` would take 8 bytes more.
    millis: i64,
    /// Who hears it, of [`LISTENERS`].
    pub(super) heard_by: u8,
}

impl Note {
    pub(super) fn new(word: &Recommendation, [number, speaker, subject]: [u32; 3]) -> Self {
        let [strangers, friends, oneself] = LISTENERS;
        Self {
            word: number,
            speaker,
            subject,
            verb: word.verb,
            has_words: !is_wordless(word),
            will_answer: word.will_answer,
            millis: word.created_at.map_or(i64::MIN, |at| at.millis().max(i64::MIN + 1)),
            heard_by: match word.audience {
                Audience::Public => strangers | friends | oneself,
                Audience::Friends => friends | oneself,
                Audience::OnlyMe => oneself,
            },
        }
    }

    /// When it was said; a word without a date is older than all.
    pub(super) fn said_at(self) -> Option<Timestamp> {
        (self.millis > i64::MIN).then(|| Timestamp::from_millis(self.millis))
    }

    /// 32 bits, from this one on, of a number that is the greater the older it is.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bits are taken")]
    pub(super) fn half_of_age(self, shift: u32) -> u32 {
        ((!self.millis ^ i64::MIN) as u64 >> shift) as u32
    }

    /// Whether it is its person's one voice of its subject to somebody to whom that person is so; `None` is oneself.
    pub(super) fn is_heard(self, nearness: Option<Nearness>) -> bool {
        let [strangers, friends, oneself] = LISTENERS;
        let listener = match nearness {
            None => oneself,
            Some(Nearness::Friend) => friends,
            Some(_) => strangers,
        };
        self.heard_by & listener != 0
    }

    /// Which word of one person of one subject is heard: the least, and of equals the one whose id is less.
    pub(super) fn choice(self) -> (Verb, Reverse<Option<Timestamp>>, bool) {
        (self.verb, Reverse(self.said_at()), !self.has_words)
    }

    /// What raises it.
    pub(super) fn reason(self, nearness: Nearness, mutual: u32, relevance: f32) -> Reason {
        Reason {
            nearness,
            has_words: self.has_words,
            will_answer: self.will_answer,
            mutual: if nearness == Nearness::Friend { mutual } else { 0 },
            is_relevant: relevance > 0.0,
        }
    }

    /// How strong it is.
    pub(super) fn strength(
        self,
        reason: Reason,
        relevance: f32,
        now: Timestamp,
        weights: &FriendWeights,
    ) -> f32 {
        weighed(self.verb, self.said_at(), reason, relevance, now, weights)
    }
}

/// Whether only the verb was given. Most texts say by their first byte that they are one.
fn is_wordless(word: &Recommendation) -> bool {
    !word.text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && word.text.trim().is_empty()
}
