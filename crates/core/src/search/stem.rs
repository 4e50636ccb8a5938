//! English stems: what `descale`, `descaled` and `descaling` have in common.
//!
//! Porter's second algorithm ("Porter2", <https://snowballstem.org/algorithms/english/stemmer.html>), over folded terms, which
//! have no apostrophe left. Written for its bytes: the crate that serves as its oracle in the tests weighs 8.5 kB of
//! Wasm under brotli. Words of other languages go through it as well; it only groups words that
//! really stand in the community, and the form that was typed counts more.

/// Words that do not follow the rules, and their stems.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("skis", "ski"),
    ("skies", "sky"),
    ("sky", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];
/// Words that are done once a plural's ending is off.
const DONE_AFTER_PLURAL: &[&str] =
    &["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];
/// Endings and what they become where they stand behind the first syllable; the longest that fits decides.
const SECOND: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("fulness", "ful"),
    ("iveness", "ive"),
    ("ization", "ize"),
    ("ousness", "ous"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("tional", "tion"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ation", "ate"),
    ("entli", "ent"),
    ("fulli", "ful"),
    ("iviti", "ive"),
    ("ousli", "ous"),
    ("abli", "able"),
    ("alli", "al"),
    ("anci", "ance"),
    ("ator", "ate"),
    ("enci", "ence"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];
const THIRD: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("ative", ""),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];
/// Endings that go where they stand behind the second syllable.
const FOURTH: &[&str] = &[
    "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize",
    "ous", "al", "er", "ic",
];

/// The stem of a folded term; the term itself where it is none of English letters.
pub(super) fn stem(term: &str) -> String {
    if term.len() < 3 || !term.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return term.to_owned();
    }
    if let Some((_, stem)) = EXCEPTIONS.iter().find(|(word, _)| *word == term) {
        return (*stem).to_owned();
    }
    let mut word = Word::new(term);
    word.plural();
    if !DONE_AFTER_PLURAL.contains(&word.text()) {
        word.past();
        word.final_y();
        word.second();
        word.third();
        word.fourth();
        word.fifth();
    }
    word.letters.to_ascii_lowercase()
}

/// What all words of a stem begin with: the stem but for a last letter that the rules put in.
pub(super) fn common_beginning(stem: &str) -> &str {
    match stem.as_bytes() {
        [_, .., b'e' | b'i' | b'y'] => crate::part::until(stem, stem.len() - 1),
        _ => stem,
    }
}

/// A word on its way to its stem. `Y` is a y that is a consonant.
struct Word {
    letters: String,
    /// Where the part behind the first syllable begins, and behind the second.
    first: usize,
    second: usize,
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Word {
    fn new(term: &str) -> Self {
        let mut letters = String::with_capacity(term.len() + 1);
        let mut is_after_vowel = true;
        for letter in term.chars() {
            let letter = if letter == 'y' && is_after_vowel { 'Y' } else { letter };
            is_after_vowel = is_vowel(letter as u8);
            letters.push(letter);
        }
        let begun = ["gener", "commun", "arsen"].into_iter().find(|begin| letters.starts_with(begin));
        let mut word = Self { letters, first: 0, second: 0 };
        word.first = begun.map_or_else(|| word.behind_syllable(0), str::len);
        word.second = word.behind_syllable(word.first);
        word
    }

    fn text(&self) -> &str {
        &self.letters
    }

    fn at(&self, back: usize) -> u8 {
        let bytes = self.letters.as_bytes();
        bytes.len().checked_sub(back).and_then(|at| bytes.get(at)).copied().unwrap_or(0)
    }

    /// Behind the first consonant that follows a vowel from `from` on.
    fn behind_syllable(&self, from: usize) -> usize {
        let bytes = self.letters.as_bytes();
        let rest = bytes.get(from..).unwrap_or_default();
        let found = rest.windows(2).position(|pair| is_vowel(pair[0]) && !is_vowel(pair[1]));
        found.map_or(bytes.len(), |at| from + at + 2)
    }

    fn ends(&self, ending: &str) -> bool {
        self.letters.ends_with(ending)
    }

    /// How long the word is without `ending`.
    fn before(&self, ending: &str) -> usize {
        self.letters.len().saturating_sub(ending.len())
    }

    fn cut(&mut self, letters: usize) {
        self.letters.truncate(self.letters.len().saturating_sub(letters));
    }

    fn has_vowel(&self, until: usize) -> bool {
        self.letters.bytes().take(until).any(is_vowel)
    }

    /// Whether the word ends in a syllable like `ap` in `trap` or is one like `ow`.
    fn is_short_end(&self) -> bool {
        let (last, middle, before) = (self.at(1), self.at(2), self.at(3));
        if self.letters.len() == 2 {
            return is_vowel(middle) && !is_vowel(last);
        }
        self.letters.len() > 2
            && !is_vowel(before)
            && is_vowel(middle)
            && !is_vowel(last)
            && !matches!(last, b'w' | b'x' | b'Y')
    }

    fn plural(&mut self) {
        if self.ends("sses") {
            self.cut(2);
        } else if self.ends("ied") || self.ends("ies") {
            self.cut(if self.letters.len() > 4 { 2 } else { 1 });
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") && self.has_vowel(self.before("xs"))
        {
            self.cut(1);
        }
    }

    fn past(&mut self) {
        if let Some(ending) = ["eedly", "eed"].into_iter().find(|ending| self.ends(ending)) {
            if self.before(ending) >= self.first {
                self.cut(ending.len() - 2);
            }
            return;
        }
        let ending = ["ingly", "edly", "ing", "ed"].into_iter().find(|ending| self.ends(ending));
        let Some(ending) = ending.filter(|ending| self.has_vowel(self.before(ending))) else { return };
        self.cut(ending.len());
        let is_double = self.at(1) == self.at(2)
            && matches!(self.at(1), b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't');
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.letters.push('e');
        } else if is_double {
            self.cut(1);
        } else if self.first >= self.letters.len() && self.is_short_end() {
            self.letters.push('e');
        }
    }

    fn final_y(&mut self) {
        if matches!(self.at(1), b'y' | b'Y') && self.letters.len() > 2 && !is_vowel(self.at(2)) {
            self.cut(1);
            self.letters.push('i');
        }
    }

    /// The ending of `endings` that fits, where it stands behind the first syllable.
    fn ending(&self, endings: &[(&'static str, &'static str)]) -> Option<(&'static str, &'static str)> {
        let found = endings.iter().find(|(ending, _)| self.ends(ending))?;
        (self.before(found.0) >= self.first).then_some(*found)
    }

    fn second(&mut self) {
        let Some((ending, new)) = self.ending(SECOND) else { return };
        let before = self.at(ending.len() + 1);
        let is_due = match ending {
            "ogi" => before == b'l',
            "li" => matches!(before, b'c' | b'd' | b'e' | b'g' | b'h' | b'k' | b'm' | b'n' | b'r' | b't'),
            _ => true,
        };
        if is_due {
            self.cut(ending.len());
            self.letters.push_str(new);
        }
    }

    fn third(&mut self) {
        let Some((ending, new)) = self.ending(THIRD) else { return };
        if ending != "ative" || self.before(ending) >= self.second {
            self.cut(ending.len());
            self.letters.push_str(new);
        }
    }

    fn fourth(&mut self) {
        let Some(ending) = FOURTH.iter().find(|ending| self.ends(ending)) else { return };
        let is_due = *ending != "ion" || matches!(self.at(4), b's' | b't');
        if is_due && self.before(ending) >= self.second {
            self.cut(ending.len());
        }
    }

    fn fifth(&mut self) {
        let before = self.before("e");
        if self.ends("e") {
            let is_behind_first = before >= self.first;
            self.cut(1);
            if before < self.second && (self.is_short_end() || !is_behind_first) {
                self.letters.push('e');
            }
        } else if self.ends("ll") && before >= self.second {
            self.cut(1);
        }
    }
}

/// The Arabic article, which is written as a part of its word.
const ARTICLE: &str = "ال";

/// The form without the article of a folded Arabic word that has it, and with it of one that has not; empty for what is too short to tell. Neither
/// form begins with the other. Other prefixes are not known.
pub(super) fn other_by_article(term: &str) -> String {
    let mut other = String::new();
    // A folded letter of this script has two bytes, of which the first is one of two.
    if matches!(term.as_bytes(), [0xd8 | 0xd9, _, _, _, ..]) {
        match term.strip_prefix(ARTICLE) {
            Some(bare) if bare.len() >= 6 => other.push_str(bare),
            Some(_) => {}
            None => {
                other.push_str(ARTICLE);
                other.push_str(term);
            }
        }
    }
    other
}

#[cfg(test)]
mod tests {
    use super::stem;
    use rust_stemmers::{Algorithm, Stemmer};

    fn check(word: &str, expect: &str) {
        assert_eq!(stem(word), expect, "{word}");
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for word in ["descale", "descaled", "descales", "descaling"] {
            check(word, "descal");
        }
        check("ponies", "poni");
        check("happily", "happili");
        check("sky", "sky");
        check("skies", "sky");
        check("news", "news");
        check("communication", "communic");
        check("hopping", "hop");
        check("hoping", "hope");
        check("gas", "gas");
        check("youth", "youth");
    }

    #[test]
    fn what_is_no_english_word_stays() {
        for word in ["", "a", "is", "2fa", "café", "日本", "данные", "mp3s"] {
            check(word, word);
        }
    }

    #[test]
    fn stems_are_those_of_the_reference() {
        let oracle = Stemmer::create(Algorithm::English);
        let endings = [
            "", "s", "es", "ed", "ing", "ingly", "edly", "ly", "er", "ization", "ational", "fulness",
            "ousness", "iveness", "biliti", "ability", "alism", "ality", "ical", "icate", "ative", "ement",
            "ion", "sion", "tion", "ogy", "ologies", "y", "ies", "ied", "eed", "eedly", "lessly", "fully",
            "ence", "ency", "ancy", "ll", "le",
        ];
        let beginnings = [
            "gener", "commun", "arsen", "proceed", "exceed", "inn", "out", "cann", "herr", "earr", "b", "st",
            "tr", "ap", "shop", "bak", "agre", "fe", "y", "by", "say", "enjoy", "yell", "control", "fall",
            "fil", "relat", "condit", "valu", "nation", "hope", "care", "adjust", "depend", "oper", "sens",
            "electr", "form", "triplic", "good", "rate", "cease", "roll", "bl", "siz", "creat", "troubl",
            "owe", "ox", "bow", "box", "key",
        ];
        for beginning in beginnings {
            for ending in endings {
                let word = format!("{beginning}{ending}");
                assert_eq!(stem(&word), oracle.stem(&word), "{word}");
            }
        }
    }
}
