//! The regulations of school meals by date (N6).

use alloc::vec;

use super::Regulation;
use crate::programme::{InForce, regulation::edition};

/// Regulations of school meals, at most one in force on any day (N6).
pub type RegulationSet = InForce<Regulation>;

edition!(Regulation, "meals", "meals-2026-02");

impl InForce<Regulation> {
    /// The two published regulations of school meals.
    ///
    /// ```
    /// use voucher_core::{meals::RegulationSet, parse_date};
    ///
    /// let set = RegulationSet::published();
    /// let id = |date| set.in_force(parse_date(date).unwrap()).map(|regulation| regulation.id().to_string());
    /// assert_eq!(id("2026-02-20").as_deref(), Some("meals-2024-09"));
    /// assert_eq!((id("2026-02-21").as_deref(), id("2026-05-26")), (Some("meals-2026-02"), None));
    /// ```
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![Regulation::meals_2024_09(), Regulation::meals_2026_02()])
    }
}
