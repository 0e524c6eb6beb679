//! The kinds of assistance that make a family a potential recipient.

use crate::value::{coded::coded, set::Set};

coded! {
    /// A kind of assistance that makes a family a potential recipient.
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::gas::Assistance;
    ///
    /// assert_eq!(Assistance::from_code("housing"), Some(Assistance::Housing));
    /// assert_eq!(Assistance::from_code("meals"), None);
    /// ```
    Assistance {
        /// Targeted social assistance (АСП, АӘК).
        TargetedSocial "targeted_social",
        /// Housing assistance (жилищная помощь, тұрғын үй көмегі).
        Housing "housing",
    }
}

/// A set of kinds of assistance, in one byte.
///
/// ```
/// use voucher_core::gas::{Assistance, AssistanceSet};
///
/// let none = AssistanceSet::default();
/// let housing = AssistanceSet::from_iter([Assistance::Housing, Assistance::Housing]);
/// assert!(housing.meets(AssistanceSet::from_iter(Assistance::ALL.iter().copied())));
/// assert!(!housing.meets(none));
/// ```
pub type AssistanceSet = Set<Assistance, u8>;
