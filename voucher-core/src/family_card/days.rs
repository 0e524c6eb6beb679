//! Terms in months and years (K13).

use chrono::NaiveDate;

use crate::value::calendar::{LAST_DAY, MissingDay, months_after};

/// How many months a year has.
pub(crate) const YEAR: i32 = 12;

/// The last of so many months of a day: the day before the same day of the month that follows them, and none after
/// 9999-12-31 (K13).
pub(crate) fn last_of(day: NaiveDate, months: i32, if_missing: MissingDay) -> NaiveDate {
    let after = months_after(day, months, if_missing);
    after.pred_opt().unwrap_or(after).min(LAST_DAY)
}

/// The last day under an age in years (K13).
pub(crate) fn last_under(born: NaiveDate, years: i32, if_missing: MissingDay) -> NaiveDate {
    last_of(born, years.saturating_mul(YEAR), if_missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::calendar::named_date;

    /// K13: terms of months and years at short months and at the end of the calendar.
    #[test]
    fn terms_end_the_day_before() {
        let next = MissingDay::FirstDayOfNextMonth;
        for (day, months, rule, last) in [
            (named_date(2026, 2, 1), 12, next, named_date(2027, 1, 31)),
            (named_date(2026, 1, 31), 1, next, named_date(2026, 2, 28)),
            (named_date(2026, 1, 31), 1, MissingDay::LastDayOfMonth, named_date(2026, 2, 27)),
            (named_date(2026, 1, 31), 2, next, named_date(2026, 3, 30)),
            (named_date(2024, 2, 29), 12, next, named_date(2025, 2, 28)),
            (named_date(2024, 2, 29), 48, next, named_date(2028, 2, 28)),
            (named_date(2008, 2, 11), 18 * YEAR, next, named_date(2026, 2, 10)),
            (named_date(9999, 1, 1), 12, next, LAST_DAY),
            (named_date(9999, 1, 2), 12, next, LAST_DAY),
            (named_date(9998, 12, 31), 12, next, named_date(9999, 12, 30)),
            (LAST_DAY, i32::MAX, next, LAST_DAY),
            (NaiveDate::MAX, 1, next, LAST_DAY),
        ] {
            assert_eq!(last_of(day, months, rule), last, "{day} {months}");
        }
        assert_eq!(last_under(named_date(2008, 2, 29), 18, next), named_date(2026, 2, 28));
        assert_eq!(last_under(LAST_DAY, i32::MAX, next), LAST_DAY);
    }
}
