//! How friends are ranked and people to know are found, for the benchmark that holds both against plain JavaScript.
//!
//! Nothing here ranks; all that is `goodword-core`'s. It takes what JavaScript has and hands out what was found as lines of text, in methods of their own, so that
//! what is timed is the ranking alone.

use goodword_core::{
    Community,
    friends::{
        Circle, Consent, Friend, FriendWeights, Graph, Listener, Progress, Relation, Suggesting, Suggestion,
        Voices, voices,
    },
    model::{Id, Timestamp},
    snapshot::SnapshotReader,
};
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// A community, and friends in it.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Words {
    community: Community,
    friends: Vec<Friend>,
    circle: Circle,
    said: Voices,
}

#[wasm_bindgen]
impl Words {
    /// Of a snapshot, whose recommendations and people are read.
    ///
    /// # Errors
    /// The snapshot cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(snapshot: &[u8]) -> Result<Words, JsError> {
        let mut words = Self::default();
        let mut reader = SnapshotReader::default();
        reader.feed(snapshot);
        while let Some(row) = reader.next_row()? {
            words.community.add(row);
        }
        Ok(words)
    }

    /// Takes the friends to rank for next, as ids, one a line.
    pub fn meet(&mut self, friends: &str) {
        let friend = |id: &str| Friend {
            id: Id::from(id),
            name: id.to_owned(),
            avatar: None,
            relation: Relation::Friend,
            mutual: 0,
        };
        self.friends = friends.lines().map(friend).collect();
    }

    /// Notes what ranking asks of each word, which is done once for words that came.
    pub fn note(&mut self) {
        self.community.recommendations_mut().note();
    }

    /// What a panel does where friends are others: makes a circle of those who were met, and ranks what is said of everything at this moment, in milliseconds since 1970; how many voices
    /// there are.
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds")]
    pub fn rank(&mut self, now_ms: f64) -> usize {
        self.circle = Circle::new(None, std::mem::take(&mut self.friends));
        let listener = Listener {
            subject: None,
            circle: &self.circle,
            now: Timestamp::from_millis(now_ms as i64),
            relevance: None,
            weights: &FriendWeights::default(),
        };
        self.said = voices(self.community.recommendations_mut(), &listener);
        self.said.friends.len() + self.said.public.len()
    }

    /// The ids of the words that were ranked last: friends' first, then everyone's.
    pub fn ids(&self) -> String {
        let voices = self.said.friends.iter().chain(&self.said.public);
        let words = voices.filter_map(|voice| self.community.recommendations().get(voice.word));
        words.map(|word| &*word.id).collect::<Vec<_>>().join("\n")
    }
}

/// People and their friendships, and how far the work of finding people to know is.
#[wasm_bindgen]
#[derive(Debug)]
pub struct People {
    graph: Arc<Graph>,
    suggesting: Option<Suggesting>,
    found: Vec<Suggestion>,
}

#[wasm_bindgen]
impl People {
    /// Of so many people, called `p0`, `p1` and so on, and friendships as pairs of their numbers.
    #[wasm_bindgen(constructor)]
    pub fn new(people: u32, pairs: &[u32]) -> Self {
        let mut graph = Graph::default();
        for person in 0..people {
            graph.node(&["p", &person.to_string()].concat());
        }
        for pair in pairs.chunks_exact(2) {
            graph.befriend(pair[0], pair[1]);
        }
        Self { graph: Arc::new(graph), suggesting: None, found: Vec::new() }
    }

    /// Begins anew to look for `limit` people for one of them; everyone agreed to be suggested.
    pub fn begin(&mut self, viewer: u32, limit: usize) {
        let consents = vec![Consent { is_given: true, ..Consent::default() }; self.graph.len()];
        let weights = FriendWeights::default();
        self.suggesting =
            Some(Suggesting::new(self.graph.clone(), Some(viewer), consents, &[], &weights, limit));
    }

    /// Does a slice of the work; whether there is more.
    pub fn step(&mut self, budget: u32) -> bool {
        match self.suggesting.as_mut().map(|suggesting| suggesting.step(budget)) {
            Some(Progress::Working) => true,
            Some(Progress::Ready(found)) => {
                (self.found, self.suggesting) = (found, None);
                false
            }
            None => false,
        }
    }

    /// Who was found last: a line each, of id and common friends.
    pub fn found(&self) -> String {
        let line =
            |found: &Suggestion| [self.graph.id(found.node), " ", &found.why.mutual.to_string()].concat();
        self.found.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// That of the panel's Wasm.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: goodword_memory::Allocator = goodword_memory::Allocator::new();
