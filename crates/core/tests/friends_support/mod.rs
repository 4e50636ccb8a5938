//! What is said, with the words themselves in the place of their numbers, so that answers from different communities can be held against one another.

use goodword_core::{
    friends::{Listener, Reason, Voice, Words, voices},
    model::{Id, Recommendation, Role},
};

/// One person's word, placed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) recommendation: Recommendation,
    pub(crate) reason: Reason,
}

/// [`goodword_core::friends::Voices`] with words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) friends: Vec<Placed>,
    pub(crate) friends_of_friends: usize,
    pub(crate) public: Vec<Placed>,
    pub(crate) total: usize,
    pub(crate) strength: f32,
    pub(crate) own: Vec<Recommendation>,
}

/// Words that came one after the other, by people who are to the community what `standing` says.
pub(crate) fn gathered(words: &[Recommendation], standing: impl Fn(&Id) -> Role) -> Words {
    let mut gathered = Words::default();
    for word in words {
        gathered.set_role(&word.person, standing(&word.person));
        gathered.put(word.clone());
    }
    gathered
}

/// What is said to the listener.
pub(crate) fn said(words: &mut Words, listener: &Listener<'_>) -> Said {
    let found = voices(words, listener);
    let word = |number: u32| words.get(number).cloned().expect("a voice is a word that is there");
    let placed = |voices: Vec<Voice>| -> Vec<Placed> {
        let placed = |voice: Voice| Placed { recommendation: word(voice.word), reason: voice.reason };
        voices.into_iter().map(placed).collect()
    };
    Said {
        friends: placed(found.friends),
        friends_of_friends: found.friends_of_friends,
        public: placed(found.public),
        total: found.total,
        strength: found.strength,
        own: found.own.into_iter().map(word).collect(),
    }
}
