//! The bytes that arrived and are still needed.

/// A window on the document's bytes: its front moves on as rows are read, its end as chunks arrive.
#[derive(Debug, Default)]
pub(super) struct Window {
    bytes: Vec<u8>,
    /// How many bytes were dropped from the front.
    dropped: usize,
    /// The next byte to read, in `bytes`.
    at: usize,
    /// The first byte that is still needed, in `bytes`: the beginning of the key or row that is being read.
    needed: usize,
    /// Whether more bytes came than were allowed.
    pub(super) overfull: bool,
}

impl Window {
    /// Takes the next bytes, as long as all bytes that came are at most `max_bytes`.
    pub(super) fn feed(&mut self, bytes: &[u8], max_bytes: usize) {
        // What moves to the front is less than what is dropped, so all moves together cost less than one pass.
        if self.needed > self.bytes.len() / 2 {
            self.bytes.drain(..self.needed);
            self.dropped += self.needed;
            self.at -= self.needed;
            self.needed = 0;
        }
        let room = max_bytes.saturating_sub(self.received());
        self.overfull |= bytes.len() > room;
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// How many bytes came in all, without those that were too many.
    pub(super) fn received(&self) -> usize {
        self.dropped + self.bytes.len()
    }

    /// Where the next byte stands in the document.
    pub(super) fn offset(&self) -> usize {
        self.dropped + self.at
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// What was read since the last `release`.
    pub(super) fn kept(&self) -> &[u8] {
        &self.bytes[self.needed..self.at]
    }

    /// Reads on over `count` bytes.
    pub(super) fn advance(&mut self, count: usize) {
        self.at += count;
    }

    /// What was read is not needed any more.
    pub(super) fn release(&mut self) {
        self.needed = self.at;
    }

    /// The next byte that is no white space; it is not read yet, what stands before it is released.
    pub(super) fn next_token(&mut self) -> Option<u8> {
        let space =
            self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.advance(space);
        self.release();
        self.rest().first().copied()
    }

    /// Lets go of all bytes.
    pub(super) fn clear(&mut self) {
        *self = Self { overfull: self.overfull, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn bytes_that_were_released_do_not_pile_up() {
        let mut window = Window::default();
        for _ in 0..1000 {
            window.feed(&[b'x'; 100], usize::MAX);
            window.advance(100);
            window.release();
        }
        assert_eq!(window.offset(), 100_000);
        assert!(window.bytes.capacity() <= 1000, "{} bytes are held", window.bytes.capacity());
    }
}
