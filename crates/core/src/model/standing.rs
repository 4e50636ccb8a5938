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

/// What a service says of one visitor and one topic. Without it, nothing was done and nothing is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each under the name that the protocol gives it"
)]
pub struct Standing {
    /// The visitor has it too.
    pub me_too: bool,
    /// The visitor is told what happens in it.
    pub follows: bool,
    /// Replies that helped the visitor, by id.
    pub stars: Vec<Id>,
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
