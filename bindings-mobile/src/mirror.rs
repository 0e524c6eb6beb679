//! Mirrors of the core's closed lists and records: the shape once more, for the generator alone. A value that
//! crosses is the core's own, and a shape that differs from the core's does not compile.

use voucher_core::{
    Account, Iin, Language, MissingDay, Month, Period, Programme, Rate, Region, Volume,
    gas::{
        Assistance, AssistanceSet, Channel, ConsentParts, ConsentScope, ConsentState, DayRule, DiscountParts,
        DiscountTerms, Fact, MissingFact, PreviewFacts, Refusal, RegulationParts, Reply, Rounding, Sms,
        SmsKind, Stage, Step, Window,
    },
};

use crate::value::{CivilDate, NormsByRegion};

/// A language of texts and names (N36).
#[uniffi::remote(Enum)]
pub enum Language {
    /// Kazakh, in Cyrillic script.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// A programme of support in kind.
#[uniffi::remote(Enum)]
pub enum Programme {
    /// Gas vouchers.
    Gas,
    /// School meals.
    Meals,
    /// Medicines on prescription.
    Medicines,
    /// The Digital Family Card.
    FamilyCard,
    /// Targeted social assistance.
    TargetedAssistance,
}

/// A kind of assistance that makes a family a potential recipient.
#[uniffi::remote(Enum)]
pub enum Assistance {
    /// Targeted social assistance (АСП, АӘК).
    TargetedSocial,
    /// Housing assistance (жилищная помощь, тұрғын үй көмегі).
    Housing,
}

/// Where a person activates.
#[uniffi::remote(Enum)]
pub enum Channel {
    /// The eGov Mobile app.
    EgovMobile,
    /// A service centre (ЦОН, ХҚКО), for a person without a suitable device.
    ServiceCentre,
}

/// Which SMS was sent.
#[uniffi::remote(Enum)]
pub enum SmsKind {
    /// Asks for consent.
    Start,
    /// Asks once more.
    Repeat,
}

/// What a reply by SMS means (N14).
#[uniffi::remote(Enum)]
pub enum Reply {
    /// Consent.
    Agree,
    /// Refusal.
    Refuse,
    /// A text that is no code of the regulation: never consent, never refusal.
    Unrecognised,
}

/// Where consent stands.
#[uniffi::remote(Enum)]
pub enum ConsentState {
    /// No answer yet.
    Awaiting,
    /// The answer is yes.
    Given,
    /// The answer is no.
    Refused,
}

/// What a person does next on the way to an activated voucher.
#[uniffi::remote(Enum)]
pub enum Step {
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
pub enum Stage {
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
pub enum MissingFact {
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
pub enum Sms {
    /// Asks a potential recipient for consent.
    Start,
    /// Answers a consent, and says how to get the voucher.
    Confirmation,
}

/// Why the answer is *no* (N8-N29). A new refusal is a new version for apps: somebody has to be told about it.
#[uniffi::remote(Enum)]
pub enum Refusal {
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

/// A region of Kazakhstan (N33).
#[uniffi::remote(Enum)]
pub enum Region {
    /// Abai Region, KATO 10.
    Abai,
    /// Akmola Region, KATO 11.
    Akmola,
    /// Aktobe Region, KATO 15.
    Aktobe,
    /// Almaty Region, KATO 19.
    AlmatyRegion,
    /// Atyrau Region, KATO 23.
    Atyrau,
    /// West Kazakhstan Region, KATO 27.
    WestKazakhstan,
    /// Zhambyl Region, KATO 31.
    Zhambyl,
    /// Zhetisu Region, KATO 33.
    Zhetisu,
    /// Karaganda Region, KATO 35.
    Karaganda,
    /// Kostanay Region, KATO 39.
    Kostanay,
    /// Kyzylorda Region, KATO 43.
    Kyzylorda,
    /// Mangystau Region, KATO 47.
    Mangystau,
    /// Pavlodar Region, KATO 55.
    Pavlodar,
    /// North Kazakhstan Region, KATO 59.
    NorthKazakhstan,
    /// Turkistan Region, KATO 61.
    Turkistan,
    /// Ulytau Region, KATO 62.
    Ulytau,
    /// East Kazakhstan Region, KATO 63.
    EastKazakhstan,
    /// Astana, KATO 71.
    Astana,
    /// Almaty, KATO 75.
    Almaty,
    /// Shymkent, KATO 79.
    Shymkent,
}

/// What stands for a day of month in months that lack it (N4).
#[uniffi::remote(Enum)]
pub enum MissingDay {
    /// The last day of the month.
    LastDayOfMonth,
    /// The first day of the next month.
    FirstDayOfNextMonth,
}

/// How long consent holds (N16).
#[uniffi::remote(Enum)]
pub enum ConsentScope {
    /// Each month starts with nobody asked.
    Month,
    /// Consent carries over while the person stays on the list, until a refusal.
    UntilWithdrawn,
}

/// How an amount between two tiyn is rounded (N29).
#[uniffi::remote(Enum)]
pub enum Rounding {
    /// Half a tiyn goes up in size.
    HalfAwayFromZero,
}

/// First and last day, both inclusive (N3).
#[uniffi::remote(Record)]
pub struct Period {
    /// The first day.
    pub first: CivilDate,
    /// The last day.
    pub last: CivilDate,
}

/// A day of month with the rule for months that lack it (N4).
#[uniffi::remote(Record)]
pub struct DayRule {
    /// The number of the day.
    pub day: i32,
    /// What stands for it in months that lack it.
    pub if_missing: MissingDay,
}

/// The activation window, both ends inclusive (N3).
#[uniffi::remote(Record)]
pub struct Window {
    /// The first day on which a voucher can be activated.
    pub first: DayRule,
    /// The last day on which a voucher can be activated.
    pub last: DayRule,
}

/// The rules of consent.
#[uniffi::remote(Record)]
pub struct ConsentParts {
    /// How long consent holds (N16).
    pub scope: ConsentScope,
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
pub struct DiscountParts {
    /// The share of the price that is taken off, 0 to 1.
    pub rate: String,
    /// By region: the volume in m³ a month up to which the discount is given.
    pub norms_m3: NormsByRegion,
    /// How amounts in tiyn are rounded.
    pub rounding: Rounding,
}

/// The rules of one order as plain data (N3-N7). They are checked whenever they are handed in.
#[uniffi::remote(Record)]
pub struct RegulationParts {
    /// The short id that it is called by.
    pub id: String,
    /// The programme: gas.
    pub programme: Programme,
    /// First and last day in force, both inclusive (N3).
    pub period: Period,
    /// KATO codes of the regions that take part.
    pub regions: Vec<String>,
    /// The kinds of assistance that count; any one is enough.
    pub assistance: Vec<Assistance>,
    /// The last day of month on which the list may change.
    pub list_closes: DayRule,
    /// The rules of consent, or none where no consent is needed.
    pub consent: Option<ConsentParts>,
    /// First and last day of month of the activation window, both inclusive (N3).
    pub window: Window,
    /// How many activations an account can have in a month.
    pub activations_per_account: i32,
    /// The day of month on which the register is due.
    pub register_due: DayRule,
    /// The terms of the discount, or none where none are published.
    pub discount: Option<DiscountParts>,
    /// The telephone number for questions.
    pub helpline: Option<String>,
    /// The link that the confirmation SMS carries.
    pub sign_up_link: Option<String>,
}

/// A rate, and the norm up to which it is given (N29).
#[uniffi::remote(Record)]
pub struct DiscountTerms {
    /// The share of the price that is taken off.
    pub rate: Rate,
    /// The volume in m³ a month up to which it is taken off.
    pub norm: Volume,
}

/// What is known when a preview is asked. Absent is *not known*, never yes or no (N26).
#[uniffi::remote(Record)]
pub struct PreviewFacts {
    /// Whether the person is on the list in the month of the date.
    pub on_list: Option<bool>,
    /// Where consent stands; not asked where the regulation needs none.
    pub consent: Option<ConsentState>,
    /// Whether the person's own voucher of the month is activated.
    pub own_activation: Option<bool>,
    /// How many activations other people have on the account in the month.
    pub others_on_account: Option<u32>,
    /// Whether the provider has the account.
    pub account_exists: Option<bool>,
}

/// Something that happened, on a date given beside it. Nothing else changes a month.
#[uniffi::remote(Enum)]
pub enum Fact {
    /// An entry of the list of potential recipients (N11).
    Listed {
        /// The potential recipient.
        iin: Iin,
        /// The region of residence.
        region: Region,
        /// The kinds of assistance on the snapshot date; may be empty.
        assistance: AssistanceSet,
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
        kind: SmsKind,
    },
    /// The person replied (N14).
    Replied {
        /// The person.
        iin: Iin,
        /// What the reply means.
        reply: Reply,
    },
    /// The person entered an account (N19).
    AccountEntered {
        /// The person.
        iin: Iin,
        /// The personal account.
        account: Account,
        /// Where.
        channel: Channel,
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
