//! Moments as RFC 3339 writes them.

use goodword_core::model::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// The moment in UTC, with milliseconds only where there are some; `None` outside of the years 0000 to 9999, which
/// RFC 3339 cannot write.
pub fn rfc3339(time: Timestamp) -> Option<String> {
    let (days, in_day) = (time.millis().div_euclid(DAY_MS), time.millis().rem_euclid(DAY_MS));
    let (year, month, day) = date(days);
    if !(0..=9999).contains(&year) {
        return None;
    }
    let (seconds, millis) = (in_day / 1000, in_day % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let fraction = if millis == 0 { String::new() } else { format!(".{millis:03}") };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
}

/// Year, month and day of the proleptic Gregorian calendar, from days since 1970-01-01. Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms" (2021), `civil_from_days`.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::rfc3339;
    use goodword_core::model::Timestamp;
    use proptest::prelude::*;

    #[test]
    fn moments_are_written_in_utc() {
        for (millis, expect) in [
            (0, Some("1970-01-01T00:00:00Z")),
            (-1, Some("1969-12-31T23:59:59.999Z")),
            (1_777_626_000_100, Some("2026-05-01T09:00:00.100Z")),
            (-62_167_219_200_000, Some("0000-01-01T00:00:00Z")),
            (-62_167_219_200_001, None),
            (253_402_300_800_000, None),
        ] {
            assert_eq!(rfc3339(Timestamp::from_millis(millis)).as_deref(), expect, "{millis}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same_moment(millis in -62_167_219_200_000..253_402_300_800_000_i64) {
            let time = Timestamp::from_millis(millis);
            let written = rfc3339(time).unwrap();
            prop_assert_eq!(Timestamp::parse(&written), Some(time), "{}", written);
        }
    }
}
