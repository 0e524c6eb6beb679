//! Dispensing: the conditions D, the commit key, and the preview (R8, R9, R12).

use chrono::NaiveDate;

use crate::{
    medicines::{
        prescription::Prescription,
        refusal::{Refusal, Refusals, Transition},
        regulation::{Dispensing, Regulation, Where},
    },
    programme::{Programme, Verdict, index::Number},
    value::{calendar::Month, coded::coded, count::Count, reference::Reference, set::Set},
};

coded! {
    /// The patient's own sign that the medicine was handed out to them (R8).
    ///
    /// Deliberately exhaustive: a new sign must break your build.
    ///
    /// ```
    /// use voucher_core::medicines::Evidence;
    ///
    /// assert_eq!(Evidence::from_code("face"), Some(Evidence::Face));
    /// assert_eq!(Evidence::from_code("sms"), None);
    /// ```
    Evidence {
        /// A code that the patient showed.
        Qr "qr",
        /// The patient's face.
        Face "face",
        /// A document of identity.
        Document "document",
    }

    /// What a preview cannot tell without (R12).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::medicines::MissingFact;
    ///
    /// assert_eq!(MissingFact::ALL, [MissingFact::Quantity, MissingFact::Evidence]);
    /// ```
    MissingFact {
        /// The quantity that is to be handed out.
        Quantity "quantity",
        /// The patient's own sign, which is never taken for granted.
        Evidence "evidence",
    }
}

/// What a preview misses, in the order of [`MissingFact::ALL`].
pub type MissingFacts = Set<MissingFact>;

/// Whether a medicine may be handed out at a point on a date (R12). [`Ledger::preview`](crate::medicines::Ledger::preview)
/// has an example.
pub type Preview = Verdict<CommitKey, Refusal, MissingFact>;

/// What a dispensing must be unique by, across machines: programme and prescription; where a prescription is handed out in
/// parts, also the number of the dispensing (D, N25).
///
/// The number is one more than all dispensings ever accepted for the prescription, withdrawn ones included. The host
/// enforces the key with one unique constraint: whoever comes first wins.
///
/// ```
/// use voucher_core::{Programme, Reference, medicines::CommitKey};
///
/// let prescription = Reference::parse("RX-1")?;
/// let whole = CommitKey::new(prescription, None);
/// assert_eq!((whole.programme(), whole.prescription(), whole.number()), (Programme::Medicines, prescription, None));
/// assert!(CommitKey::new(prescription, Some(1)) < CommitKey::new(prescription, Some(2)));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitKey {
    prescription: Reference,
    number: Option<u32>,
}

impl CommitKey {
    /// The key of a dispensing of a prescription; the number is for prescriptions that are handed out in parts.
    #[must_use]
    pub const fn new(prescription: Reference, number: Option<u32>) -> Self {
        Self { prescription, number }
    }

    /// The programme: medicines.
    #[must_use]
    pub const fn programme(&self) -> Programme {
        Programme::Medicines
    }

    /// The prescription.
    #[must_use]
    pub const fn prescription(&self) -> Reference {
        self.prescription
    }

    /// The number of the dispensing, from 1; none where a prescription is handed out once and whole.
    #[must_use]
    pub const fn number(&self) -> Option<u32> {
        self.number
    }
}

/// A dispensing as a fact states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HandedOut {
    pub(crate) prescription: Number,
    pub(crate) point: Number,
    pub(crate) quantity: Count,
    pub(crate) evidence: Evidence,
}

/// A dispensing as a ledger keeps it, by its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) what: HandedOut,
    pub(crate) on: NaiveDate,
    pub(crate) withdrawn: bool,
}

impl Given {
    /// The register that it stands in while it is not withdrawn.
    pub(crate) fn register(&self) -> (Month, Number) {
        (Month::of(self.on), self.what.point)
    }

    /// R8: the record is known. `what` is what the fact says; none where it names a prescription or a point that nobody has.
    /// Nothing changes: it is refused or a repeat.
    pub(crate) fn dispensed_again(&self, what: Option<HandedOut>) -> Refusals {
        let mut refusals = Refusals::NONE;
        if self.withdrawn {
            refusals.push(Refusal::RecordWithdrawn);
        } else {
            refusals.push_if(what != Some(self.what), Refusal::RecordDiffers);
        }
        refusals
    }

    /// R9.
    pub(crate) fn withdraw(&self, register_is_sent: bool) -> Transition<Self> {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!self.withdrawn && register_is_sent, Refusal::RegisterAlreadySent);
        Transition::unless(refusals, self.withdrawn, Self { withdrawn: true, ..*self })
    }
}

/// A prescription that is known, and where its patient is enrolled now.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) prescription: &'a Prescription,
    pub(crate) enrolled: Enrolled,
}

/// Where a patient is enrolled, seen from a point.
#[derive(Clone, Copy)]
pub(crate) enum Enrolled {
    Nowhere,
    Here,
    Elsewhere,
}

/// The conditions D, all of them, in their order.
pub(crate) fn conditions(
    regulation: &Regulation,
    on: NaiveDate,
    known: Option<Known<'_>>,
    quantity: Option<Count>,
) -> Refusals {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!regulation.period().contains(on), Refusal::OutsidePilot);
    match known {
        None => refusals.push(Refusal::NoSuchPrescription),
        Some(known) => of_prescription(regulation, on, known, &mut refusals),
    }
    if let Some(quantity) = quantity {
        refusals.push_if(quantity == Count::ZERO, Refusal::QuantityNotPositive);
        if let Some(known) = known {
            of_quantity(regulation.parts().dispensing, known.prescription, quantity, &mut refusals);
        }
    }
    refusals
}

/// D, 3 to 8.
fn of_prescription(regulation: &Regulation, on: NaiveDate, known: Known<'_>, refusals: &mut Refusals) {
    let prescription = known.prescription;
    refusals.push_if(prescription.cancelled, Refusal::PrescriptionCancelled);
    match (known.enrolled, regulation.parts().at) {
        (Enrolled::Nowhere, Where::AnyPoint | Where::OwnPoint) => refusals.push(Refusal::NotEnrolled),
        (Enrolled::Elsewhere, Where::OwnPoint) => refusals.push(Refusal::OtherPoint),
        (Enrolled::Elsewhere, Where::AnyPoint) | (Enrolled::Here, Where::AnyPoint | Where::OwnPoint) => {}
    }
    refusals.push_if(on < prescription.issued_on, Refusal::BeforeIssue);
    refusals.push_if(on > regulation.last_valid_day(prescription.issued_on), Refusal::PrescriptionExpired);
    refusals.push_if(prescription.is_dispensed(regulation.parts().dispensing), Refusal::AlreadyDispensed);
}

/// D, 10 and 11.
fn of_quantity(
    dispensing: Dispensing,
    prescription: &Prescription,
    quantity: Count,
    refusals: &mut Refusals,
) {
    if prescription.is_dispensed(dispensing) {
        return;
    }
    let rest = prescription.rest();
    refusals.push_if(quantity > rest, Refusal::QuantityOver);
    let whole = dispensing == Dispensing::Single;
    refusals.push_if(whole && Count::ZERO < quantity && quantity < rest, Refusal::PartialNotAllowed);
}

/// What a preview asks (R12).
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) prescription: Reference,
    pub(crate) quantity: Option<Count>,
    pub(crate) evidence: Option<Evidence>,
}

/// R12.
pub(crate) fn preview(
    regulation: &Regulation,
    on: NaiveDate,
    known: Option<Known<'_>>,
    asked: &Asked,
) -> Preview {
    let refusals = conditions(regulation, on, known, asked.quantity);
    let mut missing = MissingFacts::default();
    missing.insert_if(asked.quantity.is_none(), MissingFact::Quantity);
    missing.insert_if(asked.evidence.is_none(), MissingFact::Evidence);
    match known {
        Some(Known { prescription, .. }) if refusals.is_empty() => {
            if missing.is_empty() {
                Preview::Yes(key(regulation, prescription, asked.prescription))
            } else {
                Preview::CannotTell(missing)
            }
        }
        Some(_) | None => {
            let waits =
                refusals.contains(Refusal::BeforeIssue) && !refusals.contains(Refusal::PrescriptionCancelled);
            let issued_on = known.map(|known| known.prescription.issued_on);
            Preview::No { refusals, earliest: issued_on.filter(|_| waits) }
        }
    }
}

fn key(regulation: &Regulation, prescription: &Prescription, reference: Reference) -> CommitKey {
    match regulation.parts().dispensing {
        Dispensing::Single => CommitKey::new(reference, None),
        Dispensing::UntilQuantity => {
            CommitKey::new(reference, Some(prescription.dispensings.saturating_add(1)))
        }
    }
}
