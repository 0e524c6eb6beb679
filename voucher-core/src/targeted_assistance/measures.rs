//! The survey and the social contract (T18, T20).

use crate::value::coded::coded;

coded! {
    /// What came of the survey of the district commission (T18).
    ///
    /// Deliberately exhaustive: a new outcome must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Survey;
    ///
    /// assert_eq!(Survey::ALL, [Survey::Done, Survey::Refused]);
    /// ```
    Survey {
        /// It was done.
        Done "done",
        /// The applicant refused it.
        Refused "refused",
    }

    /// What came of the social contract (T20).
    ///
    /// Deliberately exhaustive: a new answer must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Contract;
    ///
    /// assert_eq!(Contract::ALL, [Contract::Signed, Contract::Refused]);
    /// ```
    Contract {
        /// It was signed.
        Signed "signed",
        /// It was refused.
        Refused "refused",
    }
}
