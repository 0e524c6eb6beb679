//! A register that is due in the month after its own (N4).

use chrono::NaiveDate;

use crate::value::calendar::{DayOfMonth, Month};

/// The day of the month after this one; where that month lacks the day, by the day's own rule, so that it can be the first
/// of the month after that (N4). None after 9999-12-31: such a day never comes.
pub(crate) fn in_month_after(day: DayOfMonth, month: Month) -> Option<NaiveDate> {
    let date = day.in_month(month.next());
    (Month::of(date).year() <= 9999).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::calendar::MissingDay;

    #[test]
    fn the_last_days_of_the_calendar_never_come() {
        let day = |number, month| {
            let day = DayOfMonth::new(number, MissingDay::FirstDayOfNextMonth).unwrap();
            in_month_after(day, Month::parse(month).unwrap()).map(|date| alloc::format!("{date}"))
        };
        assert_eq!(day(1, "2026-02").as_deref(), Some("2026-03-01"));
        assert_eq!(day(1, "2026-12").as_deref(), Some("2027-01-01"));
        assert_eq!(day(31, "2026-01").as_deref(), Some("2026-03-01"));
        assert_eq!(day(31, "9999-11").as_deref(), Some("9999-12-31"));
        assert_eq!(day(1, "9999-12"), None);
    }
}
