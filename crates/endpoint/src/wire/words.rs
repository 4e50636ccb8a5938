//! The words that stand on the wire, and in the database, for the model's choices.

use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use goodword_core::model::{Audience, Format, Kind, Mark, Role, Status, Verb};

/// A choice of the model that is written as one word.
pub trait Word: Copy + PartialEq + Sized + 'static {
    /// Every meaning with its word.
    const WORDS: &'static [(&'static str, Self)];

    /// The word for it.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, meaning)| *meaning == self).map_or("", |(word, _)| *word)
    }

    /// What a word means; `None` where it means nothing. Words are in small letters.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
    }

    /// All words, as a sentence lists them.
    fn accepted() -> String {
        let words: Vec<_> = Self::WORDS.iter().map(|(word, _)| *word).collect();
        words.join(", ")
    }
}

/// The schema of a choice.
pub(crate) fn words<T: Word>() -> Object {
    let words = T::WORDS.iter().map(|(word, _)| *word);
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

impl Word for Kind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("question", Self::Question),
        ("idea", Self::Idea),
        ("problem", Self::Problem),
        ("praise", Self::Praise),
        ("update", Self::Update),
    ];
}

impl Word for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("pending", Self::Pending),
        ("active", Self::Active),
        ("complete", Self::Complete),
        ("rejected", Self::Rejected),
    ];
}

impl Word for Format {
    const WORDS: &'static [(&'static str, Self)] =
        &[("text", Self::Text), ("markdown", Self::Markdown), ("html", Self::Html)];
}

impl Word for Role {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("member", Self::Member),
        ("owner", Self::Owner),
        ("champion", Self::Champion),
        ("employee", Self::Employee),
    ];
}

impl Word for Verb {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("loves", Self::Loves),
        ("recommends", Self::Recommends),
        ("uses", Self::Uses),
        ("bought", Self::Bought),
    ];
}

impl Word for Audience {
    const WORDS: &'static [(&'static str, Self)] =
        &[("public", Self::Public), ("friends", Self::Friends), ("only_me", Self::OnlyMe)];
}

impl Word for Mark {
    const WORDS: &'static [(&'static str, Self)] =
        &[("me_too", Self::MeToo), ("found_useful", Self::FoundUseful)];
}
