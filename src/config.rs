//! Attributes → [`Config`]. Pure: it is given a way to look an attribute up, and knows no element.
//!
//! A value that is not understood yields its default and a [`Warning`], never an error.

use goodword_core::model::Kind;
use std::fmt;

/// Where the panel stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// In the page's flow.
    #[default]
    Inline,
    /// Behind a labelled button on an edge of the window.
    Tab,
    /// Over the page, opened by the host.
    Modal,
}

/// Which edge the tab stands on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// The left edge.
    Left,
    /// The right edge.
    #[default]
    Right,
    /// The bottom edge.
    Bottom,
}

impl Position {
    /// The attribute's value.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Bottom => "bottom",
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the visitor's system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// As the page's own switch says: class or `data-theme` on `html` or `body`.
    Host,
}

/// The colour scheme of a panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// As the visitor's system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Scheme {
    /// The class that the stylesheet knows it by.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Which way the panel reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The `dir` attribute's value.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// What a host asked for, complete and valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Address of a snapshot; `None` where only `.data` is given, or nothing.
    pub endpoint: Option<String>,
    /// A product's id; `None` for the brand as a whole.
    pub subject: Option<String>,
    /// Where the panel stands.
    pub mode: Mode,
    /// Which edge the tab stands on.
    pub position: Position,
    /// Light or dark.
    pub theme: Theme,
    /// Whether a tab or modal panel is open from the start.
    pub open: bool,
    /// What the endpoint speaks: the name of a shipped dialect, or the address of one; the native protocol, where it is `None`.
    pub dialect: Option<String>,
    /// What the search box holds at first.
    pub query: String,
    /// The kinds shown at all; empty for all five.
    pub kinds: Vec<Kind>,
    /// The search box's placeholder; `None` for the catalogue's.
    pub placeholder: Option<String>,
    /// How many results are shown at first, in 1..=50.
    pub max_results: usize,
    /// A BCP 47 tag; `None` for the page's.
    pub lang: Option<String>,
    /// Which way it reads; `None` for the page's.
    pub dir: Option<Direction>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            endpoint: None,
            subject: None,
            mode: Mode::default(),
            position: Position::default(),
            theme: Theme::default(),
            open: false,
            dialect: None,
            query: String::new(),
            kinds: Vec::new(),
            placeholder: None,
            max_results: DEFAULT_MAX_RESULTS,
            lang: None,
            dir: None,
        }
    }
}

/// Results shown at first, where `max-results` does not say.
pub const DEFAULT_MAX_RESULTS: usize = 10;
const MAX_RESULTS: usize = 50;

/// An attribute's value that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The attribute.
    pub attribute: &'static str,
    /// Its value, as written.
    pub value: String,
    /// What would have been understood, and what is used instead.
    pub accepted: &'static str,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "good-word: {}=\"{}\" is not understood; accepted: {}",
            self.attribute, self.value, self.accepted
        )
    }
}

/// The five kinds, as attributes write them.
pub const KINDS: [(&str, Kind); 5] = [
    ("question", Kind::Question),
    ("idea", Kind::Idea),
    ("problem", Kind::Problem),
    ("praise", Kind::Praise),
    ("update", Kind::Update),
];

/// Reads all attributes through `get`, which gives `None` for an absent one.
pub fn read(get: &dyn Fn(&str) -> Option<String>) -> (Config, Vec<Warning>) {
    let mut reader = Reader { get, warnings: Vec::new() };
    let config = Config {
        endpoint: reader.text("endpoint"),
        subject: reader.text("subject"),
        mode: [Mode::Inline, Mode::Tab, Mode::Modal]
            [reader.choice("mode", &["inline", "tab", "modal"], "inline, tab, modal (using inline)")],
        position: [Position::Right, Position::Left, Position::Bottom]
            [reader.choice("position", &["right", "left", "bottom"], "left, right, bottom (using right)")],
        theme: [Theme::Auto, Theme::Light, Theme::Dark, Theme::Host][reader.choice(
            "theme",
            &["auto", "light", "dark", "host"],
            "auto, light, dark, host (using auto)",
        )],
        open: get("open").is_some_and(|value| value != "false"),
        dialect: reader.dialect(),
        query: reader.text("query").unwrap_or_default(),
        kinds: reader.kinds(),
        placeholder: reader.text("placeholder"),
        max_results: reader.max_results(),
        lang: reader.text("lang"),
        dir: [None, Some(Direction::Ltr), Some(Direction::Rtl)]
            [reader.choice("dir", &["auto", "ltr", "rtl"], "ltr, rtl, auto (using the page's)")],
    };
    reader.loading();
    reader.shortcut();
    (config, reader.warnings)
}

struct Reader<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    fn text(&self, attribute: &str) -> Option<String> {
        (self.get)(attribute).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn warn(&mut self, attribute: &'static str, value: String, accepted: &'static str) {
        self.warnings.push(Warning { attribute, value, accepted });
    }

    /// Which of the words it is; the first, also for none and with a warning for another.
    fn choice(&mut self, attribute: &'static str, words: &[&str], accepted: &'static str) -> usize {
        let Some(written) = self.text(attribute) else { return 0 };
        words.iter().position(|word| *word == written).unwrap_or_else(|| {
            self.warn(attribute, written, accepted);
            0
        })
    }

    fn kinds(&mut self) -> Vec<Kind> {
        let mut kinds = Vec::new();
        for word in self.text("kinds").unwrap_or_default().split([',', ' ']).filter(|word| !word.is_empty()) {
            match KINDS.iter().find(|(name, _)| *name == word) {
                Some((_, kind)) if !kinds.contains(kind) => kinds.push(*kind),
                Some(_) => {}
                None => {
                    self.warn("kinds", word.to_owned(), "a list of question, idea, problem, praise, update");
                }
            }
        }
        kinds
    }

    fn max_results(&mut self) -> usize {
        let Some(written) = self.text("max-results") else { return DEFAULT_MAX_RESULTS };
        match written.parse::<usize>() {
            Ok(n) if (1..=MAX_RESULTS).contains(&n) => n,
            _ => {
                self.warn("max-results", written, "a whole number from 1 to 50 (using 10)");
                DEFAULT_MAX_RESULTS
            }
        }
    }

    /// The loader acts on `loading` before this code is there; only the warning is left to give.
    fn loading(&mut self) {
        const WORDS: [&str; 4] = ["lazy", "idle", "interaction", "eager"];
        self.choice("loading", &WORDS, "lazy, idle, interaction, eager (using the mode's default)");
    }

    /// As with `loading`. The loader compares letter by letter, so the form is strict; and a single character would fire
    /// while a visitor dictates or types elsewhere.
    fn shortcut(&mut self) {
        const ORDER: [&str; 5] = ["mod", "ctrl", "meta", "alt", "shift"];
        let Some(written) = self.text("shortcut") else { return };
        let mut rest = written.as_str();
        let mut modified = false;
        for modifier in ORDER {
            if let Some(after) = rest.strip_prefix(modifier).and_then(|after| after.strip_prefix('+')) {
                modified |= modifier != "shift";
                rest = after;
            }
        }
        let plain = !rest.is_empty() && !rest.contains([' ', '\t', '+']) && rest.to_ascii_lowercase() == rest;
        if !(modified && plain && !ORDER.contains(&rest)) {
            self.warn("shortcut", written, "lower-case keys after mod, ctrl, meta, alt, shift in this order, as in mod+k or ctrl+shift+h (ignored)");
        }
    }

    /// What the endpoint speaks, where it is not the native protocol.
    fn dialect(&self) -> Option<String> {
        self.text("dialect").filter(|written| written != "goodword")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(attributes: &[(&str, &str)]) -> (Config, Vec<String>) {
        let (config, warnings) = read(&|name| {
            attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        });
        (config, warnings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn nothing_given_is_the_default_without_a_warning() {
        assert_eq!(of(&[]), (Config::default(), vec![]));
    }

    #[test]
    fn an_unknown_value_yields_the_default_and_one_warning_that_says_what_is_accepted() {
        let (config, warnings) = of(&[("mode", "drawer"), ("theme", "dark")]);
        assert_eq!(config.mode, Mode::Inline);
        assert_eq!(config.theme, Theme::Dark);
        assert_eq!(
            warnings,
            ["good-word: mode=\"drawer\" is not understood; accepted: inline, tab, modal (using inline)"]
        );
    }

    #[test]
    fn kinds_are_a_list_and_each_unknown_word_is_named() {
        let (config, warnings) = of(&[("kinds", "idea, praise idea bug")]);
        assert_eq!(config.kinds, [Kind::Idea, Kind::Praise]);
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].contains("kinds=\"bug\""), "{warnings:?}");
    }

    #[test]
    fn max_results_stays_in_its_range() {
        assert_eq!(of(&[("max-results", "7")]).0.max_results, 7);
        for bad in ["0", "51", "-1", "many"] {
            let (config, warnings) = of(&[("max-results", bad)]);
            assert_eq!((config.max_results, warnings.len()), (DEFAULT_MAX_RESULTS, 1), "{bad}");
        }
    }

    #[test]
    fn a_shortcut_needs_a_modifier_and_its_keys_in_order() {
        for good in ["mod+k", "ctrl+shift+h", "alt+?"] {
            assert!(of(&[("shortcut", good)]).1.is_empty(), "{good}");
        }
        for bad in ["k", "?", "shift+k", "mod", "shift+ctrl+k", "Mod+K", "mod + k"] {
            assert_eq!(of(&[("shortcut", bad)]).1.len(), 1, "{bad}");
        }
    }

    #[test]
    fn open_is_a_boolean_attribute_that_false_can_switch_off() {
        assert!(of(&[("open", "")]).0.open);
        assert!(!of(&[("open", "false")]).0.open);
    }
}
