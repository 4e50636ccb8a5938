//! Somebody the visitor knows, as the host's page or the endpoint writes it.

use goodword_core::{
    friends::{Friend, Relation},
    json::{Number, Value},
    model::Id,
};

/// The friend that `wire` names; `None` without an id.
pub(crate) fn friend(wire: &Value) -> Option<Friend> {
    let text = |name: &str| wire.get(name).and_then(Value::as_text).map(str::to_owned);
    Some(Friend {
        id: id(wire.get("id")?)?,
        name: text("name").unwrap_or_default(),
        avatar: text("avatar"),
        relation: match wire.get("relation").map(Value::as_text) {
            None | Some(Some("friend")) => Relation::Friend,
            // Whoever is not plainly a friend is counted and never named.
            Some(_) => Relation::FriendOfFriend,
        },
        mutual: wire.get("mutual").and_then(Value::as_number).map_or(0, Number::to_u32_saturating),
    })
}

/// An id, as text or as number.
pub(crate) fn id(wire: &Value) -> Option<Id> {
    wire.as_text().map(Id::from).or_else(|| wire.as_number().map(|number| number.as_str().into()))
}
