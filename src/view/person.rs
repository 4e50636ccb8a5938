//! People: face, name, and what they are to the community and to the visitor.

use super::{
    Around,
    el::{Attr, El, el, p, span},
    icon::Icon,
    resolve,
};
use crate::text::Sentence;
use goodword_core::{
    letters::is_alphanumeric,
    model::{Person, Role},
};

/// Somebody as the views show them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Someone {
    /// The name to show.
    pub(super) name: String,
    /// Absolute address of a picture.
    pub(super) avatar: Option<String>,
    /// Which of the eight face colours, from the id, so that a person keeps the colour.
    pub(super) hue: u8,
    /// What the person is to the community.
    pub(super) role: Role,
    /// Whether the visitor knows the person.
    pub(super) is_friend: bool,
}

impl Someone {
    /// Who has this id: a friend's own name and picture first, then the community's.
    pub(super) fn new(id: Option<&str>, around: &Around<'_>) -> Self {
        let community = around.library.read();
        let friend = id.and_then(|id| around.circle.friend(id));
        let person = id.and_then(|id| community.person(id));
        let name = friend
            .map(|friend| friend.name.clone())
            .filter(|name| !name.trim().is_empty())
            .or_else(|| person.map(|person| person.name.clone()))
            .unwrap_or_else(|| around.text.say(Sentence::PersonUnknown));
        let picture = friend
            .and_then(|friend| friend.avatar.as_deref())
            .or_else(|| person.and_then(|person| person.avatar.as_deref()));
        Self {
            name,
            avatar: picture.and_then(|raw| resolve(raw, around.base)),
            hue: hue(id.unwrap_or_default()),
            role: person.map_or_else(Role::default, |person| person.role),
            is_friend: friend.is_some(),
        }
    }
}

impl Someone {
    /// Somebody whom the community does not know by id, as a service told of them.
    pub(super) fn of(person: &Person, around: &Around<'_>) -> Self {
        Self {
            name: person.name.clone(),
            avatar: person.avatar.as_deref().and_then(|raw| resolve(raw, around.base)),
            hue: hue(&person.id),
            role: person.role,
            is_friend: false,
        }
    }
}

/// FNV-1a over the id, three bits of it.
fn hue(id: &str) -> u8 {
    let hash =
        id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    ((hash >> 13) & 7) as u8
}

/// The first letters of the first and the last word, which the stylesheet sets in capitals; a name of one word gives
/// one letter.
fn initials(name: &str) -> String {
    let letter = |word: &str| word.chars().find(|c| is_alphanumeric(*c));
    let mut words = name.split_whitespace().filter(|word| letter(word).is_some());
    let first = words.next().and_then(letter);
    let last = words.next_back().and_then(letter);
    first.into_iter().chain(last).collect()
}

/// How large a face is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    Tiny,
    Small,
    Normal,
}

/// The word by which a sentence calls somebody.
pub(super) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// A face: the picture, or initials while there is none. Hidden from screen readers, because the name stands beside it.
pub(super) fn face(someone: &Someone, size: Size) -> El {
    const HUES: [&str; 8] = ["hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7"];
    let size = match size {
        Size::Tiny => "tiny",
        Size::Small => "small",
        Size::Normal => "",
    };
    let friend = if someone.is_friend { "friend" } else { "" };
    let picture = someone.avatar.as_deref().map(|src| {
        el("img")
            .attr(Attr::Src, src)
            .attr(Attr::Alt, "")
            .attr(Attr::Loading, "lazy")
            .attr(Attr::Decoding, "async")
            .attr(Attr::ReferrerPolicy, "no-referrer")
    });
    el("span")
        .classes(&["face", HUES[usize::from(someone.hue) % HUES.len()], size, friend])
        .flag(Attr::Hidden, true)
        .child(span("initials").text(&initials(&someone.name)))
        .maybe(picture)
}

/// The name, and what the person is.
pub(super) fn name_line(someone: &Someone, around: &Around<'_>) -> El {
    named(p("name-line"), someone, around)
}

/// Adds the name, and what the person is as badges: a shape and a word, never a colour alone.
pub(super) fn named(into: El, someone: &Someone, around: &Around<'_>) -> El {
    let role = match someone.role {
        Role::Employee => Some(("role official", Icon::Official, Sentence::RoleOfficial)),
        Role::Champion => Some(("role champion", Icon::Champion, Sentence::RoleChampion)),
        Role::Owner => Some(("role owner", Icon::Owner, Sentence::RoleOwner)),
        Role::Member => None,
    };
    into.child(el("bdi").class("name").text(&someone.name))
        .maybe(role.map(|(class, icon, word)| span(class).child(icon.draw()).say(word, around)))
        .maybe(someone.is_friend.then(|| span("by-friend").say(Sentence::RoleFriend, around)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_and_the_last_words() {
        for (name, expect) in [
            ("Mia Lindqvist", "ML"),
            ("Noor van Dijk", "ND"),
            ("  ada ", "a"),
            ("\u{5f20}\u{4f1f}", "\u{5f20}"),
            ("(Bob) “Smith”", "BS"),
            ("!?", ""),
        ] {
            assert_eq!(initials(name), expect, "{name}");
        }
    }
}
