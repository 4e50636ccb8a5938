//! A number as it was written.

/// A JSON number. It keeps its source text, so that no identifier loses a digit and nobody pays for floating point:
/// the tables that doubles are read and written by weigh more than all of this reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(Box<str>);

/// An exponent beyond makes a number of any length on this side of the address space 0 or too large.
const FAR: i64 = 1 << 40;

impl Number {
    /// Of text that is a JSON number; other text makes a number that reads as nothing.
    pub fn new(source: &str) -> Self {
        Self(source.into())
    }

    /// Of a whole number.
    pub fn whole(number: i64) -> Self {
        Self(super::signed(number).into())
    }

    /// As it was written; `f64` reads it where one is wanted.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value where it is whole, however it is written, and fits: 7, 7.0 and 0.7e1 are one.
    pub fn to_i64(&self) -> Option<i64> {
        let (magnitude, is_whole) = self.magnitude();
        let signed = if self.is_negative() {
            0_i64.checked_sub_unsigned(magnitude)
        } else {
            magnitude.try_into().ok()
        };
        signed.filter(|_| is_whole)
    }

    /// The value without its fraction, brought into range.
    pub fn to_u32_saturating(&self) -> u32 {
        if self.is_negative() { 0 } else { self.magnitude().0.try_into().unwrap_or(u32::MAX) }
    }

    /// The value as near as a few digits tell: within one part in a million. What is too large is infinite. By hand, because the
    /// standard library's reader of floats weighs 3 kB.
    #[expect(clippy::cast_possible_truncation, reason = "it is rounded")]
    pub fn to_f32(&self) -> f32 {
        let (mut value, mut power, mut exponent, mut sign) = (0.0_f64, 0_i32, 0_i32, 1);
        let (mut after_point, mut in_exponent) = (false, false);
        for byte in self.0.bytes() {
            match byte {
                b'.' => after_point = true,
                b'e' | b'E' => in_exponent = true,
                b'-' if in_exponent => sign = -1,
                b'0'..=b'9' if in_exponent => {
                    exponent = (exponent * 10 + i32::from(byte - b'0')).min(400);
                }
                b'0'..=b'9' => {
                    value = value * 10.0 + f64::from(byte - b'0');
                    power -= i32::from(after_point);
                }
                _ => {}
            }
        }
        power += sign * exponent;
        for _ in 0..power.unsigned_abs().min(400) {
            value = if power < 0 { value / 10.0 } else { value * 10.0 };
        }
        (if self.is_negative() { -value } else { value }) as f32
    }

    fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// The value without sign and fraction, `u64::MAX` where it is larger, and whether it had no fraction.
    fn magnitude(&self) -> (u64, bool) {
        let (mut whole_digits, mut exponent, mut digits) = (0_i64, 0_i64, 0_i64);
        let (mut after_point, mut in_exponent, mut exponent_sign) = (false, false, 1);
        for byte in self.0.bytes() {
            match byte {
                b'.' => after_point = true,
                b'e' | b'E' => in_exponent = true,
                b'-' if in_exponent => exponent_sign = -1,
                b'0'..=b'9' if in_exponent => {
                    exponent = (exponent * 10 + i64::from(byte - b'0')).min(FAR);
                }
                b'0'..=b'9' => {
                    digits += 1;
                    whole_digits += i64::from(!after_point);
                }
                _ => {}
            }
        }
        // The exponent moves the point.
        let point = whole_digits + exponent_sign * exponent;
        let (mut magnitude, mut is_whole) = (0_u64, true);
        let mantissa = self.0.bytes().filter(u8::is_ascii_digit);
        for (place, digit) in (0..digits).zip(mantissa) {
            if place < point {
                magnitude = with_digit(magnitude, digit - b'0');
            } else {
                is_whole &= digit == b'0';
            }
        }
        for _ in digits..point {
            if magnitude == 0 || magnitude == u64::MAX {
                break;
            }
            magnitude = with_digit(magnitude, 0);
        }
        (magnitude, is_whole)
    }
}

/// A number with one digit more, `u64::MAX` where it is larger.
fn with_digit(number: u64, digit: u8) -> u64 {
    if number > u64::MAX / 10 - 1 { u64::MAX } else { number * 10 + u64::from(digit) }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[track_caller]
    fn check(source: &str, integer: Option<i64>, count: u32) {
        let number = Number::new(source);
        assert_eq!((number.to_i64(), number.to_u32_saturating()), (integer, count), "{source}");
    }

    #[test]
    fn a_whole_number_is_read_however_it_is_written() {
        for seven in ["7", "7.0", "7.000", "0.7e1", "70e-1", "7E+0", "0.0000007e7", "70000e-4"] {
            check(seven, Some(7), 7);
        }
        for nothing in ["0", "0.0", "0e999999999999999999999", "0e-5"] {
            check(nothing, Some(0), 0);
        }
        check("-0", Some(0), 0);
        check("1e3", Some(1000), 1000);
        check("-12e2", Some(-1200), 0);
        check("9007199254740993", Some(9_007_199_254_740_993), u32::MAX);
        check("9223372036854775807", Some(i64::MAX), u32::MAX);
        check("-9223372036854775808", Some(i64::MIN), 0);
    }

    #[test]
    fn a_number_is_a_float_within_a_millionth() {
        for source in [
            "0",
            "-0",
            "0.05",
            "2.5",
            "1",
            "36500",
            "1e3",
            "25E-2",
            "-0.7",
            "0.30000001",
            "12345.678",
            "1e-30",
        ] {
            let (found, expect) = (Number::new(source).to_f32(), source.parse::<f32>().unwrap());
            assert!((found - expect).abs() <= expect.abs() * 1e-6, "{source}: {found}");
        }
        assert!(Number::new("1e999999999999").to_f32().is_infinite());
        assert!(Number::new("0e999999999999").to_f32().abs() < 1e-30);
    }

    #[test]
    fn a_fraction_is_no_integer_and_falls_from_a_count() {
        check("2.9", None, 2);
        check("-1.5", None, 0);
        check("0.5", None, 0);
        check("12e-1", None, 1);
        check("1e-999999999999999999999", None, 0);
    }

    #[test]
    fn what_is_too_large_is_brought_into_range() {
        check("9223372036854775808", None, u32::MAX);
        check("-9223372036854775809", None, 0);
        check("18446744073709551616", None, u32::MAX);
        check("1e999999999999999999999", None, u32::MAX);
        check("4294967295", Some(4_294_967_295), u32::MAX);
        check("5e9", Some(5_000_000_000), u32::MAX);
    }
}
