//! Mirrors of the core's closed lists and records of gas, by the names that they have in Kotlin and Swift.

use voucher_core::{
    Account, Iin, Month, Period, Programme, Rate, Region, Volume,
    gas::{
        Action as GasAction, Assistance as GasAssistance, AssistanceSet as GasAssistanceSet,
        Channel as GasChannel, ConsentParts as GasConsentParts, ConsentScope as GasConsentScope,
        ConsentState as GasConsentState, DiscountParts as GasDiscountParts,
        DiscountTerms as GasDiscountTerms, Fact as GasFact, MissingFact as GasMissingFact,
        PreviewFacts as GasPreviewFacts, Refusal as GasRefusal, RegulationParts as GasRegulationParts,
        Reply as GasReply, Rounding as GasRounding, Sms as GasSms, SmsKind as GasSmsKind, Stage as GasStage,
        Step as GasStep, Window as GasWindow,
    },
    programme::DayRule,
};

use crate::gas::form::GasNormsByRegion;

/// What a person can do about a voucher (N38).
#[uniffi::remote(Enum)]
pub enum GasAction {
    /// Consent.
    Agree,
    /// Refuse; after consent that is to withdraw it.
    Refuse,
    /// Enter an account, or another one.
    EnterAccount,
    /// Accept the offer.
    AcceptOffer,
    /// Confirm, which activates the voucher.
    Confirm,
}

/// A kind of assistance that makes a family a potential recipient.
#[uniffi::remote(Enum)]
pub enum GasAssistance {
    /// Targeted social assistance (АСП, АӘК).
    TargetedSocial,
    /// Housing assistance (жилищная помощь, тұрғын үй көмегі).
    Housing,
}

/// Where a person activates.
#[uniffi::remote(Enum)]
pub enum GasChannel {
    /// The eGov Mobile app.
    EgovMobile,
    /// A service centre (ЦОН, ХҚКО), for a person without a suitable device.
    ServiceCentre,
}

/// Which SMS was sent.
#[uniffi::remote(Enum)]
pub enum GasSmsKind {
    /// Asks for consent.
    Start,
    /// Asks once more.
    Repeat,
}

/// What a reply by SMS means (N14).
#[uniffi::remote(Enum)]
pub enum GasReply {
    /// Consent.
    Agree,
    /// Refusal.
    Refuse,
    /// A text that is no code of the regulation: never consent, never refusal.
    Unrecognised,
}

/// Where consent stands.
#[uniffi::remote(Enum)]
pub enum GasConsentState {
    /// No answer yet.
    Awaiting,
    /// The answer is yes.
    Given,
    /// The answer is no.
    Refused,
}

/// What a person does next on the way to an activated voucher.
#[uniffi::remote(Enum)]
pub enum GasStep {
    /// Enter the personal account.
    EnterAccount,
    /// Read and accept the offer.
    AcceptOffer,
    /// Wait until the provider has checked the account.
    CheckAccount,
    /// Look at the account's data and confirm.
    Confirm,
    /// Nothing: the voucher is activated.
    Done,
}

/// Where a person stands in a month, seen on a date (N18).
#[uniffi::remote(Enum)]
pub enum GasStage {
    /// No record in the month.
    NotListed,
    /// The voucher is activated and the month's register was sent.
    Registered,
    /// The voucher is activated.
    Activated,
    /// Off the list.
    Delisted,
    /// Consent is needed and was refused.
    Refused,
    /// Consent is needed, was not given, and the last day to answer has passed.
    Lapsed,
    /// Consent is needed; nobody asked yet.
    ToAsk,
    /// The start SMS was sent; no answer.
    Asked,
    /// The repeat SMS was sent; no answer.
    Reminded,
    /// There was a voucher; it was not activated, and the window has closed.
    Expired,
    /// There is a voucher, not activated.
    Issued,
}

/// A fact without which a preview cannot tell (N26).
#[uniffi::remote(Enum)]
pub enum GasMissingFact {
    /// Whether the person is on the list.
    Listing,
    /// Where the person's consent stands.
    Consent,
    /// Whether the person's voucher of the month is activated.
    OwnActivation,
    /// How many other people's activations the account has in the month.
    AccountUse,
    /// Whether the provider has the account.
    AccountExists,
}

/// The two SMS with an official text.
#[uniffi::remote(Enum)]
pub enum GasSms {
    /// Asks a potential recipient for consent.
    Start,
    /// Answers a consent, and says how to get the voucher.
    Confirmation,
}

/// Why the answer is *no* (N8-N29). A new refusal is a new version for apps: somebody has to be told about it.
#[uniffi::remote(Enum)]
pub enum GasRefusal {
    /// Dated before the latest accepted fact (N9).
    OutOfOrder,
    /// Outside the period, or the month is none of the regulation's (N8, N10).
    OutsidePilot,
    /// The list may change no more this month (N11, N12).
    ListClosed,
    /// None of the kinds of assistance that count (N11).
    NotReceivingAssistance,
    /// The region takes no part (N11).
    RegionNotInPilot,
    /// Not on the list this month (N12, N13, N14, A).
    NotListed,
    /// The regulation asks for no consent (N13, N14).
    ConsentNotNeeded,
    /// After the last day to answer (N13, N14).
    ConsentClosed,
    /// An answer stands, nobody is asked again (N13).
    AlreadyAnswered,
    /// The start SMS was sent this month (N13).
    AlreadyAsked,
    /// Nobody asked this month (N13, N14).
    NotAsked,
    /// The repeat SMS was sent this month (N13).
    AlreadyReminded,
    /// Too few days since the start SMS (N13).
    RepeatTooEarly,
    /// The text is no code of the regulation (N14).
    UnrecognisedReply,
    /// Refused this month already (N14).
    RefusedThisMonth,
    /// No answer yet (A).
    AwaitingConsent,
    /// Consent was refused (A).
    ConsentRefused,
    /// Before the activation window (A).
    WindowNotOpen,
    /// After the activation window (A).
    WindowClosed,
    /// This person's voucher of the month is activated (N14, A).
    VoucherAlreadyActivated,
    /// Other people's activations on the account have reached the limit (A).
    AccountAlreadyUsed,
    /// The provider has no such account (N26).
    AccountUnknown,
    /// No activation is begun (N20, N21, N22).
    NoAccountEntered,
    /// The offer is not accepted yet (N21, N22).
    OfferNotAccepted,
    /// Another account than the one entered (N21).
    AccountMismatch,
    /// The provider has not confirmed the account yet (N22).
    AccountNotChecked,
    /// Before the day the register is due (N17, N27).
    RegisterNotDue,
    /// Neither the regulation nor the caller gives the terms of the discount (N29).
    DiscountTermsUnknown,
}

/// How long consent holds (N16).
#[uniffi::remote(Enum)]
pub enum GasConsentScope {
    /// Each month starts with nobody asked.
    Month,
    /// Consent carries over while the person stays on the list, until a refusal.
    UntilWithdrawn,
}

/// How an amount between two tiyn is rounded (N29).
#[uniffi::remote(Enum)]
pub enum GasRounding {
    /// Half a tiyn goes up in size.
    HalfAwayFromZero,
}

/// The activation window, both ends inclusive (N3).
#[uniffi::remote(Record)]
pub struct GasWindow {
    /// The first day on which a voucher can be activated.
    pub first: DayRule,
    /// The last day on which a voucher can be activated.
    pub last: DayRule,
}

/// The rules of consent.
#[uniffi::remote(Record)]
pub struct GasConsentParts {
    /// How long consent holds (N16).
    pub scope: GasConsentScope,
    /// Calendar days without an answer after which the repeat SMS is due (N5).
    pub repeat_after_days: i32,
    /// The last day of month to answer.
    pub last_day: DayRule,
    /// Texts that mean "agree".
    pub agree_codes: Vec<String>,
    /// Texts that mean "refuse".
    pub refuse_codes: Vec<String>,
}

/// The terms of the discount as decimal text (N29).
#[uniffi::remote(Record)]
pub struct GasDiscountParts {
    /// The share of the price that is taken off, 0 to 1.
    pub rate: String,
    /// By region: the volume in m³ a month up to which the discount is given.
    pub norms_m3: GasNormsByRegion,
    /// How amounts in tiyn are rounded.
    pub rounding: GasRounding,
}

/// The rules of one order as plain data (N3-N7). They are checked whenever they are handed in.
#[uniffi::remote(Record)]
pub struct GasRegulationParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: gas.
    pub programme: Programme,
    /// First and last day in force, both inclusive (N3).
    pub period: Period,
    /// KATO codes of the regions that take part.
    pub regions: Vec<String>,
    /// The kinds of assistance that count; any one is enough.
    pub assistance: Vec<GasAssistance>,
    /// The last day of month on which the list may change.
    pub list_closes: DayRule,
    /// The rules of consent, or none where no consent is needed.
    pub consent: Option<GasConsentParts>,
    /// First and last day of month of the activation window, both inclusive (N3).
    pub window: GasWindow,
    /// How many activations an account can have in a month.
    pub activations_per_account: i32,
    /// The day of month on which the register is due.
    pub register_due: DayRule,
    /// The terms of the discount, or none where none are published.
    pub discount: Option<GasDiscountParts>,
    /// The telephone number for questions.
    pub helpline: Option<String>,
    /// The link that the confirmation SMS carries.
    pub sign_up_link: Option<String>,
}

/// A rate, and the norm up to which it is given (N29).
#[uniffi::remote(Record)]
pub struct GasDiscountTerms {
    /// The share of the price that is taken off.
    pub rate: Rate,
    /// The volume in m³ a month up to which it is taken off.
    pub norm: Volume,
}

/// What is known when a preview is asked. Absent is *not known*, never yes or no (N26).
#[uniffi::remote(Record)]
pub struct GasPreviewFacts {
    /// Whether the person is on the list in the month of the date.
    #[uniffi(default = None)]
    pub on_list: Option<bool>,
    /// Where consent stands; not asked where the regulation needs none.
    #[uniffi(default = None)]
    pub consent: Option<GasConsentState>,
    /// Whether the person's own voucher of the month is activated.
    #[uniffi(default = None)]
    pub own_activation: Option<bool>,
    /// How many activations other people have on the account in the month.
    #[uniffi(default = None)]
    pub others_on_account: Option<u32>,
    /// Whether the provider has the account.
    #[uniffi(default = None)]
    pub account_exists: Option<bool>,
}

/// Something that happened, on a date given beside it. Nothing else changes a month.
#[uniffi::remote(Enum)]
pub enum GasFact {
    /// An entry of the list of potential recipients (N11).
    Listed {
        /// The potential recipient.
        iin: Iin,
        /// The region of residence.
        region: Region,
        /// The kinds of assistance on the snapshot date; may be empty.
        assistance: GasAssistanceSet,
    },
    /// Taken off the list (N12).
    Delisted {
        /// The person.
        iin: Iin,
    },
    /// An SMS was sent (N13).
    SmsSent {
        /// The person.
        iin: Iin,
        /// The start or the repeat SMS.
        kind: GasSmsKind,
    },
    /// The person replied (N14).
    Replied {
        /// The person.
        iin: Iin,
        /// What the reply means.
        reply: GasReply,
    },
    /// The person entered an account (N19).
    AccountEntered {
        /// The person.
        iin: Iin,
        /// The personal account.
        account: Account,
        /// Where.
        channel: GasChannel,
    },
    /// The person accepted the offer (N20).
    OfferAccepted {
        /// The person.
        iin: Iin,
    },
    /// The provider checked the account (N21).
    AccountChecked {
        /// The person.
        iin: Iin,
        /// The account that was checked.
        account: Account,
        /// Whether the provider has it.
        exists: bool,
    },
    /// The person confirmed (N22).
    Confirmed {
        /// The person.
        iin: Iin,
    },
    /// The register of a month was sent to the provider (N17).
    RegisterSent {
        /// The month of the register.
        month: Month,
    },
}

uniffi::custom_type!(
    /// Kinds of assistance; repeats and order do not count.
    GasAssistanceSet, Vec<GasAssistance>, {
    remote,
    lower: |set| set.iter().collect(),
    try_lift: |kinds| Ok(kinds.into_iter().collect()),
});
