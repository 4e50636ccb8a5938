//! Words that are nearly the same: by edits, a swap of neighbours being one.

/// How many edits a word of `letters` forgives.
pub(super) fn forgiven(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Whether at most `edits` make `a` of `b`: a letter put in, left out, replaced, or swapped with its neighbour. With `is_prefix`
/// only a beginning of `b` has to be reached.
pub(super) fn within<T: Copy + PartialEq>(mut a: &[T], mut b: &[T], edits: usize, is_prefix: bool) -> bool {
    while let ([first, rest @ ..], [other, others @ ..]) = (a, b) {
        if first != other {
            break;
        }
        (a, b) = (rest, others);
    }
    if a.is_empty() {
        return is_prefix || b.len() <= edits;
    }
    if edits == 0 {
        return false;
    }
    if b.is_empty() {
        return a.len() <= edits;
    }
    if a.len() > b.len() + edits || (!is_prefix && b.len() > a.len() + edits) {
        return false;
    }
    if let ([a0, a1, a_rest @ ..], [b0, b1, b_rest @ ..]) = (a, b)
        && a0 == b1
        && a1 == b0
        && within(a_rest, b_rest, edits - 1, is_prefix)
    {
        return true;
    }
    within(&a[1..], &b[1..], edits - 1, is_prefix)
        || within(a, &b[1..], edits - 1, is_prefix)
        || within(&a[1..], b, edits - 1, is_prefix)
}

/// Which letters a term has, as bits.
pub(super) fn letters(term: &str) -> u32 {
    term.bytes().fold(0, |bits, byte| bits | 1 << (byte & 31))
}
