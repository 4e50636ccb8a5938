//! One's own word for a subject, as far as it is chosen beside its words.

use super::Draft;
use crate::{
    json,
    model::{Audience, Verb},
};

/// The longest text of a word, in characters.
pub const MAX_WORD_CHARS: usize = 500;

/// How strongly, for whom, and whether one may be asked about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saying {
    /// How strongly.
    pub verb: Verb,
    /// Who may see it.
    pub audience: Audience,
    /// Whether friends may ask about it.
    pub will_answer: bool,
}

/// For friends, because neither to tell everyone nor to tell nobody is what one comes for; and nobody is asked who did not say so.
impl Default for Saying {
    fn default() -> Self {
        Self { verb: Verb::Recommends, audience: Audience::Friends, will_answer: false }
    }
}

impl Saying {
    /// All verbs, in the order in which they are offered.
    pub const VERBS: [Verb; 4] = [Verb::Recommends, Verb::Loves, Verb::Uses, Verb::Bought];
    /// All audiences, from the smallest to the largest.
    pub const AUDIENCES: [Audience; 3] = [Audience::OnlyMe, Audience::Friends, Audience::Public];
}

/// A verb's word on the wire.
pub const fn verb_word(verb: Verb) -> &'static str {
    match verb {
        Verb::Loves => "loves",
        Verb::Recommends => "recommends",
        Verb::Uses => "uses",
        Verb::Bought => "bought",
    }
}

/// The verb of a word.
pub fn verb_of(word: &str) -> Option<Verb> {
    Saying::VERBS.into_iter().find(|verb| verb_word(*verb) == word)
}

/// The audience of a word.
pub fn audience_of(word: &str) -> Option<Audience> {
    Saying::AUDIENCES.into_iter().find(|audience| audience_word(*audience) == word)
}

/// An audience's word where one is chosen.
pub const fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::OnlyMe => "me",
        Audience::Friends => "friends",
        Audience::Public => "public",
    }
}

impl Draft {
    /// What is sent to recommend with it.
    pub fn recommendation(&self) -> String {
        let Saying { verb, audience, will_answer } = self.saying;
        let mut object = json::Writer::object();
        object.text("verb", verb_word(verb)).text("text", self.body.trim());
        object.text("audience", audience_word(audience)).flag("will_answer", will_answer);
        object.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_for_friends_until_its_author_says_otherwise() {
        let draft = Draft { body: " It \"pours\". ".to_owned(), ..Draft::default() };
        let expect =
            r#"{"verb":"recommends","text":"It \"pours\".","audience":"friends","will_answer":false}"#;
        assert_eq!(draft.recommendation(), expect);
        let saying = Saying { verb: Verb::Loves, audience: Audience::OnlyMe, will_answer: true };
        let expect = r#"{"verb":"loves","text":"","audience":"me","will_answer":true}"#;
        assert_eq!(Draft { saying, ..Draft::default() }.recommendation(), expect);
    }

    #[test]
    fn what_was_chosen_is_kept_with_the_words() {
        let saying = Saying { verb: Verb::Uses, audience: Audience::Public, will_answer: true };
        let draft = Draft { key: "k".to_owned(), saying, ..Draft::default() };
        assert_eq!(Draft::read(&draft.write()), Some(draft.clone()));
        assert!(!draft.is_blank());
    }
}
