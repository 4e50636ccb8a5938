//! Lengths of fields in a byte each, as precise as ranking needs.

/// The length of each field in words, a byte each, in the order of [`Field`](super::Field).
///
/// Exact below 16, then within an eighth: a small float of three bits after the leading one, as Lucene's norms are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lengths(pub(super) [u8; 4]);

impl Lengths {
    pub(super) fn of(words: [u32; 4]) -> Self {
        Self(words.map(encode))
    }
}

fn encode(words: u32) -> u8 {
    let code = if words < 16 {
        words
    } else {
        let exponent = words.ilog2();
        16 + (exponent - 4) * 8 + ((words >> (exponent - 3)) & 7)
    };
    u8::try_from(code).unwrap_or(u8::MAX)
}

/// The least length of those that share a code.
pub(super) fn decode(code: u8) -> u64 {
    match u64::from(code) {
        words @ 0..=15 => words,
        code => (8 + (code & 7)) << ((code - 16) / 8 + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn lengths_come_back_within_an_eighth_and_in_order() {
        let mut last = 0;
        for words in (0..5000).chain([u32::MAX / 2, u32::MAX]) {
            let back = decode(encode(words));
            assert!(
                back <= u64::from(words) && back * 9 >= u64::from(words) * 8,
                "{words} came back as {back}"
            );
            assert!(words >= 16 || back == u64::from(words), "{words} is short and came back as {back}");
            assert!(encode(words) >= last);
            last = encode(words);
        }
    }
}
