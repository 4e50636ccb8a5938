//! Which words stand beside each other in a title, in four bytes.

use super::{stem::stem, stop::is_stop};

/// What a term's pairs are hashed from: its stem; 0 for words that tell little, which are passed over.
pub(super) fn pair_hash(term: &str) -> u32 {
    if is_stop(term) {
        return 0;
    }
    // FNV-1a.
    stem(term).bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The pairs of a text, a bit for each of 32: what is not there can seem to be, once in five for a title of eight words.
/// It breaks ties and no more.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairs {
    pub(super) bits: u32,
    before: u32,
}

impl Pairs {
    /// Adds the next word, by its [`pair_hash`]. Neighbours count in either order.
    pub(super) fn add(&mut self, hash: u32) {
        if hash != 0 {
            if self.before != 0 {
                self.bits |= 1 << (hash.wrapping_add(self.before).wrapping_mul(0x9e37_79b9) >> 27);
            }
            self.before = hash;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pairs, pair_hash};

    fn pairs(text: &str) -> u32 {
        let mut pairs = Pairs::default();
        text.split(' ').for_each(|term| pairs.add(pair_hash(term)));
        pairs.bits
    }

    #[test]
    fn neighbours_are_known_by_stem_in_either_order_over_words_that_tell_little() {
        assert_eq!(pairs("descale a kettle"), pairs("kettles descaling"));
        assert_eq!(pairs("kettle"), 0);
        assert_eq!(pairs("the kettle of the"), 0);
        assert_ne!(pairs("kettle lid"), pairs("kettle cord"));
        assert_eq!(pairs("boil water kettle").count_ones(), 2);
    }
}
