//! Which SMS is due to a row's person (N30).

use super::{
    day::day_from,
    rows::Row,
    timetable::{MonthPlace, Timetable},
};
use crate::gas::{consent::SmsKind, stage::Stage};

impl Timetable {
    /// The SMS that is due to a row's person on the day of the question (N30); none on a day of another month.
    ///
    /// The answer rests on every fact of the row, also on those after that day (N9). Each day of the row must lie in the
    /// month: [`Timetable::has_day`] tells.
    ///
    /// ```
    /// use voucher_core::{Month, gas::{Regulation, SmsKind, columns::*}, parse_date};
    ///
    /// let timetable = Timetable::new(&Regulation::gas_2025_08());
    /// let september = timetable.month(Month::parse("2025-09")?).unwrap();
    /// let day = |text| day_number(parse_date(text).unwrap());
    /// let mut row = Row { listed: day("2025-09-01"), as_of: day("2025-09-08"), ..Row::default() };
    /// assert_eq!(timetable.sms_due(september, &row), Some(SmsKind::Start));
    /// row.asked = day("2025-09-02");
    /// assert_eq!(timetable.sms_due(september, &row), None); // six days later
    /// row.as_of = day("2025-09-09");
    /// assert_eq!(timetable.sms_due(september, &row), Some(SmsKind::Repeat));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn sms_due(&self, month: MonthPlace, row: &Row) -> Option<SmsKind> {
        let (days, on) = (self.days(month), day_from(self.first_day(month), row.as_of));
        if !(1..=days.last).contains(&on) || on < days.period_first || on > days.period_last {
            return None;
        }
        // A person at `to_ask` or `asked` is on the list, has not answered, and can still answer on this day (N18).
        match self.decide_row(month, row).stage {
            Stage::ToAsk => Some(SmsKind::Start),
            Stage::Asked => {
                let since = row.as_of.saturating_sub(row.asked);
                (since >= i32::from(self.repeat_after_days)).then_some(SmsKind::Repeat)
            }
            Stage::NotListed
            | Stage::Registered
            | Stage::Activated
            | Stage::Delisted
            | Stage::Refused
            | Stage::Lapsed
            | Stage::Reminded
            | Stage::Expired
            | Stage::Issued => None,
        }
    }
}
