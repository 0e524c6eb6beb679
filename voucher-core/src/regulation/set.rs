//! Regulations by date (N6).

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::Regulation;
use crate::error::{Error, ErrorKind};

/// Regulations of one or more programmes, at most one of each in force on any day (N6).
///
/// ```
/// use voucher_core::{parse_date, RegulationSet};
///
/// let published = RegulationSet::published();
/// let id = |date| published.in_force("gas", parse_date(date).unwrap()).map(|regulation| regulation.id());
/// assert_eq!(id("2025-04-30"), Some("gas-2024-12"));
/// assert_eq!(id("2025-05-01"), None); // between the two
/// assert_eq!(id("2025-08-28"), Some("gas-2025-08"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegulationSet(
    /// INVARIANT: no two of one programme share a day.
    Vec<Regulation>,
);

impl RegulationSet {
    /// Checks that no two regulations of one programme share a day.
    ///
    /// # Errors
    ///
    /// `regulations_overlap` if two do.
    ///
    /// ```
    /// use voucher_core::{Regulation, RegulationSet};
    ///
    /// let twice = vec![Regulation::gas_2025_08(), Regulation::gas_2025_08()];
    /// assert_eq!(RegulationSet::new(twice).unwrap_err().code(), "regulations_overlap");
    /// ```
    pub fn new(mut regulations: Vec<Regulation>) -> Result<Self, Error> {
        regulations.sort_by(|a, b| (a.programme(), a.period().first).cmp(&(b.programme(), b.period().first)));
        let overlap = |(earlier, later): (&Regulation, &Regulation)| {
            earlier.programme() == later.programme() && later.period().first <= earlier.period().last
        };
        if regulations.iter().zip(regulations.iter().skip(1)).any(overlap) {
            return Err(Error::new(ErrorKind::RegulationsOverlap));
        }
        Ok(Self(regulations))
    }

    /// The two published regulations of the gas pilot.
    #[must_use]
    pub fn published() -> Self {
        Self(alloc::vec![Regulation::gas_2024_12(), Regulation::gas_2025_08()])
    }

    /// The regulation of a programme in force on a date, or none.
    #[must_use]
    pub fn in_force(&self, programme: &str, date: NaiveDate) -> Option<&Regulation> {
        self.iter().find(|each| each.programme() == programme && each.period().contains(date))
    }

    /// The regulations, by programme and first day.
    pub fn iter(&self) -> impl Iterator<Item = &Regulation> {
        self.0.iter()
    }
}
