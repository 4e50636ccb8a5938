//! The lists that a panel opens with.

use super::Community;
use crate::{
    model::{Kind, Timestamp, Topic, Visibility},
    order,
};
use std::sync::Arc;

/// Which of the standing lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Most me-toos and followers first, then the last activity.
    Popular,
    /// Last activity first.
    Recent,
    /// Unanswered questions and problems, most me-toos first, then the newest.
    Unanswered,
}

impl Community {
    /// At most `limit` topics of `list`, of the given kinds (all, where empty). Equals stand in the source's order.
    pub fn list(&self, list: List, kinds: &[Kind], limit: usize) -> Vec<Arc<Topic>> {
        let weights: Vec<_> = self.topics.iter().map(|topic| weight(list, topic)).collect();
        let weight = |number: u32| weights[number as usize];
        let is_listed = |number: u32| {
            let topic = &self.topics[number as usize];
            (kinds.is_empty() || kinds.contains(&topic.kind))
                && (list != List::Unanswered || topic.is_unanswered())
                && !self.gone.contains(&number)
                && !self.is_private(topic)
        };
        let listed = order::numbers(self.topics.len(), &is_listed);
        let best = order::first(listed, limit, &|a, b| weight(b).cmp(&weight(a)));
        best.into_iter().map(|number| self.topics[number as usize].clone()).collect()
    }

    /// Whether a topic is between the visitor and a friend, and so in no list.
    fn is_private(&self, topic: &Topic) -> bool {
        self.standing(&topic.id).is_some_and(|standing| standing.visibility == Visibility::Private)
    }
}

/// What a topic is ranked by in `list`: the greatest first; what has no date last.
fn weight(list: List, topic: &Topic) -> (u64, Option<Timestamp>) {
    match list {
        List::Popular => {
            (u64::from(topic.me_too_count) + u64::from(topic.follower_count), last_active(topic))
        }
        List::Recent => (0, last_active(topic)),
        List::Unanswered => (u64::from(topic.me_too_count), topic.created_at),
    }
}

/// When something last happened in a topic: as the source says, else by its own and its replies' dates.
pub(super) fn last_active(topic: &Topic) -> Option<Timestamp> {
    let dates = || topic.replies.iter().filter_map(|reply| reply.created_at).chain(topic.created_at);
    topic.last_active_at.or_else(|| dates().max())
}
