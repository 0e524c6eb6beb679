//! Facts, and the outcome that a ledger gives to each.

use crate::{
    gas::{
        activation::{Channel, Step},
        assistance::AssistanceSet,
        consent::{Reply, SmsKind},
        refusal::Refusals,
        stage::Stage,
    },
    value::{
        calendar::Month,
        identity::{Account, Iin},
        region::Region,
    },
};

/// Something that happened, on a date given beside it. Nothing else changes a month.
///
/// Deliberately exhaustive: a new fact must break your build.
///
/// ```
/// use voucher_core::{Iin, gas::{Fact, Ledger, Outcome, Refusal, Regulation}, parse_date};
///
/// let mut ledger = Ledger::new(Regulation::gas_2025_08());
/// let stranger = Fact::Confirmed { iin: Iin::parse("990101600002")? };
/// let Outcome::Refused(refusals) = ledger.record(parse_date("2025-09-07")?, &stranger) else { panic!() };
/// assert!(refusals.iter().eq([Refusal::NoAccountEntered]));
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The person replied (N14). [`Regulation::read_reply`](crate::gas::Regulation::read_reply) reads a text.
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
        /// Where the person entered it.
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

impl Fact {
    /// The stable code of its kind, as a journal has it.
    ///
    /// ```
    /// use voucher_core::{Iin, gas::Fact};
    ///
    /// let iin = Iin::parse("990101600002")?;
    /// assert_eq!(Fact::OfferAccepted { iin }.code(), "offer_accepted");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Listed { .. } => "listed",
            Self::Delisted { .. } => "delisted",
            Self::SmsSent { .. } => "sms_sent",
            Self::Replied { .. } => "replied",
            Self::AccountEntered { .. } => "account_entered",
            Self::OfferAccepted { .. } => "offer_accepted",
            Self::AccountChecked { .. } => "account_checked",
            Self::Confirmed { .. } => "confirmed",
            Self::RegisterSent { .. } => "register_sent",
        }
    }
}

/// The answer of a ledger to a fact (N9 to N23).
///
/// Deliberately exhaustive: a fact is accepted or refused.
///
/// ```
/// use voucher_core::{Iin, Region, gas::{Assistance, AssistanceSet, Fact, Ledger, Outcome, Regulation, Stage}, parse_date};
///
/// let mut ledger = Ledger::new(Regulation::gas_2025_08());
/// let fact = Fact::Listed {
///     iin: Iin::parse("990101600002")?,
///     region: Region::Astana,
///     assistance: AssistanceSet::from_iter([Assistance::Housing]),
/// };
/// let last_day = parse_date("2025-09-14")?;
/// let first = ledger.record(last_day, &fact);
/// assert_eq!(first, Outcome::Accepted { repeat: false, stage: Some(Stage::ToAsk), next: None });
/// let again = ledger.record(last_day, &fact);
/// assert_eq!(again, Outcome::Accepted { repeat: true, stage: Some(Stage::ToAsk), next: None });
/// assert!(!ledger.record(parse_date("2025-09-15")?, &fact).is_accepted());
/// # Ok::<(), voucher_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The fact counts.
    Accepted {
        /// The fact states what was so already: nothing changed.
        repeat: bool,
        /// The person's stage on the date (N15); none for a register.
        stage: Option<Stage>,
        /// The step at which the entry then stands; only for facts of an activation.
        next: Option<Step>,
    },
    /// The fact does not count and changed nothing, for every one of these reasons.
    Refused(Refusals),
}

impl Outcome {
    /// Whether the fact counts, repeats included.
    #[must_use]
    pub const fn is_accepted(&self) -> bool {
        match self {
            Self::Accepted { .. } => true,
            Self::Refused(_) => false,
        }
    }
}
