//! URL templates, RFC 6570 as far as links need it: `{x}`, `{+x}`, `{?x,y}`, `{&x}`.
//!
//! A value that is not given leaves nothing, as the standard has it: no name, no sign.

/// The address that `template` gives with these values, by name. What is no expression stays as it is written.
pub fn expand(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((expression, tail)) = after.split_once('}') else {
            out.push('{');
            out.push_str(after);
            return out;
        };
        expression_into(&mut out, expression, values);
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn expression_into(out: &mut String, expression: &str, values: &[(&str, &str)]) {
    let (operator, names) = match expression.split_at_checked(1) {
        Some((sign @ ("+" | "?" | "&"), names)) => (sign, names),
        _ => ("", expression),
    };
    let mut separator = if operator == "+" { "" } else { operator };
    for name in names.split(',') {
        let Some((_, value)) = values.iter().find(|(of, _)| *of == name) else { continue };
        out.push_str(separator);
        separator = "&";
        if matches!(operator, "?" | "&") {
            out.push_str(name);
            out.push('=');
        } else {
            separator = ",";
        }
        encode(out, value, operator == "+");
    }
}

/// Everything but RFC 3986's unreserved characters is written as `%` and two digits; with `reserved` its reserved ones
/// stay as well.
pub(crate) fn encode(out: &mut String, value: &str, reserved: bool) {
    for byte in value.bytes() {
        let stays = byte.is_ascii_alphanumeric()
            || b"-._~".contains(&byte)
            || reserved && b":/?#[]@!$&'()*+,;=".contains(&byte);
        if stays {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn expressions_are_filled_as_the_standard_has_it() {
        let values = [("id", "a/b ü"), ("q", "Tom & Jo"), ("limit", "10"), ("path", "/t/1?x=y")];
        for (template, expect) in [
            ("topics", "topics"),
            ("topics/{id}", "topics/a%2Fb%20%C3%BC"),
            ("topics/{id}/replies{?cursor,limit}", "topics/a%2Fb%20%C3%BC/replies?limit=10"),
            ("search{?q,kind,limit}", "search?q=Tom%20%26%20Jo&limit=10"),
            ("search?site=x{&q,limit}", "search?site=x&q=Tom%20%26%20Jo&limit=10"),
            ("{+path}", "/t/1?x=y"),
            ("{?none}{none}{+none}", ""),
            ("{id,limit}", "a%2Fb%20%C3%BC,10"),
            ("open{", "open{"),
        ] {
            assert_eq!(expand(template, &values), expect, "{template}");
        }
    }
}
