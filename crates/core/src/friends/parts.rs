//! Friends' part in topics.

use super::Circle;
use crate::model::{Id, Topic};

/// What a friend did in a topic, weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Gave the best answer.
    GaveBestAnswer,
    /// Asked it.
    Asked,
    /// Replied.
    Replied,
}

/// A friend's part in a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The friend's id.
    pub friend: Id,
    /// The weightiest deed of that friend in the topic.
    pub deed: Deed,
}

/// The visitor's friends who had a part in `topic`, weightiest deed first, one entry a friend; equal deeds in the
/// order of the friends' ids.
pub fn parts(topic: &Topic, circle: &Circle) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    if circle.is_empty() {
        return parts;
    }
    let best = topic.best_reply().and_then(|reply| reply.author.as_ref());
    let asked = topic.author.as_ref();
    let replied = topic.replies.iter().filter_map(|reply| reply.author.as_ref());
    let deeds = best
        .map(|id| (id, Deed::GaveBestAnswer))
        .into_iter()
        .chain(asked.map(|id| (id, Deed::Asked)))
        .chain(replied.map(|id| (id, Deed::Replied)));
    for (id, deed) in deeds {
        // Deeds come weightiest first, so a friend's first one is the one that counts.
        if circle.friend(id).is_some() && parts.iter().all(|part| part.friend != *id) {
            let mut place = parts.len();
            parts.push(Part { friend: id.clone(), deed });
            while place > 0 && parts[place - 1].deed == deed && parts[place - 1].friend > *id {
                parts.swap(place - 1, place);
                place -= 1;
            }
        }
    }
    parts
}

/// Whether a friend of the visitor had a part in `topic`.
pub(crate) fn has_part(topic: &Topic, circle: &Circle) -> bool {
    let friend = |author: &Option<Id>| author.as_ref().is_some_and(|id| circle.friend(id).is_some());
    !circle.is_empty() && (friend(&topic.author) || topic.replies.iter().any(|reply| friend(&reply.author)))
}
