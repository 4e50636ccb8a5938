//! What a page's policy watches gets another name before the browser parses it.
//!
//! The walk drops `style` and `on…` anyway. But a browser reports them as violations of a strict policy already while it
//! parses, though the document is inert, and a page's owner would be told of attacks that cannot happen.

/// The same markup with `x-` before the names of such attributes, and style sheets as `noframes`, which is read the same
/// way and is dropped too. It follows the tokeniser of the HTML standard through tags and their quoted values; text is
/// left as it is.
pub(super) fn defuse(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut out = String::with_capacity(source.len() + 16);
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        at += 1;
        if bytes[at - 1] != b'<' {
            continue;
        }
        let name = at + usize::from(bytes.get(at) == Some(&b'/'));
        if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        at = skip(bytes, name, |byte| !ends_name(byte));
        if bytes[name..at].eq_ignore_ascii_case(b"style") {
            out.push_str(&source[copied..name]);
            out.push_str("noframes");
            copied = at;
        }
        loop {
            at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
            if bytes.get(at).is_none_or(|byte| *byte == b'>') {
                break;
            }
            // An equals sign in front is part of a name.
            let end = skip(bytes, at + 1, |byte| !ends_name(byte) && byte != b'=');
            if is_watched(&bytes[at..end]) {
                out.push_str(&source[copied..at]);
                out.push_str("x-");
                copied = at;
            }
            at = value_end(bytes, end);
        }
    }
    out.push_str(&source[copied..]);
    out
}

/// The end of the value that may follow an attribute's name.
fn value_end(bytes: &[u8], name_end: usize) -> usize {
    let sign = skip(bytes, name_end, |byte| byte.is_ascii_whitespace());
    if bytes.get(sign) != Some(&b'=') {
        return name_end;
    }
    let start = skip(bytes, sign + 1, |byte| byte.is_ascii_whitespace());
    match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => (skip(bytes, start + 1, |byte| byte != *quote) + 1).min(bytes.len()),
        _ => skip(bytes, start, |byte| !byte.is_ascii_whitespace() && byte != b'>'),
    }
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/' || byte == b'>'
}

fn is_watched(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"style")
        || name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"on"))
}

/// The first place from `at` whose byte does not pass.
fn skip(bytes: &[u8], at: usize, passes: impl Fn(u8) -> bool) -> usize {
    bytes[at.min(bytes.len())..].iter().position(|byte| !passes(*byte)).map_or(bytes.len(), |more| at + more)
}

#[cfg(test)]
mod tests {
    use super::defuse;

    #[test]
    fn only_the_names_of_what_is_watched_change() {
        for (source, expect) in [
            ("<p style=\"a\" onclick='b'>", "<p x-style=\"a\" x-onclick='b'>"),
            ("<p/STYLE=a/ONLOAD>", "<p/x-STYLE=a/ONLOAD>"),
            ("<img alt=\"on x=1 style=2\" onerror = f()>", "<img alt=\"on x=1 style=2\" x-onerror = f()>"),
            ("<b title='>' style=x>on y=2 style=3</b>", "<b title='>' x-style=x>on y=2 style=3</b>"),
            ("a < b style=1, 1<2 on=3", "a < b style=1, 1<2 on=3"),
            ("<a href=\"x\"style=y>", "<a href=\"x\"x-style=y>"),
            ("<p =style=1 style", "<p =style=1 x-style"),
            ("<p title=\"never closed style=1", "<p title=\"never closed style=1"),
            ("<ü style=1><é", "<ü style=1><é"),
            ("<pé onclick=1>", "<pé x-onclick=1>"),
            ("a<STYLE media=x>*{}</Style >b", "a<noframes media=x>*{}</noframes >b"),
            ("<styles></ style>", "<styles></ style>"),
        ] {
            assert_eq!(defuse(source), expect, "{source}");
        }
    }
}
