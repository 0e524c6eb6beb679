//! Facts, and the outcome that a ledger gives to each.

use crate::{
    medicines::{dispensing::Evidence, refusal::Refusal, stage::Stage},
    programme,
    value::{calendar::Month, count::Count, identity::Iin, reference::Reference},
};

/// Something that happened, on a date given beside it. Nothing else changes a ledger.
///
/// Deliberately exhaustive: a new fact must break your build.
///
/// ```
/// use voucher_core::{Reference, medicines::{Fact, Ledger, Outcome, Refusal, Regulation}, parse_date};
///
/// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
/// let unknown = Fact::PrescriptionCancelled { prescription: Reference::parse("RX-1")? };
/// let Outcome::Refused(refusals) = ledger.record(parse_date("2026-02-10")?, &unknown) else { panic!() };
/// assert!(refusals.iter().eq([Refusal::NoSuchPrescription]));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// A patient is enrolled at a point (R4).
    Enrolled {
        /// The patient.
        iin: Iin,
        /// The point.
        point: Reference,
    },
    /// A patient is enrolled no longer (R5).
    Left {
        /// The patient.
        iin: Iin,
    },
    /// A doctor prescribed an item (R6).
    Prescribed {
        /// The prescription.
        prescription: Reference,
        /// The patient.
        iin: Iin,
        /// The item.
        item: Reference,
        /// The quantity, in the item's smallest units.
        quantity: Count,
        /// For how many days the supply is.
        days: Count,
    },
    /// A prescription was cancelled (R7).
    PrescriptionCancelled {
        /// The prescription.
        prescription: Reference,
    },
    /// A quantity was handed out (R8).
    Dispensed {
        /// The record of the dispensing.
        record: Reference,
        /// The prescription.
        prescription: Reference,
        /// The point.
        point: Reference,
        /// The quantity, in the item's smallest units.
        quantity: Count,
        /// The patient's own sign.
        evidence: Evidence,
    },
    /// A dispensing was withdrawn (R9).
    DispensingWithdrawn {
        /// The record of the dispensing.
        record: Reference,
    },
    /// The register of a point and month was sent (R10).
    RegisterSent {
        /// The point.
        point: Reference,
        /// The month.
        month: Month,
    },
    /// A register that was sent is recalled, so that it can be put right (R11).
    RegisterRecalled {
        /// The point.
        point: Reference,
        /// The month.
        month: Month,
    },
}

impl Fact {
    /// The stable code of its kind, as a journal has it.
    ///
    /// ```
    /// use voucher_core::{Iin, medicines::Fact};
    ///
    /// assert_eq!(Fact::Left { iin: Iin::parse("990101600002")? }.code(), "left");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Enrolled { .. } => "enrolled",
            Self::Left { .. } => "left",
            Self::Prescribed { .. } => "prescribed",
            Self::PrescriptionCancelled { .. } => "prescription_cancelled",
            Self::Dispensed { .. } => "dispensed",
            Self::DispensingWithdrawn { .. } => "dispensing_withdrawn",
            Self::RegisterSent { .. } => "register_sent",
            Self::RegisterRecalled { .. } => "register_recalled",
        }
    }
}

/// The answer of a ledger to a fact (R4 to R11): of a fact about a prescription, with the prescription's stage on the date.
///
/// ```
/// use voucher_core::{Iin, Reference, medicines::{Fact, Ledger, Outcome, Regulation}, parse_date};
///
/// let mut ledger = Ledger::new(Regulation::medicines_2024_01());
/// let fact = Fact::Enrolled { iin: Iin::parse("990101600002")?, point: Reference::parse("P-1")? };
/// assert!(!ledger.record(parse_date("2023-12-31")?, &fact).is_accepted());
/// let first_day = parse_date("2024-01-01")?;
/// assert_eq!(ledger.record(first_day, &fact), Outcome::Accepted { repeat: false, stage: None });
/// assert_eq!(ledger.record(first_day, &fact), Outcome::Accepted { repeat: true, stage: None });
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub type Outcome = programme::Outcome<Stage, Refusal>;
