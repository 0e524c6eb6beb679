//! Regulations of either kind, and the set of them by date (K1, N6).

use alloc::vec;

use chrono::NaiveDate;

use crate::{
    family_card::{grading::Grading, kind::RegulationKind, proactive::Proactive},
    programme::{Edition, InForce},
    value::calendar::Period,
};

/// A regulation of the family card, of either kind (K1).
///
/// Deliberately exhaustive: a new kind must break your build.
///
/// ```
/// use voucher_core::{family_card::{Regulation, RegulationKind}, programme::Edition};
///
/// let regulation = Regulation::published("proactive-2023-01").unwrap();
/// assert_eq!(regulation.kind(), RegulationKind::Proactive);
/// assert!(Regulation::published("grading-2023-07").is_none()); // nothing is known for earlier dates
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a service holds a handful of regulations")]
pub enum Regulation {
    /// How a family gets its level.
    Grading(Grading),
    /// Which services are offered, and the rules of rights.
    Proactive(Proactive),
}

/// Regulations of the family card, at most one of each kind in force on any day (N6).
///
/// ```
/// use voucher_core::{family_card::RegulationSet, parse_date};
///
/// let published = RegulationSet::published();
/// let on = parse_date("2026-06-17")?;
/// assert_eq!(published.grading_in_force(on).unwrap().id(), "grading-2026-06");
/// assert_eq!(published.proactive_in_force(on).unwrap().id(), "proactive-2025-09");
/// assert!(published.grading_in_force(parse_date("2026-06-16")?).is_none());
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub type RegulationSet = InForce<Regulation>;

impl Edition for Regulation {
    type Kind = RegulationKind;

    fn kind(&self) -> RegulationKind {
        match self {
            Self::Grading(_) => RegulationKind::Grading,
            Self::Proactive(_) => RegulationKind::Proactive,
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Grading(grading) => grading.id(),
            Self::Proactive(proactive) => proactive.id(),
        }
    }

    fn digest(&self) -> [u8; 32] {
        match self {
            Self::Grading(grading) => grading.digest(),
            Self::Proactive(proactive) => proactive.digest(),
        }
    }

    fn period(&self) -> Period {
        match self {
            Self::Grading(grading) => grading.period(),
            Self::Proactive(proactive) => proactive.period(),
        }
    }
}

impl InForce<Regulation> {
    /// The grading and the three proactive regulations that are published.
    #[must_use]
    pub fn published() -> Self {
        Self::of_published(vec![
            Regulation::Grading(Grading::grading_2026_06()),
            Regulation::Proactive(Proactive::proactive_2022_09()),
            Regulation::Proactive(Proactive::proactive_2023_01()),
            Regulation::Proactive(Proactive::proactive_2025_09()),
        ])
    }

    /// The grading in force on a date, or none.
    #[must_use]
    pub fn grading_in_force(&self, date: NaiveDate) -> Option<&Grading> {
        match self.of_kind(&RegulationKind::Grading, date)? {
            Regulation::Grading(grading) => Some(grading),
            Regulation::Proactive(_) => None,
        }
    }

    /// The proactive regulation in force on a date, or none.
    #[must_use]
    pub fn proactive_in_force(&self, date: NaiveDate) -> Option<&Proactive> {
        match self.of_kind(&RegulationKind::Proactive, date)? {
            Regulation::Proactive(proactive) => Some(proactive),
            Regulation::Grading(_) => None,
        }
    }
}

impl Regulation {
    /// The published regulation with this id.
    #[must_use]
    pub fn published(id: &str) -> Option<Self> {
        RegulationSet::published().with_id(id).cloned()
    }
}
