//! What may help a question to find its answer. Advice never stops anybody.

use super::Draft;

/// Fewer words than this hardly say what is the matter.
const FEW_WORDS: usize = 3;
/// A title of capitals is one with at least this many letters, so that "TV" and "K2" are none.
const SHOUTED_LETTERS: usize = 8;
/// A word of digits, capitals and signs with at least this many digits is a number that belongs to somebody.
const PRIVATE_DIGITS: usize = 6;

/// A piece of advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// The title has very few words.
    Short,
    /// The title is all capitals.
    Capitals,
    /// No product was chosen, though there are some.
    NoProduct,
    /// This looks like an address, a telephone or an order number, and everyone will be able to read it.
    Private(String),
}

/// What to say of a draft, the most urgent first; nothing of a blank one. `has_products` where some can be chosen.
pub fn advice(draft: &Draft, has_products: bool) -> Vec<Advice> {
    let mut said = Vec::new();
    if draft.is_blank() {
        return said;
    }
    said.extend([&draft.title, &draft.body].into_iter().find_map(|text| private(text)).map(Advice::Private));
    let title = draft.title.trim();
    let letters = || title.chars().filter(|letter| letter.is_alphabetic());
    if !title.is_empty() && is_short(title) {
        said.push(Advice::Short);
    }
    if letters().count() >= SHOUTED_LETTERS
        && letters().all(char::is_uppercase)
        && letters().any(|letter| letter.to_lowercase().next() != Some(letter))
    {
        said.push(Advice::Capitals);
    }
    if has_products && draft.products.is_empty() {
        said.push(Advice::NoProduct);
    }
    said
}

/// Scripts without spaces say much in one word, so only words with spaces between them are counted.
fn is_short(title: &str) -> bool {
    let is_spaced = |letter: char| (letter as u32) < 0x0e00;
    title.chars().all(is_spaced) && title.split_whitespace().count() < FEW_WORDS
}

/// The first word that looks like somebody's address or number.
fn private(text: &str) -> Option<String> {
    let edge = |letter: char| !letter.is_alphanumeric() && letter != '+';
    text.split_whitespace()
        .map(|word| word.trim_matches(edge))
        .find(|word| is_private(word))
        .map(str::to_owned)
}

fn is_private(word: &str) -> bool {
    if let Some((name, host)) = word.split_once('@') {
        return !name.is_empty() && host.contains('.') && !host.contains('/');
    }
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let is_number =
        |letter: char| letter.is_ascii_digit() || letter.is_ascii_uppercase() || "+-/.".contains(letter);
    // A date has eight digits and is nobody's.
    let parts: Vec<&str> = word.split(['-', '.', '/']).collect();
    let is_date = word.len() == 10 && parts.len() == 3 && !word.contains(char::is_alphabetic);
    digits >= PRIVATE_DIGITS && word.len() > PRIVATE_DIGITS + 1 && word.chars().all(is_number) && !is_date
}

#[cfg(test)]
mod tests {
    use super::{Advice, Draft, advice};

    fn said(title: &str, body: &str) -> Vec<Advice> {
        advice(&Draft { title: title.to_owned(), body: body.to_owned(), ..Draft::default() }, false)
    }

    #[test]
    fn a_clear_question_gets_no_advice() {
        for title in
            ["How often should I descale my K2?", "湯沸かし器の掃除方法", "LG TV does not turn on", ""]
        {
            assert_eq!(said(title, ""), [], "{title}");
        }
    }

    #[test]
    fn what_is_very_short_or_shouted_is_told_so() {
        assert_eq!(said("Help", ""), [Advice::Short]);
        assert_eq!(said("MY KETTLE IS BROKEN", ""), [Advice::Capitals]);
    }

    #[test]
    fn what_looks_private_is_pointed_at() {
        for (body, found) in [
            ("It came with order JK-2291-88 in April.", Some("JK-2291-88")),
            ("Write to ann@mail.example, please", Some("ann@mail.example")),
            ("Call +49-30-1234567.", Some("+49-30-1234567")),
            ("Since 2026-05-01 it leaks 12345 drops", None),
            ("See https://shop.example/@juniper/1", None),
        ] {
            let expect: Vec<_> = found.map(|word| Advice::Private(word.to_owned())).into_iter().collect();
            assert_eq!(said("My kettle leaks at night", body), expect, "{body}");
        }
    }

    #[test]
    fn a_product_is_asked_for_where_there_are_some() {
        let draft = Draft { title: "My kettle leaks".to_owned(), ..Draft::default() };
        assert_eq!(advice(&draft, true), [Advice::NoProduct]);
        assert_eq!(advice(&Draft { products: vec!["k2".into()], ..draft }, true), []);
        assert_eq!(advice(&Draft::default(), true), []);
    }
}
