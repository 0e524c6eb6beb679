//! The checks of a regulation, in the order in which the first fault is named.

use super::{Regulation, RegulationParts, canonical};
use crate::{
    programme::{Programme, is_written},
    value::error::{Error, ErrorKind, causes, check},
};

causes! {
    ValidBelowOneDay "valid_below_one_day" "a prescription is valid for at least one day after its issue",
    DaysBelowOne "days_below_one" "a supply is for at least one day",
    DaysReversed "days_reversed" "the least days of supply are more than the most",
    ReminderNegative "reminder_negative" "the reminder comes no day after the last valid one",
}

impl Regulation {
    /// Checks the parts of a regulation.
    ///
    /// # Errors
    ///
    /// The first that holds of `malformed_regulation` (another programme, or a year is outside 1 to 9999),
    /// `period_reversed`, `valid_below_one_day`, `days_below_one`, `days_reversed`, `reminder_negative`,
    /// `day_out_of_range`.
    ///
    /// ```
    /// use voucher_core::medicines::Regulation;
    ///
    /// let mut parts = Regulation::medicines_2024_01().parts().clone();
    /// parts.remind_before_days = -1; // 0 would be the last valid day itself
    /// assert_eq!(Regulation::new(parts).unwrap_err().code(), "reminder_negative");
    /// ```
    pub fn new(parts: RegulationParts) -> Result<Self, Error> {
        let days = parts.days_of_supply;
        let well_formed = is_written(parts.period) && parts.programme == Programme::Medicines;
        check(well_formed, ErrorKind::MalformedRegulation)?;
        check(parts.period.first <= parts.period.last, ErrorKind::PeriodReversed)?;
        check(parts.valid_days >= 1, ErrorKind::ValidBelowOneDay)?;
        check(days.least >= 1, ErrorKind::DaysBelowOne)?;
        check(days.least <= days.most, ErrorKind::DaysReversed)?;
        check(parts.remind_before_days >= 0, ErrorKind::ReminderNegative)?;
        let register_due = parts.register_due.checked()?;
        Ok(Self { digest: canonical::digest(&parts), register_due, parts })
    }
}
