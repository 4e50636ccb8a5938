//! How the visitor stands to a topic: what the visitor did in it, may do to it, and what of it only few can see.

use super::Id;

/// Who can see a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone.
    #[default]
    Published,
    /// Its author and moderators, until somebody has looked at it.
    Waiting,
    /// Moderators.
    Hidden,
    /// Its asker and the friend who was asked.
    Private,
}

/// What somebody said of a topic with one press, and shows to friends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Has it too.
    MeToo,
    /// Was helped by a reply.
    FoundUseful,
}

/// What a service says of one visitor and one topic. Without it, nothing was done and nothing is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each under the name that the protocol gives it"
)]
pub struct Standing {
    /// The visitor has it too.
    pub me_too: bool,
    /// Friends may see that the visitor has it too.
    pub me_too_shared: bool,
    /// The visitor is told what happens in it.
    pub follows: bool,
    /// Replies that helped the visitor, by id.
    pub stars: Vec<Id>,
    /// Those of them of which friends may see that they helped the visitor.
    pub stars_shared: Vec<Id>,
    /// The visitor's friends who said something of the topic and show it to friends, by id.
    pub friends: Vec<(Id, Mark)>,
    /// Whether the visitor may say that it is solved.
    pub may_solve: bool,
    /// Whether the visitor may moderate it.
    pub may_moderate: bool,
    /// Whether the visitor may put before everyone what was asked in private.
    pub may_publish: bool,
    /// The friend whom the topic is put to, by id, where it is put to one and the visitor is to know.
    pub to: Option<Id>,
    /// Who can see the topic.
    pub visibility: Visibility,
    /// Replies that not everyone can see.
    pub unpublished: Vec<(Id, Visibility)>,
}
