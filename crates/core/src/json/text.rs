//! JSON strings.

use super::{JsonError, reader::Reader};

/// Reads the string that begins at the reader's quote.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<String, JsonError> {
    reader.at += 1;
    let mut text = String::new();
    loop {
        let start = reader.at;
        while reader.byte().is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
            reader.at += 1;
        }
        text.push_str(reader.since(start));
        match reader.byte() {
            Some(b'"') => {
                reader.at += 1;
                return Ok(text);
            }
            Some(b'\\') => {
                reader.at += 1;
                text.push(escaped(reader)?);
            }
            _ => return Err(reader.expected("a character or the closing quote")),
        }
    }
}

/// Reads what follows a backslash.
fn escaped(reader: &mut Reader<'_>) -> Result<char, JsonError> {
    let letter = match reader.byte() {
        Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(reader),
        _ => return Err(reader.expected("an escape")),
    };
    reader.at += 1;
    Ok(letter)
}

/// Reads a `u` with its four digits and, where it is the first half of a surrogate pair, the second half after it.
fn unicode(reader: &mut Reader<'_>) -> Result<char, JsonError> {
    let unit = hexadecimal(reader)?;
    if let 0xD800..=0xDBFF = unit {
        let after_first = reader.at;
        if reader.byte() == Some(b'\\') {
            reader.at += 1;
            if reader.byte() == Some(b'u')
                && let second @ 0xDC00..=0xDFFF = hexadecimal(reader)?
            {
                return Ok(char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (second - 0xDC00))
                    .unwrap_or_default());
            }
        }
        // What follows is another character.
        reader.at = after_first;
    }
    // Half a pair is all that is no character. Texts that JavaScript cut off end in one.
    Ok(char::from_u32(unit).unwrap_or_else(|| {
        reader.found_half = true;
        char::REPLACEMENT_CHARACTER
    }))
}

/// Reads a `u` and four hexadecimal digits.
fn hexadecimal(reader: &mut Reader<'_>) -> Result<u32, JsonError> {
    let mut unit = 0;
    for _ in 0..4 {
        reader.at += 1;
        let digit = reader.byte().and_then(|byte| char::from(byte).to_digit(16));
        unit = unit * 16 + digit.ok_or_else(|| reader.expected("a hexadecimal digit"))?;
    }
    reader.at += 1;
    Ok(unit)
}
