//! Two numbers in one, ordered by the first and then the second.

/// `upper` and `lower` side by side.
pub(super) fn pack(upper: u32, lower: u32) -> u64 {
    u64::from(upper) << 32 | u64::from(lower)
}

/// The first number.
pub(super) fn upper(packed: u64) -> u32 {
    u32::try_from(packed >> 32).unwrap_or_default()
}

/// The second number.
pub(super) fn lower(packed: u64) -> u32 {
    u32::try_from(packed & u64::from(u32::MAX)).unwrap_or_default()
}
