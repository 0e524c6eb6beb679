//! Where a person stands in a month, seen on a date (N18).

use crate::{
    gas::{
        activation::Activation,
        consent::{Answer, Consent},
        listing::Listing,
        today::Passed,
    },
    value::coded::coded,
};

coded! {
    /// Where a person stands in a month, seen on a date (N18): the first that holds, in this order.
    ///
    /// Deliberately exhaustive: a new stage must break your build.
    ///
    /// ```
    /// use voucher_core::gas::Stage;
    ///
    /// assert_eq!(Stage::ALL.first(), Some(&Stage::NotListed));
    /// assert_eq!(Stage::from_code("to_ask"), Some(Stage::ToAsk));
    /// ```
    Stage {
        /// No record in the month.
        NotListed "not_listed",
        /// The voucher is activated and the month's register was sent.
        Registered "registered",
        /// The voucher is activated.
        Activated "activated",
        /// Off the list.
        Delisted "delisted",
        /// Consent is needed and was refused.
        Refused "refused",
        /// Consent is needed, was not given, and the last day to answer has passed.
        Lapsed "lapsed",
        /// Consent is needed; nobody asked yet.
        ToAsk "to_ask",
        /// The start SMS was sent; no answer.
        Asked "asked",
        /// The repeat SMS was sent; no answer.
        Reminded "reminded",
        /// There was a voucher; it was not activated, and the window has closed.
        Expired "expired",
        /// There is a voucher, not activated.
        Issued "issued",
    }
}

impl Stage {
    /// Whether there is a voucher that can be, or is, activated.
    ///
    /// ```
    /// use voucher_core::gas::Stage;
    ///
    /// assert!(Stage::Issued.has_voucher());
    /// assert!(!Stage::Expired.has_voucher());
    /// ```
    #[must_use]
    pub const fn has_voucher(self) -> bool {
        match self {
            Self::Registered | Self::Activated | Self::Issued => true,
            Self::NotListed
            | Self::Delisted
            | Self::Refused
            | Self::Lapsed
            | Self::ToAsk
            | Self::Asked
            | Self::Reminded
            | Self::Expired => false,
        }
    }
}

/// What is known of a person's month.
#[derive(Clone, Copy)]
pub(crate) struct Standing {
    /// None where there is no record.
    pub(crate) listing: Option<Listing>,
    /// None where no consent is needed.
    pub(crate) consent: Option<Consent>,
    pub(crate) activation: Activation,
    pub(crate) register_sent: bool,
}

impl Standing {
    /// N18, from top to bottom.
    pub(crate) fn stage(self, over: Passed) -> Stage {
        let Some(listing) = self.listing else { return Stage::NotListed };
        if self.activation.is_done() {
            return if self.register_sent { Stage::Registered } else { Stage::Activated };
        }
        if !listing.is_on() {
            return Stage::Delisted;
        }
        match self.consent {
            None => voucher(over),
            Some(consent) => match consent {
                Consent::Answered { answer: Answer::Refuse, .. } => Stage::Refused,
                Consent::Answered { answer: Answer::Agree, .. } => voucher(over),
                Consent::NotAsked | Consent::Asked { .. } | Consent::Reminded { .. } if over.answering => {
                    Stage::Lapsed
                }
                Consent::NotAsked => Stage::ToAsk,
                Consent::Asked { .. } => Stage::Asked,
                Consent::Reminded { .. } => Stage::Reminded,
            },
        }
    }
}

/// The stage of a voucher that is not activated.
const fn voucher(over: Passed) -> Stage {
    if over.window { Stage::Expired } else { Stage::Issued }
}
