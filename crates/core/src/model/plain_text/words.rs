//! Text that is put together without its superfluous white space.

/// Words with single spaces between them.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    space: bool,
}

impl Words {
    /// Adds a character; white space only where a word follows.
    pub(super) fn push(&mut self, c: char) {
        if c.is_whitespace() {
            self.space();
            return;
        }
        if self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.space = false;
        self.text.push(c);
    }

    /// Adds each character of `text`.
    pub(super) fn push_str(&mut self, text: &str) {
        text.chars().for_each(|c| self.push(c));
    }

    /// What follows is another word.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}
