//! HTML to words: tags fall away, blocks end words, character references are read.

use super::{entities, words::Words};
use crate::part::{find, from, until};

/// Elements that stand within a word or sentence, so that their tags end no word.
const INLINE: &str = "a abbr b bdi bdo cite code del dfn em font i ins kbd mark \
    q s samp small span strong sub sup tt u var wbr";

/// Elements whose content is not for readers.
const HIDDEN: &str = "script style";

pub(super) fn plain_text(source: &str) -> String {
    let mut words = Words::default();
    let mut rest = source;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'&')) {
        words.push_str(until(rest, at));
        rest = from(rest, at);
        rest = if rest.as_bytes().first() == Some(&b'&') {
            from(rest, entities::push(rest, &mut words))
        } else {
            after_tag(rest, &mut words)
        };
    }
    words.push_str(rest);
    words.finish()
}

/// What follows the tag or comment that `rest` begins with; a `<` that begins neither is a character.
fn after_tag<'a>(rest: &'a str, words: &mut Words) -> &'a str {
    let inner = from(rest, 1);
    if let Some(comment) = inner.strip_prefix("!--") {
        return find(comment, "-->").map_or("", |end| from(comment, end + 3));
    }
    let closing = inner.as_bytes().first() == Some(&b'/');
    let inner = from(inner, usize::from(closing));
    let is_tag = |byte: u8| byte.is_ascii_alphabetic() || (!closing && matches!(byte, b'!' | b'?'));
    if !inner.bytes().next().is_some_and(is_tag) {
        words.push('<');
        return from(rest, 1);
    }
    let name = until(inner, inner.bytes().take_while(u8::is_ascii_alphanumeric).count());
    let is = |names: &str| {
        names.as_bytes().split(|byte| *byte == b' ').any(|known| known.eq_ignore_ascii_case(name.as_bytes()))
    };
    if !is(INLINE) {
        words.space();
    }
    let after = from(inner, tag_length(inner));
    if !closing && is(HIDDEN) { after_hidden(after, name) } else { after }
}

/// How long the rest of a tag is, its `>` included; quotes count only where an attribute's value begins.
fn tag_length(inner: &str) -> usize {
    let mut quote = None;
    let mut value_begins = false;
    for (at, byte) in inner.bytes().enumerate() {
        if quote.is_some() {
            quote = quote.filter(|open| *open != byte);
            continue;
        }
        match byte {
            b'>' => return at + 1,
            b'"' | b'\'' if value_begins => quote = Some(byte),
            _ => {}
        }
        value_begins = byte == b'=' || (value_begins && byte.is_ascii_whitespace());
    }
    inner.len()
}

/// What follows the end of a hidden element, its closing tag included as the next tag.
fn after_hidden<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some(at) = find(rest, "</") {
        let tag = from(rest, at);
        if tag.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return tag;
        }
        rest = from(tag, 2);
    }
    ""
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(source: &str, expect: &str) {
        assert_eq!(super::plain_text(source), expect, "{source:?}");
    }

    #[test]
    fn tags_fall_away_and_blocks_end_words() {
        check("<p>One</p><p>two</p>", "One two");
        check("un<b>break</b>able<br>line", "unbreakable line");
        check("<ul>\n <li>a</li>\n <li>b</li>\n</ul>", "a b");
        check("<td>1</td><td>2</td>", "1 2");
        check("plain\n  text", "plain text");
        check("", "");
    }

    #[test]
    fn what_no_reader_sees_is_left_out() {
        check("a<!-- b > c -->d", "ad");
        check("a<script>if (a < b) { x('</p>') }</SCRIPT >b", "a b");
        check("a<style>p{}</style>b", "a b");
        check("<!DOCTYPE html><?xml?>a", "a");
        check("a<!-- never closed", "a");
        check("a<script>never closed", "a");
        check(r#"<img alt="a > b" src='x>y'>c"#, "c");
        check("<p title=it's>word</p>", "word");
        check("a <unclosed", "a");
    }

    #[test]
    fn a_bracket_that_begins_no_tag_is_a_character() {
        check("1 < 2 && 3 > 2 <3 </3", "1 < 2 && 3 > 2 <3 </3");
        check("a <", "a <");
    }

    #[test]
    fn character_references_are_read() {
        check("Q&amp;A &lt;b&gt; &eacute;t&eacute;&nbsp;&#8211;&#x1F600;", "Q&A <b> été –😀");
        check("&bogus; &amp &#; &#xzz; &", "&bogus; &amp &#; &#xzz; &");
        check("&#0;&#xD800;&#1114112;", "\u{FFFD}\u{FFFD}\u{FFFD}");
        check("&ééééé;", "&ééééé;");
    }
}
