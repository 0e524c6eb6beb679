//! Quarters (T1).

use chrono::NaiveDate;

use crate::value::calendar::Month;

/// A quarter: three months, the first of which is January, April, July or October (T1).
///
/// ```
/// use voucher_core::{parse_date, targeted_assistance::Quarter};
///
/// let quarter = Quarter::of(parse_date("2026-03-31")?);
/// assert_eq!(quarter.first().to_string(), "2026-01");
/// assert_eq!(quarter.previous().last().to_string(), "2025-12");
/// assert_eq!(Quarter::of(parse_date("2026-04-01")?).previous(), quarter);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(
    /// INVARIANT: the first month of a quarter.
    Month,
);

impl Quarter {
    /// The quarter that holds a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        let month = Month::of(date);
        let months_before = i32::try_from((month.month_of_year() - 1) % 3).unwrap_or(0);
        Self(month.plus(-months_before))
    }

    /// The first month.
    #[must_use]
    pub const fn first(self) -> Month {
        self.0
    }

    /// The last month.
    #[must_use]
    pub const fn last(self) -> Month {
        self.0.plus(2)
    }

    /// The quarter before, whose incomes count for an application of this one.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0.plus(-3))
    }
}
