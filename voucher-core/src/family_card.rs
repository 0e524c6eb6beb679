//! The Digital Family Card (S3), in three rooms, each usable alone.
//!
//! **Grading**: [`grade`] gives a family its level of well-being under a [`Grading`], with the points of every indicator.
//! **Rights**: [`entitled`] says whether a family has a benefit, how much and for how long. **Offers**: [`Ledger`] holds the
//! dialogues from 1414, in which each offer is answered alone. A level grants nothing: neither rights nor offers read one
//! (K2).

pub mod columns;
mod days;
mod grade;
mod grading;
#[cfg(feature = "json")]
pub(crate) mod journal;
mod kind;
mod offers;
mod proactive;
mod refusal;
mod regulation;
mod rights;
#[cfg(feature = "serde")]
mod serialise;
mod service;
mod texts;

pub use grade::{FactValue, Family, Grade, IndicatorPoints, Points, Score, grade};
pub use grading::{
    BracketParts, Criterion, FactKind, FactParts, GivesParts, Grading, GradingParts, IndicatorParts,
    LevelParts, PlainKind, RuleParts, Unit,
};
pub use kind::RegulationKind;
pub use offers::{
    Action, Answer, Due, Fact, Ledger, NextStep, Offer, OfferKey, Outcome, Reply, Said, Stage, Summary,
};
pub use proactive::{
    AwardRates, AwardedMotherRow, BaseRow, Benefits, BenefitsParts, BreadwinnerRow, ChildCareRow,
    ChildDisabilityCarerRow, DisabilityRow, JobLossRow, LargeFamilyRow, MaternityRow, MonthsRow, Proactive,
    ProactiveParts, RefusalRule, Rounding,
};
pub use refusal::{Refusal, Refusals};
pub use regulation::{Regulation, RegulationSet};
pub use rights::{
    Award, AwardedMotherFacts, BreadwinnerFacts, Cause, Child, ChildCareFacts, ChildDisabilityCarerFacts,
    DayOrNone, DisabilityFacts, Entitlement, Group, JobLossFacts, LargeFamilyFacts, MaternityFacts,
    MissingFact, MissingFacts, RightFacts, TargetedAssistanceFacts, Worth, entitled,
};
pub use service::Service;
pub use texts::{Level, Sms};

/// The causes of error of a regulation of the family card.
pub(crate) const CAUSES: &[&[crate::value::error::ErrorKind]] = &[grading::CAUSES, proactive::CAUSES];
