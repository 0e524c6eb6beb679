//! What an applicant has done before (T21, T27).

use core::fmt;

use chrono::NaiveDate;

use crate::value::coded::coded;

coded! {
    /// What an applicant can be refused for later (T21).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Breach;
    ///
    /// assert_eq!(Breach::ALL.len(), 3);
    /// assert_eq!(Breach::from_code("contract_broken"), Some(Breach::ContractBroken));
    /// ```
    Breach {
        /// Measures that promote employment were refused.
        MeasuresRefused "measures_refused",
        /// A social contract was broken.
        ContractBroken "contract_broken",
        /// False information was given.
        FalseInformation "false_information",
    }
}

/// Something of an applicant's history, on its day (T27). `Debug` shows nothing of it (N34).
///
/// ```
/// use voucher_core::{parse_date, targeted_assistance::{Breach, Event}};
///
/// let event = Event { what: Breach::ContractBroken, on: parse_date("2025-09-10")? };
/// assert_eq!(format!("{event:?}"), "Event(hidden)");
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event {
    /// What it was.
    pub what: Breach,
    /// The day.
    pub on: NaiveDate,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Event(hidden)")
    }
}
