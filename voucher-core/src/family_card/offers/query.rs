//! What a ledger of offers answers with.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{
    dialogue::{Answer, Dialogue, Standing},
    key::OfferKey,
    stage::Stage,
};
use crate::{family_card::service::Service, programme::Counts, value::coded::coded};

coded! {
    /// Something that a system must do with an offer (K29), in the order of lists of what is due.
    ///
    /// Deliberately exhaustive: a new duty must break your build.
    ///
    /// ```
    /// use voucher_core::family_card::Action;
    ///
    /// assert!(Action::SendOffer < Action::Assign);
    /// assert_eq!(Action::AskAccount.code(), "ask_account");
    /// ```
    Action {
        /// Send the offer.
        SendOffer "send_offer",
        /// Ask for the account.
        AskAccount "ask_account",
        /// Assign the benefit.
        Assign "assign",
    }
}

/// What is due to an offer (K29). Orders by action, then by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Due {
    /// What must be done.
    pub action: Action,
    /// The offer.
    pub key: OfferKey,
}

/// All that a ledger keeps of an offer.
///
/// ```
/// use voucher_core::{family_card::*, *};
///
/// let mut ledger = Ledger::new(Proactive::proactive_2025_09());
/// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("e-1")?);
/// let key = OfferKey { service: Service::LargeFamily, iin, event, child: None };
/// ledger.record(parse_date("2025-09-05")?, &Fact::RightArose { key });
/// let offers = ledger.offers();
/// assert_eq!((offers.len(), offers[0].key, offers[0].offered_on), (1, key, None));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Offer {
    /// What it is called by.
    pub key: OfferKey,
    /// The day on which the SMS went out.
    pub offered_on: Option<NaiveDate>,
    /// The answer that stands.
    pub answer: Option<Answer>,
    /// Whether an account is there.
    pub account: bool,
    /// Whether the benefit is assigned.
    pub assigned: bool,
}

impl Offer {
    pub(crate) fn new(key: OfferKey, dialogue: Dialogue) -> Self {
        let standing = dialogue.offer.map_or(Standing::Open, |sent| sent.standing);
        Self {
            key,
            offered_on: dialogue.offer.map(|sent| sent.on),
            answer: standing.answer(),
            account: dialogue.account,
            assigned: standing == Standing::Assigned,
        }
    }
}

/// How many offers stand at each stage, for each service of the regulation (K30).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary(
    /// In the order of the services.
    pub(crate) Vec<(Service, Counts<Stage>)>,
);

impl Summary {
    /// How many offers of a service stand at a stage; 0 for a service that the regulation does not offer.
    ///
    /// ```
    /// use voucher_core::{family_card::*, *};
    ///
    /// let (mut ledger, day) = (Ledger::new(Proactive::proactive_2025_09()), parse_date("2026-02-10")?);
    /// let iin = Iin::parse("990101600002")?;
    /// for event in ["birth/1", "birth/2"] {
    ///     let key = OfferKey { service: Service::Birth, iin, event: Reference::parse(event)?, child: None };
    ///     ledger.record(day, &Fact::RightArose { key });
    /// }
    /// let count = |service| ledger.summary(day).count(service, Stage::ToAsk);
    /// assert_eq!((count(Service::Birth), count(Service::Maternity)), (2, 0));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn count(&self, service: Service, stage: Stage) -> usize {
        self.iter().find(|(each, _)| *each == service).map_or(0, |(_, counts)| counts.count(stage))
    }

    /// Each service of the regulation with its counts, in the order of K30.
    pub fn iter(&self) -> impl Iterator<Item = (Service, &Counts<Stage>)> {
        self.0.iter().map(|(service, counts)| (*service, counts))
    }
}
