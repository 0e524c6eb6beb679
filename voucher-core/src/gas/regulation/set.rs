//! The regulations of gas by date (N6).

use alloc::vec;

use chrono::NaiveDate;

use super::Regulation;
use crate::{
    programme::{Edition, InForce, Programme},
    value::calendar::Period,
};

/// Regulations of gas, at most one in force on any day (N6).
pub type RegulationSet = InForce<Regulation>;

impl Edition for Regulation {
    type Kind = Programme;

    fn kind(&self) -> Programme {
        self.programme()
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
    /// The two published regulations of the gas pilot.
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![Regulation::gas_2024_12(), Regulation::gas_2025_08()])
    }

    /// The regulation in force on a date, or none.
    #[must_use]
    pub fn in_force(&self, date: NaiveDate) -> Option<&Regulation> {
        self.of_kind(&Programme::Gas, date)
    }
}

impl Regulation {
    /// The published regulation with this id.
    ///
    /// ```
    /// use voucher_core::gas::Regulation;
    ///
    /// assert!(Regulation::published("gas-2024-12").is_some());
    /// assert_eq!(Regulation::published("gas-1999-01"), None);
    /// ```
    #[must_use]
    pub fn published(id: &str) -> Option<Self> {
        RegulationSet::published().with_id(id).cloned()
    }
}
