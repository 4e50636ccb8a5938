//! Natural logarithms of whole numbers.
//!
//! Worked out by sums and products alone, which every machine rounds alike, so that a ranking is the same to the bit natively, in Wasm and in
//! JavaScript; the libraries' logarithms differ in the last place.

/// The natural logarithm of `number`; of 0 that of 1, which is 0. Right to within 2e-7.
///
/// `number = 2^e * m` with `m` in 1..2, and `ln m = 2 artanh((m - 1) / (m + 1))` by its series up to the eleventh power.
pub(super) fn ln(number: u32) -> f64 {
    let exponent = number.max(1).ilog2();
    let mantissa = f64::from(number.max(1)) / f64::from(1_u32 << exponent);
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let square = t * t;
    let mut series = 0.0;
    for odd in [11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        series = series * square + 1.0 / odd;
    }
    std::f64::consts::LN_2 * f64::from(exponent) + 2.0 * t * series
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn logarithms_are_those_of_the_standard_library() {
        for number in (1..100_000).chain([1 << 31, u32::MAX - 1, u32::MAX]) {
            assert!((ln(number) - f64::from(number).ln()).abs() < 2e-7, "{number}");
        }
        assert_eq!((ln(0), ln(1)), (0.0, 0.0));
    }

    #[test]
    fn a_larger_number_has_a_larger_logarithm() {
        for number in 1..1_000_000 {
            assert!(ln(number) < ln(number + 1), "{number}");
        }
    }
}
