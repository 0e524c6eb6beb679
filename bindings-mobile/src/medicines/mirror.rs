//! Mirrors of the core's closed lists of medicines, by the names that they have in Kotlin and Swift.

use voucher_core::medicines::{
    Evidence as PrescriptionEvidence, MissingFact as PrescriptionMissingFact, Refusal as PrescriptionRefusal,
    Stage as PrescriptionStage,
};

/// The patient's own sign (R8).
#[uniffi::remote(Enum)]
pub enum PrescriptionEvidence {
    /// A QR code.
    Qr,
    /// The face.
    Face,
    /// An identity document.
    Document,
}

/// Where a prescription stands on a date (R3).
#[uniffi::remote(Enum)]
pub enum PrescriptionStage {
    /// Cancelled for good; what was handed out stands.
    Cancelled,
    /// Nothing is left that may be handed out.
    Dispensed,
    /// The last valid day has passed.
    Expired,
    /// A part was handed out, and the rest may be.
    PartlyDispensed,
    /// Nothing was handed out yet.
    Open,
}

/// A fact without which a preview cannot tell (R12).
#[uniffi::remote(Enum)]
pub enum PrescriptionMissingFact {
    /// How much is to be handed out.
    Quantity,
    /// The patient's own sign.
    Evidence,
}

/// Why the answer is *no* (R4-R13). A new refusal is a new version for apps: somebody has to be told about it.
#[uniffi::remote(Enum)]
pub enum PrescriptionRefusal {
    /// Dated before the latest accepted fact (N9).
    OutOfOrder,
    /// Outside the period, or the month does not meet it (R4, R5, R6, R10, R11, R13, D).
    OutsidePilot,
    /// The patient is not enrolled (R5, R6, D).
    NotEnrolled,
    /// The quantity is 0 (R6, D).
    QuantityNotPositive,
    /// Fewer or more days of supply than the regulation allows (R6).
    DaysOutOfRange,
    /// Nobody prescribed it (R7, R16, D).
    NoSuchPrescription,
    /// The prescription is cancelled (R6, D).
    PrescriptionCancelled,
    /// The patient is enrolled at another point (D).
    OtherPoint,
    /// Before the prescription's day of issue (D).
    BeforeIssue,
    /// After the prescription's last valid day (D).
    PrescriptionExpired,
    /// Nothing of the prescription is left to hand out (R7, D).
    AlreadyDispensed,
    /// More than is left of the prescription (D).
    QuantityOver,
    /// Less than the whole, where a prescription is handed out whole (D).
    PartialNotAllowed,
    /// Known with other content (R6, R8).
    RecordDiffers,
    /// The dispensing is withdrawn (R8).
    RecordWithdrawn,
    /// No dispensing has this record (R9).
    NoSuchRecord,
    /// The register that has the dispensing was sent (R9).
    RegisterAlreadySent,
    /// Before the day the register is due (R10, R13).
    RegisterNotDue,
}
