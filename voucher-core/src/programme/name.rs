//! The programmes, by name.

use crate::value::coded::coded;

coded! {
    /// A programme of social support. Its code stands in every regulation and commit key.
    ///
    /// Deliberately exhaustive: a new programme must break your build.
    ///
    /// ```
    /// use voucher_core::Programme;
    ///
    /// assert_eq!(Programme::from_code("family_card"), Some(Programme::FamilyCard));
    /// assert_eq!(Programme::from_code("heat"), None);
    /// ```
    Programme {
        /// Gas vouchers (S0, S1).
        Gas "gas",
        /// School meals (S2).
        Meals "meals",
        /// Medicines on prescription (S2).
        Medicines "medicines",
        /// The Digital Family Card (S3).
        FamilyCard "family_card",
        /// Targeted social assistance (S4).
        TargetedAssistance "targeted_assistance",
    }
}
