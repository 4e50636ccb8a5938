//! Foreign text within a message.

/// `text` in quotes, with what would end the quote, break the line or turn its direction escaped. Not `{:?}`, whose tables of what can be
/// printed every visitor would load.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\0' => quoted.push_str("\\0"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{1}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                quoted.push_str("\\u{");
                // At least two digits, as most of these have.
                let code = letter as u32;
                let first = if code > 0xff { 12 } else { 4 };
                for shift in (0..=first).rev().step_by(4) {
                    quoted.push(char::from(b"0123456789abcdef"[(code >> shift) as usize & 15]));
                }
                quoted.push('}');
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_would_leave_the_quote_is_escaped() {
        let check = |text: &str, expect: &str| assert_eq!(super::quoted(text), expect);
        check("", r#""""#);
        check("it's \u{e9}\u{65e5} 😀", "\"it's é日 😀\"");
        check("a\"b\\c\nd\r\t\0", r#""a\"b\\c\nd\r\t\0""#);
        check("\u{202e}\u{2028}\u{85}", r#""\u{202e}\u{2028}\u{85}""#);
    }
}
