//! Which documents answer, and how well: BM25F with coordination.
//!
//! [`plan`](super::plan) says in which order words are looked for, [`given`](super::given) what each gives the documents that have it, and
//! [`total`](super::total) what that adds up to.

use super::{
    Index, SearchOptions,
    best::{self, Best},
    expand::{Alone, Expansion, Sought},
    given::{Given, WordScores, word_scores},
    plan::{Plan, reaches},
    sums::{Base, Sum, Sums},
    total::Total,
};
use std::{cmp::Ordering, rc::Rc};

/// The best documents that answer, and what was looked for.
pub(super) struct Scored {
    /// How many documents answer in all.
    pub(super) total: usize,
    /// Score and document, best first.
    pub(super) best: Vec<(f32, u32)>,
    pub(super) sought: Vec<Sought>,
    /// Inverse document frequency of each word over all its ways; 0 where no document has it, or nearly all have.
    pub(super) idfs: Vec<f32>,
}

/// Finds the best documents that answer a query of these words, as the options say.
pub(super) fn score(index: &Index, sought: Vec<Sought>, options: &SearchOptions<'_>) -> Scored {
    let mut sums = index.asked.sums();
    let plan = Plan::new(index, &sought);
    sums.stand_on(index, &sought, &plan.base);
    let mut idfs = vec![0.0; sought.len()];
    for (at, idf) in plan.base.iter().zip(&sums.base.idfs) {
        idfs[*at] = *idf;
    }
    let last = plan.last.map(|at| {
        let postings = sought[at].postings();
        let rarer = plan.base.partition_point(|other| sought[*other].postings() < postings);
        let reached = rarer.checked_sub(1).map_or(0, |at| sums.base.counts[at]);
        let has_own = plan.base.is_empty() || reaches(index, postings, reached);
        let scores = word_scores(index, &sought[at], has_own, &mut sums);
        idfs[at] = scores.idf;
        (scores, has_own)
    });

    let total = Total::new(&index.weights, &sought, &plan, &idfs);
    let lift = options.boost.map_or(1.0, |boost| boost.most);
    let mut answer = Answer { best: Best::new(options.limit), total: 0, sum: &total, index, options, lift };
    if let Some((scores, reaches)) = &last {
        sums.take_last(scores, *reaches, &mut answer);
    }
    answer.take_base(&sums.base, &sums.documents);
    let Sums { documents, taken, .. } = &mut *sums;
    for document in taken.drain(..) {
        documents[document as usize].is_taken = false;
    }
    Scored { total: answer.total, best: answer.best.take(), sought, idfs }
}

/// An answer while it is gathered.
struct Answer<'a> {
    best: Best,
    total: usize,
    sum: &'a Total<'a>,
    index: &'a Index,
    options: &'a SearchOptions<'a>,
    /// The largest factor that there is on a score.
    lift: f32,
}

impl Answer<'_> {
    #[inline(always)]
    fn keeps(&self, document: u32) -> bool {
        self.options.keep.is_none_or(|keep| keep(document))
    }

    /// Takes a document in, where it is kept. Not inlined, for there are several callers and few calls.
    #[inline(never)]
    fn take(&mut self, document: u32, sum: &Sum, is_counted: bool) {
        if self.keeps(document) {
            self.total += usize::from(is_counted);
            let apart = self.sum.apart(sum.score, sum.idf, sum.words.into());
            // Most are not among the best, whatever their neighbours are.
            if self.best.may_take((apart + self.sum.most_neighbours) * self.lift) {
                let score = apart + self.sum.neighbours(self.index.pairs[document as usize]);
                self.best.offer(score, document, self.options.boost);
            }
        }
    }

    /// Takes a document of the base in that has one more word.
    fn take_with(&mut self, document: u32, sum: &mut Sum, score: f32, idf: f32) {
        let mut whole = *sum;
        whole.take(score, idf);
        // The base counts those that it has itself.
        self.take(document, &whole, false);
        sum.is_taken = true;
    }

    /// Takes the documents of the base that were not taken: first its own best; where none of the others can come among the best any
    /// more, they are only counted.
    fn take_base(&mut self, base: &Base, documents: &[Sum]) {
        for (_, document) in &base.best {
            let sum = &documents[*document as usize];
            if !sum.is_taken {
                self.take(*document, sum, false);
            }
        }
        if self.best.may_take(self.sum.most(base.rest, base.idf, base.words.len()) * self.lift) {
            let least = base.best.last().copied().unwrap_or((0.0, 0));
            for document in &base.reached {
                let sum = &documents[*document as usize];
                if !sum.is_taken && best::compare(least, (sum.score, *document)) == Ordering::Less {
                    self.take(*document, sum, false);
                }
            }
        }
        self.total += match self.options.keep {
            None => base.reached.len(),
            Some(keep) => base.reached.iter().filter(|document| keep(**document)).count(),
        };
    }
}

impl Sums {
    /// Makes the base that of these words, in this order, where it is not already.
    pub(super) fn stand_on(&mut self, index: &Index, sought: &[Sought], words: &[usize]) {
        let is_same = |(kept, at): (&(Rc<Alone>, Expansion), &usize)| {
            Rc::ptr_eq(&kept.0, &sought[*at].alone) && kept.1 == sought[*at].beside
        };
        if self.documents.len() == index.len()
            && self.base.words.len() == words.len()
            && self.base.words.iter().zip(words).all(is_same)
        {
            return;
        }
        self.clear(index.len());
        for at in words {
            let sought = &sought[*at];
            let reached = self.base.reached.len();
            let has_own = reached == 0 || reaches(index, sought.postings(), reached);
            let scores = word_scores(index, sought, has_own, self);
            self.add(&scores, has_own);
            self.base.counts.push(self.base.reached.len());
            self.base.idfs.push(scores.idf);
            self.base.idf += scores.idf;
            if !has_own {
                self.base.common.push(scores);
            }
            self.base.words.push((sought.alone.clone(), sought.beside.clone()));
        }
        self.choose();
    }

    /// Takes the documents that have the word that is being typed into the answer: those of the base, and those that only it reaches.
    fn take_last(&mut self, word: &WordScores, reaches: bool, answer: &mut Answer<'_>) {
        let Self { base, documents, extra, taken, .. } = self;
        if base.words.is_empty() {
            let alone = |score| Sum { score, idf: word.idf, words: 1, ..Sum::default() };
            match &word.given {
                Given::Few(given) => {
                    for (document, score) in given {
                        answer.take(*document, &alone(*score), true);
                    }
                }
                Given::Many(given) => {
                    for (document, score) in (0..).zip(given).filter(|(_, score)| **score > 0.0) {
                        answer.take(document, &alone(*score), true);
                    }
                }
            }
            return;
        }
        match &word.given {
            Given::Few(given) => {
                for (document, score) in given {
                    let sum = &mut documents[*document as usize];
                    if sum.words == 0 {
                        if reaches {
                            sum.take(*score, word.idf);
                            sum.is_extra = true;
                            extra.push(*document);
                        }
                    } else {
                        answer.take_with(*document, sum, *score, word.idf);
                        taken.push(*document);
                    }
                }
            }
            // So many are common, and reach none.
            Given::Many(given) => {
                for document in &base.reached {
                    let score = given[*document as usize];
                    if score > 0.0 {
                        answer.take_with(*document, &mut documents[*document as usize], score, word.idf);
                        taken.push(*document);
                    }
                }
            }
        }
        for common in &base.common {
            common.add_to(extra, documents);
        }
        for document in extra.drain(..) {
            answer.take(document, &std::mem::take(&mut documents[document as usize]), true);
        }
    }
}
