//! Why a document has its score: the same arithmetic as [`Index::search`], for one document and with every step told.
//!
//! It is for those who tune the ranking. No panel calls it, so it costs no panel a byte; nor does it save anything: it looks
//! through whole lists of documents for the one that is asked about.

#![expect(clippy::cast_precision_loss, reason = "what is told is what the scores are: f32")]

use super::{
    Index, RankingWeights,
    counts::Counts,
    expand::{Sought, Way, expand, postings},
    given::{Given as Scores, Norms, ONE, inverse_document_frequency, saturated, word_scores, worth},
    plan::{Plan, reaches},
    query::{QueryWord, parse},
    total::Total,
};
use std::rc::Rc;

/// Why a document answers a query as well as it does.
///
/// Its score is `words × coordination + all_words + neighbours`, bit for bit that of the hit without a boost. Only where knobs lower it to 0.0
/// a hit has the least number above that instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Each word of the query, in order.
    pub by_word: Vec<Word>,
    /// The sum of the words' scores, added up in the order of the search: rare words first, the one that is being typed last.
    pub words: f32,
    /// The factor for words that the document lacks, 1.0 where it has all.
    pub coordination: f32,
    /// What is added because it has every word of several.
    pub all_words: f32,
    /// What is added for neighbours of the query that are neighbours in the title.
    pub neighbours: f32,
    /// What it all comes to.
    pub score: f32,
}

/// One word of the query and what the document has of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word, folded as terms are.
    pub term: String,
    /// Whether longer words that begin with it were looked for too.
    pub is_prefix: bool,
    /// How much it tells: its inverse document frequency over all ways, times `factor`. 0 where no document has it, and where it is a letter or two
    /// that most documents have a word of, which tells nothing beside other words.
    pub idf: f32,
    /// [`RankingWeights::stop`] for words that tell little, else 1.0.
    pub factor: f32,
    /// What it gives to the sum: the best of its ways, 0 where the document lacks it.
    pub score: f32,
    /// The ways in which the document has it, strictest first.
    pub ways: Vec<Given>,
    /// Which of `ways` gave the score.
    pub best: Option<usize>,
}

/// A way in which a document has a word, and what it gives: `idf × worth × saturated`, but for the last digit.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Which way.
    pub way: Way,
    /// The factor on what is found in this way.
    pub worth: f32,
    /// Inverse document frequency of the terms of this way and of stricter ones together, times the word's `factor`.
    pub idf: f32,
    /// The document's terms of this way; of a phrase, both.
    pub stands: Vec<Stand>,
    /// Occurrences weighted by field and length, of this way's terms and the stricter ones' together; of a phrase, those of the term that
    /// has less.
    pub frequency: f32,
    /// `frequency` as repetition counts less and less; below `k1 + 1`.
    pub saturated: f32,
    /// What the way gives.
    pub score: f32,
}

/// A term of the document that stands for a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Stand {
    /// The term, folded.
    pub term: String,
    /// How often each field has it, in the order of [`Field`](super::Field), as the index keeps it: title and question up to 4, answer up to 14,
    /// tags up to 1, and in between the step below.
    pub occurrences: [u8; 4],
    /// What those are worth by weight and length of the field; their sum over all terms is the frequency.
    pub frequencies: [f32; 4],
}

impl Index {
    /// Why the document has the score that [`Index::search`] gives it without `keep` and `boost`; `None` where it does not answer.
    pub fn explain(&self, query: &str, last_word_is_prefix: bool, document: u32) -> Option<Explanation> {
        let query = parse(query, last_word_is_prefix);
        if query.is_empty() || document as usize >= self.len() {
            return None;
        }
        let all = expand(self, &query);
        let plan = Plan::new(self, &all);
        let (counting, idfs) = self.counting(&all, &plan, document);
        self.asked.tidy(self.len());
        let looked = Looked { index: self, norms: self.asked.norms(|| Norms::new(self)), document };

        let lacks = |at: usize, word: &QueryWord| Word {
            term: word.term.clone(),
            is_prefix: word.is_prefix,
            idf: idfs[at],
            factor: all[at].factor,
            score: 0.0,
            ways: Vec::new(),
            best: None,
        };
        let mut by_word: Vec<Word> = query.iter().enumerate().map(|(at, word)| lacks(at, word)).collect();
        // In the order in which the search takes them, because sums of f32 hang on it.
        let (mut words, mut idf, mut has) = (0.0, 0.0, 0);
        for at in counting {
            let word = &mut by_word[at];
            word.ways = looked.ways(&all[at]);
            for (at, way) in word.ways.iter().enumerate() {
                if way.score > word.score {
                    (word.score, word.best) = (way.score, Some(at));
                }
            }
            if word.best.is_some() {
                words += word.score;
                idf += word.idf;
                has += 1;
            }
        }
        if has == 0 {
            return None;
        }
        let total = Total::new(&self.weights, &all, &plan, &idfs);
        let neighbours = total.neighbours(self.pairs[document as usize]);
        Some(Explanation {
            by_word,
            words,
            coordination: total.coordination(idf),
            all_words: total.all_words(has),
            neighbours,
            score: total.apart(words, idf, has) + neighbours,
        })
    }

    /// Which words count for the document where it has them, in the order in which they are added, and the inverse document frequency of all
    /// words. Common words count only in documents that others reached.
    fn counting(&self, all: &[Sought], plan: &Plan, document: u32) -> (Vec<usize>, Vec<f32>) {
        let mut sums = self.asked.sums();
        sums.stand_on(self, all, &plan.base);
        let mut idfs = vec![0.0; all.len()];
        for (at, idf) in plan.base.iter().zip(&sums.base.idfs) {
            idfs[*at] = *idf;
        }
        let reached = |place: usize| place.checked_sub(1).map_or(0, |place| sums.base.counts[place]);
        let is_common = |place: &usize| {
            let before = reached(*place);
            before > 0 && !reaches(self, all[plan.base[*place]].postings(), before)
        };
        let common: Vec<usize> =
            (0..plan.base.len()).filter(is_common).map(|place| plan.base[place]).collect();
        // What reaches the document comes first: from there on all count.
        let is_in_base = sums.documents[document as usize].words > 0;
        let mut counting = if is_in_base { plan.base.clone() } else { Vec::new() };
        if is_in_base {
            let has = |at: usize| {
                all[at].tiers().flat_map(|tier| &tier.terms).any(|term| self.holds(*term, document))
            };
            let has_phrase = |at: usize| {
                let mut phrases = all[at].phrases();
                phrases.any(|(_, terms)| terms.iter().all(|term| self.holds(*term, document)))
            };
            let reaching =
                plan.base.iter().position(|at| !common.contains(at) && (has(*at) || has_phrase(*at)));
            counting.drain(..reaching.unwrap_or(0));
        }
        if let Some(at) = plan.last {
            let postings = all[at].postings();
            let rarer = plan.base.partition_point(|other| all[*other].postings() < postings);
            let is_reaching = plan.base.is_empty() || reaches(self, postings, reached(rarer));
            let scores = word_scores(self, &all[at], is_reaching, &mut sums);
            idfs[at] = scores.idf;
            if is_in_base || plan.base.is_empty() {
                counting.push(at);
            } else if is_reaching
                && let Scores::Few(given) = &scores.given
                && given.iter().any(|(other, _)| *other == document)
            {
                counting = vec![at];
                counting.extend(common);
            }
        }
        (counting, idfs)
    }

    fn holds(&self, term: u32, document: u32) -> bool {
        self.postings(term).all().iter().any(|(other, _)| *other == document)
    }
}

/// The document that is asked about.
struct Looked<'a> {
    index: &'a Index,
    norms: Rc<Norms>,
    document: u32,
}

impl Looked<'_> {
    /// What the document has of a word.
    fn ways(&self, sought: &Sought) -> Vec<Given> {
        let (index, weights) = (self.index, &self.index.weights);
        let (mut holding, mut frequency, mut ways) = (0, 0, Vec::new());
        for tier in sought.tiers() {
            holding += postings(index, &tier.terms);
            let with = usize::try_from(holding).unwrap_or(usize::MAX).min(index.len());
            let idf = sought.factor * inverse_document_frequency(with, index.len());
            let worth = worth(weights, tier.way);
            // The order of the factors is that of the search, and so is it to keep the most after each term.
            let most = worth * idf * (weights.k1 + 1.0);
            let (mut stands, mut score) = (Vec::new(), f32::MIN_POSITIVE);
            for (stand, more) in tier.terms.iter().filter_map(|term| self.stand(*term)) {
                frequency += more;
                let mentions = frequency as f32 / ONE;
                score = score.max(most * mentions / (weights.k1 + mentions));
                stands.push(stand);
            }
            if !stands.is_empty() {
                ways.push(given(weights, tier.way, idf, stands, frequency, score));
            }
        }
        for (way, [first, second]) in sought.phrases() {
            let both = self.holding_both(*first, *second);
            let idf = sought.factor * inverse_document_frequency(both, index.len());
            if let (Some(first), Some(second)) = (self.stand(*first), self.stand(*second)) {
                let frequency = first.1.min(second.1);
                let score = worth(weights, *way) * idf * saturated(weights, frequency as f32 / ONE);
                let stands = vec![first.0, second.0];
                ways.push(given(weights, *way, idf, stands, frequency, score.max(f32::MIN_POSITIVE)));
            }
        }
        ways
    }

    /// The document's occurrences of a term, and what they are worth in parts of [`ONE`].
    fn stand(&self, term: u32) -> Option<(Stand, u32)> {
        let all = self.index.postings(term).all();
        let counts = all.iter().find(|(document, _)| *document == self.document)?.1;
        let lengths = self.index.lengths[self.document as usize].0;
        let occurrences = counts.fields();
        let mut frequencies = [0.0; 4];
        for (field, frequency) in frequencies.iter_mut().enumerate() {
            let mut alone = [0; 4];
            alone[field] = occurrences[field];
            *frequency = self.norms.frequency(lengths, Counts::of(alone)) as f32 / ONE;
        }
        let term = self.index.dictionary.term(term).to_owned();
        Some((Stand { term, occurrences, frequencies }, self.norms.frequency(lengths, counts)))
    }

    /// How many documents hold both terms.
    fn holding_both(&self, first: u32, second: u32) -> usize {
        let held = self.index.postings(first).all();
        let is_held = |document: u32| held.binary_search_by_key(&document, |(document, _)| *document).is_ok();
        self.index.postings(second).all().into_iter().filter(|(document, _)| is_held(*document)).count()
    }
}

fn given(
    weights: &RankingWeights,
    way: Way,
    idf: f32,
    stands: Vec<Stand>,
    frequency: u32,
    score: f32,
) -> Given {
    let frequency = frequency as f32 / ONE;
    let saturated = saturated(weights, frequency);
    Given { way, worth: worth(weights, way), idf, stands, frequency, saturated, score }
}
