//! Which documents answer, and how well: BM25F with coordination.

#![expect(clippy::cast_precision_loss, reason = "scores need no more than f32 holds")]

use super::{Index, expand::{Expansion, expand}, length::decode, postings::{Counts, Postings}, query::QueryWord};

/// What was looked for and found for one word of a query.
pub(super) struct Looked {
    /// All index terms that count as this word.
    pub(super) terms: Vec<u32>,
    /// Inverse document frequency of them together; 0 where no document has them.
    pub(super) idf: f32,
}

/// All documents that answer, unordered, and what was looked for.
pub(super) struct Scored {
    /// Score, document.
    pub(super) documents: Vec<(f32, u32)>,
    pub(super) looked: Vec<Looked>,
}

/// Scores all documents that hold any of `query`'s words and that `keep` does not drop.
pub(super) fn score(index: &Index, query: &[QueryWord], keep: &dyn Fn(u32) -> bool) -> Scored {
    let weights = &index.weights;
    let mut sums = Sums::new(index.len());
    let norms = Norms::new(index);
    let expansions = expand(index, query);
    // Rare words first: what they reach decides where common ones are looked for.
    let mut order: Vec<usize> = (0..expansions.len()).collect();
    let postings: Vec<u64> = expansions.iter().map(|e| e.postings(index)).collect();
    order.sort_by_key(|at| postings[*at]);
    let mut idfs = vec![0.0; expansions.len()];
    for at in order {
        let reaches = sums.reached.is_empty() || postings[at] * 4 <= index.len() as u64 || index.len() < 1000;
        idfs[at] = sums.add_word(index, &norms, &expansions[at], reaches);
    }
    let all: f32 = idfs.iter().sum();
    let text: Vec<&str> = query.iter().map(|w| w.term.as_str()).collect();
    let pairs = super::pairs::pairs(&text.join(" "));
    let mean = all / query.len().max(1) as f32;
    let documents = sums.reached.iter().filter(|document| keep(**document)).map(|&document| {
        let sum = &sums.documents[document as usize];
        let coordination = 1.0 - weights.coordination * (1.0 - sum.idf / all);
        let bonus =
            if query.len() > 1 && sum.words as usize == query.len() { weights.all_words * all } else { 0.0 };
        let near = if weights.near > 0.0 { index.pairs[document as usize].iter().filter(|p| pairs.binary_search(p).is_ok()).count() } else { 0 };
        (sum.score * coordination + bonus + weights.near * mean * (near as f32).min(3.0), document)
    }).collect();
    let looked = expansions.into_iter().zip(idfs).map(|(expansion, idf)| Looked { terms: expansion.tiers.into_iter().flat_map(|tier| tier.terms).collect(), idf }).collect();
    Scored { documents, looked }
}

/// What one mention is worth, by field and length code, in 4096ths: sums of whole numbers hang on no order.
struct Norms([[u32; 256]; 4]);

const ONE: f32 = 4096.0;

impl Norms {
    fn new(index: &Index) -> Self {
        let mut norms = Self([[0; 256]; 4]);
        let documents = index.len().max(1) as f32;
        for ((table, (weight, b)), total) in norms.0.iter_mut().zip(index.weights.fields()).zip(index.totals)
        {
            let average = (total as f32 / documents).max(f32::MIN_POSITIVE);
            for (code, norm) in (0..=u8::MAX).zip(table) {
                let worth = weight / (1.0 - b + b * decode(code) as f32 / average).max(0.01);
                *norm = (worth * ONE).max(1.0) as u32;
            }
        }
        norms
    }

    /// A term's occurrences in a document, weighted and normalised by field.
    #[inline]
    fn frequency(&self, index: &Index, document: u32, counts: Counts) -> u32 {
        let lengths = index.lengths[document as usize].0;
        let [title, question, answer, tags] = counts.fields();
        u32::from(title) * self.0[0][usize::from(lengths[0])]
            + u32::from(question) * self.0[1][usize::from(lengths[1])]
            + u32::from(answer) * self.0[2][usize::from(lengths[2])]
            + u32::from(tags) * self.0[3][usize::from(lengths[3])]
    }
}

/// A document's part in a query.
#[derive(Clone, Default)]
struct Sum {
    score: f32,
    /// Inverse document frequencies of the words that it has.
    idf: f32,
    /// How many of the words it has.
    words: u32,
}

/// Accumulators, dense by document: writing to them costs less than any map.
struct Sums {
    documents: Vec<Sum>,
    /// Documents with any word, in the order in which they were reached.
    reached: Vec<u32>,
    /// Of the word in hand: the best way's score.
    word: Vec<f32>,
    /// Of the word in hand: the frequency of its terms so far.
    frequency: Vec<u32>,
}

impl Sums {
    fn new(documents: usize) -> Self {
        Self {
            documents: vec![Sum::default(); documents],
            reached: Vec::new(),
            word: vec![0.0; documents],
            frequency: vec![0; documents],
        }
    }

    /// Adds a word's scores and returns its inverse document frequency over all its ways.
    fn add_word(&mut self, index: &Index, norms: &Norms, expansion: &Expansion, reaches: bool) -> f32 {
        let mut with_word: Vec<u32> = Vec::new();
        let mut idf = 0.0;
        let mut holding = 0;
        for tier in &expansion.tiers {
            let mut with_tier = Vec::new();
            for &term in &tier.terms {
                holding += index.count(term) as usize;
                match index.postings(term) {
                    Postings::Dense(counts) if !reaches => {
                        for &document in &self.reached {
                            if let Some(&counts) = counts.get(document as usize) && counts != 0 {
                                let frequency = &mut self.frequency[document as usize];
                                *frequency += norms.frequency(index, document, Counts(counts));
                                with_tier.push(document);
                            }
                        }
                    }
                    postings => postings.each(&mut |document, counts| {
                        if reaches || self.documents[document as usize].words > 0 {
                            let frequency = &mut self.frequency[document as usize];
                            *frequency += norms.frequency(index, document, counts);
                            with_tier.push(document);
                        }
                    }),
                }
            }
            idf = expansion.factor * inverse_document_frequency(holding.min(index.len()), index.len());
            for &document in &with_tier {
                let frequency = self.frequency[document as usize] as f32 / ONE;
                let saturated = frequency * (index.weights.k1 + 1.0) / (index.weights.k1 + frequency);
                let best = &mut self.word[document as usize];
                if *best == 0.0 {
                    with_word.push(document);
                }
                *best = best.max((tier.factor * idf * saturated).max(f32::MIN_POSITIVE));
            }
        }
        if let Some((a, b)) = expansion.halves {
            idf = self.add_halves(index, norms, a, b, expansion.factor, &mut with_word);
        }
        for document in with_word {
            let sum = &mut self.documents[document as usize];
            if sum.words == 0 {
                self.reached.push(document);
            }
            sum.score += std::mem::take(&mut self.word[document as usize]);
            self.frequency[document as usize] = 0;
            sum.idf += idf;
            sum.words += 1;
        }
        idf
    }

    fn add_halves(&mut self, index: &Index, norms: &Norms, a: u32, b: u32, factor: f32, with_word: &mut Vec<u32>) -> f32 {
        index.postings(a).each(&mut |document, counts| self.frequency[document as usize] = norms.frequency(index, document, counts));
        let mut both = Vec::new();
        index.postings(b).each(&mut |document, counts| {
            let first = self.frequency[document as usize];
            if first > 0 {
                both.push((document, first.min(norms.frequency(index, document, counts))));
            }
        });
        index.postings(a).each(&mut |document, _| self.frequency[document as usize] = 0);
        let idf = factor * inverse_document_frequency(both.len(), index.len());
        for (document, frequency) in both {
            let frequency = frequency as f32 / ONE;
            let saturated = frequency * (index.weights.k1 + 1.0) / (index.weights.k1 + frequency);
            self.word[document as usize] = (index.weights.halves * idf * saturated).max(f32::MIN_POSITIVE);
            with_word.push(document);
        }
        idf
    }
}

/// How much a term that `with` of `all` documents hold tells. Always above 0, so that no word empties a query.
/// Robertson & Zaragoza (2009), section 3.1, with Lucene's 1 under the logarithm.
fn inverse_document_frequency(with: usize, all: usize) -> f32 {
    if with == 0 { 0.0 } else { (1.0 + (all as f32 - with as f32 + 0.5) / (with as f32 + 0.5)).ln() }
}
