//! The status of an applicant.

use crate::value::coded::coded;

coded! {
    /// The status of an applicant in the country (T24, T26).
    ///
    /// Deliberately exhaustive: a new status must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Status;
    ///
    /// assert_eq!(Status::from_code("kandas"), Some(Status::Kandas));
    /// assert_eq!(Status::from_code("tourist"), None);
    /// ```
    Status {
        /// A citizen.
        Citizen "citizen",
        /// A kandas (ethnic Kazakh who has come back).
        Kandas "kandas",
        /// A refugee.
        Refugee "refugee",
        /// A foreigner with a permit of residence.
        Foreigner "foreigner",
        /// A stateless person with a permit of residence.
        Stateless "stateless",
        /// Any other status: gives no right.
        Other "other",
    }
}
