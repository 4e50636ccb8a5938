//! Who is friends with whom, as numbers.

use crate::names::{Names, count};

/// People as nodes and friendships as edges between them.
///
/// A friendship has no direction. One that is given twice or the other way round counts once, and nobody is a friend of
/// oneself, but neither is looked for here: [`Suggesting`](super::Suggesting) passes over them.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    ids: Names,
    edges: Vec<[u32; 2]>,
}

impl Graph {
    /// The number of a person, who becomes a node where they are none yet. Numbers go up from 0.
    pub fn node(&mut self, id: &str) -> u32 {
        self.ids.add(id).0
    }

    /// The number of a person who is a node.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.ids.get(id)
    }

    /// The id of a node; empty where there is none of this number.
    pub fn id(&self, node: u32) -> &str {
        if (node as usize) < self.len() { self.ids.name(node) } else { "" }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether nobody is here.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Says that two nodes are friends. What names a node that there is not says nothing.
    pub fn befriend(&mut self, a: u32, b: u32) {
        if a.max(b) < count(self.len()) {
            self.edges.push([a, b]);
        }
    }

    /// All friendships as they were given.
    pub(super) fn edges(&self) -> &[[u32; 2]] {
        &self.edges
    }
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn people_are_numbered_once_and_found_again() {
        let mut graph = Graph::default();
        assert!(graph.is_empty());
        assert_eq!((graph.node("ann"), graph.node("bob"), graph.node("ann")), (0, 1, 0));
        assert_eq!((graph.find("bob"), graph.find("cy"), graph.len()), (Some(1), None, 2));
        assert_eq!((graph.id(1), graph.id(2)), ("bob", ""));
    }

    #[test]
    fn a_friendship_with_nobody_is_none() {
        let mut graph = Graph::default();
        let (ann, bob) = (graph.node("ann"), graph.node("bob"));
        graph.befriend(ann, 2);
        graph.befriend(u32::MAX, bob);
        graph.befriend(ann, bob);
        assert_eq!(graph.edges(), [[ann, bob]]);
    }
}
