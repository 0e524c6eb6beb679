//! What a regulation says of one date: the day's place in its month, and what is open on it.

use chrono::{Datelike, NaiveDate};

use crate::{
    calendar::{Day, Month},
    regulation::Regulation,
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
    pub(crate) over: Over,
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
pub(crate) struct Over {
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
            over: Over {
                answering: regulation.consent.is_some_and(|consent| day > consent.last_day.place_in(days)),
                window: window == WindowState::Closed,
            },
        }
    }
}

impl Over {
    /// The same of any month, seen from any date.
    pub(crate) fn new(regulation: &Regulation, month: Month, on: NaiveDate) -> Self {
        Self {
            answering: regulation.last_day_to_answer(month).is_some_and(|last| on > last),
            window: on > regulation.window_closes(month),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// N18: a date seen from inside its month and the same date seen as any date agree.
    #[test]
    fn both_ways_agree_on_every_day_of_a_leap_and_a_common_year() {
        for regulation in [Regulation::gas_2025_08(), Regulation::gas_2024_12()] {
            let first = NaiveDate::from_ymd_opt(2023, 12, 1).unwrap();
            for date in first.iter_days().take(800) {
                let today = Today::new(&regulation, date);
                assert_eq!(today.over, Over::new(&regulation, today.month, date), "{date}");
                let open = regulation.window_opens(today.month) <= date && !today.over.window;
                assert_eq!(today.window == WindowState::Open, open, "{date}");
                assert_eq!(today.list_closed, date > regulation.list_closes(today.month), "{date}");
            }
        }
    }
}
