//! The knobs of ranking, in one place.

use crate::knobs::knobs;

knobs! {
    /// What ranking is tuned by.
    ///
    /// The defaults were chosen on one half of the judged questions of three collections (web application FAQs, bank customers'
    /// questions, medical questions) and hold on the other half; question and tags, which none of them tells enough about,
    /// are set between title and answer. A site sets any of them by name, in `ranking` of its endpoint.
    pub struct RankingWeights;
    /// Worth of one mention in the title. Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
    /// weighted fields" (2004): weights multiply term frequencies, before saturation. At 0 titles do not count; at 10 little else does.
    title = 2.5 in 0.0..=10.0;
    /// Worth of one mention in the question, as `title`.
    question = 0.6 in 0.0..=10.0;
    /// Worth of one mention in the best answer, as `title`.
    answer = 0.27 in 0.0..=10.0;
    /// Worth of one mention in the tags, as `title`.
    tags = 1.5 in 0.0..=10.0;
    /// Length normalisation of the title, BM25's `b`. At 0 length does not count; at 1 a mention in
    /// a title twice as long as the average is worth half.
    title_b = 0.8 in 0.0..=1.0;
    /// Length normalisation of the question, as `title_b`.
    question_b = 0.75 in 0.0..=1.0;
    /// Length normalisation of the answer, as `title_b`. Answers vary most in length.
    answer_b = 0.8 in 0.0..=1.0;
    /// Length normalisation of the tags, as `title_b`.
    tags_b = 0.3 in 0.0..=1.0;
    /// Term saturation, BM25's `k1`. At 0 one mention counts as much as many; higher values
    /// reward repetition. Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009), section 3.
    k1 = 2.0 in 0.0..=3.0;
    /// Factor on a word that is found in another form of the same stem. At 1 `descale` and `descaling` are one; at 0 other forms only fill the end of the list.
    stem = 0.9 in 0.0..=1.0;
    /// Factor on a word that is found only as the beginning of longer words, while it is typed. At 1 `can` finds `can` and
    /// `canada` alike; at 0 longer words only fill the end of the list.
    prefix = 0.9 in 0.0..=1.0;
    /// Factor on a word that is found by another of the same meaning. At 1 the site's groups are one word each; at 0 they only fill the end of the list.
    synonym = 0.8 in 0.0..=1.0;
    /// Factor on two words that are found written as one, or on one that is found as two. At 1 both spellings are one; at 0 the other
    /// one only fills the end of the list.
    compound = 0.8 in 0.0..=1.0;
    /// Factor on a word that is found with one letter wrong. At 1 typing badly costs nothing, and rare words draw wrong ones in; at 0 they only fill
    /// the end of the list.
    typo = 0.9 in 0.0..=1.0;
    /// Factor on a word that is found with two letters wrong, as `typo`.
    two_typos = 0.7 in 0.0..=1.0;
    /// Share of the documents up to which a word is rare enough to be taken for a slip of the pen; more frequent terms near it are then
    /// looked for too. At 0 only unknown words are.
    rare = 0.002 in 0.0..=0.1;
    /// Factor on English words that tell little, as `how` and `the`. At 1 only their frequency tells; at 0 they only fill the end of the list.
    stop = 0.55 in 0.0..=1.0;
    /// Coordination: how far a document is lowered for the query's words that it lacks, each weighted
    /// by how rare it is. The factor is `1 - coordination * (1 - matched / all)`; at 0 lacking words cost nothing but their own
    /// score. Lucene's `coord`, with inverse document frequencies in place of counts, so that lacking `the` costs little.
    coordination = 0.3 in 0.0..=1.0;
    /// What matching every word of a query of several adds, in single plain mentions of each of its words. At 0
    /// two mentions in an answer can lose to one in a title; at 1 documents with every word come first but for
    /// extremes, and from `k1 + 1` on always.
    all_words = 0.3 in 0.0..=4.0;
    /// What each pair of neighbours of the query adds that are neighbours in the title, up to three, in single plain mentions of a word
    /// as rare as the query's are on average. At 0 the order of words tells nothing; at 2 it decides.
    neighbours = 0.1 in 0.0..=2.0;
    /// What a friend's part in a topic adds to the factor on its score. At 0 nothing; at 1 it counts double.
    friend = 0.15 in 0.0..=1.0;
    /// What a best answer adds to the factor on a topic's score, as `friend`.
    best_answer = 0.05 in 0.0..=1.0;
    /// What each `ln(1 + me-toos)` adds to the factor on a topic's score. At 0 nothing; at 0.1 a hundred of them add half.
    me_too = 0.02 in 0.0..=0.1;
    /// What `me_too` adds at most.
    me_too_most = 0.1 in 0.0..=1.0;
    /// What a topic that was active just now has over one from long ago, as a part of its score. At 0 age does not count.
    recency = 0.05 in 0.0..=1.0;
    /// After how many days half of `recency` is gone. At 1 only today's topics have any; at 36500 all have.
    recency_half_life = 365.0 in 1.0..=36500.0;
}

impl RankingWeights {
    /// Worth and length normalisation of each field, in the order of [`Field`](super::Field).
    pub(super) fn fields(&self) -> [(f32, f32); 4] {
        [
            (self.title, self.title_b),
            (self.question, self.question_b),
            (self.answer, self.answer_b),
            (self.tags, self.tags_b),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::RankingWeights;
    use crate::knobs::KnobError;

    #[test]
    fn knobs_are_set_by_name_within_their_range() {
        let mut weights = RankingWeights::default();
        assert_eq!(weights.set("k1", 1.2), Ok(()));
        assert_eq!((weights.k1, weights.get("k1")), (1.2, Some(1.2)));
        assert_eq!(weights.set("k2", 1.0), Err(KnobError::Unknown("RankingWeights")));
        for wrong in [-0.1, 3.1, f32::NAN, f32::INFINITY] {
            assert_eq!(weights.set("k1", wrong), Err(KnobError::OutOfRange("0.0 to 3.0")));
        }
        assert_eq!(weights.get("k1"), Some(1.2));
    }

    #[test]
    fn every_default_is_within_its_range() {
        for knob in RankingWeights::KNOBS {
            assert_eq!(RankingWeights::default().set(knob.name, knob.default), Ok(()), "{}", knob.name);
            assert_eq!(RankingWeights::default().get(knob.name), Some(knob.default));
        }
    }
}
