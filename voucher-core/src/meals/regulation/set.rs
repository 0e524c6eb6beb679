//! The regulations of school meals by date (N6).

use alloc::vec;

use super::Regulation;
use crate::programme::{InForce, regulation::edition};

/// Regulations of school meals, at most one in force on any day (N6).
pub type RegulationSet = InForce<Regulation>;

edition!(Regulation, "meals", "meals-2026-02");

impl InForce<Regulation> {
    /// The two published regulations of school meals.
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![Regulation::meals_2024_09(), Regulation::meals_2026_02()])
    }
}
