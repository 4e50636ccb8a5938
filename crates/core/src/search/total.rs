//! What a document's words add up to.

#![expect(clippy::cast_precision_loss, reason = "scores need no more than f32 holds")]
#![expect(clippy::cast_possible_truncation, reason = "words of a query")]

use super::{RankingWeights, expand::Sought, pairs::Pairs, plan::Plan};

/// At most as many pairs of neighbours count.
const MOST_PAIRS: u32 = 3;

/// What a document's words add up to.
pub(super) struct Total<'a> {
    weights: &'a RankingWeights,
    words: usize,
    pairs: u32,
    idf: f32,
    /// What a part of `idf` is multiplied with to be a share of it.
    share: f32,
    /// What is added for neighbours at most.
    pub(super) most_neighbours: f32,
}

impl<'a> Total<'a> {
    pub(super) fn new(weights: &'a RankingWeights, sought: &[Sought], plan: &Plan, idfs: &[f32]) -> Self {
        let mut pairs = Pairs::default();
        for word in sought {
            pairs.add(word.alone.stem_hash);
        }
        let words = plan.words;
        let idf: f32 = idfs.iter().sum();
        let share = 1.0 / idf.max(f32::MIN_POSITIVE);
        let mut total = Self { weights, words, pairs: pairs.bits, idf, share, most_neighbours: 0.0 };
        total.most_neighbours = total.neighbours(u32::MAX);
        total
    }

    /// The most that comes of a score, in a document that has so many words of this inverse document frequency.
    pub(super) fn most(&self, score: f32, idf: f32, words: usize) -> f32 {
        self.apart(score, idf, words as u32) + self.most_neighbours
    }

    /// The factor for the words that a document lacks.
    #[inline(always)]
    pub(super) fn coordination(&self, idf: f32) -> f32 {
        1.0 - self.weights.coordination * (1.0 - idf * self.share)
    }

    /// What is added where a document has all words of several.
    #[inline(always)]
    pub(super) fn all_words(&self, words: u32) -> f32 {
        let has_all = self.words > 1 && words as usize == self.words;
        if has_all { self.weights.all_words * self.idf } else { 0.0 }
    }

    /// What is added for neighbours that are neighbours in the title.
    #[inline(always)]
    pub(super) fn neighbours(&self, pairs: u32) -> f32 {
        let pairs = (self.pairs & pairs).count_ones().min(MOST_PAIRS) as f32;
        self.weights.neighbours * pairs * self.idf / self.words.max(1) as f32
    }

    /// What a document's words are worth wherever they stand.
    #[inline(always)]
    pub(super) fn apart(&self, score: f32, idf: f32, words: u32) -> f32 {
        score * self.coordination(idf) + self.all_words(words)
    }
}
