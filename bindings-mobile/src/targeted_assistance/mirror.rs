//! Mirrors of the core's closed lists and records of targeted assistance, by the names that they have in Kotlin and Swift.

use voucher_core::{
    Amount, QuarterTenge, Reference,
    targeted_assistance::{
        AssistanceKind, Breach as AssistanceBreach, CaresFor as AssistanceCaresFor,
        Contract as AssistanceContract, Event as AssistanceEvent, Evidence as AssistanceEvidence,
        Family as AssistanceFamily, Figures as AssistanceFigures, Household, Income as AssistanceIncome,
        IncomeKind as AssistanceIncomeKind, ItemState as AssistanceItemState, Member as AssistanceMember,
        MissingFact as AssistanceMissingFact, Party as AssistanceParty, Refusal as AssistanceRefusal,
        Role as AssistanceRole, Stage as AssistanceStage, Stated as AssistanceStated,
        StatedSet as AssistanceStatedSet, Status as AssistanceStatus, Survey as AssistanceSurvey,
        Told as AssistanceTold,
    },
};

use crate::{error::VoucherError, value::CivilDate};

/// Where an application stands (T23).
#[uniffi::remote(Enum)]
pub enum AssistanceStage {
    /// The reference is not known.
    NoApplication,
    /// Decided: assistance is assigned.
    Assigned,
    /// Decided: assistance is refused.
    Refused,
    /// An item of evidence is not answered.
    Collecting,
    /// The application left out something that decides.
    ToComplete,
    /// The commission has not surveyed.
    ToSurvey,
    /// The commission has not concluded.
    ToConclude,
    /// No answer about the social contract.
    ToSign,
    /// Nothing more is needed: a reason holds already, or all is known.
    ToDecide,
}

/// A kind of evidence, in the order of the service card (T11).
#[uniffi::remote(Enum)]
pub enum AssistanceEvidence {
    /// The applicant's identity.
    Identity,
    /// Status of a kandas.
    KandasStatus,
    /// Status of a refugee.
    RefugeeStatus,
    /// Status of a foreigner.
    ForeignerStatus,
    /// Status of a stateless person.
    StatelessStatus,
    /// Registration at a permanent or temporary address.
    ResidenceRegistration,
    /// The account to which assistance is paid.
    BankDetails,
    /// A disability.
    Disability,
    /// Birth (or death) of a child.
    ChildBirthDeath,
    /// Guardianship.
    Guardianship,
    /// Adoption.
    Adoption,
    /// Marriage or divorce.
    MarriageDivorce,
    /// Full-time study.
    FullTimeStudy,
    /// Incomes, but those of a plot and alimony.
    Income,
    /// Status of a sole proprietor.
    SoleProprietor,
    /// Assistance assigned, paid or applied for by another application.
    AssistanceOverlap,
    /// A personal subsidiary plot and its income.
    SubsidiaryPlot,
    /// Employment.
    Employment,
    /// Education and qualification.
    Qualification,
    /// Alimony, or a debt of it.
    Alimony,
    /// Detention or compulsory treatment.
    DetentionTreatment,
    /// Housing in ownership.
    HousingOwned,
    /// A plot for building in ownership.
    BuildingPlot,
    /// A vehicle in ownership.
    Vehicle,
}

/// Where an item of evidence stands (T13).
#[uniffi::remote(Enum)]
pub enum AssistanceItemState {
    /// Nobody has asked in writing, and there is no answer.
    Missing,
    /// A written request is out.
    Requested,
    /// There is an answer; nothing on record is one.
    Answered,
}

/// Somebody whom an application waits for (T13, T23).
#[uniffi::remote(Enum)]
pub enum AssistanceParty {
    /// Who applied: completes the application, answers about the social contract (T14, T20).
    Applicant,
    /// The authority that collects evidence and decides (T15, T22).
    Authority,
    /// The district commission, which surveys and concludes (T18, T19).
    Commission,
    /// The state body that was asked in writing (T15).
    StateBody,
}

/// What can be missing beside the kinds of evidence, in the order of T25.
#[uniffi::remote(Enum)]
pub enum AssistanceMissingFact {
    /// The poverty line.
    Line,
    /// The monthly calculation index.
    Mci,
    /// The applicant's status.
    Status,
    /// The applicant's history.
    History,
    /// How long a breach refuses.
    Ban,
    /// Whether another application has assistance for these days.
    Overlap,
    /// Whether a member is in detention or under compulsory treatment.
    Absent,
    /// Whether a member is registered at an address.
    Registered,
    /// The incomes of a member.
    Incomes,
    /// Whether an income of a member counts.
    IncomeRule,
    /// The birth date of a member.
    Born,
    /// Whether a member is able-bodied.
    AbleBodied,
    /// Whom a member cares for.
    CaresFor,
    /// The survey.
    Survey,
    /// The commission's conclusion.
    Commission,
    /// An answer about the social contract.
    Contract,
}

/// The kind of assistance (T10).
#[uniffi::remote(Enum)]
pub enum AssistanceKind {
    /// Needs a social contract.
    Conditional,
    /// Needs none.
    Unconditional,
}

/// The status of an applicant in the country (T24, T26).
#[uniffi::remote(Enum)]
pub enum AssistanceStatus {
    /// A citizen.
    Citizen,
    /// A kandas (ethnic Kazakh who has come back).
    Kandas,
    /// A refugee.
    Refugee,
    /// A foreigner with a permit of residence.
    Foreigner,
    /// A stateless person with a permit of residence.
    Stateless,
    /// Any other status: gives no right.
    Other,
}

/// What a member is in the household (T5).
#[uniffi::remote(Enum)]
pub enum AssistanceRole {
    /// Who applies; exactly one in a household.
    Applicant,
    /// The applicant's husband or wife.
    Spouse,
    /// A child.
    Child,
    /// A dependant in full-time study.
    Student,
    /// Anybody else.
    Other,
}

/// Whom a member cares for (T5).
#[uniffi::remote(Enum)]
pub enum AssistanceCaresFor {
    /// Nobody.
    Nobody,
    /// A child that is young, by the years of the regulation.
    YoungChild,
    /// A child with a disability.
    DisabledChild,
    /// An adult with a disability of group 1 or 2.
    DisabledAdult,
    /// An elderly person, or one in need of outside care (choice: joined).
    NeedsCare,
}

/// What the family states of a member, and documents can show (T5).
#[uniffi::remote(Enum)]
pub enum AssistanceStated {
    /// A disability.
    Disability,
    /// Guardianship.
    Guardianship,
    /// Adoption.
    Adoption,
    /// Alimony, or a debt of it.
    Alimony,
}

/// A kind of income (T9).
#[uniffi::remote(Enum)]
pub enum AssistanceIncomeKind {
    /// Wages (S4).
    Wages,
    /// Social payments (S4).
    SocialPayments,
    /// Income of a business (S4).
    Business,
    /// Rent of property (S4).
    Rent,
    /// Sale of property (S4).
    Sale,
    /// Alimony; 0 where it is owed and not paid for the three months (choice).
    Alimony,
    /// Income of a personal subsidiary plot (S4).
    SubsidiaryPlot,
    /// Targeted social assistance.
    TargetedAssistance,
    /// Housing assistance.
    HousingAssistance,
    /// A burial payment.
    BurialPayment,
    /// The allowance of a child with a disability.
    ChildDisabilityAllowance,
    /// The allowance of a large family.
    LargeFamilyAllowance,
    /// A scholarship.
    Scholarship,
    /// A credit, of which it is disputed whether it counts.
    Credit,
    /// Anything else.
    Other,
}

/// What an applicant can be refused for later (T21).
#[uniffi::remote(Enum)]
pub enum AssistanceBreach {
    /// Measures that promote employment were refused.
    MeasuresRefused,
    /// A social contract was broken.
    ContractBroken,
    /// False information was given.
    FalseInformation,
}

/// What came of the survey of the district commission (T18).
#[uniffi::remote(Enum)]
pub enum AssistanceSurvey {
    /// It was done.
    Done,
    /// The applicant refused it.
    Refused,
}

/// What came of the social contract (T20).
#[uniffi::remote(Enum)]
pub enum AssistanceContract {
    /// It was signed.
    Signed,
    /// It was refused.
    Refused,
}

/// Why the answer is *no* (T14-T26). A new refusal is a new version for apps: somebody has to be told about it.
#[uniffi::remote(Enum)]
pub enum AssistanceRefusal {
    /// Dated before the latest accepted fact (N9).
    OutOfOrder,
    /// No application has the reference (T13, T15, T16, T17, T18, T19, T20, T21, T22, T24).
    NoApplication,
    /// The application is decided (T14, T15, T16, T17, T18, T19, T20, T22).
    AlreadyDecided,
    /// Dated outside the period of the regulation (T2).
    OutsidePilot,
    /// The channel does not take such a signature (T14).
    SignatureNotAccepted,
    /// Accounts of the bank are not taken (T14).
    BankNotAccepted,
    /// The account is not the applicant's own (T14).
    AccountNotOwn,
    /// The channel asks for the account, and bank or owner is not known (T14).
    AccountNeeded,
    /// The reference is that of another person's application (T14).
    AnotherApplicant,
    /// Another application of the person stands in the quarter (T14).
    AlreadyApplied,
    /// The household has no such member (T15, T16, T17).
    NotAMember,
    /// The kind of evidence is not needed for the member (T15, T16).
    EvidenceNotNeeded,
    /// There is an answer already (T15).
    AlreadyAnswered,
    /// The owner's consent to a digital document does not stand (T16).
    DigitalConsentMissing,
    /// Nobody has asked in writing (T16).
    NotRequested,
    /// The regulation asks for no commission (T18, T19).
    CommissionNotNeeded,
    /// The survey was done (T18).
    AlreadySurveyed,
    /// No survey was done (T19).
    SurveyNotDone,
    /// The assistance is unconditional (T20).
    ContractNotNeeded,
    /// Something is missing without which nobody can decide (T22).
    EvidenceMissing,
    /// By what is known the decision is the other one (T22).
    DecisionDiffers,
    /// The per-capita income is above the poverty line, or at it where the regulation says so (T26).
    IncomeAboveLine,
    /// The applicant refused the survey (T26).
    SurveyRefused,
    /// The commission found no need (T26).
    NoNeedFound,
    /// Measures that promote employment were refused (T26, T27).
    WorkMeasuresRefused,
    /// A social contract was broken (T26, T27).
    ContractBroken,
    /// False information was given (T26, T27).
    FalseInformation,
    /// The status gives no right, or is not on record (T26).
    StatusNotEntitled,
    /// Another application has assistance for these days (T26).
    AlreadyAssigned,
    /// A member is not registered at an address (T26).
    NotRegistered,
    /// The social contract was refused (T26).
    ContractRefused,
}

/// An income of the whole income quarter (T9); never shown by printing it.
#[uniffi::remote(Record)]
pub struct AssistanceIncome {
    /// The kind.
    pub kind: AssistanceIncomeKind,
    /// The amount of the whole quarter, in tenge.
    pub amount: QuarterTenge,
}

/// Something of an applicant's history, on its day (T27); never shown by printing it.
#[uniffi::remote(Record)]
pub struct AssistanceEvent {
    /// What it was.
    pub what: AssistanceBreach,
    /// The day.
    pub on: CivilDate,
}

/// A member of a household and what is said of them (T5): what is not known is none, which is never no. Never shown by printing
/// it.
#[uniffi::remote(Record)]
pub struct AssistanceMember {
    /// The reference in the household.
    pub member: Reference,
    /// What the member is in the household.
    pub role: AssistanceRole,
    /// The day of birth.
    #[uniffi(default = None)]
    pub born: Option<CivilDate>,
    /// Whether the member is able-bodied.
    #[uniffi(default = None)]
    pub able_bodied: Option<bool>,
    /// Whom the member cares for.
    #[uniffi(default = None)]
    pub cares_for: Option<AssistanceCaresFor>,
    /// What the family states; empty where it states nothing.
    #[uniffi(default = None)]
    pub stated: Option<AssistanceStatedSet>,
}

/// A member, and what the family tells of them in place of evidence (T24); never shown by printing it.
#[uniffi::remote(Record)]
pub struct AssistanceTold {
    /// The member.
    pub member: AssistanceMember,
    /// Whether the member is registered at a permanent or temporary address.
    #[uniffi(default = None)]
    pub registered: Option<bool>,
    /// Whether the member is in detention or under compulsory treatment.
    #[uniffi(default = None)]
    pub absent: Option<bool>,
    /// The incomes of the income quarter; empty where there are none.
    #[uniffi(default = None)]
    pub incomes: Option<Vec<AssistanceIncome>>,
}

/// A family as it tells of itself (T24): what is not told is none, which is never no or zero. Never shown by printing it.
#[uniffi::remote(Record)]
pub struct AssistanceFamily {
    /// The applicant's status.
    #[uniffi(default = None)]
    pub status: Option<AssistanceStatus>,
    /// Whether another application has assistance for these days.
    #[uniffi(default = None)]
    pub overlap: Option<bool>,
    /// What came of the survey.
    #[uniffi(default = None)]
    pub survey: Option<AssistanceSurvey>,
    /// Whether the commission found need.
    #[uniffi(default = None)]
    pub need: Option<bool>,
    /// What came of the social contract.
    #[uniffi(default = None)]
    pub contract: Option<AssistanceContract>,
    /// What the applicant has done before; empty where there is nothing.
    #[uniffi(default = None)]
    pub history: Option<Vec<AssistanceEvent>>,
    /// The members.
    pub household: AssistanceHousehold,
}

/// The figures that an amount rests on, as far as they are known (T4, T29).
#[uniffi::remote(Record)]
pub struct AssistanceFigures {
    /// The poverty line of the region and quarter, in tenge for a person and month; where it is given, minimum and median are
    /// not looked at (T4).
    #[uniffi(default = None)]
    pub line: Option<Amount>,
    /// The subsistence minimum of the region and the income quarter, in tenge a month (T4).
    #[uniffi(default = None)]
    pub minimum: Option<Amount>,
    /// The median income of the region and the income quarter, in tenge a month (T4).
    #[uniffi(default = None)]
    pub median: Option<Amount>,
    /// The monthly calculation index of the application quarter, in tenge (T29).
    #[uniffi(default = None)]
    pub mci: Option<Amount>,
}

type AssistanceHousehold = Household<AssistanceTold>;

uniffi::custom_type!(
    /// The members of a household: 1 to 64, exactly one applicant, no reference twice (T5).
    AssistanceHousehold, Vec<AssistanceTold>, {
    remote,
    lower: |household| household.members().to_vec(),
    try_lift: |members| Ok(Household::new(members).map_err(VoucherError::from)?),
});

uniffi::custom_type!(
    /// What a family states of a member; repeats and order do not count.
    AssistanceStatedSet, Vec<AssistanceStated>, {
    remote,
    lower: |set| set.iter().collect(),
    try_lift: |stated| Ok(stated.into_iter().collect()),
});
