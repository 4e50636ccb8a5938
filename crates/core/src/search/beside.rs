//! Two indexes beside each other: one that was packed, and one for what came since.

use super::Index;

impl Index {
    /// Ranks as `other` does: by its weights and its words of one meaning.
    pub(crate) fn rank_as(&mut self, other: &Self) {
        self.weights = other.weights;
        self.synonyms = other.synonyms.clone();
        self.asked.forget();
    }

    /// How much the words of a query tell here: the sum of their inverse document frequencies. Scores are proportional to it, so
    /// those of two indexes compare by their shares of it.
    pub(crate) fn telling(&self, query: &str) -> f32 {
        self.marker(query, true).idfs.iter().sum()
    }
}
