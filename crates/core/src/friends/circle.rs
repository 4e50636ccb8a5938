//! The visitor and whom the visitor knows.

use crate::{model::Id, order};
use std::cmp::Reverse;

/// How near somebody is to the visitor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// A friend: shown with face and name.
    #[default]
    Friend,
    /// A friend's friend: counted, never named.
    FriendOfFriend,
}

/// Somebody the visitor knows, as the host page or the endpoint said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Friend {
    /// The same id as in the community's `people`.
    pub id: Id,
    /// Name to show; never empty for a friend.
    pub name: String,
    /// Address of a picture, unresolved and unchecked.
    pub avatar: Option<String>,
    /// How near.
    pub relation: Relation,
    /// How many friends the two have in common.
    pub mutual: u32,
}

/// The visitor and whom the visitor knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circle {
    viewer: Option<Id>,
    /// By id.
    people: Vec<Friend>,
}

impl Circle {
    /// A circle of the visitor (if signed in) and the people given; a person given twice counts once, as the
    /// nearer relation. Nobody is a friend of oneself: the visitor is left out of the people.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a circle owns its people, and cloning those that stay is less code"
    )]
    pub fn new(viewer: Option<Id>, people: Vec<Friend>) -> Self {
        let given = |number: u32| &people[number as usize];
        let mut numbers = order::numbers(people.len(), &|number| viewer.as_ref() != Some(&given(number).id));
        let key = |number: u32| (&given(number).id, nearness(given(number)));
        order::sort(&mut numbers, &|a, b| key(a).cmp(&key(b)));
        let mut known: Vec<Friend> = Vec::with_capacity(numbers.len());
        for person in numbers.into_iter().map(given) {
            if known.last().is_none_or(|last| last.id != person.id) {
                known.push(person.clone());
            }
        }
        Self { viewer, people: known }
    }

    /// The signed-in visitor.
    pub fn viewer(&self) -> Option<&Id> {
        self.viewer.as_ref()
    }

    /// Whether the visitor knows nobody here, neither a friend nor a friend's friend.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The friend with this id; not a friend's friend.
    pub fn friend(&self, id: &str) -> Option<&Friend> {
        self.known(id).filter(|person| person.relation == Relation::Friend)
    }

    /// How near the person with this id is; `None` for a stranger and for the visitor.
    pub fn relation(&self, id: &str) -> Option<Relation> {
        Some(self.known(id)?.relation)
    }

    /// Everyone whom the visitor knows, each once, by id.
    pub(crate) fn people(&self) -> &[Friend] {
        &self.people
    }

    /// All friends, not friends' friends, by id.
    pub fn friends(&self) -> impl Iterator<Item = &Friend> {
        self.people.iter().filter(|person| person.relation == Relation::Friend)
    }

    fn known(&self, id: &str) -> Option<&Friend> {
        let at = self.people.partition_point(|person| *person.id < *id);
        self.people.get(at).filter(|person| *person.id == *id)
    }

    /// Whether this is the visitor's own id.
    pub fn is_viewer(&self, id: &str) -> bool {
        self.viewer.as_deref() == Some(id)
    }
}

/// Which of two entries for one person is kept: the lesser. It looks at everything, so that the order in which they
/// were given does not matter.
fn nearness(person: &Friend) -> (Relation, bool, Reverse<u32>, &str, Option<&str>) {
    let avatar = person.avatar.as_deref();
    (person.relation, avatar.is_none(), Reverse(person.mutual), &person.name, avatar)
}

#[cfg(test)]
mod tests {
    use super::{Circle, Friend, Relation};
    use crate::model::Id;

    fn person(id: &str, relation: Relation) -> Friend {
        Friend { id: id.into(), name: id.to_uppercase(), avatar: None, relation, mutual: 0 }
    }

    #[test]
    fn somebody_given_twice_counts_as_the_nearer_relation() {
        let twice = vec![person("a", Relation::FriendOfFriend), person("a", Relation::Friend)];
        let reversed = twice.iter().rev().cloned().collect();
        let circle = Circle::new(None, twice);
        assert_eq!(circle.relation("a"), Some(Relation::Friend));
        assert_eq!(circle, Circle::new(None, reversed));
    }

    #[test]
    fn a_friends_friend_is_known_but_no_friend() {
        let circle = Circle::new(None, vec![person("a", Relation::FriendOfFriend)]);
        assert_eq!(circle.friend("a"), None);
        assert_eq!(circle.relation("a"), Some(Relation::FriendOfFriend));
        assert!(!circle.is_empty());
    }

    #[test]
    fn the_visitor_is_no_friend_of_the_visitor() {
        let circle = Circle::new(Some(Id::from("me")), vec![person("me", Relation::Friend)]);
        assert_eq!(circle.friend("me"), None);
        assert!(circle.is_viewer("me") && circle.is_empty());
    }

    #[test]
    fn an_entry_with_a_face_is_kept_before_one_without() {
        let faced = Friend { avatar: Some("a.png".to_owned()), ..person("a", Relation::Friend) };
        let circle = Circle::new(None, vec![person("a", Relation::Friend), faced.clone()]);
        assert_eq!(circle.friend("a"), Some(&faced));
    }
}
