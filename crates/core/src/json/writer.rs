//! Writes the few JSON objects that a panel sends and keeps, and trees.

use super::Value;

/// An object under construction.
#[derive(Debug)]
pub struct Writer(String);

impl Writer {
    /// An object without members.
    pub fn object() -> Self {
        Self("{".to_owned())
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(&mut self.0, name);
        self.0.push(':');
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.name(name);
        quote(&mut self.0, value);
        self
    }

    /// Adds a number.
    pub fn number(&mut self, name: &str, value: u64) -> &mut Self {
        self.name(name);
        digits(&mut self.0, value);
        self
    }

    /// Adds a yes or no.
    pub fn flag(&mut self, name: &str, value: bool) -> &mut Self {
        self.raw(name, if value { "true" } else { "false" })
    }

    /// Adds a list of texts.
    pub fn list<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.name(name);
        self.0.push('[');
        for (n, value) in values.into_iter().enumerate() {
            if n > 0 {
                self.0.push(',');
            }
            quote(&mut self.0, value);
        }
        self.0.push(']');
        self
    }

    /// Adds a value that is JSON already.
    pub fn raw(&mut self, name: &str, json: &str) -> &mut Self {
        self.name(name);
        self.0.push_str(json);
        self
    }

    /// The whole object.
    pub fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

impl Value {
    /// The value as JSON, without white space.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write(&mut out, self);
        out
    }
}

fn write(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::Text(text) => quote(out, text),
        Value::List(list) => {
            out.push('[');
            for (n, value) in list.iter().enumerate() {
                out.push_str(if n > 0 { "," } else { "" });
                write(out, value);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (n, (name, value)) in members.iter().enumerate() {
                out.push_str(if n > 0 { "," } else { "" });
                quote(out, name);
                out.push(':');
                write(out, value);
            }
            out.push('}');
        }
    }
}

/// A number's digits.
pub(crate) fn decimal(number: u32) -> String {
    signed(number.into())
}

/// The same of one that may be negative.
pub(crate) fn signed(number: i64) -> String {
    let mut out = String::new();
    if number < 0 {
        out.push('-');
    }
    digits(&mut out, number.unsigned_abs());
    out
}

/// The standard library's own way would bring its tables into the Wasm.
fn digits(out: &mut String, number: u64) {
    if number > 9 {
        digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}' => {
                out.push_str("\\u00");
                for half in [letter as u8 >> 4, letter as u8 & 15] {
                    out.push(char::from(b"0123456789abcdef"[usize::from(half)]));
                }
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}
