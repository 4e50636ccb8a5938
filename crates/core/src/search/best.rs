//! The best of many, while they are gone through once.

/// What lifts a document beside its words.
#[derive(Clone, Copy)]
pub struct Boost<'a> {
    /// The factor on a document's score, over 0.0; 1.0 leaves it.
    pub of: &'a dyn Fn(u32) -> f32,
    /// The largest factor that there is; what could not be among the best by it is not asked for.
    pub most: f32,
}

/// The best documents so far, best first; of equals, the lower number.
pub(super) struct Best {
    limit: usize,
    found: Vec<(f32, u32)>,
    /// What a document needs more than, or as much as with a lower number, to come in.
    bound: f32,
}

impl Best {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, found: Vec::new(), bound: if limit == 0 { f32::INFINITY } else { 0.0 } }
    }

    /// Takes a document in where it is among the best.
    #[inline]
    pub(super) fn offer(&mut self, score: f32, document: u32, boost: Option<Boost<'_>>) {
        let mut score = if score > f32::MIN_POSITIVE { score } else { f32::MIN_POSITIVE };
        if let Some(boost) = boost {
            if score * boost.most < self.bound {
                return;
            }
            score = (score * (boost.of)(document)).max(f32::MIN_POSITIVE);
        }
        if score >= self.bound {
            self.take_in(score, document);
        }
    }

    #[inline(never)]
    fn take_in(&mut self, score: f32, document: u32) {
        let is_before =
            |(other, number): &(f32, u32)| *other > score || (*other == score && *number < document);
        let at = self.found.partition_point(is_before);
        if at < self.limit {
            self.found.truncate(self.limit - 1);
            self.found.insert(at, (score, document));
            if self.found.len() == self.limit {
                self.bound = self.found.last().map_or(0.0, |(score, _)| *score);
            }
        }
    }

    /// What the last of them has, once there are as many as are wanted; 0 before.
    pub(super) fn bound(&self) -> f32 {
        self.bound
    }

    pub(super) fn take(self) -> Vec<(f32, u32)> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::{Best, Boost};
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #[test]
        fn the_best_are_those_that_sorting_puts_first(scores in vec(0..9_u8, 0..60), limit in 0..70_usize) {
            let of = |document: u32| 1.0 + f32::from(scores[document as usize] % 3) / 4.0;
            let boost = Boost { of: &of, most: 1.5 };
            for boost in [None, Some(boost)] {
                let mut best = Best::new(limit);
                let mut expect = Vec::new();
                for (document, score) in (0..).zip(&scores) {
                    best.offer(f32::from(*score), document, boost);
                    let factor = boost.map_or(1.0, |boost| (boost.of)(document));
                    expect.push(((f32::from(*score) * factor).max(f32::MIN_POSITIVE), document));
                }
                expect.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                expect.truncate(limit);
                prop_assert_eq!(best.take(), expect);
            }
        }
    }
}
