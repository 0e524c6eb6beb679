//! Days as three numbers (T1, T3, T7).

/// Year, month, day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub(super) i64, pub(super) i64, pub(super) i64);

/// A month, counted from January of the year 0.
pub(super) type Month = i64;

pub(super) fn day(text: &str) -> Day {
    let mut parts = text.split('-').map(|part| part.parse().unwrap_or_default());
    let mut part = || parts.next().unwrap_or_default();
    Day(part(), part(), part())
}

pub(super) fn length(month: Month) -> i64 {
    let (year, month) = (month / 12, month % 12 + 1);
    match month {
        2 if year % 400 == 0 || year % 4 == 0 && year % 100 != 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub(super) fn month_text(month: Month) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

impl Day {
    pub(super) fn month(self) -> Month {
        self.0 * 12 + self.1 - 1
    }

    /// First and last month of the quarter.
    pub(super) fn quarter(self) -> (Month, Month) {
        let first = self.month() / 3 * 3;
        (first, first + 2)
    }

    /// T3.
    pub(super) fn after(self, months: i64, if_missing: &str) -> Self {
        let month = self.month() + months;
        if self.2 <= length(month) {
            Self(month / 12, month % 12 + 1, self.2)
        } else if if_missing == "last_day_of_month" {
            Self(month / 12, month % 12 + 1, length(month))
        } else {
            Self((month + 1) / 12, (month + 1) % 12 + 1, 1)
        }
    }

    /// Full years on a date; below zero before the birth (T7).
    pub(super) fn age(self, on: Self, if_missing: &str) -> i64 {
        (1..).take_while(|years| self.after(years * 12, if_missing) <= on).last().unwrap_or(if self <= on {
            0
        } else {
            -1
        })
    }
}
