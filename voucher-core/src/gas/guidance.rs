//! What a person is told of a month: what they can do, what stands against it, until when (N38).

use chrono::NaiveDate;

use crate::{
    gas::{
        activation::Step,
        refusal::{Refusal, Refusals},
        stage::Stage,
    },
    programme::{PersonAction, Timing, Urgency},
    value::{coded::coded, set::Set},
};

coded! {
    /// What a person can do about a voucher (N38).
    ///
    /// Deliberately exhaustive: a new action must break your build.
    ///
    /// ```
    /// use voucher_core::gas::Action;
    ///
    /// assert_eq!(Action::from_code("enter_account"), Some(Action::EnterAccount));
    /// assert_eq!(Action::ALL.len(), 5);
    /// ```
    Action {
        /// Consent.
        Agree "agree",
        /// Refuse; after consent that is to withdraw it.
        Refuse "refuse",
        /// Enter an account, or another one.
        EnterAccount "enter_account",
        /// Accept the offer.
        AcceptOffer "accept_offer",
        /// Confirm, which activates the voucher.
        Confirm "confirm",
    }
}

impl Action {
    /// The same action among those of all programmes.
    ///
    /// ```
    /// use voucher_core::gas::Action;
    ///
    /// assert!(Action::ALL.iter().all(|action| action.of_person().code() == action.code()));
    /// ```
    #[must_use]
    pub const fn of_person(self) -> PersonAction {
        match self {
            Self::Agree => PersonAction::Agree,
            Self::Refuse => PersonAction::Refuse,
            Self::EnterAccount => PersonAction::EnterAccount,
            Self::AcceptOffer => PersonAction::AcceptOffer,
            Self::Confirm => PersonAction::Confirm,
        }
    }
}

/// What a person can do on a date, in the order of [`Action::ALL`].
///
/// ```
/// use voucher_core::gas::{Action, Actions};
///
/// let actions = Actions::from_iter([Action::Confirm, Action::EnterAccount]);
/// assert!(actions.iter().eq([Action::EnterAccount, Action::Confirm]));
/// ```
pub type Actions = Set<Action, u8>;

/// What a person is told of a month, seen on a date. Nothing in it contradicts anything else (N38).
///
/// ```
/// use voucher_core::{Iin, Month, gas::{Ledger, Refusal, Regulation, Stage}, parse_date};
///
/// let (ledger, iin) = (Ledger::new(Regulation::gas_2025_08()), Iin::parse("990101600002")?);
/// let told = ledger.guidance(iin, Month::parse("2025-09")?, None, parse_date("2025-09-06")?);
/// assert!(told.cannot_confirm.iter().eq([Refusal::NotListed, Refusal::WindowNotOpen]));
/// assert_eq!((told.stage, told.blocked.is_empty()), (Stage::NotListed, true)); // the stage says why
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guidance {
    /// Where the person stands on the date (N18).
    pub stage: Stage,
    /// What the person does next, or waits for; none where there is nothing to do or it cannot be done on the date.
    pub next: Option<Step>,
    /// The last day on which the person can do what the stage asks for; none where it asks for nothing.
    pub until: Option<NaiveDate>,
    /// What the person can do on the date.
    pub actions: Actions,
    /// Why a confirmation cannot activate the voucher on the date; empty where it can, where the voucher is activated,
    /// and in another month.
    pub cannot_confirm: Refusals,
    /// Those of [`cannot_confirm`](Self::cannot_confirm) that neither the stage nor the next step says already.
    pub blocked: Refusals,
    /// The first date on which waiting alone could help, so none of the date's month while consent is awaited; of a month ahead
    /// the first day on which a voucher of it can be activated.
    pub earliest: Option<NaiveDate>,
}

impl Guidance {
    /// When the voucher is due to the person, among all that is (N40).
    ///
    /// ```
    /// use voucher_core::{Iin, Month, gas::{Ledger, Regulation}, parse_date, programme::Timing};
    ///
    /// let (ledger, iin) = (Ledger::new(Regulation::gas_2025_08()), Iin::parse("990101600002")?);
    /// let told = ledger.guidance(iin, Month::parse("2025-09")?, None, parse_date("2025-09-06")?);
    /// assert_eq!(told.timing(), Timing::SETTLED); // not listed: nothing to do
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub fn timing(&self) -> Timing {
        if self.blocked.contains(Refusal::OutsidePilot) {
            // Facts came before the period ended, and none can follow.
            return Timing::SETTLED;
        }
        let urgency = match self.stage {
            Stage::Issued if self.next.is_some_and(|step| step != Step::CheckAccount) => Urgency::ToDo,
            Stage::Asked | Stage::Reminded if self.actions.contains(Action::Agree) => Urgency::ToDo,
            Stage::Issued | Stage::Asked | Stage::Reminded | Stage::ToAsk => Urgency::Waiting,
            Stage::NotListed
            | Stage::Registered
            | Stage::Activated
            | Stage::Delisted
            | Stage::Refused
            | Stage::Lapsed
            | Stage::Expired => return Timing::SETTLED,
        };
        let from = self.earliest.filter(|_| self.stage == Stage::Issued && urgency == Urgency::Waiting);
        Timing { urgency, from, until: self.until }
    }

    /// What is told of a month in which nothing can be done on the date.
    pub(crate) fn without_actions(stage: Stage, until: Option<NaiveDate>) -> Self {
        Self {
            stage,
            next: None,
            until,
            actions: Actions::default(),
            cannot_confirm: Refusals::NONE,
            blocked: Refusals::NONE,
            earliest: None,
        }
    }

    /// The same with the reasons against a confirmation, and those of them that are worth showing.
    pub(crate) fn against(self, cannot_confirm: Refusals) -> Self {
        let told =
            |refusal: &Refusal| !self.stage.says(*refusal) && self.next.and_then(says) != Some(*refusal);
        Self { cannot_confirm, blocked: cannot_confirm.iter().filter(told).collect(), ..self }
    }
}

impl Stage {
    /// Whether the voucher is activated.
    pub(crate) const fn is_success(self) -> bool {
        matches!(self, Self::Registered | Self::Activated)
    }

    /// Whether a refusal tells a person at this stage nothing that the stage does not say. A window says nothing to whoever has
    /// no voucher to activate in it.
    fn says(self, refusal: Refusal) -> bool {
        let window = matches!(refusal, Refusal::WindowNotOpen | Refusal::WindowClosed);
        match self {
            Self::NotListed | Self::Delisted => window || refusal == Refusal::NotListed,
            Self::Refused => window || refusal == Refusal::ConsentRefused,
            Self::Lapsed => window || refusal == Refusal::ConsentClosed,
            Self::ToAsk => window || refusal == Refusal::NotAsked,
            Self::Asked | Self::Reminded => window || refusal == Refusal::AwaitingConsent,
            Self::Expired => refusal == Refusal::WindowClosed,
            Self::Issued | Self::Registered | Self::Activated => false,
        }
    }
}

/// The refusal of a confirmation that a step says by asking for what is missing.
const fn says(step: Step) -> Option<Refusal> {
    match step {
        Step::EnterAccount => Some(Refusal::NoAccountEntered),
        Step::AcceptOffer => Some(Refusal::OfferNotAccepted),
        Step::CheckAccount => Some(Refusal::AccountNotChecked),
        Step::Confirm | Step::Done => None,
    }
}
