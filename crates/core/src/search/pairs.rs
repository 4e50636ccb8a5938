//! Pairs.
use super::{stem::{is_stop, stem}, tokenize::Words};

fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

pub(super) fn stems(text: &str) -> Vec<u32> {
    let mut words = Words::new(text);
    let mut term = String::new();
    let mut all = Vec::new();
    while words.next(&mut term).is_some() {
        if !is_stop(&term) {
            all.push(hash(&stem(&term)));
        }
    }
    all
}

/// Neighbours, whatever their order; words that tell little are passed over.
pub(super) fn pairs(text: &str) -> Vec<u32> {
    let all = stems(text);
    let mut p: Vec<u32> = all.windows(2).map(|w| w[0].wrapping_add(w[1])).collect();
    p.sort_unstable(); p.dedup();
    p
}
