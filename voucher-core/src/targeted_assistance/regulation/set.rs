//! The regulations of targeted assistance by date (N6, T2).

use alloc::vec;

use super::Regulation;
use crate::programme::{InForce, regulation::edition};

/// Regulations of targeted assistance, at most one in force on any day (N6).
pub type RegulationSet = InForce<Regulation>;

edition!(Regulation, "targeted_assistance", "asp-2025-01");

impl InForce<Regulation> {
    /// The five published editions.
    ///
    /// ```
    /// use voucher_core::{parse_date, targeted_assistance::RegulationSet};
    ///
    /// let published = RegulationSet::published();
    /// let id = |date| published.in_force(parse_date(date).unwrap()).map(|regulation| regulation.id());
    /// assert_eq!(id("2017-12-31"), None);
    /// assert_eq!(id("2019-03-31"), Some("asp-2018-01"));
    /// assert_eq!(id("2019-04-01"), Some("asp-2019-04"));
    /// assert_eq!(id("9999-12-31"), Some("asp-2025-01"));
    /// ```
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![
            Regulation::asp_2018_01(),
            Regulation::asp_2019_04(),
            Regulation::asp_2020_01(),
            Regulation::asp_2023_01(),
            Regulation::asp_2025_01(),
        ])
    }
}
