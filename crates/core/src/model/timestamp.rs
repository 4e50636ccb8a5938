//! A moment, as milliseconds since the epoch.

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 date-time, or a date alone (midnight UTC); `None` where it is neither.
    ///
    /// As RFC 3339 allows, `t`, `z` and a space instead of `T` pass, and a fraction of any length, of which whole
    /// milliseconds are kept. A leap second passes only where one can be, at 23:59:60 UTC, and reads as the
    /// midnight that follows. A time without an offset names no moment and does not pass.
    pub fn parse(text: &str) -> Option<Self> {
        let date = text.get(..10).unwrap_or(text);
        let [year, month, day, _] = numbers(date, "dddd-dd-dd")?;
        if !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
            return None;
        }
        let days = days_since_epoch(year, month, day);
        if text.len() == date.len() {
            return Some(Self(days * 86_400_000));
        }

        let [_, hour, minute, second] = numbers(text.get(10..19)?, "Tdd:dd:dd")?;
        let (millis, rest) = fraction(text.get(19..)?)?;
        let offset_minutes = offset(rest)?;
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let seconds = days * 86_400 + hour * 3600 + (minute - offset_minutes) * 60 + second;
        if second == 60 && seconds.rem_euclid(86_400) != 0 {
            return None;
        }
        Some(Self(seconds * 1000 + millis))
    }
}

impl Timestamp {
    /// As RFC 3339 writes it, in UTC, with milliseconds where there are any. Years before 0 and after 9999 have no such form and are
    /// brought to the nearest that has.
    pub fn rfc3339(self) -> String {
        const LAST: i64 = 253_402_300_799_999;
        const FIRST: i64 = -62_167_219_200_000;
        let millis = self.0.clamp(FIRST, LAST);
        let (days, rest) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
        let (year, month, day) = civil(days);
        let mut out = String::with_capacity(24);
        let second = rest / 1000;
        let parts = [
            (year, 4, '-'),
            (month, 2, '-'),
            (day, 2, 'T'),
            (second / 3600, 2, ':'),
            (second / 60 % 60, 2, ':'),
        ];
        for (number, width, after) in parts {
            digits(&mut out, number, width);
            out.push(after);
        }
        digits(&mut out, second % 60, 2);
        if rest % 1000 > 0 {
            out.push('.');
            digits(&mut out, rest % 1000, 3);
        }
        out.push('Z');
        out
    }
}

/// A number of at least `width` digits.
fn digits(out: &mut String, number: i64, width: u32) {
    for place in (0..width).rev() {
        out.push(char::from(b'0' + (number.unsigned_abs() / 10_u64.pow(place) % 10) as u8));
    }
}

/// Year, month and day of a day since 1970-01-01. The same source, `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// The numbers in `text`, which is laid out as `pattern`: `d` stands for a digit, `T` for what RFC 3339 allows there,
/// anything else for itself and for the end of a number. At most four; 0 for those that are not there.
fn numbers(text: &str, pattern: &str) -> Option<[i64; 4]> {
    let mut numbers = [0; 4];
    let mut place = 0;
    if text.len() != pattern.len() {
        return None;
    }
    for (byte, wanted) in text.bytes().zip(pattern.bytes()) {
        match wanted {
            b'd' if byte.is_ascii_digit() => {
                let number = numbers.get_mut(place)?;
                *number = *number * 10 + i64::from(byte - b'0');
            }
            b'T' if matches!(byte, b'T' | b't' | b' ') => place += 1,
            _ if byte == wanted && wanted != b'd' => place += 1,
            _ => return None,
        }
    }
    Some(numbers)
}

/// An optional fraction of a second and what follows it; whole milliseconds of it.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(fraction) = text.strip_prefix('.') else { return Some((0, text)) };
    let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = fraction.len() - rest.len();
    let mut digits = fraction.bytes().take(length).chain([b'0'; 2]);
    let millis = digits.by_ref().take(3).fold(0, |millis, digit| millis * 10 + i64::from(digit - b'0'));
    (length > 0).then_some((millis, rest))
}

/// `Z` or a numeric offset; minutes east of UTC.
fn offset(text: &str) -> Option<i64> {
    if let "Z" | "z" = text {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let [hours, minutes, ..] = numbers(text.strip_prefix(['+', '-'])?, "dd:dd")?;
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar, by eras of 400 years that begin on the first of March.
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2021), `days_from_civil`.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::Timestamp;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expect: Option<i64>) {
        assert_eq!(Timestamp::parse(text).map(Timestamp::millis), expect, "{text:?}");
    }

    #[test]
    fn moments_are_read_as_rfc_3339_writes_them() {
        check("1970-01-01T00:00:00Z", Some(0));
        check("1970-01-01", Some(0));
        check("1969-12-31T23:59:59.999Z", Some(-1));
        check("2026-05-01T09:00:00Z", Some(1_777_626_000_000));
        check("2026-05-01t09:00:00z", Some(1_777_626_000_000));
        check("2026-05-01 09:00:00Z", Some(1_777_626_000_000));
        check("2026-05-01T11:00:00+02:00", Some(1_777_626_000_000));
        check("2026-05-01T03:30:00-05:30", Some(1_777_626_000_000));
        check("2026-05-01T09:00:00-00:00", Some(1_777_626_000_000));
        check("2026-05-01T09:00:00.1Z", Some(1_777_626_000_100));
        check("2026-05-01T09:00:00.12345678901234567890Z", Some(1_777_626_000_123));
        check("2024-02-29", Some(1_709_164_800_000));
        check("2000-02-29T00:00:00Z", Some(951_782_400_000));
        check("2016-12-31T23:59:60Z", Some(1_483_228_800_000));
        check("2017-01-01T00:59:60+01:00", Some(1_483_228_800_000));
        check("0000-01-01", Some(-62_167_219_200_000));
        check("9999-12-31T23:59:59.999Z", Some(253_402_300_799_999));
    }

    #[test]
    fn what_names_no_moment_is_refused() {
        for text in [
            "",
            "2026",
            "2026-05",
            "2026-5-1",
            "2026-13-01",
            "2026-00-01",
            "2026-05-00",
            "2026-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-05-01T",
            "2026-05-01T09:00Z",
            "2026-05-01T09:00:00",
            "2026-05-01T24:00:00Z",
            "2026-05-01T09:60:00Z",
            "2026-05-01T09:00:60Z",
            "2026-05-01T09:00:00.Z",
            "2026-05-01T09:00:00+2:00",
            "2026-05-01T09:00:00+0200",
            "2026-05-01T09:00:00+24:00",
            "2026-05-01T09:00:00Z ",
            " 2026-05-01",
            "2026-05-01_09:00:00Z",
            "+2026-05-01",
            "20é6-05-01",
            "yesterday",
        ] {
            check(text, None);
        }
    }

    /// Counts the days one year and one month at a time, which the code under test does not.
    fn days_by_counting(year: i64, month: i64, day: i64) -> i64 {
        let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let length = |year: i64| if leap(year) { 366 } else { 365 };
        let years: i64 = if year >= 1970 {
            (1970..year).map(length).sum()
        } else {
            -(year..1970).map(length).sum::<i64>()
        };
        let february = if leap(year) { 29 } else { 28 };
        let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        years + months.iter().take(usize::try_from(month - 1).unwrap()).sum::<i64>() + day - 1
    }

    proptest! {
        #[test]
        fn a_moment_written_out_is_read_back(
            (year, month, day) in (0..=9999_i64, 1..=12_i64, 1..=28_i64),
            (hour, minute, second, millis) in (0..24_i64, 0..60_i64, 0..60_i64, 0..1000_i64),
            offset in -1439..=1439_i64,
        ) {
            let sign = if offset < 0 { '-' } else { '+' };
            let (east_hours, east_minutes) = (offset.abs() / 60, offset.abs() % 60);
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}{sign}{east_hours:02}:{east_minutes:02}");
            let seconds = days_by_counting(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset * 60;
            prop_assert_eq!(Timestamp::parse(&text), Some(Timestamp::from_millis(seconds * 1000 + millis)));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = Timestamp::parse(&text);
        }

        #[test]
        fn days_follow_one_another(year in 0..=9999_i64, month in 1..=12_i64) {
            let last = super::days_in_month(year, month);
            let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            prop_assert_eq!(super::days_since_epoch(year, month, last) + 1, super::days_since_epoch(next_year, next_month, 1));
        }
    }
}
