//! May this be handed out here today? The server's answer wins.

use voucher_core::{
    Count, Language, Programme, Reference,
    medicines::{Evidence, MissingFact, Preview, Regulation},
};

use crate::{
    error::VoucherError,
    medicines::{facts::PrescriptionFacts, text::PrescriptionReason},
    value::CivilDate,
};

/// What a point is about to hand out.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PrescriptionAsked {
    /// The prescription.
    pub prescription: Reference,
    /// The point.
    pub point: Reference,
    /// The quantity, in the item's smallest units; none where it is not known yet.
    #[uniffi(default = None)]
    pub quantity: Option<Count>,
    /// The patient's own sign; none before it is given.
    #[uniffi(default = None)]
    pub evidence: Option<Evidence>,
}

/// The key of a dispensing, which no two may share (N25).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PrescriptionKey {
    /// The programme.
    pub programme: Programme,
    /// The prescription.
    pub prescription: Reference,
    /// Which dispensing of it, where it is handed out in parts.
    pub number: Option<u32>,
}

/// The three answers of a preview (R12).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PrescriptionPreviewAnswer {
    /// By all that is known, the dispensing would be accepted.
    Yes {
        /// Its key.
        key: PrescriptionKey,
    },
    /// It would be refused.
    No {
        /// Every reason, in the order of the norms; at least one.
        reasons: Vec<PrescriptionReason>,
        /// The day of issue, where the date lies before it.
        earliest: Option<CivilDate>,
    },
    /// Too little is known.
    CannotTell {
        /// What is missing.
        missing: Vec<MissingFact>,
    },
}

/// Asks before the server does (R12): whether this may be handed out today.
#[uniffi::export]
pub fn prescription_preview(
    facts: PrescriptionFacts,
    regulation: Regulation,
    asked: PrescriptionAsked,
    today: CivilDate,
    language: Language,
) -> Result<PrescriptionPreviewAnswer, VoucherError> {
    let (ledger, _) = facts.replay(regulation);
    let PrescriptionAsked { prescription, point, quantity, evidence } = asked;
    Ok(match ledger.preview(&prescription, &point, quantity, evidence, today) {
        Preview::Yes(key) => PrescriptionPreviewAnswer::Yes {
            key: PrescriptionKey {
                programme: key.programme(),
                prescription: key.prescription(),
                number: key.number(),
            },
        },
        Preview::No { refusals, earliest } => PrescriptionPreviewAnswer::No {
            reasons: PrescriptionReason::all(refusals.iter(), language),
            earliest,
        },
        Preview::CannotTell(missing) => {
            PrescriptionPreviewAnswer::CannotTell { missing: missing.iter().collect() }
        }
    })
}
