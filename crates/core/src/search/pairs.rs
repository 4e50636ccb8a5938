//! Which words stand beside each other in a title, in four bytes.

use super::{stem::stem, stop::is_stop};

/// What a term is known by among all forms of it: a hash of its stem; the lowest bit says that it tells little.
pub(super) fn stem_hash(term: &str) -> u32 {
    hash(&stem(term)) | u32::from(is_stop(term))
}

/// The hash of a stem, with the lowest bit free: FNV-1a.
pub(super) fn hash(stem: &str) -> u32 {
    let hash =
        stem.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash & !1
}

/// The pairs of a text, a bit for each of 32: what is not there can seem to be, once in five for a title of eight words.
/// It breaks ties and no more.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairs {
    pub(super) bits: u32,
    before: u32,
}

impl Pairs {
    /// Adds the next word, by its [`stem_hash`]. Neighbours count in either order; words that tell little are passed over.
    pub(super) fn add(&mut self, hash: u32) {
        if hash & 1 == 0 {
            if self.before != 0 {
                self.bits |= 1 << (hash.wrapping_add(self.before).wrapping_mul(0x9e37_79b9) >> 27);
            }
            self.before = hash;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pairs, stem_hash};

    fn pairs(text: &str) -> u32 {
        let mut pairs = Pairs::default();
        text.split(' ').for_each(|term| pairs.add(stem_hash(term)));
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
