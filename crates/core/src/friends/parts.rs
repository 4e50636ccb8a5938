//! Friends' part in topics.

use super::Circle;
use crate::{
    model::{Id, Topic},
    order,
};

/// What a friend did in a topic, weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Gave the best answer.
    GaveBestAnswer,
    /// Asked it.
    Asked,
    /// Replied.
    Replied,
    /// Has it too. The model does not say who has; the service does, for those who agreed to it.
    HasToo,
    /// Was helped by a reply. The service says so, as of [`HasToo`](Self::HasToo).
    FoundUseful,
}

/// A friend's part in a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The friend's id.
    pub friend: Id,
    /// The weightiest deed of that friend in the topic.
    pub deed: Deed,
}

/// The parts of as many friends as are shown, and how many more had one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Weightiest deed first, one entry a friend; equal deeds in the order of the friends' ids.
    pub shown: Vec<Part>,
    /// How many friends had a part besides.
    pub more: usize,
}

/// The visitor's friends who had a part in `topic`, weightiest deed first, one entry a friend; equal deeds in the
/// order of the friends' ids.
pub fn parts(topic: &Topic, circle: &Circle) -> Vec<Part> {
    parts_up_to(usize::MAX, topic, &[], circle).shown
}

/// As [`parts`], with what `brought` says besides of friends in the topic, and no more than `most` of them by name. Whoever is in
/// `brought` and no friend of the visitor is left out: it may hold anyone, and strangers agreed to nothing.
pub fn parts_up_to(most: usize, topic: &Topic, brought: &[Part], circle: &Circle) -> Parts {
    if circle.is_empty() {
        return Parts::default();
    }
    let mut deeds: Vec<(&Id, Deed)> = Vec::new();
    let mut note = |author: Option<&'_ Id>, deed: Deed| {
        if let Some(friend) = author.and_then(|id| circle.friend(id)) {
            deeds.push((&friend.id, deed));
        }
    };
    note(topic.best_reply().and_then(|reply| reply.author.as_ref()), Deed::GaveBestAnswer);
    note(topic.author.as_ref(), Deed::Asked);
    for reply in &topic.replies {
        note(reply.author.as_ref(), Deed::Replied);
    }
    for part in brought {
        note(Some(&part.friend), part.deed);
    }
    let at = |number: u32| deeds[number as usize];
    let mut numbers = order::numbers(deeds.len(), &|_| true);
    order::sort(&mut numbers, &|a, b| at(a).cmp(&at(b)));
    // A friend's deeds stand together now, the weightiest first.
    numbers.dedup_by(|a, b| at(*a).0 == at(*b).0);
    let by_deed = |a: u32, b: u32| (at(a).1, at(a).0).cmp(&(at(b).1, at(b).0));
    order::sort(&mut numbers, &by_deed);
    let more = numbers.len().saturating_sub(most);
    numbers.truncate(most);
    let part = |number: u32| Part { friend: at(number).0.clone(), deed: at(number).1 };
    Parts { shown: numbers.into_iter().map(part).collect(), more }
}

/// Whether a friend of the visitor had a part in `topic`.
pub(crate) fn has_part(topic: &Topic, circle: &Circle) -> bool {
    let friend = |author: &Option<Id>| author.as_ref().is_some_and(|id| circle.friend(id).is_some());
    !circle.is_empty() && (friend(&topic.author) || topic.replies.iter().any(|reply| friend(&reply.author)))
}
