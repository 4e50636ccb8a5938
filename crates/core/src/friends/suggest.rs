//! People to know: friends' friends and those who answer what the visitor asks about, each with the reason.
//!
//! Friends' friends are ranked by Adamic and Adar, "Friends and neighbors on the Web" (2003): each common friend counts `1 / ln(degree)`, so one who
//! knows few people tells more than one who knows everybody.

use super::{FriendWeights, Graph, logarithm::ln};
use crate::{names::count, order};
use std::{ops::Range, sync::Arc};

/// What a person said about being suggested, and what stands between them and the visitor. Nobody is suggested who did not say that they may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// The person said that they may be suggested to others.
    pub is_given: bool,
    /// One of the two blocked the other. They are no friends then either, whatever the edges say.
    pub is_blocked: bool,
    /// The visitor does not want to see the suggestion again.
    pub is_dismissed: bool,
}

/// Somebody who answered what the visitor is interested in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Champion {
    /// Who, by the number in the graph.
    pub node: u32,
    /// To how many topics of the visitor's interest the person gave the best or official answer.
    pub answered: u32,
    /// What most of these topics share: a tag, by whatever number the caller gave it.
    pub about: Option<u32>,
}

/// Why somebody is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why {
    /// How many friends the two have in common.
    pub mutual: u32,
    /// To how many topics of the visitor's interest the person gave the answer.
    pub answered: u32,
    /// What most of these share.
    pub about: Option<u32>,
}

/// Somebody who may be good to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Who, by the number in the graph.
    pub node: u32,
    /// Why.
    pub why: Why,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to do.
    Working,
    /// Whom to suggest, best first.
    Ready(Vec<Suggestion>),
}

/// One common friend of degree `e`. Whole numbers, because their sum hangs on no order.
const ONE: f64 = 65536.0;
/// The end of a list of links.
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Whom the visitor is friends with.
    Friends,
    /// Whom those are friends with.
    Neighbours,
    /// What each of those friends tells of them.
    Counting,
    /// Who is best.
    Ranking,
}

/// The work of finding people to know, done in slices.
///
/// It takes time and room in proportion to nodes and edges: each edge is looked at twice, those of the visitor's friends twice more.
#[derive(Clone, Debug)]
pub struct Suggesting {
    graph: Arc<Graph>,
    viewer: u32,
    consents: Vec<Consent>,
    /// By node: how many friends the person has at least, also of those who are in no edge.
    degrees: Vec<u32>,
    weights: FriendWeights,
    limit: usize,
    stage: Stage,
    /// The next edge, or the next node.
    at: usize,
    is_friend: Vec<bool>,
    /// By node: the first link to somebody with whom this friend of the visitor is friends.
    heads: Vec<u32>,
    /// To whom, and the next link of the same friend.
    links: Vec<[u32; 2]>,
    /// By node: the last round in which it was met, so that a friendship given twice counts once.
    met: Vec<u32>,
    /// By node: the sum of [`ONE`] over logarithms.
    common: Vec<u32>,
    mutual: Vec<u32>,
    answered: Vec<u32>,
    about: Vec<Option<u32>>,
}

impl Suggesting {
    /// For the visitor `viewer`, a node, or `None` where the visitor is in no friendship. `consents` is by node, and who is beyond its end gave none. Somebody who is
    /// twice among `champions` counts by the larger number of topics. At most `limit` people are suggested.
    pub fn new(
        graph: Arc<Graph>,
        viewer: Option<u32>,
        consents: Vec<Consent>,
        champions: &[Champion],
        weights: &FriendWeights,
        limit: usize,
    ) -> Self {
        let nodes = graph.len();
        let mut suggesting = Self {
            graph,
            viewer: viewer.unwrap_or(NONE),
            consents,
            degrees: Vec::new(),
            weights: *weights,
            limit,
            stage: Stage::Friends,
            at: 0,
            is_friend: vec![false; nodes],
            heads: vec![NONE; nodes],
            links: Vec::new(),
            met: vec![0; nodes],
            common: vec![0; nodes],
            mutual: vec![0; nodes],
            answered: vec![0; nodes],
            about: vec![None; nodes],
        };
        for champion in champions {
            let node = champion.node as usize;
            let Some(answered) = suggesting.answered.get_mut(node) else { continue };
            let about = &mut suggesting.about[node];
            // Of two tags for as many topics the lesser, so that the order of champions does not matter.
            let is_better = champion.answered > *answered
                || (champion.answered == *answered
                    && champion.about.is_some_and(|tag| about.is_none_or(|known| tag < known)));
            if is_better {
                (*answered, *about) = (champion.answered, champion.about);
            }
        }
        suggesting
    }

    /// For a graph that holds not all friendships of the visitor's friends: how many each of them has, by node. Whoever has more in the
    /// graph, or is beyond the end, has as many as the graph holds.
    #[must_use]
    pub fn with_degrees(self, degrees: Vec<u32>) -> Self {
        Self { degrees, ..self }
    }

    /// Does a slice of the work: looks at some `budget` edges or nodes, and to the end of the friend whose edges it is at. The last slice looks at
    /// every node once.
    pub fn step(&mut self, budget: u32) -> Progress {
        let budget = budget.max(1) as usize;
        match self.stage {
            Stage::Friends => self.mark_friends(budget),
            Stage::Neighbours => self.gather(budget),
            Stage::Counting => self.count_common(budget),
            Stage::Ranking => return Progress::Ready(self.rank()),
        }
        Progress::Working
    }

    /// Where the next edges are, and the next stage where they are the last.
    fn edges(&mut self, budget: usize, next: Stage) -> Range<usize> {
        let edges = self.graph.edges().len();
        let slice = self.at..edges.min(self.at.saturating_add(budget));
        self.at = slice.end;
        if slice.end == edges {
            (self.stage, self.at) = (next, 0);
        }
        slice
    }

    fn mark_friends(&mut self, budget: usize) {
        for edge in self.edges(budget, Stage::Neighbours) {
            let [a, b] = self.graph.edges()[edge];
            let other = if a == self.viewer {
                b
            } else if b == self.viewer {
                a
            } else {
                continue;
            };
            self.is_friend[other as usize] = other != self.viewer && !self.consent(other).is_blocked;
        }
    }

    fn gather(&mut self, budget: usize) {
        for edge in self.edges(budget, Stage::Counting) {
            let [a, b] = self.graph.edges()[edge];
            for (friend, other) in [(a, b), (b, a)] {
                if self.is_friend[friend as usize] && friend != other {
                    let head = &mut self.heads[friend as usize];
                    self.links.push([other, *head]);
                    *head = count(self.links.len() - 1);
                }
            }
        }
    }

    fn count_common(&mut self, budget: usize) {
        let mut done = 0;
        while done < budget {
            if self.at == self.heads.len() {
                self.stage = Stage::Ranking;
                return;
            }
            done += self.count_neighbours(self.at);
            self.at += 1;
        }
    }

    /// Adds what one friend tells; how much work it was.
    fn count_neighbours(&mut self, friend: usize) -> usize {
        let (mut degree, mut work) = (0, 1);
        // Two rounds a friend, neither of which is 0 or another's.
        let round = count(friend) * 2 + 1;
        let mut link = self.heads[friend];
        while link != NONE {
            let [other, next] = self.links[link as usize];
            let met = &mut self.met[other as usize];
            degree += u32::from(*met != round);
            *met = round;
            work += 1;
            link = next;
        }
        let degree = degree.max(self.degrees.get(friend).copied().unwrap_or_default());
        // The visitor is one of them; who knows nobody else tells nothing.
        if degree < 2 {
            return work;
        }
        let share = share(degree);
        let mut link = self.heads[friend];
        while link != NONE {
            let [other, next] = self.links[link as usize];
            let node = other as usize;
            if self.met[node] == round {
                self.met[node] = round + 1;
                self.common[node] = self.common[node].saturating_add(share);
                self.mutual[node] += 1;
            }
            link = next;
        }
        work
    }

    fn rank(&self) -> Vec<Suggestion> {
        let may_be = |node: u32| {
            let at = node as usize;
            let consent = self.consent(node);
            let is_free = consent.is_given && !consent.is_blocked && !consent.is_dismissed;
            let is_known = node == self.viewer || self.is_friend[at];
            is_free && !is_known && (self.mutual[at] > 0 || self.answered[at] > 0)
        };
        let candidates = order::numbers(self.heads.len(), &may_be);
        let best_first = |a: u32, b: u32| {
            let by_score = self.score(b).total_cmp(&self.score(a));
            by_score.then_with(|| self.graph.id(a).cmp(self.graph.id(b)))
        };
        order::first(candidates, self.limit, &best_first)
            .into_iter()
            .map(|node| self.suggestion(node))
            .collect()
    }

    fn suggestion(&self, node: u32) -> Suggestion {
        let at = node as usize;
        let why = Why { mutual: self.mutual[at], answered: self.answered[at], about: self.about[at] };
        Suggestion { node, why }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a score needs no more places than a weight has")]
    fn score(&self, node: u32) -> f32 {
        let common = f64::from(self.common[node as usize]) / ONE;
        let answered = ln(self.answered[node as usize].saturating_add(1));
        self.weights.common_friends * common as f32 + self.weights.answered * answered as f32
    }

    fn consent(&self, node: u32) -> Consent {
        self.consents.get(node as usize).copied().unwrap_or_default()
    }
}

/// What a common friend of this degree, at least 2, tells of two people.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 3,000 to 95,000")]
fn share(degree: u32) -> u32 {
    (ONE / ln(degree)) as u32
}
