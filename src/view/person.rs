//! People: face, name, and what they are to the community and to the visitor.

use super::{Around, icon::Icon, resolve};
use crate::text::Sentence;
use goodword_core::{letters::is_alphanumeric, model::Role};
use yew::prelude::*;

/// Somebody as the views show them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Someone {
    /// The name to show.
    pub(super) name: AttrValue,
    /// Absolute address of a picture.
    pub(super) avatar: Option<AttrValue>,
    /// Which of the eight face colours, from the id, so that a person keeps the colour.
    pub(super) hue: u8,
    /// What the person is to the community.
    pub(super) role: Role,
    /// Whether the visitor knows the person.
    pub(super) is_friend: bool,
}

impl Someone {
    /// Who has this id: a friend's own name and picture first, then the community's.
    pub(super) fn new(id: Option<&str>, around: Around<'_>) -> Self {
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
            name: name.into(),
            avatar: picture.and_then(|raw| resolve(raw, around.base)).map(AttrValue::from),
            hue: hue(id.unwrap_or_default()),
            role: person.map_or_else(Role::default, |person| person.role),
            is_friend: friend.is_some(),
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

/// A face: the picture, or initials while there is none. Hidden from screen readers, because the name stands beside it.
pub(super) fn face(someone: &Someone, size: Size) -> Html {
    let size = match size {
        Size::Tiny => Some("tiny"),
        Size::Small => Some("small"),
        Size::Normal => None,
    };
    let class = classes!("face", format!("hue-{}", someone.hue), size, someone.is_friend.then_some("friend"));
    html! {
        <span {class} aria-hidden="true">
            <span class="initials">{initials(&someone.name)}</span>
            if let Some(src) = &someone.avatar {
                <img src={src.clone()} alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" />
            }
        </span>
    }
}

/// What the person is, as badges: a shape and a word, never a colour alone.
pub(super) fn badges(someone: &Someone, around: Around<'_>) -> Html {
    let badge = |class: &'static str, icon: Icon, word: Sentence| {
        html! { <span class={classes!("role", class)}>{icon.draw()}{around.text.say(word)}</span> }
    };
    html! {
        <>
            {match someone.role {
                Role::Employee => badge("official", Icon::Official, Sentence::RoleOfficial),
                Role::Champion => badge("champion", Icon::Champion, Sentence::RoleChampion),
                Role::Owner => badge("owner", Icon::Owner, Sentence::RoleOwner),
                Role::Member => Html::default(),
            }}
            if someone.is_friend {
                <span class="by-friend">{around.text.say(Sentence::RoleFriend)}</span>
            }
        </>
    }
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
