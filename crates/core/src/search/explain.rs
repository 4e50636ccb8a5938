//! Why a document has its score: the same arithmetic as [`Index::search`], for one document and with every step told.
//!
//! It is for those who tune the ranking. No panel calls it, so it costs no panel a byte; nor does it save anything: it looks
//! through whole lists of documents for the one that is asked about.

#![expect(clippy::cast_precision_loss, reason = "what is told is what the scores are: f32")]

use super::{
    Index, RankingWeights,
    counts::Counts,
    expand::{Sought, Way, expand, postings},
    query::{QueryWord, parse},
    score::{FEW, Norms, ONE, Total, inverse_document_frequency, saturated, worth},
};
use crate::order;

/// Why a document answers a query as well as it does.
///
/// Its score is `words × coordination + all_words + neighbours`, bit for bit that of the hit without a boost. Only where knobs lower it to 0.0
/// a hit has the least number above that instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Each word of the query, in order.
    pub by_word: Vec<Word>,
    /// The sum of the words' scores, added up from the rarest word to the most common.
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
    /// How much it tells: its inverse document frequency over all ways, times `factor`. 0 where no document has it.
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

/// A way in which a document has a word, and what it gives: `idf × worth × saturated`.
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
        let norms = Norms::new(self);
        let looked = Looked { index: self, norms: &norms, document };

        // In the order in which the search takes them, because sums of f32 hang on it.
        let costs: Vec<u64> = all.iter().map(|sought| sought.postings(self)).collect();
        let mut order = order::numbers(all.len(), &|_| true);
        order::sort(&mut order, &|a, b| costs[a as usize].cmp(&costs[b as usize]));
        let mut by_word: Vec<Option<Word>> = query.iter().map(|_| None).collect();
        let (mut words, mut idf, mut has, mut is_any_reached) = (0.0, 0.0, 0, false);
        for at in order {
            let at = at as usize;
            let is_common = self.len() > FEW && costs[at] * 4 > self.len() as u64;
            let counts = has > 0 || !is_any_reached || !is_common;
            let (word, reached) = looked.word(&query[at], &all[at], counts);
            is_any_reached |= reached;
            if word.best.is_some() {
                words += word.score;
                idf += word.idf;
                has += 1;
            }
            by_word[at] = Some(word);
        }
        if has == 0 {
            return None;
        }
        let by_word: Vec<Word> = by_word.into_iter().flatten().collect();
        let idfs: Vec<f32> = by_word.iter().map(|word| word.idf).collect();
        let total = Total::new(&self.weights, &query, &idfs);
        let pairs = self.pairs[document as usize];
        Some(Explanation {
            by_word,
            words,
            coordination: total.coordination(idf),
            all_words: total.all_words(has),
            neighbours: total.neighbours(pairs),
            score: total.of(words, idf, has, pairs),
        })
    }
}

/// The document that is asked about.
struct Looked<'a> {
    index: &'a Index,
    norms: &'a Norms,
    document: u32,
}

impl Looked<'_> {
    /// What the document has of a word, and whether any document has it. Tiers count only where `counts` says so; phrases always.
    fn word(&self, asked: &QueryWord, sought: &Sought, counts: bool) -> (Word, bool) {
        let (index, weights) = (self.index, &self.index.weights);
        let (mut idf, mut holding, mut frequency) = (0.0, 0, 0);
        let (mut ways, mut is_held) = (Vec::new(), false);
        for tier in sought.tiers() {
            holding += postings(index, &tier.terms);
            is_held |= holding > 0;
            let with = usize::try_from(holding).unwrap_or(usize::MAX).min(index.len());
            idf = sought.factor * inverse_document_frequency(with, index.len());
            if !counts {
                continue;
            }
            let stands: Vec<(Stand, u32)> = tier.terms.iter().filter_map(|term| self.stand(*term)).collect();
            if !stands.is_empty() {
                frequency += stands.iter().map(|(_, frequency)| frequency).sum::<u32>();
                ways.push(given(weights, tier.way, idf, stands, frequency));
            }
        }
        for (way, [first, second]) in sought.phrases() {
            let both = self.holding_both(*first, *second);
            is_held |= both > 0;
            let phrase = sought.factor * inverse_document_frequency(both, index.len());
            idf = phrase.max(idf);
            if let (Some(first), Some(second)) = (self.stand(*first), self.stand(*second)) {
                let frequency = first.1.min(second.1);
                ways.push(given(weights, *way, phrase, vec![first, second], frequency));
            }
        }
        let mut best: Option<usize> = None;
        for (at, way) in ways.iter().enumerate() {
            if best.is_none_or(|best| way.score > ways[best].score) {
                best = Some(at);
            }
        }
        let word = Word {
            term: asked.term.clone(),
            is_prefix: asked.is_prefix,
            idf,
            factor: sought.factor,
            score: best.map_or(0.0, |best| ways[best].score),
            ways,
            best,
        };
        (word, is_held)
    }

    /// The document's occurrences of a term, and what they are worth in parts of [`ONE`].
    fn stand(&self, term: u32) -> Option<(Stand, u32)> {
        let mut held = None;
        self.index.postings(term).each(&mut |document, counts| {
            if document == self.document {
                held = Some(counts);
            }
        });
        let (counts, lengths): (Counts, _) = (held?, self.index.lengths[self.document as usize].0);
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
        let mut held = Vec::new();
        self.index.postings(first).each(&mut |document, _| held.push(document));
        let mut both = 0;
        self.index.postings(second).each(&mut |document, _| {
            both += usize::from(held.binary_search(&document).is_ok());
        });
        both
    }
}

fn given(weights: &RankingWeights, way: Way, idf: f32, stands: Vec<(Stand, u32)>, frequency: u32) -> Given {
    let (worth, frequency) = (worth(weights, way), frequency as f32 / ONE);
    let saturated = saturated(weights, frequency);
    // The order of the factors is that of the search.
    let score = (worth * idf * saturated).max(f32::MIN_POSITIVE);
    let stands = stands.into_iter().map(|(stand, _)| stand).collect();
    Given { way, worth, idf, stands, frequency, saturated, score }
}
