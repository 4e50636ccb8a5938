//! The names by which Wasm and glue know each other, shortened.
//!
//! wasm-bindgen gives every function of the web that the Wasm calls a name with a hash of 16 letters, once in the Wasm
//! and once in the glue. Hashes do not compress.

use std::collections::HashMap;

/// What new names begin with; wasm-bindgen uses it nowhere.
const MARK: char = '$';

/// The glue has names that begin like the new ones.
#[derive(Debug, thiserror::Error)]
#[error("the glue uses {MARK} in a name, with which the short names begin")]
pub struct Taken;

/// Short names by long ones.
#[derive(Default)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// The short name for `name`, always the same.
    pub fn short(&mut self, name: &str) -> String {
        let next = self.0.len();
        self.0.entry(name.to_owned()).or_insert_with(|| format!("{MARK}{}", base36(next))).clone()
    }

    /// Replaces every word of the glue that is such a name, also within strings.
    ///
    /// # Errors
    /// [`Taken`].
    pub fn rename(&self, glue: &str) -> Result<String, Taken> {
        if glue.split(MARK).skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_alphanumeric())) {
            return Err(Taken);
        }
        let mut out = String::with_capacity(glue.len());
        let mut rest = glue;
        while !rest.is_empty() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == MARK;
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, tail) = rest.split_at(end);
            out.push_str(self.0.get(word).map_or(word, String::as_str));
            let next = tail.find(is_word).unwrap_or(tail.len());
            out.push_str(&tail[..next]);
            rest = &tail[next..];
        }
        Ok(out)
    }
}

/// A number in as few letters as there can be.
pub fn base36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_whole_word_is_renamed_and_no_part_of_one() {
        let mut names = Names::default();
        assert_eq!(
            [names.short("__wbg_a_1"), names.short("panel_b"), names.short("__wbg_a_1")],
            ["$0", "$1", "$0"]
        );
        let glue =
            "const f = { __wbg_a_1: () => wasm.panel_b() }; my_panel_b, panel_b2, \u{201c}panel_b\u{201d}";
        assert_eq!(
            names.rename(glue).unwrap(),
            "const f = { $0: () => wasm.$1() }; my_panel_b, panel_b2, \u{201c}$1\u{201d}"
        );
    }

    #[test]
    fn a_glue_that_has_such_names_already_is_refused() {
        assert!(Names::default().rename("const $0 = 1").is_err());
        assert!(Names::default().rename("`${name}`").is_ok());
    }
}
