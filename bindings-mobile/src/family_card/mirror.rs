//! Mirrors of the core's closed lists of the family card, and of the key of an offer, by the names that they have in Kotlin and
//! Swift.

use voucher_core::{
    Iin, Reference,
    family_card::{
        Cause as RightCause, Group as RightGroup, MissingFact as RightMissingFact, NextStep as OfferStep,
        OfferKey, Refusal as CardRefusal, Service as CardService, Stage as OfferStage,
    },
};

/// What an offer is called by (K19): one offer for one key.
#[uniffi::remote(Record)]
pub struct OfferKey {
    /// The service.
    pub service: CardService,
    /// The person.
    pub iin: Iin,
    /// What the right arose from: a birth, a registration.
    pub event: Reference,
    /// The child, where the right is one of each child.
    #[uniffi(default = None)]
    pub child: Option<Reference>,
}

/// A service of the family card (K14, K30). The first nine have rules of rights; the last three are offered only.
#[uniffi::remote(Enum)]
pub enum CardService {
    /// The payment for the loss of income through pregnancy and birth.
    Maternity,
    /// The payment for the loss of income through the care of a child.
    ChildCare,
    /// The payment for the loss of work.
    JobLoss,
    /// The payment or allowance for the loss of the breadwinner.
    Breadwinner,
    /// The allowance to the parent or guardian of a child with disability.
    ChildDisabilityCarer,
    /// The allowance for disability.
    Disability,
    /// The allowance to families with many children.
    LargeFamily,
    /// The allowance to mothers who hold an award.
    AwardedMother,
    /// Targeted social assistance.
    TargetedAssistance,
    /// The payment for the loss of the capacity to work.
    LossOfCapacity,
    /// The allowance for the birth of a child.
    Birth,
    /// The payment for a burial.
    Burial,
}

/// Where an offer stands on a date (K28).
#[uniffi::remote(Enum)]
pub enum OfferStage {
    /// No right has arisen.
    NotArisen,
    /// The benefit is assigned.
    Assigned,
    /// The person refused.
    Refused,
    /// The person agreed, and no account is known yet.
    AwaitingAccount,
    /// The person agreed, and the benefit can be assigned.
    Agreed,
    /// There was no answer by the last day.
    Lapsed,
    /// The offer went out; no answer.
    Asked,
    /// No offer went out, and the period is over.
    Expired,
    /// No offer went out yet.
    ToAsk,
}

/// What the person does next (K28).
#[uniffi::remote(Enum)]
pub enum OfferStep {
    /// Answer the offer.
    Answer,
    /// Confirm an account.
    ConfirmAccount,
    /// Apply in the ordinary way.
    Apply,
}

/// A group of disability (K16).
#[uniffi::remote(Enum)]
pub enum RightGroup {
    /// The first group, the gravest.
    First,
    /// The second group.
    Second,
    /// The third group.
    Third,
}

/// A cause of disability (K16).
#[uniffi::remote(Enum)]
pub enum RightCause {
    /// The general disease.
    General,
    /// Any other, whose rate is not published.
    Other,
}

/// A fact that is not known and would be needed, or a number that is not published (K10, K11).
#[uniffi::remote(Enum)]
pub enum RightMissingFact {
    /// There are no rules for the date.
    Rules,
    /// The children who live with the family.
    Children,
    /// The months of participation in social insurance.
    MonthsOfParticipation,
    /// The day of registration as unemployed.
    RegisteredOn,
    /// The day of the breadwinner's death or of the court's decision.
    LostOn,
    /// How many depended on the breadwinner.
    Dependants,
    /// Whether the person is a parent, adopter or guardian.
    Carer,
    /// Whether the person, or the breadwinner, is insured.
    Insured,
    /// The first day of the sick list.
    SickListFrom,
    /// The days of the sick list.
    SickListDays,
    /// The average income of a month of twelve, in tenge.
    IncomeTwelveMonths,
    /// The day of birth.
    Born,
    /// Whether a child is a full-time student.
    Student,
    /// The day on which the disability was established.
    EstablishedOn,
    /// The day on which the disability ends.
    Until,
    /// The group of disability.
    Group,
    /// Whether the person is disabled since childhood.
    SinceChildhood,
    /// The cause of the disability.
    Cause,
    /// Which child it is by birth.
    Order,
    /// The average income of a month of twenty-four, in tenge.
    IncomeTwentyFourMonths,
    /// Whether both parents are lost.
    BothParentsLost,
    /// The award.
    Award,
    /// The day of the award.
    AwardedOn,
    /// The income for each person of the family, in tenge a month.
    IncomePerHead,
    /// The poverty line of the region and the quarter, in tenge a month.
    PovertyLine,
    /// There are no base values for the date.
    BaseValues,
    /// The rate of the case is not published.
    Rate,
}

/// Why the answer is *no* (K5-K26). A new refusal is a new version for apps: somebody has to be told about it.
#[uniffi::remote(Enum)]
pub enum CardRefusal {
    /// Dated before the latest accepted fact (N9).
    OutOfOrder,
    /// Outside the period of the regulation (K8, K21, K22).
    OutsidePilot,
    /// A known fact is above one that it is at most (K5).
    FactsDisagree,
    /// Not insured (K14).
    NotInsured,
    /// There is no sick list (K14).
    NoSickList,
    /// Too few months of participation (K14).
    TooFewMonths,
    /// Not registered as unemployed (K14).
    NotRegisteredUnemployed,
    /// No breadwinner was lost (K14).
    NoLoss,
    /// Nobody depended on the breadwinner (K14).
    NoDependant,
    /// Neither parent nor adopter nor guardian (K14).
    NotCarer,
    /// No disability is established (K14).
    NoDisability,
    /// Too few children count (K17).
    TooFewChildren,
    /// No award (K14).
    NoAward,
    /// The income is not below the poverty line (K14).
    IncomeNotBelowLine,
    /// Before the first day of the right (K13, K14).
    NotYet,
    /// After the last day of the right (K13, K14).
    NoLonger,
    /// The regulation does not offer this service (K21).
    ServiceNotProactive,
    /// The right is of each child, and no child is named (K21).
    ChildNeeded,
    /// The right is of no single child, and a child is named (K21).
    ChildNotNeeded,
    /// No right has arisen under this key (K22, K24, K25, K26).
    NoRight,
    /// Refused before (K22, K23).
    RefusedBefore,
    /// An agreement stands, nobody is asked again (K22).
    AlreadyAnswered,
    /// The offer went out on another day (K22).
    AlreadyOffered,
    /// No offer went out (K23).
    NotOffered,
    /// The message answered did not come from the regulation's sender (K23).
    SenderNot1414,
    /// The text is no code of the regulation (K23).
    UnrecognisedReply,
    /// After the last day to answer (K23).
    AnswerTooLate,
    /// The benefit is assigned (K23).
    AlreadyAssigned,
    /// The regulation has no account step (K24, K25).
    AccountNotNeeded,
    /// No answer yet (K25, K26).
    AwaitingConsent,
    /// Consent was refused (K25, K26).
    ConsentRefused,
    /// No account is known (K26).
    AwaitingAccount,
}
