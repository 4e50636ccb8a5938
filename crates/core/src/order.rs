//! Sorting by numbers that stand for what is sorted.
//!
//! The standard library's sorts are compiled anew for each type and each comparison, 3 to 6 kB of Wasm a time. Here is
//! one for all, of numbers, that calls its comparison by pointer.

use crate::names::count;
use std::cmp::Ordering;

/// Compares what two numbers stand for.
pub type Compare<'a> = &'a dyn Fn(u32, u32) -> Ordering;

/// Sorts `numbers`; equals stay in order.
///
/// It merges runs from the bottom up: of the sorts of its size it compares least, and comparing is what costs.
pub fn sort(numbers: &mut Vec<u32>, compare: Compare<'_>) {
    let mut merged = Vec::with_capacity(numbers.len());
    let mut run = 1;
    while run < numbers.len() {
        for pair in numbers.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([a, after_a @ ..], [b, after_b @ ..]) = (left, right) {
                if compare(*a, *b) == Ordering::Greater {
                    merged.push(*b);
                    right = after_b;
                } else {
                    merged.push(*a);
                    left = after_a;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(numbers, &mut merged);
        merged.clear();
        run *= 2;
    }
}

/// Sorts `numbers` by their keys; equals stay in order.
///
/// By the keys' bytes, the lowest first, and not by comparing: for 100,000 numbers a tenth of the time. Bytes that are the same
/// in all keys cost one look. Knuth, "The Art of Computer Programming", volume 3 (1998), section 5.2.5.
pub(crate) fn sort_by_key(numbers: &mut [u32], key: &dyn Fn(u32) -> u32) {
    let mut keyed: Vec<[u32; 2]> = Vec::with_capacity(numbers.len());
    keyed.extend(numbers.iter().map(|number| [key(*number), *number]));
    let mut sorted = keyed.clone();
    for shift in [0, 8, 16, 24] {
        let byte = |pair: [u32; 2]| (pair[0] >> shift) as usize & 255;
        let mut places = [0_u32; 256];
        for pair in &keyed {
            places[byte(*pair)] += 1;
        }
        if places.iter().any(|place| *place as usize == keyed.len()) {
            continue;
        }
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        for pair in &keyed {
            let place = &mut places[byte(*pair)];
            sorted[*place as usize] = *pair;
            *place += 1;
        }
        std::mem::swap(&mut keyed, &mut sorted);
    }
    for (number, pair) in numbers.iter_mut().zip(keyed) {
        *number = pair[1];
    }
}

/// The numbers below `end` that `keep` keeps, in order.
pub fn numbers(end: usize, keep: &dyn Fn(u32) -> bool) -> Vec<u32> {
    (0..count(end)).filter(|number| keep(*number)).collect()
}

/// The first `limit` of `numbers` as `sort` would order them, at little more than a comparison for each of the rest.
pub(crate) fn first(numbers: Vec<u32>, limit: usize, compare: Compare<'_>) -> Vec<u32> {
    let mut kept = Vec::new();
    // The last of the first `limit` so far: nothing behind it comes among them any more.
    let mut bound = None;
    for number in numbers {
        if bound.is_none_or(|bound| compare(number, bound) == Ordering::Less) {
            kept.push(number);
            if kept.len() >= limit.saturating_mul(2) {
                sort(&mut kept, compare);
                kept.truncate(limit);
                bound = kept.last().copied();
            }
        }
    }
    sort(&mut kept, compare);
    kept.truncate(limit);
    kept
}

#[cfg(test)]
mod tests {
    use super::{first, sort, sort_by_key};
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #[test]
        fn numbers_are_sorted_as_the_standard_library_sorts(keys in vec(0..20_u8, 0..70), limit in 0..80_usize) {
            let compare = |a: u32, b: u32| keys[a as usize].cmp(&keys[b as usize]);
            let numbers: Vec<u32> = (0..).take(keys.len()).collect();
            let mut expect = numbers.clone();
            expect.sort_by(|a, b| compare(*a, *b));

            let mut sorted = numbers.clone();
            sort(&mut sorted, &compare);
            prop_assert_eq!(&sorted, &expect);
            let mut by_key = numbers.clone();
            sort_by_key(&mut by_key, &|number| u32::from(keys[number as usize]).wrapping_mul(0x0101_0101));
            prop_assert_eq!(&by_key, &expect);
            expect.truncate(limit);
            prop_assert_eq!(first(numbers, limit, &compare), expect);
        }
    }
}
