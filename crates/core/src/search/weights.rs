//! The knobs of ranking, in one place.

/// What ranking is tuned by. The defaults were chosen on judged questions of three collections (web application FAQs,
/// bank customers' questions, medical questions), each in two halves that had to agree; question and tags,
/// which only the last has, are set between title and answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Worth of one mention in the title, over 0.0. Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
    /// weighted fields" (2004): weights multiply term frequencies, before saturation.
    pub title: f32,
    /// Worth of one mention in the question, over 0.0.
    pub question: f32,
    /// Worth of one mention in the best answer, over 0.0.
    pub answer: f32,
    /// Worth of one mention in the tags, over 0.0.
    pub tags: f32,
    /// Length normalisation of the title, BM25's `b`, in 0.0..=1.0. At 0 length does not count; at 1 a mention in
    /// a title twice as long as the average is worth half.
    pub title_b: f32,
    /// Length normalisation of the question, in 0.0..=1.0.
    pub question_b: f32,
    /// Length normalisation of the answer, in 0.0..=1.0. Answers vary most in length.
    pub answer_b: f32,
    /// Length normalisation of the tags, in 0.0..=1.0.
    pub tags_b: f32,
    /// Term saturation, BM25's `k1`, in 0.0..=3.0. At 0 one mention counts as much as many; higher values
    /// reward repetition. Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009), section 3.
    pub k1: f32,
    /// Factor on a word that matches only as the beginning of longer words, in 0.0..=1.0. At 1 `can` finds `can` and
    /// `canada` alike; at 0 longer words only fill the end of the list.
    pub prefix: f32,
    /// Coordination, in 0.0..=1.0: how far a document is lowered for the query's words that it lacks, each weighted
    /// by how rare it is. The factor is `1 - coordination * (1 - matched / all)`; at 0 lacking words cost nothing but their own
    /// score. Lucene's `coord`, with inverse document frequencies in place of counts, so that lacking `the` costs little.
    pub coordination: f32,
    /// What matching every word of a query of several adds, in 0.0..=4.0, in single plain mentions of each of its words. At 0
    /// two mentions in an answer can lose to one in a title; at 1 documents with every word come first but for
    /// extremes, and from `k1 + 1` on always.
    pub all_words: f32,
    /// Knob.
    pub synonym: f32,
    /// Knob.
    pub near: f32,
    /// Knob.
    pub cover: f32,
    /// Knob.
    pub stem: f32,
    /// Knob.
    pub typo: f32,
    /// Knob.
    pub typo2: f32,
    /// Knob.
    pub typo_below: f32,
    /// Knob.
    pub typo_times: f32,
    /// Knob.
    pub typo_family: f32,
    /// Knob.
    pub typo_first: f32,
    /// Knob.
    pub stop: f32,
    /// Knob.
    pub joined: f32,
    /// Knob.
    pub halves: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            title: 2.5,
            question: 0.6,
            answer: 0.3,
            tags: 1.5,
            title_b: 0.8,
            question_b: 0.75,
            answer_b: 0.8,
            tags_b: 0.3,
            k1: 2.0,
            prefix: 0.8,
            coordination: 0.2,
            all_words: 1.0,
            synonym: 0.0,
            near: 0.0,
            cover: 0.0,
            stem: 0.85,
            typo: 0.7,
            typo2: 0.5,
            typo_below: 0.0,
            typo_times: 1.0,
            typo_family: 1.0,
            typo_first: 1.0,
            stop: 0.4,
            joined: 0.8,
            halves: 0.8,
        }
    }
}

impl Weights {
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

impl Weights {
    /// Sets a knob by its name.
    pub fn set(&mut self, name: &str, value: f32) {
        match name {
            "title" => self.title = value,
            "question" => self.question = value,
            "answer" => self.answer = value,
            "tags" => self.tags = value,
            "title_b" => self.title_b = value,
            "question_b" => self.question_b = value,
            "answer_b" => self.answer_b = value,
            "k1" => self.k1 = value,
            "prefix" => self.prefix = value,
            "coordination" => self.coordination = value,
            "all_words" => self.all_words = value,
            "stem" => self.stem = value,
            "typo" => self.typo = value,
            "typo2" => self.typo2 = value,
            "typo_below" => self.typo_below = value,
            "typo_times" => self.typo_times = value,
            "typo_family" => self.typo_family = value,
            "typo_first" => self.typo_first = value,
            "stop" => self.stop = value,
            "joined" => self.joined = value,
            "halves" => self.halves = value,
            "near" => self.near = value,
            "cover" => self.cover = value,
            "synonym" => self.synonym = value,
            _ => panic!("no knob {name}"),
        }
    }
}
