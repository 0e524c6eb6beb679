//! The proactive services, by the names of the norms.

use crate::value::coded::coded;

coded! {
    /// A service of the Digital Family Card (S3, K14, K30), in the order of summaries.
    ///
    /// The first nine have rules of entitlement; the last three are offered only.
    ///
    /// Deliberately exhaustive: a new service must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Service;
    ///
    /// assert_eq!(Service::ALL.len(), 12);
    /// assert_eq!(Service::from_code("job_loss"), Some(Service::JobLoss));
    /// assert_eq!(Service::from_code("pension"), None);
    /// ```
    Service {
        /// The payment for the loss of income through pregnancy and birth.
        Maternity "maternity",
        /// The payment for the loss of income through the care of a child.
        ChildCare "child_care",
        /// The payment for the loss of work.
        JobLoss "job_loss",
        /// The payment or allowance for the loss of the breadwinner.
        Breadwinner "breadwinner",
        /// The allowance to the parent or guardian of a child with disability.
        ChildDisabilityCarer "child_disability_carer",
        /// The allowance for disability.
        Disability "disability",
        /// The allowance to families with many children.
        LargeFamily "large_family",
        /// The allowance to mothers who hold an award.
        AwardedMother "awarded_mother",
        /// Targeted social assistance.
        TargetedAssistance "targeted_assistance",
        /// The payment for the loss of the capacity to work.
        LossOfCapacity "loss_of_capacity",
        /// The allowance for the birth of a child.
        Birth "birth",
        /// The payment for a burial.
        Burial "burial",
    }
}
