//! In which order the words of a query are looked for, and which of them reach documents of their own.

use super::{Index, expand::Sought};
use crate::order;

/// Up to how many documents every word of a query reaches documents of its own. In larger communities those that are more common than
/// [`COMMON`] only add to what rarer ones reached, and so do all once there is [`ENOUGH`].
pub(super) const FEW: usize = 256;
/// Nor does a word with more postings reach any, however large the community.
const MOST_REACHED: u64 = 1 << 11;
/// How many documents are enough to look for more of a query in.
const ENOUGH: usize = 1000;
/// The share of the documents, as one in so many, from which a word is common.
pub(super) const COMMON: u64 = 8;

/// What is looked for in which order.
pub(super) struct Plan {
    /// Words by place, in the order in which they are looked for.
    pub(super) base: Vec<usize>,
    /// The word that is being typed, where it is looked for after all others.
    pub(super) last: Option<usize>,
    /// How many words tell anything.
    pub(super) words: usize,
}

impl Plan {
    /// Rare words come first: what they reach is where common ones are looked for. The word that is being typed comes last, for it
    /// is another one at each letter and the others stay as they are; but where all of the others are common, it comes first.
    pub(super) fn new(index: &Index, sought: &[Sought]) -> Self {
        let is_told = told(sought);
        let costs: Vec<u64> = sought.iter().map(Sought::postings).collect();
        let is_found = |at: u32| is_told[at as usize] && !sought[at as usize].is_lost();
        let mut order = order::numbers(sought.len(), &is_found);
        order::sort(&mut order, &|a, b| costs[a as usize].cmp(&costs[b as usize]));
        let mut base: Vec<usize> = order.into_iter().map(|at| at as usize).collect();
        let words = is_told.iter().filter(|is_told| **is_told).count();
        let is_typed = |at: &usize| *at + 1 == sought.len() && sought[*at].alone.is_prefix;
        let mut last = None;
        if let Some(place) = base.iter().position(is_typed) {
            let typed = base.remove(place);
            if base.is_empty() || base.iter().any(|at| reaches(index, costs[*at], 0)) {
                last = Some(typed);
            } else {
                base.insert(0, typed);
            }
        }
        Self { base, last, words }
    }
}

/// Whether a word with so many postings reaches documents of its own, where others reached some already.
pub(super) fn reaches(index: &Index, postings: u64, reached: usize) -> bool {
    index.len() <= FEW
        || (postings <= MOST_REACHED && postings * COMMON <= index.len() as u64 && reached < ENOUGH)
}

/// Which of the words tell anything: a letter or two that most documents have a word of tell nothing beside another word.
pub(super) fn told(sought: &[Sought]) -> Vec<bool> {
    let is_told: Vec<bool> = sought.iter().map(|sought| !sought.alone.is_everywhere).collect();
    let has_found = |(sought, is_told): (&Sought, &bool)| *is_told && !sought.is_lost();
    if sought.iter().zip(&is_told).any(has_found) { is_told } else { vec![true; sought.len()] }
}
