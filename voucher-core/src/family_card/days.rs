//! Terms in months and years (K13).

use chrono::NaiveDate;

use crate::value::calendar::{DayOfMonth, MissingDay, Month};

/// A day of the calendar, which the caller writes as it stands there.
pub(crate) const fn civil(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

/// The last day that the wire form can write.
pub(crate) const LAST: NaiveDate = civil(9999, 12, 31);

/// How many months a year has.
pub(crate) const YEAR: i32 = 12;

/// The last of so many months of a day: the day before the same day of the month that follows them (K13).
pub(crate) fn last_of(day: NaiveDate, months: i32, if_missing: MissingDay) -> NaiveDate {
    let month = Month::of(day).plus(months);
    let number = i32::try_from(chrono::Datelike::day(&day)).unwrap_or(1);
    let after = DayOfMonth::new(number, if_missing).map_or(LAST, |day| day.in_month(month));
    after.pred_opt().unwrap_or(after).min(LAST)
}

/// The last day under an age in years (K13).
pub(crate) fn last_under(born: NaiveDate, years: i32, if_missing: MissingDay) -> NaiveDate {
    last_of(born, years.saturating_mul(YEAR), if_missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// K13: terms of months and years at short months and at the end of the calendar.
    #[test]
    fn terms_end_the_day_before() {
        let next = MissingDay::FirstDayOfNextMonth;
        for (day, months, rule, last) in [
            (civil(2026, 2, 1), 12, next, civil(2027, 1, 31)),
            (civil(2026, 1, 31), 1, next, civil(2026, 2, 28)),
            (civil(2026, 1, 31), 1, MissingDay::LastDayOfMonth, civil(2026, 2, 27)),
            (civil(2026, 1, 31), 2, next, civil(2026, 3, 30)),
            (civil(2024, 2, 29), 12, next, civil(2025, 2, 28)),
            (civil(2024, 2, 29), 48, next, civil(2028, 2, 28)),
            (civil(2008, 2, 11), 18 * YEAR, next, civil(2026, 2, 10)),
            (civil(9999, 1, 1), 12, next, LAST),
            (civil(9999, 1, 2), 12, next, LAST),
            (civil(9998, 12, 31), 12, next, civil(9999, 12, 30)),
            (LAST, i32::MAX, next, LAST),
            (NaiveDate::MAX, 1, next, LAST),
        ] {
            assert_eq!(last_of(day, months, rule), last, "{day} {months}");
        }
        assert_eq!(last_under(civil(2008, 2, 29), 18, next), civil(2026, 2, 28));
        assert_eq!(last_under(LAST, i32::MAX, next), LAST);
    }
}
