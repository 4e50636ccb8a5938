//! What somebody writes, before it is sent: the rules that a panel shows and that an endpoint holds what it gets to, the
//! advice beside the fields, and the form in which words are kept until they were received.

mod advice;
mod saying;
mod store;

pub use advice::{Advice, advice, is_address};
pub use saying::{MAX_WORD_CHARS, Saying, audience_of, audience_word, verb_of, verb_word};

use crate::model::{Id, Kind};

/// The longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 140;

/// Why a text cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing but white space.
    Empty,
    /// Longer than this many characters.
    TooLong {
        /// The longest that passes.
        most: usize,
    },
}

/// What is wrong with a title, if anything. White space around it does not count.
pub fn title_fault(title: &str) -> Option<Fault> {
    match title.trim().chars().count() {
        0 => Some(Fault::Empty),
        length if length > MAX_TITLE_CHARS => Some(Fault::TooLong { most: MAX_TITLE_CHARS }),
        _ => None,
    }
}

/// How something makes one feel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Glad.
    Happy,
    /// All right.
    Fine,
    /// Unsure or disappointed.
    Sad,
    /// Upset.
    Angry,
}

impl Mood {
    /// All of them, from the best to the worst.
    pub const ALL: [Self; 4] = [Self::Happy, Self::Fine, Self::Sad, Self::Angry];

    /// Its word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Happy => "happy",
            Self::Fine => "fine",
            Self::Sad => "sad",
            Self::Angry => "angry",
        }
    }
}

/// A topic, or a reply (then only `body` counts), as far as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// A UUID: whatever is sent under it is done once. Empty until something is written.
    pub key: String,
    /// What it is about.
    pub kind: Kind,
    /// In one line.
    pub title: String,
    /// The details.
    pub body: String,
    /// Products that it concerns, by id.
    pub products: Vec<Id>,
    /// Free words, with commas between, as typed.
    pub tags: String,
    /// How it makes one feel.
    pub mood: Option<Mood>,
    /// Name of somebody whom the site does not vouch for.
    pub name: String,
    /// Address under which somebody whom the site does not vouch for can be reached; never published.
    pub email: String,
    /// When its form was first shown, in milliseconds of the clock that is asked at the end; 0 until then.
    pub begun_ms: u64,
    /// What one's own word is beside its text, which is `body`.
    pub saying: Saying,
    /// The friend who is asked, by id.
    pub to: Option<Id>,
    /// Whether that friend alone sees it.
    pub is_private: bool,
}

/// What a form tells of who filled it, beside the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// What stands in the field that people do not see.
    pub website: String,
    /// For how long the form was open, in milliseconds.
    pub opened_ms: u64,
}

impl Draft {
    /// Whether nothing was written that would be missed.
    pub fn is_blank(&self) -> bool {
        self.saying == Saying::default()
            && [&self.title, &self.body, &self.tags].into_iter().all(|text| text.trim().is_empty())
    }

    /// Its form is shown. A beginning that is later than now was told by a clock that has been put back since, and says nothing.
    pub fn begin(&mut self, now_ms: u64) {
        if self.begun_ms == 0 || self.begun_ms > now_ms {
            self.begun_ms = now_ms;
        }
    }

    /// For how long its form was open, in milliseconds.
    pub fn opened_ms(&self, now_ms: u64) -> u64 {
        now_ms.saturating_sub(self.begun_ms)
    }

    /// The tags, each once and without white space around it.
    pub fn tag_list(&self) -> Vec<&str> {
        let mut tags: Vec<&str> = Vec::new();
        for tag in self.tags.split([',', '\n', '、', '،']).map(str::trim).filter(|tag| !tag.is_empty()) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Fault, title_fault};

    #[test]
    fn a_title_is_a_sentence_and_no_more() {
        assert_eq!(title_fault(" \n"), Some(Fault::Empty));
        assert_eq!(title_fault(&format!(" {} ", "ä".repeat(140))), None);
        assert_eq!(title_fault(&"ä".repeat(141)), Some(Fault::TooLong { most: 140 }));
    }

    #[test]
    fn tags_are_split_at_commas_and_counted_once() {
        let draft = Draft { tags: " lid, descaling ,, lid".to_owned(), ..Draft::default() };
        assert_eq!(draft.tag_list(), ["lid", "descaling"]);
        assert!(!draft.is_blank() && Draft { tags: " ".to_owned(), ..Draft::default() }.is_blank());
    }

    #[test]
    fn a_form_is_open_since_it_was_first_shown() {
        let mut draft = Draft::default();
        for now_ms in [5_000, 7_000] {
            draft.begin(now_ms);
        }
        assert_eq!(draft.opened_ms(7_500), 2_500);
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_make_a_form_open_since_the_future() {
        let mut draft = Draft { begun_ms: 9_000, ..Draft::default() };
        assert_eq!(draft.opened_ms(8_000), 0);
        draft.begin(8_000);
        assert_eq!(draft.opened_ms(9_500), 1_500);
    }
}
