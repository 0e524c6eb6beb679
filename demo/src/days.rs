//! Days of 2026, counted from the first of a month, in minutes, and what happens in them.

use chrono::{Days, NaiveDate};

/// Minutes of a day. The first minute of day 1 is `DAY`.
pub(crate) const DAY: u32 = 1440;

/// The days of January, February and March 2026.
pub(crate) const MONTHS: [u32; 3] = [31, 28, 31];

/// The last day of the first quarter.
pub(crate) const LAST_DAY: u32 = 90;

/// Something that becomes one line of a made-up journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event<What> {
    /// The minute, counted from the first of the month or quarter.
    pub(crate) at: u32,
    /// Place among those whom the lines are about; of no meaning where the line names nobody.
    pub(crate) who: u32,
    pub(crate) what: What,
}

/// The date of a day: day 1 of month 6 is 2026-06-01.
pub(crate) fn date(month: u32, day: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, month, 1).unwrap_or_default();
    first.checked_add_days(Days::new(u64::from(day.saturating_sub(1)))).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quarter_ends_with_march_and_days_go_on_behind_a_month() {
        assert_eq!(date(1, LAST_DAY).to_string(), "2026-03-31");
        assert_eq!(MONTHS.iter().sum::<u32>(), LAST_DAY);
        assert_eq!(
            (date(6, 1).to_string(), date(6, 31).to_string()),
            ("2026-06-01".into(), "2026-07-01".into())
        );
    }
}
