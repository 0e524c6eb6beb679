//! What can happen to an offer.

use super::{dialogue::Reply, key::OfferKey};

/// Something that happened to an offer, on a date given beside it. Nothing else changes a ledger.
///
/// Deliberately exhaustive: a new fact must break your build.
///
/// ```
/// use voucher_core::{family_card::*, *};
///
/// let mut ledger = Ledger::new(Proactive::proactive_2025_09());
/// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("e-1")?);
/// let key = OfferKey { service: Service::LargeFamily, iin, event, child: None };
/// let Outcome::Refused(refusals) = ledger.record(parse_date("2025-09-05")?, &Fact::Offered { key }) else { panic!() };
/// assert!(refusals.iter().eq([Refusal::NoRight]));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// A right arose (K21).
    RightArose {
        /// The offer.
        key: OfferKey,
    },
    /// The SMS went out (K22).
    Offered {
        /// The offer.
        key: OfferKey,
    },
    /// The person replied (K23). [`Proactive::read_reply`](crate::family_card::Proactive::read_reply) reads a reply.
    Replied {
        /// The offer.
        key: OfferKey,
        /// What the reply means.
        reply: Reply,
    },
    /// A bank gave the account (K24).
    AccountKnown {
        /// The offer.
        key: OfferKey,
    },
    /// The person confirmed the account by the linked phone (K25).
    AccountConfirmed {
        /// The offer.
        key: OfferKey,
    },
    /// The benefit was assigned (K26).
    Assigned {
        /// The offer.
        key: OfferKey,
    },
}

impl Fact {
    /// The stable code of its kind, as a journal has it.
    ///
    /// ```
    /// use voucher_core::{Iin, Reference, family_card::{Fact, OfferKey, Service}};
    ///
    /// let (iin, event) = (Iin::parse("990101600002")?, Reference::parse("B-1")?);
    /// let key = OfferKey { service: Service::LargeFamily, iin, event, child: None };
    /// assert_eq!(Fact::AccountKnown { key }.code(), "account_known");
    /// # Ok::<(), voucher_core::Error>(())
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RightArose { .. } => "right_arose",
            Self::Offered { .. } => "offered",
            Self::Replied { .. } => "replied",
            Self::AccountKnown { .. } => "account_known",
            Self::AccountConfirmed { .. } => "account_confirmed",
            Self::Assigned { .. } => "assigned",
        }
    }

    /// The offer that it is about.
    #[must_use]
    pub const fn key(&self) -> &OfferKey {
        match self {
            Self::RightArose { key }
            | Self::Offered { key }
            | Self::Replied { key, .. }
            | Self::AccountKnown { key }
            | Self::AccountConfirmed { key }
            | Self::Assigned { key } => key,
        }
    }
}
