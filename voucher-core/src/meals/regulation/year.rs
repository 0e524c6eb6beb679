//! School years: which grades have lessons on which day (M1).

use alloc::vec::Vec;

use chrono::{Datelike, NaiveDate};

use crate::{
    meals::grade::GradeSet,
    value::calendar::{Month, Period},
};

/// A checked school year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchoolYear {
    pub(crate) days: Period,
    /// A bit for each day of the week with lessons, Monday lowest.
    pub(super) weekdays: u8,
    /// Days without lessons, and for whom.
    pub(super) breaks: Vec<(Period, GradeSet)>,
}

impl SchoolYear {
    /// Whether it has a day in the month.
    pub(crate) fn has_month(&self, month: Month) -> bool {
        Month::of(self.days.first) <= month && month <= Month::of(self.days.last)
    }

    /// The grades that have lessons on the date.
    pub(crate) fn lessons(&self, date: NaiveDate) -> GradeSet {
        let weekday = 1 << date.weekday().num_days_from_monday();
        if !self.days.contains(date) || self.weekdays & weekday == 0 {
            return GradeSet::NONE;
        }
        let at_rest = self.breaks.iter().filter(|(days, _)| days.contains(date));
        at_rest.fold(GradeSet::ALL, |lessons, (_, grades)| lessons.without(*grades))
    }
}
