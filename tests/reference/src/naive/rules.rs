//! Months, days of month and regulations (section 3 of the norms).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

/// A calendar month: year, and month from 1 (section 1).
pub type Month = (i32, u32);

/// A day of month, and what stands in for it where a month lacks it (N4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day, 1 ..= 31.
    pub day: u32,
    /// The first day of the next month stands in; else the last day of the month.
    pub next_month: bool,
}

impl Day {
    /// The date of this day for a month (N4).
    #[must_use]
    pub fn of(self, (year, month): Month) -> NaiveDate {
        let next = first_day(next_month((year, month)));
        let stand_in = if self.next_month { next } else { next.pred_opt().unwrap_or(next) };
        NaiveDate::from_ymd_opt(year, month, self.day).unwrap_or(stand_in)
    }
}

/// The month of a date.
#[must_use]
pub fn month_of(date: NaiveDate) -> Month {
    (date.year(), date.month())
}

pub(super) fn next_month((year, month): Month) -> Month {
    if month == 12 { (year + 1, 1) } else { (year, month + 1) }
}

pub(super) fn previous_month((year, month): Month) -> Month {
    if month == 1 { (year - 1, 12) } else { (year, month - 1) }
}

pub(super) fn first_day((year, month): Month) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

/// How consent is asked for, where it is needed (section 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentRules {
    /// Consent carries over to the next month (N16); else it holds for its month.
    pub until_withdrawn: bool,
    /// Calendar days after the start SMS from which the repeat may be sent.
    pub repeat_after_days: i64,
    /// The last day to answer.
    pub last_day: Day,
    /// The texts that mean "agree".
    pub agree_codes: Vec<String>,
    /// The texts that mean "refuse".
    pub refuse_codes: Vec<String>,
}

/// A regulation, as far as it decides anything (section 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// First day of the period.
    pub first: NaiveDate,
    /// Last day of the period.
    pub last: NaiveDate,
    /// The pilot regions, by KATO code.
    pub regions: BTreeSet<String>,
    /// The kinds of assistance that count.
    pub assistance: BTreeSet<String>,
    /// The last day on which the list may change.
    pub list_closes: Day,
    /// How consent is asked for; nothing where none is needed.
    pub consent: Option<ConsentRules>,
    /// First day of the activation window.
    pub window_first: Day,
    /// Last day of the activation window.
    pub window_last: Day,
    /// Activations per account and month.
    pub limit: usize,
    /// The day from which the register may be sent.
    pub register_due: Day,
    /// The rate in 1/10000, and the norm in 1/1000 m³ by region.
    pub discount: Option<(u128, BTreeMap<String, u128>)>,
}

impl Rules {
    pub(super) fn in_period(&self, on: NaiveDate) -> bool {
        self.first <= on && on <= self.last
    }

    /// The month's window meets the period (N8).
    #[must_use]
    pub fn has_month(&self, month: Month) -> bool {
        self.window_first.of(month) <= self.last && self.first <= self.window_last.of(month)
    }

    pub(super) fn in_its_window(&self, on: NaiveDate) -> bool {
        let month = month_of(on);
        self.window_first.of(month) <= on && on <= self.window_last.of(month)
    }

    pub(super) fn answers_closed(&self, on: NaiveDate) -> bool {
        self.consent.as_ref().is_some_and(|consent| on > consent.last_day.of(month_of(on)))
    }
}
