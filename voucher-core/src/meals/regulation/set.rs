//! The regulations of school meals by date (N6).

use alloc::vec;

use chrono::NaiveDate;

use super::Regulation;
use crate::{
    programme::{Edition, InForce, Programme},
    value::calendar::Period,
};

/// Regulations of school meals, at most one in force on any day (N6).
pub type RegulationSet = InForce<Regulation>;

impl Edition for Regulation {
    type Kind = Programme;

    fn kind(&self) -> Programme {
        Programme::Meals
    }

    fn id(&self) -> &str {
        self.id()
    }

    fn digest(&self) -> [u8; 32] {
        self.digest()
    }

    fn period(&self) -> Period {
        self.period()
    }
}

impl InForce<Regulation> {
    /// The two published regulations of school meals.
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![Regulation::meals_2024_09(), Regulation::meals_2026_02()])
    }

    /// The regulation in force on a date, or none.
    ///
    /// ```
    /// use voucher_core::{meals::RegulationSet, parse_date};
    ///
    /// let id = |date| RegulationSet::published().in_force(parse_date(date).unwrap()).map(|each| each.id().to_owned());
    /// assert_eq!(id("2026-02-20").as_deref(), Some("meals-2024-09"));
    /// assert_eq!(id("2026-02-21").as_deref(), Some("meals-2026-02"));
    /// assert_eq!(id("2026-05-26"), None);
    /// ```
    #[must_use]
    pub fn in_force(&self, date: NaiveDate) -> Option<&Regulation> {
        self.of_kind(&Programme::Meals, date)
    }
}

impl Regulation {
    /// The published regulation with this id.
    ///
    /// ```
    /// use voucher_core::meals::Regulation;
    ///
    /// assert!(Regulation::published("meals-2024-09").is_some());
    /// assert_eq!(Regulation::published("meals-1999-01"), None);
    /// ```
    #[must_use]
    pub fn published(id: &str) -> Option<Self> {
        RegulationSet::published().with_id(id).cloned()
    }
}
