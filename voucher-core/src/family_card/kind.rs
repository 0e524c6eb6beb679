//! The two kinds of regulation.

use crate::value::coded::coded;

coded! {
    /// A kind of regulation of the family card (K1). At most one of each kind is in force on a day (N6).
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::RegulationKind;
    ///
    /// assert_eq!(RegulationKind::from_code("grading"), Some(RegulationKind::Grading));
    /// assert_eq!(RegulationKind::from_code("scoring"), None);
    /// ```
    RegulationKind {
        /// How a family gets its level (K3 to K9).
        Grading "grading",
        /// Which services are offered, and the rules of rights (K10 to K31).
        Proactive "proactive",
    }
}
