//! Days as numbers: since 1970-01-01, or in a month.

use chrono::{Datelike, NaiveDate};

/// The day number that stands for *never*.
pub const ABSENT: i32 = i32::MAX;

/// The number of 1970-01-01, counted from the first day of the year 1.
pub(super) const EPOCH: i32 = 719_163;

/// The number of a date: days since 1970-01-01, as Arrow's `date32` counts them.
///
/// ```
/// use voucher_core::{gas::columns::day_number, parse_date};
///
/// assert_eq!(day_number(parse_date("1970-01-01")?), 0);
/// assert_eq!(day_number(parse_date("1969-12-31")?), -1);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[must_use]
pub fn day_number(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH
}

/// Later than every day of a month and of the next one.
pub(super) const FAR: u8 = 100;

/// A day counted from the first of a month as 1: 0 for any day before, at most [`FAR`] for any day after.
#[inline(always)]
pub(super) fn day_from(first: i32, day: i32) -> u8 {
    let place = i64::from(day) - i64::from(first) + 1;
    u8::try_from(place.clamp(0, i64::from(FAR))).unwrap_or(FAR)
}

pub(super) fn number_or_absent(date: Option<NaiveDate>) -> i32 {
    date.map_or(ABSENT, day_number)
}
