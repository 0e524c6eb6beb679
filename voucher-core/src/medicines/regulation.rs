//! Regulations: the rules of medicines as checked data (section 2 of the norms), and the set of them by date.

use alloc::string::String;

use chrono::{Days, NaiveDate};

use crate::{
    programme::{DayRule, Programme, month_after::in_month_after, regulation::regulation},
    value::{
        calendar::{DayOfMonth, LAST_DAY, Month, Period},
        coded::coded,
    },
};
pub(crate) use checks::CAUSES;
pub use set::RegulationSet;

mod canonical;
mod checks;
#[cfg(feature = "json")]
mod json;
mod published;
mod set;

/// The data of a regulation, as its JSON has it: plain, comparable, unchecked until [`Regulation::new`] takes it.
///
/// Whatever the sources leave open is a field here and nowhere a constant in code.
///
/// ```
/// use voucher_core::medicines::Regulation;
///
/// let published = Regulation::medicines_2024_01();
/// let mut parts = published.parts().clone();
/// parts.id = "three-months".into();
/// parts.valid_days = 90;
/// let longer = Regulation::new(parts)?;
/// assert_ne!(longer.digest(), published.digest());
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct RegulationParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: medicines.
    pub programme: Programme,
    /// First and last day in force, both inclusive (N3).
    pub period: Period,
    /// How many calendar days a prescription is valid, the day of issue being day 0 (R1).
    pub valid_days: i32,
    /// For how many days a prescription may give a supply (R6).
    pub days_of_supply: DaysOfSupply,
    /// Once and whole, or in parts.
    pub dispensing: Dispensing,
    /// The points at which a patient may get the medicine; `where` in JSON.
    #[cfg_attr(feature = "serde", serde(rename = "where"))]
    pub at: Where,
    /// How many calendar days before the last valid day the patient is first reminded (R15).
    pub remind_before_days: i32,
    /// The day of the month after a register's own on which the register is due (R10).
    pub register_due: DayRule,
}

/// The least and the most days of supply, both inclusive, unchecked (R6).
///
/// ```
/// use voucher_core::medicines::{DaysOfSupply, Regulation};
///
/// let regulation = Regulation::medicines_2024_01();
/// assert_eq!(regulation.parts().days_of_supply, DaysOfSupply { least: 1, most: 92 });
/// let reversed = regulation.changed(|parts| parts.days_of_supply = DaysOfSupply { least: 93, most: 92 });
/// assert_eq!(reversed.unwrap_err().code(), "days_reversed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
pub struct DaysOfSupply {
    /// The least.
    pub least: i32,
    /// The most.
    pub most: i32,
}

coded! {
    /// How a prescription is handed out (R3, D).
    ///
    /// Deliberately exhaustive: a new way must break your build.
    ///
    /// ```
    /// use voucher_core::medicines::{Dispensing, Regulation};
    ///
    /// assert_eq!(Regulation::medicines_2024_01().parts().dispensing, Dispensing::Single);
    /// ```
    Dispensing {
        /// Once and whole.
        Single "single",
        /// In parts, until nothing is left.
        UntilQuantity "until_quantity",
    }

    /// Where a patient may get a medicine (D).
    ///
    /// Deliberately exhaustive: a new rule must break your build.
    ///
    /// ```
    /// use voucher_core::medicines::{Regulation, Where};
    ///
    /// assert_eq!(Regulation::medicines_2024_01().parts().at, Where::AnyPoint);
    /// ```
    Where {
        /// At any point.
        AnyPoint "any_point",
        /// Only at the point where the patient is enrolled.
        OwnPoint "own_point",
    }
}

/// A checked regulation: the rules of medicines, with a digest of their content.
///
/// ```
/// use voucher_core::{Month, medicines::Regulation, parse_date};
///
/// let regulation = Regulation::medicines_2024_01();
/// assert_eq!(regulation.last_valid_day(parse_date("2024-01-31")?), parse_date("2024-03-01")?); // a leap year
/// assert_eq!(regulation.register_due(Month::parse("2026-12")?), Some(parse_date("2027-01-01")?));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "RegulationParts", into = "RegulationParts"))]
pub struct Regulation {
    parts: RegulationParts,
    digest: [u8; 32],
    register_due: DayOfMonth,
}

regulation!(Regulation of RegulationParts, "medicines::Regulation", "medicines_2024_01");

impl Regulation {
    /// First and last day in force.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// The last day on which a prescription issued on a date is valid; where that lies after 9999-12-31, that day (R1).
    ///
    /// ```
    /// use voucher_core::{medicines::Regulation, parse_date};
    ///
    /// let regulation = Regulation::medicines_2024_01();
    /// assert_eq!(regulation.last_valid_day(parse_date("2026-02-10")?), parse_date("2026-03-12")?);
    /// assert_eq!(regulation.last_valid_day(parse_date("9999-12-02")?), parse_date("9999-12-31")?);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn last_valid_day(&self, issued_on: NaiveDate) -> NaiveDate {
        let last = issued_on.checked_add_days(Days::new(self.parts.valid_days.unsigned_abs().into()));
        last.map_or(LAST_DAY, |last| last.min(LAST_DAY))
    }

    /// The day from which the register of the month is due; none after 9999-12-31 (R10).
    ///
    /// ```
    /// use voucher_core::{Month, medicines::Regulation, parse_date};
    ///
    /// let regulation = Regulation::medicines_2024_01();
    /// assert_eq!(regulation.register_due(Month::parse("2026-02")?), Some(parse_date("2026-03-01")?));
    /// assert_eq!(regulation.register_due(Month::parse("9999-12")?), None);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn register_due(&self, month: Month) -> Option<NaiveDate> {
        in_month_after(self.register_due, month)
    }

    /// Whether the month meets the period (R10).
    ///
    /// ```
    /// use voucher_core::{Month, medicines::Regulation};
    ///
    /// let regulation = Regulation::medicines_2024_01();
    /// assert!(!regulation.has_month(Month::parse("2023-12")?));
    /// assert!(regulation.has_month(Month::parse("2024-01")?));
    /// assert!(regulation.has_month(Month::parse("2026-12")?));
    /// assert!(!regulation.has_month(Month::parse("2027-01")?));
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn has_month(&self, month: Month) -> bool {
        month.first_day() <= self.period().last && month.last_day() >= self.period().first
    }
}

#[cfg(test)]
mod tests;
