//! Activation: the entry's steps (N19-N23), the conditions A, and the preview (N25, N26).
//!
//! ```text
//!        account_entered        offer_accepted        account_checked        confirmed
//! (none) ───────────────▶ accept_offer ─────────▶ check_account ─────────▶ confirm ─────────▶ activated
//!    ▲                                                 │ no such account      │
//!    └─────────────────────────────────────────────────┴──────────────────────┘
//! ```

use chrono::NaiveDate;

use crate::{
    gas::{
        consent::ConsentState,
        refusal::{Refusal, Refusals, Transition},
        regulation::Regulation,
        today::{Today, WindowState, first_open_day, open_day_of},
    },
    programme::{Programme, Verdict},
    value::{
        calendar::{Day, Month},
        coded::coded,
        identity::Account,
        set::Set,
    },
};

coded! {
    /// Where a person activates.
    ///
    /// Deliberately exhaustive: a new channel must break your build.
    ///
    /// ```
    /// use voucher_core::gas::Channel;
    ///
    /// assert_eq!(Channel::from_code("service_centre"), Some(Channel::ServiceCentre));
    /// assert_eq!(Channel::from_code("post"), None);
    /// ```
    Channel {
        /// The eGov Mobile app.
        EgovMobile "egov_mobile",
        /// A service centre (ЦОН, ХҚКО), for a person without a suitable device.
        ServiceCentre "service_centre",
    }

    /// What a person does next on the way to an activated voucher.
    ///
    /// Deliberately exhaustive: a new step must break your build.
    ///
    /// ```
    /// use voucher_core::gas::Step;
    ///
    /// assert_eq!(Step::ALL.first(), Some(&Step::EnterAccount));
    /// assert_eq!(Step::Done.code(), "done");
    /// ```
    Step {
        /// Enter the personal account.
        EnterAccount "enter_account",
        /// Read and accept the offer.
        AcceptOffer "accept_offer",
        /// Wait until the provider has checked the account.
        CheckAccount "check_account",
        /// Look at the account's data and confirm.
        Confirm "confirm",
        /// Nothing: the voucher is activated.
        Done "done",
    }

    /// A fact without which a preview cannot tell (N26).
    ///
    /// Deliberately exhaustive: a new one must break your build.
    ///
    /// ```
    /// use voucher_core::gas::MissingFact;
    ///
    /// assert_eq!(MissingFact::ALL.last().map(|fact| fact.code()), Some("account_exists"));
    /// ```
    MissingFact {
        /// Whether the person is on the list.
        Listing "listing",
        /// Where the person's consent stands.
        Consent "consent",
        /// Whether the person's voucher of the month is activated.
        OwnActivation "own_activation",
        /// How many other people's activations the account has in the month.
        AccountUse "account_use",
        /// Whether the provider has the account.
        AccountExists "account_exists",
    }
}

/// The activation of a person in a month: none, begun, or done, never two of these at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Activation {
    None,
    Begun { account: Account, channel: Channel, step: EntryStep },
    Done { account: Account, channel: Channel, on: Day },
}

/// The step of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum EntryStep {
    AcceptOffer,
    CheckAccount,
    Confirm,
}

impl EntryStep {
    pub(crate) const fn step(self) -> Step {
        match self {
            Self::AcceptOffer => Step::AcceptOffer,
            Self::CheckAccount => Step::CheckAccount,
            Self::Confirm => Step::Confirm,
        }
    }
}

impl Activation {
    /// The step at which the person stands.
    pub(crate) const fn step(self) -> Step {
        match self {
            Self::None => Step::EnterAccount,
            Self::Begun { step, .. } => step.step(),
            Self::Done { .. } => Step::Done,
        }
    }

    pub(crate) const fn is_done(self) -> bool {
        match self {
            Self::None | Self::Begun { .. } => false,
            Self::Done { .. } => true,
        }
    }

    /// N20: the offer is accepted.
    pub(crate) fn offer_accepted(self, today: &Today) -> Transition<Self> {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!today.in_period, Refusal::OutsidePilot);
        match self {
            Self::None | Self::Done { .. } => Transition::Refused(refusals.and(Refusal::NoAccountEntered)),
            Self::Begun { account, channel, step } => match step {
                EntryStep::AcceptOffer => {
                    let next = Self::Begun { account, channel, step: EntryStep::CheckAccount };
                    Transition::unless(refusals, false, next)
                }
                EntryStep::CheckAccount | EntryStep::Confirm => Transition::unless(refusals, true, self),
            },
        }
    }

    /// N21: the provider has said whether an account exists.
    pub(crate) fn account_checked(self, today: &Today, checked: Account, exists: bool) -> Transition<Self> {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!today.in_period, Refusal::OutsidePilot);
        match self {
            Self::None | Self::Done { .. } => Transition::Refused(refusals.and(Refusal::NoAccountEntered)),
            Self::Begun { account, channel, step } => {
                refusals.push_if(step == EntryStep::AcceptOffer, Refusal::OfferNotAccepted);
                refusals.push_if(account != checked, Refusal::AccountMismatch);
                if exists {
                    let next = Self::Begun { account, channel, step: EntryStep::Confirm };
                    Transition::unless(refusals, step == EntryStep::Confirm, next)
                } else {
                    Transition::unless(refusals, false, Self::None)
                }
            }
        }
    }

    /// N22, N23: the person confirms. `conditions` are the conditions A for the entered account.
    pub(crate) fn confirmed(
        self,
        today: &Today,
        conditions: impl FnOnce(Account) -> Refusals,
    ) -> Transition<Self> {
        let mut refusals = Refusals::NONE;
        refusals.push_if(!today.in_period, Refusal::OutsidePilot);
        match self {
            Self::None => Transition::Refused(refusals.and(Refusal::NoAccountEntered)),
            // N23: a retry after a lost answer, inside the period.
            Self::Done { .. } if today.in_period => Transition::Repeat,
            Self::Done { .. } => Transition::Refused(refusals.and(Refusal::NoAccountEntered)),
            Self::Begun { account, channel, step } => match step {
                EntryStep::AcceptOffer => Transition::Refused(refusals.and(Refusal::OfferNotAccepted)),
                EntryStep::CheckAccount => Transition::Refused(refusals.and(Refusal::AccountNotChecked)),
                EntryStep::Confirm => {
                    let done = Self::Done { account, channel, on: today.day };
                    Transition::unless(conditions(account), false, done)
                }
            },
        }
    }
}

/// What is known when a preview is asked. `None` is *not known*, never yes or no (N26).
///
/// ```
/// use voucher_core::{Account, gas::{ConsentState, Preview, PreviewFacts, Refusal, Regulation, preview}, parse_date};
///
/// let regulation = Regulation::gas_2025_08();
/// let account = Account::parse("0012345")?;
/// let facts = PreviewFacts {
///     on_list: Some(true),
///     consent: Some(ConsentState::Given),
///     own_activation: Some(false),
///     others_on_account: Some(0),
///     account_exists: Some(true),
/// };
/// let on = |date| preview(&regulation, &facts, account, parse_date(date).unwrap());
/// assert!(matches!(on("2025-09-07"), Preview::Yes(_)));
/// assert!(matches!(on("2025-09-29"), Preview::Yes(_)));
/// let Preview::No { refusals, earliest } = on("2025-09-30") else { panic!() };
/// assert!(refusals.iter().eq([Refusal::WindowClosed]));
/// assert_eq!(earliest, Some(parse_date("2025-10-07")?));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self", deny_unknown_fields))]
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

/// Whether a voucher may be activated on an account on a date (N26).
pub type Preview = Verdict<CommitKey, Refusal, MissingFact>;

/// What an activation must be unique by, across machines: programme, month, account (N25).
///
/// A unique constraint on the key enforces a limit of 1. Where the limit is higher, the constraint is on the
/// key and a place from 1 to the limit, because a count alone is not safe between machines.
///
/// ```
/// use voucher_core::{Account, Month, Programme, gas::CommitKey};
///
/// let key = CommitKey::new(Month::parse("2025-09")?, Account::parse(" a1 ")?);
/// assert_eq!((key.programme(), key.account().expose_text()), (Programme::Gas, "A1"));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitKey {
    month: Month,
    account: Account,
}

impl CommitKey {
    /// The key of an activation on an account in a month.
    #[must_use]
    pub const fn new(month: Month, account: Account) -> Self {
        Self { month, account }
    }

    /// The programme: gas.
    #[must_use]
    pub const fn programme(&self) -> Programme {
        Programme::Gas
    }

    /// The month.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// The account, in its normal form.
    #[must_use]
    pub const fn account(&self) -> Account {
        self.account
    }
}

/// The facts that a preview misses, in the order of [`MissingFact::ALL`].
///
/// ```
/// use voucher_core::{Account, gas::{MissingFact, Preview, PreviewFacts, Regulation, preview}, parse_date};
///
/// let (regulation, account) = (Regulation::gas_2024_12(), Account::parse("1")?);
/// let nothing_known = PreviewFacts::default();
/// let Preview::CannotTell(missing) = preview(&regulation, &nothing_known, account, parse_date("2024-12-29")?)
///     else { panic!() };
/// assert!(!missing.contains(MissingFact::Consent)); // this regulation needs none
/// assert_eq!(missing.iter().count(), 4);
/// # Ok::<(), voucher_core::Error>(())
/// ```
pub type MissingFacts = Set<MissingFact>;

/// May a voucher be activated on this account on this date? A pure function of what is known (N26).
///
/// A known refusal beats missing facts; a missing fact is never read as yes or no.
///
/// ```
/// use voucher_core::{Account, gas::{Preview, PreviewFacts, Refusal, Regulation, preview}, parse_date};
///
/// let (regulation, account) = (Regulation::gas_2025_08(), Account::parse("1")?);
/// let known = PreviewFacts { on_list: Some(false), ..PreviewFacts::default() };
/// let Preview::No { refusals, earliest } = preview(&regulation, &known, account, parse_date("2025-09-06")?)
///     else { panic!() };
/// assert!(refusals.iter().eq([Refusal::NotListed, Refusal::WindowNotOpen]));
/// assert_eq!(earliest, Some(parse_date("2025-09-07")?));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[must_use]
pub fn preview(regulation: &Regulation, facts: &PreviewFacts, account: Account, on: NaiveDate) -> Preview {
    let today = Today::new(regulation, on);
    let mut refusals = conditions(regulation, &today, facts);
    refusals.push_if(facts.account_exists == Some(false), Refusal::AccountUnknown);
    if !refusals.is_empty() {
        return Preview::No { refusals, earliest: earliest(regulation, &today, refusals) };
    }
    let missing = missing(regulation, facts);
    if missing.is_empty() {
        Preview::Yes(CommitKey::new(today.month, account))
    } else {
        Preview::CannotTell(missing)
    }
}

/// The activation conditions A, all of them, in their order, as far as the facts are known.
pub(crate) fn conditions(regulation: &Regulation, today: &Today, facts: &PreviewFacts) -> Refusals {
    let mut refusals = Refusals::NONE;
    refusals.push_if(!today.in_period, Refusal::OutsidePilot);
    match facts.on_list {
        Some(true) if regulation.needs_consent() => match facts.consent {
            Some(ConsentState::Awaiting) => refusals.push(Refusal::AwaitingConsent),
            Some(ConsentState::Refused) => refusals.push(Refusal::ConsentRefused),
            Some(ConsentState::Given) | None => {}
        },
        Some(false) => refusals.push(Refusal::NotListed),
        Some(true) | None => {}
    }
    match today.window {
        WindowState::NotOpen => refusals.push(Refusal::WindowNotOpen),
        WindowState::Open => {}
        WindowState::Closed => refusals.push(Refusal::WindowClosed),
    }
    refusals.push_if(facts.own_activation == Some(true), Refusal::VoucherAlreadyActivated);
    let used = facts.others_on_account.is_some_and(|others| others >= regulation.activations_per_account);
    refusals.push_if(used, Refusal::AccountAlreadyUsed);
    refusals
}

fn missing(regulation: &Regulation, facts: &PreviewFacts) -> MissingFacts {
    let mut missing = MissingFacts::default();
    missing.insert_if(facts.on_list.is_none(), MissingFact::Listing);
    missing.insert_if(regulation.needs_consent() && facts.consent.is_none(), MissingFact::Consent);
    missing.insert_if(facts.own_activation.is_none(), MissingFact::OwnActivation);
    missing.insert_if(facts.others_on_account.is_none(), MissingFact::AccountUse);
    missing.insert_if(facts.account_exists.is_none(), MissingFact::AccountExists);
    missing
}

/// The earliest date on which the answer could be yes, where waiting can help (N26).
pub(crate) fn earliest(regulation: &Regulation, today: &Today, refusals: Refusals) -> Option<NaiveDate> {
    const MONTH_BOUND: u32 = Refusal::WindowClosed.bit()
        | Refusal::VoucherAlreadyActivated.bit()
        | Refusal::AccountAlreadyUsed.bit()
        | Refusal::ConsentRefused.bit();
    if refusals.meet(MONTH_BOUND.into()) {
        first_open_day(regulation, today.month.next())
    } else if today.date < regulation.period().first {
        first_open_day(regulation, regulation.days.first.0)
    } else if today.window == WindowState::NotOpen {
        open_day_of(regulation, today.month)
    } else {
        None
    }
}
