//! What a regulation says of one date: the day's place in its month, and what is open on it.

use chrono::{Datelike, NaiveDate};

use crate::{
    gas::regulation::Regulation,
    value::calendar::{Day, Month, Period},
};

/// One date under one regulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Today {
    pub(crate) date: NaiveDate,
    pub(crate) month: Month,
    pub(crate) day: Day,
    /// The date lies in the period (N10).
    pub(crate) in_period: bool,
    /// The list may change no more this month (N11).
    pub(crate) list_closed: bool,
    /// The date against its month's window.
    pub(crate) window: WindowState,
    /// What is over in the date's own month.
    pub(crate) over: Passed,
}

/// A date against the activation window of its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowState {
    NotOpen,
    Open,
    Closed,
}

/// What is over in a month, seen from a date: all that a stage needs of the calendar (N18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    /// The date is after the month's last day to answer; never where no consent is needed.
    pub(crate) answering: bool,
    /// The date is after the month's activation window.
    pub(crate) window: bool,
}

impl Today {
    pub(crate) fn new(regulation: &Regulation, date: NaiveDate) -> Self {
        let (day, month) = (date.day(), Month::of(date));
        let days = month.number_of_days();
        let window = if day < regulation.days.window_first.place_in(days) {
            WindowState::NotOpen
        } else if day <= regulation.days.window_last.place_in(days) {
            WindowState::Open
        } else {
            WindowState::Closed
        };
        Self {
            date,
            month,
            day: Day::of(date),
            in_period: regulation.period().contains(date),
            list_closed: day > regulation.days.list_closes.place_in(days),
            window,
            over: Passed {
                answering: regulation.consent.is_some_and(|consent| day > consent.last_day.place_in(days)),
                window: window == WindowState::Closed,
            },
        }
    }
}

impl Passed {
    /// The same of any month, seen from any date.
    pub(crate) fn new(regulation: &Regulation, month: Month, on: NaiveDate) -> Self {
        Self {
            answering: regulation.last_day_to_answer(month).is_some_and(|last| on > last),
            window: on > regulation.window_closes(month),
        }
    }
}

impl Regulation {
    /// The days of the month's activation window that lie in the period; none where the month is none of the regulation's
    /// (N8).
    ///
    /// ```
    /// use voucher_core::{Month, gas::Regulation};
    ///
    /// let open = |month| Regulation::gas_2025_08().open_days(Month::parse(month).unwrap());
    /// let august = open("2025-08").unwrap(); // the period begins on the 28th
    /// assert_eq!((august.first.to_string(), august.last.to_string()), ("2025-08-28".into(), "2025-08-29".into()));
    /// assert_eq!(open("2026-07"), None);
    /// ```
    #[must_use]
    pub fn open_days(&self, month: Month) -> Option<Period> {
        let first = open_day_of(self, month)?;
        Some(Period { first, last: self.window_closes(month).min(self.period().last) })
    }
}

/// The first day, in this month or a later one, that lies in its month's window and in the period.
pub(crate) fn first_open_day(regulation: &Regulation, from: Month) -> Option<NaiveDate> {
    let mut month = from.max(regulation.days.first.0);
    while month <= regulation.days.last.0 {
        if let Some(day) = open_day_of(regulation, month) {
            return Some(day);
        }
        month = month.next();
    }
    None
}

/// The first day of a month that lies in the month's window and in the period. A window never
/// leaves its month: the register would be due before it has closed (N7).
pub(crate) fn open_day_of(regulation: &Regulation, month: Month) -> Option<NaiveDate> {
    let days = &regulation.days;
    let length = month.number_of_days();
    let mut first = days.window_first.place_in(length);
    let mut last = days.window_last.place_in(length);
    if month == days.first.0 {
        first = first.max(days.first.1);
    }
    if month == days.last.0 {
        last = last.min(days.last.1);
    }
    let in_period = days.first.0 <= month && month <= days.last.0;
    (in_period && first <= last).then(|| month.date(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// N18: a date seen from inside its month and the same date seen as any date agree.
    #[test]
    fn both_ways_agree_on_every_day_of_a_leap_and_a_common_year() {
        for regulation in [Regulation::gas_2025_08(), Regulation::gas_2024_12()] {
            let first = NaiveDate::from_ymd_opt(2023, 12, 1).unwrap();
            for date in first.iter_days().take(800).step_by(if cfg!(miri) { 40 } else { 1 }) {
                let today = Today::new(&regulation, date);
                assert_eq!(today.over, Passed::new(&regulation, today.month, date), "{date}");
                let open = regulation.window_opens(today.month) <= date && !today.over.window;
                assert_eq!(today.window == WindowState::Open, open, "{date}");
                assert_eq!(today.list_closed, date > regulation.list_closes(today.month), "{date}");
            }
        }
    }
}
