//! What a visitor typed, as words to look for.

use super::tokenize::{Cut, Words};

/// Words after these are left out: a page pasted into the search box must not stop the page.
const MAX_WORDS: usize = 64;

/// A word to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryWord {
    /// Folded, as terms are.
    pub term: String,
    /// Whether longer terms that begin with it count too.
    pub is_prefix: bool,
}

/// The words of `query`, each once, in order.
pub(super) fn parse(query: &str, last_word_is_prefix: bool) -> Vec<QueryWord> {
    let mut found: Vec<QueryWord> = Vec::new();
    let mut words = Words::new(query);
    let mut term = String::new();
    let mut last = None;
    while let Some(word) = words.next(&mut term) {
        // The pairs before it have said all that the last letter of a run could.
        if word.cut == Cut::Last {
            continue;
        }
        let known = found.iter().position(|other| other.term == term);
        if known.is_none() && found.len() == MAX_WORDS {
            break;
        }
        let at = known.unwrap_or(found.len());
        if known.is_none() {
            found.push(QueryWord { term: term.clone(), is_prefix: false });
        }
        found[at].is_prefix |= word.cut == Cut::Lone;
        last = Some(at);
    }
    if let Some(at) = last {
        found[at].is_prefix |= last_word_is_prefix;
    }
    found
}

/// How a word of a text answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// Which of the query's words.
    pub(super) word: usize,
    /// Bytes of the term that were typed; all of them where the word is the term.
    pub(super) typed: usize,
}

/// The query word that `term` answers: the same, else the longest that it begins with.
pub(super) fn matching(query: &[QueryWord], term: &str) -> Option<Match> {
    let mut best: Option<Match> = None;
    for (word, wanted) in query.iter().enumerate() {
        let typed = wanted.term.len();
        let is_match = if wanted.is_prefix { term.starts_with(&wanted.term) } else { term == wanted.term };
        if is_match && best.is_none_or(|best| typed > best.typed) {
            best = Some(Match { word, typed });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{MAX_WORDS, matching, parse};

    fn check(query: &str, last_word_is_prefix: bool, expect: &[&str]) {
        let found: Vec<String> = parse(query, last_word_is_prefix)
            .into_iter()
            .map(|word| word.term + if word.is_prefix { "*" } else { "" })
            .collect();
        assert_eq!(found, expect, "{query}");
    }

    #[test]
    fn queries_become_folded_words_once_each() {
        check("", true, &[]);
        check("?!", true, &[]);
        check("Kettle LEAKS", false, &["kettle", "leaks"]);
        check("kettle leak", true, &["kettle", "leak*"]);
        check("kettle leak, ", true, &["kettle", "leak*"]);
        check("leak the leak", true, &["leak*", "the"]);
        check("日本語", true, &["日本", "本語*"]);
        check("湯 kettle", false, &["湯*", "kettle"]);
    }

    #[test]
    fn queries_are_bounded() {
        let query = (0..1000).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        assert_eq!(parse(&query, true).len(), MAX_WORDS);
    }

    #[test]
    fn a_term_answers_the_longest_word_typed() {
        let query = parse("descaling desc", true);
        let check = |term: &str, expect: Option<(usize, usize)>| {
            assert_eq!(matching(&query, term).map(|found| (found.word, found.typed)), expect, "{term}");
        };
        check("descaling", Some((0, 9)));
        check("descale", Some((1, 4)));
        check("des", None);
    }
}
