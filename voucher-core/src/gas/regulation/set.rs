//! The regulations of gas by date (N6).

use alloc::vec;

use super::Regulation;
use crate::programme::{InForce, regulation::edition};

/// Regulations of gas, at most one in force on any day (N6).
pub type RegulationSet = InForce<Regulation>;

edition!(Regulation, "gas", "gas-2025-08");

impl InForce<Regulation> {
    /// The two published regulations of the gas pilot.
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![Regulation::gas_2024_12(), Regulation::gas_2025_08()])
    }
}
