//! A proof of work: the nonce that an endpoint asks for while it is flooded.
//!
//! `SHA-256("challenge:nonce")` has to begin with some zero bits, as hashcash has it (Back, "Hashcash: A Denial of Service
//! Counter-Measure", 2002). With 16 bits that takes 65,536 hashes on average.

use sha2::{Digest, Sha256};

/// More zero bits than this are not looked for: 2^22 hashes take seconds on any device.
pub const MAX_BITS: u32 = 22;

/// A search for a nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    challenge: String,
    bits: u32,
    nonce: u32,
}

impl Work {
    /// For this challenge and so many zero bits; `None` for more than [`MAX_BITS`].
    pub fn new(challenge: &str, bits: u32) -> Option<Self> {
        (bits <= MAX_BITS).then(|| Self { challenge: challenge.to_owned(), bits, nonce: 0 })
    }

    /// Tries the next `tries` nonces; the proof, `challenge:nonce`, where one of them solves it.
    pub fn go_on(&mut self, tries: u32) -> Option<String> {
        for _ in 0..tries {
            let proof = format!("{}:{}", self.challenge, self.nonce);
            self.nonce = self.nonce.wrapping_add(1);
            if zero_bits(&proof) >= self.bits {
                return Some(proof);
            }
        }
        None
    }
}

fn zero_bits(proof: &str) -> u32 {
    let hash = Sha256::digest(proof.as_bytes());
    let [a, b, c, d, ..] = hash[..] else { return 0 };
    u32::from_be_bytes([a, b, c, d]).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::{MAX_BITS, Work, zero_bits};

    #[test]
    fn a_nonce_is_found_however_the_search_is_sliced() {
        let mut whole = Work::new("challenge", 10).unwrap();
        let proof = whole.go_on(u32::MAX).unwrap();
        assert!(zero_bits(&proof) >= 10 && proof.starts_with("challenge:"), "{proof}");
        let mut sliced = Work::new("challenge", 10).unwrap();
        let found = std::iter::repeat_with(|| sliced.go_on(7)).flatten().next();
        assert_eq!(found, Some(proof));
    }

    #[test]
    fn zero_bits_are_those_of_sha_256() {
        // SHA-256 of nothing begins with e3, that of "abc" with ba.
        assert_eq!((zero_bits(""), zero_bits("abc")), (0, 0));
        assert_eq!(Work::new("c", MAX_BITS + 1), None);
        assert_eq!(Work::new("c", 0).unwrap().go_on(1).as_deref(), Some("c:0"));
    }
}
