//! Whether a browser's parser will be quick with a source, told without parsing it.
//!
//! Parsers are quadratic in what is open. This follows the tokenizer of the HTML standard in comments, quotes
//! and raw text, so that a tag hidden in them does not count as one that closes; it decides nothing about safety.

use crate::{MAX_SOURCE_BYTES, scan};

/// Elements open at once.
const MAX_OPEN: usize = 200;

/// Open elements, added up over all tags. Browsers open formatting elements again in each paragraph that
/// they were left open in, so that a short source can mean a million elements.
const MAX_WORK: usize = 200_000;

/// Elements that hold none, and elements whose end may be left out: these do not nest without one of another
/// kind between.
const UNCOUNTED: &str = "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th \
    thead tbody tfoot option optgroup colgroup caption rt rp html head body";

const RAW_TEXT: &str = "script style textarea title xmp iframe noembed noframes";

pub(super) fn is_modest(source: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut work = 0;
    let mut rest = source;
    loop {
        rest = scan::from(rest, scan::find(rest, b"<"));
        if rest.is_empty() {
            return source.len() <= MAX_SOURCE_BYTES;
        }
        let closes = scan::byte(rest, 1) == b'/';
        let inner = scan::from(rest, 1 + usize::from(closes));
        let first = scan::byte(inner, 0);
        if !first.is_ascii_alphabetic() {
            let comments = closes || matches!(first, b'!' | b'?');
            rest = if comments { after_comment(rest) } else { inner };
            continue;
        }
        let name = scan::until(inner, scan::find(inner, b" \t\n\r\x0c/>"));
        rest = after_tag(scan::from(inner, name.len()));
        if closes {
            if let Some(at) = open.iter().rposition(|opened| opened.eq_ignore_ascii_case(name)) {
                open.remove(at);
            }
        } else if scan::lists(RAW_TEXT, name) {
            rest = after_raw_text(rest, name);
        } else if !scan::lists(UNCOUNTED, name) {
            open.push(name);
        }
        work += open.len();
        if open.len() > MAX_OPEN || work > MAX_WORK {
            return false;
        }
    }
}

fn after_comment(rest: &str) -> &str {
    if !scan::begins(rest, "<!--") {
        return scan::from(rest, scan::find(rest, b">") + 1);
    }
    // The two strokes that begin a comment may end it too, as in `<!-->`.
    let mut strokes = 2;
    for (at, byte) in rest.bytes().enumerate().skip(4) {
        match byte {
            b'-' => strokes += 1,
            b'!' if strokes >= 2 && at > 4 && scan::byte(rest, at + 1) == b'>' => {}
            b'>' if strokes >= 2 => return scan::from(rest, at + 1),
            _ => strokes = 0,
        }
    }
    ""
}

/// What follows the `>` that ends a tag, not one within a quoted value.
fn after_tag(rest: &str) -> &str {
    let mut in_value = false;
    let mut quote = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if quote != 0 => quote = if byte == quote { 0 } else { quote },
            b'>' => return scan::from(rest, at + 1),
            b'"' | b'\'' if in_value => (quote, in_value) = (byte, false),
            _ => in_value = byte == b'=' || in_value && byte.is_ascii_whitespace(),
        }
    }
    ""
}

/// The end tag of `name`, and what follows it.
fn after_raw_text<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut rest = rest;
    while !rest.is_empty() {
        rest = scan::from(rest, scan::find(rest, b"<"));
        if scan::byte(rest, 1) == b'/' && scan::begins(scan::from(rest, 2), name) {
            break;
        }
        rest = scan::from(rest, 1);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::is_modest;

    #[track_caller]
    fn check(piece: &str, times: usize, expect: bool) {
        assert_eq!(is_modest(&piece.repeat(times)), expect, "{piece:?} {times} times");
    }

    #[test]
    fn what_is_written_in_full_is_read_however_much_it_is() {
        check("<p>a</p><ul><li>b</li></ul><b title='<b>'>c</b><!-- <b> --><br>", 900, true);
        check("<p>a<ul><li>b<li>c</ul><table><tr><td>d</table>", 1_300, true);
        check("<!--><b>a</b><!---><i>b</i><!-- <b> --!>", 1_500, true);
        check("<script>if (a < b) '<b>'</script>", 1_900, true);
        check("1 < 2 <3 ", 7_000, true);
    }

    #[test]
    fn what_stays_open_is_counted() {
        check("<b>", 200, true);
        check("<b>", 201, false);
        check("<DIV><x-a>", 101, false);
    }

    #[test]
    fn tags_that_only_seem_to_close_do_not_count() {
        for hidden in [
            "</b>",
            "<!--</div>-->",
            "<i title='</div>'></i>",
            "<i title=a\"></i>",
            "<style></div></style>",
            "<?</div>",
        ] {
            check(&format!("<div>{hidden}"), 201, false);
        }
    }

    #[test]
    fn what_a_parser_would_repeat_in_each_paragraph_is_counted() {
        assert!(!is_modest(&format!("{}{}", "<b>".repeat(150), "<p>a</p>".repeat(1_000))));
    }

    #[test]
    fn no_more_than_64_kb_is_read() {
        check("a", 64 * 1024, true);
        check("a", 64 * 1024 + 1, false);
    }
}
