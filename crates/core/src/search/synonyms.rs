//! Words of one meaning.

use super::{
    stem::{common_beginning, stem},
    tokenize::Words,
};
use crate::part::part;
use std::sync::Arc;

/// Groups that people who ask for help use for one another, by their stems; they hold for every English text. A site adds its own.
const ENGLISH: &str = "email mail\nlogin signin logon\ndelete remove erase\npicture photo image pic\nbuy purchase\nprice cost fee charge\n\
cancel terminate\nfix repair solve\nbroken damaged faulty\nerror problem issue failure\nchange modify edit\nshow display\nlost missing\n\
folder directory\nphone mobile cellphone\nrefund reimburse\nship deliver\npassword passcode\nfind locate\nstart begin\nfast quick\nbig large\n\
send transfer\nsite website\napp application\nvideo movie\nsave store\nsafe secure\ndoc document\nspreadsheet sheet\nenable activate\n\
disable deactivate\ntv television\ninfo information\nrepo repository\nfb facebook\nchoose select pick\nallow permit let\nview see watch\n\
stop prevent\nold previous\nverify confirm\nclose shut\nput place insert\nlist listing\nthread conversation\nperson people user\n\
company business\nkid child\ndoctor physician\nmedicine drug medication\nillness disease sickness\ncure treatment therapy\n";

/// Groups of words and phrases, each of which finds the others.
#[derive(Clone, Debug, Default)]
pub(super) struct Synonyms {
    /// Each phrase by its words' stems.
    groups: Arc<Vec<Vec<Vec<String>>>>,
}

impl Synonyms {
    /// The site's own groups. A group of one phrase says nothing.
    pub(super) fn new<'a>(groups: impl IntoIterator<Item = &'a [String]>) -> Self {
        let phrases = |group: &'a [String]| group.iter().map(|phrase| stems(phrase)).collect();
        Self { groups: Arc::new(groups.into_iter().map(phrases).collect()) }
    }

    /// Each phrase, by its words' stems, that means what `asked`, a word by its stem or words, means.
    pub(super) fn of(&self, asked: &[String]) -> Vec<Vec<String>> {
        let mut found: Vec<Vec<String>> = Vec::new();
        for group in &*self.groups {
            if group.iter().any(|phrase| phrase == asked) {
                found.extend(group.iter().filter(|phrase| *phrase != asked && !phrase.is_empty()).cloned());
            }
        }
        if let [asked] = asked {
            let words = english(asked).unwrap_or_default().split(' ');
            found.extend(
                words.map(stem).filter(|word| !word.is_empty() && word != asked).map(|word| vec![word]),
            );
        }
        found
    }

    /// The words of the longest phrase of several.
    pub(super) fn longest(&self) -> usize {
        self.groups.iter().flatten().map(Vec::len).max().unwrap_or(0)
    }
}

/// The group of [`ENGLISH`] with a word of this stem. Gone through byte by byte, once for each letter that somebody types.
fn english(asked: &str) -> Option<&'static str> {
    let shared = common_beginning(asked).as_bytes();
    let (mut word, mut group) = (0, 0);
    let mut is_in = false;
    for (at, byte) in ENGLISH.bytes().enumerate() {
        if byte > b' ' {
            continue;
        }
        is_in |= ENGLISH.as_bytes()[word..at].starts_with(shared) && stem(part(ENGLISH, word..at)) == asked;
        word = at + 1;
        if byte == b'\n' {
            if is_in {
                return Some(part(ENGLISH, group..at));
            }
            group = word;
        }
    }
    None
}

fn stems(phrase: &str) -> Vec<String> {
    let (mut words, mut term, mut stems) = (Words::new(phrase), String::new(), Vec::new());
    while words.next(&mut term).is_some() {
        stems.push(stem(&term));
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::{Synonyms, stems};

    fn check(synonyms: &Synonyms, asked: &str, expect: &[&str]) {
        let found: Vec<String> = synonyms.of(&stems(asked)).iter().map(|phrase| phrase.join(" ")).collect();
        assert_eq!(found, expect, "{asked}");
    }

    #[test]
    fn each_of_a_group_finds_the_others_in_any_form() {
        let groups =
            [vec!["Cart".to_owned(), "basket".to_owned(), "shopping bag".to_owned()], vec!["one".to_owned()]];
        let site = Synonyms::new(groups.iter().map(Vec::as_slice));
        check(&site, "carts", &["basket", "shop bag"]);
        check(&site, "shopping bags", &["cart", "basket"]);
        check(&site, "one", &[]);
        check(&site, "photos", &["pictur", "imag", "pic"]);
        check(&Synonyms::default(), "cart", &[]);
        check(&Synonyms::default(), "", &[]);
        assert_eq!((site.longest(), Synonyms::default().longest()), (2, 0));
    }
}
