//! The regulations of medicines by date (N6).

use alloc::vec;

use chrono::NaiveDate;

use super::Regulation;
use crate::{
    programme::{Edition, InForce, Programme},
    value::calendar::Period,
};

/// Regulations of medicines, at most one in force on any day (N6).
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
    /// The published regulation.
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![Regulation::medicines_2024_01()])
    }

    /// The regulation in force on a date, or none.
    #[must_use]
    pub fn in_force(&self, date: NaiveDate) -> Option<&Regulation> {
        self.of_kind(&Programme::Medicines, date)
    }
}

impl Regulation {
    /// The published regulation with this id.
    ///
    /// ```
    /// use voucher_core::medicines::Regulation;
    ///
    /// assert!(Regulation::published("medicines-2024-01").is_some());
    /// assert_eq!(Regulation::published("medicines-2024"), None);
    /// ```
    #[must_use]
    pub fn published(id: &str) -> Option<Self> {
        RegulationSet::published().with_id(id).cloned()
    }
}
