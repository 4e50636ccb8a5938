//! Every sentence a visitor reads, by language.
//!
//! English stands in `sentences.rs`; `locales/<language>.json` and the host's `.messages` lie over it, key by key.
//! Views name a [`Sentence`] and never write a word of their own. Dates, numbers and plurals are the browser's
//! `Intl`; this module must not know any screen.

mod intl;
mod sentences;

use goodword_core::{
    json::{self, Value},
    model::Timestamp,
};
use intl::Intl;
pub use sentences::{Sentence, Words};
use std::rc::Rc;

/// Languages that ship as a file in `locales/`, besides English.
pub const SHIPPED: [&str; 4] = ["de", "fr", "es", "ar"];

/// Levels of nesting in a file of messages.
const MAX_DEPTH: usize = 4;

/// One message as a locale file or `.messages` gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// One wording for all numbers.
    Plain(String),
    /// A wording for each of `Intl.PluralRules`' categories; `other` stands in for a missing one.
    Plural(Vec<(String, String)>),
}

/// Messages by key. A hundred of them are searched from end to end: a table would cost more bytes than it saves time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages(Vec<(String, Message)>);

impl Messages {
    /// Reads a JSON object whose members are texts, or objects of texts by plural category.
    ///
    /// # Errors
    /// What was expected, and where, as a sentence for the developer.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        Self::read(json::parse(json, MAX_DEPTH).map_err(|error| error.to_string())?)
    }

    /// As [`Messages::parse`], of JSON already read.
    ///
    /// # Errors
    /// The same.
    pub fn read(value: Value) -> Result<Self, String> {
        let Value::Object(members) = value else {
            return Err("expected a JSON object of messages".to_owned());
        };
        members
            .into_iter()
            .map(|(key, value)| Ok((key.clone(), message(value).ok_or_else(|| expected(&key))?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn get(&self, key: &str) -> Option<&Message> {
        self.0.iter().find(|(of, _)| of == key).map(|(_, message)| message)
    }
}

fn expected(key: &str) -> String {
    format!("{key}: expected a text, or an object of texts by plural category")
}

fn message(value: Value) -> Option<Message> {
    match value {
        Value::Text(text) => Some(Message::Plain(text)),
        Value::Object(forms) => {
            let text = |(category, form)| match form {
                Value::Text(text) => Some((category, text)),
                _ => None,
            };
            forms.into_iter().map(text).collect::<Option<_>>().map(Message::Plural)
        }
        _ => None,
    }
}

fn form<'a>(forms: &'a [(String, String)], category: &str) -> Option<&'a str> {
    forms.iter().find(|(of, _)| of == category).map(|(_, text)| text.as_str())
}

/// The sentences of one language, with the host's own wording over them.
#[derive(Clone, Debug)]
pub struct Catalogue {
    language: String,
    layers: Vec<Rc<Messages>>,
    intl: Rc<Intl>,
}

impl PartialEq for Catalogue {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.layers == other.layers
    }
}

impl Catalogue {
    /// The catalogue of `language` (a BCP 47 tag); later layers win over earlier ones, all win over English.
    pub fn new(language: &str, layers: Vec<Rc<Messages>>) -> Self {
        Self { language: language.to_owned(), layers, intl: Rc::new(Intl::new(language)) }
    }

    /// The BCP 47 tag it was made for.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A sentence without places.
    pub fn say(&self, sentence: Sentence) -> String {
        self.fill(sentence, None, &[])
    }

    /// A sentence with its `{places}` filled.
    pub fn with(&self, sentence: Sentence, places: &[(&str, &str)]) -> String {
        self.fill(sentence, None, places)
    }

    /// A sentence about `n` things: the right plural form, `{n}` written as this language writes numbers.
    pub fn count(&self, sentence: Sentence, n: usize, places: &[(&str, &str)]) -> String {
        self.fill(sentence, Some(n), places)
    }

    /// "9 results for “descal”, 1 from a friend"; without the second half where no friend has a part.
    pub fn results(&self, total: usize, from_friends: usize, query: &str) -> String {
        let count = self.count(Sentence::ResultsCount, total, &[("query", query.trim())]);
        if from_friends == 0 {
            return count;
        }
        let friends = self.count(Sentence::ResultsFriends, from_friends, &[]);
        self.with(Sentence::ResultsBoth, &[("count", &count), ("friends", &friends)])
    }

    /// A number as this language writes it.
    pub fn number(&self, n: usize) -> String {
        self.intl.number(n)
    }

    /// A moment relative to now ("3 days ago"), or its date where it is over a month away.
    pub fn when(&self, moment: Timestamp) -> String {
        self.intl.when(moment)
    }

    /// A moment in full, for a tooltip and for `<time>`'s readers.
    pub fn when_exactly(&self, moment: Timestamp) -> String {
        self.intl.exactly(moment)
    }

    fn fill(&self, sentence: Sentence, n: Option<usize>, places: &[(&str, &str)]) -> String {
        let category = n.map(|n| self.intl.plural(n));
        let written = self.layers.iter().rev().find_map(|layer| layer.get(sentence.key()));
        let template = match written {
            Some(Message::Plain(text)) => Some(text.as_str()),
            Some(Message::Plural(forms)) => category
                .as_deref()
                .and_then(|category| form(forms, category))
                .or_else(|| form(forms, "other")),
            None => None,
        }
        .unwrap_or_else(|| match sentence.english() {
            Words::Plain(text) => text,
            Words::Plural(one, other) => {
                if n == Some(1) {
                    one
                } else {
                    other
                }
            }
        });
        replace(template, &|place| match (place, n) {
            ("n", Some(n)) => Some(self.intl.number(n)),
            _ => places.iter().find(|(name, _)| *name == place).map(|(_, value)| (*value).to_owned()),
        })
    }
}

/// Fills `{name}` places; one that nobody fills stays as it is, so that the mistake shows.
fn replace(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after.split_once('}').and_then(|(name, tail)| Some((value(name)?, tail)));
        if let Some((filled, tail)) = place {
            out.push_str(&filled);
            rest = tail;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_unknown_ones_stay() {
        let value = |name: &str| (name == "name").then(|| "Mia {x}".to_owned());
        assert_eq!(replace("{name} asked {this} {", &value), "Mia {x} asked {this} {");
    }

    #[test]
    fn every_sentence_has_its_key_and_its_english() {
        assert_eq!(Sentence::PanelName.key(), "panel.name");
        assert_eq!(Sentence::PanelName.english(), Words::Plain("Questions and answers"));
        assert_eq!(Sentence::ResultsFriends.key(), "results.friends");
        assert_eq!(
            Sentence::ResultsFriends.english(),
            Words::Plural("{n} from a friend", "{n} from friends")
        );
        for sentence in Sentence::ALL {
            assert!(!sentence.key().is_empty() && sentence.english() != Words::Plain(""), "{sentence:?}");
        }
    }

    #[test]
    fn the_readme_has_every_sentence_as_it_is_worded() {
        let readme = include_str!("../../README.md");
        for sentence in Sentence::ALL {
            let words = match sentence.english() {
                Words::Plain(words) => words.to_owned(),
                Words::Plural(one, other) => format!("{one} / {other}"),
            };
            let line = format!("\n| `{}` | {words} |\n", sentence.key());
            assert!(readme.contains(&line), "README.md, \"All keys\", lacks{line}");
        }
    }

    #[test]
    fn every_shipped_locale_words_every_sentence_and_no_other() {
        for language in SHIPPED {
            let path = format!("{}/www/locales/{language}.json", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).unwrap();
            let messages = Messages::parse(text.as_bytes()).unwrap();
            for sentence in Sentence::ALL {
                assert!(messages.get(sentence.key()).is_some(), "{language} lacks {}", sentence.key());
            }
            assert_eq!(messages.0.len(), Sentence::ALL.len(), "{language} words something unknown");
        }
    }
}
