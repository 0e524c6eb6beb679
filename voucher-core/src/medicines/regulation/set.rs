//! The regulations of medicines by date (N6).

use alloc::vec;

use super::Regulation;
use crate::programme::{InForce, regulation::edition};

/// Regulations of medicines, at most one in force on any day (N6).
pub type RegulationSet = InForce<Regulation>;

edition!(Regulation, "medicines", "medicines-2024-01");

impl InForce<Regulation> {
    /// The published regulation.
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![Regulation::medicines_2024_01()])
    }
}
