//! Short answers to what was written: what is so since.

use serde::Serialize;
use utoipa::ToSchema;

/// What was made, or done.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Id)]
pub struct IdWire {
    /// Its id.
    pub id: String,
}

/// Whether the person has the topic too, and how many have.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = MeToo)]
#[expect(missing_docs, reason = "the line above says it")]
pub struct MeTooWire {
    pub me_too: bool,
    pub me_too_count: u32,
}

/// Whether the person follows the topic, and how many do.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Follow)]
#[expect(missing_docs, reason = "the line above says it")]
pub struct FollowWire {
    pub follow: bool,
    pub follower_count: u32,
}

/// Whether the reply helped the person, and how many it helped.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Star)]
#[expect(missing_docs, reason = "the line above says it")]
pub struct StarWire {
    pub star: bool,
    pub star_count: u32,
}

/// That the person has something against it.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Flagged)]
pub struct FlaggedWire {
    /// It is noted.
    pub flagged: bool,
}

/// Whether the person calls the other one a friend.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Friendship)]
pub struct FriendshipWire {
    /// Both call each other so, or the answer would be false.
    pub friend: bool,
}

/// How far a topic has come.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Progress)]
pub struct StatusWire {
    /// The status.
    #[schema(schema_with = super::words::<goodword_core::model::Status>)]
    pub status: &'static str,
}
