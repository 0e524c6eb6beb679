//! The closed list of refusals.

use crate::programme::refusals::refusals;

refusals! {
    /// Why the answer is *no*: a value with a stable code and the norm that decides it.
    ///
    /// ```
    /// use voucher_core::medicines::Refusal;
    ///
    /// assert_eq!(Refusal::QuantityOver.code(), "quantity_over");
    /// assert_eq!(Refusal::from_code("quantity_over"), Some(Refusal::QuantityOver));
    /// assert_eq!(Refusal::from_code("quantity over"), None);
    /// assert_eq!(Refusal::OtherPoint.norm(), "D");
    /// assert_eq!(Refusal::ALL.len(), 18);
    /// ```
    OutOfOrder "out_of_order" "N9" "Dated before the latest accepted fact",
    OutsidePilot "outside_pilot" "R4, R5, R6, R10, R11, R13, D" "Outside the period, or the month does not meet it",
    NotEnrolled "not_enrolled" "R5, R6, D" "The patient is not enrolled",
    QuantityNotPositive "quantity_not_positive" "R6, D" "The quantity is 0",
    DaysOutOfRange "days_out_of_range" "R6" "Fewer or more days of supply than the regulation allows",
    NoSuchPrescription "no_such_prescription" "R7, R16, D" "Nobody prescribed it",
    PrescriptionCancelled "prescription_cancelled" "R6, D" "The prescription is cancelled",
    OtherPoint "other_point" "D" "The patient is enrolled at another point",
    BeforeIssue "before_issue" "D" "Before the prescription's day of issue",
    PrescriptionExpired "prescription_expired" "D" "After the prescription's last valid day",
    AlreadyDispensed "already_dispensed" "R7, D" "Nothing of the prescription is left to hand out",
    QuantityOver "quantity_over" "D" "More than is left of the prescription",
    PartialNotAllowed "partial_not_allowed" "D" "Less than the whole, where a prescription is handed out whole",
    RecordDiffers "record_differs" "R6, R8" "Known with other content",
    RecordWithdrawn "record_withdrawn" "R8" "The dispensing is withdrawn",
    NoSuchRecord "no_such_record" "R9" "No dispensing has this record",
    RegisterAlreadySent "register_already_sent" "R9" "The register that has the dispensing was sent",
    RegisterNotDue "register_not_due" "R10, R13" "Before the day the register is due",
}

/// Every refusal of medicines that applies, in the order in which the norms list the checks.
pub type Refusals = crate::programme::Refusals<Refusal>;

/// What a fact of medicines does to one part of a ledger.
pub(crate) type Transition<T> = crate::programme::Transition<T, Refusal>;
