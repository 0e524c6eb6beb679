//! Facts of applications, and the outcome that a ledger gives to each (T14-T22).

use crate::{
    targeted_assistance::{
        amount::Figures,
        answer::Answer,
        evidence::Evidence,
        filing::Filing,
        history::Breach,
        measures::{Contract, Survey},
        refusal::Refusal,
        stage::Stage,
    },
    value::{coded::coded, reference::Reference},
};

coded! {
    /// Where an answer to an item of evidence comes from (T16).
    ///
    /// Deliberately exhaustive: a new source must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Source;
    ///
    /// assert_eq!(Source::from_code("digital_document"), Some(Source::DigitalDocument));
    /// ```
    Source {
        /// A system of a state body.
        System "system",
        /// A digital document, with its owner's consent.
        DigitalDocument "digital_document",
        /// The reply to a written request.
        Reply "reply",
        /// Paper that the applicant brought.
        Paper "paper",
    }

    /// What was decided (T22).
    ///
    /// Deliberately exhaustive: a new outcome must break your build.
    ///
    /// ```
    /// use voucher_core::targeted_assistance::Ruling;
    ///
    /// assert_eq!(Ruling::ALL, [Ruling::Assigned, Ruling::Refused]);
    /// ```
    Ruling {
        /// Assistance is assigned.
        Assigned "assigned",
        /// Assistance is refused.
        Refused "refused",
    }
}

/// Something that happened to an application, on a date given beside it. Nothing else changes one.
///
/// Deliberately exhaustive: a new fact must break your build.
///
/// ```
/// use voucher_core::{Reference, parse_date, targeted_assistance::*};
///
/// let mut ledger = Ledger::new(Regulation::asp_2025_01());
/// let fact = Fact::Surveyed { application: Reference::parse("A-1")?, outcome: Survey::Done };
/// let refused = Outcome::Refused([Refusal::NoApplication].into_iter().collect());
/// assert_eq!(ledger.record(parse_date("2026-02-10")?, &fact), refused);
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It was filed, or filed again with other contents (T14).
    Applied {
        /// The application.
        application: Reference,
        /// Its contents.
        filing: Filing,
    },
    /// A body was asked in writing (T15).
    EvidenceRequested {
        /// The application.
        application: Reference,
        /// The kind of evidence.
        kind: Evidence,
        /// The member.
        member: Reference,
    },
    /// An item was answered (T16).
    EvidenceAnswered {
        /// The application.
        application: Reference,
        /// The member.
        member: Reference,
        /// Where the answer comes from.
        source: Source,
        /// The answer.
        answer: Answer,
    },
    /// A member consented to the use of digital documents, or refused it (T17).
    DigitalDocumentConsented {
        /// The application.
        application: Reference,
        /// The member.
        member: Reference,
        /// Whether it is consent.
        consent: bool,
    },
    /// The commission surveyed, or the applicant refused it (T18).
    Surveyed {
        /// The application.
        application: Reference,
        /// What came of it.
        outcome: Survey,
    },
    /// The commission concluded (T19).
    CommissionConcluded {
        /// The application.
        application: Reference,
        /// Whether it found need.
        need: bool,
    },
    /// The applicant answered about the social contract (T20).
    ContractAnswered {
        /// The application.
        application: Reference,
        /// What came of it.
        answer: Contract,
    },
    /// A breach was recorded (T21).
    BreachRecorded {
        /// The application.
        application: Reference,
        /// What it was.
        what: Breach,
    },
    /// The authority decided (T22).
    Decided {
        /// The application.
        application: Reference,
        /// What was decided.
        outcome: Ruling,
        /// The figures that it rests on.
        figures: Figures,
    },
}

impl Fact {
    /// The stable code of its kind, as a journal has it.
    ///
    /// ```
    /// use voucher_core::{Reference, targeted_assistance::{Fact, Survey}};
    ///
    /// let fact = Fact::Surveyed { application: Reference::parse("A-1")?, outcome: Survey::Done };
    /// assert_eq!(fact.code(), "surveyed");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Applied { .. } => "applied",
            Self::EvidenceRequested { .. } => "evidence_requested",
            Self::EvidenceAnswered { .. } => "evidence_answered",
            Self::DigitalDocumentConsented { .. } => "digital_document_consented",
            Self::Surveyed { .. } => "surveyed",
            Self::CommissionConcluded { .. } => "commission_concluded",
            Self::ContractAnswered { .. } => "contract_answered",
            Self::BreachRecorded { .. } => "breach_recorded",
            Self::Decided { .. } => "decided",
        }
    }

    /// The application that the fact is about.
    ///
    /// ```
    /// use voucher_core::{Reference, targeted_assistance::{Fact, Survey}};
    ///
    /// let application = Reference::parse("A-1")?;
    /// assert_eq!(Fact::Surveyed { application, outcome: Survey::Done }.application(), application);
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn application(&self) -> Reference {
        match *self {
            Self::Applied { application, .. }
            | Self::EvidenceRequested { application, .. }
            | Self::EvidenceAnswered { application, .. }
            | Self::DigitalDocumentConsented { application, .. }
            | Self::Surveyed { application, .. }
            | Self::CommissionConcluded { application, .. }
            | Self::ContractAnswered { application, .. }
            | Self::BreachRecorded { application, .. }
            | Self::Decided { application, .. } => application,
        }
    }
}

/// The answer of a ledger to a fact (T14 to T22): accepted, with the stage after it, or refused.
pub type Outcome = crate::programme::Outcome<Stage, Refusal>;
