//! The kinds of assistance that make a family a potential recipient.

use crate::coded::coded;

coded! {
    /// A kind of assistance that makes a family a potential recipient.
    ///
    /// Deliberately exhaustive: a new kind must break your build.
    ///
    /// ```
    /// use voucher_core::Assistance;
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

/// A set of kinds of assistance.
///
/// ```
/// use voucher_core::{Assistance, AssistanceSet};
///
/// let none = AssistanceSet::default();
/// let housing = AssistanceSet::from_iter([Assistance::Housing, Assistance::Housing]);
/// assert!(housing.meets(AssistanceSet::from_iter(Assistance::ALL.iter().copied())));
/// assert!(!housing.meets(none));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct AssistanceSet(u8);

impl AssistanceSet {
    const fn bit(assistance: Assistance) -> u8 {
        match assistance {
            Assistance::TargetedSocial => 1,
            Assistance::Housing => 2,
        }
    }

    /// Whether the kind is in the set.
    #[must_use]
    pub const fn contains(self, assistance: Assistance) -> bool {
        self.0 & Self::bit(assistance) != 0
    }

    /// Whether the two sets share a kind.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds in the set.
    pub fn iter(self) -> impl Iterator<Item = Assistance> {
        Assistance::ALL.iter().copied().filter(move |assistance| self.contains(*assistance))
    }
}

impl FromIterator<Assistance> for AssistanceSet {
    fn from_iter<I: IntoIterator<Item = Assistance>>(kinds: I) -> Self {
        Self(kinds.into_iter().fold(0, |bits, kind| bits | Self::bit(kind)))
    }
}

impl core::fmt::Debug for AssistanceSet {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
