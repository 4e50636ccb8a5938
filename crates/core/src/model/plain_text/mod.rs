//! What a body says, without its markup: for the index and for excerpts, never for showing whole.
//!
//! It is only as exact as search needs. It need not agree with how a body is drawn, but the same body always gives
//! the same text, since excerpts are byte ranges in it. All of it takes time in proportion to the source's length,
//! whatever the source.

mod entities;
mod html;
mod markdown;
mod words;

use super::{Body, Format};
use std::borrow::Cow;

impl Body {
    /// What it says, without its markup. Plain text stands as it is; of HTML and Markdown the words are left, with
    /// one space wherever there was white space or a block ended.
    pub fn plain_text(&self) -> Cow<'_, str> {
        match self.format {
            Format::Text => Cow::Borrowed(&self.source),
            Format::Markdown => Cow::Owned(markdown::plain_text(&self.source)),
            Format::Html => Cow::Owned(html::plain_text(&self.source)),
        }
    }
}

/// Text whose character references (`&amp;`, `&#39;`) are turned into what they stand for, once; all else stays as it is.
pub fn unescape(text: &str) -> String {
    entities::unescape(text)
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Format};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_source_gives_single_spaced_words(source in r"([<>&;!#\[\]()`~*_=\\ \n-]|<a |&amp|--|[a-zé\u{3000}])*") {
            for format in [Format::Html, Format::Markdown] {
                let body = Body { source: source.clone(), format };
                let text = body.plain_text();
                prop_assert!(!text.contains("  ") && text.trim() == text, "{:?} gave {:?}", source, text);
            }
        }

        #[test]
        fn plain_text_stands_as_it_is(source in any::<String>()) {
            let body = Body { source: source.clone(), format: Format::Text };
            prop_assert_eq!(body.plain_text(), source);
        }
    }
}
